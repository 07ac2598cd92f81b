"""The public interface: on file, changed only on purpose, and what a change asks of the version."""

import pytest
from interface import COMMAND, FILE, Line, differences, interface, lines_of, needed, report, text_of, undeclared_since

import demandatlas

ON_FILE = FILE.read_text("utf-8")
TAKES = Line("ask", "takes", "day", "str | None", "", "1")
HAS = Line("Site", "has", "name", "str | None")


def test_the_interface_is_the_one_on_file():
    """Where this fails, the message says what changed, which version that needs, and the command."""
    problem = report(ON_FILE)
    assert not problem, problem

    assert text_of(interface(), demandatlas.__version__) == ON_FILE, f"out of date; run: {COMMAND}"


def test_what_is_written_can_be_read_back():
    """Every line, so that two files can be compared."""
    assert interface() == lines_of(text_of(interface(), "1.0.0"))


@pytest.mark.parametrize("id", ["sacramento-ca", "hot-spots-2021", "sacramento-police-department-ca"])
def test_ids_of_data_are_no_part_of_it(id):
    """They come and go with the data, and have a list of their own."""
    assert id not in ON_FILE


@pytest.mark.parametrize(
    "line",
    [
        "name sites_using",
        "takes * standing: Standing | Sequence[Standing] = EVER_USED",
        "has population: int | None = None",
        "has 1 low: int",
        "term not_used",
        "column when_edtf: text | None",
        "takes **fields: object = ...",
        "has nearest",
        "is LookupError",
        "holds: When | date | str",
        "takes --out = ...",
    ],
)
def test_every_sort_of_promise_is_on_file(line):
    """Names, parameters, fields, terms, columns, errors, commands."""
    assert f"\n    {line}\n" in ON_FILE


def test_a_file_that_cannot_be_read():
    """A line of no known sort is told, with the command."""
    with pytest.raises(ValueError, match="line 2") as caught:
        lines_of("ask\n    sings loudly")

    assert f"line 2 of the interface cannot be read: '    sings loudly'; run {COMMAND}" == str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "level"),
    [
        (TAKES, TAKES._replace(name="when", default="None"), "major"),  # renamed
        (TAKES, TAKES._replace(type="str"), "major"),
        (TAKES, TAKES._replace(type="str | int | None"), "minor"),
        (TAKES, TAKES._replace(default="None"), "minor"),
        (TAKES._replace(default="None"), TAKES, "major"),
        (TAKES._replace(default="None"), TAKES._replace(default="''"), "major"),
        (TAKES, TAKES._replace(place="2"), "major"),
        (TAKES, TAKES._replace(place="*"), "major"),
        (TAKES._replace(place="*"), TAKES, "minor"),
        (HAS, HAS._replace(type="str"), "minor"),
        (HAS, HAS._replace(type="str | int | None"), "major"),
        (HAS, HAS._replace(type="bytes"), "major"),
        (HAS, HAS._replace(name="label"), "major"),
        (Line("ask", "gives", "", "dict[str, int | None]"), Line("ask", "gives", "", "dict[str, int]"), "major"),
    ],
)
def test_a_change(old, new, level):
    """Taking more and giving no other is compatible; all else is not."""
    assert level == differences([old], [new])[0].level


@pytest.mark.parametrize(
    ("line", "level"),
    [
        (TAKES, "major"),
        (TAKES._replace(default="None"), "minor"),
        (TAKES._replace(owner="new"), "minor"),
        (HAS, "minor"),
        (Line("Standing", "term", "rumoured"), "minor"),
    ],
)
def test_an_addition(line, level):
    """A parameter that callers do not give yet breaks their calls; nothing else that is new does."""
    assert [level] == [each.level for each in differences([Line("ask", "gives", "")], [line, Line("ask", "gives", "")])]


def test_nothing_changed():
    """Order is no change."""
    assert [] == differences([TAKES, HAS], [HAS, TAKES])


@pytest.mark.parametrize(
    ("version", "new", "expected"),
    [
        ("1.2.3", [], "2.0.0"),
        ("1.2.3", [TAKES, HAS], "1.3.0"),
        ("1.2.3", [TAKES], "1.2.3"),
        ("0.1.2", [], "0.2.0"),
        ("0.1.2", [TAKES, HAS], "0.1.3"),
        ("0.1.2", [TAKES], "0.1.2"),
    ],
)
def test_the_version_that_is_needed(version, new, expected):
    """Something gone is major, something new is minor, and before 1.0 each is one number lower."""
    assert expected == needed(version, differences([TAKES], new))


class TestSinceARelease:
    """What the step of a submission asks."""

    @pytest.fixture
    def released(self):
        """The interface on file, released as 0.1.0, with a name that is gone by now and without one that is new."""
        return text_of(interface(), "0.1.0").replace("    name why\n", "    name wherefore\n")

    def test_too_low(self, released):
        """Both differences, and the version to take."""
        lines = undeclared_since(released, "0.1.9").splitlines()

        assert [
            "the public interface differs from that of 0.1.0:",
            "  major: demandatlas: name wherefore is gone",
            "  minor: demandatlas: name why is new",
            "if this is meant and 0.1.0 was released, the next version is at least 0.2.0; "
            f"tell of it in CHANGELOG.md and run: {COMMAND}",
            "the version is 0.1.9; raise __version__ to 0.2.0 at least",
        ] == lines

    @pytest.mark.parametrize("version", ["0.2.0", "0.10.0", "1.0.0"])
    def test_high_enough(self, released, version):
        """Then there is nothing to say."""
        assert "" == undeclared_since(released, version)
