"""``When``: what it reads, what it refuses, and what it says."""

import copy
import pickle
from datetime import date, datetime

import attrs
import pytest

from demandatlas.errors import DemandAtlasError, InvalidDateError, InvalidTypeError
from demandatlas.when import When, window

BOUNDS = {
    "2021": ("2021-01-01", "2021-12-31", "2021-01-01", "2021-12-31"),
    "2021-10": ("2021-10-01", "2021-10-31", "2021-10-01", "2021-10-31"),
    "2021-10-05": ("2021-10-05", "2021-10-05", "2021-10-05", "2021-10-05"),
    "2024-02": ("2024-02-01", "2024-02-29", "2024-02-01", "2024-02-29"),
    "2023-02": ("2023-02-01", "2023-02-28", "2023-02-01", "2023-02-28"),
    "198X": ("1980-01-01", "1989-12-31", "1980-01-01", "1989-12-31"),
    "19XX": ("1900-01-01", "1999-12-31", "1900-01-01", "1999-12-31"),
    "2021-21": ("2021-03-01", "2021-05-31", "2021-03-01", "2021-05-31"),
    "2021-22": ("2021-06-01", "2021-08-31", "2021-06-01", "2021-08-31"),
    "2021-23": ("2021-09-01", "2021-11-30", "2021-09-01", "2021-11-30"),
    "2021-24": ("2021-12-01", "2021-12-31", "2021-12-01", "2021-12-31"),
    "2005/2007": ("2005-01-01", "2005-12-31", "2007-01-01", "2007-12-31"),
    "2020-09/2020-11-15~": ("2020-09-01", "2020-09-30", "2020-11-15", "2020-11-15"),
    "2021/2021-03": ("2021-01-01", "2021-03-31", "2021-03-01", "2021-03-31"),
    "2021-03/2021": ("2021-03-01", "2021-03-31", "2021-03-01", "2021-12-31"),
    "2021/2021-01-01": ("2021-01-01", "2021-01-01", "2021-01-01", "2021-01-01"),
    "2021-10-05/2021-10-05": ("2021-10-05", "2021-10-05", "2021-10-05", "2021-10-05"),
    "2021/2021": ("2021-01-01", "2021-12-31", "2021-01-01", "2021-12-31"),
    "198X/1985-06": ("1980-01-01", "1985-06-30", "1985-06-01", "1985-06-30"),
    "2021-24/2022-02": ("2021-12-01", "2021-12-31", "2022-02-01", "2022-02-28"),
    "1987/..": ("1987-01-01", "1987-12-31", "1987-01-01", None),
    "../1995": (None, "1995-12-31", "1995-01-01", "1995-12-31"),
    "0001": ("0001-01-01", "0001-12-31", "0001-01-01", "0001-12-31"),
    "9999-11": ("9999-11-01", "9999-11-30", "9999-11-01", "9999-11-30"),
    "9999-12/..": ("9999-12-01", "9999-12-31", "9999-12-01", None),
}

REFUSED = {
    "": "'' is in no accepted form",
    "October 2021": "'October 2021' is in no accepted form",
    "20211005": "'20211005' is in no accepted form",
    "2021-10-05T12:00": "no accepted form",
    "-0044": "'-0044' is in no accepted form",
    "+2021": "'+2021' is in no accepted form",
    "0000": ": the calendar begins with the year 1; ",
    "00XX": ": the calendar begins with the year 1; ",
    "[2019,2021]": "no accepted form",
    "{2019,2021}": "no accepted form",
    "2021-XX": "no accepted form",
    "2021-10-XX": "no accepted form",
    "198X-10": "no accepted form",
    "1XXX": "no accepted form",
    "198x": "no accepted form",
    "198u": "no accepted form",
    "2021-00": "there is no month 00",
    "2021-13": "there is no month 13",
    "2021-20": "there is no month 20",
    "2021-25": "there is no month 25",
    "2021-00-05": "there is no month 00",
    "2021-10-00": "there is no day 00 in 2021-10",
    "2021-02-30": "there is no day 30 in 2021-02",
    "2023-02-29": "there is no day 29 in 2023-02",
    "2021-22-05": "22 is a season (summer), and seasons have no numbered days",
    " 2021": "' 2021' is in no accepted form",
    "2021\n": "no accepted form",
    "2005 / 2007": "'2005 ' is in no accepted form",
    "２０２１": "no accepted form",
    "٢٠٢١": "no accepted form",
    "2021~?": "no accepted form",
    "~2021": "no accepted form",
    "2021~-10": "no accepted form",
    "2007/2005": ": it ends before it starts, so its sides are swapped or wrong; ",
    "2021-10-02/2021-10-01": "it ends before it starts",
    "2005/2006/2007": "'2006/2007' is in no accepted form",
    "../..": ": both sides are open, so it tells nothing; ",
    "1985/": ": one side is empty, and an open side is written '..'; ",
    "/1985": "one side is empty",
    "/": "one side is empty",
    "../": "one side is empty",
    "..~/1995": "'..~' is in no accepted form",
}

