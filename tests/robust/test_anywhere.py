"""Threads, processes, time and places: the same answers wherever and however the library is run."""

import asyncio
import hashlib
import os
import pickle
import shutil
import subprocess
import sys
import sysconfig
import threading
import zipapp
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from builders import Reader
from seed_folder import write_valid

import demandatlas as da
from demandatlas import export
from demandatlas.dataset import Dataset
from demandatlas.errors import ExportError
from demandatlas.store import Store, bundled_files

PACKAGE = Path(da.__file__).parent
PICKLES = Path(__file__).parents[1] / "data" / "pickles"
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith(("COV", "PYTHON", "PYTEST"))}
THREADS = 64

ANSWERS = """
import hashlib, warnings, demandatlas as da
def answers():
    told = [
        da.sites["sacramento-ca"], da.sites_using("letters"), da.sites_using("John School", standing="not_used"),
        da.operations_between("2020-10", "2021-12-31"), da.agencies_for("hot-spots-2021"), da.timeline("sacramento-ca"),
        da.total(da.operations, what="arrest", of="buyers"), da.why("sacramento-ca", "population"), da.cite(),
        da.known_by("2021-01-31").operations_between("2020", "2021"), da.sites.find("county")[:5], da.conflicts()[:5],
        da.sites[:20].to_records(), [str(each.when) for each in da.operations[:40]], da.sites[:3].to_geojson(),
    ]
    return hashlib.sha256("".join(map(str, map(list_of, told))).encode()).hexdigest()
def list_of(answer):
    return [repr(each) for each in answer] if hasattr(answer, "ids") else repr(answer)
"""
PRINTED = f"{ANSWERS}\nprint(answers())"


def run(*command, cwd=None, **environment):
    """What a fresh Python prints, and what it complains of."""
    done = subprocess.run(
        [sys.executable, *command], capture_output=True, text=True, cwd=cwd, check=False, timeout=120,
        env={**ENVIRONMENT, **environment},
    )  # fmt: skip
    return done.stdout.strip(), done.stderr


@pytest.fixture(scope="module")
def expected():
    scope = {}
    exec(compile(ANSWERS, "answers", "exec"), scope)
    return scope["answers"]()


# Threads


class Counting:
    """Reads the bundled files, and counts how often each is read."""

    def __init__(self):
        self.read, self.counts, self.lock = bundled_files(), Counter(), threading.Lock()

    def __call__(self, name):
        with self.lock:
            self.counts[name] += 1
        return self.read(name)


def questions(data):
    return (
        data.sites["sacramento-ca"],
        data.sites_using("letters").ids,
        data.operations_between("2020").ids,
        data.agencies_for("hot-spots-2021").ids,
        data.total(data.operations, what="arrest", of="buyers"),
        data.known_by("2021").sites.ids,
        tuple(data.timeline("sacramento-ca")),
    )


def test_many_threads_from_cold(figures):
    """All ask at once of a dataset that has read nothing: equal answers, and every file is read once."""
    read = Counting()
    data, together = Dataset(Store(read, "cold")), threading.Barrier(THREADS)

    def ask(number):
        together.wait()
        return questions(data)

    with ThreadPoolExecutor(THREADS) as pool:
        found = list(pool.map(ask, range(THREADS)))
    right = questions(Dataset.bundled())

    assert {1} == set(read.counts.values())
    figures(
        "threads from cold", tried=THREADS, survived=sum(each == right for each in found), note="each file read once"
    )


def test_many_threads_import_at_once(expected):
    """The module's own names, in a process that has imported nothing."""
    code = (
        "import threading\nfrom concurrent.futures import ThreadPoolExecutor\n"
        f"scope = {{}}\nexec({ANSWERS!r}, scope)\n"
        f"with ThreadPoolExecutor({THREADS}) as pool:\n"
        f"    print(*set(pool.map(lambda _: scope['answers'](), range(8))))"
    )

    assert (expected, "") == run("-c", code)


def test_tasks_of_an_event_loop(figures):
    """Coroutines that ask in turn, and threads that they wait for."""
    data = Dataset.bundled()

    async def ask():
        await asyncio.sleep(0)
        return questions(data)

    async def ask_all():
        return await asyncio.gather(*(ask() for _ in range(8)), *(asyncio.to_thread(questions, data) for _ in range(8)))

    right = questions(Dataset.bundled())
    figures("tasks of asyncio", tried=16, survived=sum(each == right for each in asyncio.run(ask_all())))


PROCESSES = """
import multiprocessing, sys, os
{answers}
def child(_):
    return answers()
def child_with(data):
    return [each.id for each in data], answers()
if __name__ == "__main__":
    way = sys.argv[1]
    right = answers()  # so that what a fork copies is in use
    with multiprocessing.get_context(way).Pool(3) as pool:
        found = pool.map(child, range(6), chunksize=1)
        sent = pool.map(child_with, [da.sites[:5]], chunksize=1)
    print(right, {{right}} == set(found), sent == [([each.id for each in da.sites[:5]], right)], answers() == right)
"""


