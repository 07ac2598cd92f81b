"""The rules of evidence: which value a field takes, and what claims amount to."""

from datetime import date

import attrs
import pytest
from builders import claim, evidence, operation, outcome, series, site, source, told

from demandatlas.count import Count
from demandatlas.evidence import (
    Conflict,
    conflicts_in,
    independent,
    ranked,
    spoken_on,
    standing,
    told_count,
    values_of,
    weighed,
)  # fmt: skip
from demandatlas.parts import Evidence, Statement
from demandatlas.when import When

SOURCES = {
    each.id: each
    for each in (
        source("page", retrieved=date(2024, 1, 1)),
        source("old", published=When("2010")),
        source("new", published=When("2020-06")),
        source("release", publisher_kind="government", published=When("2015")),
        source("study", publisher_kind="academic", published=When("2016")),
        source("alliance", publisher_kind="coalition", published=When("2017")),
        source("campaign", publisher_kind="advocacy", published=When("2018")),
        source("table", publisher_kind="register", published=When("2019")),
        source("echo", repeats=("old", "release")),
    )
}


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([], "unknown"),
        ([claim("used")], "used"),
        ([claim("used", "2011"), claim("planned"), claim("authorized"), claim("studied")], "used"),
        ([claim("ended", "2011")], "ended"),
        ([claim("ended")], "ended"),
        ([claim("not_used")], "not_used"),
        ([claim("not_used"), claim("studied", "2006")], "not_used"),
        ([claim("planned")], "considered"),
        ([claim("authorized")], "considered"),
        ([claim("studied")], "considered"),
        # a use and a denial
        ([claim("used"), claim("not_used")], "disputed"),
        ([claim("used", "2011"), claim("not_used")], "disputed"),
        ([claim("ended", "2011"), claim("not_used")], "disputed"),
        ([claim("used"), claim("not_used", "2011")], "disputed"),
        ([claim("used", "2011"), claim("not_used", "2011-05")], "disputed"),
        ([claim("used", "2011"), claim("not_used", "2012")], "used"),
        ([claim("used", "2013"), claim("not_used", "2012")], "used"),
        ([claim("used", "2011/2012-05-01"), claim("not_used", "2012-05-01/2013")], "disputed"),  # on one day
        ([claim("used", "2012-05-01/2013"), claim("not_used", "2011/2012-05-01")], "disputed"),
        ([claim("used", "1987/.."), claim("not_used", "2012")], "disputed"),
        ([claim("used", "../1995"), claim("not_used", "1990")], "disputed"),
        ([claim("used", "1990"), claim("not_used", "../1995")], "disputed"),
        ([claim("used", "1999"), claim("not_used", "../1995")], "used"),
        ([claim("used", "1999"), claim("not_used", "2005/..")], "used"),
        # a denial speaks for the time up to its source's date
        ([claim("used", "2021"), claim("not_used", None, "new")], "used"),
        ([claim("used", "2020"), claim("not_used", None, "new")], "disputed"),
        ([claim("used", "2020-07"), claim("not_used", None, "new")], "used"),
        ([claim("used", "2020-07"), claim("not_used", None, "new", "page")], "disputed"),
        # ended and taken up again
        ([claim("used", "2005"), claim("ended", "2011")], "ended"),
        ([claim("used", "2012"), claim("ended", "2011")], "used"),
        ([claim("used", "2011"), claim("ended", "2011")], "ended"),
        ([claim("used", "2012"), claim("ended", "2011"), claim("ended", "2013")], "ended"),
        ([claim("used", "2014"), claim("ended", "2011"), claim("ended", "2013")], "used"),
        # without dates of their own, the dates of their sources decide
        ([claim("used", None, "old"), claim("ended", None, "new")], "ended"),
        ([claim("used", None, "new"), claim("ended", None, "old")], "used"),
        ([claim("used", "1987/..", "new"), claim("ended", "2005", "old")], "used"),
        ([claim("used", "1987/..", "old"), claim("ended", "2005", "new")], "ended"),
        ([claim("used", "2005", "new"), claim("ended", None, "old")], "used"),
    ],
)
def test_the_standing_of_claims(claims, expected):
    """Case by case, from the rules; the order in which claims come makes no difference."""
    assert (expected, expected) == (standing(claims, SOURCES), standing(claims[::-1], SOURCES))


def test_values_told_in_one_place_are_ranked_by_themselves():
    """So that it makes no difference in which order they come."""
    first, second = told("name", "A"), told("name", "B")

    assert (first, second) == ranked([first, second], SOURCES) == ranked([second, first], SOURCES)


def test_what_stands_under_key_sources_comes_last():
    """A heading there says less than what was worked out from the text, whatever its basis is called."""
    heading = Statement(field="name", value="A", evidence=(evidence(locator="key sources: cameras L1"),))
    derived = Statement(field="name", value="B", basis="derived", evidence=(evidence(locator="L30"),))

    assert (derived, heading) == ranked([heading, derived], SOURCES)


