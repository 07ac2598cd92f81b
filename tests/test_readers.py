"""The readers made from the attrs fields: they take exactly what the strict converter takes, and give the same."""

import json
from copy import deepcopy
from datetime import date
from threading import Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import records

from demandatlas.convert import converter
from demandatlas.count import Count
from demandatlas.parts import Evidence, Statement, TacticClaim
from demandatlas.readers import count_of, reader_of, value_of
from demandatlas.records import RECORDS, Operation, Retired, Site
from demandatlas.store import bundled_files, file_of
from demandatlas.when import When

REFUSED = object()
PLACE = {"id": "x-il", "name": "X", "state": "IL", "kind": "city"}


def result(read, plain):
    """What is made of plain values, or that they are refused, whatever the reason."""
    try:
        return read(deepcopy(plain))
    except Exception:
        return REFUSED


def exactly(value):
    """A value with the types of all that it holds, so that 1, 1.0 and True differ."""
    return repr(value)


def both(plain, kind):
    """What the reader makes of plain values, and what the converter makes of them."""
    return result(reader_of(kind), plain), result(lambda each: converter().structure(each, kind), plain)


@pytest.mark.parametrize("kind", sorted(RECORDS))
def test_every_bundled_record(kind):
    """As the converter structures it, down to the types."""
    lines = bytes(bundled_files()(file_of(kind))).splitlines()
    pairs = [both(json.loads(line), RECORDS[kind]) for line in lines]

    assert [(each, exactly(each)) for _, each in pairs] == [(each, exactly(each)) for each, _ in pairs]


@given(records())
def test_any_record(record):
    """Written and read again, it is the same."""
    plain = json.loads(json.dumps(converter().unstructure(record)))

    assert record == reader_of(type(record))(plain)


@st.composite
def mutated(draw):
    """The plain values of a record with one of them, however deep, changed, taken out, doubled, or put in."""
    record = draw(records())
    plain = json.loads(json.dumps(converter().unstructure(record)))
    place = draw(st.sampled_from(sorted(paths(plain), key=repr)))
    inside = plain
    for step in place[:-1]:
        inside = inside[step]
    if draw(st.booleans()):
        inside[place[-1]] = draw(VALUES)
    else:
        del inside[place[-1]]
    if isinstance(inside, dict) and draw(st.integers(0, 9)) == 0:
        inside[draw(st.sampled_from(("colour", "note", "basis", "when")))] = draw(VALUES)
    return type(record), plain


VALUES = st.sampled_from(
    (
        *(None, True, False, 0, 1, 1.0, -3, "", "city", "used", "2021", "2021-10-05", "20211005", "2021-W01-1", "198X"),
        *([], {}, ["letters"], ["nothing"], [1], [None], [1, None, None], [1.0, 1, 1], [True, None, None], [3, 2, 1]),
        *({"when": "2021"}, {"when": 5}, {"count": [1, None, None]}, {"count": "1"}, {"colour": 1}),
        {"when": "2021", "count": [1, 1, 1]},
        *([{"source": "a", "locator": "b"}], {"source": "a", "locator": "b"}, [{"source": 1, "locator": "b"}], [[]]),
    )
)  # fmt: skip


def paths(plain, before=()):
    """The way to every value in plain values."""
    inner = plain.items() if isinstance(plain, dict) else enumerate(plain) if isinstance(plain, list) else ()
    for step, value in inner:
        yield (*before, step)
        yield from paths(value, (*before, step))


@settings(max_examples=600)
@given(mutated())
def test_what_is_not_as_it_should_be(given):
    """Both refuse it, or both give the same, down to the types."""
    kind, plain = given
    read, structured = both(plain, kind)

    assert (read is REFUSED, exactly(structured)) == (structured is REFUSED, exactly(read))


