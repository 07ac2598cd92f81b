"""CSV: safe in a spreadsheet, exact to read back."""

import csv
from datetime import date

import pytest
from export.samples import rebuilt
from hypothesis import given
from hypothesis import strategies as st

import demandatlas as da
from demandatlas.export._forms import all_forms
from demandatlas.export._texts import guarded, joined, split, unguarded

READERS = {"integer": int, "number": float, "date": date.fromisoformat}


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def typed(column, cell):
    """A cell as the documented rules read it."""
    if column.type == "list":
        return list(split(unguarded(cell)))
    if not cell:
        return None
    return READERS.get(column.type, unguarded)(cell)


def test_records_come_back(dataset, tmp_path):
    """From the files of the export, read with the standard library by the documented rules, all records come back."""
    da.export.csv(tmp_path, dataset)
    forms = {form.name: form for form in all_forms()}

    def rows(name):
        columns = {column.name: column for column in forms[name].columns}
        return [{key: typed(columns[key], cell) for key, cell in row.items()} for row in read(tmp_path / f"{name}.csv")]

    assert {record.id: record for record in dataset.all_records()} == rebuilt(rows)


def test_no_cell_of_text_is_taken_for_a_formula(sample, tmp_path):
    """No cell of a text or list column begins with what makes a spreadsheet compute it."""
    da.export.csv(tmp_path, sample)
    texts = {(form.name, c.name) for form in all_forms() for c in form.columns if c.type in ("text", "list")}

    active = [
        cell
        for path in tmp_path.iterdir()
        for row in read(path)
        for name, cell in row.items()
        if (path.stem, name) in texts and cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    ]

    assert [] == active


def test_a_negative_number_stays_a_number(sample, tmp_path):
    """Only text is guarded: a longitude west of Greenwich is written as it is."""
    sample.sites.to_csv(tmp_path / "sites.csv")

    assert "-149.5" == read(tmp_path / "sites.csv")[0]["longitude"]


@pytest.mark.parametrize("text", ["=1+1", "+1 555", "-5", "@home", "\tx", "\rx", "\nx", "'said'"])
def test_a_dangerous_text_gets_an_apostrophe(text):
    """The apostrophe stands before what a spreadsheet could run, and before what begins with one already."""
    assert f"'{text}" == guarded(text)


@given(st.text())
def test_guarding_can_be_undone(text):
    """Whatever the text, it comes back."""
    assert text == unguarded(guarded(text))


@given(st.lists(st.text(min_size=1)))
def test_joining_can_be_undone(entries):
    """Whatever the entries hold, they come back; no entry is empty in the data."""
    assert tuple(entries) == split(joined(entries))


@given(st.lists(st.text(min_size=1), min_size=1))
def test_a_plain_split_gives_as_many(entries):
    """Tools that split at the semicolon get the right number of entries."""
    assert len(entries) == len(joined(entries).split(";"))


def test_the_same_data_give_the_same_bytes(dataset, tmp_path):
    """Two exports of one dataset do not differ in a byte."""
    first = {path.name: path.read_bytes() for path in da.export.csv(tmp_path / "first", dataset)}

    assert first == {path.name: path.read_bytes() for path in da.export.csv(tmp_path / "second", dataset)}


def test_a_table_writes_a_long_form(sample, tmp_path):
    """A table writes one of its long forms when it is named."""
    sample.operations.to_csv(tmp_path / "outcomes.csv", "outcomes")

    rows = read(tmp_path / "outcomes.csv")

    expected = [("sweep-2021:arrests", "12", ""), ("sweep-2021:felonies", "0", "sweep-2021:arrests")]
    assert expected == [(row["id"], row["count_low"], row["part_of"]) for row in rows]


def test_the_bundled_dataset_is_the_default(bundled, tmp_path):
    """Without a dataset, the bundled one is exported."""
    da.export.csv(tmp_path)

    assert list(bundled.sites.ids) == [row["id"] for row in read(tmp_path / "sites.csv")]
