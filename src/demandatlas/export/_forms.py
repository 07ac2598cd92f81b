"""The forms: the one schema that every flat export reads.

A *wide* form has one row a record. A *long* form has one row a part: a statement, a claim, an outcome, a participation,
a piece of evidence. Every form has the key ``id``; that of a part is made of the ids that lead to it, with ``:``
between.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Literal

import attrs

from demandatlas.answers import Agreement, Coverage, Event, Tie
from demandatlas.errors import InvalidTypeError, InvalidValueError
from demandatlas.export._columns import Column, columns_of
from demandatlas.export._keys import (
    CITED,
    FIELD,
    GEOIDFQ,
    ID,
    KIND,
    LABEL,
    PARTIES,
    POSITION,
    RANK,
    RECORD,
    TARGET,
    VALUE,
    VALUE_TYPE,
    WHOLE,
    above,
    standing,
)
from demandatlas.export._unfold import (
    Part,
    claims,
    evidence,
    links,
    outcomes,
    participations,
    reported,
    statements,
    uses,
    whole,
)
from demandatlas.ids import TACTIC_IDS
from demandatlas.naming import nearest
from demandatlas.parts import Evidence, Outcome, Participation, ReportedUse, Statement, TacticClaim, TacticUse
from demandatlas.records import RECORDS, Record, Site, Source

LongForm = Literal[
    "evidence", "links", "outcomes", "participations", "records", "reported_uses", "statements", "tactic_claims",
    "tactic_uses",
]  # fmt: skip
ROWS: Mapping[str, type] = {**RECORDS, "agreement": Agreement, "coverage": Coverage, "event": Event, "tie": Tie}
"""What the rows of a table are, by the table's kind."""


@attrs.frozen(kw_only=True)
class Form:
    """One flat table.

    Attributes:
        name: its name.
        description: what a row is.
        columns: its columns; the first is the key.
        unfold: the objects that a record's rows are read from.
    """

    name: str
    description: str
    columns: tuple[Column, ...]
    unfold: Callable[[Any], Iterable[Any]] = attrs.field(eq=False, repr=False)

    def rows(self, records: Iterable[Any]) -> Iterator[dict[str, Any]]:
        """The rows of these records, each a dict of plain values: text, numbers, dates, lists of text, None."""
        for record in records:
            for each in self.unfold(record):
                yield {column.name: column.value(each) for column in self.columns}

    def cells(self, records: Iterable[Any]) -> dict[str, list[Any]]:
        """The rows of these records, column by column."""
        objects = [each for record in records for each in self.unfold(record)]
        return {column.name: [column.value(each) for each in objects] for column in self.columns}


def form_of(rows: Iterable[Any], kind: str, form: str | None = None) -> Form:
    """The form for the rows of a table: one row a record, or a long form by its name.

    Raises:
        InvalidValueError: there is no such form.
        InvalidTypeError: the rows are no records and have no such form, or are of a kind that has no columns.
    """
    cls = next((type(row) for row in rows), ROWS.get(kind))
    if cls is None or not attrs.has(cls):
        raise InvalidTypeError(f"cannot lay out rows of the kind {kind!r}; give records")
    if form is None:
        return wide_form(cls)
    if form not in long_forms():
        close = nearest(form, long_forms())
        hint = f"did you mean {close[0]!r}?" if close else f"give one of {', '.join(long_forms())}"
        raise InvalidValueError(f"there is no form {form!r}; {hint}")
    if not issubclass(cls, Record):
        raise InvalidTypeError(f"{kind} rows have no form {form!r}; ask it of a table of records")
    return long_forms()[form]


def to_records(rows: Sequence[Any], kind: str, form: str | None) -> list[dict[str, Any]]:
    """The rows of a table as plain dicts, in one of its forms or nested."""
    if form == "nested":
        return [nested(row) for row in rows]
    return list(form_of(rows, kind, form).rows(rows))


def nested(record: object) -> dict[str, Any]:
    """A record as JSON holds it, as in the compiled data; values that are left to their defaults are left out.

    Raises:
        InvalidTypeError: it is no record.
    """
    from demandatlas.convert import converter

    if not isinstance(record, Record):
        raise InvalidTypeError(f"a {type(record).__name__} has no nested form; ask it of a table of records")
    plain: dict[str, Any] = converter().unstructure(record)
    return plain


@cache
def wide_form(cls: type) -> Form:
    """The form with one row for each object of a class."""
    columns = list(columns_of(cls))
    if issubclass(cls, Site):
        after_geoid = [column.name for column in columns].index("geoid") + 1
        columns[after_geoid:after_geoid] = [GEOIDFQ]
        columns += [standing(tactic) for tactic in TACTIC_IDS]
    if "participations" in attrs.fields_dict(cls):
        columns.append(PARTIES)
    if issubclass(cls, Record) and not issubclass(cls, Source):
        columns.append(CITED)
    meaning = (cls.__doc__ or "").partition("\n")[0]
    return Form(
        name=getattr(cls, "TABLE", cls.__name__.lower()),
        description=f"One row each: {meaning[:1].lower()}{meaning[1:]}",
        columns=tuple(columns),
        unfold=lambda record: (record,),
    )


def all_forms() -> tuple[Form, ...]:
    """Every form of a whole dataset: a wide one for each kind of record, then the long ones."""
    kinds: Iterable[type] = RECORDS.values()
    return (*map(wide_form, kinds), *long_forms().values())


@cache
def long_forms() -> Mapping[str, Form]:
    """The long forms, by name."""
    forms = (
        _long("records", "every record of any kind", whole, KIND, LABEL),
        _long("links", "an id in a field of many ids", links, RECORD, FIELD, POSITION, TARGET),
        _long("tactic_uses", TacticUse, uses, above("site", "sites"), POSITION),
        _long(
            "tactic_claims", TacticClaim, claims, above("tactic_use", "tactic_uses"), above("site", "sites"),
            above("tactic", "tactics"), POSITION,
        ),
        _long("outcomes", Outcome, outcomes, RECORD, POSITION, left_out=("part_of",), last=(WHOLE,)),
        _long("participations", Participation, participations, RECORD, POSITION),
        _long("reported_uses", ReportedUse, reported, above("tactic", "tactics"), POSITION),
        _long(
            "statements", Statement, statements, RECORD, above("outcome", "outcomes", always=False), POSITION, RANK,
            left_out=("value",), last=(VALUE, VALUE_TYPE),
        ),
        _long(
            "evidence", Evidence, evidence, RECORD,
            above("statement", "statements", always=False),
            above("tactic_claim", "tactic_claims", always=False),
            above("participation", "participations", always=False),
            above("reported_use", "reported_uses", always=False),
            POSITION,
        ),
    )  # fmt: skip
    return {form.name: form for form in forms}


def _long(
    name: str,
    of: type | str,
    unfold: Callable[[Any], Iterable[Part]],
    *first: Column,
    left_out: tuple[str, ...] = (),
    last: tuple[Column, ...] = (),
) -> Form:
    told: Iterable[Column] = () if isinstance(of, str) else columns_of(of, "evidence", *left_out)
    meaning = of if isinstance(of, str) else (of.__doc__ or "").partition("\n")[0]
    return Form(
        name=name,
        description=f"One row each: {meaning[:1].lower()}{meaning[1:]}",
        columns=(ID, *first, *(attrs.evolve(column, value=_of_told(column)) for column in told), *last),
        unfold=unfold,
    )


def _of_told(column: Column) -> Callable[[Part], Any]:
    return lambda part: column.value(part.told)
