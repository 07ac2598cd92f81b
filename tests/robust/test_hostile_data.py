"""Data of somebody who means harm: they are shown and written out, and nothing else."""

import ast
import csv
import io
import json
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hostile import WEAPONS, hostile, hostile_files, shown_in_cells

import demandatlas
from demandatlas import export
from demandatlas.export._forms import all_forms

SOURCE = Path(demandatlas.__file__).parent
OURS = {"table", "caption", "thead", "tbody", "tr", "th", "td"}
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class Tags(HTMLParser):
    """The tags of a page and what stands between them."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.text = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, attrs))

    def handle_data(self, data):
        self.text.append(data)


@pytest.fixture(scope="module")
def data():
    return hostile()


def test_html_holds_no_tag_of_theirs(figures):
    """In a cell or in the question, it is text: what a reader sees begins as the weapon does."""
    tables, survived = shown_in_cells(), 0
    for table in tables:
        page = Tags(table._repr_html_())
        seen = "".join(page.text).replace("\r", "\n")
        ours = {tag for tag, _ in page.tags} <= OURS and not any(given for _, given in page.tags)
        survived += ours and table[0].title[:39].replace("\r", "\n") in seen

    figures("hostile names: HTML", tried=len(tables), survived=survived, note="in cells and in what was asked")


def test_no_cell_of_a_csv_file_is_a_formula(data, tmp_path, figures):
    """An apostrophe stands before it; without it, it is the text as it was."""
    cells = formulas = 0
    for path in export.csv(tmp_path, data):
        for row in csv.reader(io.StringIO(path.read_bytes().decode(), newline="")):
            cells += len(row)
            formulas += sum(cell.startswith(FORMULA) and not _is_number(cell) for cell in row)

    figures("hostile names: cells of CSV", tried=cells, survived=cells - formulas)


def _is_number(cell):
    try:
        float(cell)
    except ValueError:
        return False
    return cell not in WEAPONS


def test_names_come_back_from_csv(data, tmp_path):
    """Nothing is lost to safety."""
    export.csv(tmp_path, data)
    rows = csv.DictReader(io.StringIO((tmp_path / "sites.csv").read_bytes().decode(), newline=""))

    assert sorted(WEAPONS) == sorted(row["name"].removeprefix("'") for row in rows)


WRITERS = {
    "csv": lambda data, folder: export.csv(folder / "out", data),
    "data package": lambda data, folder: export.data_package(folder / "out", data),
    "parquet": lambda data, folder: export.parquet(folder / "out", data),
    "croissant": lambda data, folder: export.croissant(folder / "out", data),
    "sqlite": lambda data, folder: export.sqlite(folder / "out.sqlite", data),
    "geojson": lambda data, folder: export.geojson(folder / "out.geojson", data),
}


def test_exports_stay_where_they_are_told(data, tmp_path, figures):
    """No name or id of the data becomes a path: the files are those of any other dataset."""
    survived = 0
    plain = demandatlas.Dataset.bundled().known_by("1900")
    for name, write in WRITERS.items():
        names = []
        for which, held in (("hostile", data), ("plain", plain)):
            folder = tmp_path / name / which / "inner"
            folder.mkdir(parents=True)
            write(held, folder)
            names.append(sorted(path.relative_to(folder.parent).as_posix() for path in folder.parent.rglob("*")))
        survived += names[0] == names[1]

    figures("hostile names: places of exports", tried=len(WRITERS), survived=survived, note=", ".join(WRITERS))


def test_a_database_holds_them_as_text(data, tmp_path):
    """No table is dropped."""
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(export.sqlite(tmp_path / "a.sqlite", data))) as database:
        names = [name for (name,) in database.execute("SELECT name FROM sites")]

    assert sorted(WEAPONS) == sorted(names)


def test_citations_hold_them_as_text(data):
    """JSON stays JSON."""
    titles = {entry["title"] for entry in json.loads(data.cite(data.sites, style="csl-json"))}

    assert set(WEAPONS) <= titles


WATCHED = """
import os, pathlib, sys
folder, out = sys.argv[1:]
import demandatlas as da
from demandatlas import export
def use(data, where):
    for table in ("sites", "operations", "sources"):
        for record in getattr(data, table):
            str(record), repr(record)
        getattr(data, table)._repr_html_(), repr(getattr(data, table))
    for site in data.sites.ids:
        data.timeline(site), data.tactics_of(site), data.ties(site)
    data.coverage(), data.conflicts(), data.quality(), data.cite(data.sites, style="bibtex")
    export.data_package(os.path.join(out, where), data)
    export.sqlite(os.path.join(out, where + ".sqlite"), data)
