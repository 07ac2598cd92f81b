"""The commands: exit statuses, what is printed, what is written and what is left alone."""

import hashlib
import json
import runpy
import sys

import pytest
from seed_folder import SERIES, SHA, SITE, write_valid

from demandatlas.curate.__main__ import main
from demandatlas.dataset import Dataset
from demandatlas.records import RECORDS as KINDS

FILES = len(KINDS) + 4  # one a kind, the agreement, the index, the dated index and the description
RECORDS = 15


@pytest.fixture
def run(capsys):
    """Runs a command; its exit status, and the lines that it prints."""

    def run(*arguments):
        status = main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return status, printed.out.splitlines(), printed.err.splitlines()

    return run


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A repository with valid seeds and nothing built yet, in which the commands are run."""
    (tmp_path / "src" / "demandatlas").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    return write_valid(tmp_path / "seeds")


class TestCheck:
    def test_valid(self, run, seeds):
        """Valid seeds: status 0."""
        assert (0, [f"{RECORDS} seeds, 0 problems"], []) == run("check", seeds.path)

    def test_faults(self, run, seeds):
        """Seeds with faults: each on its line, and status 1."""
        seeds.replace(SITE, 'stance = "used"', 'stance = "use"').replace(SITE, "38.67", "99.5")

        assert (
            1,
            [
                "sites/ca/folsom-ca.toml:15: told[1].latitude: 99.5 is outside CA, which lies between 32.4 and 42.1; "
                "mend it",
                "sites/ca/folsom-ca.toml:25: claims[0].stance: 'use' is not in the vocabulary; did you mean 'used'?",
                f"{RECORDS} seeds, 2 problems",
            ],
            [],
        ) == run("check", seeds.path)

    def test_one_file(self, run, seeds):
        """One file is checked alone."""
        seeds.replace(SITE, 'stance = "used"', 'stance = "use"')

        assert (
            (0, ["1 seed, 0 problems"], []),
            (
                1,
                [
                    f"{SITE}:25: claims[0].stance: 'use' is not in the vocabulary; did you mean 'used'?",
                    "1 seed, 1 problem",
                ],
                [],
            ),
        ) == (run("check", seeds.path / SERIES), run("check", seeds.path / SITE))

    def test_default_folder(self, run, repository):
        """Without an argument the folder ``seeds`` is checked."""
        assert (0, [f"{RECORDS} seeds, 0 problems"], []) == run("check")

    def test_no_folder(self, run, tmp_path):
        """A folder that is not there is a problem."""
        status, printed, _ = run("check", tmp_path / "nowhere")

        assert (1, "0 seeds, 1 problem") == (status, printed[-1])


class TestBuild:
    def test_own_folder(self, run, seeds, tmp_path):
        """A user's own seeds are compiled into a folder that ``Dataset.open`` reads."""
        out = tmp_path / "made" / "data"

        ran = run("build", seeds.path, "--out", out)

        data = Dataset.open(out)
        data.verify()
        assert ((0, [f"{RECORDS} records, {FILES} of {FILES} files changed in {out}"], []), ("folsom-ca",)) == (
            ran,
            data.sites_using("letters").ids,
        )

    def test_again(self, run, seeds, tmp_path):
        """What is current is not written again."""
        run("build", seeds.path, "--out", tmp_path / "data")
        before = {path: path.stat().st_mtime_ns for path in (tmp_path / "data").iterdir()}

        ran = run("build", seeds.path, "--out", tmp_path / "data")

        assert ([f"{RECORDS} records, 0 of {FILES} files changed in {tmp_path / 'data'}"], before) == (
            ran[1],
            {path: path.stat().st_mtime_ns for path in (tmp_path / "data").iterdir()},
        )

    def test_faults(self, run, seeds, tmp_path):
        """Seeds with problems are not compiled, and nothing is written."""
        seeds.replace(SITE, 'stance = "used"', 'stance = "use"')

        ran = run("build", seeds.path, "--out", tmp_path / "data")

        problem = "sites/ca/folsom-ca.toml:25: claims[0].stance: 'use' is not in the vocabulary; did you mean 'used'?"
        expected = ["the seeds have 1 problem(s); mend them and check again:", f"  {problem}"]
        assert ((1, [], expected), False) == (ran, (tmp_path / "data").exists())

    def test_repository(self, run, repository):
        """In the repository the package's own data and ids are written, and the list of published ids."""
        status, printed, _ = run("build")

        ids = (repository.path.parent / "src/demandatlas/ids.py").read_text()
        assert (0, [f"{RECORDS} records, {FILES + 2} of {FILES + 2} files changed in src/demandatlas/data"], True) == (
            status,
            printed,
            'SiteId = Literal["folsom-ca"]\n' in ids,
        )

    def test_labels(self, run, repository):
        """A tactic answers to its id, its label and its aliases."""
        run("build")

        ids = (repository.path.parent / "src/demandatlas/ids.py").read_text()
        assert (
            '    "dear-john-letters": "letters",\n    "letters": "letters",\n}\n'
            == ids[-64:][ids[-64:].index("    ") :]
        )

    def test_elsewhere(self, run, seeds, tmp_path, monkeypatch):
        """Outside of the repository the user is asked where to write."""
        monkeypatch.chdir(tmp_path)

        expected = "this is not the demandatlas repository; say where to write with --out FOLDER"
        assert (1, [], [expected]) == run("build", seeds.path)

    def test_out_is_a_file(self, run, seeds, tmp_path):
        """Where a file stands in the way, the error names it."""
        (tmp_path / "data").write_text("mine")

        status, _, (error,) = run("build", seeds.path, "--out", tmp_path / "data")

        assert (1, True, "mine") == (status, error.startswith(f"{tmp_path}/data"), (tmp_path / "data").read_text())


