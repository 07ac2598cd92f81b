"""What was known by a day: from the documents, by hand."""

import copy
import sys
from datetime import date, datetime
from threading import Barrier, Thread

import pytest
from builders import (
    Reader,
    agency,
    claim,
    dataset,
    files_with,
    operation,
    outcome,
    participation,
    site,
    source,
    told,
    use,
)

import demandatlas as da
from demandatlas.asof import as_of, cited
from demandatlas.count import Count
from demandatlas.dataset import Dataset
from demandatlas.dated import dated_index, held_on
from demandatlas.errors import DataError, InvalidDateError, InvalidTypeError, UnknownIdError
from demandatlas.parts import Evidence, Outcome, Participation, ReportedUse, Statement
from demandatlas.records import Menu, Retired, Source, Tactic
from demandatlas.store import DATED, Store
from demandatlas.when import When

EARLY, LATE = "early", "late"
SOURCES = (source(EARLY, published=When("2020")), source(LATE, published=When("2022")))


def piece(source, **fields):
    return Evidence(source=source, locator="L1", **fields)


def seen_by(day, *records):
    return dataset(*SOURCES, *records).known_by(day)


# A day


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2021-11-30", ("hot-spots-2019", "hot-spots-2020", "hot-spots-2021")),
        ("2021-11", ("hot-spots-2019", "hot-spots-2020", "hot-spots-2021")),
        ("2021-11-29", ("hot-spots-2019", "hot-spots-2020")),
        (date(2021, 11, 29), ("hot-spots-2019", "hot-spots-2020")),
        (When("2020"), ("hot-spots-2019", "hot-spots-2020")),
        ("2020-11-16", ("hot-spots-2019", "hot-spots-2020")),
        ("2020-11-15", ()),
        ("../2020-11-15", ()),
        ("0001-01-01", ()),
    ],
)
def test_a_day_is_inclusive(day, expected):
    """The release on 2021 says November 2021: known from its last day. A month or a year stands for its last day."""
    assert expected == tuple(id for id in da.known_by(day).operations.ids if id.startswith("hot-spots"))


def test_a_source_without_a_date_is_known_from_its_retrieval():
    """The profile of Sacramento has no date; it was retrieved on 22 November 2026."""
    assert (False, True) == tuple("sacramento-ca" in da.known_by(day).sites for day in ("2026-11-21", "2026-11-22"))


@pytest.mark.parametrize(
    ("day", "error", "message"),
    [
        ("1987/..", InvalidDateError, "1987/.. has no last day; give the day by which it was known"),
        ("soon", InvalidDateError, "cannot read 'soon' as a date"),
        (None, InvalidTypeError, "cannot take None as a date"),
        (datetime(2021, 1, 1), InvalidTypeError, "has a time of day"),
    ],
)
def test_no_day(day, error, message):
    """What names no last day is refused."""
    with pytest.raises(error, match=message.replace(".", r"\.")):
        da.known_by(day)


# What is told


def test_what_the_story_told_of_the_edition_of_2020():
    """46 arrests and a recovery; that it was the fourth edition was told a year later."""
    then, later = (da.known_by(day).operations["hot-spots-2020"] for day in ("2020", "2021"))

    assert ({"arrests": 46, "recoveries": 1}, None, 4) == (
        {each.key: each.count.best for each in then.outcomes},
        then.edition,
        later.edition,
    )


def test_only_known_evidence_is_left():
    """The profile retells the story; before it was retrieved, only the story tells."""
    then = da.known_by("2020").operations["hot-spots-2020"]

    assert {"abc10-hot-spots-2020"} == {piece.source for each in then.statements for piece in each.evidence}


def test_the_value_of_the_day_is_taken():
    """A later source that ranks higher does not reach back."""
    rivals = (told("population", 2, LATE), told("population", 1, EARLY))
    place = site(statements=(told("name", "Springfield", EARLY), *rivals), population=2)
    then, later = (seen_by(day, place).sites["springfield-il"] for day in ("2021", "2022"))

    assert ((1, ["population"]), 2) == (
        (then.population, [each.field for each in then.statements if each.field != "name"]),
        later.population,
    )


