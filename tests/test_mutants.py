"""Mutants of the dates, the counts and the rules of evidence: nearly all are killed, and who survives is known.

A mutant is the code with one small fault put in. Which modules, and which tests have to notice, stands under
``[tool.mutmut]`` in pyproject.toml. ``data/mutants.toml`` lists the survivors, each with the reason.
"""

import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
KNOWN = ROOT / "tests/data/mutants.toml"
COPIED = ("src", "tests", "seeds", "pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE")
WANTED = 0.95
CAUGHT = ("killed", "timeout", "segfault", "suspicious")


@pytest.fixture(scope="module")
def mutants(tmp_path_factory):
    """What became of each mutant, and the difference that each survivor makes."""
    pytest.importorskip("mutmut", reason="needs the extra test-slow")
    repository = tmp_path_factory.mktemp("mutants")
    for name in COPIED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, repository / name)
    done = _mutmut(repository, "run", "--max-children", "2")
    fates = dict(re.findall(r"^ +(\S+): (.+)$", _mutmut(repository, "results", "--all", "true").stdout, re.MULTILINE))
    assert "not checked" not in (fates.values() or ["not checked"]), done.stdout[-2000:] + done.stderr
    return fates, {_difference(repository, name) for name, fate in fates.items() if fate not in CAUGHT}


def _mutmut(repository, *arguments):
    return subprocess.run(
        ["nice", sys.executable, "-m", "mutmut", *arguments],
        capture_output=True,
        text=True,
        cwd=repository,
        check=False,
    )


def _difference(repository, name):
    """Where a mutant is, the code as it was, and as it became."""
    lines = _mutmut(repository, "show", name).stdout.splitlines()
    was, becomes = (
        " ".join(line[1:].strip() for line in lines if line.startswith(sign) and not line.startswith(sign * 3))
        for sign in "-+"
    )
    return re.sub(r"__mutmut_\d+$|x_(?=[a-z_])|x\u01c1", "", name).replace("\u01c1", "."), was, becomes


def known():
    """The survivors that are known, with the reason of each."""
    listed = tomllib.loads(KNOWN.read_text("utf-8"))["survivors"]
    return {(each["where"], each["was"], each["becomes"]): each["why"] for each in listed}


@pytest.mark.slow
def test_nearly_all_are_killed(mutants, figures):
    """At least 95 of 100; the figure counts as lost only those that nobody has explained."""
    fates, survivors = mutants
    killed = sum(fate in CAUGHT for fate in fates.values())
    note = f"{killed} killed ({killed / len(fates):.1%}), {len(fates) - killed} survivors listed with reasons"
    figures("Mutants of the dates, the counts and the rules of evidence", tried=len(fates),
            survived=len(fates) - len(survivors - known().keys()), note=note)  # fmt: skip

    assert killed / len(fates) >= WANTED, Counter(fates.values())


@pytest.mark.slow
def test_who_survives_is_known(mutants):
    """Write a test that kills it, or list it in tests/data/mutants.toml with the reason why none can."""
    _, survivors = mutants

    assert sorted(known()) == sorted(survivors)


def test_every_survivor_that_is_listed_has_a_reason():
    """In words."""
    assert [] == [where for where, why in known().items() if len(why.split()) < 3]
