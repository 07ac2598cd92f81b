"""Croissant 1.0: JSON-LD that tells machine learning tools and search engines what the Parquet files hold.

Over Parquet and not CSV, since readers of Croissant guess the types of CSV cells and take the zero off a GEOID.
"""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from demandatlas.export._columns import Column
from demandatlas.export._data_package import LICENSES, TITLE
from demandatlas.export._forms import Form

_TYPES = {"text": "sc:Text", "integer": "sc:Integer", "number": "sc:Float", "date": "sc:Date", "list": "sc:Text"}
NOTICE = "Unknown is not no, an arrest is not guilt, and different units are never added up."
_CONTEXT: Mapping[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}


def croissant_text(forms: Sequence[Form], tables: Mapping[str, bytes], about: Mapping[str, str]) -> bytes:
    """The text of ``croissant.json`` for these tables, by file name."""
    description: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": "demandatlas",
        "description": f"{TITLE}. {NOTICE}",
        "version": about["package_version"],
        "datePublished": about["data_version"],
        "creator": {"@type": "sc:Organization", "name": "The Demand Atlas authors"},
        "citeAs": f"The Demand Atlas authors: {TITLE}. Data of {about['data_version']}.",
        "url": f"urn:sha256:{about['data_sha256']}",
        "isLiveDataset": False,
        "distribution": [_file(form, tables[f"{form.name}.parquet"]) for form in forms],
        "recordSet": [_record_set(form) for form in forms],
    }
    if license := about.get("license"):
        description["license"] = LICENSES.get(license, (license, ""))[0]
    return (json.dumps(description, ensure_ascii=False, indent=2) + "\n").encode()


def _file(form: Form, table: bytes) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": f"{form.name}.parquet",
        "name": f"{form.name}.parquet",
        "description": form.description,
        "contentUrl": f"{form.name}.parquet",
        "contentSize": f"{len(table)} B",
        "encodingFormat": "application/x-parquet",
        "sha256": sha256(table).hexdigest(),
    }


def _record_set(form: Form) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": form.name,
        "name": form.name,
        "description": form.description,
        "key": {"@id": f"{form.name}/id"},
        "field": [_field(form, column) for column in form.columns],
    }


def _field(form: Form, column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{form.name}/{column.name}",
        "name": column.name,
        "description": column.description,
        "dataType": _TYPES[column.type],
        "source": {"fileObject": {"@id": f"{form.name}.parquet"}, "extract": {"column": column.name}},
    }
    # No "references": readers join whatever is referred to, and fail where a table refers to itself or to two others.
    return {**field, "repeated": True} if column.type == "list" else field