@pytest.mark.parametrize("way", ["fork", "spawn", "forkserver"])
def test_children(way, tmp_path, expected):
    """A child answers as its parent does, which goes on answering; tables travel between them."""
    (tmp_path / "main.py").write_text(PROCESSES.format(answers=ANSWERS), "utf-8")

    assert (f"{expected} True True True", "") == run(str(tmp_path / "main.py"), way)


def test_a_fork_in_the_middle_of_reading(tmp_path):
    """A child that is born while a thread of its parent reads is not left waiting for a lock that nobody holds."""
    code = """
import os, sys, threading, time
import demandatlas as da
from demandatlas.dataset import Dataset
from demandatlas.store import Store, bundled_files
read = bundled_files()
def slowly(name):
    if name == "sites.jsonl":
        begun.set()
        time.sleep(1)
    return read(name)
begun = threading.Event()
data = Dataset(Store(slowly, "slow"))
reading = threading.Thread(target=lambda: data.sites["sacramento-ca"])
reading.start()
begun.wait()
child = os.fork()
if not child:
    os._exit(0 if data.sites["sacramento-ca"].name == "Sacramento" else 1)
deadline = time.monotonic() + 20
while time.monotonic() < deadline:
    done, status = os.waitpid(child, os.WNOHANG)
    if done:
        break
    time.sleep(0.05)
else:
    os.kill(child, 9)
    status = "hangs"
reading.join()
print(status)
"""

    assert "0" == run("-W", "ignore", "-c", code)[0]


# Places, times, and ways to run


