"""JSON Schema 2020-12 of the records as the compiled data hold them: one JSON object a record, defaults left out."""

import types
from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, Union, get_args, get_origin

import attrs

from demandatlas.count import Count
from demandatlas.export._columns import field_docs
from demandatlas.parts import Value
from demandatlas.records import Record
from demandatlas.when import When

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_PLAIN: Mapping[Any, str] = {str: "string", int: "integer", float: "number", type(None): "null"}
_SHARED: Mapping[str, Any] = {
    "When": {
        "type": "string",
        "pattern": "^[0-9X./~?%-]{4,}$",
        "description": "A date exactly as precise as its source, in EDTF.",
    },
    "Count": {
        "type": "array",
        "prefixItems": [{"type": "integer", "minimum": 0}, *[{"type": ["integer", "null"], "minimum": 0}] * 2],
        "items": False,
        "minItems": 3,
        "description": "Low, best and high; null where best is not told or high is open.",
    },
    "Value": {
        "description": "A value of the field's own type; a date and a count say which they are.",
        "oneOf": [
            {"type": ["string", "number"]},
            {"type": "array", "items": {"type": "string"}},
            *(
                {
                    "type": "object",
                    "properties": {name: {"$ref": f"#/$defs/{name.title()}"}},
                    "required": [name],
                    "additionalProperties": False,
                }
                for name in ("when", "count")
            ),
        ],
    },
}


def json_schema(record: type[Record]) -> dict[str, Any]:
    """The schema of one kind of record."""
    parts: dict[str, Any] = {}
    schema = _object(record, parts)
    about = {"$schema": DIALECT, "$id": f"urn:demandatlas:schema:{record.KIND}", "title": record.__name__}
    return {**about, **schema, "$defs": {**_SHARED, **dict(sorted(parts.items()))}}


def _object(cls: type, parts: dict[str, Any]) -> dict[str, Any]:
    docs = field_docs(cls)
    fields = attrs.fields(cls)
    return {
        "type": "object",
        "description": (cls.__doc__ or "").partition("\n")[0],
        "properties": {field.name: {"description": docs[field.name], **_schema(field.type, parts)} for field in fields},
        "required": [field.name for field in fields if field.default is attrs.NOTHING],
        "additionalProperties": False,
    }


def _schema(kind: Any, parts: dict[str, Any]) -> dict[str, Any]:
    if kind == Value:
        return {"$ref": "#/$defs/Value"}
    if kind in (When, Count):
        return {"$ref": f"#/$defs/{kind.__name__}"}
    if kind in _PLAIN:
        return {"type": _PLAIN[kind]}
    if kind is date:
        return {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
    if get_origin(kind) is Literal:
        return {"enum": list(get_args(kind))}
    if get_origin(kind) is tuple:
        return {"type": "array", "items": _schema(get_args(kind)[0], parts)}
    if get_origin(kind) in (Union, types.UnionType):
        return {"anyOf": [_schema(each, parts) for each in get_args(kind)]}
    if kind.__name__ not in parts:
        parts[kind.__name__] = {}  # a place held, so that a part within itself ends
        parts[kind.__name__] = _object(kind, parts)
    return {"$ref": f"#/$defs/{kind.__name__}"}
