"""Reads site profiles and their codings, and chooses which coding of a profile its seeds are made of."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

Row = dict[str, Any]
"""One reading of one copy of a page: its claims, operations, partners, population, county, and how much was read."""

Codings = Sequence[Mapping[str, Sequence[Row]]]
"""Files of codings, the one that decides first: for each address of a page, the rows of its copies."""

_WORDS = {"early": "early", "late": "late", "mid": "mid", "about": "about"}
_LABEL = re.compile(r"^(newer|middle|older|oldest)\b", re.IGNORECASE)
_COPY = r"(?:stored )?cop(?:y|ies)"
_ELSEWHERE = re.compile(
    rf"\b(newer|older) {_COPY}\b(?! (?:says|names|adds|gives|prints|tells)|:.*\bnot\b)", re.IGNORECASE
)
_SAID = re.compile(
    rf"(?:^|[;,.] ?|\(| )(?:only )?(?:from |in )?(?:the )?(?:newer|older) {_COPY}(?: only)?(?:[:;,] ?|\)|$)"
)


_SPELLINGS = (
    (r"rogramme", "rogram"),
    (r"eighbour", "eighbor"),
    (r"icence", "icense"),
    (r"rganis", "rganiz"),
    (r"arlour", "arlor"),
    (r"ehaviour", "ehavior"),
)


def lines_of(path: Path) -> list[Row]:
    """The rows of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]


def address(url: str) -> str:
    """A page's address without what differs between copies of it."""
    return re.sub(r"^https?://(www\.)?", "", url).rstrip("/")


def codings_in(paths: Iterable[Path]) -> list[dict[str, list[Row]]]:
    """The rows of each file of codings, by address; pages that were not reached are left out."""
    files: list[dict[str, list[Row]]] = []
    for path in paths:
        files.append({})
        for row in lines_of(path):
            if row.get("reached", True):
                files[-1].setdefault(address(row["url"]), []).append(row)
    return files


def chosen(profile: Row, codings: Codings) -> list[Row]:
    """The readings that a profile's seeds are made of: the one place that decides it.

    For each address of the place, the first file of codings that has it decides; a profile that none has keeps its
    first reading. Of a further address, such as that of an older copy, one row is taken.
    """
    own = address(profile["url"])
    rows = list(next((coding[own] for coding in codings if own in coding), [first_reading(profile)]))
    further: dict[str, Row] = {}
    for coding in codings:
        for other, (row, *_) in coding.items():
            if other != own and (row["place"], row["state"]) == (profile["place"], profile["state"]):
                further.setdefault(other, row)
    return rows + list(further.values())


def copy_of(row: Row, profile: Row) -> str:
    """Which copy of a page a row read: empty for the newest, else a word for a source of its own."""
    if address(row["url"]) != address(profile["url"]):
        return "older" if "demandforum.net" in row["url"] or "older" in row.get("note", "") else "copy"
    found = _LABEL.match(row.get("note", ""))
    return {"middle": "middle", "older": "older", "oldest": "older"}.get(found[1].lower(), "") if found else ""


def placed(row: Row, default: str) -> Row:
    """A row whose claims and operations each say which copy of the page they were read in.

    A note may send to another copy than the row's own; what rests on the same passage was read in the same copy.
    """
    told = [*row["claims"], *row["operations"]]
    elsewhere = {
        each["passage_sha256"]: copy for each in told if each.get("passage_sha256") for copy in _copies_in(each)
    }

    def in_copy(each: Row) -> Row:
        return {**each, "copy": next(_copies_in(each), elsewhere.get(each.get("passage_sha256"), default))}

    return {**row, "claims": [*map(in_copy, row["claims"])], "operations": [*map(in_copy, row["operations"])]}


def _copies_in(told: Row) -> Iterator[str]:
    note = told.get("note") or ""
    if found := _ELSEWHERE.search(note) if "both copies" not in note else None:
        yield "" if found[1].lower() == "newer" else "older"


def tidy(note: str, limit: int = 200) -> str:
    """A note as a sentence, without what its source says anyway, cut at a clause if it is too long."""
    text = re.sub(r"\s+", " ", _SAID.sub("; ", note.replace("\u2019", "'"))).strip(" ;,")
    for british, american in _SPELLINGS:
        text = re.sub(british, american, text)
    while len(text) > limit - 1:
        shorter = re.split(r"[;:,.] (?=[^;:,.]*$)", text)[0]
        text = shorter if shorter != text else text[: text.rindex(" ")]
    second_is_capital = re.match(r"[^\s;:,.]+ [A-Z]", text)
    text = text if second_is_capital else text[:1].upper() + text[1:]
    return f"{text}." if text and text[-1] not in ".!?" else text