def test_when_a_claim_was_made():
    """On the latest day from which one of its sources was known."""
    assert date(2020, 6, 30) == spoken_on(claim("used", None, "old", "new"), SOURCES)


def test_when_a_claim_was_made_that_nobody_made():
    """A claim without evidence, which no seed can have, is before all others and never a later word."""
    assert date.min == spoken_on(attrs.evolve(claim("used"), evidence=()), SOURCES)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("release", "study"), ("study", "alliance"), ("alliance", "new"), ("old", "campaign"), ("campaign", "table"),
        ("new", "old"), ("page", "new"),
    ],
)  # fmt: skip
def test_the_rank_of_publishers(better, worse):
    """Government, academic, coalition, news, advocacy, register; among equals the newest."""
    first, second = told("name", "A", better), told("name", "B", worse)

    assert (first, second) == ranked([second, first], SOURCES)


@pytest.mark.parametrize("field", ["ocd_id", "geoid", "latitude", "longitude", "county", "jurisdiction"])
def test_a_register_comes_first_for_identifiers(field):
    """Before a government page."""
    register, page = told(field, "a", "table"), told(field, "b", "release")

    assert (register, page) == ranked([page, register], SOURCES)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (("fields L3", "stated"), ("L3", "stated")),
        (("L3", "stated"), ("L3", "derived")),
        (("L3", "derived"), ("L3", "heading")),
        (("L3", "stated"), ("key sources: cameras", "stated")),
        (("fields L3", "stated"), ("key sources: cameras", "heading")),
    ],
)
def test_the_rank_of_places_within_a_source(better, worse):
    """Fields, then narrative, then what follows from it, then headings."""
    first, second = (
        Statement(field="name", value=locator, basis=basis, evidence=(evidence("page", locator),))
        for locator, basis in (better, worse)
    )

    assert (first, second) == ranked([second, first], SOURCES)


def test_a_statement_ranks_by_its_best_evidence():
    """What a government says besides an advocate, a government says."""
    both, one = told("name", "A", "campaign", "release"), told("name", "B", "study")

    assert (both, one) == ranked([one, both], SOURCES)


def test_the_values_of_statements():
    """That of the first statement of each field."""
    statements = [told("name", "A"), told("population", 5), told("name", "B")]

    assert {"name": "A", "population": 5} == values_of(statements)


def test_a_field_of_many_values_unites_them():
    """Each once, in the order told."""
    statements = [told("sites", ("b", "a")), told("sites", ("c", "a"))]

    assert {"sites": ("b", "a", "c")} == values_of(statements)


def conflict(record, field, *statements):
    return Conflict(record=record, field=field, chosen=statements[0], rivals=statements[1:])


def test_statements_that_disagree():
    """The one taken, and its rivals in order."""
    statements = (told("population", 500930), told("population", 466488), told("population", 700000))

    assert [conflict("springfield-il", "population", *statements)] == list(conflicts_in(site(statements=statements)))


@pytest.mark.parametrize(
    ("field", "chosen", "other"),
    [
        ("population", 500930, 500000),
        ("population", 53637, 54000),
        ("population", 54000, 53637),
        ("population", 500930, 500900),
        ("population", 450, 400),  # a half may be rounded either way
        ("population", 5, 5),
        ("sites", ("a",), ("b",)),
        ("when", When("2020-11"), When("2020-11-16")),
        ("when", When("2020-11-16"), When("2020")),
        ("when", When("2020"), When("2020~")),
        ("name", "A", "A"),
    ],
)
def test_what_is_no_conflict(field, chosen, other):
    """A number rounded, a time told less exactly, lists that add up, and the same told twice."""
    assert [] == list(conflicts_in(site(statements=(told(field, chosen), told(field, other, "new")))))


@pytest.mark.parametrize(
    ("field", "chosen", "other"),
    [
        ("population", 500930, 510000),
        ("population", 500930, 500931),
        ("population", 53637, 53000),
        ("population", 7, 0),
        ("name", "A", "B"),
        ("when", When("2020-11"), When("2020-12")),
        ("when", When("2020/2021"), When("2020")),
        ("edition", 10, 11),
        ("max_jail_days", 180, 182),
        ("latitude", 38.5, 38.6),
        ("count", Count.exact(46), Count.exact(45)),
        ("name", "5", 5),
        ("count", Count.exact(5), "five"),
    ],
)
def test_what_is_a_conflict(field, chosen, other):
    """Values that cannot all be right."""
    found = list(conflicts_in(site(statements=(told(field, chosen), told(field, other)))))

    assert [conflict("springfield-il", field, told(field, chosen), told(field, other))] == found


