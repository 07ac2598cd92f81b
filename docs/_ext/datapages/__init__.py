"""A Sphinx extension: a page for every record of a dataset, made when the site is built."""

import time
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from docutils import nodes
from docutils.utils import new_document
from sphinx.util.docutils import SphinxDirective

from datapages.atlas import Atlas
from datapages.pages import Page, Pages
from demandatlas import Dataset

__all__ = ["Atlas", "Page", "Pages", "setup"]


def setup(app: Any) -> dict[str, Any]:
    """Connect the extension to Sphinx."""
    app.add_config_value("datapages_folder", "", "env", [str])
    app.add_directive("atlas-front", Front)
    app.connect("builder-inited", _check_folder)
    app.connect("html-collect-pages", collect)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


@lru_cache(maxsize=2)
def pages_of(folder: str) -> Pages:
    """The pages of the dataset in a folder; of the bundled one if none is named."""
    return Pages(Atlas(Dataset.open(folder) if folder else Dataset.bundled()))


class Front(SphinxDirective):
    """The list of sites with its map and filter, where it is written."""

    def run(self) -> list[nodes.Node]:
        """The HTML of the list; other writers leave it out."""
        return [nodes.raw("", pages_of(self.config.datapages_folder).front(), format="html", classes=["no-search"])]


def collect(app: Any) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Every data page as the theme takes it; the search learns of it on the way."""
    for page in pages_of(app.config.datapages_folder).all():
        _teach_search(app, page)
        yield page.name, _context(app, page), "page.html"


def _check_folder(app: Any) -> None:
    pages_of(app.config.datapages_folder)  # a wrong folder fails at once, not at the end


def _context(app: Any, page: Page) -> dict[str, Any]:
    parents = [{"link": app.builder.get_relative_uri(page.name, name), "title": title} for name, title in page.parents]
    return {"title": page.title, "body": page.body, "parents": parents, "meta": {}, **_toc(page)}


def _toc(page: Page) -> dict[str, Any]:
    sections = "".join(
        f'<li><a class="reference internal" href="#{id}">{title}</a></li>' for id, title in page.sections
    )
    toc = f'<ul><li><a class="reference internal" href="#">Top</a><ul>{sections}</ul></li></ul>'
    return {"toc": toc, "display_toc": True} if sections else {}


def _teach_search(app: Any, page: Page) -> None:
    """Put a page into the index as if it were a document of its own; aliases count as titles."""
    if app.builder.indexer is None:
        return
    app.env.all_docs.setdefault(page.name, time.time_ns())  # the index and the inventory drop what is no document
    app.env.titles[page.name] = nodes.title("", page.title)
    app.builder.indexer.feed(page.name, f"{page.name}.html", page.title, _searched(page))


def _searched(page: Page) -> nodes.document:
    document = new_document("")
    top = nodes.section("", nodes.title("", page.title), nodes.paragraph("", page.words))
    top += [nodes.section("", nodes.title("", alias)) for alias in page.aliases]
    document += top
    return document
