"""SQLite, read back by the standard library."""

import json
import sqlite3
from contextlib import closing
from datetime import date

import pytest
from export.samples import rebuilt

import demandatlas as da
from demandatlas.export._forms import all_forms


@pytest.fixture
def database(dataset, tmp_path):
    path = da.export.sqlite(tmp_path / "atlas.sqlite", dataset)
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


def test_records_come_back(dataset, database):
    """The tables hold every value of every record."""
    readers = {"list": json.loads, "date": date.fromisoformat}
    types = {(form.name, column.name): column.type for form in all_forms() for column in form.columns}

    def rows(name):
        return [
            {
                key: None if row[key] is None else readers.get(types[name, key], lambda value: value)(row[key])
                for key in row.keys()  # noqa: SIM118  a Row is no dict
            }
            for row in database.execute(f'SELECT * FROM "{name}"')
        ]

    assert {record.id: record for record in dataset.all_records()} == rebuilt(rows)


def test_every_reference_is_declared_and_holds(database):
    """SQLite itself finds no row whose foreign key leads nowhere, and the keys are there to be checked."""
    declared = sum(len(database.execute(f'PRAGMA foreign_key_list("{form.name}")').fetchall()) for form in all_forms())
    expected = sum(1 for form in all_forms() for column in form.columns if column.target and column.type == "text")

    assert (expected, []) == (declared, database.execute("PRAGMA foreign_key_check").fetchall())


def test_the_file_is_sound(database):
    """SQLite's own check finds nothing."""
    assert "ok" == database.execute("PRAGMA integrity_check").fetchone()[0]


def test_a_claim_is_found_by_its_index(database):
    """A question by site and its evidence uses indexes, not a scan of the table."""
    plan = database.execute(
        "EXPLAIN QUERY PLAN SELECT source FROM tactic_claims AS claim "
        "JOIN evidence ON evidence.tactic_claim = claim.id WHERE claim.site = 'x'"
    ).fetchall()

    assert [True, True] == ["USING INDEX" in row["detail"] for row in plan]


def test_a_word_outside_the_vocabulary_is_refused(database):
    """The closed lists are checks of the database."""
    with pytest.raises(sqlite3.IntegrityError, match="CHECK constraint failed") as raised:
        database.execute("UPDATE tactic_uses SET standing = 'perhaps'")

    assert "standing" in str(raised.value)


def test_every_column_is_described(dataset, database):
    """The table ``columns`` says of each column what it means."""
    described = {
        (row["table"], row["column"]) for row in database.execute('SELECT * FROM columns WHERE description != ""')
    }

    assert {(form.name, column.name) for form in all_forms() for column in form.columns} == described


def test_versions_are_told(dataset, database):
    """The table ``about`` says which data these are."""
    about = dict(database.execute("SELECT name, value FROM about").fetchall())

    assert (dataset.data_version, dataset.data_sha256) == (about["data_version"], about["data_sha256"])


def test_the_same_data_give_the_same_bytes(dataset, tmp_path):
    """Two exports of one dataset, by one version of SQLite, do not differ in a byte."""
    first = da.export.sqlite(tmp_path / "first.sqlite", dataset).read_bytes()

    assert first == da.export.sqlite(tmp_path / "second.sqlite", dataset).read_bytes()