SLIPS = {
    " 2021-10\n": "2021-10",
    "2021-10-05T12:00:00Z": "2021-10-05",
    "1980s": "198X",
    "198x": "198X",
    "2021-1-5": "2021-01-05",
    "2005-2007": "2005/2007",
    "1990s-2000s": "199X/200X",
    "1985/": "1985/..",
    "2007..": "2007/..",
    "1990~..": "1990~/..",
    "/1985": "../1985",
    "..1995": "../1995",
}

SPOKEN = {
    "2021": "2021",
    "2021-10": "October 2021",
    "2021-10-05": "5 October 2021",
    "2021-01-31": "31 January 2021",
    "2005/2007": "2005 to 2007",
    "2020-09/2020-11-15~": "September 2020 to about 15 November 2020",
    "1987/..": "since 1987",
    "1987~/..": "since about 1987",
    "../1995": "until 1995",
    "198X": "the 1980s",
    "200X": "the 2000s (2000 to 2009)",
    "19XX": "the 1900s (1900 to 1999)",
    "2021-21": "spring 2021",
    "2021-22": "summer 2021",
    "2021-23": "autumn 2021",
    "2021-24": "winter 2021",
    "1990~": "about 1990",
    "1990?": "perhaps 1990",
    "1990%": "perhaps about 1990",
    "198X?": "perhaps the 1980s",
}


def day(text):
    return None if text is None else date.fromisoformat(text)


