"""``Count``: how it is made, compared, added, written and said."""

import copy
import pickle
from itertools import permutations

import attrs
import pytest

from demandatlas.count import Count
from demandatlas.errors import (
    DemandAtlasError,
    InvalidCountError,
    InvalidTypeError,
    UncertainComparisonError,
)

BOUNDS = {
    "46": (46, 46, 46),
    "0": (0, 0, 0),
    ">=3": (3, None, None),
    ">=0": (0, None, None),
    ">200": (201, None, None),
    "<23": (0, None, 22),
    "<=22": (0, None, 22),
    "<1": (0, 0, 0),
    "<=0": (0, 0, 0),
    "20..30": (20, None, 30),
    "0..30": (0, None, 30),
    "30..30": (30, 30, 30),
    "2000..": (2000, None, None),
    "~30": (0, 30, None),
    "20..25..30": (20, 25, 30),
    "0..25..30": (0, 25, 30),
    "20..25..": (20, 25, None),
    "0..30..": (0, 30, None),
}

WRITTEN = {
    (46, 46, 46): "46",
    (46, None, 46): "46",
    (3, None, None): ">=3",
    (0, None, None): ">=0",
    (0, None, 22): "<=22",
    (20, None, 30): "20..30",
    (0, 30, None): "~30",
    (20, 25, None): "20..25..",
    (20, 25, 30): "20..25..30",
    (0, 25, 30): "0..25..30",
}

SPOKEN = {
    (46, 46, 46): "46",
    (3, None, None): "at least 3",
    (0, None, None): "an unknown number",
    (0, None, 22): "at most 22",
    (20, None, 30): "20 to 30",
    (0, 30, None): "about 30",
    (20, 30, None): "about 30 (at least 20)",
    (0, 30, 40): "about 30 (at most 40)",
    (20, 25, 30): "about 25 (20 to 30)",
    (22, 22, None): "22 or more",
    (0, 0, None): "0 or more",
    (20, 20, 30): "about 20 (20 to 30)",
}

REFUSED = {
    "": "it is in no accepted form",
    "forty": "it is in no accepted form",
    " 46": "it is in no accepted form",
    "46\n": "it is in no accepted form",
    "1,204": "it is in no accepted form",
    "4.5": "it is in no accepted form",
    "007": "it is in no accepted form",
    "-3": "it is in no accepted form",
    "+3": "it is in no accepted form",
    "> 3": "it is in no accepted form",
    "=3": "it is in no accepted form",
    "..22": "it is in no accepted form",
    "..": "it is in no accepted form",
    "20..25..30..": "it is in no accepted form",
    "20-30": "it is in no accepted form",
    "~20..30": "it is in no accepted form",
    "４６": "it is in no accepted form",
    "30..20": "low 30, high 20 are out of order; give low <= best <= high",
    "20..35..30": "low 20, best 35, high 30 are out of order; give low <= best <= high",
    "20..15..": "low 20, best 15 are out of order; give low <= best <= high",
    "<0": "fewer than 0 is impossible; give 1 or more",
}


def as_tuple(count):
    return count.low, count.best, count.high


