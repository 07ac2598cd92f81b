"""Makes settled.jsonl of the codings and the settlements: what the seeds are imported from.

python seeds/codings/settle.py

A cell (one tactic at one profile) on which two readings agree has two readings. A cell on which they differed has what
the settler found on going back to the page, with two readings; where the page was not reached again, or nobody went
back, it keeps the later reading, with one. An operation that both found, or that a settler confirmed, stays.
"""

import json
import re
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
Row = dict[str, Any]
USES = ("used", "ended")


def rows_of(name: str) -> list[Row]:
    return [json.loads(line) for line in (HERE / name).read_text("utf-8").splitlines()]


def address(url: str) -> str:
    return re.sub(r"^https?://(www\.)?", "", url).rstrip("/")


def settled_rows() -> list[Row]:
    first = claimed_in(rows_of("first-reading-by-rule.jsonl"))
    settlements = {address(row["url"]): row for row in rows_of("settlements.jsonl")}
    differing = {(address(row["url"]), cell) for row in rows_of("differences.jsonl") for cell in row["tactics"]}
    later = [*rows_of("second-reading.jsonl"), *rows_of("fresh-first.jsonl")]
    read_once = [
        row
        for row in rows_of("first-reading-by-rule.jsonl")
        if address(row["url"]) not in {address(each["url"]) for each in later}
    ]
    done: set[str] = set()
    return [settled(row, first, settlements, differing, done) for row in later] + read_once


def settled(
    row: Row,
    first: dict[str, dict[str, set[str]]],
    settlements: dict[str, Row],
    differing: set[tuple[str, str]],
    done: set[str],
) -> Row:
    page = address(row["url"])
    settlement = settlements.get(page, {})
    cells = {cell["tactic"]: cell for cell in settlement.get("cells", ()) if cell["right"] != "page not reached"}
    claims = []
    for claim in row.get("claims", ()):
        tactic = claim["tactic"]
        if tactic in cells:
            continue
        agreed = (page, tactic) not in differing and agree(claim, first.get(page, {}).get(tactic, set()))
        claims.append({**claim, "readings": 2 if agreed else 1})
    if page not in done:
        claims += [
            {"tactic": tactic, **claim, "readings": 2} for tactic, cell in cells.items() for claim in cell["claims"]
        ]
    done.add(page)
    return {**row, "claims": claims, "operations": kept_operations(row, settlement)}


def agree(claim: Row, stances: set[str]) -> bool:
    """Whether the other reading has the same word on this cell: a use, or the same stance."""
    if claim["stance"] in USES:
        return any(stance in USES for stance in stances)
    return claim["stance"] in stances


def kept_operations(row: Row, settlement: Row) -> list[Row]:
    dropped = [event["operation"] for event in settlement.get("operations_only_second", ()) if event["keep"] is False]
    kept = [event for event in row.get("operations", ()) if not any(same(event, gone) for gone in dropped)]
    added = [whom_told(event["operation"]) for event in settlement.get("operations_only_first", ()) if event["keep"]]
    return kept + [event for event in added if not any(same(event, each) for each in kept)]


def whom_told(event: Row) -> Row:
    """The first reading left the group open where it was not told: that is what unknown means."""
    outcomes = [{**outcome, "of": outcome["of"] or "unknown"} for outcome in event.get("outcomes", ())]
    return {**event, "outcomes": outcomes}


def same(one: Row, other: Row) -> bool:
    return (one["when"], one.get("name"), one.get("outcomes")) == (
        other["when"],
        other.get("name"),
        other.get("outcomes"),
    )


def claimed_in(rows: list[Row]) -> dict[str, dict[str, set[str]]]:
    found: dict[str, dict[str, set[str]]] = {}
    for row in rows:
        for claim in row.get("claims", ()):
            found.setdefault(address(row["url"]), {}).setdefault(claim["tactic"], set()).add(claim["stance"])
    return found


if __name__ == "__main__":
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in settled_rows())
    (HERE / "settled.jsonl").write_text(text, "utf-8")
