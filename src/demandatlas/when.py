"""Dates exactly as precise as their source.

A ``When`` is read from a subset of EDTF, the Extended Date/Time Format (ISO 8601-2):

| text | meaning |
|---|---|
| ``2021``, ``2021-10``, ``2021-10-05`` | some time in that year, in that month, on that day |
| ``198X``, ``19XX`` | some time in 1980 to 1989, in 1900 to 1999 |
| ``2021-21`` to ``2021-24`` | spring (March to May), summer (June to August), autumn (September to November), winter |
| ``2005/2007`` | from some time in 2005 to some time in 2007; either side may be any of the above |
| ``1987/..``, ``../1995`` | since 1987, its end not told; until 1995, its start not told |
| ``1990~``, ``1990?``, ``1990%`` | about 1990, perhaps 1990, both; also on either side of an interval |

Seasons are those of the northern hemisphere, and ``2021-24``, winter 2021, is December 2021: a year's season stays in
its year, as in the ``edtf`` package. A winter that runs on is written ``2021-12/2022-02``. Mind that ``2020-21`` is
spring 2020; 2020 to 2021 is ``2020/2021``.

Everything else is refused: times, years before 1, sets, masked months and days, sides left empty (``1985/``, "unknown"
in EDTF: an open side is written ``..``).
"""

import re
from datetime import date, datetime, timedelta

from attrs import field, frozen

from demandatlas.errors import InvalidDateError, InvalidTypeError, shown