def test_a_value_that_nobody_told_yet():
    """It is at its default."""
    place = site(statements=(told("name", "Springfield", EARLY), told("population", 2, LATE)), population=2)

    assert seen_by("2021", place).sites["springfield-il"].population is None


def test_the_standing_of_the_day():
    """A denial that comes later disputes only from then on."""
    claims = (claim("used", "2011", EARLY), claim("not_used", "2011", LATE))
    place = site(tactic_uses=(use("letters", *claims, sources={each.id: each for each in SOURCES}),))
    data = dataset(*SOURCES, place)

    assert ("used", "disputed") == tuple(
        data.known_by(day).sites["springfield-il"].use_of("letters").standing for day in ("2021", "2022")
    )
    assert (("springfield-il",), ()) == tuple(data.known_by(day).sites_using("letters").ids for day in ("2021", "2022"))


def test_a_standing_of_which_nothing_is_told_yet():
    """Unknown, and in no answer."""
    place = site(
        statements=(told("name", "Springfield", EARLY),),
        tactic_uses=(use("letters", claim("used", None, LATE), sources={each.id: each for each in SOURCES}),),
    )
    then = seen_by("2021", place)

    assert ("unknown", ()) == (then.sites["springfield-il"].use_of("letters").standing, then.sites_using("letters").ids)


def test_the_count_of_the_day():
    """Rival counts: the one of the day is taken; one that nobody told is gone; the sum follows."""
    rivals = (told("count", Count.exact(46), LATE), told("count", Count.exact(40), EARLY))
    one = told("count", Count.exact(1), LATE)
    outcomes = (
        Outcome(key="arrests", what="arrest", of="buyers", count=Count.exact(46), statements=rivals),
        Outcome(key="later", what="citation", of="buyers", count=Count.exact(1), statements=(one,)),
    )
    data = seen_by("2021", operation("sting", "2020", outcomes=outcomes))
    (counted,) = data.operations["sting"].outcomes

    assert (Count.exact(40), Count.exact(40)) == (counted.count, data.total("sting", what="arrest", of="buyers"))


def test_a_conflict_begins_with_its_second_source():
    """As long as one source tells, there is none."""
    rivals = (told("population", 2, LATE), told("population", 7, EARLY))
    data = dataset(*SOURCES, site(statements=rivals, population=2))

    assert (0, 1) == tuple(len(data.known_by(day).conflicts()) for day in ("2021", "2022"))


def test_parts_of_the_day():
    """Who took part, and how many places are reported, by what was told."""
    parts = tuple(
        Participation(party=party, evidence=(piece(told_by),)) for party, told_by in (("fbi", EARLY), ("dea", LATE))
    )
    reported = tuple(
        ReportedUse(places=Count.exact(n), when=When("2020"), evidence=(piece(told_by),))
        for n, told_by in ((1, EARLY), (2, LATE))
    )
    then = seen_by(
        "2021",
        operation("sting", participations=parts),
        agency("fbi"),
        agency("dea"),
        Tactic(id="letters", label="Letters", definition="letters", reported=reported),
    )  # fmt: skip

    assert (("fbi",), [1]) == (
        then.agencies_for("sting").ids,
        [each.places.best for each in then.tactics["letters"].reported],
    )


def test_the_basis_of_the_day():
    """A heading that a later source states in full is a heading until then."""
    statement = Statement(field="population", value=2, evidence=(piece(LATE), piece(EARLY, basis="heading")))
    part = Participation(party="fbi", evidence=(piece(LATE), piece(EARLY, basis="derived")))
    then = seen_by("2021", site(statements=(statement,), population=2, participations=(part,)), agency("fbi"))
    place = then.sites["springfield-il"]

    assert ("heading", None, "derived", None) == (
        place.statements[0].basis,
        place.statements[0].evidence[0].basis,
        place.participations[0].basis,
        place.participations[0].evidence[0].basis,
    )


# Who is there


