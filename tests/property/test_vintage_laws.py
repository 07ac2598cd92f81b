"""Laws of ``known_by``, against the same thing worked out the long way."""

from itertools import pairwise, product, zip_longest
from typing import get_args

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vintages import FAR, compiled, dataset_of, days_of, drafts, in_order, known_records

import demandatlas as da
from demandatlas.evidence import standing
from demandatlas.ids import TACTIC_IDS, Standing

laws = settings(deadline=None, max_examples=40)
CELLS = tuple(product(TACTIC_IDS, get_args(Standing)))
BUNDLED_DAYS = sorted({source.known_from for source in da.sources})


def records_of(data):
    return sorted(data.all_records(), key=lambda record: (record.KIND, record.id))


def ids_of(data):
    return {record.id for record in data.all_records()}


def claims_known(use, known):
    """The claims of a use that rest on known sources, with that evidence only."""
    for claim in use.claims:
        evidence = tuple(piece for piece in claim.evidence if piece.source in known)
        if evidence:
            yield attrs.evolve(claim, evidence=evidence)


QUESTIONS = {
    "all_records": lambda data: tuple(data.all_records()),
    "sites_using": lambda data: [data.sites_using(tactic, standing=each) for tactic, each in CELLS],
    "operations_between": lambda data: data.operations_between(),
    "coverage": lambda data: data.coverage(),
    "conflicts": lambda data: data.conflicts(),
    "timelines": lambda data: [data.timeline(site) for site in data.sites],
    "ties": lambda data: [data.ties(operation) for operation in data.operations],
    "agencies_for": lambda data: [data.agencies_for(series) for series in data.series],
    "totals": lambda data: data.total(data.operations, what="arrest", of="mixed"),
    "quality": lambda data: data.quality(),
}  # fmt: skip


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_the_far_future_is_the_whole(question):
    """All kinds, all answers."""
    assert question(da) == question(da.known_by(FAR))


@laws
@given(drafts())
def test_the_far_future_is_the_whole_of_any_dataset(drafts):
    """Whatever the sources."""
    data = compiled(drafts)

    assert records_of(data) == records_of(data.known_by(FAR))


def test_a_later_day_knows_no_record_less():
    """From each day on which something came to be known to the next."""
    known = [ids_of(da.known_by(day)) for day in BUNDLED_DAYS]

    assert [] == [earlier - later for earlier, later in pairwise(known) if not earlier <= later]


@laws
@given(drafts())
def test_a_later_day_knows_no_record_less_in_any_dataset(drafts):
    """Also where a value that named a record is outranked later."""
    data = compiled(drafts)
    known = [ids_of(data.known_by(day)) for day in days_of(drafts)]

    assert [] == [earlier - later for earlier, later in pairwise(known) if not earlier <= later]


@laws
@given(drafts())
def test_what_was_known_is_what_the_known_sources_give(drafts):
    """The records as compiled from what the sources of that day tell: values, standings, counts, order of rank."""
    data = compiled(drafts)

    for day in days_of(drafts):
        assert in_order(known_records(drafts, day)) == in_order(records_of(data.known_by(day)))


@laws
@given(drafts())
def test_the_index_of_a_day_is_that_of_its_records(drafts):
    """Every question finds what a dataset of these records alone would find."""
    data = compiled(drafts)

    for day in days_of(drafts):
        seen, oracle = data.known_by(day), dataset_of(records_of(data.known_by(day)))
        keys = {line.partition(b"\t")[0].decode() for line in seen._store.whole._read("vintages.txt").splitlines()}
        asked = [key for key in sorted(keys) if not key.startswith("present ")]
        assert {key: oracle._store.index(key) for key in asked} == {key: seen._store.index(key) for key in asked}
        for first, last in (("alive 2019-01", "alive 2021-12"), ("tactic ", "tactic ~")):
            expected = [value for value in oracle._store.index_between(first, last) if value]
            assert expected == [value for value in seen._store.index_between(first, last) if value]


@laws
@given(drafts())
def test_whatever_a_known_record_names_is_known(drafts):
    """No id leads nowhere."""
    data = compiled(drafts)

    for day in days_of(drafts):
        seen = data.known_by(day)
        parts = [part for each in (*seen.operations, *seen.sites, *seen.series) for part in each.participations]
        named = {id for each in seen.operations for id in (*each.sites, *each.tactics, each.series, each.part_of) if id}
        named |= {part.party for part in parts}
        named |= {id for site in seen.sites for id in (*site.listed_tactics, *(use.tactic for use in site.tactic_uses))}
        named |= {source.menu for source in seen.sources if source.menu}
        named |= {id for menu in seen.menus for id in menu.tactics}
        assert named <= ids_of(seen)


@pytest.mark.parametrize("day", BUNDLED_DAYS)
def test_standings_of_a_day(day):
    """As the rules of evidence give them from the claims whose sources are old enough."""
    sources = {source.id: source for source in da.sources}
    known = {id for id, source in sources.items() if source.known_from <= day}
    seen = da.known_by(day)
    expected = {
        (site.id, tactic): standing(tuple(claims_known(site.use_of(tactic), known)), sources)
        for site in da.sites
        for tactic in TACTIC_IDS
    }

    assert {key: value for key, value in expected.items() if value != "unknown"} == {
        (site.id, use.tactic): use.standing for site in seen.sites for use in site.tactic_uses
    }


@laws
@given(drafts(), st.data())
def test_two_days_side_by_side(drafts, data):
    """Asking one changes nothing of the other, nor of the whole; a day within another is the earlier of both."""
    whole = compiled(drafts)
    one, other = (data.draw(st.sampled_from(days_of(drafts))) for _ in range(2))
    first, second = whole.known_by(one), whole.known_by(other)
    asked_in_turn = list(zip_longest(first.all_records(), second.all_records()))
    expected = [compiled(drafts).known_by(day).all_records() for day in (one, other)]

    assert list(zip_longest(*expected)) == asked_in_turn
    assert records_of(compiled(drafts)) == records_of(whole)
    assert records_of(whole.known_by(min(one, other))) == records_of(first.known_by(other))