class TestBuildCheck:
    def test_current(self, run, repository):
        """What was just built is current."""
        run("build")

        assert (0, ["the compiled output is current"], []) == run("build", "--check")

    def test_stale(self, run, repository):
        """What the seeds no longer give is told with the command that mends it; nothing is written."""
        run("build")
        before = (repository.path.parent / "src/demandatlas/data/sites.jsonl").read_bytes()
        repository.replace(SITE, "72203", "72204")

        ran = run("build", "--check")

        remedy = "is not what the seeds give; run: python -m demandatlas.curate build"
        files = ("sites.jsonl", "meta.json")
        assert (1, [*(f"src/demandatlas/data/{file} {remedy}" for file in files), "2 files not current"], []) == ran
        assert before == (repository.path.parent / "src/demandatlas/data/sites.jsonl").read_bytes()

    def test_changed_by_hand(self, run, repository):
        """A compiled file that was changed by hand is told, and built anew."""
        run("build")
        ids = repository.path.parent / "src/demandatlas/ids.py"
        ids.write_text("")

        checked = run("build", "--check")[0]
        run("build")

        assert (1, 0) == (checked, run("build", "--check")[0])

    def test_left_over(self, run, repository):
        """A file of an earlier build that this one does not make is told, and removed by a build."""
        run("build")
        left = repository.path.parent / "src/demandatlas/data/places.jsonl"
        left.write_text("")

        checked = run("build", "--check")
        run("build")

        remedy = "is not what the seeds give; run: python -m demandatlas.curate build"
        assert ((1, [f"src/demandatlas/data/places.jsonl {remedy}", "1 file not current"], []), False) == (
            checked,
            left.exists(),
        )

    def test_own_folder(self, run, seeds, tmp_path):
        """For a user's own folder the command that mends it says which."""
        out = tmp_path / "my data"

        status, printed, _ = run("build", seeds.path, "--out", out, "--check")

        command = f"python -m demandatlas.curate build {seeds.path} --out '{out}'"
        assert (1, True, f"{FILES} files not current", False) == (
            status,
            printed[0].endswith(f"is not what the seeds give; run: {command}"),
            printed[-1],
            out.exists(),
        )


