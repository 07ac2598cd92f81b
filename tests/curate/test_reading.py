"""Reading a folder of seeds: what cannot be read is told, nothing spreads, one file can be checked alone."""

import pytest
from seed_folder import NOBODY, OPERATION, SERIES, SITE, SOURCE

from demandatlas.curate import Curated, curate, curate_file
from demandatlas.curate.reading import MAX_SIZE, read
from demandatlas.errors import InvalidValueError, SeedError

KINDS = "agencies, menus, milestones, operations, organizations, penalties, programs, retired, series, sites, sources"
FOLDERS = f"{KINDS}, tactics"


def test_valid_seeds(seeds):
    """Seeds without a fault give a record each and no problem."""
    curated = seeds.curated()

    assert (15, ()) == (len(curated.records), curated.problems)


def test_no_folder(tmp_path):
    """A folder that is not there is the only problem, and nothing can be compiled."""
    curated = curate(tmp_path / "nowhere")

    expected = f"{tmp_path}/nowhere: there is no such folder; give the folder that holds sources/, sites/ ..."
    assert [expected] == [str(problem) for problem in curated.problems]


def test_problems_forbid_files(seeds):
    """Seeds with problems are not compiled; the error tells them all."""
    curated = seeds.write("sites/ca/x.toml", "").curated()

    with pytest.raises(SeedError) as caught:
        curated.files()

    assert str(caught.value).splitlines() == [
        "the seeds have 3 problem(s); mend them and check again:",
        *(f"  {problem}" for problem in curated.problems),
    ]


@pytest.mark.parametrize("file", ["places/folsom-ca.toml", "site.toml"])
def test_unknown_folder(seeds, file):
    """A seed in no folder of a kind is told, also one that lies beside the folders."""
    seeds.write(file, "")

    assert [f"{file}: no kind of record has this folder; use one of {FOLDERS}"] == seeds.problems()


@pytest.mark.parametrize("id", ["Folsom-ca", "folsom_-ca", "folsom ca", "-ca", "folsom\u00e9-ca", "folsom.ca"])
def test_bad_id(seeds, id):
    """An id is lower-case letters, digits and single hyphens."""
    seeds.write(f"programs/{id}.toml", "")

    expected = f"programs/{id}.toml: {id!r} is no id; use lower-case letters, digits and hyphens"
    assert [expected] == seeds.problems()


def test_file_name_with_control_characters(seeds):
    """A file name cannot steer the terminal that the problems are printed on."""
    seeds.write("programs/\x1b[2J.toml", "")

    expected = r"programs/\x1b[2J.toml: '\x1b[2J' is no id; use lower-case letters, digits and hyphens"
    assert [expected] == seeds.problems()


def test_doubled_id_over_kinds(seeds):
    """An id that two kinds use is told at both files."""
    text = (seeds.path / SERIES).read_text()
    seeds.write("operations/lantern.toml", text.replace('cadence = "annual"\n', ""))

    expected = [
        "operations/lantern.toml: the id 'lantern' is taken by series/lantern.toml too; "
        "ids are unique over all kinds, rename one",
        "series/lantern.toml: the id 'lantern' is taken by operations/lantern.toml too; "
        "ids are unique over all kinds, rename one",
    ]
    assert expected == seeds.problems()


def test_doubled_id_in_one_kind(seeds):
    """An id in two folders of one kind is told, and the second place is no place for it."""
    seeds.write("sites/nv/folsom-ca.toml", (seeds.path / SITE).read_text())

    problems = seeds.problems()

    assert [
        "sites/ca/folsom-ca.toml: the id 'folsom-ca' is taken by sites/nv/folsom-ca.toml too; "
        "ids are unique over all kinds, rename one",
        "sites/nv/folsom-ca.toml: a site of CA is kept as sites/ca/NAME-ca.toml; move it",
        "sites/nv/folsom-ca.toml: the id 'folsom-ca' is taken by sites/ca/folsom-ca.toml too; "
        "ids are unique over all kinds, rename one",
    ] == problems


