"""The built site: complete, linked, light, and without a request to anyone."""

import json
import re
import subprocess
import sys
import time
import zlib
from pathlib import Path
from urllib.parse import unquote, urlparse

import pytest
from sitetools import ROOT, Html, build, needs
from sitetools.synthetic import write

import demandatlas as da
from demandatlas.vocabulary import VOCABULARY

KINDS = ("agencies", "menus", "milestones", "operations", "organizations", "penalties", "programs", "series", "sites",
         "sources", "tactics")  # fmt: skip


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Html]:
    return {str(path.relative_to(site)): Html(path.read_text("utf-8")) for path in site.rglob("*.html")}


def inventory(site: Path) -> set[tuple[str, str]]:
    """The kind and name of every entry in the site's inventory."""
    packed = (site / "objects.inv").read_bytes().split(b"\n", 4)[4]
    lines = zlib.decompress(packed).decode().splitlines()
    return {(kind, name) for name, kind in (re.match(r"(.+?) (\S+:\S+) ", line).groups() for line in lines)}


@pytest.mark.parametrize("table", KINDS)
def test_a_page_for_every_record_and_no_other(site: Path, table: str) -> None:
    """The ids of the data pages are the ids of the package."""
    shown = {path.stem for path in (site / "atlas" / table).glob("*.html")} - {"index"}

    assert set(getattr(da, table).ids) == shown


def test_lists_name_every_record(site: Path, pages: dict[str, Html]) -> None:
    """Each list links to each record of its kind; the sites stand on the front page."""
    missing = [
        (table, id)
        for table in KINDS
        for id in getattr(da, table).ids
        if not any(
            link.endswith(f"{table}/{id}.html")
            for link in pages["atlas/index.html" if table == "sites" else f"atlas/{table}/index.html"].links
        )
    ]

    assert [] == missing


def test_all_internal_links_resolve(site: Path, pages: dict[str, Html]) -> None:
    """Every link that stays on the site leads to a page, and to a place that the page has."""
    broken = []
    for name, page in pages.items():
        for link in page.links:
            target = urlparse(link)
            if target.scheme or (not target.path and not target.fragment):
                continue
            path = (site / name).parent.joinpath(unquote(target.path)).resolve() if target.path else site / name
            there = pages.get(str(path.relative_to(site.resolve() if target.path else site)))
            place = unquote(target.fragment)
            if not path.is_file() or (place and there is not None and place not in there.ids):
                broken.append((name, link))

    assert [] == broken


def test_nothing_is_loaded_from_elsewhere(site: Path, pages: dict[str, Html]) -> None:
    """No page and no style sheet names a script, style, font or image of another host."""
    loaded = {load for page in pages.values() for load in page.loads if urlparse(load).netloc}
    sheets = [path.read_text("utf-8") for path in site.rglob("*.css")]
    loaded |= {url for sheet in sheets for url in re.findall(r"url\(['\"]?(https?://[^'\")]+)", sheet)}

    assert set() == loaded


def test_every_public_name_is_in_the_reference(site: Path) -> None:
    """Whatever ``demandatlas.__all__`` lists has an entry of its own."""
    entries = {name for kind, name in inventory(site) if kind.startswith("py:")}

    assert [] == [name for name in da.__all__ if f"demandatlas.{name}" not in entries]


def test_every_field_is_in_the_reference(site: Path) -> None:
    """Every field of every public class has an entry."""
    import attrs

    entries = {name for kind, name in inventory(site) if kind == "py:attribute"}
    classes = [getattr(da, name) for name in da.__all__ if attrs.has(getattr(da, name))]
    missing = [
        f"{cls.__name__}.{field.name}"
        for cls in classes
        for field in attrs.fields(cls)
        if f"demandatlas.{cls.__name__}.{field.name}" not in entries
    ]

    assert [] == missing


def test_every_term_is_in_the_reference(site: Path) -> None:
    """Every term of every vocabulary stands beside its meaning."""
    text = re.sub(r"<[^>]+>", "", (site / "reference/vocabularies.html").read_text("utf-8"))
    flat = " ".join(text.replace("’", "'").split())

    assert [] == [
        term for terms in VOCABULARY.values() for term, meaning in terms.items() if f"{term} {meaning}" not in flat
    ]


def test_every_error_says_what_to_do(site: Path) -> None:
    """The table of errors has a row for every public error."""
    errors = {name for name in da.__all__ if name.endswith(("Error", "Warning"))} - {"DemandAtlasError"}
    rows = (ROOT / "docs/reference/errors.md").read_text("utf-8")

    assert [] == [name for name in errors if f"| {{py:exc}}`~demandatlas.{name}` |" not in rows]


