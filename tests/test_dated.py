"""The dated index: from which day a record is known, and between which days an entry held."""

from datetime import date

import attrs
import pytest
from builders import claim, evidence, organization, participation, program, site, source, told

from demandatlas.dated import dated_index, first_days
from demandatlas.parts import TacticUse
from demandatlas.when import When

OLD, NEW, LAST = (
    source(id, published=When(day))
    for id, day in (("old", "2010-05-01"), ("new", "2020-06-01"), ("last", "2024-07-01"))
)
SOURCES = {each.id: each for each in (OLD, NEW, LAST)}


def named_by(party, *sources):
    return attrs.evolve(participation(party), evidence=tuple(map(evidence, sources)))


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([organization("a", statements=(told("name", "a", "new", "old"),))], date(2010, 5, 1)),
        # named by another one later on, or before
        (
            [
                organization("a", statements=(told("name", "a", "old"),)),
                site(participations=(named_by("a", "new"),), statements=(told("name", "x", "new"),)),
            ],
            date(2010, 5, 1),
        ),
        (
            [
                organization("a", statements=(told("name", "a", "new"),)),
                site(participations=(named_by("a", "old"),), statements=(told("name", "x", "old"),)),
            ],
            date(2010, 5, 1),
        ),
        # of which no source tells anything: known when it is first named, or never
        (
            [organization("a"), site(participations=(named_by("a", "new"),), statements=(told("name", "x", "old"),))],
            date(2020, 6, 1),
        ),
        ([organization("a"), site(participations=(named_by("a"),))], date.max),
        ([organization("a")], date.max),
        # named in a field that can change, told later than the record
        (
            [
                program("class", statements=(told("name", "x", "old"),)),
                organization("b", statements=(told("name", "b", "old"), told("sites", ("a",), "new"))),
                organization("a"),
            ],
            date(2020, 6, 1),
        ),
    ],
)
def test_the_day_from_which_a_record_is_known(records, expected):
    """The first on which it is told, or named by another one."""
    assert expected == first_days(records, SOURCES)["a"]


def test_what_a_standing_was_between_two_sources():
    """Each as the sources that were known by then tell it: the denial speaks for the time up to its own source."""
    claims = (claim("used", "2005", "old"), claim("not_used", None, "new"), claim("used", "2022", "last"))
    use = TacticUse(tactic="letters", standing="disputed", claims=claims)
    place = site("a-il", tactic_uses=(use,), statements=(told("name", "A", "old"), told("state", "IL", "old")))
    held = dict(dated_index([OLD, NEW, LAST, place]))["tactic letters IL"].split()
    standings = [each.partition(",")[0] + each.rpartition(";")[2] for each in held]

    assert [
        "a-il=disputed2024-07-01/9999-12-31",
        "a-il=disputed2020-06-01/2024-06-30",
        "a-il=used2010-05-01/2020-05-31",
    ] == standings