def first_reading(profile: Row) -> Row:
    """A profile's first reading in the form of a coding."""
    source = profile.get("population_source") or ""
    said = re.search(r"narrative says about ([0-9,]+)", source)
    field = profile.get("population") if "field" in source else None
    return {
        **{key: profile[key] for key in ("url", "place", "state", "type")},
        "extent": "whole" if profile["coverage"].startswith("whole page") else "excerpt",
        "population": {
            "field": field,
            "narrative": _number(said[1]) if said else None if field else profile.get("population"),
        },
        "county": None,
        "partners": [],
        "claims": [*_told(profile), *_denied(profile)],
        "operations": [_operation(each) for each in profile.get("operations", ())],
        "note": "",
    }


def denials(profile: Row, rows: Iterable[Row]) -> list[Row]:
    """The denials of the first reading about tactics of which the chosen readings say nothing of the kind.

    Readings that have been settled have settled these too.
    """
    rows = list(rows)
    if is_settled(rows):
        return []
    spoken = {
        claim["tactic"]
        for row in rows
        for claim in row["claims"]
        if claim["stance"] in ("not_used", "ended", "planned", "studied")
    }
    return [claim for claim in _denied(profile) if claim["tactic"] not in spoken]


def is_settled(rows: Iterable[Row]) -> bool:
    """Whether two readings have been settled in these rows."""
    return any(each.get("readings") == 2 for row in rows for each in (*row["claims"], *row["operations"]))


def _number(text: str) -> int:
    return int(text.replace(",", ""))


def _told(profile: Row) -> Iterator[Row]:
    for told in profile.get("tactics_documented", ()):
        for year in told["years"] or [None]:
            when, word = edtf(str(year)) if year else (None, "")
            basis = "narrative" if told["evidence"] in ("narrative", "tactic_page") else "heading"
            note = f"{told['reason']} ({word})" if word and word not in told["reason"] else told["reason"]
            yield _claim(told["tactic"], told.get("status") or "used", when, basis, note)


def _denied(profile: Row) -> list[Row]:
    """The denials of a profile, one a tactic."""
    told = {_tactic(each["tactic"]): each["reason"] for each in reversed(profile.get("tactics_denied", ()))}
    return [_claim(tactic, "not_used", None, "narrative", reason) for tactic, reason in told.items()]


def _claim(tactic: str, stance: str, when: str | None, basis: str, note: str) -> Row:
    return {"tactic": _tactic(tactic), "stance": stance, "when": when, "basis": basis, "note": note}


def _tactic(name: str) -> str:
    return "identity_disclosure" if name == "shaming" else name


def edtf(text: str) -> tuple[str, str]:
    """A year of the first reading as EDTF, and the word that EDTF cannot say: ``early 1990s`` is 199X, early."""
    word, _, rest = text.replace("since ", "").replace("mid-", "mid ").partition(" ")
    if word not in _WORDS:
        word, rest = "", f"{word} {rest}".strip()
    parts = (
        [_year(part) for part in re.split(r"/|(?<=[0-9s])-(?=[0-9]{4})", rest.replace("..", "/..").strip("/"))]
        if not rest.startswith("..")
        else ["..", _year(rest[2:])]
    )
    if "since" in text:
        parts.append("..")
    if word == "about":
        parts, word = [f"{part}~" for part in parts], ""
    return "/".join(parts), word


def _year(text: str) -> str:
    return re.sub(r"^([0-9]{3})0s$", r"\1X", text)


def _operation(told: Row) -> Row:
    dates = [told[key] for key in ("date", "date_end") if told.get(key)]
    when = edtf("/".join(dates))[0] if dates else None
    arrests = told.get("arrests")
    count = {
        "what": "arrest",
        "of": told.get("arrests_of") or "unknown",
        "low": arrests,
        "best": arrests,
        "high": arrests,
    }
    return {
        "when": when,
        "name": told.get("name"),
        "methods": [told["kind"]] if told["kind"] in ("web", "street", "massage") else [],
        "agencies": [told["agency"]] if told.get("agency") else [],
        "places": [],
        "outcomes": [count] if arrests is not None else [],
        "note": told.get("note") or "",
    }
