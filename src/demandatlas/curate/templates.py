"""Templates: the beginning of a seed file of each kind, made from the records themselves."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, get_args, get_origin

import attrs

from demandatlas.count import Count
from demandatlas.curate.shaping import PLAIN, required, told_types
from demandatlas.errors import InvalidValueError
from demandatlas.naming import nearest
from demandatlas.records import RECORDS, Record
from demandatlas.states import STATES
from demandatlas.when import When

_TOLD = (
    '[[told]]\nsource = ""      # id of a source\nlocator = ""     # L12-L14, fields, key partners, row 0664000 ...\n'
)
_PARTS = {
    "tactic_uses": ("claims", ('tactic = ""', 'stance = "used"', 'when = ""')),
    "participations": ("participations", ('parties = [""]', 'role = "participant"')),
    "outcomes": ("outcomes", ('key = "arrests"', 'what = "arrest"', 'of = "unknown"', "count = 0")),
    "reported": ("reported", ('places = ""', 'when = ""')),
}
_EVIDENCE = ('source = ""', 'locator = ""')
_EMPTY: Mapping[Any, str] = {int: "0", float: "0.0"}
_HINTS: Mapping[Any, str] = {date: "a day: 2021-10-05", When: "EDTF: 2021-10", Count: "a number or text: 46, >=3"}


def template(kind: str) -> str:
    """The text of a new seed of a kind: its required fields, and its optional ones as comments."""
    record = RECORDS[kind]
    types = told_types(record)
    needed = [name for name in required(record) if name in types]
    lines = [_line(name, types[name]) for name in needed]
    lines += [f"# {_line(name, types[name])}" for name in types if name not in needed]
    for field, (table, keys) in _PARTS.items():
        if field in attrs.fields_dict(record):
            lines += ["", *(f"# {line}" for line in (f"[[{table}]]", *keys, *_EVIDENCE))]
    return ("" if record in PLAIN else _TOLD) + "\n".join(lines) + "\n"


def _line(name: str, kind: Any) -> str:
    """A key with an empty value of its type, and what it takes where that is not free."""
    told = next((each for each in get_args(kind) if type(None) in get_args(kind)), kind)
    is_list = get_origin(told) is tuple
    terms = get_args(get_args(told)[0] if is_list else told)
    hint = _HINTS.get(told, "") or ", ".join(terms)
    empty = '[""]' if is_list else _EMPTY.get(told, '""')
    return f"{name} = {empty}" + (f"  # {hint}" if hint else "")


def path_for(folder: Path, kind: str, id: str) -> Path:
    """Where the seed of a record belongs.

    Raises:
        InvalidValueError: there is no such kind, or the id is no id.
    """
    record = _kind(kind)
    if not re.fullmatch(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", id):
        raise InvalidValueError(f"{id!r} is no id; use lower-case letters, digits and hyphens")
    below = _state_folder(id) if kind in ("site", "agency") else ""
    if kind == "site" and below == "us":
        raise InvalidValueError(f"{id!r} does not say where it is; a site's id ends with its state, such as tulsa-ok")
    return folder / record.TABLE / below / f"{id}.toml"


def _kind(kind: str) -> type[Record]:
    if kind not in RECORDS:
        close = nearest(kind, RECORDS)
        hint = f"did you mean {close[0]!r}?" if close else f"use one of {', '.join(sorted(RECORDS))}"
        raise InvalidValueError(f"there is no kind {kind!r}; {hint}")
    return RECORDS[kind]


def _state_folder(id: str) -> str:
    ending = id.rpartition("-")[2].upper()
    return ending.lower() if ending in STATES else "us"
