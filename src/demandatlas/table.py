"""Tables: immutable sequences of records that know their ids, and make a record only when it is asked for."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal, Protocol, Self, TypeVar, overload

import attrs

from demandatlas.errors import AmbiguousLabelError, InvalidTypeError, InvalidValueError, UnknownIdError, shown
from demandatlas.naming import nearest, slug
from demandatlas.parts import EVER_USED
from demandatlas.records import Record, names_of
from demandatlas.stamps import Stamp

if TYPE_CHECKING:
    from os import PathLike

    import pandas
    import polars
    import pyarrow

    from demandatlas.export._forms import Form, LongForm
    from demandatlas.records import Site


class Row(Protocol):
    """What a table holds: anything with an id."""

    @property
    def id(self) -> str:
        """The id, unique within the table."""
        ...


R = TypeVar("R", bound=Row)

SHOWN = 10
"""How many rows a printed table shows at most."""


class Table(Sequence[R]):
    """An immutable sequence of records, by position, by id, or by the label a person would type.

    Iterating, slicing and comparing work as for a tuple. ``question`` says what was asked.
    """

    __slots__ = ("_asked", "_data", "_ids", "_kind", "_load", "_load_all", "_names", "_note", "_positions", "_site")

    _asked: str
    _data: Stamp | None
    _ids: tuple[str, ...]
    _kind: str
    _load: Callable[[str], R]
    _load_all: Callable[[Sequence[str]], Iterable[R]]
    _names: Callable[[str], tuple[str, ...]]
    _note: str
    _positions: dict[str, int] | None
    _site: "Callable[[str], Site | None] | None"

    def __init__(
        self,
        ids: Iterable[str],
        load: Callable[[str], R],
        kind: str,
        question: str = "",
        names: Callable[[str], tuple[str, ...]] | None = None,
        data: Stamp | None = None,
        site: "Callable[[str], Site | None] | None" = None,
        load_all: Callable[[Sequence[str]], Iterable[R]] | None = None,
        note: str = "",
    ) -> None:
        set_once = object.__setattr__
        set_once(self, "_ids", tuple(ids))
        set_once(self, "_load", load)
        set_once(self, "_load_all", load_all or partial(map, load))
        set_once(self, "_kind", kind)
        set_once(self, "_names", names or self._ids_named)
        set_once(self, "_positions", None)
        set_once(self, "_asked", question)
        set_once(self, "_data", data)
        set_once(self, "_site", site)
        set_once(self, "_note", note)

    @classmethod
    def of(cls, rows: Iterable[R], kind: str, question: str = "", data: Stamp | None = None, note: str = "") -> Self:
        """A table of rows that are already there.

        Raises:
            InvalidTypeError: they are no rows: something that has no id; or the note is no text.
            InvalidValueError: two rows have the same id.
        """
        if not isinstance(rows, Iterable):
            raise InvalidTypeError(f"cannot make a table of {shown(rows)}; give rows")
        if not isinstance(note, str):
            raise InvalidTypeError(f"cannot take {shown(note)} for a note; give text")
        by_id: dict[str, R] = {}
        for row in rows:
            if not isinstance(getattr(row, "id", None), str):
                raise InvalidTypeError(f"cannot take {shown(row)} for a row: it has no id; give records")
            if by_id.setdefault(row.id, row) is not row:
                raise InvalidValueError(f"two rows of the table have the id {row.id!r}; give each its own")
        return cls(by_id, by_id.__getitem__, kind, question, data=data, note=note)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a table cannot be changed; make a new one with .where(...) instead of changing {name!r}")

    def __delattr__(self, name: str) -> None:
        self.__setattr__(name, None)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids, in the table's order."""
        return self._ids

    @property
    def asked(self) -> str:
        """What was asked, as a user would write it."""
        return self._asked

    @property
    def question(self) -> str:
        """What was asked of which data: enough to ask it again, for a paper or a log."""
        return f"{self._asked} on {self._data}" if self._data else self._asked

    @property
    def stamp(self) -> Stamp | None:
        """Which data it was asked of; none for a table that was put together by hand."""
        return self._data

    @property
    def note(self) -> str:
        """What a reader of the table should know, such as how far two readers agreed; printed below it."""
        return self._note

    @property
    def kind(self) -> str:
        """The kind of its rows, such as ``site``."""
        return self._kind

    def __len__(self) -> int:
        return len(self._ids)

    def __iter__(self) -> Iterator[R]:
        return iter(self._load_all(self._ids))

    def __contains__(self, asked: object) -> bool:
        if isinstance(asked, str):
            return any(id in self._position_of for id in (asked, *self._names(asked)))
        id = getattr(asked, "id", None)
        return isinstance(id, str) and id in self._position_of and asked == self._load(id)

    @overload
    def __getitem__(self, asked: int | str | R) -> R: ...
    @overload
    def __getitem__(self, asked: slice) -> "Table[R]": ...
    def __getitem__(self, asked: int | str | R | slice) -> "R | Table[R]":
        """The row at a position, or of an id, label or record; a slice gives a table.

        Raises:
            UnknownIdError: no row answers to the id or label; it names the nearest.
            AmbiguousLabelError: the label fits more than one row.
            IndexError: there is no such position.
            InvalidValueError: a slice that is made of anything but positions, or has a step of 0.
        """
        if isinstance(asked, slice):
            return self._narrowed(self._sliced(asked), f"[{_as_typed(asked)}]")
        if isinstance(asked, int):
            return self._load(self._ids[asked])
        return self._load(self._resolved(asked))

    def get(self, asked: "int | str | R", default: R | None = None) -> R | None:
        """The row of an id, label, record or position; ``default`` where there is none.

        Raises:
            AmbiguousLabelError: the label fits more than one row.
        """
        try:
            return self[asked]
        except (UnknownIdError, IndexError):
            return default

    def find(self, text: str) -> "Table[R]":
        """The rows whose id, name or alias holds the text, in any case; whole names first.

        Raises:
            InvalidTypeError: it is not text.
            InvalidValueError: it holds no letter or digit.
        """
        if not isinstance(text, str):
            raise InvalidTypeError(f"cannot look for {shown(text)}; .find takes text")
        if not (wanted := slug(text)):
            raise InvalidValueError(
                f"cannot look for {shown(text)}: it holds no letter or digit; give a part of a name"
            )
        named = ((row.id, _names(row)) for row in self)
        matches = sorted((wanted not in names, id) for id, names in named if any(wanted in name for name in names))
        return self._narrowed((id for _, id in matches), f".find({text!r})")

    def where(self, **fields: object) -> "Table[R]":
        """The rows whose fields have these values; for a field of many values, the rows that have it among them.

        Raises:
            InvalidValueError: the rows have no such field; it names the nearest.
        """
        self._check_fields(fields)
        rows = [row for row in self if all(_matches(row, name, value) for name, value in fields.items())]
        asked = ", ".join(f"{name}={value!r}" for name, value in fields.items())
        return self._narrowed((row.id for row in rows), f".where({asked})")

    def to_records(self, form: "LongForm | Literal['nested'] | None" = None) -> list[dict[str, Any]]:
        """The rows as plain dicts: flat, one a record; a long form, by its name; or ``"nested"``, as JSON holds them.

        Flat values are text, numbers, ``datetime.date``, lists of text and None. All other exports hold the same.

        Raises:
            InvalidValueError: there is no such form.
            InvalidTypeError: the rows are no records, and have no long or nested form.
        """
        from demandatlas.export._forms import to_records

        return to_records(self, self._kind, form)

    def to_csv(self, path: "str | PathLike[str]", form: "LongForm | None" = None, *, overwrite: bool = False) -> None:
        """Write the rows as CSV: lists joined by ``;``, and an apostrophe before text that a spreadsheet would run.

        Raises:
            ExportError: there is a file at the path already, or it cannot be written.
            InvalidValueError: there is no such form.
        """
        from demandatlas.export._csv import csv_text
        from demandatlas.export._placing import write_file

        text = csv_text(self._form(form), self)
        write_file(path, lambda place: place.write_bytes(text), overwrite=overwrite)

    def to_pandas(self, form: "LongForm | None" = None) -> "pandas.DataFrame":
        """The rows as a pandas frame: ids and terms as categories, counts as ``Int64``, days as ``datetime64[s]``.

        Raises:
            MissingExtraError: pandas is not installed.
            InvalidValueError: there is no such form.
        """
        from demandatlas.export._frames import to_pandas

        return to_pandas(self._form(form), self)

    def to_polars(self, form: "LongForm | None" = None) -> "polars.DataFrame":
        """The rows as a polars frame: ids as ``Categorical``, terms as ``Enum``, days as ``Date``, lists as lists.

        Raises:
            MissingExtraError: polars is not installed.
            InvalidValueError: there is no such form.
        """
        from demandatlas.export._frames import to_polars

        return to_polars(self._form(form), self)

    def to_arrow(self, form: "LongForm | None" = None) -> "pyarrow.Table":
        """The rows as an Arrow table: ids and terms as dictionaries, days as ``date32``, lists as lists.

        Raises:
            MissingExtraError: pyarrow is not installed.
            InvalidValueError: there is no such form.
        """
        from demandatlas.export._arrow import to_arrow

        return to_arrow(self._form(form), self)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def to_geojson(self, path: "str | PathLike[str] | None" = None, *, overwrite: bool = False) -> str:
        """Sites, or operations at the points of their sites, as GeoJSON (RFC 7946); also written to a path, if given.

        Raises:
            InvalidTypeError: the rows are neither, or are operations that were taken out of their dataset.
            ExportError: there is a file at the path already, or it cannot be written.
        """
        from demandatlas.export._geojson import collection, geojson_text
        from demandatlas.export._placing import write_file

        text = geojson_text(collection(self, self._kind, self._site))
        if path is not None:
            write_file(path, lambda place: place.write_text(text, "utf-8"), overwrite=overwrite)
        return text

    @property
    def __geo_interface__(self) -> dict[str, Any]:
        from demandatlas.export._geojson import GEOGRAPHIC, collection

        if self._kind not in GEOGRAPHIC:
            raise AttributeError(f"{self._kind} rows have no place; sites and operations have one")
        return collection(self, self._kind, self._site)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Table):
            return NotImplemented
        return self._ids == other._ids and all(mine == theirs for mine, theirs in zip(self, other, strict=True))

    def __hash__(self) -> int:
        return hash(self._ids)

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuilt, (tuple(self), self._kind, self._asked, self._data, self._note)

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self

    def __repr__(self) -> str:
        rows = [[_cell(row, column) for column in self._columns] for row in islice(self, SHOWN)]
        widths = [max(map(len, cells)) for cells in zip(self._columns, *rows, strict=True)]
        lines = [
            "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
            for cells in (self._columns, *rows)
        ]
        return "\n".join([self._title, *(line.rstrip() for line in lines), *self._more])

    def _repr_html_(self) -> str:
        from html import escape

        head = "".join(f"<th>{escape(column)}</th>" for column in self._columns)
        rows = (
            f"<tr>{''.join(f'<td>{escape(_cell(row, column))}</td>' for column in self._columns)}</tr>"
            for row in islice(self, SHOWN)
        )
        note = escape(" ".join([self._title, *self._more]))
        return f"<table><caption>{note}</caption><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"

    @property
    def _title(self) -> str:
        count = f"{len(self)} {self._kind}{'' if len(self) == 1 else ' rows'}"
        return f"{count}: {self._asked}" if self._asked else count

    @property
    def _more(self) -> list[str]:
        more = [f"... and {len(self) - SHOWN} more"] if len(self) > SHOWN else []
        return [*more, self._note] if self._note else more

    @property
    def _columns(self) -> tuple[str, ...]:
        return getattr(self[0], "COLUMNS", ("id",)) if self else ("id",)

    @property
    def _position_of(self) -> dict[str, int]:
        positions = self._positions
        if positions is None:
            positions = {id: at for at, id in enumerate(self._ids)}
            object.__setattr__(self, "_positions", positions)
        return positions

    def _form(self, name: str | None) -> "Form":
        from demandatlas.export._forms import form_of

        return form_of(self, self._kind, name)

    def _check_fields(self, asked: Iterable[str]) -> None:
        """Make sure that the rows have these fields, also where there is no row."""
        from demandatlas.answers import ROWS

        cls = type(self[0]) if self else ROWS.get(self._kind)
        if cls is None or not attrs.has(cls):
            return
        fields = attrs.fields_dict(cls)
        for name in asked:
            if name not in fields:
                close = nearest(name, fields)
                hint = f"; did you mean {close[0]!r}?" if close else f"; it has {', '.join(fields)}"
                raise InvalidValueError(f"a {cls.__name__} has no field {name!r}{hint}")

    def _sliced(self, asked: slice) -> tuple[str, ...]:
        try:
            return self._ids[asked]
        except (TypeError, ValueError) as error:
            raise InvalidValueError(f"cannot take the slice {shown(asked)}: {error}; give positions") from None

    def _resolved(self, asked: "str | R") -> str:
        wanted = asked if isinstance(asked, str) else getattr(asked, "id", None)
        if not isinstance(wanted, str):
            raise InvalidTypeError(
                f"cannot look up {shown(asked)} among {self._kind} rows; give an id, a label, a record or a position"
            )
        if wanted in self._position_of:
            return wanted
        fitting = tuple(id for id in self._names(wanted) if id in self._position_of)
        if len(fitting) > 1:
            raise AmbiguousLabelError(wanted, self._kind, fitting)
        if not fitting:
            raise UnknownIdError(wanted, self._kind, nearest(wanted, self._ids))
        return fitting[0]

    def _ids_named(self, name: str) -> tuple[str, ...]:
        wanted = slug(name)
        return tuple(row.id for row in self if wanted in _names(row))

    def _narrowed(self, ids: Iterable[str], step: str) -> "Table[R]":
        return Table(
            ids, self._load, self._kind, f"{self._asked}{step}", self._names, self._data, self._site, self._load_all,
            self._note,
        )  # fmt: skip


