"""Operations: told by several pages and copies, written as one seed."""

from typing import Any

import pytest

from demandatlas.count import Count
from demandatlas.curate.importing import events
from demandatlas.curate.importing.events import Telling


def count(what: str = "arrest", of: str = "buyers", number: int = 12, **changes: Any) -> dict[str, Any]:
    """A coded outcome."""
    return {"what": what, "of": of, "low": number, "best": number, "high": number, "offense": None, **changes}


def coded(**changes: Any) -> dict[str, Any]:
    """A coded operation."""
    plain: dict[str, Any] = {"when": "2014-11", "name": None, "methods": ["street"], "outcomes": [], "note": ""}
    return {**plain, **changes}


def telling(
    source: str = "one", parties: tuple[str, ...] = (), decided: dict[str, Any] | None = None, **changes: Any
) -> Telling:
    """What one page tells of an operation in Dothan."""
    return Telling("dothan-al", "Dothan", source, coded(**changes), ("reverse_stings",), parties, decided or {})


def tables(name: str, *tellings: Telling) -> list[dict[str, Any]]:
    """The tables of one name in the seed of these tellings."""
    return [table for kind, table in events.operation_seed(list(tellings)) if kind == name]


@pytest.mark.parametrize(
    ("changes", "number", "expected"),
    [
        ({}, 1, "dothan-al-street-2014-11"),
        ({}, 2, "dothan-al-street-2014-11-2"),
        ({"methods": ["street", "web"]}, 1, "dothan-al-web-2014-11"),
        ({"methods": ["unknown"], "when": None}, 1, "dothan-al-operation"),
        ({"name": "Operation: Hot Spots", "when": "198X/.."}, 1, "dothan-al-operation-hot-spots-198x"),
        ({"when": "../2014"}, 1, "dothan-al-street-2014"),
        ({"when": "2020-12-07/2021-01-09"}, 1, "dothan-al-street-2020-12-07"),
    ],
)
def test_the_id_of_an_operation(changes: dict[str, Any], number: int, expected: str) -> None:
    """Place, name or method, and the beginning of its time."""
    assert expected == events.operation_id("dothan-al", coded(**changes), number)


@pytest.mark.parametrize(
    ("when", "number", "expected"),
    [("2014-11", 1, "dothan-al 2014-11"), ("2014-11", 2, "dothan-al 2014-11 #2"), (None, 1, "dothan-al undated")],
)
def test_how_a_decision_names_an_operation(when: str | None, number: int, expected: str) -> None:
    """By place and date as coded, which the page's reading decides."""
    assert expected == events.key_of("dothan-al", coded(when=when), number)


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        ((12, 12, 12), 12),
        ((0, 0, 0), 0),
        ((3, None, None), ">=3"),
        ((0, None, 22), "<=22"),
        ((None, 22, 22), "<=22"),
        ((20, None, 30), "20..30"),
        ((None, 100, None), "~100"),
        ((None, None, None), None),
    ],
)
def test_counts_as_a_seed_writes_them(bounds: tuple[int | None, ...], expected: int | str | None) -> None:
    """Every text is one that a count can be read from."""
    text = events.count_text(*bounds)
    assert isinstance(text, str) <= bool(Count.parse(str(text)) if isinstance(text, str) else True)
    assert expected == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("arrest buyers 12", 12),
        ("arrest buyers >=12 soliciting a minor", ">=12"),
        ("ad_response unknown ~300", "~300"),
    ],
)
def test_counts_as_a_decision_writes_them(text: str, expected: int | str) -> None:
    """A decision and a coding give the same tables."""
    (table,) = events.outcomes([events.counted(text)])
    assert expected == table["count"]


def test_an_offense_that_a_decision_names() -> None:
    """The words after the count."""
    assert "soliciting a minor" == events.counted("arrest buyers 12 soliciting a minor")["offense"]


def test_keys_name_unit_and_group_and_stay_apart() -> None:
    """An unknown group has no word; the second of a kind has a number; what is no unit is left out."""
    rows = [
        count(),
        count(),
        count(of="unknown"),
        count("attendance"),
        count("other"),
        count(low=None, best=None, high=None),
    ]
    assert ["arrests-buyers", "arrests-buyers-2", "arrests", "participants-buyers"] == [
        table["key"] for table in events.outcomes(rows)
    ]


def test_an_offense_has_no_grade() -> None:
    """What stands in brackets is the grade of the offense."""
    (table,) = events.outcomes([count(offense="prostitution (class B misdemeanor)")])
    assert "prostitution" == table["offense"]


def test_parts_of_a_mixed_count_are_its_parts() -> None:
    """Twenty buyers of forty-two arrested are not to be added to them."""
    rows = [count(of="mixed", number=42), count(number=20), count(of="sellers", number=13)]
    assert [None, "arrests-mixed", "arrests-mixed"] == [
        table.get("part_of") for table in tables("outcomes", telling(outcomes=rows))
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [count(of="mixed", number=5), count(number=20)],
        [count(of="mixed", high=None, best=None), count(number=2)],
        [count("citation", "mixed", 42), count(number=20)],
    ],
)
def test_counts_that_do_not_fit_are_no_parts(rows: list[dict[str, Any]]) -> None:
    """Too many, not known exactly, or in another unit."""
    assert [None, None] == [table.get("part_of") for table in tables("outcomes", telling(outcomes=rows))]


