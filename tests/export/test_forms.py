"""The flat schema: what a form holds, and that nothing is lost in it."""

from collections import Counter
from datetime import date

import attrs
import pytest
from export.samples import EVERYTHING, OPERATIONS, SITES, rebuilt

import demandatlas as da
from demandatlas.export._columns import columns_of, field_docs
from demandatlas.export._forms import all_forms, form_of, long_forms, wide_form
from demandatlas.export._keys import census_geoid
from demandatlas.parts import Evidence, Outcome, Participation, ReportedUse, Statement, TacticClaim, TacticUse
from demandatlas.records import RECORDS, Operation, Record, Site


def rows_of(name, records):
    form = {form.name: form for form in all_forms()}[name]
    own = [each for each in records if name == each.TABLE] if name not in long_forms() else records
    return list(form.rows(own))


def everything(dataset):
    return tuple(dataset.all_records())


def test_records_come_back(dataset):
    """All forms together lose no value: the records can be put together again from them."""
    records = everything(dataset)

    found = rebuilt(lambda name: rows_of(name, records))

    assert {record.id: record for record in records} == found


def test_columns_tell_how_an_operation_is_laid_out():
    """A date becomes five columns and a count three; lists, terms, ids and numbers stay what they are."""
    row = next(wide_form(Operation).rows(OPERATIONS))

    assert {
        "id": "sweep-2021",
        "name": "Sweep; of 2021",
        "series": "sweeps",
        "edition": 2,
        "when_edtf": "2021-10",
        "when_earliest": date(2021, 10, 1),
        "when_latest_start": date(2021, 10, 31),
        "when_earliest_end": date(2021, 10, 1),
        "when_latest": date(2021, 10, 31),
        "announced_edtf": "2021-11-02?",
        "announced_earliest": date(2021, 11, 2),
        "announced_latest_start": date(2021, 11, 2),
        "announced_earliest_end": date(2021, 11, 2),
        "announced_latest": date(2021, 11, 2),
        "duration_days_low": 0,
        "duration_days_best": None,
        "duration_days_high": 30,
        "sites": ["alder-ak", "birch-county-ca", "cedar-vt"],
        "methods": ["street", "web"],
        "tactics": ["reverse_stings", "letters"],
        "others": ["volunteers"],
        "part_of": "sweeps-whole",
        "parties": ["alder-police", "lanterns"],
        "cited_sources": ["gazette"],
    } == row


def test_what_is_not_told_is_none():
    """A record that tells next to nothing has None and empty lists, never an empty text."""
    row = list(wide_form(Operation).rows(OPERATIONS))[2]

    told = {name: value for name, value in row.items() if value not in (None, [])}

    assert {"id": "undated", "name": "Undated", "sites": ["dogwood-ny"], "cited_sources": ["gazette"]} == told


def test_every_standing_has_a_column():
    """A site's row tells the standing of all fifteen tactics; what no source tells is unknown."""
    row = next(wide_form(Site).rows(SITES))

    standings = {name: value for name, value in row.items() if name.startswith("standing_")}

    told = {"standing_letters": "used", "standing_web_stings": "not_used"}
    assert {f"standing_{id}": told.get(f"standing_{id}", "unknown") for id in da.tactics.ids} == standings


@pytest.mark.parametrize(
    ("geoid", "expected"),
    [
        ("0664000", "1600000US0664000"),
        ("06067", "0500000US06067"),
        ("3400774480", "0600000US3400774480"),
        (None, None),
        ("06", None),
    ],
)
def test_the_long_form_of_a_geoid_follows_from_its_length(geoid, expected):
    """Places have 7 digits, counties 5, county subdivisions 10; the prefixes are the summary levels of the Census."""
    site = attrs.evolve(SITES[0], geoid=geoid)

    assert expected == census_geoid(site)


def test_keys_are_unique(dataset):
    """No form has two rows with one id."""
    records = everything(dataset)
    counted = {form.name: Counter(row["id"] for row in rows_of(form.name, records)) for form in all_forms()}

    doubled = [(name, id) for name, ids in counted.items() for id, times in ids.items() if times > 1]

    assert [] == doubled


def test_references_lead_to_rows(dataset):
    """Every id in a column, or list, that points at a form is the key of one of its rows."""
    rows = {form.name: rows_of(form.name, everything(dataset)) for form in all_forms()}
    keys = {name: {row["id"] for row in found} for name, found in rows.items()}
    dangling = [
        (form.name, column.name, id)
        for form in all_forms()
        for column in form.columns
        if column.target
        for row in rows[form.name]
        for id in (row[column.name] if column.type == "list" else [row[column.name]])
        if id is not None and id not in keys[column.target]
    ]

    assert [] == dangling


