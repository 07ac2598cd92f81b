"""Records: what they print, what they derive, and that nothing changes them."""

import copy
import pickle
from datetime import date

import attrs
import pytest
from builders import (
    agency,
    claim,
    milestone,
    operation,
    organization,
    participation,
    program,
    series,
    site,
    source,
    use,
)

from demandatlas.errors import UnknownIdError
from demandatlas.parts import TacticUse
from demandatlas.records import RECORDS, Menu, Penalty, Record, Retired, Tactic, names_of
from demandatlas.when import When

EXAMPLES = (
    agency(name="FBI", id="fbi", aliases=("Federal Bureau of Investigation",), kind="federal"),
    Menu(id="menu", title="A menu", tactics=("letters", "cameras")),
    milestone("visit-2006", "2006"),
    operation("sting-2020", "2020-10"),
    organization("neighbors"),
    Penalty(id="penalty", offense="soliciting", max_jail_days=180),
    program("class"),
    Retired(id="old-name-il", successor="springfield-il", retired_on=date(2024, 1, 1), reason="renamed"),
    series("stings"),
    site(tactic_uses=(use("letters", claim(when="2011")),), latitude=39.8, population=114000),
    source(published=When("2021-11")),
    Tactic(id="letters", label="Letters", aliases=("Dear John letters",), definition="letters to buyers"),
)  # fmt: skip
by_kind = pytest.mark.parametrize("record", EXAMPLES, ids=lambda record: record.KIND)


def test_every_kind_has_an_example_here():
    """The tests below see every kind of record."""
    assert sorted(RECORDS) == sorted(record.KIND for record in EXAMPLES)


@by_kind
def test_a_record_is_frozen(record):
    """Nobody changes what others hold."""
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        record.id = "another"


@by_kind
def test_a_record_is_slotted(record):
    """A misspelt attribute has nowhere to go, and there is no dictionary to pay for."""
    assert not hasattr(record, "__dict__")


@by_kind
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_record_is_equal_after_pickle(record, protocol):
    """Under every protocol, with the same hash."""
    back = pickle.loads(pickle.dumps(record, protocol))

    assert (record, hash(record)) == (back, hash(back))


@by_kind
@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy])
def test_a_record_is_equal_after_copy(record, copied):
    """Shallow or deep."""
    assert record == copied(record)


@by_kind
def test_a_record_differs_from_one_with_another_id(record):
    """Equality looks at values."""
    assert record != attrs.evolve(record, id="another")


@by_kind
def test_a_record_takes_keywords_only(record):
    """No value lands in the wrong field by its place."""
    with pytest.raises(TypeError, match="positional"):
        type(record)("an-id")


@by_kind
def test_every_field_is_explained(record):
    """Each field stands in the docstring of its class."""
    missing = [
        field.name
        for field in attrs.fields(type(record))
        if f" {field.name}: " not in f"{Record.__doc__} {type(record).__doc__}"
    ]

    assert [] == missing


@by_kind
def test_the_columns_of_a_record_are_its_attributes(record):
    """What a table prints is there."""
    assert all(hasattr(record, column) for column in record.COLUMNS)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("agency", "FBI"), ("menu", "A menu"), ("milestone", "visit-2006"), ("penalty", "soliciting"),
        ("site", "Springfield, IL"), ("source", "The page"), ("tactic", "Letters"), ("program", "class"),
    ],
)  # fmt: skip
def test_a_record_prints_as_its_label(kind, expected):
    """The name, title, label or offense; a site with its state."""
    assert expected == str(next(record for record in EXAMPLES if kind == record.KIND))


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("agency", {"fbi", "FBI", "Federal Bureau of Investigation"}),
        ("site", {"springfield-il", "Springfield, IL", "Springfield"}),
        ("menu", {"menu", "A menu"}),
        ("tactic", {"letters", "Letters", "Dear John letters"}),
    ],
)
def test_the_names_of_a_record(kind, expected):
    """Id, label, name without the state, aliases."""
    assert expected == names_of(next(record for record in EXAMPLES if kind == record.KIND))


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        (None, date(2024, 1, 1)),
        ("2021-11", date(2021, 11, 30)),
        ("2020-11-16", date(2020, 11, 16)),
        ("../2019", date(2019, 12, 31)),
        ("2019/..", date(2024, 1, 1)),
    ],
)
def test_a_source_is_known_from(published, expected):
    """The last day of ``published``; where there is none, the day it was retrieved."""
    assert expected == source(published=None if published is None else When(published)).known_from


@pytest.mark.parametrize(
    ("successor", "expected"), [("springfield-il", "use 'springfield-il'"), (None, "nothing took its place")]
)
def test_a_retired_id_says_what_to_do(successor, expected):
    """Its successor, or that there is none."""
    assert expected == Retired(id="old-il", successor=successor, retired_on=date(2024, 1, 1), reason="renamed").remedy


def test_the_uses_of_a_site():
    """By id, label or record; a tactic of which nothing is claimed is not used, as far as we know."""
    place = site(tactic_uses=(use("letters", claim()), use("john_school", claim("not_used"))))
    letters = Tactic(id="letters", label="Letters", definition="letters to buyers")

    assert [True, True, True, False, False] == [
        place.uses(each) for each in ("letters", "Dear John Letters", letters, "john_school", "cameras")
    ]


def test_a_use_that_ended_was_a_use():
    """``uses`` asks whether it was ever used."""
    assert site(tactic_uses=(use("cameras", claim("ended", "2010")),)).uses("cameras")


def test_a_tactic_without_claims_is_unknown():
    """Unknown, with nothing claimed: not a no."""
    assert TacticUse(tactic="cameras", standing="unknown") == site().use_of("cameras")


def test_a_misspelt_tactic_of_a_site():
    """It never reads as *not used*."""
    with pytest.raises(UnknownIdError, match="'jon_school'; did you mean 'john_school'"):
        site().uses("jon_school")


@pytest.mark.parametrize(
    ("made", "prop", "role"),
    [
        (site, "partners", "partner"), (site, "neighborhood_groups", "neighborhood_group"),
        (series, "organizers", "organizer"),
        (organization, "members", "member"), (program, "run_by", "organizer"),
    ],
)  # fmt: skip
def test_the_parties_of_a_role(made, prop, role):
    """Only those that have it."""
    record = made(participations=(participation("fbi", role), participation("parole-ca", "supporter")))

    assert ("fbi",) == getattr(record, prop)