class TestMake:
    @pytest.mark.parametrize(
        ("count", "expected"),
        [
            (Count.exact(46), (46, 46, 46)),
            (Count.at_least(3), (3, None, None)),
            (Count.at_most(22), (0, None, 22)),
            (Count.more_than(200), (201, None, None)),
            (Count.fewer_than(23), (0, None, 22)),
            (Count.between(20, 30), (20, None, 30)),
            (Count.about(30), (0, 30, None)),
            (Count.about(30, low=20), (20, 30, None)),
            (Count.about(30, high=40), (0, 30, 40)),
            (Count.about(25, 20, 30), (20, 25, 30)),
            (Count(low=20, best=25, high=30), (20, 25, 30)),
        ],
    )
    def test_bounds(self, count, expected):
        """Each way to make one sets the bounds that its name tells, and no others."""
        assert expected == as_tuple(count)

    @pytest.mark.parametrize("count", [Count(3, None, 3), Count.between(3, 3), Count.at_least(3).hull(Count(3, 3, 3))])
    def test_known_number(self, count):
        """Where the bounds meet the number is known, so it is the best; where they do not, none is made up."""
        assert (count.best == 3) == count.is_exact

    @pytest.mark.parametrize("count", [Count.at_most(0), Count.fewer_than(1), Count.between(0, 0)])
    def test_one_zero(self, count):
        """However zero is told, it is the same zero."""
        assert Count.exact(0) == count

    @pytest.mark.parametrize(("low", "best", "high"), [(3, 2, None), (3, None, 2), (1, 3, 2), (3, 1, 5), (2, 1, 0)])
    def test_out_of_order(self, low, best, high):
        """Bounds that contradict each other are refused."""
        with pytest.raises(InvalidCountError, match=r"are out of order; give low <= best <= high$"):
            Count(low, best, high)

    @pytest.mark.parametrize(
        ("bounds", "name"),
        [
            ((-1, None, None), "low"),
            ((0, -1, None), "best"),
            ((0, None, -1), "high"),
        ],
    )
    def test_negative(self, bounds, name):
        """Nothing is counted below 0; the error names the bound."""
        with pytest.raises(InvalidCountError) as caught:
            Count(*bounds)

        assert f"{name} cannot be -1: nothing is counted below 0; give 0 or more" == str(caught.value)

    @pytest.mark.parametrize("value", [True, 3.0, "3", b"3", (3,)])
    @pytest.mark.parametrize(("position", "name"), [(0, "low"), (1, "best"), (2, "high")])
    def test_wrong_type(self, value, position, name):
        """Only an ``int`` is a number here; the error names the bound and the type."""
        bounds = [3, 3, 3]
        bounds[position] = value

        with pytest.raises(InvalidTypeError) as caught:
            Count(*bounds)

        kind = type(value).__name__
        assert f"{name} cannot be {value!r}: it is of type {kind}; give an int such as 46" == str(caught.value)

    def test_low_required(self):
        """The lower bound is never open: it is 0 where nothing is known."""
        with pytest.raises(InvalidTypeError, match="low cannot be None"):
            Count(None, None, 3)

    @pytest.mark.parametrize(
        "maker", [Count.exact, Count.at_least, Count.at_most, Count.more_than, Count.fewer_than, Count.about]
    )
    @pytest.mark.parametrize(
        ("value", "error"), [(True, InvalidTypeError), ("3", InvalidTypeError), (-1, InvalidCountError)]
    )
    def test_makers_check(self, maker, value, error):
        """No maker reckons with what is no number."""
        with pytest.raises(error, match="cannot be"):
            maker(value)

    @pytest.mark.parametrize("maker", [Count.exact, Count.at_least, Count.more_than, Count.fewer_than])
    def test_makers_need_a_number(self, maker):
        """None is no number, except for a bound that may be open."""
        with pytest.raises(InvalidTypeError, match="cannot be None: it is of type NoneType"):
            maker(None)

    def test_fewer_than_none(self):
        """Nothing is fewer than 0."""
        with pytest.raises(InvalidCountError, match=r"^fewer than 0 is impossible; give 1 or more$"):
            Count.fewer_than(0)

    @pytest.mark.parametrize(
        ("count", "expected"),
        [
            (Count.exact(46), True),
            (Count.at_least(3), False),
            (Count.at_most(3), False),
            (Count.about(30), False),
            (Count(30, 30, None), False),
        ],
    )
    def test_is_exact(self, count, expected):
        """Only where both bounds are the same is the number known."""
        assert expected is count.is_exact


