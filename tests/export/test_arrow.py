"""Arrow and Parquet, read back by pyarrow, polars, pandas and DuckDB."""

import duckdb
import pandas
import polars
import pyarrow
import pyarrow.parquet as pq
from export.samples import rebuilt

import demandatlas as da
from demandatlas.export._forms import all_forms, long_forms


def test_records_come_back_from_arrow(dataset, tmp_path):
    """The Parquet files, read by pyarrow, hold every value of every record."""
    da.export.parquet(tmp_path, dataset)

    found = rebuilt(lambda name: pq.read_table(tmp_path / f"{name}.parquet").to_pylist())

    assert {record.id: record for record in dataset.all_records()} == found


def test_records_come_back_from_polars(dataset, tmp_path):
    """The Parquet files, read by polars, hold every value of every record."""
    da.export.parquet(tmp_path, dataset)

    found = rebuilt(lambda name: polars.read_parquet(tmp_path / f"{name}.parquet").to_dicts())

    assert {record.id: record for record in dataset.all_records()} == found


def test_records_come_back_from_duckdb(dataset, tmp_path):
    """The Parquet files, read by DuckDB, hold every value of every record."""
    da.export.parquet(tmp_path, dataset)

    def rows(name):
        with duckdb.connect() as database:
            answer = database.sql(f"SELECT * FROM '{tmp_path / name}.parquet'")
            return [dict(zip(answer.columns, row, strict=True)) for row in answer.fetchall()]

    assert {record.id: record for record in dataset.all_records()} == rebuilt(rows)


def test_pandas_reads_every_file(dataset, tmp_path):
    """pandas reads each file and finds as many rows as the form has."""
    da.export.parquet(tmp_path, dataset)
    found = {path.stem: len(pandas.read_parquet(path)) for path in tmp_path.iterdir()}
    records = tuple(dataset.all_records())
    expected = {
        form.name: len(list(form.rows(records if form.name in long_forms() else getattr(dataset, form.name))))
        for form in all_forms()
    }

    assert expected == found


def test_arrow_types(sample):
    """Ids and terms are dictionaries, days date32, lists lists; what must be told is not nullable."""
    schema = sample.operations.to_arrow().schema
    names = ("id", "name", "edition", "when_earliest", "sites")
    found = [(schema.field(name).type, schema.field(name).nullable) for name in names]

    assert [
        (pyarrow.dictionary(pyarrow.int32(), pyarrow.string()), False),
        (pyarrow.string(), False),
        (pyarrow.int64(), True),
        (pyarrow.date32(), True),
        (pyarrow.list_(pyarrow.string()), False),
    ] == found


def test_what_a_column_means_goes_along(sample, tmp_path):
    """Descriptions and versions are in the metadata of a Parquet file."""
    da.export.parquet(tmp_path, sample)

    schema = pq.read_schema(tmp_path / "sites.parquet")

    assert ("Residents, as the sources give it.", sample.data_sha256) == (
        schema.field("population").metadata[b"description"].decode(),
        schema.metadata[b"data_sha256"].decode(),
    )


def test_tools_take_a_table_as_it_is(sample):
    """A table is an Arrow stream: pyarrow and DuckDB take it without a call of ours."""
    sites = sample.sites  # DuckDB finds it by this name
    found = [
        pyarrow.table(sites)["id"].to_pylist(),
        [row[0] for row in duckdb.sql("SELECT id FROM sites ORDER BY id").fetchall()],
    ]

    assert [list(sites.ids)] * 2 == found


def test_the_same_data_give_the_same_bytes(dataset, tmp_path):
    """Two exports of one dataset, by one version of pyarrow, do not differ in a byte."""
    first = {path.name: path.read_bytes() for path in da.export.parquet(tmp_path / "first", dataset)}

    assert first == {path.name: path.read_bytes() for path in da.export.parquet(tmp_path / "second", dataset)}
