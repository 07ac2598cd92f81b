"""The distribution: what is in it, and that it answers wherever it is put."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

import demandatlas
from demandatlas.records import RECORDS

ROOT = Path(__file__).parents[1]
PACKAGE = Path(demandatlas.__file__).parent
# Another copy of the package is asked: neither its path nor its lines belong to this run.
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith(("COV", "PYTHON", "PYTEST"))}
QUESTION = """
import json, demandatlas as da
from importlib_resources import files
data = files("demandatlas") / "data"
da.verify()
print(json.dumps({
    "where": da.__file__,
    "letters": da.sites["sacramento-ca"].uses("letters"),
    "agencies": len(da.agencies_for("hot-spots-2021")),
    "data": da.data_sha256,
    "version": da.__version__,
    "typed": files("demandatlas").joinpath("py.typed").is_file(),
    "files": {each.name: len(each.read_bytes()) for each in data.iterdir()},
}))
"""


def ask(python, folder, **environment):
    """What a Python answers that knows nothing of this folder."""
    done = subprocess.run(
        [str(python), "-c", QUESTION],
        capture_output=True, text=True, cwd=folder, env={**ENVIRONMENT, **environment}, check=False,
    )  # fmt: skip
    assert 0 == done.returncode, done.stderr
    return json.loads(done.stdout)


def expected_files():
    return {path.name: path.stat().st_size for path in (PACKAGE / "data").iterdir()}


def expected(answer):
    """The answer of this copy, wherever the other one is."""
    return {
        "where": answer["where"],
        "letters": True,
        "agencies": 8,
        "data": demandatlas.data_sha256,
        "version": demandatlas.__version__,
        "typed": True,
        "files": expected_files(),
    }


# In a zip


@pytest.fixture(scope="module")
def zipped(tmp_path_factory):
    """The package in a zip."""
    path = tmp_path_factory.mktemp("zip") / "demandatlas.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(PACKAGE.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                archive.write(file, file.relative_to(PACKAGE.parent))
    return path


def test_a_zip_answers(zipped, tmp_path):
    """Imported from the zip, with all its data, and nothing unpacked."""
    answer = ask(sys.executable, tmp_path, PYTHONPATH=str(zipped))

    assert (expected(answer), True) == (answer, answer["where"].startswith(str(zipped)))


def test_a_zip_prints_its_card(zipped, tmp_path):
    """As a folder does."""
    printed = [
        subprocess.run(
            [sys.executable, "-m", "demandatlas"],
            capture_output=True, cwd=tmp_path, env={**ENVIRONMENT, **more}, check=True,
        ).stdout
        for more in ({"PYTHONPATH": str(zipped)}, {})
    ]  # fmt: skip

    assert printed[0] == printed[1]


# As a wheel


def build(source, out, *options, **environment):
    """The files that ``python -m build`` makes of a folder."""
    done = subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), *options, str(source)],
        capture_output=True, text=True, env={**ENVIRONMENT, **environment}, check=False,
    )  # fmt: skip
    assert 0 == done.returncode, done.stdout + done.stderr
    return sorted(out.iterdir())


def copied(folder):
    """A copy of the repository, so that nothing is left in the working tree."""
    leave_out = shutil.ignore_patterns(
        ".git", "__pycache__", "*.egg-info", ".*cache", ".hypothesis", ".venv", ".coverage*", "dist", "mutants"
    )
    shutil.copytree(ROOT, folder, ignore=leave_out)
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The sdist, and the wheel that is built from it."""
    folder = tmp_path_factory.mktemp("built")
    build(copied(folder / "source"), folder / "dist")
    return folder / "dist"


@pytest.fixture(scope="module")
def wheel(built):
    (path,) = built.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def sdist(built):
    (path,) = built.glob("*.tar.gz")
    return path


def names_in(sdist):
    with tarfile.open(sdist) as archive:
        return archive.getnames()


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The Python of a fresh environment that has the wheel and what it needs."""
    folder = tmp_path_factory.mktemp("fresh")
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    done = subprocess.run(
        [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(wheel)],
        capture_output=True, text=True, env=ENVIRONMENT, check=False,
    )  # fmt: skip
    assert 0 == done.returncode, done.stderr
    return python


def test_the_wheel_holds_the_package_and_nothing_else(wheel):
    """Every module, every data file, the mark of its types; no tests, no seeds."""
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    there = {path.relative_to(PACKAGE.parent).as_posix() for path in PACKAGE.rglob("*") if path.is_file()}

    assert {name for name in there if "__pycache__" not in name} == names


def test_the_wheel_holds_the_licence(wheel):
    """With it goes what may be done with it."""
    assert [True] == [name.endswith("/LICENSE") for name in zipfile.ZipFile(wheel).namelist() if "LICENSE" in name]


@pytest.mark.parametrize("name", ["attrs", "cattrs", "importlib-resources"])
def test_the_wheel_needs_little(name, wheel):
    """Three libraries, each with a lower bound."""
    archive = zipfile.ZipFile(wheel)
    (metadata,) = (each for each in archive.namelist() if each.endswith("METADATA"))
    lines = archive.read(metadata).decode().splitlines()
    needed = [line for line in lines if line.startswith("Requires-Dist") and "extra ==" not in line]
    bounded = [line for line in needed if line.startswith(f"Requires-Dist: {name}>=")]

    assert (3, 1, True) == (len(needed), len(bounded), "Requires-Python: >=3.11" in lines)


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "LICENSE",
        "pyproject.toml",
        "seeds/README.md",
        "seeds/sites/ca/sacramento-ca.toml",
        "tests/test_packaging.py",
    ],
)
def test_the_sdist_holds_what_the_package_is_made_from(name, sdist):
    """Seeds, tests and papers."""
    names = {each.partition("/")[2] for each in names_in(sdist)}

    assert name in names


def test_the_sdist_holds_nothing_that_was_left_lying_about(sdist):
    """No caches, no compiled modules."""
    names = names_in(sdist)

    assert [] == [name for name in names if "cache" in name or name.endswith(".pyc") or "/.git/" in name]


def test_a_fresh_environment_answers(installed, tmp_path):
    """The README's first question, every resource opened, the data whole."""
    answer = ask(installed, tmp_path)

    assert (expected(answer), False) == (answer, answer["where"].startswith(str(ROOT)))


