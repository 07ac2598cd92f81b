"""Changes between two datasets: what they are called, what they hold, how they read."""

from datetime import date

import attrs
import pytest
from builders import agency, claim, dataset, evidence, operation, outcome, participation, site, told, use

import demandatlas as da
from demandatlas.count import Count
from demandatlas.diff import Change, apply, changes_between, grouped
from demandatlas.parts import ReportedUse
from demandatlas.records import Retired, Tactic
from demandatlas.when import When

LETTERS = Tactic(id="letters", label="Letters", definition="letters")


def counted(count, **fields):
    return operation("sting", outcomes=(outcome("arrests", count, **fields),))


def dated(when, *sources):
    return operation("sting", when, statements=(told("when", When(when), *sources),))


def using(*claims):
    return site(tactic_uses=(use("letters", *claims),))


def reporting(places, when="2013", source="page"):
    reported = ReportedUse(places=places, when=When(when), evidence=(evidence(source),))
    return attrs.evolve(LETTERS, reported=(reported,))


def whats(old, new):
    return [(change.field, change.what) for change in changes_between([old], [new])]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (dated("2020"), dated("2020"), []),
        (dated("2020"), dated("2020-10"), [("when", "narrowed")]),
        (dated("2020-10"), dated("2020"), [("when", "widened")]),
        (dated("2020"), dated("2021"), [("when", "corrected")]),
        (dated("2020"), dated("2020~"), [("when", "corrected")]),
        (dated("2020"), dated("2020", "page", "other"), [("when", "re-sourced")]),
        (operation("sting"), operation("sting", "2020"), [("when", "added")]),
        (operation("sting", "2020"), operation("sting"), [("when", "retired")]),
        (operation("sting"), operation("sting", sites=("a",)), [("sites", "added")]),
        (operation("sting", name="A"), operation("sting", name="B"), [("name", "corrected")]),
        (counted(Count.at_least(3)), counted(Count.exact(3)), [("outcomes:arrests", "narrowed")]),
        (counted(Count.exact(3)), counted(Count.at_least(3)), [("outcomes:arrests", "widened")]),
        (counted(Count.exact(3)), counted(Count.exact(4)), [("outcomes:arrests", "corrected")]),
        (counted(Count(1, 2, 9)), counted(Count(1, 3, 9)), [("outcomes:arrests", "corrected")]),
        (counted(Count(1, None, 9)), counted(Count(1, 3, 9)), [("outcomes:arrests", "narrowed")]),
        (counted(Count(2, None, 5)), counted(Count(1, None, 9)), [("outcomes:arrests", "widened")]),
        (counted(Count(1, None, 5)), counted(Count(2, None, 9)), [("outcomes:arrests", "corrected")]),
        (counted(Count.exact(3)), counted(Count.exact(3), of="mixed"), [("outcomes:arrests", "corrected")]),
        (
            counted(Count.exact(3)),
            counted(Count.exact(3), rivals=(Count.exact(4),)),
            [("outcomes:arrests", "re-sourced")],
        ),
        (operation("sting"), counted(Count.exact(3)), [("outcomes:arrests", "added")]),
        (counted(Count.exact(3)), operation("sting"), [("outcomes:arrests", "retired")]),
        (
            operation("sting", participations=(participation("fbi"),)),
            operation("sting", participations=(participation("fbi", note="Late."),)),
            [("participations:fbi:participant", "corrected")],
        ),
        (
            operation("sting", participations=(participation("fbi"), participation("dea"))),
            operation("sting", participations=(participation("dea"), participation("fbi"))),
            [("participations", "reordered")],
        ),
        (
            operation("sting", participations=(participation("fbi"), participation("fbi", note="Twice."))),
            operation("sting", participations=(participation("fbi"),)),
            [("participations", "corrected")],
        ),
        (
            operation("sting", name="A", participations=(participation("fbi"), participation("fbi", note="Twice."))),
            operation("sting", name="B", participations=(participation("fbi"), participation("fbi", note="Twice."))),
            [("name", "corrected")],
        ),
        (using(claim("used")), using(claim("used"), claim("not_used")), [("tactic_uses:letters", "standing")]),
        (using(claim("used", "2011")), using(claim("used", "2011-05")), [("tactic_uses:letters", "narrowed")]),
        (using(claim("used", "2011-05")), using(claim("used", "2011")), [("tactic_uses:letters", "widened")]),
        (using(claim("used")), using(claim("used", "2011")), [("tactic_uses:letters", "added")]),
        (
            using(claim("used", per_year=Count.at_least(1))),
            using(claim("used", per_year=Count.exact(2))),
            [("tactic_uses:letters", "narrowed")],
        ),
        (using(claim("used")), using(claim("used", note="By mail.")), [("tactic_uses:letters", "corrected")]),
        (using(claim("used")), using(claim("used"), claim("used", "2011")), [("tactic_uses:letters", "added")]),
        (using(claim("used"), claim("used", "2011")), using(claim("used")), [("tactic_uses:letters", "retired")]),
        (
            using(claim("used", "1999")),
            using(claim("used", "2011"), claim("used", "2012")),
            [("tactic_uses:letters", "corrected")],
        ),
        (using(claim("used")), using(claim("used", None, "other")), [("tactic_uses:letters", "re-sourced")]),
        (reporting(Count.at_least(50)), reporting(Count.exact(60)), [("reported:2013:page L1", "narrowed")]),
        (
            reporting(Count.exact(60)),
            reporting(Count.exact(60), source="other"),
            [("reported:2013:page L1", "retired"), ("reported:2013:other L1", "added")],
        ),
        (
            site(statements=(told("name", "Springfield"), told("state", "IL"))),
            site(statements=(told("state", "IL"), told("name", "Springfield"))),
            [("statements", "reordered")],
        ),
    ],
)
def test_what_changed(old, new, expected):
    """The field, and what became of it; the changes applied to the old record give the new one."""
    assert (expected, (new,)) == (whats(old, new), apply(changes_between([old], [new]), [old]))


