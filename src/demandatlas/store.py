"""The compiled files, both ways: the only room that knows their layout.

A compiled dataset is a folder: JSON Lines, one file a kind and one record a line, sorted by id; ``index.txt``, one
question key a line, sorted; ``vintages.txt``, the same with the days between which each entry held; and ``meta.json``
with the format version, the data version, and the size of every file.
A record is decoded and structured when it is first asked for, and kept.
"""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from errno import EINVAL
from functools import cached_property
from os import PathLike, fspath, path, stat
from stat import S_ISREG
from typing import Protocol, TypeVar

import attrs

from demandatlas.errors import DataError, InvalidTypeError, shown
from demandatlas.lines import Lines
from demandatlas.locking import ForkedLock
from demandatlas.readers import decoded, reader_of
from demandatlas.records import RECORDS, Record, Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mmap import mmap

T = TypeVar("T")

FORMAT_VERSION = 1
AGREEMENT = "agreement.jsonl"
INDEX = "index.txt"
DATED = "vintages.txt"
META = "meta.json"

MAPPED = 1_000_000
"""Bytes: a file on disk that is larger is mapped into memory, so that only the pages that are looked at are read."""

MAX_META = 100_000
"""Bytes: a longer description is refused."""

Read = Callable[[str], "bytes | mmap"]
"""Reads one file of a compiled dataset, by its name."""


class Row(Protocol):
    """Anything with an id."""

    @property
    def id(self) -> str:
        """The id, unique within its file."""
        ...


@attrs.frozen
class Meta:
    """What a compiled dataset says of itself.

    Attributes:
        format_version: version of the layout.
        data_version: the newest day on which a source was retrieved.
        data_sha256: SHA-256 over the names and bytes of all data files.
        sizes: size in bytes of every data file.

    Raises:
        TypeError: one of them is something else.
    """

    format_version: int
    data_version: str
    data_sha256: str
    sizes: Mapping[str, int]

    def __attrs_post_init__(self) -> None:
        told = (self.format_version, self.data_version, self.data_sha256, self.sizes)
        sizes = [type(size) for size in self.sizes.values()]
        if [*map(type, told), *sizes] != [int, str, str, dict, *(int for _ in sizes)]:
            raise TypeError("is no description: a version, two texts and sizes are needed")


def file_of(kind: str) -> str:
    """The name of the file that holds the records of a kind."""
    return f"{RECORDS[kind].TABLE}.jsonl"


_FILES = frozenset({AGREEMENT, INDEX, DATED, *map(file_of, RECORDS)})
"""All that is ever read of a dataset besides its description, whatever that says."""
_TO_READ_IT = f"this version of demandatlas reads {FORMAT_VERSION}: upgrade it"


def encode(record: Row) -> bytes:
    """One record, or another object with an id, as a line in canonical form, without its line end."""
    from demandatlas.convert import converter

    plain = converter().unstructure(record)
    ordered = {"id": plain.pop("id"), **{name: plain[name] for name in sorted(plain, key="statements".__eq__)}}
    return json.dumps(ordered, ensure_ascii=False, separators=(",", ":")).encode()


def files_of(
    records: Iterable[Record],
    index: Iterable[tuple[str, str]],
    dated: Iterable[tuple[str, str]] = (),
    agreement: Iterable[Row] = (),
) -> dict[str, bytes]:
    """The data files of a dataset, by name: records, indexes and how far its readers agreed, sorted."""
    lines: dict[str, list[tuple[str, bytes]]] = {name: [] for name in (AGREEMENT, *map(file_of, RECORDS))}
    for record in records:
        lines[file_of(record.KIND)].append((record.id, encode(record)))
    lines[AGREEMENT] = [(row.id, encode(row)) for row in agreement]
    texts = {name: b"".join(line + b"\n" for _, line in sorted(lines[name])) for name in lines}
    return dict(sorted({**texts, INDEX: as_lines(index), DATED: as_lines(dated)}.items()))


