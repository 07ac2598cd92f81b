"""Records to plain values and back: a wrong type is an error, never a conversion."""

import json
from datetime import date

import pytest
from builders import claim, evidence, outcome, site, source, told, use

from demandatlas.convert import converter, first_cause, strict_converter, structure
from demandatlas.count import Count
from demandatlas.errors import DataError
from demandatlas.parts import Statement
from demandatlas.records import Operation, Series, Site, Source
from demandatlas.store import encode
from demandatlas.when import When

SITE = {"id": "springfield-il", "name": "Springfield", "state": "IL", "kind": "city"}


def read(**changes):
    """A small site, read from a line that says something else."""
    return structure(json.dumps({**SITE, **changes}).encode(), Site, "sites.jsonl")


def value(plain):
    return converter().structure({"field": "x", "value": plain, "evidence": []}, Statement).value


def test_a_site_from_a_line():
    """What the line does not tell stays at its default."""
    assert site() == read()


@pytest.mark.parametrize(
    ("plain", "expected"),
    [
        ("text", "text"), (3, 3), (1.5, 1.5), ([], ()), (["a", "b"], ("a", "b")),
        ({"when": "2021-10~"}, When("2021-10~")),
        ({"count": [3, None, None]}, Count.at_least(3)),
    ],
    ids=repr,
)  # fmt: skip
def test_what_a_statement_can_hold(plain, expected):
    """Text, numbers, lists of text, dates and counts."""
    assert expected == value(plain)


@pytest.mark.parametrize(
    "plain",
    [
        None, True, [1], ["a", 1], {}, {"when": 3}, {"count": "3"}, {"when": "2021", "count": [1, 1, 1]}, {"other": 1},
        {"count": [1, 1, 1], "more": 1}, [["a"]],
    ],
    ids=repr,
)  # fmt: skip
def test_what_a_statement_cannot_hold(plain):
    """Everything else is an error."""
    with pytest.raises(Exception, match=r"While structuring Statement") as caught:
        value(plain)

    assert "is not" in first_cause(caught.value)


@pytest.mark.parametrize(
    ("held", "plain"),
    [
        ("text", "text"), (3, 3), (1.5, 1.5), (("a",), ["a"]), (When("2021"), {"when": "2021"}),
        (Count(0, None, 22), {"count": [0, None, 22]}), (date(2024, 1, 1), "2024-01-01"),
    ],
    ids=repr,
)  # fmt: skip
def test_how_a_value_is_written(held, plain):
    """So that each can be told from the others when it is read."""
    assert plain == converter().unstructure(Statement(field="x", value=held, evidence=()))["value"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"id": 1}, "1 is a whole number, not text"),
        ({"name": None}, "None is a NoneType, not text"),
        ({"name": True}, "True is true or false, not text"),
        ({"name": 1.5}, "1.5 is a number with a point, not text"),
        ({"population": "1"}, "'1' is text, not a whole number"),
        ({"population": 1.0}, "1.0 is a number with a point, not a whole number"),
        ({"population": True}, "True is true or false, not a whole number"),
        ({"latitude": 39}, "39 is a whole number, not a number with a point"),
        ({"kind": "cty"}, "'cty' is not in the vocabulary; did you mean 'city'?"),
        ({"kind": 3}, "3 is not in the vocabulary; give one of cdp, city"),
        ({"listed_tactics": "letters"}, "'letters' is text, not a list"),
        ({"listed_tactics": {"letters": 1}}, "{'letters': 1} is a dict, not a list"),
        ({"listed_tactics": ["lettres"]}, "did you mean 'letters'?"),
        ({"surprise": 1}, "surprise"),
        ({"tactic_uses": [3]}, "int"),
        ({"statements": [{"field": "x", "value": {"when": "13"}, "evidence": []}]}, "cannot read '13' as a date"),
        ({"statements": [{"field": "x", "value": {"count": [3, 2, 1]}, "evidence": []}]}, "out of order"),
        ({"statements": [{"field": "x", "value": {"count": [1, 2]}, "evidence": []}]}, "low, best and high"),
        ({"statements": [{"field": "x", "value": {"count": ["1", 2, 3]}, "evidence": []}]}, "low cannot be '1'"),
    ],
)
def test_a_field_of_the_wrong_type(changes, reason):
    """The error names the file, the line, what is wrong and what to do."""
    with pytest.raises(DataError) as caught:
        read(**changes)

    assert (True, True, True) == (
        str(caught.value).startswith('sites.jsonl, {"id":'),
        reason in str(caught.value),
        str(caught.value).endswith("; build the data again"),
    )


@pytest.mark.parametrize(
    "line",
    [b"", b"{", b"[]", b"3", b"null", b'"text"', b'{"id": "a"}', b"\xff", b"[" * 100_000],
    ids=lambda line: line[:9],
)
def test_a_line_that_is_no_record(line):
    """Not JSON, not an object, or not whole."""
    with pytest.raises(DataError, match="is no site"):
        structure(line, Site, "sites.jsonl")


@pytest.mark.parametrize("retrieved", [20240101, None, "yesterday", "2024-02-30"])
def test_a_day_that_is_none(retrieved):
    """A source needs a day of the calendar."""
    plain = {**json.loads(encode(source())), "retrieved": retrieved}
    with pytest.raises(DataError, match="sources.jsonl, .*: is no source"):
        structure(json.dumps(plain).encode(), Source, "sources.jsonl")


@pytest.mark.parametrize("when", [2021, [], True, "October 2021"])
def test_a_time_that_is_none(when):
    """An operation's time is text in EDTF."""
    line = json.dumps({"id": "a", "name": "A", "when": when}).encode()
    with pytest.raises(DataError, match="is no operation"):
        structure(line, Operation, "operations.jsonl")


def test_a_site_with_its_parts_there_and_back():
    """Claims, evidence, statements: all is kept."""
    place = site(
        population=114000,
        latitude=39.8,
        tactic_uses=(use("letters", claim("used", "2011", per_year=Count.between(1, 2), note="by post")),),
        statements=(told("population", 114000, basis="derived"),),
    )

    assert place == structure(encode(place), Site, "sites.jsonl")


def test_an_outcome_with_rivals_there_and_back():
    """Every count is kept."""
    told_of = Series(id="s", name="S", outcomes=(outcome("arrests", Count.exact(46), rivals=(Count.at_least(40),)),))

    assert told_of == structure(encode(told_of), Series, "series.jsonl")


def test_the_first_cause_of_nested_errors():
    """The innermost first one."""
    assert "wrong" == first_cause(ExceptionGroup("a", [ExceptionGroup("b", [ValueError("wrong")]), TypeError("x")]))


def test_the_first_cause_of_an_error_without_words():
    """Its class, rather than nothing."""
    assert "KeyError" == first_cause(KeyError())


def test_a_strict_converter_reads_what_a_curator_writes():
    """Evidence from a table of a seed."""
    plain = {"source": "page", "locator": "L1", "readings": 2}

    assert evidence(readings=2) == strict_converter().structure(plain, type(evidence()))


@pytest.mark.parametrize("retrieved", ["20240101", "2024-W01-1"])
def test_a_day_written_in_another_form(retrieved):
    """One day is written in one way."""
    plain = {**json.loads(encode(source())), "retrieved": retrieved}
    with pytest.raises(DataError, match=f"'{retrieved}' is not written as a day; write it like 2024-01-01"):
        structure(json.dumps(plain).encode(), Source, "sources.jsonl")
