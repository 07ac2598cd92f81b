"""Codings: what a reader found on each page, as committed under ``seeds/codings``; read here, never changed.

A coding is a file of JSON Lines, one row a page read. Several rows can be of one profile (stored copies, or two
addresses that differ in their ending only): they are one reading of it, and what they tell is united.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from demandatlas.errors import DataError
from demandatlas.naming import slug
from demandatlas.when import When

FOLDER = "codings"
FIRST = "first-reading.jsonl"
BY_RULE = "first-reading-by-rule.jsonl"
SECOND = "second-reading.jsonl"

PEOPLE = ("arrest", "citation", "charge", "summons")
"""Units that count people against whom something was done, and not replies, cars or letters."""

_REMEDY = "take the file as it was committed"


@frozen(order=True)
class CodedClaim:
    """What a reader says of one tactic at one place: stance, and when (EDTF; empty if no time is told)."""

    tactic: str
    stance: str
    when: str


@frozen
class CodedOperation:
    """An operation that a reader found: when (EDTF or empty), name, and the numbers of people told, units apart."""

    when: str
    name: str
    numbers: frozenset[int]


@frozen
class Profile:
    """One reader's coding of one profile."""

    address: str
    place: str
    state: str
    type: str
    claims: frozenset[CodedClaim]
    operations: tuple[CodedOperation, ...]

    @property
    def tells(self) -> bool:
        """Whether the reader found a claim or an operation on it."""
        return bool(self.claims or self.operations)

    def of(self, tactic: str) -> tuple[CodedClaim, ...]:
        """The claims about one tactic, in order."""
        return tuple(sorted(claim for claim in self.claims if claim.tactic == tactic))


def address(url: str) -> str:
    """An address as profiles are told apart: without scheme, ``www.`` and closing slash."""
    return re.sub(r"^https?://(?:www\.)?", "", url).rstrip("/")


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a coding, as they are.

    Raises:
        DataError: the file is not there, or a line of it is no JSON object with a ``url``.
    """
    if not path.is_file():
        raise DataError(str(path), "", "it is not there; give the folder that holds the codings with --codings")
    return [_row(path, number, line) for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)]


def read_coding(path: Path) -> dict[str, Profile]:
    """The profiles that were reached, by address, with the rows of one profile united.

    Raises:
        DataError: as ``read_rows``, or a row lacks what a row has.
    """
    found: dict[str, Profile] = {}
    for row in read_rows(path):
        if not row.get("reached"):
            continue
        profile = _profile(path, row)
        found[profile.address] = _united(found[profile.address], profile) if profile.address in found else profile
    return found


def by_rule(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row with the buyer arrests that follow, by the code book, from operations with told arrests of buyers.

    An operation adds nothing where the row holds a claim of buyer arrests of a time that can be the same.
    """
    claims = list(row["claims"])
    for operation in row["operations"]:
        if _arrests_buyers(operation) and not _told(claims, operation["when"]):
            note = "by rule: follows from an operation with told arrests of buyers"
            fixed = {"tactic": "buyer_arrests", "stance": "used", "basis": "narrative"}
            claims.append({**fixed, "when": operation["when"], "note": note})
    return {**row, "claims": claims}


def dump_rows(rows: Iterable[Mapping[str, Any]]) -> str:
    """Rows as the text of a coding."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def overlap(first: str, second: str) -> bool:
    """Whether two times in EDTF can be the same; a time that is not told (empty) is like another such only."""
    if not first or not second:
        return first == second
    other = When(second)
    return When(first).possibly_overlaps(other.first_day, other.last_day)


def _row(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as problem:
        raise DataError(str(path), f"line {number}", f"it is no JSON ({problem}); {_REMEDY}") from None
    if not isinstance(row, dict) or "url" not in row:
        raise DataError(str(path), f"line {number}", f"it has no url; {_REMEDY}")
    return row


def _profile(path: Path, row: Mapping[str, Any]) -> Profile:
    try:
        return Profile(
            address=address(row["url"]),
            place=row["place"],
            state=row["state"],
            type=row["type"],
            claims=frozenset(CodedClaim(told["tactic"], told["stance"], told["when"] or "") for told in row["claims"]),
            operations=_distinct(map(_operation, row["operations"])),
        )
    except KeyError as problem:
        raise DataError(str(path), row["url"], f"it has no {problem}; {_REMEDY}") from None


def _operation(row: Mapping[str, Any]) -> CodedOperation:
    people = [outcome for outcome in row["outcomes"] if outcome["what"] in PEOPLE]
    told = [number for number in map(_number, people) if number is not None]
    total = {sum(told)} if told else set()
    return CodedOperation(row["when"] or "", slug(row.get("name") or ""), frozenset({*told, *total}))


def _number(outcome: Mapping[str, Any]) -> int | None:
    best: int | None = outcome["best"]
    low: int | None = outcome["low"]
    return low if best is None else best


def _united(first: Profile, second: Profile) -> Profile:
    operations = _distinct([*first.operations, *second.operations])
    return evolve(first, claims=first.claims | second.claims, operations=operations)


def _distinct(operations: Iterable[CodedOperation]) -> tuple[CodedOperation, ...]:
    return tuple(dict.fromkeys(operations))


def _arrests_buyers(operation: Mapping[str, Any]) -> bool:
    return any(
        outcome["of"] == "buyers" and outcome["what"] in PEOPLE and (outcome["low"] or 0) > 0
        for outcome in operation["outcomes"]
    )


def _told(claims: Sequence[Mapping[str, Any]], when: str | None) -> bool:
    arrests = (claim for claim in claims if claim["tactic"] == "buyer_arrests" and claim["stance"] == "used")
    return any(overlap(claim["when"] or "", when or "") for claim in arrests)