def as_lines(pairs: Iterable[tuple[str, str]]) -> bytes:
    """An index as it is written: a key and its value a line, sorted."""
    return b"".join(f"{key}\t{value}\n".encode() for key, value in sorted(pairs))


def meta_of(files: Mapping[str, bytes], data_version: str) -> bytes:
    """The text of ``meta.json`` for these data files."""
    meta = {
        "format_version": FORMAT_VERSION,
        "data_version": data_version,
        "data_sha256": fingerprint(files),
        "sizes": {name: len(files[name]) for name in sorted(files)},
    }
    return (json.dumps(meta, indent=2) + "\n").encode()


def fingerprint(files: "Mapping[str, bytes | mmap]") -> str:
    """SHA-256 over the names and bytes of data files, in order of their names."""
    import hashlib

    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\0{len(files[name])}\0".encode())
        digest.update(files[name])
    return digest.hexdigest()


def bundled_files() -> Read:
    """Reads the data that come with the package: from the folder beside this file, else from wherever it was loaded."""
    folder = path.join(path.dirname(__file__), "data")
    return files_in(folder) if path.isdir(folder) else _resources()


def files_in(folder: str | PathLike[str]) -> Read:
    """Reads the data in a folder.

    Raises:
        InvalidTypeError: it is no path, or one in bytes.
    """
    if not isinstance(folder, str | PathLike) or not isinstance(inside := fspath(folder), str):
        raise InvalidTypeError(f"cannot open {shown(folder)}; give the path of a folder, as text or pathlib.Path")

    def read(name: str) -> "bytes | mmap":
        file = path.join(inside, name)
        about = stat(file)
        if not S_ISREG(about.st_mode):  # a pipe or a device may never end
            raise OSError(EINVAL, "it is no file")
        with open(file, "rb") as opened:
            return _mapped(opened.fileno()) if about.st_size > MAPPED else opened.read(MAPPED + 1)

    return read


def _mapped(file: int) -> "mmap":
    from mmap import ACCESS_READ, mmap

    return mmap(file, 0, access=ACCESS_READ)


def _resources() -> Read:
    """Reads the data through the loader of the package, out of a zip for example."""
    from importlib_resources import files

    folder = files("demandatlas") / "data"
    return lambda name: (folder / name).read_bytes()