class TestOwnFolderIsTheUsers:
    def test_other_files_are_left_alone(self, run, seeds, tmp_path):
        """A user's own JSON Lines beside the compiled ones are not touched."""
        (tmp_path / "data").mkdir()
        (tmp_path / "data/mine.jsonl").write_text("mine")
        run("build", seeds.path, "--out", tmp_path / "data")
        run("build", seeds.path, "--out", tmp_path / "data")

        assert "mine" == (tmp_path / "data/mine.jsonl").read_text()

    def test_file_of_an_earlier_build(self, run, seeds, tmp_path):
        """A file that an earlier build named as its own goes."""
        run("build", seeds.path, "--out", tmp_path / "data")
        meta = json.loads((tmp_path / "data/meta.json").read_bytes())
        meta["sizes"] |= {"places.jsonl": 0, "../mine.jsonl": 0}
        (tmp_path / "data/meta.json").write_text(json.dumps(meta))
        for name in ("data/places.jsonl", "mine.jsonl"):
            (tmp_path / name).write_text("")

        run("build", seeds.path, "--out", tmp_path / "data")

        assert (False, True) == ((tmp_path / "data/places.jsonl").exists(), (tmp_path / "mine.jsonl").exists())

    @pytest.mark.parametrize("meta", ["", "[]", "{}", '{"sizes": 1}'])
    def test_foreign_description(self, run, seeds, tmp_path, meta):
        """A description that is none is written anew."""
        (tmp_path / "data").mkdir()
        (tmp_path / "data/meta.json").write_text(meta)

        assert 0 == run("build", seeds.path, "--out", tmp_path / "data")[0]


class TestFailureHalfWay:
    @pytest.mark.parametrize("step", ["write_bytes", "mkdir"])
    def test_nothing_half_written(self, run, repository, monkeypatch, step):
        """A failure while files are written leaves the old ones, whole, and nothing beside them."""
        run("build")
        data = repository.path.parent / "src/demandatlas"
        before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
        repository.replace(SITE, "72203", "72204")
        real, calls = getattr(type(data), step), []

        def fails(path, *arguments, **options):
            calls.append(path)
            if len(calls) == 2:
                raise OSError(28, "No space left on device", str(path))
            return real(path, *arguments, **options)

        monkeypatch.setattr(type(data), step, fails)
        status, _, (error,) = run("build")

        assert (1, True, before) == (
            status,
            error.endswith(": No space left on device; nothing more was written, mend that and run again"),
            {path: path.read_bytes() for path in data.rglob("*") if path.is_file()},
        )


class TestNew:
    def test_writes_a_template(self, run, seeds):
        """A template is written where the seed belongs."""
        path = seeds.path / "sites/ok/tulsa-ok.toml"

        ran = run("new", "site", "tulsa-ok", "--seeds", seeds.path)

        expected = [f"wrote {path}; fill it in, then run: python -m demandatlas.curate check {path}"]
        assert ((0, expected, []), True) == (ran, path.read_text().startswith("[[told]]\n"))

    @pytest.mark.parametrize(
        ("kind", "id", "taken", "remedy"),
        [
            ("site", "folsom-ca", SITE, "edit it"),
            ("operation", "lantern", SERIES, "ids are unique over all kinds, take another"),
        ],
    )
    def test_taken(self, run, seeds, kind, id, taken, remedy):
        """A seed that is there is never overwritten, and an id is given once."""
        expected = f"{seeds.path / taken} is there already; {remedy}"

        assert (1, [], [expected]) == run("new", kind, id, "--seeds", seeds.path)

    def test_bad_kind(self, run, seeds):
        """A kind that does not exist is refused."""
        expected = "there is no kind 'sight'; did you mean 'site'?"

        assert (1, [], [expected]) == run("new", "sight", "tulsa-ok", "--seeds", seeds.path)


