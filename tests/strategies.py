"""Hypothesis strategies: any record, made from the types of its fields, and texts of dates and counts."""

from datetime import date
from types import NoneType, UnionType
from typing import Literal, Union, get_args, get_origin

import attrs
from hypothesis import strategies as st

from demandatlas.count import Count
from demandatlas.readers import LARGEST
from demandatlas.records import RECORDS
from demandatlas.when import When

DATES = (
    *("2021", "2021-10", "2021-10-05", "198X", "19XX", "2021-23", "2005/2007", "2020-09/2020-11-15~", "1987/.."),
    *("../1995", "1990~", "1990?", "1990%", "2021-12/2022-01", "0001", "9999-12"),
)
SLUGS = st.text("abcdefghijklmnopqrstuvwxyz0123456789-_", min_size=1, max_size=12)
TEXTS = st.text(max_size=12) | st.sampled_from(('"', "\\", "\n", "\t", "\r", "\u2028", "é", "𝔄", "\x00", "L1-L2"))
WHENS = st.sampled_from(DATES).map(When)
FLOATS = st.floats(allow_nan=False, allow_infinity=False)


@st.composite
def counts(draw):
    low, best, high = sorted(draw(st.lists(st.integers(0, 500), min_size=3, max_size=3)))
    return Count(low, draw(st.sampled_from((best, None))), draw(st.sampled_from((high, None))))


PLAIN = {
    str: TEXTS,
    int: st.integers(-LARGEST, LARGEST),
    float: FLOATS,
    date: st.dates(),
    When: WHENS,
    Count: counts(),
    NoneType: st.none(),
}


def of_type(kind):
    """Any value of a field's type."""
    if kind in PLAIN:
        return PLAIN[kind]
    origin, members = get_origin(kind), get_args(kind)
    if origin is Literal:
        return st.sampled_from(members)
    if origin is tuple:
        return st.lists(of_type(members[0]), max_size=2).map(tuple)
    if origin in (Union, UnionType):
        return st.one_of(*map(of_type, members))
    return instances(kind)


def instances(kind):
    """Any instance of an attrs class; a field that has a default may keep it."""
    optional, required = {}, {}
    for field in attrs.fields(kind):
        group = required if field.default is attrs.NOTHING else optional
        group[field.name] = SLUGS if field.name == "id" else of_type(field.type)
    return st.fixed_dictionaries(required, optional=optional).map(lambda values: kind(**values))


def records():
    """Any record of any kind, each kind equally often."""
    return st.sampled_from(sorted(RECORDS)).flatmap(lambda kind: instances(RECORDS[kind]))
