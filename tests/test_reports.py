"""The quality report: each number by hand."""

import copy
import pickle

import pytest
from builders import claim, dataset, evidence, operation, outcome, participation, site, source, told, use

import demandatlas as da
from demandatlas.count import Count
from demandatlas.ids import TACTIC_IDS
from demandatlas.parts import ReportedUse, Statement
from demandatlas.records import Tactic
from demandatlas.reports import Quality, quality_of
from demandatlas.when import When

SOURCES = (
    source("story", published=When("2020-11-16")),
    source("echo", published=When("2021"), repeats=("story",), sha256="ab" * 32),
    source("release", published=When("2019")),
    source("register", publisher_kind="register"),
)
BY_ID = {each.id: each for each in SOURCES}


def report(*records):
    return quality_of([*SOURCES, *records])


@pytest.mark.parametrize(
    ("sources", "expected"),
    [(("story",), 1), (("story", "release"), 0), (("story", "echo"), 1), (("echo", "release"), 0)],
)
def test_values_of_one_source(sources, expected):
    """A source that only repeats another confirms nothing; two that repeat each other are one."""
    assert expected == report(site(statements=(told("name", "Springfield", *sources),))).single_source


def test_two_that_repeat_each_other():
    """Neither is independent, so there is one source at most."""
    mutual = [source("a", repeats=("b",)), source("b", repeats=("a",))]

    assert 1 == quality_of([*mutual, site(statements=(told("name", "Springfield", "a", "b"),))]).single_source


def test_values_are_statements_claims_and_parts():
    """Rival counts too."""
    reported = ReportedUse(places=Count.exact(60), when=When("2013"), evidence=(evidence("story"),))
    records = (
        site(
            statements=(told("name", "Springfield", "story"), told("population", 2, "story")),
            tactic_uses=(use("letters", claim("used", "2011", "story"), sources=BY_ID),),
            participations=(participation("fbi"),),
        ),
        operation("sting", outcomes=(outcome("arrests", Count.exact(3), rivals=(Count.exact(4),)),)),
        Tactic(id="letters", label="Letters", definition="letters", reported=(reported,)),
    )

    assert 2 + 1 + 1 + 2 + 1 == quality_of([*SOURCES, source("page"), *records]).values


def test_values_of_one_reading():
    """The most readings of any piece count."""
    twice = Statement(field="name", value="x", evidence=(evidence("story"), evidence("release", readings=2)))

    assert (2, 1) == (
        (found := report(site(statements=(twice, told("population", 2, "story"))))).values,
        found.one_reading,
    )


def test_derived_values():
    """Statements that follow by a step."""
    assert (
        1
        == report(site(statements=(told("state", "IL", "story", basis="derived"), told("name", "S", "story")))).derived
    )


def test_the_unknown_share():
    """Of two sites, one tells of letters; nothing is told of any other tactic."""
    found = report(site("a", tactic_uses=(use("letters", claim("used", None, "story"), sources=BY_ID),)), site("b"))

    assert {tactic: 0.5 if tactic == "letters" else 1.0 for tactic in TACTIC_IDS} == found.unknown_share


def test_no_sites():
    """All is unknown."""
    assert {1.0} == set(report().unknown_share.values())


def test_the_newest_source_of_a_site():
    """Registers do not count; a site of which only a register tells has none."""
    told_of = site("a", statements=(told("name", "A", "story", "release"), told("geoid", "0600000", "register")))

    assert {"a": "2020-11-16", "b": ""} == report(
        told_of, site("b", statements=(told("name", "B", "register"),))
    ).newest_source


def test_disputed_standings_and_conflicts():
    """Which they are, and how many."""
    claims = (claim("used", "2011", "story"), claim("not_used", "2011", "release"))
    place = site(
        statements=(told("population", 23, "story"), told("population", 77, "release")),
        tactic_uses=(use("letters", *claims, sources=BY_ID),),
    )
    found = report(place)

    assert ((("springfield-il", "letters"),), 1) == (found.disputed, found.conflicts)


def test_sources_whose_text_is_held():
    """Those with a hash of it."""
    assert (("echo",), 4) == ((found := report()).sources_held, found.sources)


def test_evidence_that_is_not_there_yet():
    """As of a day an identity may rest on a later source: it is no value of that day."""
    assert 0 == report(site(statements=(told("name", "Springfield", "later"),))).values


def test_of_the_bundled_data():
    """Sums that can be taken from the records in another way."""
    found = da.quality()

    assert (len(da.sources), len(da.conflicts()), {site.id for site in da.sites}) == (
        found.sources,
        found.conflicts,
        found.newest_source.keys(),
    )
    assert {
        tactic: pytest.approx(len(da.sites_using(tactic, standing="unknown")) / len(da.sites)) for tactic in TACTIC_IDS
    } == found.unknown_share


def test_how_it_reads():
    """Counts and shares, then the unknown share of each tactic."""
    lines = str(report(site(statements=(told("name", "Springfield", "story"),)))).split("\n")

    assert [
        "1 values, 100% of one source, 100% of one reading, 0 derived",
        "0 disputed standings, 0 conflicts",
        "4 sources, the text of 1 held",
        "unknown 100%  auto_seizure",
    ] == lines[:4]


def test_how_nothing_reads():
    """No share of nothing."""
    assert str(quality_of([])).startswith("0 values, none of one source, none of one reading, 0 derived\n")


def test_it_is_a_value():
    """Equal after copy and pickle, hashable, frozen."""
    found = dataset(*SOURCES).quality()

    assert [found] * 2 == [copy.deepcopy(found), pickle.loads(pickle.dumps(found))]
    assert isinstance(found, Quality)
    assert hash(found) == hash(copy.copy(found))