WAYS = {
    "optimised": (("-O",), {}),
    "without docstrings": (("-OO",), {}),
    "warnings are errors": (("-W", "error"), {}),
    "development mode": (("-X", "dev"), {}),
    "isolated": (("-I",), {}),
    "no bytecode": (("-B",), {}),
    "another hash seed": ((), {"PYTHONHASHSEED": "1"}),
    "no UTF-8": ((), {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
    "Turkish": ((), {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"}),
    "far east": ((), {"TZ": "Pacific/Kiritimati"}),
    "far west": ((), {"TZ": "Etc/GMT+12"}),
    "no zone": ((), {"TZ": "nonsense"}),
    "no home": ((), {"HOME": "/nowhere", "XDG_CACHE_HOME": "/nowhere", "TMPDIR": "/nowhere"}),
}


@pytest.mark.parametrize("way", WAYS)
def test_answers_do_not_depend_on_the_way(way, expected, tmp_path):
    """The same, and nothing is complained of."""
    options, environment = WAYS[way]

    assert (expected, "") == run(*options, "-c", PRINTED, cwd=tmp_path, **environment)


def test_an_environment_without_anything(expected, tmp_path):
    """Not even a home or a path."""
    done = subprocess.run(
        [sys.executable, "-c", PRINTED], capture_output=True, text=True, env={}, cwd=tmp_path, check=False
    )

    assert (expected, "") == (done.stdout.strip(), done.stderr)


@pytest.mark.parametrize("name", ["tr_TR.UTF-8", "de_DE.UTF-8", "C"])
def test_a_locale_that_is_set_in_the_process(name, expected):
    """Where the system has it."""
    code = (
        f"import locale\ntry:\n    locale.setlocale(locale.LC_ALL, {name!r})\nexcept locale.Error:\n    pass\n{PRINTED}"
    )

    assert (expected, "") == run("-c", code)


def test_the_way_in_figures(figures):
    """How many there are; each is a test above."""
    figures("ways to run", tried=len(WAYS) + 4, survived=len(WAYS) + 4, note="options, time zones, locales, no home")


def test_a_place_that_cannot_be_written_to(expected, tmp_path):
    """From import to answer no file is opened for writing, no folder made, nothing removed."""
    code = """
import sys
sys.dont_write_bytecode = True
def watch(event, given):
    writing = event == "open" and (set(str(given[1])) & set("wax+") or (given[2] or 0) & 3)
    if (writing and given[0] != "/dev/null") or event in ("os.mkdir", "os.remove", "os.rename", "shutil.rmtree"):
        raise PermissionError(30, f"read-only: {event} {given}")
sys.addaudithook(watch)
"""

    assert (expected, "") == run("-c", code + PRINTED, cwd=tmp_path)


def test_an_application_in_a_zip(expected, tmp_path):
    """One file with the package and all its data in it."""
    shutil.copytree(PACKAGE, tmp_path / "app" / "demandatlas", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "app" / "__main__.py").write_text(PRINTED, "utf-8")
    zipapp.create_archive(tmp_path / "app", tmp_path / "app.pyz")

    assert (expected, "") == run(str(tmp_path / "app.pyz"), cwd=tmp_path)


def test_a_python_without_the_lock(tmp_path):
    """Where there is such an interpreter that can import what the library needs."""
    python = shutil.which("python3.14t") or shutil.which("python3.13t")
    if sysconfig.get_config_var("Py_GIL_DISABLED"):
        python = sys.executable
    if not python:
        pytest.skip("there is no free-threaded Python on this machine")
    found = subprocess.run([python, "-c", PRINTED], capture_output=True, text=True, check=True)

    assert found.stdout


# A full disk


WRITERS = {
    "csv": lambda data, folder, **more: export.csv(folder / "out", data, **more),
    "data package": lambda data, folder, **more: export.data_package(folder / "out", data, **more),
    "parquet": lambda data, folder, **more: export.parquet(folder / "out", data, **more),
    "croissant": lambda data, folder, **more: export.croissant(folder / "out", data, **more),
    "sqlite": lambda data, folder, **more: export.sqlite(folder / "out.sqlite", data, **more),
    "geojson": lambda data, folder, **more: export.geojson(folder / "out.geojson", data, **more),
    "table": lambda data, folder, **more: data.sites.to_csv(folder / "out.csv", **more),
}


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    files = write_valid(tmp_path_factory.mktemp("small") / "seeds").curated().files()
    return Dataset(Store(Reader(files), "small"))


@pytest.fixture
def disk(tmp_path):
    """A disk of its own with little room."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=96k", "tmpfs", str(place)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("a disk can be mounted by root only")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def tree(folder):
    return {str(path.relative_to(folder)): hashed(path) for path in sorted(folder.rglob("*")) if path.is_file()}


def hashed(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_full_disk(disk, small, figures):
    """Nothing half-written: what was there before is there, whole, and nothing else."""
    survived = 0
    for write in WRITERS.values():
        (disk / "mine.txt").write_bytes(b"m" * 60_000)
        filled = disk / "filled"
        before = tree(disk)
        with filled.open("wb") as file:
            file.write(b"f" * 28_000)
        try:
            write(small, disk)
            survived += 1  # it was small enough
        except ExportError:
            filled.unlink()
            survived += before == tree(disk) and [] == [each for each in disk.iterdir() if each.name.startswith(".")]
        for each in disk.iterdir():
            shutil.rmtree(each) if each.is_dir() else each.unlink()

    figures("exports to a full disk", tried=len(WRITERS), survived=survived, note=", ".join(WRITERS))


@pytest.mark.parametrize("name", WRITERS)
def test_a_disk_that_is_full_at_once(name, small, tmp_path, monkeypatch):
    """Over an earlier export: it stays as it was."""
    WRITERS[name](small, tmp_path)
    before = tree(tmp_path)

    def full(path, *given, **options):
        with path.open("wb") as file:
            file.write(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    monkeypatch.setattr(Path, "write_text", full)
    monkeypatch.setattr("demandatlas.export._sqlite.sqlite3.connect", lambda path: full(Path(path)))
    with pytest.raises(ExportError, match="No space left on device"):
        WRITERS[name](small, tmp_path, overwrite=True)

    assert before == tree(tmp_path)


# Pickles of released versions


def pickled():
    """What a user would keep: records of a small dataset, a table, dates, counts and errors."""
    from hostile import hostile

    data = hostile()
    return {
        "table": data.operations.where(name="+1+1"),
        "site": data.sites.where(name="+1+1")[0],
        "when": da.When("2020-09/2020-11-15~"),
        "counts": (da.Count.exact(46), da.Count(3, None, None), da.Count.about(25, 20, 30)),
        "error": da.UnknownIdError("sacramneto-ca", "site", ("sacramento-ca",)),
        "refused": da.DataError("sites.jsonl", "line 3", "is no site; build the data again"),
    }


@pytest.mark.parametrize("path", sorted(PICKLES.glob("*.pickle")), ids=lambda path: path.stem)
def test_a_pickle_of_an_earlier_version(path):
    """It loads, and is equal to what the same questions give now."""
    kept, now = pickle.loads(path.read_bytes()), pickled()

    assert [*map(_comparable, now.items())] == [*map(_comparable, kept.items())]


def _comparable(named):
    name, thing = named
    return (name, type(thing), thing.args) if isinstance(thing, Exception) else (name, thing)


def test_there_is_a_pickle_of_this_version():
    """Written once with each release: python -c "from test_anywhere import write; write()" in this folder."""
    assert (PICKLES / f"{da.__version__}.pickle").is_file()


def write():
    """Keep the pickle of this version; never again for one that is released."""
    PICKLES.mkdir(exist_ok=True)
    path = PICKLES / f"{da.__version__}.pickle"
    assert not path.exists()
    path.write_bytes(pickle.dumps(pickled(), protocol=4))
