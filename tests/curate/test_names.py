"""The guard for names: what it stops at, and what it lets pass."""

import time

import pytest

from demandatlas.curate.names import Name, NameGuard

TERMS = ("Police", "Department", "Hot Spots", "Operation", "First Offender Program", "Eugene, OR", "Lamp Street")
RECORDS = (
    Name("site", "elk-grove-ca", "Elk Grove"),
    Name("tactic", "letters", "Dear John Letters"),
    Name("agency", "elk-grove-police-department-ca", "Elk Grove Police Department"),
    Name("operation", "hot-spots-2021", "Operation: Hot Spots"),
    Name("source", "story", "Jane Roe"),
)


@pytest.fixture(scope="module")
def guard():
    return NameGuard(TERMS, RECORDS)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "seen by police",
        "Folsom",  # one word: a surname alone cannot be told from a place
        "Jane, Elk Grove Police",
        "Police, Doe",
        "held, In Elk Grove",
        "Clay, Platte, Ray and others",  # a list
        "Doe, Police",
        "The Doe of it",
        "told here. The Doe of it",
        "the police of Eugene, California",
        "Eugene Police",
        "Lamp Street in Eugene; Georgia",
        "In January 2021",
        "Elk Grove",
        "ELK grove",
        "Elk Grove Police Department, Elk Grove",
        "Elk Grove Police",
        "Elk Grove's Police Department",
        "Elk Grove\u2019s Police Department",
        "Hot Spots of the Elk Grove Police Department",
        "Dear John Letters",
        "First Offender Program in New York, NY",
        "It began in Folsom. The police came.",
    ],
)
def test_passes(guard, text):
    """Runs that are made of known phrases, and single words, pass."""
    assert [] == list(guard.unknown_in(text))


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("Jane Doe", ["Jane Doe"]),
        ("seen by Jane Doe and John Roe", ["Jane Doe", "John Roe"]),
        ("Jane Q. Doe", ["Jane Q Doe"]),
        ("J. Doe", ["J Doe"]),
        ("Jane O'Doe", ["Jane O'Doe"]),
        ("Jane Doe-Roe", ["Jane Doe Roe"]),
        ("Jane\u2010Doe", ["Jane Doe"]),
        ("Jane \u201cJay\u201d Doe", ["Jane Jay Doe"]),
        ("JANE DOE", ["JANE DOE"]),
        ("\u0141ucja \u017b\u00f3\u0142\u0107", ["\u0141ucja \u017b\u00f3\u0142\u0107"]),
        ("The Jane Doe", ["The Jane Doe"]),
        ("Police Jane Doe", ["Police Jane Doe"]),
        ("Elk Grove Doe", ["Elk Grove Doe"]),
        ("Hot Jane", ["Hot Jane"]),
        ("Sgt. The Doe", ["Sgt The Doe"]),
        ("Jane Roe", ["Jane Roe"]),  # the title of a source vouches for nobody
        ("California Jane", ["California Jane"]),
        ("Doe, Jane", ["Doe, Jane"]),
        ("seen by Doe, Jane", ["Doe, Jane"]),
        ("Jane Doe, Roe", ["Jane Doe"]),
        ("by An Doe", ["An Doe"]),  # a plain word only where a sentence begins
        ("Jane van der Doe", ["Jane Doe"]),
        ("Jane d'Oe", ["Jane d'Oe"]),
        ("Jane al-Doe", ["Jane Doe"]),
        ("Jane (Jay) Doe", ["Jane Jay Doe"]),
        ("Jane.Doe", ["Jane Doe"]),
        ("Jane_Doe", ["Jane Doe"]),
        ("Jane\u2013Doe", ["Jane Doe"]),
        ("Jane\nDoe", ["Jane Doe"]),
        ("Jane\u00a0Doe", ["Jane Doe"]),
        ("Jane\u200b \u00adDoe", ["Jane Doe"]),
        ("Jose\u0301 Doe", ["Jos\u00e9 Doe"]),
        ("Virginia Georgia", ["Virginia Georgia"]),  # places are what people are called, too
        ("Eugene Virginia of the Police", ["Eugene Virginia"]),
        ("April Eugene Police", ["April Eugene Police"]),
    ],
)
def test_stops(guard, text, runs):
    """A run with a word that nothing covers is told whole."""
    assert runs == list(guard.unknown_in(text))


class TestOwnNames:
    """A record's own name has to be made of what others make known."""

    def test_made_of_places_and_terms(self, guard):
        """The name of an agency that is made of a place and of terms is known."""
        assert [] == list(guard.unknown_in_name("Elk Grove Police Department", "elk-grove-police-department-ca"))

    def test_alone(self):
        """A name that only the record itself gives is told there, and nowhere else."""
        guard = NameGuard((), [Name("organization", "jane-doe", "Jane Doe")])

        actual = list(guard.unknown_in_name("Jane Doe", "jane-doe")), list(guard.unknown_in("told of Jane Doe"))

        assert (["Jane Doe"], []) == actual

    def test_own_alias(self):
        """Aliases of one word do not make up the record's own name."""
        names = [Name("organization", "jane-doe", each) for each in ("Jane", "Doe", "Jane Doe")]

        assert ["Jane Doe"] == list(NameGuard((), names).unknown_in_name("Jane Doe", "jane-doe"))

    def test_two_records_do_not_vouch_for_each_other(self):
        """Two records of one unknown name are both told."""
        guard = NameGuard((), [Name("organization", "one", "Jane Doe"), Name("program", "two", "Jane Doe")])

        assert (["Jane Doe"], ["Jane Doe"]) == (
            list(guard.unknown_in_name("Jane Doe", "one")),
            list(guard.unknown_in_name("Jane Doe", "two")),
        )

    @pytest.mark.parametrize("turn", [1, -1])
    def test_names_made_of_names(self, turn):
        """Names that are made of others' names are known in whatever order they come."""
        names = [
            Name("organization", "coalition", "Lamp Street Coalition"),
            Name("program", "class", "Lamp Street Coalition Class"),
            Name("operation", "street", "Operation Lamp Street Coalition Class"),
        ]
        guard = NameGuard(("Lamp Street", "Coalition", "Class", "Operation"), names[::turn])

        assert [] == [run for name in names for run in guard.unknown_in_name(name.text, name.id)]


def test_long_text_is_quick():
    """A text of many words that could be cut in many ways takes no time."""
    guard = NameGuard(("A", "A A", "A A A"), ())
    began = time.process_time()

    unknown = list(guard.unknown_in("A " * 20_000 + "Jane"))

    assert (1, True) == (len(unknown), time.process_time() - began < 2)