class TestText:
    @pytest.mark.parametrize("text", BOUNDS)
    def test_parse(self, text):
        """The text sets the bounds that it tells."""
        assert BOUNDS[text] == as_tuple(Count.parse(text))

    @pytest.mark.parametrize("bounds", WRITTEN)
    def test_to_text(self, bounds):
        """Each count has one text."""
        assert WRITTEN[bounds] == Count(*bounds).to_text()

    @pytest.mark.parametrize("text", REFUSED)
    def test_refused(self, text):
        """The error names the text, says why it is refused, and ends with the accepted forms."""
        with pytest.raises(InvalidCountError) as caught:
            Count.parse(text)

        forms = "46, >=3, >200, <=22, <23, ~30, 20..30, 2000.., 20..25..30 or 20..25.., in plain digits"
        assert f"cannot read {text!r} as a count: {REFUSED[text]}; write it like {forms}" == str(caught.value)

    def test_too_long(self):
        """A number longer than Python reads is refused as any other text."""
        with pytest.raises(InvalidCountError, match=r"^cannot read '999.* as a count: "):
            Count.parse("9" * 5000)

    @pytest.mark.parametrize("value", [None, 46, b"46", Count.exact(46)])
    def test_not_text(self, value):
        """Only text is parsed; the error names what was given."""
        with pytest.raises(InvalidTypeError) as caught:
            Count.parse(value)

        assert f"cannot read {value!r} as a count: it is not text; write it like '46' or '>=3'" == str(caught.value)

    @pytest.mark.parametrize("bounds", SPOKEN)
    def test_str(self, bounds):
        """It reads as a person would say it."""
        assert SPOKEN[bounds] == str(Count(*bounds))

    def test_repr(self):
        """The repr shows every bound."""
        assert "Count(low=20, best=25, high=None)" == repr(Count(20, 25, None))


class TestAdd:
    @pytest.mark.parametrize(
        ("one", "other", "expected"),
        [
            (Count.exact(46), Count.exact(22), Count.exact(68)),
            (Count.exact(46), Count.at_least(3), Count.at_least(49)),
            (Count.at_most(22), Count.between(20, 30), Count.between(20, 52)),
            (Count.at_most(22), Count.at_least(3), Count.at_least(3)),
            (Count.about(30), Count.about(25, 20, 30), Count.about(55, 20)),
            (Count.exact(46), Count.about(25, 20, 30), Count.about(71, 66, 76)),
        ],
    )
    def test_bound_by_bound(self, one, other, expected):
        """Bounds add up; a bound that is open on one side is open in the sum."""
        assert expected == one + other == other + one

    def test_number(self):
        """A plain number is an exact count, on either side."""
        assert Count.at_least(5) == Count.at_least(3) + 2 == 2 + Count.at_least(3)

    def test_negative_number(self):
        """There is no count below 0 to add."""
        with pytest.raises(InvalidCountError, match="low cannot be -1"):
            Count.exact(3) + -1

    @pytest.mark.parametrize("start", [(), (0,), (Count.exact(0),)])
    def test_sum(self, start):
        """The built-in ``sum`` works, with its own start and with another."""
        assert Count.at_least(49) == sum([Count.exact(46), Count.at_least(3)], *start)

    def test_sum_of_none(self):
        """The sum of no counts is 0, and a count where it starts from one."""
        assert Count.exact(0) == sum([], start=Count.exact(0))

    @pytest.mark.parametrize("other", [True, 1.0, "1", None])
    def test_wrong_type(self, other):
        """Nothing but counts and whole numbers is added."""
        with pytest.raises(TypeError, match="unsupported operand"):
            Count.exact(3) + other
        with pytest.raises(TypeError, match=r"unsupported operand|can only concatenate"):
            other + Count.exact(3)


class TestHull:
    @pytest.mark.parametrize(
        ("one", "other", "expected"),
        [
            (Count.exact(39), Count.exact(32), Count.between(32, 39)),
            (Count.exact(39), Count.exact(39), Count.exact(39)),
            (Count.exact(39), Count.at_least(32), Count.at_least(32)),
            (Count.at_most(22), Count.between(20, 30), Count.at_most(30)),
            (Count.about(25, 20, 30), Count.about(25), Count.about(25)),
            (Count.about(25, 20, 30), Count.about(26, 22, 28), Count.between(20, 30)),
            (Count.exact(25), Count.about(25, 20, 30), Count.about(25, 20, 30)),
        ],
    )
    def test_widened(self, one, other, expected):
        """Both accounts stay possible; the best stays where they agree on it."""
        assert expected == one.hull(other) == other.hull(one)


