"""The card: what ``python -m demandatlas`` prints, and how."""

import os
import re
import subprocess
import sys

import pytest
from builders import agency, claim, dataset, evidence, operation, outcome, participation, site, source, told, use

from demandatlas import __main__ as main_module
from demandatlas import __version__
from demandatlas.__main__ import card, main
from demandatlas.count import Count
from demandatlas.dataset import Dataset
from demandatlas.ids import TACTIC_IDS
from demandatlas.records import RECORDS
from demandatlas.when import When

COLOUR = "\033["
BUNDLED = Dataset.bundled()
LINES = list(card(BUNDLED))
TEXT = "\n".join(LINES)


def section(heading):
    """The lines under a heading of the bundled card."""
    start = LINES.index(heading) + 1
    return LINES[start : LINES.index("", start)] if "" in LINES[start:] else LINES[start:]


def test_it_fits_eighty_columns():
    """No line is longer."""
    assert [] == [line for line in LINES if len(line) > 80]


def test_it_is_plain_text_unless_asked_otherwise():
    """No codes, no control characters, no trailing spaces."""
    assert [] == [line for line in LINES if not line.isprintable() or line != line.rstrip()]


def test_its_title_names_the_versions():
    """Package, data, and the beginning of the hash."""
    expected = f"Demand Atlas {__version__}, data {BUNDLED.data_version}, sha256 {BUNDLED.data_sha256[:12]}"

    assert expected == LINES[0]


@pytest.mark.parametrize("kind", RECORDS)
def test_it_counts_the_records(kind):
    """How many of each kind; one is said as one."""
    table = RECORDS[kind].TABLE
    count = len(getattr(BUNDLED, table))

    assert f"{count} {kind if count == 1 else table}" in " ".join(section("Records")).split(", ")


@pytest.mark.parametrize("tactic", TACTIC_IDS)
def test_its_matrix_has_a_row_for_every_tactic(tactic):
    """With a mark for every site shown."""
    row = next(line for line in section("Tactics by site") if line.startswith(f"{tactic} "))

    assert re.fullmatch(rf"{tactic} +([UENDC.]  ?)*[UENDC.]", row)


def test_its_matrix_tells_unknown_from_no():
    """The legend says so."""
    assert (
        "U used  E ended  N not used  D disputed  C only considered  . unknown (not no)"
        == section("Tactics by site")[-1]
    )


@pytest.mark.parametrize(
    ("heading", "question", "answer"),
    [
        ("Who has used letters?", 'da.sites_using("letters")', None),
        (
            "What ran from October 2020 to the end of 2021?",
            'da.operations_between("2020-10", "2021-12-31", site="sacramento-county-ca")',
            r"  hot-spots-2021 +sacda-hot-spots-2021, L4",
        ),
        (
            "Who took part in Operation: Hot Spots 2021?",
            'da.agencies_for("hot-spots-2021")',
            r"  fbi +sacda-hot-spots-2021, L4",
        ),
    ],
)
def test_it_answers_the_signature_questions(heading, question, answer):
    """Each with the question as it is typed, and where the answer comes from."""
    lines = section(heading)

    assert (question, True) == (lines[0], answer is None or any(re.fullmatch(answer, line) for line in lines))


def test_it_shows_operations_as_bars():
    """As wide as what is known of their time."""
    assert any(re.fullmatch(r"[a-z0-9-]+ +\.*=+\.*  .*", line) for line in section("Operations on a time line"))


def test_it_says_what_is_not_known():
    """A share of cells, and that they are not noes."""
    assert "are unknown, which is not a no." in " ".join(section("Coverage"))


def test_it_says_how_far_two_readers_agreed():
    """As ``agreement`` gives it over all; nothing where nothing was read twice."""
    told = f"two readers agreed on {BUNDLED.agreement()['as_they_came:over_all'].agreement:.1%} of"
    without = list(card(small()))

    assert (True, False) == (
        told in " ".join(section("Coverage")),
        any("two readers agreed" in line for line in without),
    )


@pytest.mark.parametrize(
    ("count", "what", "expected"),
    [
        (Count.exact(1), "arrest", "1 arrest"),
        (Count.exact(0), "arrest", "0 arrests"),
        (Count(1, None, None), "charge", "at least 1 charges"),
        (Count.exact(261), "ad_response", "261 ad responses"),
        (Count.exact(2), "recovery", "2 recoveries"),
        (Count.exact(2), "summons", "2 summonses"),
    ],
)
def test_it_says_what_was_counted(count, what, expected):
    """As a person would."""
    lines = list(card(small(operation("sting-2003", "2003", outcomes=(outcome("a", count, what),)))))

    assert any(line.endswith(f"  {expected}") for line in lines if line.startswith("sting-2003 "))


