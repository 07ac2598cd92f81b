"""The whole way from readings to seeds that check clean."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from demandatlas import curate
from demandatlas.curate import importing
from demandatlas.curate.__main__ import main

SEEDS = Path(__file__).parents[3] / "seeds"
HEADER = "place,state,kind,ocd_id,geoid,latitude,longitude,coordinates_from,census_name\n"
DOTHAN = "Dothan,AL,city,ocd-division/country:us/state:al/place:dothan,0121184,31.22,-85.39,GeoNames,Dothan city\n"
URL = "https://demand-forum.org/site/dothan-al/"


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    """A folder with one profile."""
    folder = tmp_path / "facts"
    folder.mkdir()
    (folder / "places.csv").write_text(HEADER + DOTHAN, "utf-8")
    told = {
        "url": URL,
        "place": "Dothan",
        "state": "AL",
        "type": "city",
        "coverage": "whole page",
        "list_variant": "L9",
        "population": 65447,
        "population_source": "field",
        "partners": ["Dothan Police Department", "Dothan FD"],
        "coalitions": [],
        "operations": [
            {"date": "2014-11", "agency": "Dothan PD", "kind": "street", "arrests": 12, "arrests_of": "buyers"},
            {"date": "2018-09", "agency": "unknown", "kind": "other", "arrests": 1, "arrests_of": "buyers"},
        ],
    }
    (folder / "profiles.jsonl").write_text(json.dumps(told) + "\n", "utf-8")
    return folder


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """A folder of seeds with what every import rests on."""
    folder = tmp_path / "seeds"
    for name in ("sources/geonames.toml", "sources/ocd-division-ids.toml", "sources/demand-forum-profiles.toml"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(SEEDS / name, folder / name)
    shutil.copytree(SEEDS / "menus", folder / "menus", ignore=lambda _, names: [n for n in names if "2022" in n])
    for path in (SEEDS / "tactics").glob("*.toml"):
        told = '[[told]]\nsource = "geonames"\nlocator = "row X"\nlabel = "{0}"\ndefinition = "d"\n'
        (folder / "tactics").mkdir(exist_ok=True)
        (folder / "tactics" / path.name).write_text(told.format(path.stem.replace("_", " ")), "utf-8")
    shutil.copy(SEEDS / "terms.toml", folder / "terms.toml")
    decided = '[parties]\nunknown = []\n"Dothan FD" = []\n'
    (folder / "import.toml").write_text(decided, "utf-8")
    return folder


def decide(seeds: Path, text: str) -> None:
    """Add decisions."""
    path = seeds / "import.toml"
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def coding(tmp_path: Path, **changes: Any) -> Path:
    """A file with one coded row of the profile."""
    row: dict[str, Any] = {
        "url": URL,
        "place": "Dothan",
        "state": "AL",
        "type": "city",
        "reached": True,
        "extent": "whole",
        "population": {"field": 65447, "narrative": 68000},
        "county": None,
        "note": "",
        "partners": ["Dothan Police Department"],
        "claims": [{"tactic": "web_stings", "stance": "used", "when": "2018-09", "basis": "narrative", "note": "one"}],
        "operations": [],
        **changes,
    }
    file = tmp_path / "coding.jsonl"
    file.write_text(json.dumps(row) + "\n", "utf-8")
    return file


def operations(imported: importing.Imported) -> list[str]:
    """The ids of the operations imported."""
    return sorted(Path(file).stem for file in imported.files if file.startswith("operations/"))


def test_an_import_checks_clean(facts: Path, seeds: Path, tmp_path: Path) -> None:
    """What is written needs no mending."""
    importing.write(importing.import_profiles(facts, seeds, [coding(tmp_path)]), seeds)
    assert [] == [str(problem) for problem in curate.curate(seeds).problems]


def test_without_decisions_everything_open_is_reported(facts: Path, tmp_path: Path) -> None:
    """A name of which nothing follows asks for a decision."""
    imported = importing.import_profiles(facts, tmp_path / "empty", [])
    assert ["Dothan FD", "unknown"] == [problem.split("'")[1] for problem in imported.problems]


def test_a_decision_that_nothing_asked_for_is_reported(facts: Path, seeds: Path) -> None:
    """It would be forgotten when the coding changes."""
    decide(seeds, '[operations]\n"dothan-al 1999" = { drop = true }\n')
    (problem,) = importing.import_profiles(facts, seeds, []).problems
    assert "'dothan-al 1999'" in problem


def test_the_first_reading_gives_its_operations(facts: Path, seeds: Path) -> None:
    """Where there is no other."""
    assert ["dothan-al-operation-2018-09", "dothan-al-street-2014-11"] == operations(
        importing.import_profiles(facts, seeds, [])
    )


def test_an_operation_can_be_dropped(facts: Path, seeds: Path) -> None:
    """One person's case is none."""
    decide(seeds, '[operations]\n"dothan-al 2018-09" = { drop = true }\n')
    assert ["dothan-al-street-2014-11"] == operations(importing.import_profiles(facts, seeds, []))


