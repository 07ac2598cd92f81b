"""Retired ids: they lead to their successors, with a warning that says since when, why, and what to use."""

import warnings
from datetime import date

import pytest
from builders import agency, dataset, operation, participation, site

import demandatlas as da
from demandatlas.errors import RetiredIdWarning, UnknownIdError
from demandatlas.records import Retired


def retired(id, successor=None, on=date(2026, 11, 22), reason="told twice"):
    return Retired(id=id, successor=successor, retired_on=on, reason=reason)


DATA = dataset(
    site("new-il"),
    agency("fbi"),
    operation("sting", sites=("new-il",), participations=(participation("fbi"),)),
    retired("old-il", "new-il"),
    retired("older-il", "old-il", date(2025, 1, 1), "renamed"),
    retired("sting-2020", "sting"),
    retired("gone-il"),
    retired("here-il", "there-il"),
    retired("there-il", "here-il"),
)
OLD = "the id 'old-il' was retired on 2026-11-22 (told twice); use 'new-il'"


def heard(ask):
    """The answer, and the warnings that came with it."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        answer = ask()
    return answer, [(each.category, str(each.message), each.filename) for each in caught]


@pytest.mark.parametrize(
    ("ask", "expected"),
    [
        (lambda: DATA.sites["old-il"].id, "new-il"),
        (lambda: DATA.sites.get("old-il").id, "new-il"),
        (lambda: "old-il" in DATA.sites, True),
        (lambda: DATA.timeline("old-il").asked, "timeline('new-il')"),
        (lambda: DATA.ties("old-il").ids, ("sting:fbi:participant",)),
        (lambda: DATA.agencies_for("old-il").ids, ("fbi",)),
        (lambda: DATA.operations_between(site="old-il").ids, ()),
        (lambda: DATA.tactics_of("old-il").ids, ()),
        (lambda: DATA.why("old-il", "name"), ()),
        (lambda: DATA.sites["Old IL"].id, "new-il"),
    ],
)
def test_a_retired_id_leads_on(ask, expected):
    """In tables and in questions, with one warning, which points at the line that asked."""
    assert (expected, [(RetiredIdWarning, OLD, __file__)]) == heard(ask)


def test_what_the_warning_holds():
    """A program can read it."""
    with pytest.warns(RetiredIdWarning) as caught:
        _ = DATA.sites["old-il"]
    warning = caught[0].message

    assert ("old-il", date(2026, 11, 22), "told twice", "new-il") == (
        warning.id,
        warning.retired_on,
        warning.reason,
        warning.successor,
    )


def test_over_several_steps():
    """One warning: the reason of the id that was asked for, and the id that is in use."""
    expected = "the id 'older-il' was retired on 2025-01-01 (renamed); use 'new-il'"

    assert ("new-il", [(RetiredIdWarning, expected, __file__)]) == heard(lambda: DATA.sites["older-il"].id)


def test_nothing_took_its_place():
    """It is no id of anything; the warning says why, once, whatever kinds were looked for."""
    expected = "the id 'gone-il' was retired on 2026-11-22 (told twice); nothing took its place"

    def miss():
        with pytest.raises(UnknownIdError, match="no record is called 'gone-il'"):
            DATA.ties("gone-il")

    assert (None, [(RetiredIdWarning, expected, __file__)]) == heard(lambda: DATA.sites.get("gone-il"))
    assert (None, [(RetiredIdWarning, expected, __file__)]) == heard(miss)


@pytest.mark.parametrize("asked", ["sting-2020", "here-il", "nowhere-il"])
def test_no_successor_of_this_kind(asked):
    """An operation is no site, a loop leads nowhere: a miss like any other, without a warning."""
    assert (None, []) == heard(lambda: DATA.sites.get(asked))


def test_an_answer_that_does_not_hold_the_successor():
    """It is warned of, and a miss all the same."""
    assert (False, [(RetiredIdWarning, OLD, __file__)]) == heard(lambda: "old-il" in DATA.sites[:0])


def test_an_id_in_use_gives_no_warning():
    """Also for a record."""
    assert (True, []) == heard(lambda: DATA.sites["new-il"] in DATA.sites)


def test_the_table_of_retired_ids():
    """They are records as all others."""
    assert ("new-il", ["old-il", "older-il"]) == (
        DATA.retired["old-il"].successor,
        [each.id for each in DATA.retired if each.reason != "told twice" or each.id == "old-il"],
    )


def test_bundled_retired_ids_lead_to_records():
    """None of them is in use, all successors are."""
    used = {record.id for record in da.all_records() if record.KIND != "retired"}

    assert [] == [each.id for each in da.retired if each.id in used or (each.successor and each.successor not in used)]


def test_through_the_module():
    """The warning points at the user's line there too."""
    answer, caught = heard(lambda: [da.sites.get(each.id) for each in da.retired])

    assert (len(da.retired), {__file__} if caught else set()) == (len(answer), {file for _, _, file in caught})
