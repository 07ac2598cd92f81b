"""A dataset as large as the one to come, made of copies of one well-told site and what belongs to it."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs

import demandatlas as da
from demandatlas import Record, Site
from demandatlas.curate.compiling import compiled_files
from demandatlas.states import STATES

COPIED = (
    ("sites", "sacramento-ca"),
    ("sources", "demand-forum-sacramento-ca"),
    ("operations", "sacramento-web-operation-2022"),
    ("agencies", "sacramento-police-department-ca"),
)


def records(copies: int) -> Iterator[Record]:
    """The bundled records, and copies of a site with its own source, operation and agency."""
    yield from da.all_records()
    for number in range(copies):
        names = {id: f"{id}-{number}" for _, id in COPIED}
        for table, id in COPIED:
            record = _renamed(getattr(da, table)[id], names)
            yield _moved(record, number) if isinstance(record, Site) else record


def write(folder: Path, copies: int) -> None:
    """Write the compiled dataset into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in compiled_files(records(copies)).items():
        (folder / name).write_bytes(content)


def _renamed(value: Any, names: dict[str, str]) -> Any:
    """The same value with ids put for others, all through."""
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, tuple):
        return tuple(_renamed(each, names) for each in value)
    if attrs.has(type(value)) and not isinstance(value, da.When | da.Count):
        changed = {field.name: _renamed(getattr(value, field.name), names) for field in attrs.fields(type(value))}
        return attrs.evolve(value, **changed)
    return value


def _moved(site: Site, number: int) -> Site:
    codes = sorted(set(STATES) - {"AK", "HI", "AS", "GU", "MP", "PR", "VI"})
    code = codes[number % len(codes)]
    state = STATES[code]
    return attrs.evolve(
        site,
        name=f"Town {number}",
        state=code,
        latitude=(state.south + state.north) / 2 + (number % 7 - 3) / 10,
        longitude=(state.west + state.east) / 2 + (number % 11 - 5) / 10,
    )


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