@pytest.mark.parametrize(
    ("kind", "plain", "expected"),
    [
        (str, "a", "a"),
        (int, 3, 3),
        (float, 3.0, 3.0),
        (date, "2021-10-05", date(2021, 10, 5)),
        (When, "2021-10", When("2021-10")),
        (Count, [3, None, None], Count.at_least(3)),
        (When | None, None, None),
        (When | None, "2021", When("2021")),
        (tuple[str, ...], ["a", "b"], ("a", "b")),
        (Evidence, {"source": "a", "locator": "L1"}, Evidence(source="a", locator="L1")),
        (Site, PLACE, Site(**PLACE)),
    ],
)
def test_what_each_type_is_read_from(kind, plain, expected):
    """Plain values of the right type, and those that stand for a date, a day or a count."""
    assert expected == reader_of(kind)(deepcopy(plain))


@pytest.mark.parametrize(
    ("kind", "plain"),
    [
        (str, 1),
        (int, True),
        (int, 1.0),
        (float, 1),
        (date, "20211005"),
        (date, "2021-W01-1"),
        (date, 20211005),
        (When, "soon"),
        (When, 2021),
        (Count, [1, 1]),
        (Count, [1.0, 1, 1]),
        (Count, [True, True, True]),
        (Count, "1"),
        (tuple[str, ...], "ab"),
        (tuple[str, ...], [1]),
        (Evidence, {"source": "a"}),
        (Evidence, {"source": "a", "locator": "L1", "colour": "red"}),
        (Evidence, {"source": "a", "locator": "L1", "readings": True}),
        (Evidence, {"source": "a", "locator": ["L1"]}),
        (Evidence, ["source", "locator"]),
        (Site, {**PLACE, "kind": "planet"}),
        (Site, {**PLACE, "population": "many"}),
        (Site, [PLACE]),
    ],
)
def test_what_is_refused(kind, plain):
    """A wrong type is an error, never a conversion; the converter refuses the same."""
    assert (REFUSED, REFUSED) == both(plain, kind)


@pytest.mark.parametrize(
    ("plain", "expected"),
    [
        ("a", "a"),
        (1, 1),
        (1.5, 1.5),
        (["a"], ("a",)),
        ({"when": "2021"}, When("2021")),
        ({"count": [1, 1, 1]}, Count.exact(1)),
    ],
)
def test_what_a_statement_can_hold(plain, expected):
    """Dates and counts are tagged as what they are."""
    assert expected == value_of(plain)


@pytest.mark.parametrize("plain", [None, True, [1], {}, {"colour": 1}, {"when": "2021", "count": [1, 1, 1]}])
def test_what_no_statement_can_hold(plain):
    """Refused, with what it is."""
    with pytest.raises(TypeError, match="is not a value that a statement can hold"):
        value_of(plain)


@pytest.mark.parametrize("plain", [[1, 2], "123", (1, 1, 1), None])
def test_what_is_no_count(plain):
    """Only a list of three."""
    with pytest.raises(TypeError, match="is not the list of low, best and high"):
        count_of(plain)


def test_one_and_true_are_not_the_same_for_having_been_read_before():
    """What is shared is shared by type, too."""
    told = {"source": "a", "locator": "L1"}
    reader_of(Evidence)({**told, "readings": 1})

    assert result(reader_of(Evidence), {**told, "readings": True}) is REFUSED


def test_equal_evidence_is_shared():
    """A record gives the same evidence many times; one object is enough."""
    piece = {"source": "a", "locator": "L1"}
    first, second = (
        reader_of(Statement)({"field": field, "value": "X", "evidence": [dict(piece)]}) for field in ("name", "state")
    )

    assert first.evidence[0] is second.evidence[0]


def test_readers_are_made_once():
    """For each type, one."""
    assert reader_of(Operation) is reader_of(Operation)


def test_a_class_without_anything_plain():
    """The retired ids, whose day is read from text."""
    told = {"id": "old", "retired_on": "2024-01-01", "reason": "doubled"}

    assert Retired(id="old", retired_on=date(2024, 1, 1), reason="doubled") == reader_of(Retired)(told)


def test_threads_read_alike():
    """Shapes that two threads learn at once are the same shapes."""
    told = {"stance": "used", "when": "2021", "evidence": [{"source": "a", "locator": "L1"}]}
    found = []
    threads = [Thread(target=lambda: found.append(reader_of(TacticClaim)(deepcopy(told)))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [found[0]] * 8 == found
