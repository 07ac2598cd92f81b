"""Croissant, validated and read by mlcroissant."""

import json
from hashlib import sha256

import pandas
import pytest
from export.samples import rebuilt

import demandatlas as da
from demandatlas.export._forms import all_forms


@pytest.fixture
def folder(dataset, tmp_path):
    da.export.croissant(tmp_path, dataset, license="CC-BY-4.0")
    return tmp_path


def test_every_file_is_described_with_its_hash(folder):
    """The hash of each file is that of the file."""
    about = json.loads((folder / "croissant.json").read_text("utf-8"))

    expected = {path.name: sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.parquet")}
    assert expected == {each["contentUrl"]: each["sha256"] for each in about["distribution"]}


def test_every_column_is_a_field(folder):
    """Each form is a record set, each column a field with its description."""
    about = json.loads((folder / "croissant.json").read_text("utf-8"))
    expected = {
        form.name: {f"{form.name}/{column.name}": column.description for column in form.columns} for form in all_forms()
    }

    assert expected == {
        each["@id"]: {field["@id"]: field["description"] for field in each["field"]} for each in about["recordSet"]
    }


def test_an_own_dataset_names_no_licence(sample, tmp_path):
    """Nothing is said of the licence of data that are not ours."""
    da.export.croissant(tmp_path, sample)

    assert "license" not in json.loads((tmp_path / "croissant.json").read_text("utf-8"))


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_mlcroissant_finds_no_fault(folder):
    """It reads the description without an error or a warning, and the sites with their values."""
    mlcroissant = pytest.importorskip("mlcroissant", reason="mlcroissant is not installed; install the extra test-slow")
    described = mlcroissant.Dataset(folder / "croissant.json")

    issues = described.metadata.ctx.issues

    assert (set(), set()) == (issues.errors, issues.warnings)


def plain(value):
    """A value as mlcroissant gives it, as a plain one."""
    if isinstance(value, list):
        return [plain(each) for each in value]
    if isinstance(value, pandas.Timestamp):
        return value.date()
    return value.decode() if isinstance(value, bytes) else value


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_mlcroissant_gives_every_value_back(folder, dataset):
    """The records can be put together again from what it reads, the GEOID with its zero."""
    mlcroissant = pytest.importorskip("mlcroissant", reason="mlcroissant is not installed; install the extra test-slow")
    described = mlcroissant.Dataset(folder / "croissant.json")

    def rows(name):
        return [
            {key.removeprefix(f"{name}/"): plain(value) for key, value in row.items()}
            for row in described.records(name)
        ]

    assert {record.id: record for record in dataset.all_records()} == rebuilt(rows)
