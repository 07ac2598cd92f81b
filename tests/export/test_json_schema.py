"""JSON Schema of the records, tried by a validator."""

import copy
import json

import pytest
from jsonschema import Draft202012Validator

import demandatlas as da
from demandatlas.records import RECORDS


@pytest.fixture(scope="module")
def schemas(tmp_path_factory):
    paths = da.export.json_schema(tmp_path_factory.mktemp("schemas"))
    return {path.name.removesuffix(".schema.json"): json.loads(path.read_text("utf-8")) for path in paths}


def test_there_is_a_schema_for_every_kind(schemas):
    """Each kind of record has its file."""
    assert {record.TABLE for record in RECORDS.values()} == set(schemas)


@pytest.mark.parametrize("record", RECORDS.values(), ids=lambda record: record.TABLE)
def test_schemas_are_schemas(schemas, record):
    """The validator finds each to be a proper schema of the draft that it names."""
    schema = schemas[record.TABLE]
    Draft202012Validator.check_schema(schema)

    assert "https://json-schema.org/draft/2020-12/schema" == schema["$schema"]


@pytest.mark.parametrize("record", RECORDS.values(), ids=lambda record: record.TABLE)
def test_every_record_is_valid(schemas, dataset, record):
    """The validator finds no fault in any record, nested as in the compiled data."""
    validator = Draft202012Validator(schemas[record.TABLE])
    rows = getattr(dataset, record.TABLE).to_records("nested")

    faults = [error.message for row in rows for error in validator.iter_errors(row)]

    assert [] == faults


def test_every_line_of_the_compiled_data_is_valid(schemas):
    """So are the lines of the files that come with the package."""
    from importlib_resources import files

    folder = files("demandatlas") / "data"
    faults = [
        error.message
        for name, schema in schemas.items()
        for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines()
        for error in Draft202012Validator(schema).iter_errors(json.loads(line))
    ]

    assert [] == faults


def spoilt(row, path, value):
    """A copy of a record with one value put at a path; none removes it."""
    copied = copy.deepcopy(row)
    place = copied
    for step in path[:-1]:
        place = place[step]
    if value is None:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return copied


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("colour",), "red"),
        (("id",), None),
        (("edition",), "2"),
        (("when",), "October"),
        (("duration_days",), [1, 2]),
        (("duration_days",), [-1, None, None]),
        (("methods",), ["stret"]),
        (("methods",), "street"),
        (("outcomes", 0, "what"), "arrests"),
        (("outcomes", 0, "statements", 0, "evidence", 0, "page"), 3),
        (("statements", 0, "value"), {"when": "2021", "count": [1, 1, 1]}),
        (("statements", 0, "evidence"), None),
    ],
)
def test_a_spoilt_record_is_invalid(schemas, sample, path, value):
    """Additional keys, missing ones, wrong types and words outside a vocabulary are all found."""
    row = spoilt(sample.operations["sweep-2021"] and sample.operations.to_records("nested")[0], path, value)

    assert not Draft202012Validator(schemas["operations"]).is_valid(row)


def objects_in(schema):
    if isinstance(schema, dict):
        if schema.get("type") == "object":
            yield schema
        for each in schema.values():
            yield from objects_in(each)
    elif isinstance(schema, list):
        for each in schema:
            yield from objects_in(each)


def test_nothing_additional_is_allowed(schemas):
    """Every object of every schema is closed."""
    open_ones = [each for schema in schemas.values() for each in objects_in(schema) if each["additionalProperties"]]

    assert [] == open_ones


def test_every_field_is_described(schemas):
    """Every field of every record has the description of its docstring."""
    bare = [
        (name, field)
        for name, schema in schemas.items()
        for field, told in schema["properties"].items()
        if not told.get("description")
    ]

    assert [] == bare
