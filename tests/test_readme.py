"""The README and the pages of the documentation: every example is run, and says what it says."""

import doctest
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import demandatlas

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BIN = Path(sys.executable).parent
CONSOLE = re.compile(r"^```console\n(?P<text>.*?)^```", re.MULTILINE | re.DOTALL)
FILES = re.compile(r"^`(?P<path>[\w./-]+\.toml)`:\n\n```toml\n(?P<text>.*?)^```", re.MULTILINE | re.DOTALL)
FENCES = re.compile(r"^```.*$", re.MULTILINE)
LINKS = re.compile(r"\[[^\]]*\]\((?P<target>[^)#\s]+)(?:#[^)]*)?\)")

MADE_WITH_THE_SITE = ("CITATION.cff",)

of_every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())


def commands(page):
    """Each command of the console blocks of a page, with what it prints there; empty where nothing is shown."""
    for block in CONSOLE.finditer(page.read_text(encoding="utf-8")):
        for told in re.split(r"^\$ ", block["text"], flags=re.MULTILINE)[1:]:
            command, _, printed = told.partition("\n")
            yield command, printed


SHOWN = [(page, *told) for page in PAGES for told in commands(page) if told[1]]


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy of the project, which a command may change."""
    copy = tmp_path_factory.mktemp("copy")
    for name in ("seeds", "src"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    return copy


@of_every_page
def test_examples_in_python(page, tmp_path, monkeypatch):
    """As they stand, one page in one go; ``...`` stands for what is left out."""
    monkeypatch.chdir(tmp_path)
    for file in FILES.finditer(page.read_text(encoding="utf-8")):  # what the page tells its reader to write
        path = tmp_path / file["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file["text"], encoding="utf-8")
    # Fences become empty lines, so that the end of a block ends its last answer, and line numbers stay.
    text = FENCES.sub("", page.read_text(encoding="utf-8"))
    test = doctest.DocTestParser().get_doctest(text, {}, page.name, str(page), 0)
    told = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    runner.run(test, out=told.append, clear_globs=False)

    assert "" == "".join(told)


@of_every_page
def test_python_blocks_are_examples(page):
    """Every one is run: a block of Python without ``>>>`` would be a promise that nothing holds."""
    blocks = re.findall(r"^```python\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)

    assert [] == [block for block in blocks if ">>>" not in block]


@pytest.mark.parametrize(("page", "command", "printed"), SHOWN, ids=[f"{page.stem}: {told}" for page, told, _ in SHOWN])
def test_examples_in_the_console(page, command, printed, project):
    """What is printed is what is shown; ``...`` stands for what is left out."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    environment = {**plain, "PATH": path, "PYTHONPATH": str(project / "src")}
    done = subprocess.run(
        command, shell=True, capture_output=True, text=True, cwd=project, env=environment, check=False
    )
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE

    assert doctest.OutputChecker().check_output(printed, done.stdout + done.stderr, flags), done.stdout + done.stderr


@of_every_page
def test_links_within_the_project_lead_somewhere(page):
    """Every file that is named is there."""
    targets = [link["target"] for link in LINKS.finditer(page.read_text(encoding="utf-8"))]
    inside = [target for target in targets if not re.match(r"[a-z]+:", target)]

    assert [] == [each for each in inside if not (page.parent / each).exists() and each not in MADE_WITH_THE_SITE]


def test_the_readme_names_the_test_command():
    """The one that is run before anything is accepted."""
    assert 'python -m pip install -e ".[test]" && python -m pytest' in PAGES[0].read_text(encoding="utf-8")


def test_the_readme_pins_a_release_and_a_tag():
    """Of this version."""
    text = PAGES[0].read_text(encoding="utf-8")

    assert (True, True) == (
        f'"demandatlas=={demandatlas.__version__}"' in text,
        re.search(rf"@ git\+https://\S+@v{re.escape(demandatlas.__version__)}", text) is not None,
    )


def test_the_first_screen_of_the_readme_answers_a_question():
    """Within forty lines, with its real answer, which the tests above have run."""
    first = PAGES[0].read_text(encoding="utf-8").splitlines()[:40]

    assert (True, True) == (">>> import demandatlas as da" in first, "'not_used'" in first)
