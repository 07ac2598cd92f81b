"""CSV, safe to open in a spreadsheet and exact to read back.

A list is one cell, its entries joined by ``;`` (in an entry, ``%`` is written ``%25`` and ``;`` is written ``%3B``). A
cell of text that a spreadsheet could take for a formula, or that begins with an apostrophe, gets an apostrophe before
it: taking the first apostrophe away gives the text back. An empty cell is none.
"""

import csv
import io
from collections.abc import Iterable
from typing import Any

from demandatlas.export._columns import Column
from demandatlas.export._forms import Form
from demandatlas.export._texts import guarded, joined


def csv_text(form: Form, records: Iterable[Any]) -> bytes:
    """The rows of these records as CSV: UTF-8, a header, commas, lines ending in a line feed."""
    lines = [_line(column.name for column in form.columns)]
    lines += [_line(_cell(column, row[column.name]) for column in form.columns) for row in form.rows(records)]
    return "".join(lines).encode()


def _line(cells: Iterable[Any]) -> str:
    """One line; a cell with a carriage return is quoted too, which a writer of line feeds alone would leave open."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue().removesuffix("\r\n") + "\n"


def _cell(column: Column, value: Any) -> Any:
    if value is None:
        return ""
    if column.type == "list":
        return guarded(joined(value))
    return guarded(value) if column.type == "text" else value