class TestParse:
    @pytest.mark.parametrize("text", BOUNDS)
    def test_bounds(self, text):
        """The four days bound what the text tells, and the start is never after the end."""
        when = When.parse(text)

        actual = (when.earliest_start, when.latest_start, when.earliest_end, when.latest_end)
        assert tuple(map(day, BOUNDS[text])) == actual

    @pytest.mark.parametrize("text", BOUNDS)
    def test_text_kept(self, text):
        """The text is kept as it was given."""
        assert text == When.parse(text).edtf

    @pytest.mark.parametrize(
        ("text", "approximate", "uncertain"),
        [
            ("1990", False, False),
            ("1990~", True, False),
            ("1990?", False, True),
            ("1990%", True, True),
            ("1990~/1991?", True, True),
            ("1990?/..", False, True),
            ("../1990-10-05~", True, False),
        ],
    )
    def test_flags(self, text, approximate, uncertain):
        """A flag on either side is told of the whole."""
        when = When.parse(text)

        assert (approximate, uncertain) == (when.approximate, when.uncertain)

    @pytest.mark.parametrize("flag", "~?%")
    def test_flags_never_widen(self, flag):
        """An approximate or uncertain date has the bounds of the plain one."""
        plain, flagged = When("2021-10"), When("2021-10" + flag)

        assert (plain.first_day, plain.last_day) == (flagged.first_day, flagged.last_day)

    @pytest.mark.parametrize("text", REFUSED)
    def test_refused(self, text):
        """The error names the text, says why it is refused, and lists the accepted forms."""
        with pytest.raises(InvalidDateError) as caught:
            When.parse(text)

        message = str(caught.value)
        assert message.startswith(f"cannot read {text!r} as a date: ")
        assert REFUSED[text] in message
        assert "; write it like one of these: 2021, 2021-10, 2021-10-05," in message

    @pytest.mark.parametrize("text", SLIPS)
    def test_slip_corrected(self, text):
        """Where it is plain what was meant, the error ends with the text to write."""
        with pytest.raises(InvalidDateError) as caught:
            When.parse(text)

        assert str(caught.value).endswith(f"; here, write {SLIPS[text]}")

    @pytest.mark.parametrize("text", ["2021-13", "October 2021", "2007/2005", "mid-1990s", "2005-2001"])
    def test_no_guess(self, text):
        """Where it is not plain what was meant, nothing is suggested."""
        with pytest.raises(InvalidDateError) as caught:
            When.parse(text)

        assert str(caught.value).endswith("~, ? or % may follow a date")

    def test_cause_hidden(self):
        """The reader sees one error, not the inner ones that led to it."""
        with pytest.raises(InvalidDateError) as caught:
            When.parse("2021-13")

        assert caught.value.__suppress_context__

    @pytest.mark.parametrize("value", [None, 2021, b"2021", date(2021, 1, 1), ("2021",)])
    def test_not_text(self, value):
        """Only text is parsed; the error names what was given."""
        with pytest.raises(InvalidTypeError) as caught:
            When.parse(value)

        assert f"cannot read {value!r} as a date: it is not text; write it like '2021-10-05'" == str(caught.value)


class TestOf:
    def test_when(self):
        """A ``When`` is taken as it is."""
        when = When("2021-10")

        assert when is When.of(when)

    def test_date(self):
        """A ``datetime.date`` is that day."""
        assert When("0987-10-05") == When.of(date(987, 10, 5))

    def test_text(self):
        """Text is parsed."""
        assert When("2005/2007") == When.of("2005/2007")

    def test_bad_text(self):
        """Text in another form is refused."""
        with pytest.raises(InvalidDateError, match="cannot read 'soon' as a date"):
            When.of("soon")

    def test_datetime(self):
        """A ``datetime.datetime`` is refused, since its day depends on a time zone."""
        with pytest.raises(InvalidTypeError, match=r"it has a time of day; pass its \.date\(\)$"):
            When.of(datetime(2021, 10, 5, 12))

    @pytest.mark.parametrize("value", [None, 2021, True, b"2021", ["2021"]])
    def test_other_types(self, value):
        """Anything else is refused, with its type and the types that are taken."""
        with pytest.raises(InvalidTypeError) as caught:
            When.of(value)

        remedy = "pass text such as '2021-10', a datetime.date or a When"
        kind = type(value).__name__
        assert f"cannot take {value!r} as a date: it is of type {kind}; {remedy}" == str(caught.value)


class TestWindow:
    @pytest.mark.parametrize(
        ("since", "until", "expected"),
        [
            ("2020-10", "2021-12-31", (date(2020, 10, 1), date(2021, 12, 31))),
            (When("2020"), date(2020, 6, 1), (date(2020, 1, 1), date(2020, 6, 1))),
            ("2021-10", "2021", (date(2021, 10, 1), date(2021, 12, 31))),
            ("2021", "2021-03", (date(2021, 1, 1), date(2021, 3, 31))),
            ("2021-10-05", "2021-10-05", (date(2021, 10, 5), date(2021, 10, 5))),
            (None, "2021", (None, date(2021, 12, 31))),
            ("2021", None, (date(2021, 1, 1), None)),
            (None, None, (None, None)),
            ("../1995", "1987/..", (None, None)),
        ],
    )
    def test_days(self, since, until, expected):
        """A window runs from the first day of one to the last day of the other; none is open."""
        assert expected == window(since, until)

    def test_reversed(self):
        """A window that ends before it begins is refused."""
        with pytest.raises(InvalidDateError) as caught:
            window("2021-10-06", date(2021, 10, 5))

        expected = "the window from 2021-10-06 to 2021-10-05 ends before it begins; swap its two sides"
        assert expected == str(caught.value)

    @pytest.mark.parametrize("sides", [("soon", None), (None, "soon")])
    def test_bad_text(self, sides):
        """A side that is no date is refused."""
        with pytest.raises(InvalidDateError, match="cannot read 'soon' as a date"):
            window(*sides)

    @pytest.mark.parametrize("sides", [(2021, None), (None, 2021)])
    def test_wrong_type(self, sides):
        """A side of another type is refused."""
        with pytest.raises(InvalidTypeError, match="cannot take 2021 as a date"):
            window(*sides)


