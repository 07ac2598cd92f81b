"""Data frames of pandas and polars."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from demandatlas.export._columns import Column
from demandatlas.export._forms import Form
from demandatlas.export._optional import library

if TYPE_CHECKING:
    import pandas
    import polars


def to_pandas(form: Form, records: Iterable[Any]) -> "pandas.DataFrame":
    """The rows of these records as a pandas frame.

    Ids and terms are categories, whole numbers ``Int64``, days ``datetime64[s]``, other text ``string``.

    Raises:
        MissingExtraError: pandas is not installed.
    """
    pandas = library("pandas", "pandas")
    cells = form.cells(records)
    series = {column.name: _series(pandas, column, cells[column.name]) for column in form.columns}
    return pandas.DataFrame(series)  # type: ignore[no-any-return]


def to_polars(form: Form, records: Iterable[Any]) -> "polars.DataFrame":
    """The rows of these records as a polars frame.

    Ids are ``Categorical``, terms ``Enum``, days ``Date``, lists ``List(String)``.

    Raises:
        MissingExtraError: polars is not installed.
    """
    polars = library("polars", "polars")
    schema = {column.name: _polars_type(polars, column) for column in form.columns}
    return polars.DataFrame(form.cells(records), schema=schema)  # type: ignore[no-any-return]


def _series(pandas: Any, column: Column, values: list[Any]) -> Any:
    if column.type == "text" and column.terms and not column.is_id:
        return pandas.Series(pandas.Categorical(values, categories=sorted(column.terms)))
    if column.type == "date":
        values = [None if day is None else day.isoformat() for day in values]
    return pandas.Series(values, dtype=_pandas_type(column))


def _pandas_type(column: Column) -> str:
    if column.type == "text" and column.is_id:
        return "category"
    types = {"text": "string", "integer": "Int64", "number": "float64", "date": "datetime64[s]", "list": "object"}
    return types[column.type]


def _polars_type(polars: Any, column: Column) -> Any:
    if column.type == "text" and column.is_id:
        return polars.Categorical
    if column.type == "text" and column.terms:
        return polars.Enum(sorted(column.terms))
    types = {
        "text": polars.String,
        "integer": polars.Int64,
        "number": polars.Float64,
        "date": polars.Date,
        "list": polars.List(polars.String),
    }
    return types[column.type]