def test_a_coding_takes_the_place_of_the_first_reading(facts: Path, seeds: Path, tmp_path: Path) -> None:
    """With its operations, of which there may be none."""
    assert [] == operations(importing.import_profiles(facts, seeds, [coding(tmp_path)]))


def test_an_operation_of_the_first_reading_can_be_taken(facts: Path, seeds: Path, tmp_path: Path) -> None:
    """Though the coding has it not."""
    decide(seeds, '[operations]\n"first dothan-al 2014-11" = { id = "dothan-al-ours" }\n')
    assert ["dothan-al-ours"] == operations(importing.import_profiles(facts, seeds, [coding(tmp_path)]))


def test_what_has_been_settled_takes_nothing_from_the_first_reading(facts: Path, seeds: Path, tmp_path: Path) -> None:
    """Two readings have decided on it."""
    decide(seeds, '[operations]\n"first dothan-al 2014-11" = {}\n')
    settled = {"tactic": "letters", "stance": "used", "when": None, "basis": "narrative", "note": "", "readings": 2}
    imported = importing.import_profiles(facts, seeds, [coding(tmp_path, claims=[settled])])
    assert ([], []) == (operations(imported), imported.problems)


def test_two_operations_of_one_time_have_two_ids(facts: Path, seeds: Path, tmp_path: Path) -> None:
    """And a decision can bring them together."""
    twice = {
        "when": "2013",
        "name": None,
        "methods": ["street"],
        "agencies": [],
        "places": [],
        "outcomes": [],
        "note": "",
    }
    file = coding(tmp_path, operations=[twice, {**twice, "when": None}, twice])
    apart = operations(importing.import_profiles(facts, seeds, [file]))
    decide(seeds, '[operations]\n"dothan-al 2013 #2" = { id = "dothan-al-street-2013" }\n')
    assert (["dothan-al-street", "dothan-al-street-2013", "dothan-al-street-2013-2"], 2) == (
        apart,
        len(operations(importing.import_profiles(facts, seeds, [file]))),
    )


def test_partners_named_in_the_text_are_derived(facts: Path, seeds: Path, tmp_path: Path) -> None:
    """Those of the list are stated, and stand once."""
    site = "sites/al/dothan-al.toml"
    listed = importing.import_profiles(facts, seeds, [coding(tmp_path)]).files[site]
    named = importing.import_profiles(facts, seeds, []).files[site]
    assert (1, "key partners" in listed, "key partners" in named) == (listed.count("role ="), True, False)


def test_a_denial_can_be_given_its_time(facts: Path, seeds: Path, tmp_path: Path) -> None:
    """As told in its reason, which the first reading kept in words."""
    decide(seeds, '[sites]\ndothan-al = { denied = { letters = "2004/2013" } }\n')
    denied = {"tactic": "letters", "stance": "not_used", "when": None, "basis": "narrative", "note": "none"}
    imported = importing.import_profiles(facts, seeds, [coding(tmp_path, claims=[denied])])
    assert 'when = "2004/2013"' in imported.files["sites/al/dothan-al.toml"]


def test_a_curators_file_is_never_touched(facts: Path, seeds: Path) -> None:
    """Without the first line it belongs to the curator."""
    path = seeds / "sites" / "al" / "dothan-al.toml"
    path.parent.mkdir(parents=True)
    path.write_text("# Ours.\n", "utf-8")
    importing.write(importing.import_profiles(facts, seeds, []), seeds)
    assert "# Ours.\n" == path.read_text("utf-8")


def test_importing_again_changes_only_what_differs(facts: Path, seeds: Path, tmp_path: Path) -> None:
    """What is no longer made goes, the rest stays."""
    importing.write(importing.import_profiles(facts, seeds, []), seeds)
    assert (0, 0) == importing.write(importing.import_profiles(facts, seeds, []), seeds)
    assert (2, 2) == importing.write(importing.import_profiles(facts, seeds, [coding(tmp_path)]), seeds)


def test_the_command_imports(facts: Path, seeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It says how many seeds, and ends well."""
    status = main(["import-profiles", str(facts), "--seeds", str(seeds), "--codings", str(coding(tmp_path))])
    assert (0, "3 seeds imported: 3 written, 0 removed\n") == (status, capsys.readouterr().out)


def test_the_command_ends_badly_while_something_is_open(
    facts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each open name is a line."""
    status = main(["import-profiles", str(facts), "--seeds", str(tmp_path / "new")])
    assert (1, 3) == (status, len(capsys.readouterr().out.splitlines()))
