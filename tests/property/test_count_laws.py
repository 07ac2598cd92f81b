"""Laws of ``Count``: against every number it admits, and over all counts and texts."""

import copy
import operator
import pickle
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demandatlas.count import Count
from demandatlas.errors import InvalidCountError, UncertainComparisonError

SIGNS = st.sampled_from((operator.lt, operator.le, operator.gt, operator.ge))
MARGIN = 20  # the oracle's stand-in for "any number above"; twice as high as any bound of a small count


def counts(numbers):
    """Every shape of count over those numbers: open or closed above, with a best number or without."""
    ordered = st.lists(numbers, min_size=3, max_size=3).map(sorted)
    return st.builds(
        lambda three, has_best, has_high: Count(
            three[0], three[1] if has_best else None, three[2] if has_high else None
        ),
        ordered,
        st.booleans(),
        st.booleans(),
    )


COUNTS = counts(st.integers(0, 5) | st.integers(0, 2**40))
SMALL_COUNTS = counts(st.integers(0, 10))


def admitted(count):
    return range(count.low, (MARGIN if count.high is None else count.high) + 1)


def answers(compare, one, other):
    """What a comparison says of every pair of numbers that both admit."""
    return {compare(*numbers) for numbers in product(admitted(one), admitted(other))}


@given(SIGNS, SMALL_COUNTS, SMALL_COUNTS)
def test_compare_as_number_by_number(compare, one, other):
    """A comparison answers where all admitted numbers give that answer, and raises where they differ."""
    expected = answers(compare, one, other)

    if len(expected) == 1:
        assert expected == {compare(one, other)}
    else:
        with pytest.raises(UncertainComparisonError):
            compare(one, other)


@given(SIGNS, SMALL_COUNTS, st.integers(0, 10))
def test_number_as_exact_count(compare, count, number):
    """A plain number compares as the exact count of it, on either side."""
    assert _answer(compare, count, Count.exact(number)) == _answer(compare, count, number)
    assert _answer(compare, Count.exact(number), count) == _answer(compare, number, count)


def _answer(compare, one, other):
    try:
        return compare(one, other)
    except UncertainComparisonError:
        return None


@given(SMALL_COUNTS, SMALL_COUNTS)
def test_less_as_number_by_number(one, other):
    """Possibly is "for some admitted numbers", certainly is "for all of them"."""
    expected = answers(operator.lt, one, other)

    assert (True in expected, False not in expected) == (one.possibly_less(other), one.certainly_less(other))


@given(COUNTS, COUNTS)
def test_certain_is_possible(one, other):
    """What must be can be, and then the other way round cannot."""
    assert one.certainly_less(other) <= one.possibly_less(other)
    assert one.certainly_less(other) <= (not other.possibly_less(one))


@given(SMALL_COUNTS, SMALL_COUNTS)
def test_sum_as_number_by_number(one, other):
    """The sum admits every sum of admitted numbers, and nothing between its bounds is left out."""
    total = one + other
    sums = {sum(numbers) for numbers in product(admitted(one), admitted(other))}

    assert (min(sums), total.high is None or max(sums)) == (total.low, total.high is None or total.high)


@given(COUNTS, COUNTS, COUNTS)
def test_sum_in_any_order(one, two, three):
    """Counts add up to the same in any order and grouping."""
    assert (one + two) + three == three + (two + one) == sum([two, three, one], start=Count.exact(0))


@given(COUNTS)
def test_sum_with_nothing(count):
    """Nothing added is nothing changed."""
    assert count == count + 0 == 0 + count == sum([count])


@given(st.lists(st.integers(0, 2**40)))
def test_sum_of_known(numbers):
    """Known numbers add up to a known number."""
    assert Count.exact(sum(numbers)) == sum(map(Count.exact, numbers), start=Count.exact(0))


@given(SMALL_COUNTS, SMALL_COUNTS)
def test_hull_as_number_by_number(one, other):
    """The hull admits all that either admits, and reaches no further."""
    hull, both = one.hull(other), {*admitted(one), *admitted(other)}

    assert both <= set(admitted(hull)) and (min(both), max(both)) == (hull.low, admitted(hull)[-1])


@given(COUNTS, COUNTS, COUNTS)
def test_hull_in_any_order(one, two, three):
    """Rival accounts widen to the same in any order and grouping."""
    assert one.hull(two).hull(three) == three.hull(two.hull(one))


@given(COUNTS)
def test_hull_with_itself(count):
    """An account is no rival of itself."""
    assert count == count.hull(count)


@given(COUNTS)
def test_text_round_trip(count):
    """The text is read back as the same count, and written the same again."""
    text = count.to_text()

    assert (count, text) == (Count.parse(text), Count.parse(text).to_text())


@given(COUNTS)
def test_order_of_bounds(count):
    """The best number is never outside the bounds, and always told where they meet."""
    told = [number for number in (count.low, count.best, count.high) if number is not None]

    assert told == sorted(told) and (count.best is not None or not count.is_exact)


@given(COUNTS)
def test_copies_equal(count):
    """Pickles and copies are equal and hash the same."""
    assert {count} == {pickle.loads(pickle.dumps(count)), copy.copy(count), copy.deepcopy(count), eval(repr(count))}


@given(COUNTS)
def test_spoken_numbers(count):
    """Every number that is known, but for a lower bound of 0, is said; and no other."""
    words = str(count).replace("(", " ").replace(")", " ").split()
    said = {int(word) for word in words if word.isdigit()}

    told = {count.best, count.high, count.low} - {None}
    assert told - {0} == said - {0}


@given(st.text() | st.text(alphabet="0123.<>=~- ") | st.from_regex(r"[0-9]{1,3}\.\.[0-9]{0,3}", fullmatch=True))
def test_any_text(text):
    """Every text is read, or refused with the library's own error that names it."""
    try:
        count = Count.parse(text)
    except InvalidCountError as error:
        assert repr(text) in str(error)
    else:
        assert count == Count.parse(count.to_text())