@pytest.mark.parametrize("made", [operation, series])
def test_counts_that_disagree(made):
    """Named by the key of the outcome."""
    counted = outcome("arrests", Count.exact(46), rivals=(Count.exact(45),))
    fine = outcome("letters", Count.exact(3))

    assert [conflict("a", "arrests", *counted.statements)] == list(conflicts_in(made("a", outcomes=(fine, counted))))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Count.exact(178), Count.more_than(170), False),
        (Count.exact(170), Count.more_than(170), True),
        (Count.exact(71), Count.at_most(71), False),
        (Count.exact(72), Count.at_most(71), True),
        (Count.at_least(381), Count.at_least(401), False),
        (Count.at_least(5), Count.at_most(5), False),
        (Count.at_least(6), Count.at_most(5), True),
        (Count.about(600), Count.exact(611), False),
        (Count.about(600), Count.exact(650), False),
        (Count.about(600), Count.exact(550), False),
        (Count.about(600), Count.exact(651), True),
        (Count.about(600), Count.exact(549), True),
        (Count.about(750), Count.exact(752), False),
        (Count.about(60), Count.exact(72), True),
        (Count.about(148), Count.exact(148), False),
        (Count.about(148), Count.exact(149), True),
        (Count.about(25, 20, 30), Count.exact(30), False),
        (Count.about(25, 20, 30), Count.exact(20), False),
        (Count.about(25, 20, 30), Count.exact(19), True),
        (Count.about(25, 20, 30), Count.exact(31), True),
        (Count.about(100), Count.about(300), True),
        (Count.about(100), Count.about(200, 150, 300), False),
    ],
)
def test_counts_that_can_both_be_right_are_no_conflict(one, other, expected):
    """Some number fits both: bounds that meet, what rounds to a number told as about. It goes both ways."""
    found = [
        bool(list(conflicts_in(operation("a", outcomes=(outcome("arrests", chosen, rivals=(rival,)),)))))
        for chosen, rival in ((one, other), (other, one))
    ]

    assert [expected, expected] == found


def test_sources_that_repeat_confirm_nothing():
    """One and its echo are one; another makes two."""
    told_by = [evidence("old"), evidence("echo"), evidence("old"), evidence("page")]

    assert 2 == independent(told_by, SOURCES)


def test_an_echo_alone_is_a_source():
    """Where nothing that it repeats is cited."""
    assert 1 == independent([evidence("echo"), evidence("echo")], SOURCES)


@pytest.mark.parametrize(
    ("chosen", "rivals", "expected"),
    [
        (Count.exact(46), (), Count.exact(46)),
        (Count.exact(46), (Count.exact(45),), Count(45, 46, 46)),
        (Count.exact(46), (Count.exact(50), Count.exact(40)), Count(40, 46, 50)),
        (Count.exact(46), (Count.at_least(3),), Count.exact(46)),
        (Count.exact(46), (Count.at_least(47),), Count(46, 46, None)),
        (Count.exact(46), (Count.about(50), Count.at_most(46)), Count.exact(46)),
        (Count.exact(46), (Count.about(60),), Count(0, 46, None)),
        (Count.at_least(3), (Count.exact(2),), Count(2, None, None)),
        (Count.at_most(22), (Count.at_most(30),), Count.at_most(22)),
        (Count.at_most(22), (Count.at_least(3), Count.at_most(5)), Count.at_most(22)),
        (Count.at_most(22), (Count.at_least(23),), Count(0, None, None)),
    ],
)
def test_rival_counts_widen_the_bounds(chosen, rivals, expected):
    """The best stays that of the chosen one; what can be right beside it is no rival."""
    assert expected == told_count(outcome("arrests", chosen, rivals=rivals))


def test_a_rival_that_is_no_count_widens_nothing():
    """Statements of an outcome can tell its offense, too."""
    counted = outcome("arrests", Count.exact(46))
    with_text = type(counted)(
        key="arrests",
        what="arrest",
        of="buyers",
        count=Count.exact(46),
        statements=(*counted.statements, told("offense", "soliciting")),
    )

    assert Count.exact(46) == told_count(with_text)


def test_evidence_is_compared_by_value():
    """Two pointers to the same place are the same."""
    assert Evidence(source="page", locator="L1") == evidence()


@pytest.mark.parametrize(
    ("bases", "strongest"),
    [
        (("stated", "derived"), "stated"),
        (("derived", "heading"), "derived"),
        (("heading", "stated"), "stated"),
        (("heading", "derived", "stated"), "stated"),
    ],
)
def test_the_strongest_basis(bases, strongest):
    """Stated, then derived, then a heading; weaker pieces follow and say what they are."""
    told_by = [(basis, evidence(locator=basis)) for basis in bases]
    weaker = tuple(evidence(locator=basis, basis=basis) for basis in bases if basis != strongest)

    assert (strongest, (evidence(locator=strongest), *weaker)) == weighed(told_by)
