"""Seed files that are no files, or hold what TOML lets through and nobody can hold: each is one problem."""

import os

import pytest
from seed_folder import SITE

from demandatlas.curate import curate


@pytest.fixture
def place(seeds):
    path = seeds.path / SITE
    path.unlink()
    return path


@pytest.fixture
def seeds(tmp_path):
    from seed_folder import write_valid

    return write_valid(tmp_path / "seeds")


def told_of(seeds, file=SITE):
    return [problem.what for problem in curate(seeds.path).problems if problem.file == file]


def test_a_pipe(seeds, place):
    """It is not waited for."""
    os.mkfifo(place)

    assert ["cannot be read: it is no file; save it as a file of UTF-8 text"] == told_of(seeds)


def test_a_device(seeds, place):
    """It is not read without end."""
    place.symlink_to("/dev/zero")

    assert ["cannot be read: it is no file; save it as a file of UTF-8 text"] == told_of(seeds)


def test_a_folder_with_the_name_of_a_seed(seeds, place):
    """It holds nothing."""
    place.mkdir()

    assert ["cannot be read: it is no file; save it as a file of UTF-8 text"] == told_of(seeds)


def test_a_link_to_itself(seeds, place):
    """The system's reason is given."""
    place.symlink_to(place.name)

    assert [True] == [what.startswith("cannot be read: ") for what in told_of(seeds)]


def test_a_list_of_terms_that_is_a_pipe(seeds):
    """The files beside the folders are read in the same way."""
    (seeds.path / "terms.toml").unlink()
    os.mkfifo(seeds.path / "terms.toml")

    assert ["cannot be read: it is no file; save it as a file of UTF-8 text"] == told_of(seeds, "terms.toml")


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        (str(2**63), "cannot be read: a number is above 9223372036854775807; write it plainer"),
        ("0x" + "f" * 5_000, "cannot be read: a number is above 9223372036854775807; write it plainer"),
        (
            "[" * 30 + "]" * 30,
            "cannot be read: lists or tables stand in each other more than 20 deep; write it plainer",
        ),
        ("{a=" * 30 + "1" + "}" * 30,
         "cannot be read: lists or tables stand in each other more than 20 deep; write it plainer"),
    ],
    ids=["65 bits", "20,000 bits", "lists", "tables"],
)  # fmt: skip
def test_what_toml_lets_through(seeds, value, problem):
    """Before anything is made of it."""
    seeds.add(SITE, f"\n[[told]]\npopulation = {value}\n")

    assert [problem] == told_of(seeds)


def test_nesting_beyond_the_stack(seeds):
    """Python's own limit is met first, and told in the same way."""
    seeds.add(SITE, f"\n[[told]]\npopulation = {'[' * 100_000}\n")

    assert [True] == [what.startswith("cannot be read: ") for what in told_of(seeds)]