class TestCompare:
    @pytest.mark.parametrize(
        ("less", "more"),
        [
            (Count.exact(22), Count.exact(46)),
            (Count.at_most(22), Count.exact(23)),
            (Count.at_most(22), Count.at_least(23)),
            (Count.exact(22), 23),
            (-1, Count.exact(0)),
            (22, Count.more_than(22)),
        ],
    )
    def test_apart(self, less, more):
        """Where the bounds do not meet, every comparison has its answer, also with a plain number."""
        actual = (less < more, less <= more, more > less, more >= less, more < less, more <= less)

        assert (True, True, True, True, False, False) == actual

    @pytest.mark.parametrize(("one", "other"), [(Count.exact(3), Count.exact(3)), (Count.exact(3), 3)])
    def test_same_number(self, one, other):
        """Two known numbers compare as numbers do."""
        assert (False, True, False, True) == (one < other, one <= other, one > other, one >= other)

    def test_bounds_touch(self):
        """Where the bounds meet in one number, the comparisons that hold for it too have an answer."""
        low, high = Count.at_most(22), Count.at_least(22)

        assert (True, True, False, False) == (low <= high, high >= low, high < low, low > high)

    @pytest.mark.parametrize(
        ("one", "sign", "other"),
        [
            ("<=22", "<", ">=22"),
            ("<=22", ">=", ">=22"),
            (">=22", ">", "<=22"),
            (">=22", "<=", "<=22"),
            ("20..30", "<", "25"),
            ("20..30", "<=", "25"),
            ("20..30", ">", "25"),
            ("20..30", ">=", "25"),
            ("~30", "<", "1000"),
        ],
    )
    def test_overlap(self, one, sign, other):
        """Where the answer depends on the true numbers none is given; the error names both and what to ask instead."""
        one, other = Count.parse(one), Count.parse(other)
        compare = {"<": Count.__lt__, "<=": Count.__le__, ">": Count.__gt__, ">=": Count.__ge__}[sign]

        with pytest.raises(UncertainComparisonError) as caught:
            compare(one, other)

        assert str(caught.value).startswith(f"cannot tell whether {one} {sign} {other}: it depends on the true numbers")
        assert str(caught.value).endswith("; ask possibly_less or certainly_less, which always answer")

    @pytest.mark.parametrize("other", [True, 3.5, "3", None])
    @pytest.mark.parametrize("compare", [Count.__lt__, Count.__le__, Count.__gt__, Count.__ge__])
    def test_wrong_type(self, compare, other):
        """An operator leaves other types to Python, which raises its ``TypeError``."""
        assert NotImplemented is compare(Count.exact(3), other)

    @pytest.mark.parametrize(
        ("one", "other", "possibly", "certainly"),
        [
            ("22", "46", True, True),
            ("46", "22", False, False),
            ("46", "46", False, False),
            ("<=22", ">=22", True, False),
            (">=22", "<=22", False, False),
            (">=3", ">=3", True, False),
            ("20..30", "25", True, False),
            ("~30", "0", False, False),
        ],
    )
    def test_less(self, one, other, possibly, certainly):
        """What the operators cannot answer has two answers: whether it can be, and whether it must be."""
        one, other = Count.parse(one), Count.parse(other)

        assert (possibly, certainly) == (one.possibly_less(other), one.certainly_less(other))

    def test_less_than_number(self):
        """A plain number is taken as exact."""
        assert (True, False) == (Count.at_most(22).possibly_less(22), Count.at_most(22).certainly_less(22))

    @pytest.mark.parametrize("other", [True, 3.5, "3", None])
    @pytest.mark.parametrize("question", [Count.possibly_less, Count.certainly_less])
    def test_less_wrong_type(self, question, other):
        """The questions refuse other types, with the type and what to pass."""
        with pytest.raises(InvalidTypeError) as caught:
            question(Count.exact(3), other)

        kind = type(other).__name__
        expected = f"cannot compare a count with {other!r}: it is of type {kind}; pass a Count or an int"
        assert expected == str(caught.value)


