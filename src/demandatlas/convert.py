"""Records to plain values and back, through cattrs with strict hooks: a wrong type is an error, never a conversion."""

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any, Literal, TypeVar, get_args, get_origin

import cattrs
from cattrs.errors import BaseValidationError

from demandatlas.count import Count
from demandatlas.errors import DataError, DemandAtlasError, shown
from demandatlas.naming import nearest
from demandatlas.parts import Value
from demandatlas.readers import count_of, decoded, value_of
from demandatlas.when import When

T = TypeVar("T")


@cache
def converter() -> cattrs.Converter:
    """The converter between records and what JSON holds."""
    made = strict_converter()
    made.register_structure_hook(Count, lambda bounds, _: count_of(bounds))
    made.register_structure_hook(Value, lambda value, _: value_of(value))
    made.register_unstructure_hook(When, lambda when: when.edtf)
    made.register_unstructure_hook(Count, lambda count: [count.low, count.best, count.high])
    made.register_unstructure_hook(date, date.isoformat)
    made.register_unstructure_hook_func(lambda kind: kind == Value, _plain_value)
    return made


def strict_converter() -> cattrs.Converter:
    """A converter that takes text, numbers, lists, terms and dates for what they are, and nothing else."""
    made = cattrs.Converter(forbid_extra_keys=True, omit_if_default=True, unstruct_collection_overrides={tuple: list})
    for plain in (str, int, float, bool):
        made.register_structure_hook(plain, _exactly(plain))
    made.register_structure_hook_factory(lambda kind: _origin(kind) is Literal, _term_hook)
    made.register_structure_hook_factory(lambda kind: _origin(kind) is tuple, lambda kind: _tuple_hook(made, kind))
    made.register_structure_hook(When, lambda text, _: When(_exactly(str)(text, str)))
    made.register_structure_hook(date, lambda text, _: _day(_exactly(str)(text, str)))
    return made


def structure(line: bytes, kind: type[T], file: str) -> T:
    """One line as a record, or as another object of the data.

    Raises:
        DataError: the line is not JSON, or no such object; it names the file, the id and what is wrong.
    """
    try:
        return converter().structure(decoded(line), kind)
    except (
        BaseValidationError,
        DemandAtlasError,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        RecursionError,
    ) as error:
        place = line[:60].decode("utf-8", "replace")
        raise DataError(
            file, place, f"is no {kind.__name__.lower()}: {first_cause(error)}; build the data again"
        ) from error


def first_cause(error: BaseException) -> str:
    """The innermost first reason of an error that may hold others."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return str(error) or type(error).__name__


def _exactly(kind: type) -> Callable[[Any, Any], Any]:
    def hook(value: Any, _: Any) -> Any:
        if type(value) is not kind:
            raise TypeError(f"{shown(value)} is {_named(value)}, not {_NAMES[kind]}")
        return value

    return hook


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"{shown(text)} is no day ({error}); write it like 2021-10-05") from None
    if day.isoformat() != text:
        raise ValueError(f"{text!r} is not written as a day; write it like {day}")
    return day


def _origin(kind: Any) -> Any:
    return get_origin(kind)


def _term_hook(kind: Any) -> Callable[[Any, Any], Any]:
    terms = get_args(kind)

    def hook(value: Any, _: Any) -> Any:
        if value not in terms:
            close = nearest(value, terms)
            hint = f"did you mean {close[0]!r}?" if close else f"give one of {', '.join(terms[:20])}"
            raise ValueError(f"{shown(value)} is not in the vocabulary; {hint}")
        return value

    return hook


def _tuple_hook(made: cattrs.Converter, kind: Any) -> Callable[[Any, Any], Any]:
    members = made.get_structure_hook(attrs_list := list[get_args(kind)[0]])  # type: ignore[misc]

    def hook(values: Any, _: Any) -> Any:
        if not isinstance(values, list):
            raise TypeError(f"{shown(values)} is {_named(values)}, not a list")
        return tuple(members(values, attrs_list))

    return hook


def _plain_value(value: Any) -> Any:
    match value:
        case When():
            return {"when": value.edtf}
        case Count():
            return {"count": [value.low, value.best, value.high]}
        case tuple():
            return list(value)
        case date():
            return value.isoformat()
    return value


_NAMES = {str: "text", int: "a whole number", float: "a number with a point", bool: "true or false"}


def _named(value: object) -> str:
    return _NAMES.get(type(value), f"a {type(value).__name__}")