_DATE = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)"
    r"(?:(?<=[0-9])-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?"
    r"(?P<flag>[~?%]?)"
)
_FORMS = (
    "2021, 2021-10, 2021-10-05, 198X (a decade), 2021-21 to 2021-24 (spring to winter), 2005/2007, 1987/.., ../1995; "
    "~, ? or % may follow a date"
)
_FLAGS = {"": "", "~": "about ", "?": "perhaps ", "%": "perhaps about "}
_SEASONS = {"21": ("spring", 3, 5), "22": ("summer", 6, 8), "23": ("autumn", 9, 11), "24": ("winter", 12, 12)}
_MONTHS = (  # not from the calendar module, whose names follow the reader's locale
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

# What people write instead, most often; the suggestion in an error is made of these.
_SLIPS = (
    (r"T[0-9].*$", ""),
    (r"([0-9]{3})0s", r"\1X"),
    (r"(?<=[0-9])x", "X"),
    (r"-([0-9])(?![0-9])", r"-0\1"),
    (r"^([0-9X]{4})-([0-9X]{4})$", r"\1/\2"),
    (r"^([^/]*[^/.])(?:/|\.\.)$", r"\1/.."),
    (r"^(?:/|\.\.)([^/.][^/]*)$", r"../\1"),
)

_LONGEST = 60
"""Characters: nobody meant a longer text for a date, and looking for slips in it could take any time."""

# Outside the range of ``date.toordinal``, so that an open side is never taken for a told day.
_BEFORE_ALL_DAYS = 0
_AFTER_ALL_DAYS = date.max.toordinal() + 1

_Bounds = tuple[date | None, date, date, date | None]


@frozen(repr=False)
class When:
    """A period, or a moment within one, known as exactly as its source tells it and no more.

    Four days bound what is known: the event started on one of the days from ``earliest_start`` to ``latest_start``
    and ended on one from ``earliest_end`` to ``latest_end``, all inclusive. "October 2021" is an event that started
    and ended somewhere in that month:

    >>> october = When("2021-10")
    >>> october.earliest_start, october.latest_start
    (datetime.date(2021, 10, 1), datetime.date(2021, 10, 31))
    >>> october.earliest_end, october.latest_end
    (datetime.date(2021, 10, 1), datetime.date(2021, 10, 31))

    Two are equal if their texts are. There is no ``<``, since periods overlap: order them by ``sort_key``.

    Raises:
        InvalidDateError: the text is not in the accepted forms (see the module's table), or is no day of the calendar.
        InvalidTypeError: it is not text.
    """

    edtf: str
    """The text it was read from, unchanged."""

    # The text decides all that follows, so equality and hash need nothing but the text.
    earliest_start: date | None = field(init=False, eq=False)
    """The first day on which it can have started; none if its start is open (``../1995``)."""

    latest_start: date = field(init=False, eq=False)
    """The last day on which it can have started; with an open start, the last day on which it can have ended."""

    earliest_end: date = field(init=False, eq=False)
    """The first day on which it can have ended; with an open end, the first day on which it can have started."""

    latest_end: date | None = field(init=False, eq=False)
    """The last day on which it can have ended; none if its end is open (``1987/..``)."""

    approximate: bool = field(init=False, eq=False)
    """Whether the source says "about" (``~`` or ``%``) of either side; it never widens the bounds."""

    uncertain: bool = field(init=False, eq=False)
    """Whether the source doubts (``?`` or ``%``) either side; it never widens the bounds."""

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.edtf, str):
            raise InvalidTypeError(
                f"cannot read {shown(self.edtf)} as a date: it is not text; write it like '2021-10-05'"
            )
        earliest_start, latest_start, earliest_end, latest_end = _read(self.edtf)
        fill = object.__setattr__  # the class is frozen
        fill(self, "earliest_start", earliest_start)
        fill(self, "latest_start", latest_start)
        fill(self, "earliest_end", earliest_end)
        fill(self, "latest_end", latest_end)
        fill(self, "approximate", "~" in self.edtf or "%" in self.edtf)
        fill(self, "uncertain", "?" in self.edtf or "%" in self.edtf)

    @classmethod
    def parse(cls, text: str) -> "When":
        """The period that a text in EDTF tells; the same as ``When(text)``.

        Raises:
            InvalidDateError: the text is not in the accepted forms.
        """
        return cls(text)

    @classmethod
    def of(cls, value: "WhenLike") -> "When":
        """The period that a ``When``, a ``datetime.date`` or a text in ISO or EDTF form stands for.

        Raises:
            InvalidDateError: the text is not in the accepted forms.
            InvalidTypeError: it is anything else; also a ``datetime.datetime``, whose day depends on a time zone.
        """
        if isinstance(value, When):
            return value
        if isinstance(value, datetime):
            raise InvalidTypeError(f"cannot take {shown(value)} as a date: it has a time of day; pass its .date()")
        if isinstance(value, date):
            return cls(value.isoformat())
        if isinstance(value, str):
            return cls(value)
        raise InvalidTypeError(
            f"cannot take {shown(value)} as a date: it is of type {type(value).__name__}; "
            "pass text such as '2021-10', a datetime.date or a When"
        )

    @property
    def first_day(self) -> date | None:
        """The first day that it can touch (its earliest start); none if its start is open."""
        return self.earliest_start

    @property
    def last_day(self) -> date | None:
        """The last day that it can touch (its latest end); none if its end is open."""
        return self.latest_end

    def possibly_overlaps(self, since: "WhenLike | None", until: "WhenLike | None") -> bool:
        """Whether it can have touched a day of the window (see ``window``), whatever its true days are.

        >>> When("2021-10").possibly_overlaps("2021-10-05", "2021-10-07")
        True

        Raises:
            InvalidDateError: the window is reversed, or one of its sides is no date.
        """
        first, last = window(since, until)
        return _not_after(self.earliest_start, last) and _not_after(first, self.latest_end)

    def certainly_overlaps(self, since: "WhenLike | None", until: "WhenLike | None") -> bool:
        """Whether it must have touched a day of the window (see ``window``), whatever its true days are.

        >>> When("2021-10").certainly_overlaps("2021-10-05", "2021-10-07")
        False
        >>> When("2021-10").certainly_overlaps("2021", "2021")
        True

        Raises:
            InvalidDateError: the window is reversed, or one of its sides is no date.
        """
        first, last = window(since, until)
        return _not_after(self.latest_start, last) and _not_after(first, self.earliest_end)

    def within(self, other: "WhenLike") -> bool:
        """Whether it tells more exactly what the other tells: none of its four bounds outside, not all the same.

        >>> When("2021-10-05").within("2021-10"), When("2021-10").within("2021-10")
        (True, False)

        Raises:
            InvalidDateError: the other is text that is no date.
        """
        mine, theirs = self._ordinals(), When.of(other)._ordinals()
        starts_inside = theirs[0] <= mine[0] and mine[1] <= theirs[1]
        ends_inside = theirs[2] <= mine[2] and mine[3] <= theirs[3]
        return mine != theirs and starts_inside and ends_inside

    def sort_key(self) -> tuple[int, int, int, int, str]:
        """A key that orders by start, then by end: open starts first, open ends last, ties by the text.

        >>> [when.edtf for when in sorted(map(When, ("1987/..", "1987/1990", "../1995")), key=When.sort_key)]
        ['../1995', '1987/1990', '1987/..']
        """
        earliest_start, latest_start, earliest_end, latest_end = self._ordinals()
        return earliest_start, latest_start, latest_end, earliest_end, self.edtf

    def _ordinals(self) -> tuple[int, int, int, int]:
        return (
            self.earliest_start.toordinal() if self.earliest_start else _BEFORE_ALL_DAYS,
            self.latest_start.toordinal(),
            self.earliest_end.toordinal(),
            self.latest_end.toordinal() if self.latest_end else _AFTER_ALL_DAYS,
        )

    def __str__(self) -> str:
        """As a person would say it.

        >>> print(When("2020-09/2020-11-15~"))
        September 2020 to about 15 November 2020
        """
        start, interval, end = self.edtf.partition("/")
        if not interval:
            return _spoken(start)
        if start == "..":
            return f"until {_spoken(end)}"
        if end == "..":
            return f"since {_spoken(start)}"
        return f"{_spoken(start)} to {_spoken(end)}"

    def __repr__(self) -> str:
        return f"When({self.edtf!r})"


WhenLike = When | date | str
"""What every question takes for a date: a ``When``, a ``datetime.date``, or text in ISO or EDTF form."""