def test_a_note_of_a_report():
    """A note is corrected, evidence alone is re-sourced."""
    old = reporting(Count.exact(60))
    new = attrs.evolve(old, reported=(attrs.evolve(old.reported[0], note="Rounded."),))

    assert [("reported:2013:page L1", "corrected")] == whats(old, new)


def test_records_that_came_and_went():
    """By kind and id."""
    old, new = [agency("dea"), operation("sting")], [agency("fbi"), operation("sting")]

    assert [("agency", "dea", "retired"), ("agency", "fbi", "added")] == [
        (change.kind, change.record, change.what) for change in changes_between(old, new)
    ]


def test_what_a_change_holds():
    """Record, field, before, after, and what was told of it then and now."""
    old, new = dated("2020", "a"), dated("2021", "b")

    assert (
        Change(
            kind="operation",
            record="sting",
            what="corrected",
            field="when",
            before=When("2020"),
            after=When("2021"),
            told_before=old.statements,
            told_after=new.statements,
        ),
    ) == changes_between([old], [new])


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (dated("2020", "a"), dated("2021", "a", "b"), ["b"]),
        (dated("2020", "a", "b"), dated("2020", "a"), ["a"]),
        (counted(Count.exact(3)), counted(Count.exact(3), rivals=(Count.exact(4),)), ["page"]),
        (using(claim("used", None, "a")), using(claim("used", None, "a"), claim("not_used", None, "b")), ["b"]),
        (
            operation("sting"),
            operation("sting", participations=(participation("fbi"),)),
            ["page"],
        ),
        (dated("2020", "a"), operation("sting"), []),
    ],
)
def test_the_evidence_that_moved_it(old, new, expected):
    """What supports the new state and not the old; where there is none of that, all that supports it."""
    (change,) = changes_between([old], [new])

    assert expected == [piece.source for piece in change.evidence]