def asked_as(question: str, *given: object, **options: object) -> str:
    """The question as a user would write it, for ``Table.question``."""
    last = max((at for at, value in enumerate(given, start=1) if value is not None), default=0)
    words = [repr(_plain(value)) for value in given[:last]]
    words += [
        f"{name}={_plain(value)!r}" for name, value in options.items() if value is not None and value != EVER_USED
    ]
    return f"{question}({', '.join(words)})"


def _plain(value: object) -> object:
    return value.id if isinstance(value, Record) else value


def _as_typed(asked: slice) -> str:
    bounds = ["" if bound is None else str(bound) for bound in (asked.start, asked.stop, asked.step)]
    return ":".join(bounds if bounds[2] else bounds[:2])


def _cell(row: object, column: str) -> str:
    value = getattr(row, column)
    text = ", ".join(map(str, value)) if isinstance(value, tuple) else "" if value is None else str(value)
    return text if len(text) <= 40 else f"{text[:39]}…"


def _names(row: object) -> set[str]:
    names = names_of(row) if isinstance(row, Record) else {getattr(row, "id", "")}
    return {slug(name) for name in names} - {""}


def _matches(row: object, name: str, value: object) -> bool:
    held = getattr(row, name)
    return value in held if isinstance(held, tuple) and not isinstance(value, tuple) else bool(held == value)


def _rebuilt(rows: tuple[Row, ...], kind: str, question: str, data: Stamp | None, note: str = "") -> Table[Row]:
    return Table.of(rows, kind, question, data, note)