data = da.Dataset.open(folder)
use(data, "first")  # by now all that is ever imported is there
seen = []
inside = (folder, out, "earlier")  # the last is a folder of our own, removed through a handle of the one above it
def watch(event, given):
    if event == "open" and isinstance(given[0], str) and not given[0].startswith(inside):
        seen.append((event, given[0]))
    if event.split(".")[0] in ("socket", "subprocess", "os.system", "exec", "compile", "pickle", "ctypes", "urllib"):
        seen.append((event, str(given)[:80]))
    if event in ("os.system", "os.exec", "os.posix_spawn", "os.fork"):
        seen.append((event, str(given)[:80]))
sys.addaudithook(watch)
use(da.Dataset.open(folder), "second")
print(len(seen), seen[:5])
"""


def test_nothing_is_run_read_or_asked_for(tmp_path):
    """While they are read, asked and exported, Python itself sees no file of others, no program, no net."""
    folder, out = tmp_path / "data", tmp_path / "out"
    folder.mkdir(), out.mkdir()
    for name, text in hostile_files().items():
        (folder / name).write_bytes(text)
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, str(folder), str(out)], capture_output=True, text=True, check=False
    )

    assert ("0 []\n", "") == (done.stdout, done.stderr)


FORBIDDEN = {
    "pickle",
    "marshal",
    "shelve",
    "ctypes",
    "socket",
    "urllib.request",
    "http",
    "subprocess",
    "requests",
    "ftplib",
}
RUNNING = {"eval", "exec", "compile", "__import__", "breakpoint"}


def modules():
    return sorted(path for path in SOURCE.rglob("*.py"))


def imported(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def called(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def test_the_code_has_no_way_to_run_what_it_reads(figures):
    """No module unpickles, evaluates, starts a program or opens a connection."""
    found = []
    for path in modules():
        tree = ast.parse(path.read_text("utf-8"))
        found += [(path.name, name) for name in imported(tree) if {name, name.partition(".")[0]} & FORBIDDEN]
        found += [
            (path.name, name) for name, _ in called(tree) if name in RUNNING or name.endswith((".system", ".popen"))
        ]

    assert [] == found
    figures(
        "modules that cannot run what they read", tried=len(modules()), survived=len(modules()), note="by their syntax"
    )


def test_sql_is_made_of_our_own_names_only():
    """Values go in by marks; what is put into the text is quoted, or counted."""
    pieces = set()
    for path in modules():
        for name, call in called(ast.parse(path.read_text("utf-8"))):
            if name.endswith((".execute", ".executemany", ".executescript")) and isinstance(
                call.args[0], ast.JoinedStr
            ):
                pieces |= {
                    ast.unparse(each.value) for each in call.args[0].values if isinstance(each, ast.FormattedValue)
                }

    assert {"_quoted(form.name)", "marks"} == pieces


@pytest.mark.parametrize("name", ["../out.csv", "a/b.csv", "/tmp/out.csv", "..", ""])
def test_a_file_of_an_export_has_a_plain_name(tmp_path, name):
    """Even where one of our own formats would name it otherwise."""
    from demandatlas.errors import ExportError
    from demandatlas.export._placing import write_files

    with pytest.raises(ExportError, match="no plain file name"):
        write_files(tmp_path, {name: Path.touch}, overwrite=True)


def test_every_form_has_a_plain_name():
    """The names of files are those of the forms."""
    assert [] == [form.name for form in all_forms() if not form.name.isidentifier()]