def test_a_fresh_environment_holds_no_more_than_is_needed(installed):
    """Few libraries come along."""
    asking = "from importlib.metadata import distributions as d; print(*(each.name for each in d()), sep='\\n')"
    done = subprocess.run([str(installed), "-c", asking], capture_output=True, text=True, env=ENVIRONMENT, check=True)
    names = {name.casefold().replace("_", "-") for name in done.stdout.split()}
    known = {"attrs", "cattrs", "typing-extensions", "importlib-resources", "demandatlas", "pip", "setuptools"}

    assert (set(), True) == (names - known, "attrs" in names)


def test_a_fresh_environment_prints_the_card(installed, tmp_path):
    """``python -m demandatlas``."""
    done = subprocess.run(
        [str(installed), "-m", "demandatlas"], capture_output=True, text=True, cwd=tmp_path, env=ENVIRONMENT, check=True
    )

    assert done.stdout.startswith(f"Demand Atlas {demandatlas.__version__}, data {demandatlas.data_version}")


def test_the_data_of_the_wheel_are_those_of_the_package(wheel):
    """Byte for byte."""
    archive = zipfile.ZipFile(wheel)
    hashes = {name: hashlib.sha256(archive.read(f"demandatlas/data/{name}")).hexdigest() for name in expected_files()}

    assert {name: hashlib.sha256((PACKAGE / "data" / name).read_bytes()).hexdigest() for name in hashes} == hashes


def test_every_kind_has_its_file():
    """Also where it is empty."""
    assert {f"{record.TABLE}.jsonl" for record in RECORDS.values()} | {"index.txt", "meta.json"} <= set(
        expected_files()
    )


# The same again


def hashes(paths):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def test_built_again_it_is_the_same_byte_for_byte(built, tmp_path):
    """Elsewhere, on another day, from files of other ages, in another time zone: the same sdist and wheel."""
    again = copied(tmp_path / "elsewhere")
    for at, path in enumerate(sorted(again.rglob("*"))):
        os.utime(path, (1_000_000_000 + at, 1_000_000_000 + at))
    rebuilt = build(again, tmp_path / "dist", TZ="Asia/Kathmandu", PYTHONHASHSEED="8", LC_ALL="C")

    assert hashes(sorted(built.iterdir())) == hashes(rebuilt)


def test_the_day_of_a_build_is_what_it_is_told(built, tmp_path):
    """With ``SOURCE_DATE_EPOCH`` too it is the same each time; it is in the archives and not taken from the clock."""
    epoch = {"SOURCE_DATE_EPOCH": "1767225600"}
    first, second = (build(copied(tmp_path / name), tmp_path / f"{name}-dist", **epoch) for name in ("one", "two"))
    (wheel,) = (path for path in first if path.suffix == ".whl")
    days = {entry.date_time[:3] for entry in zipfile.ZipFile(wheel).infolist()}

    assert (hashes(first), {(2026, 1, 1)}) == (hashes(second), days)


def test_a_wheel_of_the_working_tree_is_that_of_the_sdist(built, wheel, tmp_path):
    """What the sdist holds is enough, and nothing else goes in."""
    (direct,) = build(copied(tmp_path / "source"), tmp_path / "dist", "--wheel")

    assert hashes([wheel]) == hashes([direct])


def test_the_data_follow_from_the_seeds_alone(installed, sdist, tmp_path):
    """Compiled elsewhere, from the seeds of the sdist by the wheel, with other clocks and hashes: the same bytes."""
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    (source,) = tmp_path.iterdir()
    shutil.move(source / "seeds", tmp_path / "seeds")
    shutil.rmtree(source)
    environment = {**ENVIRONMENT, "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "8", "LC_ALL": "C"}
    subprocess.run(
        [str(installed), "-m", "demandatlas.curate", "build", "seeds", "--out", "out"],
        capture_output=True, cwd=tmp_path, env=environment, check=True,
    )  # fmt: skip

    assert hashes(sorted((PACKAGE / "data").iterdir())) == hashes(sorted((tmp_path / "out").iterdir()))
