"""What is done to the text of pages on its way to the site.

Pages that live elsewhere in the repository are read from there, with their links turned to where they lead here. Pages
that may not be written yet stand in a list of contents behind ``? ``. A doctest ends with an empty line, which need not
be shown.
"""

import re
from pathlib import Path
from typing import Any

from docutils import nodes

ROOT = Path(__file__).parents[2]
SHOWN = {
    "changelog": "CHANGELOG.md",
    "guides/code-book": "seeds/CODEBOOK.md",
    "guides/codings": "seeds/codings/README.md",
    "guides/curators-guide": "seeds/README.md",
}
LINKS = {
    "guides/code-book": {"](README.md": "](curators-guide.md", "](codings/README.md": "](codings.md"},
    "guides/codings": {"](../CODEBOOK.md": "](code-book.md"},
    "guides/curators-guide": {"](CODEBOOK.md": "](code-book.md"},
}


def shown(page: str) -> str:
    """The text of a page of the repository, as it stands on the site."""
    text = (ROOT / SHOWN[page]).read_text("utf-8")
    for link, here in LINKS.get(page, {}).items():
        text = text.replace(link, here)
    return text


def setup(app: Any) -> dict[str, bool]:
    """Connect the extension to Sphinx."""
    app.connect("source-read", _read)
    app.connect("doctree-read", trim_code)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def trim_code(app: Any, doctree: nodes.document) -> None:
    """Take empty lines from the end of every block of code."""
    for block in doctree.findall(nodes.literal_block):
        text = block.astext().rstrip()
        if block.rawsource == block.astext():  # what is not, was marked up in another way
            block.rawsource = text
            block[:] = [nodes.Text(text)]


def _read(app: Any, page: str, source: list[str]) -> None:
    if page in SHOWN:
        app.env.note_dependency(str(ROOT / SHOWN[page]), docname=page)
        source[0] = shown(page)
    elif page.endswith("index"):
        source[0] = without_unwritten(source[0], app.env.found_docs, page)


def without_unwritten(text: str, written: set[str], page: str) -> str:
    """The text of a page without the lines ``? name`` whose page is not there; the mark goes in any case."""
    folder = page.rpartition("/")[0]

    def kept(line: re.Match[str]) -> str:
        name = line[1].lstrip("/") if line[1].startswith("/") else f"{folder}/{line[1]}"
        return f"{line[1]}\n" if name in written else ""

    return re.sub(r"^\? (\S+)\n", kept, text, flags=re.MULTILINE)