class TestObject:
    def test_equal(self):
        """Two are equal, and hash the same, where they say the same."""
        assert {Count.more_than(2): 1} == {Count.at_least(3): 1}

    @pytest.mark.parametrize("counts", list(permutations([Count.about(30), Count.exact(30), Count.at_least(30)], 2)))
    def test_not_equal(self, counts):
        """Two that say different things are not, even if they may mean the same number."""
        assert counts[0] != counts[1]

    @pytest.mark.parametrize("number", [3, 3.0, "3", (3, 3, 3)])
    def test_not_equal_to_number(self, number):
        """A count is what is known of a number, and so never equal to a number."""
        assert Count.exact(3) != number

    @pytest.mark.parametrize("name", ["low", "best", "high"])
    def test_frozen(self, name):
        """No bound can be set or deleted."""
        count = Count.exact(3)

        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(count, name, 4)
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            delattr(count, name)

    def test_slotted(self):
        """There is no room for a misspelt field."""
        assert not hasattr(Count.exact(3), "__dict__")

    @pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
    def test_pickle(self, protocol):
        """It survives pickling, open bounds and all."""
        assert Count.about(30, 20) == pickle.loads(pickle.dumps(Count.about(30, 20), protocol))

    @pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, attrs.evolve])
    def test_copy(self, copied):
        """A copy is equal."""
        assert Count.about(30, 20) == copied(Count.about(30, 20))

    @pytest.mark.parametrize(
        ("error", "builtin"),
        [
            (InvalidCountError, ValueError),
            (UncertainComparisonError, ValueError),
            (InvalidTypeError, TypeError),
        ],
    )
    def test_errors(self, error, builtin):
        """What is raised is caught as the library's own error and as the built-in one."""
        assert issubclass(error, DemandAtlasError) and issubclass(error, builtin)


# Made within a test, so that a change of how they are made cannot hide in what a parameter was made of before


def test_the_numbers_of_each_maker():
    """Low, best and high, of every way to make one."""
    made = [
        Count.exact(46),
        Count.at_least(3),
        Count.at_most(22),
        Count.more_than(200),
        Count.fewer_than(23),
        Count.between(20, 30),
        Count.about(30),
        Count.about(25, 20, 30),
        Count.about(25, 20),
        Count.about(25, high=30),
    ]

    assert [
        (46, 46, 46),
        (3, None, None),
        (0, None, 22),
        (201, None, None),
        (0, None, 22),
        (20, None, 30),
        (0, 30, None),
        (20, 25, 30),
        (20, 25, None),
        (0, 25, 30),
    ] == [(count.low, count.best, count.high) for count in made]


@pytest.mark.parametrize("make", [Count.more_than, Count.fewer_than])
def test_a_wrong_number_is_called_so(make):
    """By the name of the parameter."""
    with pytest.raises(InvalidCountError) as caught:
        make(-1)

    assert "number cannot be -1: nothing is counted below 0; give 0 or more" == str(caught.value)


def test_the_largest_number():
    """It is one; one more is refused, and told in full."""
    largest = 2**63 - 1
    with pytest.raises(InvalidCountError) as caught:
        Count.exact(largest + 1)

    assert (largest, f"low cannot be {largest + 1}: no count is above {largest}; look for a slip") == (
        Count.exact(largest).low,
        str(caught.value),
    )


@pytest.mark.parametrize(("other", "told"), [(4, "4"), (Count.between(2, 5), "2 to 5")])
def test_an_uncertain_comparison_tells_both_sides(other, told):
    """A plain number as it is, a count as a person would say it."""
    with pytest.raises(UncertainComparisonError) as caught:
        _ = Count.at_least(3) < other

    assert str(caught.value).startswith(f"cannot tell whether at least 3 < {told}: it depends on the true numbers")


def test_a_comparison_with_a_giant():
    """Which is not told in full: Python would refuse to write it out."""
    with pytest.raises(UncertainComparisonError) as caught:
        _ = Count.at_least(3) < 10**5000

    assert len(str(caught.value)) < 500
