"""The page on agreement shows the committed figures."""

import json
import sys
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"
sys.path.insert(0, str(DOCS / "_ext"))


def test_every_comparison_has_its_table():
    """Each with the number of its profiles, and a row for each tactic and over all."""
    from datafigures import agreement_figures

    comparisons = json.loads((DOCS / "data" / "agreement.json").read_text("utf-8"))
    text = agreement_figures(comparisons)

    assert (3, 3 * 16) == (text.count(" profiles)"), text.count("%"))


def test_a_row_reads_as_committed():
    """The letters of the first comparison, by hand: 347 profiles, kappa to two places."""
    from datafigures import agreement_figures

    use = {"cells": 4, "both_yes": 1, "only_first": 1, "only_second": 0, "both_no": 2, "agreement": 0.75}
    text = agreement_figures(
        {"x": {"all": {"profiles": 4, "use": {"soap_orders": {**use, "kappa": 0.5, "alpha": None}}}}}
    )

    assert "| soap orders | 4 | 1 | 1 | 0 | 2 | 75.0% | 0.50 |  |" == text.splitlines()[-1]