def test_retired_id_in_use(seeds):
    """A retired id is never given to another record."""
    seeds.write("retired/lantern.toml", 'retired_on = "2022-01-01"\nreason = "Doubled."\n')

    assert ["retired/lantern.toml", "series/lantern.toml"] == [
        problem.file for problem in seeds.curated().problems if "is taken by" in problem.what
    ]


def test_broken_toml(seeds):
    """Text that is no TOML is told with its line; what rests on the seed is not told as well."""
    seeds.replace(SOURCE, "url = ", "url ")

    expected = "sources/release.toml:6: is not TOML: Expected '=' after a key in a key/value pair (at line 6, column 5)"
    assert [f"{expected}; mend it"] == seeds.problems()


def test_broken_toml_at_the_end(seeds):
    """A text that breaks off is told with its last line."""
    seeds.write("programs/x.toml", 'a = 1\nb = "')

    expected = "programs/x.toml:2: is not TOML: Unterminated string (at end of document); mend it"
    assert [expected] == seeds.problems()


def test_unread_name_does_not_spread(seeds):
    """The name of a record that cannot be read stands in other seeds without being told there."""
    seeds.replace("agencies/ca/folsom-police-department-ca.toml", "[[told]]", "[[told]")

    assert ["agencies/ca/folsom-police-department-ca.toml"] == [problem.file for problem in seeds.curated().problems]


def test_unknown_source_does_not_spread(seeds):
    """A record that cites an unknown source is left out of the dataset, and only that one place is told."""
    seeds.replace("agencies/ca/folsom-police-department-ca.toml", '"release"', '"relase"')

    curated = seeds.curated()

    expected = (
        "agencies/ca/folsom-police-department-ca.toml:2: told[0].source: there is no source 'relase'; "
        "did you mean 'release'?"
    )
    assert ([expected], False) == (
        [str(problem) for problem in curated.problems],
        "folsom-police-department-ca" in [record.id for record in curated.records],
    )


def test_not_utf8(seeds):
    """A file in another encoding is told."""
    (seeds.path / "programs/x.toml").write_bytes(b'name = "\xe9"')

    (problem,) = seeds.problems()

    assert problem.startswith("programs/x.toml: cannot be read: 'utf-8' codec can't decode byte 0xe9") is True
    assert problem.endswith("; save it as a file of UTF-8 text")


def test_folder_named_like_a_seed(seeds):
    """A folder with the ending of a seed is told."""
    (seeds.path / "programs/x.toml").mkdir()

    (problem,) = seeds.curated().problems

    assert ("programs/x.toml", True) == (problem.file, problem.what.startswith("cannot be read: "))


def test_too_large(seeds):
    """A file of more than a million bytes is not read."""
    seeds.write("programs/x.toml", "#" * (MAX_SIZE + 1))

    assert ["programs/x.toml: is larger than 1000000 bytes; one file holds one record"] == seeds.problems()


@pytest.mark.parametrize("value", ["[" * 5000 + "]" * 5000, "9" * 5000])
def test_monstrous_value(seeds, value):
    """Values that Python refuses to read are told."""
    seeds.write("programs/x.toml", f"a = {value}")

    (problem,) = seeds.problems()

    assert problem.startswith("programs/x.toml: cannot be read: ") is True
    assert problem.endswith("; write it plainer")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("terms = 1", 'terms.toml: terms: is no list of text; write terms = ["..."]'),
        ("terms = [1]", 'terms.toml: terms: is no list of text; write terms = ["..."]'),
        ("", 'terms.toml: terms: is no list of text; write terms = ["..."]'),
        (
            "terms",
            "terms.toml:1: is not TOML: Expected '=' after a key in a key/value pair (at end of document); mend it",
        ),
    ],
)
def test_bad_list_of_terms(seeds, text, problem):
    """A list of terms that cannot be read is told."""
    seeds.write("terms.toml", text)

    assert problem in seeds.problems()


def test_no_lists(seeds):
    """A folder without a list of hosts blocks none."""
    (seeds.path / "blocked.toml").unlink()

    assert ((), ()) == (read(seeds.path).blocked, seeds.curated().problems)


