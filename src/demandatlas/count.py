"""Numbers exactly as certain as their source.

A ``Count`` is written in seeds as a text that says what the source says:

| text | source | low, best, high |
|---|---|---|
| ``46`` | 46 | 46, 46, 46 |
| ``>=3``, ``>200`` | at least three, over 200 | 3, none, none; 201, none, none |
| ``<=22``, ``<23`` | at most 22, fewer than 23 | 0, none, 22 |
| ``20..30``, ``2000..`` | 20 to 30, 2000 or more | 20, none, 30; 2000, none, none |
| ``~30`` | about 30 | 0, 30, none |
| ``20..25..30`` | about 25, between 20 and 30 | 20, 25, 30 |
| ``20..25..`` | about 25, at least 20 | 20, 25, none |
"""

import re
from collections.abc import Callable

from attrs import frozen

from demandatlas.errors import InvalidCountError, InvalidTypeError, UncertainComparisonError, shown

_NUMBER = "(?:0|[1-9][0-9]*)"
MOST = 2**63 - 1
"""No number of a count is larger: what columns of numbers hold in the formats that we export to."""

_SIGNED = re.compile(rf"(?P<sign>|~|>=|>|<=|<)(?P<number>{_NUMBER})")
_RANGE = re.compile(rf"(?P<low>{_NUMBER})\.\.(?:(?P<best>{_NUMBER})\.\.)?(?P<high>{_NUMBER})?")
_FORMS = "46, >=3, >200, <=22, <23, ~30, 20..30, 2000.., 20..25..30 or 20..25.., in plain digits"


