"""``ids.py``: sorted literals of every vocabulary and id, in the form that the formatter keeps."""

import subprocess
import sys
from typing import get_args

import pytest

from demandatlas.curate.idsfile import HEADER, ids_module
from demandatlas.vocabulary import VOCABULARY

IDS = {"tactic": ["letters", "cameras"], "site": ["folsom-ca"], "series": []}
LABELS = {"shaming": "letters", "cameras": "cameras"}


def loaded(text):
    names = {}
    exec(text, names)
    return names


def test_literals():
    """Every vocabulary and every kind of ids is a Literal of its sorted terms; of an empty one nothing can be given."""
    names = loaded(ids_module(IDS, LABELS))

    expected = {name: tuple(sorted(terms)) for name, terms in VOCABULARY.items()}
    expected |= {"TacticId": ("cameras", "letters"), "SiteId": ("folsom-ca",), "SeriesId": ("",)}
    assert expected == {name: get_args(names[name]) for name in expected}


def test_tables():
    """The tactics' ids and labels are there at run time, sorted."""
    names = loaded(ids_module(IDS, LABELS))

    assert (("cameras", "letters"), [("cameras", "cameras"), ("shaming", "letters")]) == (
        names["TACTIC_IDS"],
        list(names["TACTIC_LABELS"].items()),
    )


def test_header():
    """The file says how it is made."""
    assert True is ids_module({}, {}).startswith(HEADER)


@pytest.mark.parametrize("ids", [IDS, {"tactic": ["letters", "cameras"], "series": ["hot-spots", "lantern"]}])
def test_formatter_keeps_it(ids, tmp_path):
    """The formatter leaves the file as it is, so that a build and a lint never fight over it."""
    (tmp_path / "ids.py").write_text(ids_module(ids, LABELS))
    command = [sys.executable, "-m", "ruff", "format", "--isolated", "--line-length", "120", "--diff", "ids.py"]

    actual = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert (0, "") == (actual.returncode, actual.stdout)
