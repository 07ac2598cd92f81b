"""Published ids: none is lost, none is given again."""

from pathlib import Path

import pytest
from seed_folder import SITE

from demandatlas.curate.__main__ import main
from demandatlas.curate.published import FILE, HEADER

ROOT = Path(__file__).parents[2]
LOST = (
    "published.txt:1: the site 'elk-grove-ca' was published and is gone; bring its seed back, or retire the id with: "
    "python -m demandatlas.curate new retired elk-grove-ca (if it was in no release or commit, remove this line)"
)


def build(seeds, tmp_path):
    return main(["build", str(seeds.path), "--out", str(tmp_path / "data")])


def test_no_list(seeds):
    """A folder without one is as it should be."""
    assert [] == seeds.problems()


def test_ids_that_are_there(seeds):
    """Comments and empty lines aside."""
    assert [] == seeds.write(FILE, f"{HEADER}\nsite folsom-ca\nagency folsom-police-department-ca\n").problems()


def test_an_id_that_was_retired(seeds):
    """It is kept in mind, so it is not lost."""
    assert [] == seeds.write(FILE, "site folsom-city-ca\n").problems()


def test_an_id_that_is_gone(seeds):
    """With its line, and what to do."""
    assert [LOST] == seeds.write(FILE, "site elk-grove-ca\n").problems()


def test_an_id_given_to_another_kind(seeds):
    """The record that has it now has to change."""
    expected = (
        "operations/lantern-2020.toml: the id 'lantern-2020' was published as a series and is never given again; "
        "give this operation another id, and retire 'lantern-2020'"
    )

    assert [expected] == seeds.write(FILE, "series lantern-2020\n").problems()


def test_a_retired_id_that_is_a_record_again(seeds):
    """Reported at the record."""
    text = (seeds.path / SITE).read_text("utf-8")
    again = "sites/ca/folsom-city-ca.toml"

    assert [
        f"{again}: the id 'folsom-city-ca' is retired and never given again; give this record another id, "
        "or remove retired/folsom-city-ca.toml if nobody ever saw it retired"
    ] == [each for each in seeds.write(again, text).problems() if "given again" in each]


@pytest.mark.parametrize(
    "line", ["folsom-ca", "place folsom-ca", "site  folsom-ca", "site folsom-ca x", "site \ufffd x"]
)
def test_a_line_that_is_none(seeds, line):
    """It says how to write one."""
    expected = f"published.txt:1: {line!r} is no kind and id; write them like: site folsom-ca"

    assert [expected] == seeds.write(FILE, f"{line}\n").problems()


def test_a_list_that_is_no_text(seeds):
    """It is read as far as it can be."""
    (seeds.path / FILE).write_bytes(b"\xff\xfe")

    assert ["published.txt:1: '\ufffd\ufffd' is no kind and id; write them like: site folsom-ca"] == seeds.problems()


def test_build_only_adds(seeds, tmp_path):
    """Sorted, without the retired; a line that was there stays."""
    seeds.write(FILE, "site folsom-city-ca\n")
    build(seeds, tmp_path)
    lines = (seeds.path / FILE).read_text("utf-8").splitlines()

    assert (HEADER.strip(), sorted(lines[1:]), True, True, False) == (
        lines[0],
        lines[1:],
        "site folsom-city-ca" in lines,
        "site folsom-ca" in lines,
        any(line.startswith("retired ") for line in lines),
    )


def test_build_check_sees_what_is_missing(seeds, tmp_path, capsys):
    """An id that is not listed yet would be lost unseen."""
    seeds.write(FILE, "")
    build(seeds, tmp_path)
    seeds.write(FILE, "site folsom-ca\n")

    status = main(["build", str(seeds.path), "--out", str(tmp_path / "data"), "--check"])

    assert (1, True) == (status, f"{seeds.path / FILE} is not what the seeds give" in capsys.readouterr().out)


def test_a_folder_without_a_list_gets_none(seeds, tmp_path):
    """Seeds of one's own are only read; an empty published.txt asks for the list."""
    build(seeds, tmp_path)

    assert not (seeds.path / FILE).exists()


def test_a_successor_has_to_exist(seeds):
    """A retired id leads to a record."""
    seeds.replace("retired/folsom-city-ca.toml", "folsom-ca", "folsum-ca")

    assert [True] == [
        each.startswith("retired/folsom-city-ca.toml:1: successor: there is no ") for each in seeds.problems()
    ]


def test_the_day_has_to_be_one(seeds):
    """And is written as text."""
    seeds.replace("retired/folsom-city-ca.toml", "2022-11-22", "2022-11-31")

    assert [True] == [each.startswith("retired/folsom-city-ca.toml:2: retired_on: ") for each in seeds.problems()]


def test_the_bundled_list_holds_every_bundled_id():
    """What is committed is complete."""
    import demandatlas as da

    lines = set((ROOT / "seeds" / FILE).read_text("utf-8").splitlines())

    assert set() == {f"{each.KIND} {each.id}" for each in da.all_records() if each.KIND != "retired"} - lines