@frozen
class Count:
    """How many, as exactly as the source tells it and no more: the true number is one of ``low`` to ``high``.

    ``==`` asks whether two counts say the same, not whether the numbers meant are the same, and a count never equals
    a plain number. ``<`` and its kin compare the numbers meant, with a count or a plain number (taken as exact):
    they answer where the answer is the same whatever the true numbers are, and raise ``UncertainComparisonError`` where
    it is not. ``possibly_less`` and ``certainly_less`` always answer.

    >>> Count.at_least(3) < Count.exact(3)
    False
    >>> Count.exact(46) > 22
    True

    Counts add up bound by bound, also with ``sum``:

    >>> print(sum([Count.exact(46), Count.at_least(3)]))
    at least 49

    Raises:
        InvalidCountError: a number is negative or too large, or they are not in the order low <= best <= high.
        InvalidTypeError: one of them is not an ``int`` (a ``bool`` is none).
    """

    low: int
    """The least it can be; 0 where the source sets no lower bound."""

    best: int | None
    """The number the source itself names; none where it names only bounds. Where ``low`` is ``high``, the same."""

    high: int | None
    """The most it can be; none where the source sets no upper bound."""

    def __attrs_post_init__(self) -> None:
        _check_number("low", self.low)
        if self.best is not None:
            _check_number("best", self.best)
        if self.high is not None:
            _check_number("high", self.high)
        self._check_order()
        if self.low == self.high:  # one way to write a number that is known: at most 0 is exactly 0
            object.__setattr__(self, "best", self.low)

    def _check_order(self) -> None:
        named = (("low", self.low), ("best", self.best), ("high", self.high))
        told = [number for _, number in named if number is not None]
        if told != sorted(told):
            numbers = ", ".join(f"{name} {number}" for name, number in named if number is not None)
            raise InvalidCountError(f"{numbers} are out of order; give low <= best <= high")

    @classmethod
    def exact(cls, number: int) -> "Count":
        """Exactly this many."""
        return cls(number, number, number)

    @classmethod
    def at_least(cls, number: int) -> "Count":
        """This many or more."""
        return cls(number, None, None)

    @classmethod
    def at_most(cls, number: int) -> "Count":
        """This many or fewer, down to 0."""
        return cls(0, None, number)

    @classmethod
    def more_than(cls, number: int) -> "Count":
        """One more than this, or more yet."""
        _check_number("number", number)
        return cls(number + 1, None, None)

    @classmethod
    def fewer_than(cls, number: int) -> "Count":
        """One fewer than this, or fewer yet, down to 0.

        Raises:
            InvalidCountError: the number is 0: nothing is fewer than none.
        """
        _check_number("number", number)
        if number == 0:
            raise InvalidCountError("fewer than 0 is impossible; give 1 or more")
        return cls(0, None, number - 1)

    @classmethod
    def between(cls, low: int, high: int) -> "Count":
        """From ``low`` to ``high``, both inclusive, with no number in between preferred."""
        return cls(low, None, high)

    @classmethod
    def about(cls, best: int, low: int | None = None, high: int | None = None) -> "Count":
        """Around this many. "About 30" sets no bounds, so unless told they are open: from 0 up, with no upper bound.

        >>> Count.about(30)
        Count(low=0, best=30, high=None)
        """
        return cls(0 if low is None else low, best, high)

    @classmethod
    def parse(cls, text: str) -> "Count":
        """The count that a text tells (see the module's table); ``to_text`` is its inverse.

        >>> Count.parse("<23")
        Count(low=0, best=None, high=22)

        Raises:
            InvalidCountError: the text is not in the accepted forms, or its numbers are out of order.
            InvalidTypeError: it is not text.
        """
        if not isinstance(text, str):
            raise InvalidTypeError(f"cannot read {shown(text)} as a count: it is not text; write it like '46' or '>=3'")
        try:
            return cls._parse(text)
        except ValueError as problem:
            raise InvalidCountError(
                f"cannot read {shown(text)} as a count: {problem}; write it like {_FORMS}"
            ) from None

    @classmethod
    def _parse(cls, text: str) -> "Count":
        if signed := _SIGNED.fullmatch(text):
            return cls._from_sign(signed["sign"], int(signed["number"]))
        if spread := _RANGE.fullmatch(text):
            return cls(int(spread["low"]), _int_or_none(spread["best"]), _int_or_none(spread["high"]))
        raise ValueError("it is in no accepted form")

    @classmethod
    def _from_sign(cls, sign: str, number: int) -> "Count":
        makers: dict[str, Callable[[int], Count]] = {
            "": cls.exact,
            "~": cls.about,
            ">=": cls.at_least,
            ">": cls.more_than,
            "<=": cls.at_most,
            "<": cls.fewer_than,
        }
        return makers[sign](number)

    def to_text(self) -> str:
        """The text that ``parse`` reads back as this count.

        >>> Count.more_than(200).to_text()
        '>=201'
        """
        if self.is_exact:
            return f"{self.low}"
        if self.best is not None:
            return self._best_to_text()
        if self.high is None:
            return f">={self.low}"
        return f"{self.low}..{self.high}" if self.low else f"<={self.high}"

    def _best_to_text(self) -> str:
        if self.high is not None:
            return f"{self.low}..{self.best}..{self.high}"
        return f"{self.low}..{self.best}.." if self.low else f"~{self.best}"

    @property
    def is_exact(self) -> bool:
        """Whether the number is known: its bounds are the same."""
        return self.low == self.high

    def hull(self, other: "Count") -> "Count":
        """The narrowest count that leaves both possible: for two rival accounts of the same number.

        Its best is theirs where they agree on it, else none.

        >>> print(Count.exact(39).hull(Count.exact(32)))
        32 to 39

        Raises:
            InvalidTypeError: the other is no count.
        """
        if not isinstance(other, Count):
            raise InvalidTypeError(f"cannot lay {shown(other)} over a count; give a Count")
        best = self.best if self.best == other.best else None
        if self.high is None or other.high is None:
            return Count(min(self.low, other.low), best, None)
        return Count(min(self.low, other.low), best, max(self.high, other.high))

    def possibly_less(self, other: "Count | int") -> bool:
        """Whether it can be less than the other: some number within its bounds is less than one within the other's.

        Always answers for a count or a whole number, also where ``<`` raises.

        Raises:
            InvalidTypeError: the other is neither.
        """
        return _less(self, _countable(other)) is not False

    def certainly_less(self, other: "Count | int") -> bool:
        """Whether it must be less than the other: every number within its bounds is less than all of the other's.

        Always answers for a count or a whole number, also where ``<`` raises.

        Raises:
            InvalidTypeError: the other is neither.
        """
        return _less(self, _countable(other)) is True

    def __lt__(self, other: "Count | int") -> bool:
        if not _is_countable(other):
            return NotImplemented
        return self._decided("<", other, _less(self, other))

    def __ge__(self, other: "Count | int") -> bool:
        if not _is_countable(other):
            return NotImplemented
        return not self._decided(">=", other, _less(self, other))

    def __gt__(self, other: "Count | int") -> bool:
        if not _is_countable(other):
            return NotImplemented
        return self._decided(">", other, _less(other, self))

    def __le__(self, other: "Count | int") -> bool:
        if not _is_countable(other):
            return NotImplemented
        return not self._decided("<=", other, _less(other, self))

    def _decided(self, sign: str, other: "Count | int", answer: bool | None) -> bool:
        if answer is None:
            raise UncertainComparisonError(
                f"cannot tell whether {self} {sign} {_told(other)}: it depends on the true numbers, which are known "
                "only within bounds; ask possibly_less or certainly_less, which always answer"
            )
        return answer

    def __add__(self, other: "Count | int") -> "Count":
        if not _is_countable(other):
            return NotImplemented
        more = other if isinstance(other, Count) else Count.exact(other)
        return Count(self.low + more.low, _sum(self.best, more.best), _sum(self.high, more.high))

    __radd__ = __add__  # ``sum`` starts from a plain 0

    def __str__(self) -> str:
        """As a person would say it.

        >>> print(Count.exact(46), Count.at_most(22), Count.about(25, 20, 30), sep="; ")
        46; at most 22; about 25 (20 to 30)
        """
        if self.is_exact:
            return f"{self.low}"
        if self.best is None:
            return self._spoken_bounds() or "an unknown number"
        if self.best == self.low and self.high is None:
            return f"{self.best} or more"
        bounds = self._spoken_bounds()
        return f"about {self.best} ({bounds})" if bounds else f"about {self.best}"

    def _spoken_bounds(self) -> str:
        """The bounds in words; empty where there are none."""
        if self.high is None:
            return f"at least {self.low}" if self.low else ""
        return f"{self.low} to {self.high}" if self.low else f"at most {self.high}"


