"""The page on security and robustness shows the committed figures."""

import json
import sys
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"
sys.path.insert(0, str(DOCS / "_ext"))


def test_every_row_that_is_committed_is_shown():
    """Once each, in the table of its mode."""
    from datafigures import robustness_figures

    rows = json.loads((DOCS / "data" / "robustness.json").read_text("utf-8"))
    text = robustness_figures(rows)

    assert [1] * len(rows) == [text.count(f"| {name} |") for name in rows]


def test_a_row_reads_as_committed():
    """With its thousands apart."""
    from datafigures import robustness_figures

    row = {"tried": 10000, "survived": 9999, "lost": 1, "note": "by hand", "mode": "nightly"}

    assert "| seeds | 10,000 | 9,999 | 1 | by hand |" == robustness_figures({"seeds": row}).splitlines()[-1]


def test_no_case_that_is_committed_was_lost():
    """A lost case is mended at its root, never published."""
    rows = json.loads((DOCS / "data" / "robustness.json").read_text("utf-8"))

    assert [] == [name for name, row in rows.items() if row["lost"] or row["tried"] != row["survived"]]
