"""Laws of ``When``: against every pair of days it admits, against the ``edtf`` package, and over all texts."""

import copy
import pickle
import re
import time
from datetime import date, timedelta
from itertools import product

import pytest
from edtf import parse_edtf
from hypothesis import example, given, settings
from hypothesis import strategies as st

from demandatlas.errors import InvalidDateError
from demandatlas.when import When, window

FLAGS = st.sampled_from(("", "~", "?", "%"))

# A small calendar: the oracle tries every pair of days, with a margin on both sides that stands for "for ever".
FIRST, LAST = date(2020, 12, 20), date(2021, 4, 10)
DAYS = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
INNER_DAYS = st.dates(date(2021, 1, 1), date(2021, 3, 31))


def joined(*parts):
    return st.tuples(*parts).map("".join)


def sides(years, months, days):
    """One side of an interval, or a whole date, of any precision."""
    masked = joined(years.map(lambda year: year[:3]), st.just("X")) | joined(
        years.map(lambda year: year[:2]), st.just("XX")
    )
    seasons = joined(years, st.sampled_from(("-21", "-22", "-23", "-24")))
    return joined(years | masked | months | seasons | days, FLAGS)


def readable(texts):
    """The dates and intervals made of those sides that can be read: reversed intervals are left out."""
    intervals = st.tuples(texts, texts).map("/".join)
    open_ones = joined(texts, st.just("/..")) | joined(st.just("../"), texts)
    return (texts | intervals | open_ones).filter(is_readable)


def is_readable(text):
    try:
        When(text)
    except InvalidDateError:
        return False
    return True


YEARS = st.integers(1000, 9999).map(str)
TEXTS = readable(
    sides(
        YEARS,
        st.dates(date(1000, 1, 1)).map(lambda day: day.isoformat()[:7]),
        st.dates(date(1000, 1, 1)).map(date.isoformat),
    )
)
ORACLE_TEXTS = TEXTS.filter(lambda text: not ("X" in text and ".." in text))  # the package cannot read those
WHENS = TEXTS.map(When)
SMALL_TEXTS = readable(
    joined(INNER_DAYS.map(date.isoformat) | st.sampled_from(("2021-01", "2021-02", "2021-03")), FLAGS),
)
SMALL_WHENS = SMALL_TEXTS.map(When)
SMALL_WINDOWS = st.tuples(*[st.none() | st.sampled_from(DAYS)] * 2).filter(lambda sides: is_window(*sides))
WINDOWS = st.tuples(*[st.none() | st.dates()] * 2).filter(lambda sides: is_window(*sides))


def admitted(when):
    """Every pair of a first and a last day that its text leaves possible, read from the text alone."""
    start, interval, end = re.sub("[~?%]", "", when.edtf).partition("/")
    pairs = product(days_of(start), days_of(end if interval else start))
    return {(first, last) for first, last in pairs if first <= last}


def days_of(side):
    """The days whose ISO text begins as the side does; of an open side, all of the small calendar."""
    return [day for day in DAYS if side == ".." or day.isoformat().startswith(side)]


def touches(pair, since, until):
    start, end = pair
    return (until is None or start <= until) and (since is None or end >= since)


def is_window(since, until):
    return since is None or until is None or since <= until


@settings(deadline=None)
@given(SMALL_WHENS, SMALL_WINDOWS)
def test_overlaps_as_day_by_day(when, sides):
    """Possibly is "for some admitted pair of days", certainly is "for all of them"."""
    answers = [touches(pair, *sides) for pair in admitted(when)]

    assert (any(answers), all(answers)) == (when.possibly_overlaps(*sides), when.certainly_overlaps(*sides))


@settings(deadline=None)
@given(SMALL_WHENS, SMALL_WHENS)
def test_within_as_day_by_day(when, other):
    """Within is "admits fewer pairs of days, and none that the other does not"."""
    assert (admitted(when) < admitted(other)) == when.within(other)


@settings(deadline=None)
@given(SMALL_WHENS)
def test_bounds_reached(when):
    """The four bounds are the first and last days of the admitted pairs; an open side reaches the margin."""
    starts, ends = zip(*admitted(when), strict=True)

    expected = (min(starts), max(starts), min(ends), max(ends))
    assert expected == (when.earliest_start or FIRST, when.latest_start, when.earliest_end, when.latest_end or LAST)


