"""Readers made from the attrs fields: plain values to records, without cattrs where the data are as they should be.

A reader takes exactly what the strict converter of ``convert`` takes, and raises anything at all for the rest: the
caller then asks the converter, which says what is wrong. Tests prove the two equal. Equal dates are read once, shared.
"""

import json
from collections.abc import Callable, Hashable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from functools import cache, lru_cache
from math import isinf
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

import attrs

from demandatlas.count import Count
from demandatlas.parts import Value
from demandatlas.when import When

Reader = Callable[[Any], Any]

LARGEST = 2**63 - 1
"""No whole number is larger, nor smaller on the other side of 0: what the formats that we export to can hold."""


def decoded(line: bytes) -> Any:
    """What a line of JSON holds; no number that is none, or too large for other tools, and no half of a character.

    Raises:
        ValueError: it is no such line.
        RecursionError: it is nested too deeply.
    """
    text = line.decode()
    plain = _DECODER.decode(text)
    if "\\ud" in text or "\\uD" in text:
        json.dumps(plain, ensure_ascii=False).encode()  # which half a character is not fit for
    return plain


@cache
def reader_of(kind: Hashable) -> Reader:
    """What reads plain values of a type; a reader of an attrs class takes what ``json`` made of an object."""
    if kind == Value:
        return value_of
    if kind in _PLAIN:
        return _PLAIN[kind]
    if get_origin(kind) is Literal:
        return {term: term for term in get_args(kind)}.__getitem__
    if get_origin(kind) is tuple:
        return _tuple_reader(reader_of(get_args(kind)[0]))
    if get_origin(kind) in _UNIONS:
        return _optional_reader(reader_of(get_args(kind)[0]))
    return _object_reader(kind)


def value_of(plain: Any) -> Value:
    """The value of a statement; dates and counts are tagged as what they are.

    Raises:
        TypeError: it is nothing that a statement can hold.
    """
    if type(plain) in (str, int, float):
        return plain  # type: ignore[no-any-return]
    if type(plain) is list and all(type(each) is str for each in plain):
        return tuple(plain)
    if type(plain) is dict and len(plain) == 1:
        ((tag, inner),) = plain.items()
        if tag in _TAGS:
            return _TAGS[tag](inner)
    raise TypeError(f"{plain!r} is not a value that a statement can hold")


def count_of(plain: Any) -> Count:
    """A count from the list of its bounds.

    Raises:
        TypeError: it is no list of three.
    """
    if type(plain) is not list or len(plain) != 3:
        raise TypeError(f"{plain!r} is not the list of low, best and high")
    return _count(*plain)


_count = lru_cache(maxsize=4_096, typed=True)(Count)


def _day(text: str) -> date:
    day = date.fromisoformat(text)
    if day.isoformat() != text:
        raise ValueError(f"{text!r} is no day as days are written here")
    return day


@lru_cache(maxsize=4_096)
def _when(text: str) -> When:
    return When(text)


def _whole(digits: str) -> int:
    number = int(digits)
    if abs(number) > LARGEST:
        raise ValueError(f"a number is above {LARGEST}")
    return number


def _finite(digits: str) -> float:
    number = float(digits)
    if isinf(number):
        raise ValueError("a number is above all others")
    return number


def _refused(name: str) -> None:
    raise ValueError(f"{name} is no number")


_DECODER = json.JSONDecoder(parse_int=_whole, parse_float=_finite, parse_constant=_refused)


def _exactly(kind: type) -> Reader:
    def read(plain: Any) -> Any:
        if type(plain) is not kind:
            raise TypeError(f"{plain!r} is no {kind.__name__}")
        return plain

    return read


_PLAIN: Mapping[Any, Reader] = {
    **{kind: _exactly(kind) for kind in (str, int, float, bool)}, Count: count_of, When: _when, date: _day,
}  # fmt: skip
_UNIONS = (Union, UnionType)  # a ``Literal`` that may be none is the older of the two
_AS_THEY_ARE = {str, int, float, bool, NoneType}
_TAGS: Mapping[str, Callable[[Any], Value]] = {"count": count_of, "when": _when}


def _tuple_reader(read: Reader) -> Reader:
    def read_all(plain: Any) -> tuple[Any, ...]:
        if type(plain) is not list:
            raise TypeError(f"{plain!r} is no list")
        return tuple(map(read, plain))

    return read_all


def _optional_reader(read: Reader) -> Reader:
    return lambda plain: None if plain is None else read(plain)


def _object_reader(kind: Any) -> Reader:
    """A reader that learns each shape once: which fields, of which types, and what is still to be read of them.

    It changes the object that it reads.
    """
    fields = {field.name: field.type for field in attrs.fields(kind)}
    taken = {name: _taken(each) for name, each in fields.items()}

    @lru_cache(maxsize=1_024)
    def steps(names: tuple[str, ...], types: tuple[type, ...]) -> tuple[tuple[str, Reader], ...]:
        told = zip(names, types, strict=True)
        return tuple((name, reader_of(fields[name])) for name, given in told if given not in taken[name])

    def read(plain: dict[str, Any]) -> Any:
        for name, read_field in steps(tuple(plain), tuple(map(type, plain.values()))):
            plain[name] = read_field(plain[name])
        return kind(**plain)

    return _shared(read) if all(taken.values()) else read


def _shared(read: Reader) -> Reader:
    """A reader of objects of plain fields, that makes equal ones once: a record gives the same evidence many times."""
    shared = lru_cache(maxsize=4_096, typed=True)(lambda **plain: read(plain))
    return lambda plain: shared(**plain)


def _taken(kind: Any) -> AbstractSet[type]:
    """The types of plain values that a field takes as they are."""
    return _AS_THEY_ARE & set(get_args(kind) if get_origin(kind) in _UNIONS else (kind,))
