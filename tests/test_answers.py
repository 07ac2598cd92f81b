"""The rows that answers are made of."""

from datetime import date

import pytest
from builders import claim, evidence, milestone, operation, outcome, participation, program, site, source, told, use

from demandatlas.answers import Coverage, Event, Tie, coverage_of, events_of, ties_in, why
from demandatlas.count import Count
from demandatlas.errors import InvalidTypeError, UnknownIdError
from demandatlas.parts import Evidence, Statement, TacticClaim
from demandatlas.records import Tactic
from demandatlas.when import When


def test_the_ties_of_a_record():
    """One a party and role, with who says so."""
    record = operation("a", participations=(participation("fbi", note="joined late"), participation("x", "organizer")))

    assert [
        Tie(
            id="a:fbi:participant", of="a", party="fbi", role="participant", note="joined late", evidence=(evidence(),)
        ),
        Tie(id="a:x:organizer", of="a", party="x", role="organizer", evidence=(evidence(),)),
    ] == list(ties_in(record))


def test_a_record_that_has_no_ties():
    """Nobody takes part in a source."""
    assert [] == list(ties_in(source()))


def test_the_events_of_a_site():
    """Its claims, numbered within each tactic."""
    letters, schools = claim("used", "2011"), (claim("studied", "2006"), claim("not_used"))
    place = site(tactic_uses=(use("letters", letters), use("john_school", *schools)))

    assert [
        ("letters:1", When("2011"), "claim", "letters: used"),
        ("john_school:1", When("2006"), "claim", "john_school: studied"),
        ("john_school:2", None, "claim", "john_school: not_used"),
    ] == [(event.id, event.when, event.what, event.title) for event in events_of(place)]


@pytest.mark.parametrize(("made", "what"), [(operation, "operation"), (milestone, "milestone")])
def test_the_event_of_a_dated_record(made, what):
    """Its evidence is that of its time."""
    record = made("a", "2006", statements=(told("sites", ("x",), "old"), told("when", When("2006"), "page", "new")))

    assert [
        Event(id="a", when=When("2006"), what=what, title="a", evidence=(evidence("page"), evidence("new")))
    ] == list(events_of(record))


def test_the_event_of_an_undated_record():
    """Its evidence is that of what is told first."""
    record = milestone("a", statements=(told("title", "a", "old"), told("sites", ("x",), "new")))

    assert [Event(id="a", when=None, what="milestone", title="a", evidence=(evidence("old"),))] == list(
        events_of(record)
    )


def test_a_record_that_is_no_event():
    """A source has no place on a time line."""
    assert [] == list(events_of(source()))


SOURCES = {
    each.id: each
    for each in (
        source("page"),
        source("story", published=When("2020"), extent="excerpt"),
        source("table", publisher_kind="register", published=When("2025")),
    )
}


def test_the_coverage_of_a_site():
    """Registers are no sources that were read; the newest and the least read claim decide."""
    twice = TacticClaim(stance="used", evidence=(evidence("story"), evidence("page", readings=2)))
    place = site(
        statements=(told("geoid", "0664000", "table"), told("name", "Springfield", "page")),
        tactic_uses=(
            use("letters", twice, sources=SOURCES),
            use("cameras", claim("used", None, "story"), sources=SOURCES),
        ),
    )

    assert Coverage(
        id="springfield-il", extent="whole", sources=2, readings=1, newest="2024-01-01", tactics_known=2
    ) == coverage_of(place, SOURCES)


def test_the_coverage_of_a_claim_read_twice():
    """The best read piece of evidence stands for a claim."""
    both = TacticClaim(stance="used", evidence=(evidence("story"), evidence("story", "L2", readings=2)))

    assert 2 == coverage_of(site(tactic_uses=(use("letters", both, sources=SOURCES),)), SOURCES).readings


def test_the_coverage_of_a_site_known_from_an_excerpt():
    """Nothing about it was read whole."""
    assert Coverage(
        id="springfield-il", extent="excerpt", sources=1, readings=1, newest="2020-12-31", tactics_known=0
    ) == coverage_of(site(statements=(told("name", "Springfield", "story"),)), SOURCES)


def test_the_coverage_of_a_site_of_which_nothing_was_read():
    """As of a day on which none of its sources was known."""
    assert Coverage(
        id="springfield-il", extent="excerpt", sources=0, readings=1, newest="", tactics_known=0
    ) == coverage_of(site(statements=(told("name", "Springfield", "unheard-of"),)), SOURCES)


PLACE = site(
    population=114000,
    statements=(told("population", 114000), told("population", 116000, "old"), told("name", "Springfield")),
    tactic_uses=(use("letters", claim("used", "2011")),),
    participations=(participation("fbi", "partner"),),
)


def test_why_a_field_has_its_value():
    """Every statement of it, the chosen one first."""
    assert (told("population", 114000), told("population", 116000, "old")) == why(PLACE, "population")


@pytest.mark.parametrize(
    "field", ["letters", "Dear John letters", Tactic(id="letters", label="Letters", definition="letters to buyers")]
)
def test_why_a_tactic_has_its_standing(field):
    """Its claims; by id, label or record."""
    assert (claim("used", "2011"),) == why(PLACE, field)


@pytest.mark.parametrize("field", ["cameras", "geoid", "statements", "id"])
def test_why_of_what_nobody_tells(field):
    """Nothing: a tactic without claims, a field without statements."""
    assert () == why(PLACE, field)


def test_why_a_field_is_made_of_parts():
    """The parts, which carry their evidence themselves."""
    assert (participation("fbi", "partner"),) == why(PLACE, "participations")


def test_why_an_outcome():
    """By its key, every count told for it."""
    counted = outcome("arrests", Count.exact(46), rivals=(Count.exact(45),))

    assert (told("count", Count.exact(46)), told("count", Count.exact(45))) == why(
        operation("a", outcomes=(outcome("letters", Count.exact(1)), counted)), "arrests"
    )


def test_why_of_a_source():
    """It is where the chain ends: it tells of itself."""
    itself = Evidence(source="page", locator="document")

    assert (Statement(field="retrieved", value=date(2024, 1, 1), evidence=(itself,)),) == why(source(), "retrieved")


@pytest.mark.parametrize("field", ["published", "repeats", "note"])
def test_why_of_what_a_source_leaves_open(field):
    """Nothing is said."""
    assert () == why(source(), field)


@pytest.mark.parametrize(
    ("record", "field", "reason"),
    [
        (PLACE, "populaton", "no field of the site is called 'populaton'; did you mean 'population'"),
        (source(), "publishd", "no field of the source is called 'publishd'; did you mean 'published'"),
        (program(), "letters", "no field of the program is called 'letters'"),
        (operation("a"), "arrests", "no field of the operation is called 'arrests'"),
    ],
)
def test_why_of_what_there_is_not(record, field, reason):
    """The nearest field is named."""
    with pytest.raises(UnknownIdError, match=reason):
        why(record, field)


@pytest.mark.parametrize("field", [None, 3, ["population"]])
@pytest.mark.parametrize("record", [PLACE, source(), operation("a")], ids=lambda record: record.KIND)
def test_why_of_what_is_no_name(record, field):
    """A wrong type is an error of its own."""
    with pytest.raises(InvalidTypeError, match=r"cannot take .*; give the name of a field, a tactic, or the key"):
        why(record, field)