def test_the_evidence_of_a_new_record():
    """Also that of its parts."""
    place = site(statements=(told("name", "Springfield", "a"),), tactic_uses=(use("letters", claim()),))
    (change,) = changes_between([], [attrs.evolve(place, participations=(participation("fbi"),))])

    assert ["a", "page"] == [piece.source for piece in change.evidence]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (None, dated("2020", "a", "b"), "operation sting: added (a, b)"),
        (operation("sting"), None, "operation sting: retired"),
        (dated("2020", "a"), dated("2020-10", "b"), "operation sting, when: narrowed, 2020 -> October 2020 (b)"),
        (dated("2020", "a"), dated("2020", "b"), "operation sting, when: re-sourced, 2020 (b)"),
        (operation("sting", "2020"), operation("sting"), "operation sting, when: retired, 2020 -> nothing"),
        (
            operation("sting", sites=("a",)),
            operation("sting", sites=("a", "b")),
            "operation sting, sites: corrected, a -> a, b",
        ),
        (
            counted(Count.exact(3)),
            counted(Count.at_least(3)),
            "operation sting, outcomes:arrests: widened, 3 arrest (buyers) -> at least 3 arrest (buyers) (page)",
        ),
        (
            using(claim()),
            using(claim(), claim("not_used")),
            "site springfield-il, tactic_uses:letters: standing, used by 1 claim -> disputed by 2 claims (page)",
        ),
        (
            operation("sting"),
            operation("sting", participations=(participation("fbi"),)),
            "operation sting, participations:fbi:participant: added, nothing -> participant (page)",
        ),
        (
            LETTERS,
            reporting(Count.exact(60)),
            "tactic letters, reported:2013:page L1: added, nothing -> 60 (page)",
        ),
        (
            None,
            Retired(id="old", successor="new", retired_on=date(2024, 1, 1), reason="renamed"),
            "the id old is retired: renamed; use 'new'",
        ),
        (
            None,
            Retired(id="old", retired_on=date(2024, 1, 1), reason="told wrongly"),
            "the id old is retired: told wrongly; nothing took its place",
        ),
    ],
)
def test_a_change_reads_as_a_line_of_a_changelog(old, new, expected):
    """Who, what, from, to, and who says so."""
    (change,) = changes_between([old] if old else [], [new] if new else [])

    assert expected == str(change)


def test_changes_of_datasets():
    """Bundled, opened, built by hand, or as of a day; here what the release on 2021 told of the edition of 2020."""
    changes = [each for each in da.changes(da.known_by("2020"), da.known_by("2021")) if each.record == "hot-spots-2020"]

    assert ["operation hot-spots-2020, edition: added, nothing -> 4 (sacda-hot-spots-2021)"] == [*map(str, changes)]
    assert ("agency", "fbi") == next((each.kind, each.record) for each in da.changes(dataset(), dataset(agency("fbi"))))


def test_groups_of_changes():
    """Whole records before values, then by what was done and the kind."""
    old = [operation("sting", "2020"), agency("dea"), agency("fbi", name="A")]
    new = [operation("sting", "2021"), operation("raid"), agency("fbi", name="B")]

    assert [
        ("added", "operation"),
        ("retired", "agency"),
        ("corrected values", "agency"),
        ("corrected values", "operation"),
    ] == list(grouped(changes_between(old, new)))


def test_applied_to_something_else():
    """A change of a record that is not there cannot be applied."""
    with pytest.raises(KeyError):
        apply(changes_between([dated("2020")], [dated("2021")]), [])


def test_what_is_no_part():
    """Parts of a foreign class have no key."""
    with pytest.raises(TypeError, match="Evidence is no part of a record; give the parts of one"):
        changes_between([operation("a", participations=(evidence(),))], [operation("a")])