def test_a_record_that_nobody_told_of_is_absent():
    """It cannot be looked up, is in no table and no answer."""
    then = da.known_by("2020")

    assert ("reset-court-ca" in then.programs, then.programs.get("reset-court-ca"), then.programs.ids) == (
        False,
        None,
        (),
    )
    with pytest.raises(UnknownIdError):
        then.programs["reset-court-ca"]
    with pytest.raises(UnknownIdError):
        then.ties("reset-court-ca")


def test_what_is_named_is_there_with_its_identity():
    """The story of 2020 names the county; its coordinates came with a later register."""
    then, now = (data.sites["sacramento-county-ca"] for data in (da.known_by("2020"), da))

    assert (now.name, now.geoid, now.latitude) == (then.name, then.geoid, then.latitude)


def test_what_is_only_named_tells_nothing_else():
    """No population, no statement but those of its identity."""
    place = site(statements=(told("name", "Springfield", LATE), told("population", 2, LATE)), population=2)
    named = told("sites", ("springfield-il",), EARLY)
    then = seen_by("2021", place, operation("sting", sites=("springfield-il",), statements=(named,)))

    assert (("springfield-il",), None, ["name"]) == (
        then.sites.ids,
        then.sites[0].population,
        [each.field for each in then.sites[0].statements],
    )


def test_the_name_of_the_day():
    """A name told by then is taken, and found; one told later neither."""
    names = (told("name", "New Name", LATE), told("name", "Old Name", EARLY))
    then = seen_by("2021", site("name-il", "New Name", statements=names))

    assert ("Old Name", "name-il") == (then.sites["name-il"].name, then.sites["old name"].id)
    with pytest.raises(UnknownIdError):
        then.sites["new name"]


def test_who_was_named_by_a_value_that_was_outranked_later_stays():
    """A later day knows no record less."""
    named = (told("series", "second", LATE), told("series", "first", EARLY))
    data = dataset(
        *SOURCES,
        operation("sting", series="second", statements=named),
        agency("first", statements=(told("name", "First", LATE),)),
    )

    assert (True, True) == tuple("first" in data.known_by(day).agencies for day in ("2021", "2022"))


def test_a_site_that_holds_a_class_for_another_is_there():
    """It is named by the claim."""
    sources = {each.id: each for each in SOURCES}
    served = use("john_school", claim("used", None, EARLY, served_by="host-il"), sources=sources)
    then = seen_by("2021", site(tactic_uses=(served,)), site("host-il", statements=(told("name", "Host", LATE),)))

    assert ("host-il", "springfield-il") == then.sites.ids


def test_the_menu_of_a_source_and_its_tactics_are_there():
    """Though nobody told of them yet."""
    of_the_menu = (told("title", "List", LATE), told("tactics", ("letters",), LATE))
    menu = Menu(id="list", title="List", tactics=("letters",), statements=of_the_menu)
    letters = Tactic(id="letters", label="Letters", definition="letters", statements=(told("label", "Letters", LATE),))
    then = dataset(source(EARLY, published=When("2020"), menu="list"), SOURCES[1], menu, letters).known_by("2021")

    assert (("list",), ("letters",), ("letters",)) == (then.menus.ids, then.menus[0].tactics, then.tactics.ids)


def test_a_retired_id_is_known_on_every_day():
    """It leads on wherever its successor was known."""
    old = Retired(id="old-il", successor="springfield-il", retired_on=date(2026, 1, 1), reason="doubled")
    then = seen_by("2021", old, site(statements=(told("name", "Springfield", EARLY),)))

    with pytest.warns(da.RetiredIdWarning):
        assert "springfield-il" == then.sites["old-il"].id


def test_an_id_of_another_kind():
    """Asking for it under a wrong kind first does not hide it: looking for ties asks site after site."""
    then = da.known_by("2020")

    assert (None, "hot-spots-2020") == (then.sites.get("hot-spots-2020"), then.ties("hot-spots-2020")[0].of)


def test_coverage_and_quality_of_a_day():
    """Only what was known counts, also where an identity rests on a later register."""
    then = da.known_by("2020")

    assert (1, len(then.sources), ("abc10-hot-spots-2020",)) == (
        then.coverage()["sacramento-county-ca"].sources,
        then.quality().sources,
        then.quality().sources_held,
    )


