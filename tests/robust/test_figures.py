"""How figures are written down: the option ``--figures`` of this project's test run."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).parents[1] / "conftest.py"
TESTS = """
import pytest

def test_quick(figures):
    figures("seeds", tried=3, survived=3, note="by hand")

@pytest.mark.slow
def test_long(figures):
    figures("hours", tried=2, survived=2)

def test_lost(figures):
    figures("lost", tried=2, survived=1)

def test_nothing_tried(figures):
    figures("nothing", tried=0, survived=0)
"""


def run(folder, *options):
    (folder / "conftest.py").write_text(CONFTEST.read_text("utf-8"), "utf-8")
    (folder / "test_some.py").write_text(TESTS, "utf-8")
    (folder / "pytest.ini").write_text("[pytest]\nmarkers =\n    slow: takes minutes\n", "utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize("workers", [[], ["-n", "2"]], ids=["one process", "two processes"])
def test_figures_are_merged_into_the_file(tmp_path, workers):
    """With those that are there already, sorted, also where the tests run in several processes."""
    if workers:
        pytest.importorskip("xdist", reason="pytest-xdist is not installed")
    path = tmp_path / "figures.json"
    path.write_text('{"other": {"tried": 1}, "seeds": {"tried": 9}}', "utf-8")
    run(tmp_path, "--slow", "--figures", str(path), "-k", "quick or long", *workers)

    assert (
        '{"hours": {"lost": 0, "mode": "nightly", "note": "", "survived": 2, "tried": 2}, "other": {"tried": 1}, '
        '"seeds": {"lost": 0, "mode": "ci", "note": "by hand", "survived": 3, "tried": 3}}'
    ) == json.dumps(json.loads(path.read_text("utf-8")))
    assert path.read_text("utf-8").endswith("}\n")


def test_a_lost_case_fails(tmp_path):
    """So does a test that tried nothing; nothing is written where it was not asked for."""
    run_once = run(tmp_path)

    assert (["2 failed", "1 passed", "1 skipped"], []) == (
        run_once.stdout.splitlines()[-1].partition(" in ")[0].split(", "), list(tmp_path.glob("*.json")),
    )  # fmt: skip
