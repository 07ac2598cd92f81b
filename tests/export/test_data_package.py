"""The Data Package, validated by frictionless."""

import json

import pytest
from frictionless import Package, system, validate

import demandatlas as da
from demandatlas.export._forms import all_forms
from demandatlas.export._keys import GEOIDFQ

pytestmark = pytest.mark.filterwarnings("default::DeprecationWarning")


@pytest.fixture
def package(dataset, tmp_path):
    da.export.data_package(tmp_path, dataset)
    return tmp_path


def described(package):
    return json.loads((package / "datapackage.json").read_text("utf-8"))


def test_frictionless_finds_no_fault(package):
    """Types, required cells, closed lists, unique keys, foreign keys, sizes and hashes all hold."""
    report = validate(str(package / "datapackage.json"))

    assert (True, []) == (report.valid, report.flatten(["type", "note"]))


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("sites.csv", "alder-ak", "birch-county-ca", "unique-error"),
        ("tactic_uses.csv", ",used", ",perhaps", "constraint-error"),
        ("tactic_uses.csv", ",letters,", ",lettres,", "foreign-key"),
        ("operations.csv", "2021-10-31", "2021-10-32", "type-error"),
        ("statements.csv", ",Alder,", ",Elder,", "hash-count"),
    ],
)
def test_frictionless_finds_a_fault(sample, tmp_path, file, old, new, fault):
    """The description is strict enough to catch a spoilt file."""
    da.export.data_package(tmp_path, sample)
    text = (tmp_path / file).read_text("utf-8")
    (tmp_path / file).write_text(text.replace(old, new, 1), "utf-8")
    description = described(tmp_path)
    if fault != "hash-count":  # which would be told first, and nothing else
        for resource in description["resources"]:
            del resource["hash"], resource["bytes"]
    (tmp_path / "datapackage.json").write_text(json.dumps(description), "utf-8")

    found = {error for (error,) in validate(str(tmp_path / "datapackage.json")).flatten(["type"])}

    assert fault in found


def test_frictionless_reads_the_values(sample, tmp_path):
    """Read through the description, a GEOID is text, a date a date, a list a list."""
    da.export.data_package(tmp_path, sample)
    with system.use_context(trusted=True):
        package = Package(str(tmp_path / "datapackage.json"))
        site = package.get_resource("sites").read_rows()[0]
        operation = package.get_resource("operations").read_rows()[0]

    assert ("0200999", "1600000US0200999", "2021-10-01", ["alder-ak", "birch-county-ca", "cedar-vt"]) == (
        site["geoid"],
        site["geoidfq"],
        operation["when_earliest"].isoformat(),
        operation["sites"],
    )


def test_every_form_is_described(package):
    """Each form is a resource, with its columns, their descriptions, its key and its references."""
    expected = [
        (form.name, [(column.name, column.description) for column in form.columns], ["id"]) for form in all_forms()
    ]

    assert expected == [
        (
            resource["name"],
            [(field["name"], field["description"]) for field in resource["schema"]["fields"]],
            resource["schema"]["primaryKey"],
        )
        for resource in described(package)["resources"]
    ]


def test_sources_are_named(package, dataset):
    """Every source of the dataset is a source of the package."""
    expected = [{"title": f"{each.publisher}: {each.title}", "path": each.url} for each in dataset.sources]

    assert expected == described(package)["sources"]


@pytest.mark.parametrize(
    ("own", "license", "expected"),
    [
        (False, None, "CC-BY-4.0"),
        (True, None, None),
        (True, "CC0-1.0", "CC0-1.0"),
        (True, "ODbL-1.0", "ODbL-1.0"),
    ],
)
def test_the_licence_is_that_of_the_data(sample, tmp_path, own, license, expected):
    """Ours for ours; for a user's own data, the one that the user names, or none."""
    da.export.data_package(tmp_path, sample if own else None, license=license)

    assert expected == described(tmp_path).get("licenses", [{"name": None}])[0]["name"]


def test_it_is_version_two(package, dataset):
    """The description names the profile of version 2 and the version of the data."""
    about = described(package)

    assert ("https://datapackage.org/profiles/2.0/datapackage.json", dataset.data_version) == (
        about["$schema"],
        about["version"],
    )


def test_the_long_geoid_is_described():
    """The description of the long form gives an example."""
    assert "1600000US0664000" in GEOIDFQ.description
