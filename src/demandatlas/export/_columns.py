"""Columns: how the fields of a record, and of its parts, are laid out flat.

| field | columns |
|---|---|
| text, a term, an id | one; empty text is none |
| a whole number, a number, a day | one |
| ``x: When`` | ``x_edtf``, and days: ``x_earliest`` start, ``x_latest_start``, ``x_earliest_end``, ``x_latest`` end |
| ``x: Count`` | ``x_low``, ``x_best``, ``x_high`` |
| many texts, terms or ids | one, a list; never none |
| evidence, of a row that is an answer and no record | one list of ``source locator`` |
| other parts | none: they have a form of their own |
"""

import inspect
import re
import types
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any, Literal, Union, get_args, get_origin

import attrs

from demandatlas.count import Count
from demandatlas.errors import InvalidTypeError
from demandatlas.parts import Evidence
from demandatlas.when import When

ColumnType = Literal["text", "integer", "number", "date", "list"]

TARGETS = {
    "menu": "menus",
    "of": "records",
    "party": "records",
    "programs": "programs",
    "repeats": "sources",
    "series": "series",
    "served_by": "sites",
    "sites": "sites",
    "source": "sources",
    "successor": "records",
    "tactic": "tactics",
    "tactics": "tactics",
    "listed_tactics": "tactics",
}
"""The table whose ids a field holds, by the field's name."""

_PLAIN: dict[type, ColumnType] = {str: "text", int: "integer", float: "number", date: "date"}
_DAYS = {
    "earliest": ("earliest_start", "The first day on which it can have started; none if its start is open."),
    "latest_start": ("latest_start", "The last day on which it can have started."),
    "earliest_end": ("earliest_end", "The first day on which it can have ended."),
    "latest": ("latest_end", "The last day on which it can have ended; none if its end is open."),
}
_BOUNDS = {
    "low": "The least it can be; 0 where no lower bound is told.",
    "best": "The number that the source names; none where it names only bounds.",
    "high": "The most it can be; none where no upper bound is told.",
}


@attrs.frozen(kw_only=True)
class Column:
    """One column of a form.

    Attributes:
        name: its name, unique within the form.
        type: what a cell holds.
        description: what it means.
        value: reads the cell from a row's object.
        required: whether no cell is none.
        key: whether it is the form's key.
        target: name of the form whose key a cell holds; empty where it is no reference.
        terms: the closed list of what a cell, or an entry of its list, can hold; empty where it is open.
    """

    name: str
    type: ColumnType
    description: str
    value: Callable[[Any], Any] = attrs.field(eq=False, repr=False)
    required: bool = False
    key: bool = False
    target: str = ""
    terms: tuple[str, ...] = ()

    @property
    def is_id(self) -> bool:
        """Whether a cell holds an id: the row's own, or another's."""
        return self.key or bool(self.target)


@cache
def field_docs(cls: type) -> dict[str, str]:
    """What each field of a class means, from the ``Attributes:`` sections of its docstring and its bases'."""
    docs: dict[str, str] = {}
    for each in reversed(cls.__mro__):
        section = inspect.cleandoc(each.__doc__ or "").partition("Attributes:\n")[2]
        entries = re.findall(r"^    (\w+): (.*(?:\n {5,}.*)*)", section, re.MULTILINE)
        docs |= {name: _sentence(text) for name, text in entries}
    return docs


def columns_of(cls: type, *left_out: str) -> Iterator[Column]:
    """The columns that the fields of an attrs class are laid out in.

    Raises:
        InvalidTypeError: it has a field of a type that has no flat form.
    """
    docs = field_docs(cls)
    for field in attrs.fields(cls):
        if field.name not in left_out:
            column = Column(
                name=field.name,
                type="text",
                description=docs.get(field.name, ""),
                value=attrgetter(field.name),
                required=field.default != "" and type(None) not in get_args(field.type),
                key=field.name == "id",
                target=_target(cls, field.name),
            )
            yield from _laid_out(column, _without_none(field.type))


def _target(cls: type, name: str) -> str:
    if name == "part_of":
        return {"Operation": "operations", "Outcome": "outcomes"}.get(cls.__name__, "")
    counts_a_group = name == "of" and cls.__name__ == "Outcome"
    return "" if counts_a_group else TARGETS.get(name, "")


def _laid_out(column: Column, kind: Any) -> Iterator[Column]:
    if kind is When:
        yield from _days(column)
    elif kind is Count:
        yield from _bounds(column)
    elif get_origin(kind) is tuple:
        yield from _many(column, get_args(kind)[0])
    elif get_origin(kind) is Literal:
        yield attrs.evolve(column, terms=get_args(kind))
    elif kind in _PLAIN:
        yield attrs.evolve(column, type=_PLAIN[kind], value=_text(column.name) if kind is str else column.value)
    else:
        raise InvalidTypeError(f"the field {column.name!r} of type {kind} has no flat form; use text, numbers, dates")


def _days(column: Column) -> Iterator[Column]:
    edtf = f"{column.description} As the source tells it, in EDTF."
    yield attrs.evolve(column, name=f"{column.name}_edtf", description=edtf, value=_inner(column.name, "edtf"))
    for suffix, (day, meaning) in _DAYS.items():
        yield attrs.evolve(
            column,
            name=f"{column.name}_{suffix}",
            type="date",
            description=f"{column.description} {meaning}",
            value=_inner(column.name, day),
            required=False,
        )


def _bounds(column: Column) -> Iterator[Column]:
    for bound, meaning in _BOUNDS.items():
        yield attrs.evolve(
            column,
            name=f"{column.name}_{bound}",
            type="integer",
            description=f"{column.description} {meaning}",
            value=_inner(column.name, bound),
            required=column.required and bound == "low",
        )


def _many(column: Column, kind: Any) -> Iterator[Column]:
    terms = get_args(kind) if get_origin(kind) is Literal else ()
    if kind is str or terms:
        yield attrs.evolve(column, type="list", terms=terms, value=_list(column.name))
    elif kind is Evidence:
        description = f"{column.description} Each entry is the id of the source, and the place in it."
        yield attrs.evolve(column, type="list", description=description, value=_places(column.name))


def _text(name: str) -> Callable[[Any], Any]:
    return lambda row: getattr(row, name) or None


def _list(name: str) -> Callable[[Any], Any]:
    return lambda row: list(getattr(row, name))


def _places(name: str) -> Callable[[Any], Any]:
    return lambda row: [f"{piece.source} {piece.locator}" for piece in getattr(row, name)]


def _inner(name: str, inner: str) -> Callable[[Any], Any]:
    return lambda row: getattr(getattr(row, name), inner, None)


def _without_none(kind: Any) -> Any:
    if get_origin(kind) in (types.UnionType, Union):  # a Literal with None is the older of the two
        told = [each for each in get_args(kind) if each is not type(None)]
        return told[0] if len(told) == 1 else kind
    return kind


def _sentence(text: str) -> str:
    one_line = " ".join(text.split()).replace("``", "")
    return f"{one_line[:1].upper()}{one_line[1:]}"
