"""Whole datasets in the formats of other tools; every function refuses to overwrite unless told.

A table has the same for itself: ``da.sites.to_pandas()``, ``da.operations.to_csv(path)``. All flat formats hold the
same forms: one row a record (``sites``, ``operations`` ...), and long forms with keys (``statements``,
``tactic_claims``, ``outcomes``, ``participations``, ``evidence`` ...), so that every value leads to its source.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from demandatlas.dataset import Dataset

__all__ = ["croissant", "csv", "data_package", "geojson", "json_schema", "parquet", "sqlite"]

BUNDLED_LICENSE = "CC-BY-4.0"


def parquet(
    folder: str | PathLike[str], dataset: "Dataset | None" = None, *, overwrite: bool = False
) -> tuple[Path, ...]:
    """Write one Parquet file a form, with descriptions and versions as metadata; gives the paths.

    Args:
        folder: where to; made if it is not there.
        dataset: which dataset; the bundled one if left out.
        overwrite: whether files of the same names are replaced.

    Raises:
        MissingExtraError: pyarrow is not installed.
        ExportError: a file is there already, or cannot be written.
    """
    held, about = _whole(dataset)
    return _write(folder, _parquet_files(held, about), overwrite)


def sqlite(path: str | PathLike[str], dataset: "Dataset | None" = None, *, overwrite: bool = False) -> Path:
    """Write an SQLite database: a table a form, with keys, foreign keys and indexes; gives the path.

    The tables ``about`` and ``columns`` tell the versions and what every column means. Days are ISO text, lists JSON.

    Args:
        path: where to.
        dataset: which dataset; the bundled one if left out.
        overwrite: whether a file there is replaced.

    Raises:
        ExportError: a file is there already, or cannot be written.
    """
    from demandatlas.export._forms import all_forms
    from demandatlas.export._placing import write_file
    from demandatlas.export._sqlite import write_sqlite

    held, about = _whole(dataset)
    return write_file(path, partial(write_sqlite, all_forms(), held, about), overwrite=overwrite)


def csv(folder: str | PathLike[str], dataset: "Dataset | None" = None, *, overwrite: bool = False) -> tuple[Path, ...]:
    """Write one CSV file a form, safe to open in a spreadsheet; gives the paths.

    Lists are joined by ``;``; text that a spreadsheet could take for a formula has an apostrophe before it.

    Args:
        folder: where to; made if it is not there.
        dataset: which dataset; the bundled one if left out.
        overwrite: whether files of the same names are replaced.

    Raises:
        ExportError: a file is there already, or cannot be written.
    """
    held, _ = _whole(dataset)
    return _write(folder, _csv_files(held), overwrite)


def geojson(path: str | PathLike[str], dataset: "Dataset | None" = None, *, overwrite: bool = False) -> Path:
    """Write the sites as GeoJSON (RFC 7946), with the standing of every tactic among the properties; gives the path.

    Args:
        path: where to.
        dataset: which dataset; the bundled one if left out.
        overwrite: whether a file there is replaced.

    Raises:
        ExportError: a file is there already, or cannot be written.
    """
    from demandatlas.export._geojson import collection, geojson_text
    from demandatlas.export._placing import write_file

    held, _ = _whole(dataset)
    text = geojson_text(collection(held["sites"], "site", None))
    return write_file(path, lambda place: place.write_text(text, "utf-8"), overwrite=overwrite)


def data_package(
    folder: str | PathLike[str],
    dataset: "Dataset | None" = None,
    *,
    license: str | None = None,
    overwrite: bool = False,
) -> tuple[Path, ...]:
    """Write a Frictionless Data Package (v2): the CSV files and ``datapackage.json``; gives the paths.

    Args:
        folder: where to; made if it is not there.
        dataset: which dataset; the bundled one if left out.
        license: SPDX id of the data's licence; CC-BY-4.0 for the bundled dataset, none told for another one.
        overwrite: whether files of the same names are replaced.

    Raises:
        ExportError: a file is there already, or cannot be written.
    """
    from demandatlas.export._data_package import package_text
    from demandatlas.export._forms import all_forms

    held, about = _whole(dataset, license)
    tables = _csv_files(held)
    description = package_text(all_forms(), tables, about, held["sources"])
    return _write(folder, {**tables, "datapackage.json": description}, overwrite)


def croissant(
    folder: str | PathLike[str],
    dataset: "Dataset | None" = None,
    *,
    license: str | None = None,
    overwrite: bool = False,
) -> tuple[Path, ...]:
    """Write the Parquet files and their Croissant description, ``croissant.json``; gives the paths.

    Args:
        folder: where to; made if it is not there.
        dataset: which dataset; the bundled one if left out.
        license: SPDX id of the data's licence; CC-BY-4.0 for the bundled dataset, none told for another one.
        overwrite: whether files of the same names are replaced.

    Raises:
        MissingExtraError: pyarrow is not installed.
        ExportError: a file is there already, or cannot be written.
    """
    from demandatlas.export._croissant import croissant_text
    from demandatlas.export._forms import all_forms

    held, about = _whole(dataset, license)
    tables = _parquet_files(held, about)
    return _write(folder, {**tables, "croissant.json": croissant_text(all_forms(), tables, about)}, overwrite)


def json_schema(folder: str | PathLike[str], *, overwrite: bool = False) -> tuple[Path, ...]:
    """Write a JSON Schema (2020-12) for each kind of record; gives the paths.

    They describe a record as JSON: a line of the compiled data, or an entry of ``table.to_records("nested")``.

    Args:
        folder: where to; made if it is not there.
        overwrite: whether files of the same names are replaced.

    Raises:
        ExportError: a file is there already, or cannot be written.
    """
    import json

    from demandatlas.export._json_schema import json_schema as schema_of
    from demandatlas.records import RECORDS

    schemas = {f"{record.TABLE}.schema.json": schema_of(record) for record in RECORDS.values()}
    files = {name: (json.dumps(schema, indent=2) + "\n").encode() for name, schema in schemas.items()}
    return _write(folder, files, overwrite)


def _parquet_files(held: Mapping[str, Sequence[Any]], about: Mapping[str, str]) -> dict[str, bytes]:
    """Every form as Parquet, by file name."""
    from demandatlas.export._arrow import parquet_bytes
    from demandatlas.export._forms import all_forms

    return {f"{form.name}.parquet": parquet_bytes(form, held[form.name], about) for form in all_forms()}


def _csv_files(held: Mapping[str, Sequence[Any]]) -> dict[str, bytes]:
    """Every form as CSV, by file name."""
    from demandatlas.export._csv import csv_text
    from demandatlas.export._forms import all_forms

    return {f"{form.name}.csv": csv_text(form, held[form.name]) for form in all_forms()}


def _whole(dataset: "Dataset | None", license: str | None = None) -> tuple[Mapping[str, Sequence[Any]], dict[str, str]]:
    """The records that each form reads, by the form's name, and what is to be said of the whole."""
    from demandatlas import __version__
    from demandatlas.dataset import Dataset  # above this room: only the default needs it
    from demandatlas.errors import InvalidTypeError, shown
    from demandatlas.export._forms import long_forms
    from demandatlas.records import RECORDS

    if not isinstance(dataset, Dataset | None):
        raise InvalidTypeError(f"cannot export {shown(dataset)}; give a dataset")
    if not isinstance(license, str | None):
        raise InvalidTypeError(f"cannot take {shown(license)} as a licence; give its SPDX id, such as 'CC-BY-4.0'")
    data = dataset or Dataset.bundled()
    held = {record.TABLE: tuple(getattr(data, record.TABLE)) for record in RECORDS.values()}
    everything = tuple(record for records in held.values() for record in records)
    about = {
        "name": "demandatlas",
        "package_version": __version__,
        "data_version": data.data_version,
        "data_sha256": data.data_sha256,
    }
    if told := license or (None if dataset else BUNDLED_LICENSE):
        about["license"] = told
    return {**held, **dict.fromkeys(long_forms(), everything)}, about


def _write(folder: str | PathLike[str], files: Mapping[str, bytes], overwrite: bool) -> tuple[Path, ...]:
    from demandatlas.export._placing import write_files

    return write_files(
        folder, {name: partial(Path.write_bytes, data=text) for name, text in files.items()}, overwrite=overwrite
    )
