"""What checking costs: hints and lines are looked for only where something is wrong, and once."""

import time

import pytest
from seed_folder import OPERATION, SITE

from demandatlas.curate import checks, curate, curate_file, reading, shaping


@pytest.fixture
def calls(monkeypatch):
    """How often the costly functions are called."""
    counted = {"nearest": 0, "lines": 0}

    def counting(name, function):
        def call(*arguments):
            counted[name] += 1
            return function(*arguments)

        return call

    for module in (checks, shaping):
        monkeypatch.setattr(module, "nearest", counting("nearest", module.nearest))
    monkeypatch.setattr(reading, "_key_lines", counting("lines", reading._key_lines))
    return counted


def test_valid_seeds(seeds, calls):
    """Without a problem nothing near is looked for, and no line is counted."""
    seeds.curated()

    assert {"nearest": 0, "lines": 0} == calls


def test_one_id_missed_often(seeds, calls):
    """An id that many cite and that does not exist is looked for once; the lines of a file are counted once."""
    evidence = 'parties = ["folsom-police"]\nsource = "profile"\nlocator = "L9"\n'
    seeds.add(SITE, f"\n[[participations]]\n{evidence}" * 20).add(OPERATION, f"\n[[participations]]\n{evidence}" * 20)

    problems = seeds.problems()

    assert (40, {"nearest": 1, "lines": 2}) == (len(problems), calls)


def many(seeds, number):
    """Seeds for so many more sites, each with its source, its agency and an operation."""
    for each in range(number):
        place = f"Folsom Police Department {each}"
        seeds.write(f"sources/page-{each}.toml", (seeds.path / "sources/profile.toml").read_text())
        for file in (SITE, OPERATION, "agencies/ca/folsom-police-department-ca.toml"):
            text = (seeds.path / file).read_text()
            text = text.replace('"profile"', f'"page-{each}"').replace('"release"', f'"page-{each}"')
            text = text.replace('"Folsom Police Department"', f'"{place}"')
            seeds.write(f"{file.rpartition('/')[0]}/{each}-{file.rpartition('/')[2]}", text)


def test_grows_with_the_seeds(seeds):
    """Four hundred seeds are checked and compiled in their share of the twenty seconds that 2,000 may take."""
    many(seeds, 100)
    began = time.process_time()

    curated = curate(seeds.path)
    curated.files()

    assert ((), 415, True) == (curated.problems, len(curated.records), time.process_time() - began < 4)


def test_one_file_among_many(seeds):
    """One file among four hundred is checked in its share of the two seconds that it may take among 2,000."""
    many(seeds, 100)
    began = time.process_time()

    curated = curate_file(seeds.path / SITE)

    assert ((), True) == (curated.problems, time.process_time() - began < 1)
