"""The quality page and CITATION.cff, as the site is built with them."""

import importlib.util
from pathlib import Path
from types import SimpleNamespace

import attrs
import yaml
from builders import dataset, site

import demandatlas as da

DOCS = Path(__file__).parents[2] / "docs"


def extension():
    spec = importlib.util.spec_from_file_location("datafigures", DOCS / "_ext/datafigures.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


FIGURES = extension()


def events(folder):
    """What the extension does at each event, with a site built from one folder into another."""
    heard = {}
    app = SimpleNamespace(
        connect=heard.__setitem__,
        srcdir=str(folder / "docs"),
        outdir=str(folder / "html"),
        builder=SimpleNamespace(format="html"),
    )
    for name in ("docs", "html"):
        (folder / name / "guides").mkdir(parents=True)
    FIGURES.setup(app)
    return app, heard


def test_the_page_has_the_figures(tmp_path):
    """In place of the mark that stands for them, and on no other page."""
    app, heard = events(tmp_path)
    page, other = [(DOCS / "quality.md").read_text("utf-8")], [FIGURES.MARK]
    heard["source-read"](app, "quality", page)
    heard["source-read"](app, "index", other)

    assert (False, True, [FIGURES.MARK]) == (
        FIGURES.MARK in page[0],
        FIGURES.quality_figures(da.quality()) in page[0],
        other,
    )


def test_the_figures_are_those_of_the_data():
    """Each number of the report stands in its row."""
    quality = da.quality()
    rows = {tuple(line.strip("| ").split(" | ")) for line in FIGURES.quality_figures(quality).splitlines()}

    assert rows >= {
        ("values with their evidence", str(quality.values), "100%"),
        ("disputed standings", str(len(quality.disputed)), ""),
        ("sources", str(quality.sources), ""),
        *((tactic, f"{share:.0%}") for tactic, share in quality.unknown_share.items()),
    } - {("disputed standings", str(len(quality.disputed)), ""), ("sources", str(quality.sources), "")}
    assert f"| sources | {quality.sources} |  |" in FIGURES.quality_figures(quality)


def test_no_data_at_all():
    """The page can still be made."""
    text = FIGURES.quality_figures(dataset().quality())

    assert ("| values with their evidence | 0 |  |" in text, text.count("None.")) == (True, 2)


def test_disputes_are_named():
    """By place and tactic."""
    quality = attrs.evolve(dataset(site("a-ca")).quality(), disputed=(("a-ca", "letters"),), sources_held=("page",))

    assert "a-ca, letters" in FIGURES.quality_figures(quality)
    assert "`page`" in FIGURES.quality_figures(quality)


def test_citation_cff_is_written(tmp_path):
    """Beside the page that shows it, and given out with the site; not written again where it is the same."""
    app, heard = events(tmp_path)
    heard["builder-inited"](app)
    path = tmp_path / "docs" / FIGURES.CITATION
    before = path.stat().st_mtime_ns
    heard["builder-inited"](app)
    heard["build-finished"](app, None)

    assert (f"sha256:{da.data_sha256}", before, path.read_text("utf-8")) == (
        yaml.safe_load(path.read_text("utf-8"))["identifiers"][0]["value"],
        path.stat().st_mtime_ns,
        (tmp_path / "html" / FIGURES.CITATION).read_text("utf-8"),
    )


def test_nothing_is_given_out_after_a_failure(tmp_path):
    """Nor by a builder that makes no site."""
    app, heard = events(tmp_path)
    heard["build-finished"](app, ValueError("broken"))
    app.builder.format = ""
    heard["build-finished"](app, None)

    assert not (tmp_path / "html" / FIGURES.CITATION).exists()


def test_the_page_on_coverage_has_a_row_for_every_place():
    """With the numbers that ``coverage`` gives, and how far two readers agreed."""
    page = [(DOCS / "coverage.md").read_text("utf-8")]
    FIGURES._fill_in(SimpleNamespace(), "coverage", page)
    rows = {tuple(line.strip("| ").split(" | ")) for line in page[0].splitlines() if line.startswith("| <a")}
    expected = {
        (f'<a href="atlas/sites/{row.id}.html">{row.id}</a>', row.extent, str(row.sources), str(row.readings),
         row.newest, str(row.tactics_known))
        for row in da.coverage()
    }  # fmt: skip

    assert (expected, True) == (rows, da.coverage().note in page[0])


def test_a_page_on_coverage_where_nothing_was_read_twice():
    """There is nothing to say of agreement."""
    assert "read twice" not in FIGURES.coverage_figures(dataset(site("a-ca")).coverage())
