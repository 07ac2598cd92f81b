"""Compiling: rival values ranked, evidence united, claims weighed, menus resolved; the same bytes each time."""

import os
import random
import subprocess
import sys
from datetime import date

from seed_folder import OPERATION, SITE

from demandatlas.count import Count
from demandatlas.curate import curate
from demandatlas.dataset import Dataset
from demandatlas.records import Retired
from demandatlas.when import When

RIVAL = """
[[told]]
source = "{source}"
locator = "{locator}"
population = {population}
"""


def told(record, field):
    return [
        (each.value, [piece.source for piece in each.evidence]) for each in record.statements if each.field == field
    ]


class TestStatements:
    def test_rivals_are_ranked(self, seeds):
        """Government outranks advocacy whatever the order; both values are kept."""
        seeds.add(SITE, RIVAL.format(source="release", locator="L9", population=80454))

        site = seeds.record("folsom-ca")

        assert (80454, [(80454, ["release"]), (72203, ["profile"])]) == (site.population, told(site, "population"))

    def test_register_for_identifiers_only(self, seeds):
        """A register comes first for a GEOID, and after all others for a population."""
        seeds.add(SITE, RIVAL.format(source="gazetteer", locator="row 0624638", population=80454))
        seeds.replace(SITE, "population = 72203", 'population = 72203\ngeoid = "0600000"')

        site = seeds.record("folsom-ca")

        assert ("0624638", 72203) == (site.geoid, site.population)

    def test_same_value_twice(self, seeds):
        """The same value told in two tables is one statement with both pieces of evidence, the stronger basis first."""
        seeds.replace(SITE, "population = 72203", 'basis = "heading"\npopulation = 72203')
        seeds.add(SITE, RIVAL.format(source="release", locator="L9", population=72203))

        (statement,) = [each for each in seeds.record("folsom-ca").statements if each.field == "population"]

        assert ("stated", ["release", "profile"]) == (statement.basis, [piece.source for piece in statement.evidence])

    def test_lists_are_united(self, seeds):
        """Lists told in several tables are united."""
        seeds.add(OPERATION, '\n[[told]]\nsource = "profile"\nlocator = "L1"\nmethods = ["web", "street"]\n')

        assert ("street", "web") == seeds.record("lantern-2021").methods

    def test_menu(self, seeds):
        """What a site's source prints is the menu of that source, in its order."""
        assert ("reverse_stings", "john_school", "letters") == seeds.record("folsom-ca").listed_tactics


class TestClaims:
    def test_in_time(self, seeds):
        """Claims stand in order of time, undated ones last, tactics by id."""
        for tactic, when in (("letters", ""), ("letters", 'when = "2009"'), ("cameras", "")):
            evidence = 'source = "profile"\nlocator = "L8"'
            seeds.add(SITE, f'\n[[claims]]\ntactic = "{tactic}"\nstance = "used"\n{when}\n{evidence}\n')

        uses = seeds.record("folsom-ca").tactic_uses

        assert {"cameras": [None], "letters": [When("2009"), When("2011"), None]} == {
            use.tactic: [claim.when for claim in use.claims] for use in uses
        }

    def test_further_evidence(self, seeds):
        """Further pieces of evidence follow the first one, and the table's note is the claim's own."""
        (claim,) = seeds.record("folsom-ca").use_of("letters").claims

        assert ("Sent by the police.", [("L8", ""), ("key sources: letters L12", "A heading.")]) == (
            claim.note,
            [(piece.locator, piece.note) for piece in claim.evidence],
        )

    def test_plan_after_its_source(self, seeds):
        """What is only planned may lie after the day its source was published."""
        seeds.replace(SITE, 'stance = "used"\nwhen = "2011"', 'stance = "planned"\nwhen = "2030"')

        assert "considered" == seeds.record("folsom-ca").use_of("letters").standing


