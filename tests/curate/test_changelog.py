"""The Data part of the changelog: what it says, where it goes, and when it is out of date."""

from datetime import date
from pathlib import Path

import attrs
import pytest
from builders import agency, dataset, files_with, operation, site, told

import demandatlas as da
from demandatlas.curate.__main__ import main
from demandatlas.curate.changelog import BEGIN, END, LISTED, data_part, opened, with_data_part
from demandatlas.errors import DataError, InvalidValueError
from demandatlas.records import Retired, Tactic
from demandatlas.when import When

CHANGELOG = "# Changelog\n\n## 0.2.0\n\n### Code\n\n- x\n\n### Data\n\n- By hand.\n\n## 0.1.0\n\n### Data\n\n- Old.\n"
PART = f"{BEGIN}\nnew\n{END}"


def entries(old, new):
    """The entries of a Data part, without stamp and markers."""
    return data_part(old, new).split("\n")[3:-1]


def many(number, make):
    return [make(f"place-{at:02}-{'ca' if at % 3 else 'nv'}") for at in range(number)]


# What it says


def test_the_first_data():
    """Everything is new; short lists in full."""
    assert ["- Added: 1 agency (fbi)", "- Added: 2 sites (a-ca, b-nv)"] == entries(
        None, dataset(site("a-ca"), site("b-nv"), agency("fbi"))
    )


def test_the_stamps():
    """Those of the data and of what was published before."""
    old, new = dataset(), dataset(agency("fbi"))
    stamp = f"Data {new.data_version}, sha256 {new.data_sha256}; before, "

    assert (
        f"{stamp}nothing: these are the first data.",
        f"{stamp}data {old.data_version}, sha256 {old.data_sha256}.",
    ) == (
        data_part(None, new).split("\n")[1],
        data_part(old, new).split("\n")[1],
    )


def test_long_groups_are_summed_up():
    """By the state that the id ends with, or that of the first site."""
    stings = [operation(f"sting-{at}", sites=("a-wa",)) for at in range(LISTED)]
    new = dataset(*many(LISTED + 1, site), *stings, operation("raid"))

    assert ["- Added: 13 operations (WA 12, no state 1)", "- Added: 13 sites (CA 8, NV 5)"] == entries(None, new)


def test_groups_without_states():
    """Only their number."""
    new = dataset(*(Tactic(id=f"t{at}", label="T", definition="t") for at in range(LISTED + 1)))

    assert ["- Added: 13 tactics"] == entries(None, new)


def test_values_are_listed():
    """Each as a line of a changelog, until there are too many."""
    old = operation("sting", "2020", statements=(told("when", When("2020"), "a"),))
    new = attrs.evolve(old, when=When("2020-10"), statements=(told("when", When("2020-10"), "b"),))

    assert [
        "- Narrowed values of operations: 1",
        "    - operation sting, when: narrowed, 2020 -> October 2020 (b)",
    ] == entries(dataset(old), dataset(new))


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ({"population": 40}, {}, "site a-ca, population: retired"),
        ({"county": "some text"}, {}, "site a-ca, county: retired"),
        ({"county": "some text"}, {"county": "other text"}, "site a-ca, county: corrected, other text"),
        ({"population": 40}, {"population": 41}, "site a-ca, population: corrected, 40 -> 41"),
    ],
)
def test_what_is_gone_is_not_repeated(before, after, line):
    """It may have been taken down; only a number or a time that was put right is told with what it was."""
    old, new = dataset(site("a-ca", **before)), dataset(site("a-ca", **after))

    assert f"    - {line}" == entries(old, new)[1]


def test_many_values_are_summed_up():
    """By state."""
    old, new = many(LISTED + 1, site), many(LISTED + 1, lambda id: site(id, population=1))

    assert ["- Added values of sites: 13 (CA 8, NV 5)"] == entries(dataset(*old), dataset(*new))


def test_retired_ids_are_always_listed():
    """Whoever used one has to know, and what to use instead."""
    gone = many(LISTED + 1, site)
    ids = [Retired(id=each.id, retired_on=date(2024, 1, 1), reason="x") for each in gone]
    lines = entries(dataset(*gone), dataset(*ids))

    assert (
        "- Added: 13 retired (CA 8, NV 5)",
        "- Retired: 13 sites",
        "    - site place-00-nv: retired",
        2 + LISTED + 1,
    ) == (*lines[:3], len(lines))


def test_one_retired_id():
    """With its reason and successor."""
    old = Retired(id="old-ca", successor="new-ca", retired_on=date(2024, 1, 1), reason="renamed")

    assert [
        "- Added: 1 retired",
        "    - the id old-ca is retired: renamed; use 'new-ca'",
        "- Added: 1 site (new-ca)",
        "- Retired: 1 site",
        "    - site old-ca: retired",
    ] == entries(dataset(site("old-ca")), dataset(site("new-ca"), old))