def test_cells_keep_what_columns_promise(dataset):
    """Each cell is of its column's type, none only where it may be, and a term of its closed list."""
    types = {"text": str, "integer": int, "number": float, "date": date, "list": list}
    broken = [
        (form.name, column.name, row[column.name])
        for form in all_forms()
        for row in rows_of(form.name, everything(dataset))
        for column in form.columns
        for value in [row[column.name]]
        if (value is None and column.required)
        or (value is not None and type(value) is not types[column.type])
        or (
            column.terms
            and value is not None
            and not set([value] if column.type == "text" else value) <= set(column.terms)
        )
    ]

    assert [] == broken


def test_every_column_is_described():
    """No column goes without a description."""
    bare = [(form.name, column.name) for form in all_forms() for column in form.columns if not column.description]

    assert [] == bare


def test_evidence_belongs_to_one_thing(dataset):
    """A row of evidence supports one statement, claim, participation or report."""
    columns = ("statement", "tactic_claim", "participation", "reported_use")

    supported = {sum(row[name] is not None for name in columns) for row in rows_of("evidence", everything(dataset))}

    assert {1} == supported


def test_answers_have_a_form_too(bundled):
    """A table of ties says of each who says so, in one cell a piece of evidence."""
    row = bundled.ties("hot-spots-2021").to_records()[0]

    assert ["sacda-hot-spots-2021 L2"] == row["evidence"][:1]


def test_an_empty_table_has_its_columns(bundled):
    """The kind of the table tells the columns where there is no row."""
    nothing = bundled.sites_using("soap_orders")

    assert [column.name for column in wide_form(Site).columns] == [
        column.name for column in form_of(nothing, nothing.kind).columns
    ]


def test_a_form_that_does_not_exist_is_refused(bundled):
    """The error names the form that comes nearest."""
    with pytest.raises(da.DemandAtlasError) as raised:
        bundled.sites.to_records("tactic_claim")

    assert "there is no form 'tactic_claim'; did you mean 'tactic_claims'?" == str(raised.value)


def test_a_form_like_no_other_is_refused(bundled):
    """Where none comes near, the error lists them."""
    with pytest.raises(da.DemandAtlasError, match="there is no form 'x'; give one of records, links, tactic_uses"):
        bundled.sites.to_records("x")


@pytest.mark.parametrize("form", ["evidence", "nested"])
def test_answers_have_no_long_form(bundled, form):
    """Ties are no records: long and nested forms are refused."""
    with pytest.raises(da.InvalidTypeError, match=r"form 'evidence'; ask it|no nested form; ask it"):
        bundled.ties("hot-spots-2021").to_records(form)


def test_rows_that_are_no_records_are_refused():
    """A table of anything else cannot be laid out."""
    with pytest.raises(da.InvalidTypeError, match="cannot lay out rows of the kind 'thing'; give records"):
        form_of([], "thing")


def test_nested_is_what_the_compiled_data_hold(dataset):
    """The nested form of a record is its line in the compiled data."""
    import json

    from demandatlas.store import encode

    expected = [json.loads(encode(site)) for site in dataset.sites]

    assert expected == dataset.sites.to_records("nested")


def test_field_docs_come_from_docstrings():
    """What is written under Attributes is the description, in one line, with a capital."""
    assert {
        "places": "The number of cities and counties reported.",
        "when": "The time of the report.",
        "note": "What a reader should know.",
        "evidence": "Where it is said.",
    } == field_docs(ReportedUse)


def test_a_long_field_doc_is_one_line():
    """What runs over two lines of a docstring is one line, without its marks."""
    assert "; a section may stand before lines (fields L34)." == field_docs(Evidence)["locator"][-48:]


def test_every_field_has_a_doc():
    """No record has a field that its docstring leaves out."""
    bare = [
        (record.__name__, field.name)
        for record in RECORDS.values()
        for field in attrs.fields(record)
        if not field_docs(record).get(field.name)
    ]

    assert [] == bare


def test_a_field_of_another_type_is_refused():
    """A field that is neither text, number, date nor a list of these has no flat form."""

    @attrs.frozen(kw_only=True)
    class Odd(Record):
        """Odd.

        Attributes:
            shape: anything.
        """

        shape: dict[str, str] | int | None = None

    with pytest.raises(da.InvalidTypeError, match=r"the field 'shape' of type .* has no flat form"):
        tuple(columns_of(Odd))


def told_fields(thing):
    """The class and name of every field, also of parts within parts, that is not left at its default."""
    for field in attrs.fields(type(thing)) if attrs.has(type(thing)) else ():
        value = getattr(thing, field.name)
        if value != field.default:
            yield type(thing).__name__, field.name
        for part in value if isinstance(value, tuple) else ():
            yield from told_fields(part)


def test_sample_tells_every_field():
    """The made-up records leave no field of any kind or part at its default, so that the tests above see them all."""
    told = {each for record in EVERYTHING for each in told_fields(record)}
    classes = (*RECORDS.values(), Evidence, Outcome, Participation, ReportedUse, Statement, TacticClaim, TacticUse)

    never_told = {("Source", "statements"), ("Retired", "statements")}
    assert {(cls.__name__, field.name) for cls in classes for field in attrs.fields(cls)} - never_told == told