# A value, not a switch


def test_it_is_a_dataset_of_its_own():
    """The whole is as it was; a copy is the same."""
    before = da.sites.ids
    then = da.known_by("2020")

    assert (before, then.sites.ids) == (da.sites.ids, copy.copy(then).sites.ids)


def test_it_says_from_which_day_it_is_seen():
    """In its stamp, its name, and every question asked of it."""
    then = da.known_by("2020")

    assert f"<Dataset 'demandatlas': {da.stamp}, known by 2020-12-31>" == repr(then)
    assert f"sites_using('letters') on {da.stamp}, known by 2020-12-31" == then.sites_using("letters").question


def test_asked_again_it_is_the_same():
    """The latest eight days are kept, so that none is worked out twice and not all are held."""
    data = Dataset.bundled()
    first = data.known_by("2013")
    kept = first is data.known_by(date(2013, 12, 31))
    for year in range(2014, 2022):
        data.known_by(str(year))

    assert (True, False) == (kept, first is data.known_by("2013"))


def test_a_day_within_a_day():
    """The earlier of both, whichever was asked first."""
    assert ("2020-12-31", "2020-12-31") == (
        da.known_by("2020").known_by("2022").stamp[-10:],
        da.known_by("2022").known_by("2020").stamp[-10:],
    )


def test_verify_is_that_of_the_whole():
    """A damaged file is found from any day."""
    files = files_with(*SOURCES)
    data = Dataset(Store(Reader({**files, "sources.jsonl": files["sources.jsonl"][::-1]}), "a test"))
    da.known_by("2020").verify()

    with pytest.raises(DataError):
        data.known_by("2021").verify()


def test_without_the_dated_index():
    """A folder of an older build says what is missing."""
    files = {name: content for name, content in files_with(*SOURCES).items() if name != DATED}

    with pytest.raises(DataError, match=DATED):
        _ = Dataset(Store(Reader(files), "a test")).known_by("2021").sources.ids


