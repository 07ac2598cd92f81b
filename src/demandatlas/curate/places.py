"""What a place has to be: in its state's folder, with identifiers and coordinates that fit state and kind."""

import re
from collections.abc import Iterator, Mapping

from demandatlas.curate.problems import Problem
from demandatlas.curate.shaping import Draft, Told
from demandatlas.curate.texts import OCD_ID
from demandatlas.naming import nearest
from demandatlas.states import STATES

_GEOID_LENGTHS: Mapping[str, tuple[int, ...]] = {
    "county": (5,),
    "city": (7, 5),
    "neighborhood": (7,),
    "cdp": (7,),
    "town": (7, 10),
    "township": (10, 7),
}
"""Digits of a GEOID by the kind of the place: 5 a county, 7 a place, 10 a county subdivision."""


def place_problems(draft: Draft) -> Iterator[Problem]:
    """What is wrong with where a site is, and with where its seed is kept; rival values are checked as well."""
    if draft.seed.kind != "site":
        return
    states = [told for told in draft.told if told.field == "state"]
    for told in states:
        yield from _state_problems(draft, told)
    kinds = {told.value for told in draft.told if told.field == "kind"}
    for code in dict.fromkeys(told.value for told in states if told.value in STATES):
        for told in draft.told:
            if what := _fault(told, code, kinds):
                yield draft.seed.problem(f"{told.path}.{told.field}", what)


def _state_problems(draft: Draft, told: Told) -> Iterator[Problem]:
    code = told.value
    if code not in STATES:
        close = nearest(code, STATES)
        hint = f"did you mean {close[0]!r}?" if close else "write its two-letter USPS code"
        yield draft.seed.problem(f"{told.path}.state", f"there is no state {code!r}; {hint}")
    elif draft.seed.file != f"sites/{code.lower()}/{draft.seed.id}.toml" or not draft.seed.id.endswith(
        f"-{code.lower()}"
    ):
        yield draft.seed.problem(
            "", f"a site of {code} is kept as sites/{code.lower()}/NAME-{code.lower()}.toml; move it"
        )


def _fault(told: Told, code: str, kinds: set[str]) -> str:
    state = STATES[code]
    if told.field == "geoid":
        return _geoid_fault(told.value, code, kinds)
    if told.field in ("ocd_id", "county"):
        return _ocd_fault(told.value, code)
    if told.field == "latitude" and (told.value < state.south or told.value > state.north):
        return f"{told.value} is outside {code}, which lies between {state.south} and {state.north}; mend it"
    if told.field == "longitude" and (told.value < state.west or told.value > state.east):
        return f"{told.value} is outside {code}, which lies between {state.west} and {state.east}; mend it"
    return ""


def _geoid_fault(geoid: str, code: str, kinds: set[str]) -> str:
    if not re.fullmatch(r"[0-9]+", geoid) or not geoid.startswith(STATES[code].fips):
        return f"{geoid!r} does not fit {code}: a GEOID there is digits that begin with {STATES[code].fips}; mend it"
    lengths = dict.fromkeys(length for kind in sorted(kinds) for length in _GEOID_LENGTHS[kind])
    if lengths and len(geoid) not in lengths:
        told = f"{geoid!r} has {len(geoid)} digits"
        return f"{told}; that of a {' or '.join(sorted(kinds))} has {' or '.join(map(str, lengths))}, mend it"
    return ""


def _ocd_fault(ocd_id: str, code: str) -> str:
    inside = re.search(r"/(?:state|district|territory):([a-z]{2})(?:/|$)", ocd_id)
    if OCD_ID.fullmatch(ocd_id) and (not inside or inside[1] != code.lower()):
        return f"{ocd_id!r} is no OCD division id of {code}; copy it from the register"
    return ""