def _check_number(name: str, number: int) -> None:
    if not isinstance(number, int) or isinstance(number, bool):
        raise InvalidTypeError(
            f"{name} cannot be {shown(number)}: it is of type {type(number).__name__}; give an int such as 46"
        )
    if number < 0:
        raise InvalidCountError(f"{name} cannot be {shown(number)}: nothing is counted below 0; give 0 or more")
    if number > MOST:
        raise InvalidCountError(f"{name} cannot be {shown(number)}: no count is above {MOST}; look for a slip")


def _is_countable(value: object) -> bool:
    return isinstance(value, (Count, int)) and not isinstance(value, bool)


def _countable(value: Count | int) -> Count | int:
    if not _is_countable(value):
        raise InvalidTypeError(
            f"cannot compare a count with {shown(value)}: it is of type {type(value).__name__}; pass a Count or an int"
        )
    return value


def _told(value: Count | int) -> str:
    return str(value) if isinstance(value, Count) else shown(value)


def _less(one: Count | int, other: Count | int) -> bool | None:
    """Whether a number within one is less than a number within the other; none where it depends on which."""
    (low, high), (other_low, other_high) = _bounds(one), _bounds(other)
    if high is not None and high < other_low:
        return True
    if other_high is not None and low >= other_high:
        return False
    return None


def _bounds(value: Count | int) -> tuple[int, int | None]:
    return (value.low, value.high) if isinstance(value, Count) else (value, value)


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def _int_or_none(digits: str | None) -> int | None:
    return None if digits is None else int(digits)