def window(since: WhenLike | None, until: WhenLike | None) -> tuple[date | None, date | None]:
    """The days from the first of ``since`` to the last of ``until``, both inclusive; none for a side that is open.

    >>> window("2020-10", "2021")
    (datetime.date(2020, 10, 1), datetime.date(2021, 12, 31))

    Raises:
        InvalidDateError: it ends before it begins, or a side is text that is no date.
        InvalidTypeError: a side is neither text, nor a date, nor a ``When``, nor none.
    """
    first = None if since is None else When.of(since).first_day
    last = None if until is None else When.of(until).last_day
    if not _not_after(first, last):
        raise InvalidDateError(f"the window from {since} to {until} ends before it begins; swap its two sides")
    return first, last


def _not_after(day: date | None, other: date | None) -> bool:
    """Whether a day is no later than another; an open side is never in the way."""
    return day is None or other is None or day <= other


def _read(text: str) -> _Bounds:
    try:
        return _bounds(text)
    except ValueError as problem:
        raise InvalidDateError(_refusal(text, problem)) from None


def _bounds(text: str) -> _Bounds:
    start, interval, end = text.partition("/")
    if interval:
        return _interval(start, end)
    first, last = _span(text)
    return first, last, first, last


def _interval(start: str, end: str) -> _Bounds:
    if not start or not end:
        raise ValueError("one side is empty, and an open side is written '..'")
    if start == end == "..":
        raise ValueError("both sides are open, so it tells nothing")
    if start == "..":
        first, last = _span(end)
        return None, last, first, last
    if end == "..":
        first, last = _span(start)
        return first, last, first, None
    return _closed_interval(_span(start), _span(end))


def _closed_interval(start: tuple[date, date], end: tuple[date, date]) -> _Bounds:
    """The bounds, where each side can lie anywhere in its own span but the start not after the end."""
    if end[1] < start[0]:
        raise ValueError("it ends before it starts, so its sides are swapped or wrong")
    return start[0], min(start[1], end[1]), max(start[0], end[0]), end[1]


def _span(text: str) -> tuple[date, date]:
    """The first and the last day of one side, such as ``2021-10``, ``198X`` or ``1990~``."""
    year, month, day, _ = _parts(text)
    first_year, last_year = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if first_year == 0:
        raise ValueError("the calendar begins with the year 1")
    first_month, last_month = _month_range(month, day)
    length = _month_length(last_year, last_month)
    if day and not 1 <= int(day) <= length:
        raise ValueError(f"there is no day {day} in {year}-{month}")
    return date(first_year, first_month, int(day or 1)), date(last_year, last_month, int(day or length))


def _parts(text: str) -> tuple[str, str, str, str]:
    """Year, month or season, day, and flag, as written; empty where there is none."""
    found = _DATE.fullmatch(text)
    if found is None:
        raise ValueError(f"{shown(text)} is in no accepted form")
    return found["year"], found["month"] or "", found["day"] or "", found["flag"]


def _month_range(month: str, day: str) -> tuple[int, int]:
    if not month:
        return 1, 12
    if month in _SEASONS:
        return _season_range(month, day)
    if not 1 <= int(month) <= 12:
        raise ValueError(f"there is no month {month}")
    return int(month), int(month)


def _season_range(season: str, day: str) -> tuple[int, int]:
    name, first, last = _SEASONS[season]
    if day:
        raise ValueError(f"{season} is a season ({name}), and seasons have no numbered days")
    return first, last


def _month_length(year: int, month: int) -> int:
    if month == 12:  # apart, for there is no day after the last of the year 9999
        return 31
    return (date(year, month + 1, 1) - timedelta(days=1)).day


def _refusal(text: str, problem: ValueError) -> str:
    remedy = f"write it like one of these: {_FORMS}"
    suggestion = _suggestion(text)
    if suggestion:
        remedy += f"; here, write {suggestion}"
    return f"cannot read {shown(text)} as a date: {problem}; {remedy}"


def _suggestion(text: str) -> str | None:
    """The accepted text that was probably meant, if there is one."""
    if len(text) > _LONGEST:
        return None
    meant = text.strip()
    for slip, correction in _SLIPS:
        meant = re.sub(slip, correction, meant)
    try:
        _bounds(meant)
    except ValueError:
        return None
    return meant


def _spoken(text: str) -> str:
    """One side in words: ``2021-10-05~`` is "about 5 October 2021"."""
    year, month, day, flag = _parts(text)
    words = [str(int(day))] if day else []
    if month:
        words.append(_SEASONS[month][0] if month in _SEASONS else _MONTHS[int(month) - 1])
    words.append(_spoken_year(year))
    return _FLAGS[flag] + " ".join(words)


def _spoken_year(year: str) -> str:
    """A year, decade or century; the years are told where "the 1900s" can mean ten or a hundred of them."""
    if "X" not in year:
        return year
    first, last = year.replace("X", "0"), year.replace("X", "9")
    return f"the {first}s ({first} to {last})" if first.endswith("00") else f"the {first}s"
