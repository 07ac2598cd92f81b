"""Laws of ``changes``: applied to the old records, they give the new ones."""

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import instances
from vintages import compiled, days_of, drafts

import demandatlas as da
from demandatlas.diff import apply, changes_between
from demandatlas.records import RECORDS

laws = settings(deadline=None, max_examples=40)


def by_kind_and_id(records):
    return tuple(sorted(records, key=lambda record: (record.KIND, record.id)))


def pairs():
    """Two records of one kind and id, whatever else they hold."""
    made = st.sampled_from(sorted(RECORDS)).flatmap(lambda kind: st.tuples(*[instances(RECORDS[kind])] * 2))
    return made.map(lambda pair: (attrs.evolve(pair[0], id="same"), attrs.evolve(pair[1], id="same")))


@laws
@given(pairs())
def test_one_record_made_another(pair):
    """Any two of one id; every field of the new one follows from the changes."""
    old, new = pair

    assert (new,) == apply(changes_between([old], [new]), [old])


@laws
@given(drafts(), drafts())
def test_one_dataset_made_another(old, new):
    """Added, retired, corrected, re-sourced: nothing is lost."""
    before, after = compiled(old), compiled(new)

    assert by_kind_and_id(after.all_records()) == apply(da.changes(before, after), before.all_records())


@laws
@given(drafts(), st.data())
def test_one_day_made_another(drafts, data):
    """Forward and back."""
    whole = compiled(drafts)
    old, new = (whole.known_by(data.draw(st.sampled_from(days_of(drafts)))) for _ in range(2))

    assert by_kind_and_id(new.all_records()) == apply(da.changes(old, new), old.all_records())


@pytest.mark.parametrize("old", ["1900", "2020", "2021-01", "2022", "2026-12"])
@pytest.mark.parametrize("new", ["1900", "2020", "2021-01", "2022", "2026-12"])
def test_the_bundled_data_from_day_to_day(old, new):
    """Any day to any other."""
    before, after = da.known_by(old), da.known_by(new)

    assert by_kind_and_id(after.all_records()) == apply(da.changes(before, after), before.all_records())


@laws
@given(drafts())
def test_nothing_changes_between_a_dataset_and_itself(drafts):
    """However often it is compiled."""
    assert () == da.changes(compiled(drafts), compiled(drafts))


@laws
@given(drafts(), drafts())
def test_every_change_is_one(old, new):
    """No change leaves all as it was, and each names its record once for a field."""
    changes = da.changes(compiled(old), compiled(new))
    named = [(change.kind, change.record, change.field) for change in changes]

    assert [] == [
        change for change in changes if (change.before, change.told_before) == (change.after, change.told_after)
    ]
    assert len(set(named)) == len(named)
    assert all("\n" not in str(change) and change.record in str(change) for change in changes)
