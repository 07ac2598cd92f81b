"""Figures that the site shows: of the bundled data (quality, coverage), of the committed runs, and CITATION.cff."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import demandatlas as da

MARK = "<!-- the figures: see _ext/datafigures.py -->"
QUALITY = "quality"
COVERAGE = "coverage"
AGREEMENT = "agreement"
ROBUSTNESS = "security"
_COMPARED = {
    "as_they_came": "The two readings as they came",
    "by_rule": "The same, the first brought in line with one rule",
    "fresh_sample": "A fresh sample by the bettered rules",
}
_MODES = {"ci": "Before every release and every change", "nightly": "In the longer nightly mode"}
CITATION = Path("guides") / "CITATION.cff"


def setup(app: Any) -> dict[str, bool]:
    """Fill in the quality page, and put CITATION.cff beside the page that shows it."""
    app.connect("builder-inited", _write_citation)
    app.connect("source-read", _fill_in)
    app.connect("build-finished", _give_out)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def quality_figures(quality: da.Quality) -> str:
    """The figures of a quality report, as the page shows them."""
    shares = ((tactic, f"{share:.0%}") for tactic, share in sorted(quality.unknown_share.items()))
    years = Counter(day[:4] or "none read" for day in quality.newest_source.values())
    disputed = [f"{site}, {tactic}" for site, tactic in quality.disputed]
    held = [f"`{id}`" for id in quality.sources_held]
    parts = (
        _table(("figure", "number", "share"), _overview(quality)),
        "## Unknown, by tactic",
        _table(("tactic", "places of which nothing is told"), shares),
        "## The newest source of each place",
        _table(("year", "places"), ((year, str(number)) for year, number in sorted(years.items()))),
        "## Disputed standings",
        ", ".join(disputed) or "None.",
        "## Sources whose text we hold",
        ", ".join(held) or "None.",
    )
    return "\n\n".join(parts)


def coverage_figures(coverage: da.Table[da.Coverage]) -> str:
    """How much of each place was read, a row each, and how far two readers agreed."""
    head = ("place", "extent", "sources", "readings", "newest source", "tactics known, of 15")
    rows = (
        (
            f'<a href="atlas/sites/{row.id}.html">{row.id}</a>', row.extent, str(row.sources), str(row.readings),
            row.newest, str(row.tactics_known),
        )
        for row in coverage
    )  # fmt: skip
    return "\n\n".join((_table(head, rows), f"Of the pages read twice, {coverage.note}." if coverage.note else ""))


def _overview(quality: da.Quality) -> Iterator[tuple[str, str, str]]:
    for name, number in (
        ("values with their evidence", quality.values),
        ("of one independent source", quality.single_source),
        ("of one reading", quality.one_reading),
        ("derived by a step that the note gives", quality.derived),
    ):
        yield name, str(number), f"{number / quality.values:.0%}" if quality.values else ""
    yield "disputed standings", str(len(quality.disputed)), ""
    yield "values on which sources disagree", str(quality.conflicts), ""
    held = f"{len(quality.sources_held) / quality.sources:.0%}" if quality.sources else ""
    yield "sources", str(quality.sources), ""
    yield "of them with their text held", str(len(quality.sources_held)), held


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '') for cell in line)} |" for line in lines)


def agreement_figures(comparisons: Mapping[str, Any]) -> str:
    """The figures of each comparison of two readings: a table of the tactics, over all first."""
    parts: list[str] = []
    for name, comparison in comparisons.items():
        figures = comparison["all"]
        parts.append(f"## {_COMPARED.get(name, name)} ({figures['profiles']} profiles)")
        head = ("tactic", "cells", "both", "only first", "only second", "neither", "agreement", "kappa", "alpha")
        parts.append(_table(head, (_agreement_row(tactic, use) for tactic, use in figures["use"].items())))
    return "\n\n".join(parts)


def _agreement_row(tactic: str, use: Mapping[str, Any]) -> tuple[str, ...]:
    counts = (str(use[key]) for key in ("cells", "both_yes", "only_first", "only_second", "both_no"))
    scores = ("" if use[key] is None else f"{use[key]:.2f}" for key in ("kappa", "alpha"))
    return tactic.replace("_", " "), *counts, f"{use['agreement']:.1%}", *scores


def robustness_figures(rows: Mapping[str, Mapping[str, Any]]) -> str:
    """What the test runs tried, what survived and what was lost: one table a mode."""
    parts: list[str] = []
    for mode, title in _MODES.items():
        parts.append(f"### {title}")
        head = ("what was tried", "tried", "survived", "lost", "how")
        told = ((name, row) for name, row in sorted(rows.items()) if row["mode"] == mode)
        parts.append(_table(head, (_robustness_row(name, row) for name, row in told)))
    return "\n\n".join(parts)


def _robustness_row(name: str, row: Mapping[str, Any]) -> tuple[str, ...]:
    return name, *(f"{row[key]:,}" for key in ("tried", "survived", "lost")), row["note"]


def _fill_in(app: Any, page: str, source: list[str]) -> None:
    if page == QUALITY:
        source[0] = source[0].replace(MARK, quality_figures(da.quality()))
    if page == COVERAGE:
        source[0] = source[0].replace(MARK, coverage_figures(da.coverage()))
    if page == AGREEMENT:
        comparisons = json.loads((Path(app.srcdir) / "data" / "agreement.json").read_text("utf-8"))
        source[0] = source[0].replace(MARK, agreement_figures(comparisons))
    if page == ROBUSTNESS:
        rows = json.loads((Path(app.srcdir) / "data" / "robustness.json").read_text("utf-8"))
        source[0] = source[0].replace(MARK, robustness_figures(rows))


def _write_citation(app: Any) -> None:
    """Only where it is new, so that a second build reads nothing again."""
    path, text = Path(app.srcdir) / CITATION, da.cite(style="cff")
    if not path.is_file() or path.read_text("utf-8") != text:
        path.write_text(text, "utf-8")


def _give_out(app: Any, problem: Exception | None) -> None:
    if problem is None and app.builder.format == "html":
        (Path(app.outdir) / CITATION).write_text(da.cite(style="cff"), "utf-8")