class Store:
    """A compiled dataset that is read as it is asked; safe to share between threads."""

    def __init__(self, read: Read, name: str) -> None:
        self._read = read
        self._lock = ForkedLock()
        self._lines: dict[str, Lines] = {}
        self._records: dict[str, Record] = {}
        self.name = name
        self.known_by: date | None = None
        self.meta: Meta = _meta(self._bytes(META)[: MAX_META + 1])

    @property
    def whole(self) -> "Store":
        """Itself: what a store as of a day looks through."""
        return self

    def get(self, kind: str, id: str) -> Record | None:
        """The record with an id, or none.

        Raises:
            DataError: the line is there and is no such record.
        """
        if kept := self._records.get(id):
            return kept if kind == kept.KIND else None
        line = self._lines_of(file_of(kind)).get(id)
        if line is None:
            return None
        record = _made(RECORDS[kind], line, file_of(kind))
        if record.id != id:
            raise DataError(file_of(kind), repr(id), f"the line holds the id {record.id!r} too; build the data again")
        # Two threads may decode the same line; both then hold the one that was kept first.
        return self._records.setdefault(id, record)

    def ids(self, kind: str) -> tuple[str, ...]:
        """The ids of a kind, sorted."""
        return self._lines_of(file_of(kind)).keys()

    def rows(self, name: str, kind: type[T]) -> Iterator[T]:
        """What a file holds besides the records, in its order.

        Raises:
            DataError: a line is no such object.
        """
        return (_made(kind, line, name) for line in self._lines_of(name).between("", chr(sys.maxunicode)))

    def index(self, key: str) -> str:
        """What the index says for a key; empty where it has no such key."""
        line = self._lines_of(INDEX).get(key)
        return _value(line) if line else ""

    def index_between(self, first: str, last: str) -> Iterator[str]:
        """What the index says for all keys between two, both included."""
        return map(_value, self._lines_of(INDEX).between(first, last))

    def dated(self, key: str) -> str:
        """What the dated index says for a key, the days of its entries with them; empty where it has no such key."""
        line = self._lines_of(DATED).get(key)
        return _value(line) if line else ""

    def dated_between(self, first: str, last: str) -> Iterator[str]:
        """What the dated index says for all keys between two, both included."""
        return map(_value, self._lines_of(DATED).between(first, last))

    @cached_property
    def sources(self) -> "_SourcesHeld":
        """The sources by id."""
        return _SourcesHeld(self)

    def verify(self) -> None:
        """Recompute ``data_sha256`` from the files and decode every record.

        Raises:
            DataError: a file was changed, or a line is no record.
        """
        files = {name: self._bytes(name) for name in sorted(self.meta.sizes)}
        if fingerprint(files) != self.meta.data_sha256:
            raise DataError(self.name, "", "the data are not those that were built: data_sha256 differs; install again")
        for kind in RECORDS:
            for id in self.ids(kind):
                if self.get(kind, id) is None:  # an id whose bytes are no text is shown as what it is not
                    raise DataError(file_of(kind), repr(id), "the id cannot be read; build the data again")

    def text_of(self, name: str) -> bytes:
        """A whole file, as it is.

        Raises:
            DataError: it cannot be read.
        """
        return self._bytes(name)[:]

    def _lines_of(self, name: str) -> Lines:
        lines = self._lines.get(name)
        if lines is None:
            with self._lock.here():
                lines = self._lines.get(name) or self._open(name)
                self._lines[name] = lines
        return lines

    def _open(self, name: str) -> Lines:
        text = self._bytes(name)
        if len(text) != self.meta.sizes.get(name):
            raise DataError(
                name, "", f"has {len(text)} bytes, not {self.meta.sizes.get(name)}; install again or build again"
            )
        before, after = (b"", b"\t") if name in (INDEX, DATED) else (b'{"id":"', b'"')
        return Lines(name, text, before, after)

    def _bytes(self, name: str) -> "bytes | mmap":
        try:
            return self._read(name)
        except (OSError, ValueError) as error:  # the other: a path that no system can hold
            why = getattr(error, "strerror", None) or type(error).__name__
            raise DataError(self.name, name, f"cannot be read ({why}); give a folder of compiled data") from error


class _SourcesHeld:
    """The sources of a store, by id."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __getitem__(self, id: str) -> Source:
        source = self._store.get("source", id)
        if not isinstance(source, Source):
            raise DataError(
                file_of("source"), repr(id), "evidence names a source that is not there; build the data again"
            )
        return source


def _value(line: bytes) -> str:
    try:
        return line.decode().partition("\t")[2]
    except UnicodeDecodeError as error:
        raise DataError("the index", shown(line[:40]), f"is no text ({error}); build the data again") from error


def _made(kind: type[T], line: bytes, file: str) -> T:
    """One line as what it tells: read directly, or, where that fails, by the converter, which says what is wrong."""
    try:
        return reader_of(kind)(decoded(line))  # type: ignore[arg-type, no-any-return]
    except Exception:
        from demandatlas.convert import structure

        return structure(line, kind, file)


def _meta(text: bytes) -> Meta:
    try:
        if len(text) > MAX_META:
            raise ValueError(f"it is longer than {MAX_META} bytes")
        plain = decoded(text)
        version = plain["format_version"]
        if type(version) is int and version > FORMAT_VERSION:
            raise DataError(META, "", f"has format version {shown(version)}; {_TO_READ_IT}")
        meta = Meta(**plain)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DataError(META, "", "is not the description of a compiled dataset; build the data again") from error
    if foreign := meta.sizes.keys() - _FILES:
        raise DataError(META, shown(min(foreign)), "is no file of a compiled dataset; build the data again")
    return meta
