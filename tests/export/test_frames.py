"""pandas and polars: the right types, no value lost."""

from datetime import date

import pandas
import polars
import pytest
from export.samples import EVERYTHING, rebuilt

from demandatlas.export._forms import all_forms, long_forms
from demandatlas.export._frames import to_pandas, to_polars


def frames_of(make, records=EVERYTHING):
    return {
        form.name: make(form, [each for each in records if form.name in long_forms() or form.name == each.TABLE])
        for form in all_forms()
    }


def plain(value):
    """A cell of a pandas frame as a plain value."""
    if isinstance(value, list):
        return value
    if value is None or value is pandas.NA or value is pandas.NaT or value != value:
        return None
    if isinstance(value, pandas.Timestamp):
        return value.date()
    return value.item() if hasattr(value, "item") else value


def test_records_come_back_from_pandas():
    """The frames of all forms hold every value."""
    frames = frames_of(to_pandas)

    def rows(name):
        return [{key: plain(value) for key, value in row.items()} for row in frames[name].to_dict("records")]

    assert {record.id: record for record in EVERYTHING} == rebuilt(rows)


def test_records_come_back_from_polars():
    """The frames of all forms hold every value."""
    frames = frames_of(to_polars)

    assert {record.id: record for record in EVERYTHING} == rebuilt(lambda name: frames[name].to_dicts())


def test_pandas_types(sample):
    """Ids and terms are categories, counts nullable integers, days days, the GEOID text."""
    frame = sample.operations.to_pandas()
    names = ("id", "series", "name", "edition", "duration_days_high", "when_earliest", "sites")
    found = {name: str(frame[name].dtype) for name in names} | {"geoid": str(sample.sites.to_pandas()["geoid"].dtype)}

    assert {
        "id": "category",
        "series": "category",
        "name": "string",
        "edition": "Int64",
        "duration_days_high": "Int64",
        "when_earliest": "datetime64[s]",
        "sites": "object",
        "geoid": "string",
    } == found


def test_pandas_types_hold_for_no_rows(sample):
    """A frame without rows has the same types."""
    full, empty = sample.operations.to_pandas(), sample.operations[:0].to_pandas()
    ids = {name for name, dtype in full.dtypes.items() if str(dtype) == "category"}

    assert [str(dtype) for name, dtype in full.dtypes.items() if name not in ids] == [
        str(dtype) for name, dtype in empty.dtypes.items() if name not in ids
    ]


def test_terms_are_the_whole_vocabulary(sample):
    """A category of terms knows those that no row has."""
    kinds = sample.sites.to_pandas()["kind"].cat.categories

    assert ["cdp", "city", "county", "neighborhood", "town", "township"] == list(kinds)


def test_polars_types(sample):
    """Ids are categorical, terms an enum, days days, lists lists."""
    schema = sample.operations.to_polars().schema
    found = [schema[name] for name in ("id", "series", "name", "edition", "when_latest", "sites")]

    assert [
        polars.Categorical, polars.Categorical, polars.String, polars.Int64, polars.Date, polars.List(polars.String),
    ] == found  # fmt: skip


def test_polars_knows_terms(sample):
    """A term is an Enum over its vocabulary."""
    basis = sample.sites.to_polars("statements").schema["basis"]

    assert polars.Enum(["derived", "heading", "stated"]) == basis


def test_forms_join_in_polars(sample):
    """Keys are of one type, so that a claim finds its site without a cast."""
    sites, claims = sample.sites.to_polars(), sample.sites.to_polars("tactic_claims")

    joined = claims.join(sites, left_on="site", right_on="id")

    assert ["Alder", "Alder", "Alder"] == joined["name"].to_list()


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_days_beyond_nanoseconds_stay_days(sample, day):
    """The first and the last day of the calendar are days in pandas, too."""
    from demandatlas import Operation, When

    far = Operation(id="far", name="far", when=When(day))

    frame = to_pandas(all_forms()[[form.name for form in all_forms()].index("operations")], [far])

    assert date.fromisoformat(day) == frame["when_earliest"][0].date()


def test_a_geoid_keeps_its_zero(bundled):
    """The GEOID of Sacramento begins with a zero in every frame."""
    polars_frame, pandas_frame = bundled.sites.to_polars(), bundled.sites.to_pandas()
    found = polars_frame.filter(polars.col("id") == "sacramento-ca")["geoid"].to_list()

    assert ["0664000", "0664000"] == [*found, *pandas_frame[pandas_frame["id"] == "sacramento-ca"]["geoid"]]
