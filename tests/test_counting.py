"""Sums: one unit at a time, nested events and parts of a whole once."""

import pytest
from builders import operation, outcome

from demandatlas.count import Count
from demandatlas.counting import total_of
from demandatlas.errors import DataError


def arrests(*operations):
    return total_of(operations, "arrest", "buyers")


def with_arrests(id, *counts, **fields):
    outcomes = tuple(outcome(f"arrests-{number}", count) for number, count in enumerate(counts))
    return operation(id, outcomes=outcomes, **fields)


def test_nothing_to_add():
    """No operations, no arrests in them."""
    assert Count.exact(0) == arrests()


def test_exact_counts():
    """Add up exactly."""
    assert Count.exact(49) == arrests(with_arrests("a", Count.exact(46)), with_arrests("b", Count.exact(3)))


def test_an_operation_that_tells_no_such_count():
    """It may have had any number."""
    assert Count(46, 46, None) == arrests(with_arrests("a", Count.exact(46)), operation("b"))


def test_two_counts_of_one_operation():
    """Arrests on two occasions add up."""
    assert Count.exact(5) == arrests(with_arrests("a", Count.exact(3), Count.exact(2)))


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (Count.at_least(3), Count(3, 3, None)),
        (Count.at_most(22), Count(0, None, 22)),
        (Count.between(20, 30), Count(20, None, 30)),
        (Count.about(25, 20, 30), Count(20, 25, 30)),
        (Count.about(30), Count(0, 30, None)),
    ],
)
def test_the_number_told(told, expected):
    """The sum takes the number that the source tells: "at least three" tells three."""
    assert expected == arrests(with_arrests("a", told))


def test_the_same_operation_twice():
    """Counts once."""
    assert Count.exact(46) == arrests(with_arrests("a", Count.exact(46)), with_arrests("a", Count.exact(46)))


@pytest.mark.parametrize(("what", "of"), [("citation", "buyers"), ("arrest", "mixed"), ("arrest", "unknown")])
def test_units_and_groups_never_mix(what, of):
    """Neither citations nor arrests of others are arrests of buyers."""
    other = operation("b", outcomes=(outcome("x", Count.exact(100), what=what, of=of),))

    assert Count(46, 46, None) == arrests(with_arrests("a", Count.exact(46)), other)


def test_parts_of_a_told_whole():
    """They are in the whole already, also parts of parts."""
    whole = outcome("all", Count.exact(10))
    part = outcome("street", Count.exact(4), part_of="all")
    part_of_part = outcome("one-street", Count.exact(1), part_of="street")

    assert Count.exact(10) == arrests(operation("a", outcomes=(part_of_part, part, whole)))


def test_parts_of_a_whole_of_another_group():
    """Buyers among arrests of everyone are the arrests of buyers that are told."""
    whole = outcome("all", Count.exact(10), of="mixed")
    part = outcome("buyers", Count.exact(4), part_of="all")

    assert Count.exact(4) == arrests(operation("a", outcomes=(whole, part)))


def test_parts_of_parts_of_another_group():
    """What stands between a part and its whole makes no difference."""
    whole = outcome("all", Count.exact(10))
    between = outcome("street", Count.exact(6), of="mixed", part_of="all")
    part = outcome("one-street", Count.exact(4), part_of="street")

    assert Count.exact(10) == arrests(operation("a", outcomes=(part, between, whole)))


def test_a_part_of_a_key_that_is_not_there():
    """It stands for itself."""
    assert Count.exact(4) == arrests(operation("a", outcomes=(outcome("x", Count.exact(4), part_of="gone"),)))


def test_an_operation_within_a_told_one():
    """Its arrests are in those of the larger one, whichever comes first."""
    whole, part = with_arrests("a", Count.exact(46)), with_arrests("b", Count.exact(5), part_of="a")

    assert (Count.exact(46), Count.exact(46)) == (arrests(whole, part), arrests(part, whole))


def test_an_operation_within_one_that_tells_nothing():
    """Its arrests are all that is told, and there may have been more."""
    assert Count(5, 5, None) == arrests(operation("a"), with_arrests("b", Count.exact(5), part_of="a"))


def test_an_operation_within_one_within_a_told_one():
    """However deep."""
    nested = with_arrests("c", Count.exact(5), part_of="b")

    assert Count.exact(46) == arrests(with_arrests("a", Count.exact(46)), operation("b", part_of="a"), nested)


def test_an_operation_within_one_that_is_not_asked_for():
    """It counts by itself."""
    assert Count.exact(5) == arrests(with_arrests("b", Count.exact(5), part_of="a"))


def test_rival_counts():
    """Widen the bounds, and leave the best."""
    disputed = operation("a", outcomes=(outcome("x", Count.exact(46), rivals=(Count.exact(40),)),))

    assert Count(43, 49, 49) == arrests(disputed, with_arrests("b", Count.exact(3)))


@pytest.mark.parametrize(("first", "second"), [("a", "a"), ("b", "a")])
def test_operations_that_are_parts_of_each_other(first, second):
    """No sum has a beginning there: damage, and said so."""
    looped = [with_arrests("a", Count.exact(5), part_of=first), with_arrests("b", Count.exact(7), part_of=second)]

    with pytest.raises(DataError, match=r"operations\.jsonl.*is part of itself by part_of; build the data again"):
        arrests(*looped)


def test_a_loop_among_the_larger_operations():
    """Also where the first one is no part of it."""
    looped = [with_arrests("a", Count.exact(5), part_of="c"), with_arrests("b", Count.exact(7), part_of="a")]

    with pytest.raises(DataError, match="is part of itself"):
        arrests(*looped, with_arrests("c", Count.exact(1), part_of="a"))