class TestParticipations:
    def test_same_party_and_role(self, seeds):
        """What several tables tell of one party and role is one participation, with the strongest basis."""
        parties = 'parties = ["folsom-police-department-ca", "lamp-coalition"]\nbasis = "derived"\nnote = "A step."'
        seeds.replace(OPERATION, 'parties = ["folsom-police-department-ca", "lamp-coalition"]', parties)
        again = 'parties = ["folsom-police-department-ca"]\nnote = "Told again."\nsource = "profile"\nlocator = "L2"'
        seeds.add(OPERATION, f"\n[[participations]]\n{again}\n")

        assert [
            ("folsom-police-department-ca", "stated", "A step. Told again.", ["profile", "release"]),
            ("lamp-coalition", "derived", "A step.", ["release"]),
        ] == [
            (each.party, each.basis, each.note, [piece.source for piece in each.evidence])
            for each in seeds.record("lantern-2021").participations
        ]


class TestOutcomes:
    def test_rival_counts(self, seeds):
        """Two tables with one key are rival counts of one outcome; the notes of both are kept."""
        rival = 'key = "arrests"\nwhat = "arrest"\nof = "buyers"\ncount = ">20"\nnote = "Rounded."'
        seeds.add(OPERATION, f'\n[[outcomes]]\n{rival}\nsource = "profile"\nlocator = "L2"\n')

        outcome = seeds.record("lantern-2021").outcomes[0]

        assert (Count.exact(22), [Count.exact(22), Count.more_than(20)], "Rounded.") == (
            outcome.count,
            [statement.value for statement in outcome.statements],
            outcome.note,
        )

    def test_rival_of_another_offense(self, seeds):
        """Counts of different offenses are no rivals."""
        rival = 'key = "arrests"\nwhat = "arrest"\nof = "buyers"\noffense = "pandering"\ncount = 20'
        seeds.add(OPERATION, f'\n[[outcomes]]\n{rival}\nsource = "profile"\nlocator = "L2"\n')

        problem = "differs from the first table with the key 'arrests'; make them alike, or use another key"
        assert [f"operations/lantern-2021.toml:38: outcomes[2].offense: {problem}"] == seeds.problems()


def test_reported(seeds):
    """What a publisher reports of a tactic is kept with its time."""
    (reported,) = seeds.record("letters").reported

    assert (Count.more_than(50), When("2022")) == (reported.places, reported.when)


def test_retired(seeds):
    """A retirement is a record as it stands in the seed."""
    expected = Retired(
        id="folsom-city-ca",
        successor="folsom-ca",
        retired_on=date(2022, 11, 22),
        reason="The same place under another id.",
    )
    assert expected == seeds.record("folsom-city-ca")


def test_data_version(seeds, tmp_path):
    """The data version is the newest day of retrieval."""
    for name, content in seeds.curated().files().items():
        (tmp_path / name).write_bytes(content)

    assert "2022-11-22" == Dataset.open(tmp_path).data_version


def test_no_seeds(tmp_path):
    """An empty folder compiles to a dataset of nothing but the tactics that it is lent."""
    (tmp_path / "seeds").mkdir()
    for name, content in curate(tmp_path / "seeds").files().items():
        (tmp_path / name).write_bytes(content)

    data = Dataset.open(tmp_path)

    assert (0, 15) == (len(data.sites), len(data.tactics))


class TestTheSameBytes:
    def test_twice(self, seeds):
        """The same seeds give the same bytes."""
        assert seeds.curated().files() == seeds.curated().files()

    def test_whatever_the_order_of_files(self, seeds, monkeypatch):
        """The order in which a file system lists the seeds does not show."""
        expected = seeds.curated()
        shuffled = type(seeds.path).rglob

        def in_disorder(path, pattern):
            files = list(shuffled(path, pattern))
            random.Random(1).shuffle(files)
            return iter(files)

        monkeypatch.setattr(type(seeds.path), "rglob", in_disorder)
        actual = seeds.curated()

        assert (expected.files(), expected.ids_module()) == (actual.files(), actual.ids_module())

    def test_whatever_the_hash_seed(self, seeds, tmp_path):
        """Processes with different hash seeds write the same bytes."""
        built = []
        for hash_seed in ("1", "2"):
            out = tmp_path / hash_seed
            command = [sys.executable, "-m", "demandatlas.curate", "build", str(seeds.path), "--out", str(out)]
            subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": hash_seed})
            built.append({path.name: path.read_bytes() for path in out.iterdir()})

        assert built[0] == built[1]
