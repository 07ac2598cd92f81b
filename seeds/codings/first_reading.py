"""Writes the first coding, and the same by the code book's rule, from the facts gathered for the seeds.

    python seeds/codings/first_reading.py FACTS/profiles.jsonl

Years become EDTF, one claim a year told; a free text that may describe one person is left out. The facts file is not
part of the repository, so this script is here to show what was done; the two files beside it are the codings.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from demandatlas.curate.codings import BY_RULE, FIRST, by_rule, dump_rows
from demandatlas.when import When

HERE = Path(__file__).parent
ABOUT_ONE_PERSON = re.compile(
    r"\b(?:his|her|he|she|him|ages?d?|suicide|former|ex-|mayor|head|chief|judge|deput(?:y|ies)|teacher|employees?|"
    r"soldiers?|pastor|priest|coach|doctor|principal|official|officials'|officer resigned|activist|single|named-person|"
    r"the man|one man|a man|one woman|a woman|one buyer|a buyer|one local|one client|truck(?:er|ers| drivers)|"
    r"detectives?|lawyer|professor|candidate|councilman|commissioner|trustee|school job|lost|resign\w*|dismiss\w*|"
    r"suspect's|professional's|man|tenth|elected|held|office|bond|"
    r"minor's|girls?|expunged|scandal|daughter|wife|husband|victim)\b",
    re.IGNORECASE,
)
METHODS = {"street": ["street"], "web": ["web"], "massage": ["massage"], "street+web": ["street", "web"]}
GROUPS = {
    "buyers": ("arrest", "buyers"),
    "customers": ("arrest", "buyers"),
    "buyer_citations": ("citation", "buyers"),
    "sellers": ("arrest", "sellers"),
    "sellers_cited": ("citation", "sellers"),
    "exploiters": ("arrest", "exploiters"),
    "pimps": ("arrest", "exploiters"),
    "promoters": ("arrest", "exploiters"),
    "men": ("arrest", "unknown"),
    "women": ("arrest", "unknown"),
    "responses": ("ad_response", "unknown"),
    "advert_responses": ("ad_response", "unknown"),
    "juveniles_recovered": ("recovery", "victims"),
    "minors_recovered": ("recovery", "victims"),
    "juveniles_rescued": ("recovery", "victims"),
    "victims_identified": ("recovery", "victims"),
    "vehicles seized": ("vehicle", "unknown"),
    "vehicles_impounded": ("vehicle", "unknown"),
}
DECADES = re.compile(r"(?:early |mid-|late )?((?:19|20)\d)0s")


def edtf(told: object) -> tuple[str, str]:
    """A year as the facts tell it, in EDTF, and the word that EDTF cannot hold."""
    text = str(told).removeprefix("since ") + (".." if str(told).startswith("since ") else "")
    vague = re.match(r"early|mid|late", text)
    text = re.sub(r"^about (\d{4})$", r"\1~", text)
    text = DECADES.sub(r"\1X", text)
    text = re.sub(r"^\.\.(?=\S)", "../", text)
    text = re.sub(r"(?<=[\dX~])\.\.$", "/..", text)
    text = re.sub(r"^([\dX]{4})-([\dX]{4})$", r"\1/\2", text)
    return When(text).edtf, f"{vague[0]} in the decade" if vague else ""


def clean(text: str | None) -> str:
    """A note short enough to keep and free of any one person, or nothing."""
    return "" if not text or len(text) > 180 or ABOUT_ONE_PERSON.search(text) else text


def claims(profile: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The claims of a profile, one a year told, denials last."""
    for told in profile.get("tactics_documented", []):
        basis = {"source_heading": "heading"}.get(told["evidence"], told["evidence"])
        for year in told["years"] or [None]:
            when, vague = edtf(year) if year is not None else (None, "")
            yield {
                "tactic": told["tactic"],
                "stance": told.get("status") or "used",
                "when": when,
                "basis": basis,
                "note": "; ".join(filter(None, (clean(told["reason"]), vague))),
            }
    for denied in profile.get("tactics_denied", []):
        tactic = {"shaming": "identity_disclosure"}.get(denied["tactic"], denied["tactic"])
        note = clean(denied["reason"])
        yield {"tactic": tactic, "stance": "not_used", "when": None, "basis": "narrative", "note": note}


def group(operation: dict[str, Any]) -> str | None:
    """Whom the arrests count; where the field is missing, from a note that tells of buyers and of nobody else."""
    if operation.get("arrests_of"):
        return str(operation["arrests_of"])
    note = operation.get("note") or ""
    if f"{operation['arrests']} buyers" in note:
        return "buyers"
    others = re.search(r"seller|pimp|traffick|women|both|majority|would-be|of them|pursued", note)
    return "buyers" if re.search(r"\bbuyers?\b", note) and not others else None


def outcomes(operation: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What an operation counted, as far as the facts name a unit of ours."""
    if operation["arrests"] is not None:
        yield outcome("arrest", group(operation), operation["arrests"])
    for name, number in (operation.get("other_counts") or {}).items():
        if isinstance(number, int) and name in GROUPS:
            yield outcome(*GROUPS[name], number)


def outcome(what: str, of: str | None, number: int) -> dict[str, Any]:
    """One count; none for a group that was not coded."""
    return {"what": what, "of": of, "low": number, "best": number, "high": number, "offense": None}


def operations(profile: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The operations of a profile."""
    for told in profile.get("operations", []):
        when = edtf(told["date"])[0] if told["date"] else None
        if when and told["date_end"]:
            when = When(f"{when}/{told['date_end']}").edtf
        agencies = [name.strip() for name in (told.get("agency") or "").split(";") if name.strip()]
        yield {
            "when": when,
            "name": told.get("name"),
            "methods": METHODS.get(told["kind"], ["unknown"]),
            "agencies": agencies,
            "places": [],
            "outcomes": list(outcomes(told)),
            "note": "" if told["arrests"] == 1 else clean(told.get("note")),
        }


def row(profile: dict[str, Any]) -> dict[str, Any]:
    """A profile as a row of a coding."""
    kept: list[dict[str, Any]] = []
    for claim in claims(profile):
        if claim not in kept:
            kept.append(claim)
    side = "field" if str(profile.get("population_source")).startswith("field") else "narrative"
    return {
        "url": profile["url"],
        "place": profile["place"],
        "state": profile["state"],
        "type": profile["type"],
        "reached": True,
        "extent": "whole" if profile["coverage"].startswith("whole page") else "excerpt",
        "population": {"field": None, "narrative": None, side: profile.get("population")},
        "partners": profile.get("partners", []),
        "claims": kept,
        "operations": list(operations(profile)),
    }


def main(facts: Path) -> None:
    """Write both files beside this script."""
    rows = [row(json.loads(line)) for line in facts.read_text("utf-8").splitlines()]
    (HERE / FIRST).write_text(dump_rows(rows), "utf-8")
    (HERE / BY_RULE).write_text(dump_rows([by_rule(each) for each in rows]), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