def test_nothing_changed():
    """It says so."""
    assert ["- No record changed."] == entries(dataset(agency("fbi")), dataset(agency("fbi")))


def test_the_same_again():
    """In any order."""
    new = [agency("fbi"), site("a-ca"), site("b-ca")]

    assert data_part(None, dataset(*new)) == data_part(None, dataset(*reversed(new)))


def test_the_bundled_data():
    """As of one day and another."""
    (line,) = [
        line
        for line in entries(da.known_by("2021-10"), da.known_by("2021-11"))
        if "operation" in line and "Added:" in line
    ]

    assert "hot-spots-2021" in line


# Where it goes


def test_the_first_time():
    """At the end of the version's section, after what was written by hand."""
    expected = CHANGELOG.replace("- By hand.\n", f"- By hand.\n\n{PART}\n")

    assert expected == with_data_part(CHANGELOG, "0.2.0", PART)


def test_the_last_section():
    """The file ends with it."""
    assert f"{CHANGELOG}\n{PART}\n" == with_data_part(CHANGELOG, "0.1.0", PART)


def test_again():
    """In place of the old one, and nothing else changes."""
    old = CHANGELOG.replace("- By hand.\n", f"- By hand.\n\n{BEGIN}\nold\n{END}\n\nMore by hand.\n")

    assert old.replace("old\n", "new\n", 1) == with_data_part(old, "0.2.0", PART)


@pytest.mark.parametrize(
    ("text", "version", "message"),
    [
        (CHANGELOG, "0.3.0", "the changelog has no section '## 0.3.0'; add one"),
        (CHANGELOG, "0.2", "the changelog has no section '## 0.2'; add one"),
        ("## 0.1.0\n\n### Code\n", "0.1.0", "the section of 0.1.0 has no heading '### Data'; add it"),
    ],
)
def test_no_place_for_it(text, version, message):
    """What to add is said."""
    with pytest.raises(InvalidValueError, match=message):
        with_data_part(text, version, PART)


# The command


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A repository with data and a changelog of this version, and what was published before."""
    for folder, records in (("src/demandatlas/data", (agency("fbi"),)), ("old", ())):
        (tmp_path / folder).mkdir(parents=True)
        for name, content in files_with(*records).items():
            (tmp_path / folder / name).write_bytes(content)
    (tmp_path / "CHANGELOG.md").write_text(
        CHANGELOG.replace("0.2.0", da.__version__).replace("## 0.1.0\n\n### Data\n\n- Old.", "")
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_printed(repository, capsys):
    """Nothing is written."""
    before = Path("CHANGELOG.md").read_text()

    assert (0, f"{data_part(None, dataset(agency('fbi')))}\n", before) == (
        main(["changes"]),
        capsys.readouterr().out,
        Path("CHANGELOG.md").read_text(),
    )


@pytest.mark.parametrize("old", [[], ["old"]])
def test_written_and_checked(repository, capsys, old):
    """Once written it is current; before that it is not, and the command that mends it is told."""
    command = " ".join(["python -m demandatlas.curate changes", *old, "--write"])

    assert (1, 0, 0) == tuple(main(["changes", *old, flag]) for flag in ("--check", "--write", "--check"))
    assert [
        f"the Data part of CHANGELOG.md is not what the data give; run: {command}",
        "CHANGELOG.md tells what changed in the data",
        "CHANGELOG.md tells what changed in the data",
    ] == capsys.readouterr().out.splitlines()


def test_a_change_of_data_without_it(repository):
    """It is refused."""
    main(["changes", "--write"])
    for name, content in files_with(agency("fbi"), agency("dea")).items():
        Path("src/demandatlas/data", name).write_bytes(content)

    assert 1 == main(["changes", "--check"])


def test_an_old_folder_that_holds_no_data(repository, capsys):
    """It is never taken for the empty dataset."""
    with pytest.raises(DataError):
        opened(Path("nowhere"))

    assert (1, True) == (main(["changes", "nowhere"]), "cannot be read" in capsys.readouterr().err)


def test_elsewhere(tmp_path, monkeypatch, capsys):
    """Only in the repository."""
    monkeypatch.chdir(tmp_path)

    assert (1, True) == (main(["changes"]), "this is not the demandatlas repository" in capsys.readouterr().err)


def test_the_committed_changelog_has_its_data_part():
    """As CI asks for it."""
    text = (Path(__file__).parents[2] / "CHANGELOG.md").read_text("utf-8")

    assert f"sha256 {da.data_sha256}; before," in text
