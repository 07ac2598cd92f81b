"""SQLite: a table a form, with keys, foreign keys and indexes; days as ISO text, lists as JSON arrays."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from demandatlas.export._columns import Column
from demandatlas.export._forms import Form

_TYPES = {"text": "TEXT", "integer": "INTEGER", "number": "REAL", "date": "TEXT", "list": "TEXT"}


def write_sqlite(
    forms: Sequence[Form], records: Mapping[str, Iterable[Any]], about: Mapping[str, str], path: Path
) -> None:
    """Write a database: the forms, ``about`` (name and value) and ``columns`` (what every column means).

    Raises:
        OSError: the file cannot be written, such as to a full disk.
    """
    try:
        _write(forms, records, about, path)
    except sqlite3.OperationalError as error:
        raise OSError(str(error)) from error


def _write(forms: Sequence[Form], records: Mapping[str, Iterable[Any]], about: Mapping[str, str], path: Path) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("BEGIN")
        for form in forms:
            database.execute(_create(form))
            marks = ", ".join("?" * len(form.columns))
            rows = (_cells(form, row) for row in form.rows(records[form.name]))
            database.executemany(f"INSERT INTO {_quoted(form.name)} VALUES ({marks})", rows)  # noqa: S608  our own names
            for column in _referring(form):
                database.execute(_index(form, column))
        _describe(database, forms, about)


def _describe(database: sqlite3.Connection, forms: Sequence[Form], about: Mapping[str, str]) -> None:
    database.execute("CREATE TABLE about (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL)")
    database.executemany("INSERT INTO about VALUES (?, ?)", sorted(about.items()))
    database.execute(
        'CREATE TABLE columns ("table" TEXT NOT NULL, "column" TEXT NOT NULL, type TEXT NOT NULL, '
        'description TEXT NOT NULL, PRIMARY KEY ("table", "column"))'
    )
    described = [(form.name, column.name, column.type, column.description) for form in forms for column in form.columns]
    database.executemany("INSERT INTO columns VALUES (?, ?, ?, ?)", described)


def _create(form: Form) -> str:
    columns = ",\n  ".join(_defined(column) for column in form.columns)
    return f"CREATE TABLE {_quoted(form.name)} (\n  {columns}\n)"


def _defined(column: Column) -> str:
    words = [_quoted(column.name), _TYPES[column.type]]
    words += ["PRIMARY KEY"] if column.key else []
    words += ["NOT NULL"] if column.required else []
    if column.terms and column.type == "text" and not column.target:
        words.append(f"CHECK ({_quoted(column.name)} IN ({', '.join(map(_text, column.terms))}))")
    if column.target and column.type == "text":
        words.append(f"REFERENCES {_quoted(column.target)} (id)")
    return " ".join(words)


def _index(form: Form, column: Column) -> str:
    name = f"{form.name}_by_{column.name}"
    return f"CREATE INDEX {_quoted(name)} ON {_quoted(form.name)} ({_quoted(column.name)})"


def _referring(form: Form) -> list[Column]:
    """The columns that people join or search by."""
    days = ("when_earliest", "when_latest")
    return [column for column in form.columns if (column.target and column.type == "text") or column.name in days]


def _cells(form: Form, row: Mapping[str, Any]) -> list[Any]:
    return [_cell(column, row[column.name]) for column in form.columns]


def _cell(column: Column, value: Any) -> Any:
    if value is None or column.type in ("text", "integer", "number"):
        return value
    return value.isoformat() if column.type == "date" else json.dumps(value, ensure_ascii=False)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(term: str) -> str:
    return "'" + term.replace("'", "''") + "'"
