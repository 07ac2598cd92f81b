"""Arrow and Parquet: lists as lists, ids and terms as dictionaries, days as days; descriptions go along as metadata."""

from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any

from demandatlas.export._columns import Column
from demandatlas.export._forms import Form
from demandatlas.export._optional import library

if TYPE_CHECKING:
    import pyarrow


def to_arrow(form: Form, records: Iterable[Any], about: Mapping[str, str] | None = None) -> "pyarrow.Table":
    """The rows of these records as an Arrow table.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    arrow = library("pyarrow", "arrow")
    fields = [
        arrow.field(
            column.name,
            _type(arrow, column),
            nullable=not column.required,
            metadata={"description": column.description},
        )
        for column in form.columns
    ]
    schema = arrow.schema(fields, metadata={"description": form.description, **(about or {})})
    return arrow.Table.from_pydict(form.cells(records), schema=schema)


def parquet_bytes(form: Form, records: Iterable[Any], about: Mapping[str, str]) -> bytes:
    """The rows of these records as a Parquet file.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    table, file = to_arrow(form, records, about), BytesIO()
    library("pyarrow.parquet", "arrow").write_table(table, file)
    return file.getvalue()


def _type(arrow: Any, column: Column) -> Any:
    if column.type == "text" and (column.is_id or column.terms):
        return arrow.dictionary(arrow.int32(), arrow.string())
    types = {
        "text": arrow.string(),
        "integer": arrow.int64(),
        "number": arrow.float64(),
        "date": arrow.date32(),
        "list": arrow.list_(arrow.string()),
    }
    return types[column.type]
