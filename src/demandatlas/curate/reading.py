"""Reads a folder of seeds: one TOML file a record, a folder a kind."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from stat import S_ISREG
from typing import Any

import attrs

from demandatlas.curate.problems import Problem
from demandatlas.errors import InvalidValueError
from demandatlas.readers import LARGEST
from demandatlas.records import RECORDS

MAX_SIZE = 1_000_000
"""Bytes: a larger seed file is refused."""

MAX_DEPTH = 20
"""A seed file whose lists or tables stand in each other deeper than this is refused."""

KIND_OF_FOLDER = {record.TABLE: kind for kind, record in RECORDS.items()}
LISTS = {"terms.toml": "terms", "blocked.toml": "hosts"}
"""The files beside the folders of kinds, each with the one list that it holds."""
_BESIDE = (*LISTS, "distinct.toml", "import.toml")
_LEADS_TO = {"source": "source", "repeats": "source", "menu": "menu", "part_of": "operation"}
"""What has to be read with a seed to check it alone: the key that names it, and its kind."""
_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_HEADER = re.compile(r"\s*\[\[?\s*([A-Za-z0-9_.-]+)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"\s*([A-Za-z0-9_-]+)\s*=")

Place = tuple[str, str, str]
"""Kind, id and file of a seed, as its file name tells them."""


@attrs.frozen(slots=False)
class Seed:
    """One seed file.

    Attributes:
        kind: the kind of record, told by the folder.
        id: the record's id, told by the file's stem.
        file: path relative to the folder of seeds, with ``/``.
        data: what the file holds.
        text: the file's text.
    """

    kind: str
    id: str
    file: str
    data: dict[str, Any] = attrs.field(eq=False)
    text: str = attrs.field(eq=False, repr=False)

    def problem(self, path: str, what: str) -> Problem:
        """A problem at a key path of this seed."""
        return Problem(self.file, self._line_of(path), path, what)

    @cached_property
    def values(self) -> tuple[tuple[str, str, Any], ...]:
        """Every plain value and every empty list: its key path, its own key, and the value."""
        return tuple(_walk(self.data))

    def _line_of(self, path: str) -> int:
        while path:
            for here in (path, f"{path}[0]"):
                if here in self._lines:
                    return self._lines[here]
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return 0

    @cached_property
    def _lines(self) -> dict[str, int]:
        return dict(_key_lines(self.text))


@attrs.frozen
class Folder:
    """A folder of seeds as read.

    Attributes:
        path: the folder.
        seeds: the seed files that could be read, by kind and id.
        ids: for each kind, the file of every id; also of files that could not be read.
        terms: capitalised terms that the guard for names accepts.
        blocked: hosts whose pages are never sources.
        problems: what could not be read.
    """

    path: Path
    seeds: tuple[Seed, ...]
    ids: Mapping[str, Mapping[str, str]]
    terms: tuple[str, ...]
    blocked: tuple[str, ...]
    problems: tuple[Problem, ...]


def read(folder: Path) -> Folder:
    """Everything in a folder of seeds; what cannot be read is reported with the rest."""
    if not _is_folder(folder):
        what = "there is no such folder; give the folder that holds sources/, sites/ ..."
        return Folder(folder, (), {}, (), (), (Problem(str(folder), 0, "", what),))
    problems: list[Problem] = []
    places = _places_in(folder, problems)
    seeds = [seed for place in places if (seed := _seed(folder, place, problems))]
    ids: dict[str, dict[str, str]] = {kind: {} for kind in RECORDS}
    for kind, id, file in places:
        ids[kind].setdefault(id, file)
    terms, blocked = (_list_in(folder / name, key, problems) for name, key in LISTS.items())
    return Folder(folder, tuple(seeds), ids, terms, blocked, tuple(problems))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # such as for a name that is too long
        return False


def around(folder: Folder, file: str) -> tuple[Seed, ...]:
    """The seed in a file, if it could be read, and the seeds that it rests on: sources, menus, larger operations."""
    by_id = {(seed.kind, seed.id): seed for seed in reversed(folder.seeds)}
    waiting = [seed for seed in folder.seeds if seed.file == file]
    found: dict[str, Seed] = {}
    while waiting:
        seed = waiting.pop()
        if seed.file not in found:
            found[seed.file] = seed
            named = ((_LEADS_TO.get(key, ""), value) for _, key, value in seed.values if isinstance(value, str))
            waiting += [by_id[each] for each in named if each in by_id]
    return tuple(found.values())


def place_of(file: Path) -> tuple[Path, str]:
    """The folder of seeds that a seed file lies in, and the file's path in it.

    Raises:
        InvalidValueError: the file lies in no folder of a kind.
    """
    whole = file.absolute()
    for parent in whole.parents:
        if parent.name in KIND_OF_FOLDER:
            return parent.parent, whole.relative_to(parent.parent).as_posix()
    raise InvalidValueError(
        f"{str(file)!r} is in no folder of a kind; give a seed, such as seeds/sites/ca/folsom-ca.toml"
    )


def _places_in(folder: Path, problems: list[Problem]) -> list[Place]:
    """The seeds in a folder by kind and id, without opening a file."""
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.toml"))
    places: list[Place] = []
    for file in files:
        kind = KIND_OF_FOLDER.get(file.split("/")[0])
        id = file.split("/")[-1].removesuffix(".toml")
        if fault := _place_fault(file, kind, id):
            problems.append(Problem(file, 0, "", fault))
        elif kind:
            places.append((kind, id, file))
    problems += _doubled(places)
    return sorted(places)


def _place_fault(file: str, kind: str | None, id: str) -> str:
    if file in _BESIDE:
        return ""
    if kind is None or "/" not in file:
        return f"no kind of record has this folder; use one of {', '.join(sorted(KIND_OF_FOLDER))}"
    return "" if _ID.fullmatch(id) else f"{id!r} is no id; use lower-case letters, digits and hyphens"


def _doubled(places: Iterable[Place]) -> Iterator[Problem]:
    by_id: dict[str, list[str]] = {}
    for _, id, file in places:
        by_id.setdefault(id, []).append(file)
    for id, files in by_id.items():
        for file in files if len(files) > 1 else ():
            other = next(each for each in files if each != file)
            what = f"the id {id!r} is taken by {other} too; ids are unique over all kinds, rename one"
            yield Problem(file, 0, "", what)


def _seed(folder: Path, place: Place, problems: list[Problem]) -> Seed | None:
    read = _toml(folder / place[2], place[2])
    if isinstance(read, Problem):
        problems.append(read)
        return None
    return Seed(*place, *read)


def _toml(path: Path, file: str) -> tuple[dict[str, Any], str] | Problem:
    try:
        about = path.stat()
        if not S_ISREG(about.st_mode):  # a pipe or a device may never end
            return Problem(file, 0, "", "cannot be read: it is no file; save it as a file of UTF-8 text")
        if about.st_size > MAX_SIZE:
            return Problem(file, 0, "", f"is larger than {MAX_SIZE} bytes; one file holds one record")
        text = path.read_text("utf-8")
    except (OSError, UnicodeError) as error:
        return Problem(file, 0, "", f"cannot be read: {error}; save it as a file of UTF-8 text")
    try:
        found = tomllib.loads(text)
        _refuse_extremes(found)
        return found, text
    except tomllib.TOMLDecodeError as error:
        told = re.search(r"\(at line (\d+)", str(error))
        line = int(told[1]) if told else text.count("\n") + 1
        return Problem(file, line, "", f"is not TOML: {error}; mend it")
    except (ValueError, RecursionError) as error:
        return Problem(file, 0, "", f"cannot be read: {error}; write it plainer")


def _refuse_extremes(value: Any, depth: int = 0) -> None:
    """Refuse what TOML lets through and nobody can hold: whole numbers above 64 bits, tables in tables without end."""
    if depth > MAX_DEPTH:
        raise ValueError(f"lists or tables stand in each other more than {MAX_DEPTH} deep")
    if isinstance(value, int) and abs(value) > LARGEST:
        raise ValueError(f"a number is above {LARGEST}")
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _refuse_extremes(each, depth + 1)


def _list_in(path: Path, key: str, problems: list[Problem]) -> tuple[str, ...]:
    if not path.exists():
        return ()
    found = _toml(path, path.name)
    if isinstance(found, Problem):
        problems.append(found)
        return ()
    values = found[0].get(key)
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        problems.append(Problem(path.name, 0, key, f'is no list of text; write {key} = ["..."]'))
        return ()
    return tuple(values)


def _key_lines(text: str) -> Iterator[tuple[str, int]]:
    """Where each key path begins, as far as the usual layout of TOML tells."""
    table, counts = "", dict[str, int]()
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            table = header[1]
            if line.lstrip().startswith("[["):
                counts[table] = counts.get(table, -1) + 1
                table = f"{table}[{counts[table]}]"
            yield table, number
        elif key := _KEY.match(line):
            yield (f"{table}.{key[1]}" if table else key[1]), number


def _walk(value: Any, path: str = "", key: str = "") -> Iterator[tuple[str, str, Any]]:
    if isinstance(value, Mapping):
        for name, each in value.items():
            yield from _walk(each, f"{path}.{name}" if path else name, name)
    elif isinstance(value, list) and value:
        for number, each in enumerate(value):
            yield from _walk(each, f"{path}[{number}]", key)
    else:
        yield path, key, value