def test_parts_can_be_decided() -> None:
    """Where only a reader can tell what is a part of what."""
    rows = [count(of="unknown", number=9), count(of="exploiters", number=3)]
    decided = {"parts": {"arrests-exploiters": "arrests"}}
    assert [None, "arrests"] == [
        table.get("part_of") for table in tables("outcomes", telling(outcomes=rows, decided=decided))
    ]


def test_a_count_told_twice_has_the_evidence_of_both() -> None:
    """City and county tell the same number."""
    (table,) = tables("outcomes", telling(outcomes=[count()]), telling("two", outcomes=[count()]))
    assert ["two"] == [piece["source"] for piece in table["also"]]


def test_two_copies_of_one_source_are_no_further_evidence() -> None:
    """The same source does not confirm itself."""
    (table,) = tables("outcomes", telling(outcomes=[count()]), telling(outcomes=[count()]))
    assert "also" not in table


def test_rival_counts_stand_side_by_side() -> None:
    """The same key with another number."""
    found = tables("outcomes", telling(outcomes=[count()]), telling("two", outcomes=[count(number=13)]))
    assert [("arrests-buyers", 12), ("arrests-buyers", 13)] == [(table["key"], table["count"]) for table in found]


def test_decided_outcomes_take_the_place_of_the_coded() -> None:
    """Also when they are none."""
    assert [] == tables("outcomes", telling(outcomes=[count()], decided={"outcomes": []}))


def test_a_name_given_is_told() -> None:
    """Without quotation marks."""
    name = "Operation \u201cBack to Skool\u201d"
    assert ["Operation Back to Skool"] == [
        table["name"] for table in tables("told", telling(name=name)) if "name" in table
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "Dothan street operation of November 2014"),
        ({"methods": [], "when": None}, "Dothan operation without a date"),
        ({"decided": {"name": "Ours"}}, "Ours"),
    ],
)
def test_an_operation_without_a_name_gets_a_description(changes: dict[str, Any], expected: str) -> None:
    """In our own words, and said to be ours."""
    (table,) = (table for table in tables("told", telling(**changes)) if "name" in table)
    assert (expected, "derived") == (table["name"], table["basis"])


def test_one_force_alone_is_the_organizer() -> None:
    """Where nobody else is named."""
    assert "organizer" == tables("participations", telling(parties=("a",)))[0]["role"]


@pytest.mark.parametrize(
    ("parties", "note"), [(("a", "b"), ""), (("a",), "joint with a town"), (("a",), "with another town's police")]
)
def test_several_forces_take_part(parties: tuple[str, ...], note: str) -> None:
    """Who led is not told, even where one of several is named."""
    assert "participant" == tables("participations", telling(parties=parties, note=note))[0]["role"]


def test_two_operations_counted_together_are_not_joint() -> None:
    """A joint count is not a joint operation."""
    assert "organizer" == tables("participations", telling(parties=("a",), note="two with one joint count"))[0]["role"]


def test_nobody_named_takes_no_part() -> None:
    """No table without a party."""
    assert [] == tables("participations", telling())


def test_the_place_in_a_larger_whole_is_derived() -> None:
    """Series, edition and whole are decided, with the reason."""
    decided = {"series": "s", "edition": 4, "part_of": "p", "why": "From the name."}
    (table,) = (table for table in tables("told", telling(decided=decided)) if "series" in table)
    assert ("derived", "From the name.", 4, "p") == tuple(table[key] for key in ("basis", "note", "edition", "part_of"))


def test_sites_decided_hold_for_every_telling() -> None:
    """A telling's own decision stands before that of another."""
    first, third = telling(decided={"sites": ["a", "b"]}), telling("three", decided={"note": "n", "sites": ["c"]})
    assert [["a", "b"], ["a", "b"]] == [table["sites"] for table in tables("told", first, telling("two"))[1:]]
    assert [["a", "b"], ["c"]] == [table["sites"] for table in tables("told", first, third)[1:]]


def test_a_second_reading_stands_in_the_evidence() -> None:
    """Two readings are said, one is not."""
    assert (2, None) == (telling(readings=2).evidence["readings"], telling(readings=1).evidence["readings"])


def test_further_sources_tell_of_it_too() -> None:
    """A decision can add what a newspaper tells."""
    decided = {"further": [{"source": "paper", "when": "2014-11-05", "outcomes": ["arrest buyers 12"]}]}
    (more,) = events.further(telling(decided=decided))
    assert ("paper", "2014-11-05", 12) == (more.source, more.row["when"], more.row["outcomes"][0]["best"])
