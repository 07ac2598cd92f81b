"""A Frictionless Data Package (v2): the forms as CSV, described by ``datapackage.json``."""

import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from demandatlas.export._columns import Column
from demandatlas.export._forms import Form
from demandatlas.export._texts import DELIMITER
from demandatlas.records import Source

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
TITLE = "Demand Atlas: what U.S. cities and counties do to reduce demand for commercial sex and sex trafficking"
NOTICE = (
    "Unknown is not no, an arrest is not guilt, and different units are never added up. A list is one cell, its "
    "entries joined by ';' (in an entry, '%' is written %25 and ';' is written %3B). A text that a spreadsheet could "
    "take for a formula, or that begins with an apostrophe, has an apostrophe before it: take the first one away."
)
LICENSES: Mapping[str, tuple[str, str]] = {
    "CC-BY-4.0": ("https://creativecommons.org/licenses/by/4.0/", "Creative Commons Attribution 4.0 International"),
    "CC0-1.0": ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0 Universal"),
}


def package_text(
    forms: Sequence[Form],
    tables: Mapping[str, bytes],
    about: Mapping[str, str],
    sources: Iterable[Source],
) -> bytes:
    """The text of ``datapackage.json`` for these tables, by file name."""
    description: dict[str, Any] = {
        "$schema": PROFILE,
        "name": "demandatlas",
        "title": TITLE,
        "description": NOTICE,
        "version": about["data_version"],
        "keywords": ["demand reduction", "sex trafficking", "commercial sex", "provenance"],
        "contributors": [{"title": "The Demand Atlas authors", "roles": ["author"]}],
        "sources": [{"title": f"{source.publisher}: {source.title}", "path": source.url} for source in sources],
        "resources": [_resource(form, tables[f"{form.name}.csv"]) for form in forms],
    }
    if license := about.get("license"):
        description["licenses"] = [_license(license)]
    return (json.dumps(description, ensure_ascii=False, indent=2) + "\n").encode()


def _license(name: str) -> dict[str, str]:
    path, title = LICENSES.get(name, ("", ""))
    return {"name": name, "path": path, "title": title} if path else {"name": name}


def _resource(form: Form, table: bytes) -> dict[str, Any]:
    return {
        "name": form.name,
        "type": "table",
        "path": f"{form.name}.csv",
        "description": form.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(table),
        "hash": f"sha256:{sha256(table).hexdigest()}",
        "schema": _schema(form),
    }


def _schema(form: Form) -> dict[str, Any]:
    keys = [
        {"fields": [column.name], "reference": {"resource": _resource_of(form, column), "fields": ["id"]}}
        for column in form.columns
        if column.target and column.type == "text"
    ]
    schema: dict[str, Any] = {"fields": [_field(column) for column in form.columns], "primaryKey": ["id"]}
    return {**schema, "foreignKeys": keys} if keys else schema


def _resource_of(form: Form, column: Column) -> str:
    return "" if column.target == form.name else column.target


def _field(column: Column) -> dict[str, Any]:
    types = {"text": "string", "integer": "integer", "number": "number", "date": "date", "list": "list"}
    field: dict[str, Any] = {
        "name": column.name,
        "type": types[column.type],
        "description": column.description,
    }
    if column.type == "list":
        return {**field, "itemType": "string", "delimiter": DELIMITER}
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    constraints |= {"unique": True} if column.key else {}
    constraints |= {"enum": list(column.terms)} if column.terms else {}
    return {**field, "constraints": constraints} if constraints else field
