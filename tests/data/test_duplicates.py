"""No agency and no operation stands twice in the bundled data: what looks alike is merged, or marked distinct."""

import re
import tomllib
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path

import demandatlas as da
from demandatlas.records import Agency, Operation, Organization

DISTINCT = Path(__file__).parents[2] / "seeds" / "distinct.toml"
REMEDY = "merge the two, or add the pair with a reason to seeds/distinct.toml"
Pair = tuple[str, str]


def marked() -> dict[Pair, str]:
    """The pairs that somebody looked at and found distinct, with the reason."""
    told = tomllib.loads(DISTINCT.read_text("utf-8"))["distinct"]
    return {(min(each["ids"]), max(each["ids"])): each["reason"] for each in told}


def words_of(name: str) -> str:
    """A name without what every agency's name has."""
    plain = re.sub(r"[^a-z0-9 ]", " ", name.lower().replace("'s", ""))
    filler = {"police", "department", "office", "sheriff", "of", "the", "city", "bureau", "division", "attorney"}
    return " ".join(word for word in plain.split() if word not in filler)


def alike(one: Agency | Organization, other: Agency | Organization) -> bool:
    """Whether two bodies of one state and kind have names that may mean the same."""
    if one.id[-3:] != other.id[-3:] or one.kind != other.kind:
        return False
    names = {one.name, *one.aliases}, {other.name, *other.aliases}
    if names[0] & names[1]:
        return True
    return SequenceMatcher(None, words_of(one.name), words_of(other.name)).ratio() >= 0.85


def counts(operation: Operation) -> list[tuple[str, int, int | None]]:
    """The unit and the bounds of each count, whatever group it counts: pages differ in whom they say."""
    return [(outcome.what, outcome.count.low, outcome.count.high) for outcome in operation.outcomes]


def close(one: tuple[str, int, int | None], other: tuple[str, int, int | None]) -> bool:
    """Whether two counts could be two tellings of one number: their bounds meet within a tenth, or two."""
    (what, low, high), (other_what, other_low, other_high) = one, other
    if what != other_what:
        return False
    slack = max(2, max(low, other_low) // 10)
    return (high is None or high + slack >= other_low) and (other_high is None or other_high + slack >= low)


def may_be_one(one: Operation, other: Operation) -> bool:
    """Whether two operations share a site and could have been at one time with one result."""
    if not set(one.sites) & set(other.sites) or one.id == other.part_of or other.id == one.part_of:
        return False
    if one.part_of and one.part_of == other.part_of and one.when != other.when:
        return False
    if one.when and other.when and not one.when.possibly_overlaps(other.when.first_day, other.when.last_day):
        return False
    told, other_told = counts(one), counts(other)
    return not told or not other_told or any(close(count, again) for count in told for again in other_told)


def near_bodies() -> Iterator[Pair]:
    """Pairs of agencies or of organizations whose names may mean the same."""
    for table in (da.agencies, da.organizations):
        for one, other in combinations(table, 2):
            if alike(one, other):
                yield min(one.id, other.id), max(one.id, other.id)


def near_operations() -> Iterator[Pair]:
    """Pairs of operations that may be the same."""
    for one, other in combinations(da.operations, 2):
        if may_be_one(one, other):
            yield min(one.id, other.id), max(one.id, other.id)


def test_agencies_and_organizations_stand_once() -> None:
    """Two bodies of one state with near-equal names are merged or marked distinct."""
    assert set() == {f"{pair}: {REMEDY}" for pair in near_bodies() if pair not in marked()}


def test_operations_stand_once() -> None:
    """Two operations at one site with overlapping dates and close counts are merged or marked distinct."""
    assert set() == {f"{pair}: {REMEDY}" for pair in near_operations() if pair not in marked()}


def test_what_is_marked_distinct_still_looks_alike() -> None:
    """The list holds no pair that nobody would take for one, so it stays short."""
    looking_alike = {*near_bodies(), *near_operations()}
    assert set() == {pair for pair in marked() if pair not in looking_alike}


def test_every_mark_has_a_reason() -> None:
    """Nobody is silenced without a reason."""
    assert set() == {pair for pair, reason in marked().items() if len(reason) < 10}


def test_an_operation_told_twice_is_caught() -> None:
    """The test can fail: an operation beside itself under another id is a hit."""
    one = next(operation for operation in da.operations if operation.outcomes and operation.sites)
    assert may_be_one(one, one)