@settings(deadline=None)
@given(ORACLE_TEXTS)
@example("2021/2021-03")
@example("2021-24/2022-21")
@example("198X/1985-06~")
@example("2020-09%/2020-11-15?")
def test_bounds_as_edtf_package(text):
    """The first and the last day are the strict bounds of the ``edtf`` package."""
    when, oracle = When(text), parse_edtf(_known_to_oracle(text))

    expected = (_oracle_day(oracle.lower_strict()), _oracle_day(oracle.upper_strict()))
    assert expected == (when.first_day, when.last_day)


@settings(deadline=None)
@given(ORACLE_TEXTS.filter(lambda text: text == _known_to_oracle(text)))
@example("1990~/1991?")
@example("1990%/..")
def test_flags_as_edtf_package(text):
    """A whole is flagged where the ``edtf`` package flags it, which has a third flag for both."""
    when, oracle = When(text), parse_edtf(text)
    both = oracle.is_uncertain_and_approximate

    assert (oracle.is_approximate or both, oracle.is_uncertain or both) == (when.approximate, when.uncertain)


def _known_to_oracle(text):
    """The package reads no flag after a season or in an interval with a mask; flags never move a bound."""
    return re.sub("[~?%]", "", text) if re.search(r"X|-2[1-4]\b(?!-)", text) else text


def _oracle_day(moment):
    return None if isinstance(moment, float) else date(*time.struct_time(moment)[:3])


@given(WHENS)
def test_bounds_consistent(when):
    """It can start only before it can no more, and end only after it can have started."""
    start, end = when.earliest_start or date.min, when.latest_end or date.max

    assert start <= when.latest_start <= end and start <= when.earliest_end <= end


@given(WHENS, WINDOWS)
def test_certain_is_possible(when, sides):
    """What must be can be."""
    assert when.certainly_overlaps(*sides) <= when.possibly_overlaps(*sides)


@given(WHENS)
def test_overlaps_itself(when):
    """The window from its own first to its own last day certainly holds it."""
    assert when.certainly_overlaps(when, when)


@given(WHENS, WINDOWS)
def test_wider_window_keeps(when, sides):
    """A window that is opened on one side loses nothing."""
    first, last = sides

    assert when.possibly_overlaps(first, last) <= when.possibly_overlaps(first, None)
    assert when.certainly_overlaps(first, last) <= when.certainly_overlaps(None, last)


@given(WHENS, WHENS)
def test_within_is_asymmetric(when, other):
    """Nothing is within what is within it."""
    assert not (when.within(other) and other.within(when))


@given(WHENS, WHENS)
def test_sort_key_agrees_with_equality(when, other):
    """Two keys are the same only for equal ones, so the order is total."""
    assert (when == other) == (when.sort_key() == other.sort_key())


@given(WHENS, WHENS)
def test_sort_key_by_start(when, other):
    """Whatever starts earlier comes first."""
    first, second = sorted((when, other), key=When.sort_key)

    assert (first.first_day or date.min) <= (second.first_day or date.min)


@given(WHENS)
def test_text_round_trip(when):
    """The text makes it again, and so does the repr."""
    assert when == When.parse(when.edtf) == eval(repr(when))


@given(WHENS)
def test_copies_equal(when):
    """Pickles and copies are equal and hash the same."""
    copies = {pickle.loads(pickle.dumps(when)), copy.copy(when), copy.deepcopy(when)}

    assert {when} == copies


@given(WHENS)
def test_spoken(when):
    """It is said in words, with every open side and flag told and nothing of the notation left."""
    spoken = str(when)

    assert spoken.isprintable() and not set("~?%/X") & set(spoken) and ".." not in spoken


@given(st.dates())
def test_date(day):
    """A day is its own bounds and its own ISO text."""
    when = When.of(day)

    assert (day.isoformat(), day, day, day, day) == (
        when.edtf,
        when.earliest_start,
        when.latest_start,
        when.earliest_end,
        when.latest_end,
    )


@given(st.dates(), st.dates())
def test_window(one, other):
    """Two days are a window in one order only."""
    first, last = sorted((one, other))

    assert (first, last) == window(first, last)
    if first != last:
        with pytest.raises(InvalidDateError):
            window(last, first)


@given(
    st.text()
    | st.text(alphabet="0129-/.X~?%T s")
    | st.from_regex(r"[0-9X]{4}(-[0-9X]{2}){0,2}[~?%]?(/([0-9]{4})?)?", fullmatch=True)
)
def test_any_text(text):
    """Every text is read, or refused with the library's own error that names it."""
    try:
        when = When(text)
    except InvalidDateError as error:
        assert repr(text) in str(error)
    else:
        assert text == when.edtf