class TestOverlaps:
    @pytest.mark.parametrize(
        ("text", "since", "until", "possibly", "certainly"),
        [
            ("2021-10", "2021-10", "2021-10", True, True),
            ("2021-10", "2021-10-31", "2021-10-31", True, False),
            ("2021-10", "2021-10-02", None, True, False),
            ("2021-10", None, "2021-10-30", True, False),
            ("2021-10", "2021-11", None, False, False),
            ("2021-10", None, "2021-09-30", False, False),
            ("2021-10-05", "2021-10-05", "2021-10-05", True, True),
            ("2005/2007", "2006", "2006", True, True),
            ("2005/2007", "2005", "2005", True, True),
            ("2005/2007", "2005-06", "2005-06", True, False),
            ("2005/2007", "2007-01-02", "2010", True, False),
            ("2020-09/2020-11-15~", "2020-11-15", "2020-11-15", True, True),
            ("2020-09/2020-11-15~", "2020-11-16", None, False, False),
            ("1987/..", "1987", "1987", True, True),
            ("1987/..", "1988", None, True, False),
            ("1987/..", None, "1986", False, False),
            ("../1995", "1995", "1995", True, True),
            ("../1995", None, "1994", True, False),
            ("../1995", "1996", None, False, False),
            ("1987", None, None, True, True),
        ],
    )
    def test_answers(self, text, since, until, possibly, certainly):
        """Possible is what some true days allow; certain is what all of them force."""
        when = When(text)

        actual = (when.possibly_overlaps(since, until), when.certainly_overlaps(since, until))
        assert (possibly, certainly) == actual

    @pytest.mark.parametrize("question", [When.possibly_overlaps, When.certainly_overlaps])
    def test_reversed(self, question):
        """A reversed window is refused, not answered with no."""
        with pytest.raises(InvalidDateError, match="ends before it begins; swap its two sides"):
            question(When("2021"), "2022", "2021")


class TestWithin:
    @pytest.mark.parametrize(
        ("narrow", "wide"),
        [
            ("2021-10-05", "2021-10"),
            ("2021-10", "2021"),
            ("2021-10~", "2021"),
            ("1985", "198X"),
            ("1987/1990", "1987/.."),
            ("1990/1995", "../1995"),
            ("2021/2021-03", "2021"),
            ("0001-01-01", "../0001-01-01"),
            ("9999-12-31", "9999-12-31/.."),
        ],
    )
    def test_narrower(self, narrow, wide):
        """The more exact account is within the less exact one, and not the other way round."""
        assert (True, False) == (When(narrow).within(wide), When(wide).within(When(narrow)))

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("2021", "2021"),
            ("2021", "2021~"),
            ("2021", "2021/2021"),
            ("2021", "2022"),
            ("1988", "1987/.."),
            ("2021-09/2021-10", "2021-10/2021-11"),
            ("2020-05/2021", "2020/2021-12"),  # one start is told more exactly, and the other end
            ("1987/..", "../1995"),
        ],
    )
    def test_not_narrower(self, one, other):
        """Of two accounts that are as exact, or that contradict each other, neither is within the other."""
        assert (False, False) == (When(one).within(other), When(other).within(one))

    def test_date(self):
        """The other may be anything that stands for a date."""
        assert not When("2021-10").within(date(2021, 10, 5))


