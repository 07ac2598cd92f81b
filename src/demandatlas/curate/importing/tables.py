"""Writes seed files: tables of a seed as TOML, in the order in which a curator would write them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Table = dict[str, Any]
"""One table of a seed; keys whose value is none or empty are not written."""

Seed = list[tuple[str, Table]]
"""The tables of a seed with the names of their arrays; the name is empty for the plain keys of a source."""

WIDTH = 118
_ORDER = {
    "told": "source locator passage_sha256 readings basis note",
    "participations": "parties role note basis source locator passage_sha256 readings also",
    "claims": "tactic stance when per_year served_by note basis source locator passage_sha256 readings also",
    "outcomes": "key what of count offense part_of note basis source locator passage_sha256 readings also",
    "": "title publisher publisher_kind published retrieved url sha256 extent repeats menu license note",
}


def seed_text(seed: Seed, comment: str) -> str:
    """The text of a seed file, under a comment."""
    blocks = ["\n".join(_block(name, table)) for name, table in seed]
    return (
        "\n\n".join((f"# {comment}\n{blocks[0]}" if seed[0][0] == "" else f"# {comment}", *blocks[seed[0][0] == "" :]))
        + "\n"
    )


def _block(name: str, table: Table) -> Iterator[str]:
    if name:
        yield f"[[{name}]]"
    first = [key for key in _ORDER[name].split() if key in table]
    for key in dict.fromkeys((*first, *table)):
        if table[key] not in (None, "", [], ()):
            yield f"{key} = {_value(table[key], len(key) + 3)}"


def _value(value: Any, indent: int) -> str:
    if isinstance(value, Mapping):
        inside = ", ".join(f"{key} = {_value(each, 0)}" for key, each in value.items() if each not in (None, ""))
        return f"{{ {inside} }}"
    if isinstance(value, list | tuple):
        return _array([_value(each, 4) for each in value], indent)
    return json.dumps(value, ensure_ascii=False)


def _array(values: Iterable[str], indent: int) -> str:
    values = list(values)
    line = f"[{', '.join(values)}]"
    if indent + len(line) <= WIDTH and not any(value.startswith("{") for value in values):
        return line
    return "[\n" + "".join(f"    {value},\n" for value in values) + "]"