def test_no_value_of_a_site_is_left_out(site: Path) -> None:
    """A site's page shows every claim's note and the locator of every piece of evidence."""
    text = re.sub(r"<[^>]+>", "", (site / "atlas/sites/sacramento-ca.html").read_text("utf-8"))
    flat = text.replace("&#39;", "'")
    claims = [claim for use in da.sites["sacramento-ca"].tactic_uses for claim in use.claims]
    told = [claim.note for claim in claims] + [piece.locator for claim in claims for piece in claim.evidence]

    assert [] == [each for each in told if each not in flat]


def test_listed_is_not_told(site: Path) -> None:
    """A tactic that is only listed has no part of its own on the page, and the page says why."""
    page = Html((site / "atlas/sites/sacramento-ca.html").read_text("utf-8"))

    assert ("soap_orders" in page.ids, "letters" in page.ids) == (False, True)


def test_the_page_says_how_to_cite_it(site: Path) -> None:
    """The citation on a page is the one that the library gives."""
    text = (site / "atlas/operations/hot-spots-2021.html").read_text("utf-8").replace("&#39;", "'")

    assert da.cite(da.operations["hot-spots-2021"]) in text


def test_the_search_knows_pages_and_aliases(site: Path) -> None:
    """The index holds every data page as a document, with the aliases of a tactic among its titles."""
    text = (site / "searchindex.js").read_text("utf-8")
    index = json.loads(text.removeprefix("Search.setIndex(").rstrip().removesuffix(")"))
    letters = index["docnames"].index("atlas/tactics/letters")

    assert [letters] == [at for at, _ in index["alltitles"]["Dear John letters"]]


def test_every_python_block_of_the_docs_is_run() -> None:
    """A block of Python is a doctest, which the tests of the README and the docs run; the seed guide's is a recipe."""
    blocks = [
        (path.name, block)
        for path in (ROOT / "docs").rglob("*.md")
        for block in re.findall(r"^```python\n(.*?)^```", path.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    ]

    assert [] == [name for name, block in blocks if not block.startswith(">>> ")]


def test_first_answers_word_for_word(tmp_path: Path) -> None:
    """Typed into a fresh interpreter in order, ``first-answers.md`` prints exactly what it shows."""
    page = ROOT / "docs/first-answers.md"
    command = [sys.executable, "-X", "dev", "-m", "doctest", str(page)]
    done = subprocess.run(command, check=False, cwd=tmp_path, capture_output=True, text=True)

    assert (0, "", "") == (done.returncode, done.stdout, done.stderr)


def test_the_card_names_the_site_s_words(tmp_path: Path) -> None:
    """``python -m demandatlas`` prints without a problem what the reference says it prints."""
    done = subprocess.run(
        [sys.executable, "-m", "demandatlas"], check=False, cwd=tmp_path, capture_output=True, text=True
    )
    asked = [line for line in done.stdout.splitlines() if len(line) > 80]

    assert (0, "", []) == (done.returncode, done.stderr, asked)


def test_the_site_builds_fast_and_its_pages_are_light(site: Path) -> None:
    """More than 400 sites: under 3 minutes, and no site's page over 150 kB."""
    seconds = float((site.parent / "seconds").read_text("utf-8"))
    heaviest = max(path.stat().st_size for path in (site / "atlas/sites").glob("*.html"))

    assert (True, True, True) == (len(da.sites) > 400, seconds < 180, heaviest < 150_000)


@pytest.mark.slow
def test_twice_as_many_sites_build_in_the_same_time(tmp_path: Path) -> None:
    """With 400 more, each with its own source, operation and agency, 3 minutes are still enough."""
    write(tmp_path / "data", 400)
    began = time.monotonic()
    build(tmp_path / "html", "-D", f"datapages_folder={tmp_path / 'data'}")

    assert time.monotonic() - began < 180


def test_a_folder_that_is_no_dataset_stops_the_build(tmp_path: Path) -> None:
    """A wrong folder is named at once."""
    needs("sphinx")
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-D", f"datapages_folder={tmp_path}"]
    done = subprocess.run(
        [*command, "docs", str(tmp_path / "out")], check=False, cwd=ROOT, capture_output=True, text=True
    )

    assert (True, True) == (done.returncode != 0, str(tmp_path) in done.stderr)