class TestSortKey:
    def test_order(self):
        """By start, then by end; open starts first, open ends last, the text last of all."""
        expected = ["../1995", "1987-01", "1987", "1987~", "1987/1990", "1987/..", "1987-02"]

        assert expected == [when.edtf for when in sorted(map(When, reversed(expected)), key=When.sort_key)]

    def test_no_order_of_its_own(self):
        """Periods overlap, so they have no order but the one that is asked for."""
        with pytest.raises(TypeError, match="not supported between instances"):
            sorted([When("2020"), When("2021")])


class TestWords:
    @pytest.mark.parametrize("text", SPOKEN)
    def test_str(self, text):
        """It reads as a person would say it."""
        assert SPOKEN[text] == str(When(text))

    def test_all_months(self):
        """Every month has its English name, whatever the locale."""
        names = [str(When(f"2021-{month:02}")).removesuffix(" 2021") for month in range(1, 13)]

        assert [date(2021, month, 1).strftime("%B") for month in range(1, 13)] == names

    def test_repr(self):
        """The repr is the expression that makes it."""
        assert "When('2020-09/2020-11-15~')" == repr(When("2020-09/2020-11-15~"))


class TestObject:
    def test_equal(self):
        """Two are equal, and hash the same, where their texts are."""
        assert {When("2021"): 1} == {When.parse("2021"): 1}

    @pytest.mark.parametrize("other", ["2021~", "2021/2021", "2021-01"])
    def test_not_equal(self, other):
        """Two texts are two accounts, even with the same bounds."""
        assert When("2021") != When(other)

    def test_not_equal_to_text(self):
        """A ``When`` is not its text."""
        assert When("2021") != "2021"

    def test_days(self):
        """The first and last day are the earliest start and the latest end."""
        assert (date(2005, 1, 1), date(2007, 12, 31)) == (When("2005/2007").first_day, When("2005/2007").last_day)

    @pytest.mark.parametrize("name", [attribute.name for attribute in attrs.fields(When)])
    def test_frozen(self, name):
        """No field can be set or deleted."""
        when = When("2021")

        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(when, name, getattr(when, name))
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            delattr(when, name)

    def test_slotted(self):
        """There is no room for a misspelt field."""
        assert not hasattr(When("2021"), "__dict__")

    @pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
    def test_pickle(self, protocol):
        """It survives pickling with every field, open side and flag."""
        when = When("1987~/..")

        actual = pickle.loads(pickle.dumps(when, protocol))
        assert (when, attrs.astuple(when)) == (actual, attrs.astuple(actual))

    @pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, attrs.evolve])
    def test_copy(self, copied):
        """A copy is equal in every field."""
        when = When("../1995?")

        actual = copied(when)
        assert (when, attrs.astuple(when)) == (actual, attrs.astuple(actual))

    def test_evolve(self):
        """A new text brings its own days with it."""
        assert date(1987, 1, 1) == attrs.evolve(When("2021"), edtf="1987").first_day

    @pytest.mark.parametrize(("error", "builtin"), [(InvalidDateError, ValueError), (InvalidTypeError, TypeError)])
    def test_errors(self, error, builtin):
        """What is raised is caught as the library's own error and as the built-in one."""
        assert issubclass(error, DemandAtlasError) and issubclass(error, builtin)


def test_a_moment_is_no_day():
    """It is told as it was given, with the remedy."""
    with pytest.raises(InvalidTypeError) as caught:
        When.of(datetime(2021, 10, 5, 12, 30))

    assert (
        "cannot take datetime.datetime(2021, 10, 5, 12, 30) as a date: it has a time of day; pass its .date()"
        == str(caught.value)
    )


@pytest.mark.parametrize(("length", "suggested"), [(60, True), (61, False)])
def test_how_long_a_text_may_be_to_be_understood(length, suggested):
    """What was meant by a longer one is not looked for."""
    with pytest.raises(InvalidDateError) as caught:
        When("2021-10".rjust(length))

    assert suggested is str(caught.value).endswith("; here, write 2021-10")