@pytest.mark.skipif(sys.platform == "win32", reason="a closed pipe is told otherwise")
def test_a_reader_that_has_seen_enough():
    """``python -m demandatlas | head -1``: no traceback, and all is well."""
    with subprocess.Popen(
        [sys.executable, "-m", "demandatlas"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        process.stdout.close()
        said = process.stderr.read()

    assert (0, b"") == (process.returncode, said)


def test_colour_where_it_is_wanted():
    """Headings only; without the codes the text is the same."""
    coloured = "\n".join(card(BUNDLED, coloured=True))

    assert (True, TEXT) == (COLOUR in coloured, re.sub(r"\033\[\d+m", "", coloured))


@pytest.mark.parametrize(
    ("terminal", "environment", "expected"),
    [(False, {}, False), (True, {}, True), (True, {"NO_COLOR": "1"}, False), (True, {"NO_COLOR": ""}, True)],
)
def test_colour_only_on_a_terminal(terminal, environment, expected, monkeypatch, capsys):
    """And never where NO_COLOR is set to anything."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
    main()

    assert expected == (COLOUR in capsys.readouterr().out)


def test_it_prints_to_a_pipe_without_colour():
    """As ``python -m demandatlas > file`` does."""
    done = subprocess.run([sys.executable, "-m", "demandatlas"], capture_output=True, check=True)

    assert (TEXT, b"") == (done.stdout.decode().replace(os.linesep, "\n").rstrip("\n"), done.stderr)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_it_prints_to_a_terminal_in_colour():
    """A real terminal, as far as the process can tell."""
    assert COLOUR in printed_on_a_terminal({})


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_it_prints_to_a_terminal_without_colour_where_asked():
    """NO_COLOR=1."""
    assert COLOUR not in printed_on_a_terminal({"NO_COLOR": "1"})


def printed_on_a_terminal(environment):
    import pty

    ours, theirs = pty.openpty()
    plain = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    process = subprocess.Popen(
        [sys.executable, "-m", "demandatlas"], stdout=theirs, env={**plain, "TERM": "xterm", **environment}
    )
    os.close(theirs)
    printed = b"".join(iter(lambda: read_some(ours), b""))
    os.close(ours)
    assert 0 == process.wait()
    return printed.decode()


def read_some(terminal):
    try:
        return os.read(terminal, 4096)
    except OSError:  # on Linux, how a terminal says that the other side is closed
        return b""


def small(*records):
    """A dataset that can answer the card's questions."""
    hot_spots = operation("hot-spots-2021", participations=(participation("fbi"),))
    county = site("sacramento-county-ca", "Sacramento County", "CA", "county")
    return dataset(hot_spots, county, agency("fbi", "federal"), source(), *records)


def test_a_card_without_dated_operations():
    """The scale has nothing to show, and nothing breaks."""
    lines = list(card(small()))

    assert ["1", "9999"] == lines[lines.index("Operations on a time line") + 1].split()


def test_a_card_with_many_operations():
    """The latest, and how many there are."""
    many = [
        operation(f"sting-{year}", str(year), outcomes=(outcome("a", Count.exact(year)),)) for year in range(2001, 2013)
    ]
    lines = list(card(small(*many)))

    assert ("... the latest 10 of 12 with a time; da.operations has them all", False, True) == (
        next(line for line in lines if line.startswith("... the latest")),
        any(line.startswith("sting-2002 ") for line in lines),
        any(re.fullmatch(r"sting-2003 +=+\.+  2003 arrests", line) for line in lines),
    )


def test_a_card_with_many_answers():
    """The first of them, and how many more."""
    places = [site(f"a{at:02}-il", "A", "IL", tactic_uses=(use("letters", claim("used")),)) for at in range(10)]

    assert "  ... and 2 more" in list(card(small(*places)))


def test_a_card_with_long_names():
    """Lines are cut at 80 columns."""
    long = operation("x" * 70, "2020-11", sites=("sacramento-county-ca",), statements=(told("when", When("2020-11")),))
    lines = list(card(small(long)))

    assert (80, True) == (max(map(len, lines)), any(line.endswith("...") for line in lines))


def test_the_pieces_are_kept_small():
    """The card is for a terminal: a handful of sites, operations and answers."""
    assert (80, 6, 10, 8) == (
        main_module.WIDTH,
        main_module.MATRIX_SITES,
        main_module.TIMELINE_ROWS,
        main_module.ANSWER_ROWS,
    )


def test_evidence_of_the_letters_is_that_of_the_claim():
    """The first piece that a source gives."""
    place = site("a-il", tactic_uses=(use("letters", claim("used", "2011", "page")),))

    assert f"  a-il{' ' * 34} {evidence().source}, {evidence().locator}" in list(card(small(place)))
