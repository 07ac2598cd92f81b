"""Brings what several pages and copies tell of one operation together, and writes its seed."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from demandatlas.curate.importing.readings import Row, tidy
from demandatlas.curate.importing.tables import Seed, Table
from demandatlas.when import When

METHODS = ("web", "hotel", "massage", "phone", "venue", "street")
_PLURALS = {
    "ad_response": "ad-responses",
    "arrest": "arrests",
    "attendance": "participants",
    "charge": "charges",
    "citation": "citations",
    "contact": "contacts",
    "conviction": "convictions",
    "investigation": "investigations",
    "letter": "letters",
    "recovery": "recoveries",
    "summons": "summonses",
    "vehicle": "vehicles",
}
"""What can be counted, and how its keys begin; anything else that a coding counts is left out."""

_TOGETHER = re.compile(
    r"\bjoint\b(?! count)|multi-(?:agency|city)|\bpartners"
    r"|with (?:another|officers|federal|local|other|city|neighbou?ring)\b"
)
_MADE_UP = "A short description of ours; the page gives no name."


@attrs.frozen
class Telling:
    """What one copy of a page tells of an operation.

    Attributes:
        site: id of the page's place.
        place: its name.
        source: id of the copy.
        row: the operation as coded.
        tactics: the tactics that the same page tells of the same time.
        parties: ids of the agencies and organizations named.
        decided: what has been decided about it by hand.
    """

    site: str
    place: str
    source: str
    row: Row
    tactics: tuple[str, ...]
    parties: tuple[str, ...]
    decided: Mapping[str, Any]

    @property
    def evidence(self) -> Table:
        """Where it is told."""
        kept = {key: self.row.get(key) for key in ("passage_sha256", "readings")}
        readings = kept["readings"] if kept["readings"] != 1 else None
        return {
            "source": self.source,
            "locator": "narrative",
            "passage_sha256": kept["passage_sha256"],
            "readings": readings,
        }


def key_of(site: str, row: Row, number: int) -> str:
    """How a decision names an operation of a page: place and date, and which one where a date has several."""
    return f"{site} {row['when'] or 'undated'}" + (f" #{number}" if number > 1 else "")


def operation_id(site: str, row: Row, number: int) -> str:
    """The id of an operation: place, name or method, and the date on which it began."""
    named = re.sub(r"[^a-z0-9]+", "-", re.sub(r"[.'\u2019]", "", (row["name"] or "").lower())).strip("-")
    what = named or next((method for method in METHODS if method in row["methods"]), "operation")
    began = re.sub(r"[^0-9x-]", "", (row["when"] or "").lower().replace("../", "").split("/")[0])
    return "-".join(filter(None, (site, what, began, str(number) if number > 1 else "")))


def further(telling: Telling) -> Iterator[Telling]:
    """What sources besides the profile tell of the same operation, as decided by hand."""
    for told in telling.decided.get("further", ()):
        row = {"name": None, "methods": [], "when": None, "note": "", **told}
        row["outcomes"] = [counted(text) for text in told.get("outcomes", ())]
        yield attrs.evolve(telling, source=told["source"], row=row, tactics=(), parties=(), decided={})


def operation_seed(tellings: list[Telling]) -> Seed:
    """The seed of one operation from all that is told of it."""
    decided = {key: value for telling in tellings for key, value in telling.decided.items()}
    tables: Seed = [("told", table) for table in _named(tellings, decided)]
    tables += [("told", _when_and_where(telling, decided)) for telling in tellings]
    tables += [("told", table) for table in _place_in_the_whole(tellings[0], decided)]
    tables += [("participations", table) for telling in tellings for table in _parts_taken(telling, tellings)]
    return [*tables, *(("outcomes", table) for table in _united(tellings, decided))]


def _named(tellings: list[Telling], decided: Mapping[str, Any]) -> Iterator[Table]:
    told = [telling for telling in tellings if telling.row["name"]]
    for telling in () if "name" in decided else told:
        yield {
            **telling.evidence,
            "name": telling.row["name"].replace("\u201c", "").replace("\u201d", "").replace("\u2019", "'"),
        }
    if "name" in decided or not told:
        evidence = {key: tellings[0].evidence[key] for key in ("source", "locator", "passage_sha256")}
        yield {
            **evidence,
            "basis": "derived",
            "note": decided.get("name_note", _MADE_UP),
            "name": decided.get("name", _described(tellings[0])),
        }


def _described(telling: Telling) -> str:
    method = next((method for method in METHODS if method in telling.row["methods"]), "")
    when = f"of {When(telling.row['when'])}" if telling.row["when"] else "without a date"
    return " ".join(filter(None, (telling.place, method, "operation", when)))


def _when_and_where(telling: Telling, decided: Mapping[str, Any]) -> Table:
    sites = telling.decided.get("sites", decided.get("sites", [telling.site]))
    return {
        **telling.evidence,
        "note": tidy(telling.decided.get("note", telling.row.get("note") or "")),
        "when": telling.row["when"],
        "sites": sites,
        "methods": sorted(method for method in telling.row["methods"] if method in METHODS),
        "tactics": sorted(telling.tactics),
    }


def _place_in_the_whole(telling: Telling, decided: Mapping[str, Any]) -> Iterator[Table]:
    fields = {key: decided[key] for key in ("series", "edition", "part_of", "others") if key in decided}
    if fields:
        evidence = {key: telling.evidence[key] for key in ("source", "locator", "passage_sha256")}
        yield {**evidence, "basis": "derived", "note": decided["why"], **fields}


def _parts_taken(telling: Telling, tellings: Iterable[Telling]) -> Iterator[Table]:
    everybody = {party for each in tellings for party in each.parties}
    together = any(_TOGETHER.search(each.row.get("note") or "") for each in tellings)
    if telling.parties:
        role = "organizer" if len(everybody) == 1 and not together else "participant"
        yield {"parties": list(telling.parties), "role": role, **telling.evidence}


def _united(tellings: Iterable[Telling], decided: Mapping[str, Any]) -> Iterator[Table]:
    """The outcomes: a count told again joins the evidence of the first, another count for the same key is a rival."""
    told: dict[tuple[str, str], Table] = {}
    for telling in tellings:
        rows = (
            [counted(text) for text in telling.decided["outcomes"]]
            if "outcomes" in telling.decided
            else telling.row["outcomes"]
        )
        for counts in outcomes(rows):
            table = {**counts, **telling.evidence}
            first = told.setdefault((table["key"], str(table["count"])), table)
            if first is not table and telling.evidence["source"] != first["source"]:
                first.setdefault("also", []).append(telling.evidence)
    yield from _as_parts(list(told.values()), decided.get("parts", {}))


def _as_parts(tables: list[Table], parts: Mapping[str, str]) -> Iterator[Table]:
    """The outcomes, each with the whole that it breaks down: of a mixed count, those that fit into it."""
    for table in tables:
        whole = parts.get(table["key"]) or _whole_of(table, tables)
        yield {**table, "part_of": whole} if whole else table


def _whole_of(part: Table, tables: Iterable[Table]) -> str | None:
    if part["of"] == "mixed":
        return None
    alike = [table for table in tables if table["what"] == part["what"]]
    whole = next((table for table in alike if table["of"] == "mixed" and table["source"] == part["source"]), None)
    parts = [table["count"] for table in alike if table["of"] != "mixed" and table["source"] == part["source"]]
    if not whole or not all(isinstance(count, int) for count in (*parts, whole["count"])):
        return None
    return whole["key"] if sum(parts) <= whole["count"] else None


def outcomes(rows: Iterable[Row]) -> Iterator[Table]:
    """The outcomes of one telling, as tables with a key and a count; what has no number is left out."""
    keys: dict[str, int] = {}
    for row in rows:
        count = count_text(row["low"], row["best"], row["high"])
        if count is not None and row["what"] in _PLURALS:
            key = _PLURALS[row["what"]] + ("" if row["of"] == "unknown" else f"-{row['of']}")
            keys[key] = keys.get(key, 0) + 1
            key = key if keys[key] == 1 else f"{key}-{keys[key]}"
            what = {"attendance": "participant"}.get(row["what"], row["what"])
            yield {"key": key, "what": what, "of": row["of"], "count": count, "offense": _offense(row.get("offense"))}


def _offense(text: str | None) -> str | None:
    """An offense without its grade, which stands in brackets."""
    return re.sub(r" *\([^)]*\)", "", text) if text else None


def count_text(low: int | None, best: int | None, high: int | None) -> int | str | None:
    """A count as a seed writes it; none where no number is told."""
    if low is not None and low == high:
        return low
    if high is not None:
        return f"{low}..{high}" if low else f"<={high}"
    if best is not None and low is None:
        return f"~{best}"
    return None if low is None else f">={low}"


def counted(text: str) -> Row:
    """An outcome that a decision writes as ``arrest buyers 12``, ``>=12`` or ``~12``; what follows is the offense."""
    what, of, number, *offense = text.split(" ", 3)
    value = int(re.sub(r"[^0-9]", "", number))
    low, best, high = (value, value, value)
    if number.startswith(">="):
        best = high = None  # type: ignore[assignment]
    elif number.startswith("~"):
        low = high = None  # type: ignore[assignment]
    return {"what": what, "of": of, "low": low, "best": best, "high": high, "offense": " ".join(offense) or None}