def test_many_threads():
    """All see the same, and hold the same record."""
    then, barrier, found = Dataset.bundled().known_by("2022"), Barrier(16), []

    def ask():
        barrier.wait()
        found.append((then.operations["hot-spots-2020"], then.sites_using("reverse_stings").ids))

    threads = [Thread(target=ask) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (16, 1, 1) == (len(found), len({id(record) for record, _ in found}), len({ids for _, ids in found}))


# The pieces


def test_what_a_record_cites():
    """Statements, claims, participations, outcomes and reports; a source itself."""
    record = operation(
        "sting",
        statements=(told("when", When("2020"), "a"),),
        participations=(participation("fbi"),),
        outcomes=(outcome("x", Count.exact(1)),),
    )

    assert ({"a", "page"}, {"page"}, {EARLY}) == (
        cited(record),
        cited(site(tactic_uses=(use("letters", claim()),))),
        cited(SOURCES[0]),
    )


def test_a_record_all_of_whose_sources_are_known_is_itself():
    """Nothing is made anew."""
    record = operation("sting", statements=(told("when", When("2020"), EARLY),))

    assert record is as_of(record, {EARLY, LATE}, {})


def test_entries_held_on_a_day():
    """From the first to the last, both included, in order."""
    value = "a@1,2;2020-11-16/2021-11-29 a@3,4;2021-11-30/9999-12-31 b;2021-11-29/9999-12-31"

    assert ("", "a@1,2", "a@1,2 b", "a@3,4 b") == tuple(
        held_on(value, day) for day in ("2020-11-15", "2020-11-16", "2021-11-29", "9999-12-31")
    )


def test_the_dated_index_of_a_value_that_changed():
    """One entry up to the day before, the other from the day on; what lasts is one span."""
    dates = (told("when", When("2021"), LATE), told("when", When("2020"), EARLY))
    index = dict(dated_index([*SOURCES, operation("sting", "2021", statements=dates, name="Sting")]))

    assert (
        "sting@2020-01-01,2020-12-31,2020-01-01,2020-12-31;2020-12-31/2022-12-30",
        "sting@2021-01-01,2021-12-31,2021-01-01,2021-12-31;2022-12-31/9999-12-31",
        "sting;2020-12-31/9999-12-31",
        "sting;2020-12-31/9999-12-31",
    ) == (index["alive 2020-06"], index["alive 2021-06"], index["label operation sting"], index["present operation"])


def test_the_ids_of_a_day_are_sorted_as_ids():
    """Also where one is the beginning of another."""
    records = [Retired(id=id, retired_on=date(2024, 1, 1), reason="x") for id in ("a-b", "a")]

    assert ("a", "a-b") == dataset(*records).known_by("2021").retired.ids


def test_a_record_whose_source_is_missing_is_in_no_dated_index():
    """The compiler refuses such a record; by hand it can be made."""
    assert [] == dated_index([site(statements=(told("name", "Springfield", "nobody"),))])


# What it costs


def calls(ask):
    """How many functions were called: the same on every machine, unlike seconds."""
    count = 0

    def profiler(frame, event, argument):
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(profiler)
    try:
        ask()
    finally:
        sys.setprofile(before)
    return count


COSTS = {
    "sites using": lambda data: data.sites_using("letters"),
    "sites using, read": lambda data: list(data.sites_using("reverse_stings")),
    "sites using in a state": lambda data: data.sites_using("reverse_stings", state="CA"),
    "operations between": lambda data: data.operations_between("2020", "2021"),
    "operations between, read": lambda data: list(data.operations_between("2020", "2021")),
    "agencies": lambda data: list(data.agencies_for("hot-spots-2020")),
    "ties": lambda data: data.ties("hot-spots-2020"),
    "time line": lambda data: data.timeline("sacramento-county-ca"),
    "total": lambda data: data.total(data.operations, what="arrest", of="mixed"),
    "conflicts": lambda data: data.conflicts(),
    "coverage": lambda data: data.coverage(),
    "agreement": lambda data: data.agreement(),
    "a site": lambda data: data.sites["sacramento-county-ca"],
    "a site by label": lambda data: data.sites["Sacramento County, CA"],
    "ids": lambda data: data.agencies.ids,
    "all records": lambda data: list(data.all_records()),
}


@pytest.mark.parametrize("day", ["2022", "2026-12-31"])
@pytest.mark.parametrize("ask", COSTS.values(), ids=COSTS)
def test_a_day_costs_no_more_than_twice_the_whole(ask, day):
    """Asked again; from a freshly opened dataset it also reads what was known, and may cost half as much more."""
    ask(Dataset.bundled())
    ask(Dataset.bundled().known_by(day))
    whole, seen = Dataset.bundled(), Dataset.bundled()
    first = calls(lambda: ask(seen.known_by(day))) / calls(lambda: ask(whole))
    again = (calls(lambda: ask(seen.known_by(day))) - calls(lambda: seen.known_by(day))) / calls(lambda: ask(whole))

    assert (True, True) == (first <= 2.6, again <= 2), f"{first:.2f}, again {again:.2f}"


def test_a_source_is_a_source():
    """The day of a source is its own, whatever cites it."""
    assert isinstance(da.known_by("2020").sources["abc10-hot-spots-2020"], Source)


def test_a_statement_that_a_field_cannot_hold():
    """Damage that a whole dataset does not meet, since its fields are written beside the statements."""
    record = site("a-il", statements=(told("population", "many", EARLY), told("name", "A", LATE)))

    with pytest.raises(DataError, match=r"sites\.jsonl.*a statement gives 'many' for 'population'"):
        as_of(record, {EARLY}, {each.id: each for each in SOURCES})


def test_an_outcome_whose_statement_is_no_count():
    """The same of an outcome."""
    damaged = Outcome(
        key="arrests",
        what="arrest",
        of="buyers",
        count=Count.exact(3),
        statements=(told("count", "three", EARLY), told("count", 3, LATE)),
    )

    with pytest.raises(DataError, match="outcomes.*a statement gives no count for it"):
        as_of(operation("a", outcomes=(damaged,)), {EARLY}, {each.id: each for each in SOURCES})