class TestVerify:
    TEXT = b"Folsom\nTwo\n"

    @pytest.fixture
    def held(self, seeds, tmp_path):
        """Seeds of which one site rests on a document that is held, with one passage of it."""
        (tmp_path / "documents").mkdir()
        (tmp_path / "documents/page.txt").write_bytes(self.TEXT)
        seeds.replace("sources/gazetteer.toml", "retrieved", f'sha256 = "{self.digest(self.TEXT)}"\nretrieved')
        seeds.replace("sources/profile.toml", f'sha256 = "{SHA}"\n', "")
        return seeds.replace(SITE, '"row 0624638"', f'"L1"\npassage_sha256 = "{self.digest(b"Folsom")}"')

    @staticmethod
    def digest(text):
        return hashlib.sha256(text).hexdigest()

    def test_agrees(self, run, held, tmp_path):
        """All passages as told: status 0."""
        expected = (0, ["1 passage of 1 document as told, 0 not"], [])

        assert expected == run("verify", tmp_path / "documents", "--seeds", held.path)

    def test_differs(self, run, held, tmp_path):
        """A passage that differs is told, with status 1."""
        held.replace(SITE, 'locator = "L1"', 'locator = "L2"')

        status, printed, _ = run("verify", tmp_path / "documents", "--seeds", held.path)

        what = "the document has another passage there; if the locator is right, write"
        assert (1, f"{SITE}:13: told[1].passage_sha256: {what} '{self.digest(b'Two')}'", "not") == (
            status,
            printed[0],
            printed[1][-3:],
        )

    def test_missing(self, run, held, tmp_path):
        """A document that is not there is told, with status 1."""
        (tmp_path / "documents/page.txt").unlink()

        documents = tmp_path / "documents"
        assert (
            1,
            [
                f"the document of 'gazetteer' is not in {documents}: its passages were not checked",
                "0 passages of 0 documents as told, 0 not",
            ],
            [],
        ) == run("verify", documents, "--seeds", held.path)

    def test_faults(self, run, held, tmp_path):
        """Seeds with problems may hide passages: status 1."""
        held.write("sites/ca/x-ca.toml", "=")

        seeds = "the seeds have 1 problem, so passages may have been missed"
        assert (
            1,
            [
                f"{seeds}; run: python -m demandatlas.curate check {held.path}",
                "1 passage of 1 document as told, 0 not",
            ],
            [],
        ) == run("verify", tmp_path / "documents", "--seeds", held.path)

    def test_no_folder(self, run, seeds, tmp_path):
        """A folder that is not there is an error."""
        expected = f"there is no folder '{tmp_path}/nowhere'; give the folder that holds the documents"

        assert (1, [], [expected]) == run("verify", tmp_path / "nowhere", "--seeds", seeds.path)


@pytest.mark.parametrize("arguments", [[], ["chek"], ["new", "site"], ["verify"], ["check", "a", "b"]])
def test_wrong_call(arguments, capsys):
    """A wrong call gives status 2 and how it should be."""
    with pytest.raises(SystemExit) as caught:
        main(arguments)

    assert (2, True) == (caught.value.code, "usage: python -m demandatlas.curate" in capsys.readouterr().err)


def test_as_a_module(seeds, monkeypatch, capsys):
    """``python -m demandatlas.curate`` runs the commands and exits with their status."""
    monkeypatch.setattr(sys, "argv", ["curate", "check", str(seeds.path)])
    monkeypatch.delitem(sys.modules, "demandatlas.curate.__main__")

    with pytest.raises(SystemExit) as caught:
        runpy.run_module("demandatlas.curate", run_name="__main__")

    assert (0, f"{RECORDS} seeds, 0 problems\n") == (caught.value.code, capsys.readouterr().out)
