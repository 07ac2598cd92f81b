"""Every large operation rests on two sources that know of it independently, or says that no second one was found."""

import re
from collections.abc import Iterator
from itertools import combinations

import pytest

import demandatlas as da
from demandatlas.records import Operation, Source

LARGE = 50
NOTE = re.compile(r"No second source found on \d{4}-\d{2}-\d{2}\.")
REMEDY = "look for a second source; if there is none, say so in the note of its largest count"
LOOSE = re.compile(r"no second (?:source|newspaper)", re.IGNORECASE)


def most_arrested(operation: Operation) -> int:
    """The largest number of arrests told of an operation, whoever was arrested; by the lower bound."""
    told = (
        statement.value
        for outcome in operation.outcomes
        if outcome.what == "arrest"
        for statement in outcome.statements
    )
    return max((count.low for count in told), default=0)


def large() -> Iterator[Operation]:
    """The operations with more arrests than needs no second source."""
    return (operation for operation in da.operations if most_arrested(operation) > LARGE)


def counted_by(operation: Operation) -> set[str]:
    """Ids of the sources that tell a number of this operation."""
    statements = (statement for outcome in operation.outcomes for statement in outcome.statements)
    return {piece.source for statement in statements for piece in statement.evidence}


def echoes(one: Source, other: Source) -> bool:
    """Whether one of two repeats the other, or both repeat a third."""
    return bool({one.id, *one.repeats} & {other.id, *other.repeats})


def independent(one: Source, other: Source) -> bool:
    """Whether two documents are of two publishers, and neither echoes the other."""
    return one.publisher != other.publisher and not echoes(one, other)


def confirmed(operation: Operation) -> bool:
    """Whether any two of the sources with a number are independent."""
    return any(independent(da.sources[one], da.sources[other]) for one, other in combinations(counted_by(operation), 2))


def notes(operation: Operation) -> list[str]:
    """All that is noted of an operation: at outcomes, statements' evidence and participations."""
    statements = [*operation.statements, *(each for outcome in operation.outcomes for each in outcome.statements)]
    pieces = [piece for statement in statements for piece in statement.evidence]
    return [each.note for each in (*operation.outcomes, *pieces, *operation.participations)]


def told_alone(operation: Operation) -> bool:
    """Whether it says that no second source was found."""
    return any(NOTE.search(note) for note in notes(operation))


def test_a_large_operation_has_two_independent_sources_or_says_that_none_was_found() -> None:
    """Nobody takes one document's number of hundreds for a number that two have told."""
    assert set() == {f"{each.id}: {REMEDY}" for each in large() if not confirmed(each) and not told_alone(each)}


def test_no_operation_with_two_independent_sources_says_that_none_was_found() -> None:
    """The note goes when a second source comes."""
    assert set() == {each.id for each in da.operations if confirmed(each) and told_alone(each)}


def test_the_note_is_always_worded_alike() -> None:
    """One sentence with a day, so that it can be found again."""
    loose = {each.id for each in da.operations if any(LOOSE.search(note) for note in notes(each))}

    assert loose == {each.id for each in da.operations if told_alone(each)}


def test_there_are_large_operations_of_both_kinds() -> None:
    """The test can fail: neither branch is empty."""
    assert {True, False} == {confirmed(each) for each in large()}


@pytest.mark.parametrize(
    ("publishers", "repeats", "expected"),
    [
        (("one", "two"), ((), ()), True),
        (("one", "one"), ((), ()), False),
        (("one", "two"), ((), ("first",)), False),
        (("one", "two"), (("third",), ("third",)), False),
    ],
    ids=["two publishers", "one publisher", "an echo", "two echoes of a third"],
)
def test_what_counts_as_independent(publishers, repeats, expected) -> None:
    """Another publisher, and no echo."""
    one, other = (
        Source(
            id=id,
            title=id,
            publisher=publisher,
            publisher_kind="news",
            retrieved=da.sources[0].retrieved,
            url="https://example.org/",
            repeats=echoed,
        )
        for id, publisher, echoed in zip(("first", "second"), publishers, repeats, strict=True)
    )

    assert expected == independent(one, other)