def test_many_faults_at_once(seeds):
    """All problems of all files are told together, by file and line."""
    seeds.replace(SITE, "population = 72203", "population = 1.5").replace(SITE, '"letters"', '"leters"')
    seeds.replace(SITE, "38.67", "99.5").replace(SITE, "Sent by the police.", "Sent by Jane Doe.")
    seeds.replace(OPERATION, '"2021-10"', '"2021-99"').replace(SOURCE, '"government"', '"goverment"')
    seeds.write("programs/x.toml", "=")

    assert [
        ("operations/lantern-2021.toml", 7, "told[0].when"),
        ("programs/x.toml", 1, ""),
        ("sites/ca/folsom-ca.toml", 8, "told[0].population"),
        ("sites/ca/folsom-ca.toml", 15, "told[1].latitude"),
        ("sites/ca/folsom-ca.toml", 24, "claims[0].tactic"),
        ("sites/ca/folsom-ca.toml", 27, "claims[0].note"),
        ("sources/release.toml", 3, "publisher_kind"),
    ] == [(problem.file, problem.line, problem.path) for problem in seeds.curated().problems]


class TestOneFile:
    """Checking one file: what is wrong in it, whatever is wrong elsewhere."""

    def test_valid(self, seeds):
        """A file without a fault has none alone either."""
        files = sorted(seeds.path.glob("*/**/*.toml"))

        assert [] == [problem for file in files for problem in curate_file(file).problems]

    @pytest.mark.parametrize(
        ("old", "new", "problem"),
        [
            ('"2011"', '"2022-07"', "claims[0].when: 2022-07 is later than 'profile' was published (2022-06-30)"),
            ('"folsom-police-department-ca"', '"folsum"', "participations[0].parties[0]: there is no agency or"),
            ("Sent by the police.", "Sent by Jane Doe.", f"claims[0].note: 'Jane Doe'{NOBODY}"),
            ("72203", "true", "told[0].population: True is true or false, not a whole number"),
            ('kind = "city"', "", "no [[told]] table gives 'kind'; add it with its evidence"),
        ],
    )
    def test_fault(self, seeds, old, new, problem):
        """A fault is told as a check of the whole folder tells it."""
        seeds.replace(SITE, old, new)

        alone, whole = seeds.problems_of(SITE), seeds.problems()

        assert (True, whole) == (problem in alone[0], alone)

    def test_fault_elsewhere(self, seeds):
        """A fault in another file, even in one that is read with it, is not told."""
        seeds.replace(SOURCE, '"government"', '"goverment"').write("sites/ca/x.toml", "=")

        assert [] == seeds.problems_of(OPERATION)

    def test_names_of_others_are_known(self, seeds):
        """A name that any other seed gives may stand in the file."""
        seeds.replace(SITE, "Sent by the police.", "Sent by the Folsom Police Department.")

        assert [] == seeds.problems_of(SITE)

    def test_loop_over_files(self, seeds):
        """Larger operations are followed from file to file."""
        seeds.replace(OPERATION, 'series = "lantern"', 'part_of = "lantern-2020"')
        seeds.replace("operations/lantern-2020.toml", "when =", 'part_of = "lantern-2021"\nwhen =')

        expected = "operations/lantern-2021.toml:5: told[0].part_of: 'lantern-2021' is a part of itself, in the end"
        assert [f"{expected}; break the loop"] == seeds.problems_of(OPERATION)

    @pytest.mark.parametrize("file", ["sites/ca/Folsom.toml", "sites/ca/broken-ca.toml"])
    def test_unreadable(self, seeds, file):
        """A file with a bad name or text is told as such."""
        seeds.write(file, "=")

        assert [file] == [problem.file for problem in curate_file(seeds.path / file).problems]

    def test_relative_path(self, seeds, monkeypatch):
        """The file may be told from where the curator is."""
        monkeypatch.chdir(seeds.path / "sites")

        assert Curated is type(curate_file("ca/folsom-ca.toml"))

    def test_outside_of_any_kind(self, tmp_path):
        """A file that lies in no folder of a kind is refused."""
        (tmp_path / "x.toml").write_text("")

        with pytest.raises(InvalidValueError) as caught:
            curate_file(tmp_path / "x.toml")

        remedy = "give a seed, such as seeds/sites/ca/folsom-ca.toml"
        assert f"'{tmp_path}/x.toml' is in no folder of a kind; {remedy}" == str(caught.value)
