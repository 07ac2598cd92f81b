"""The site for tests: built once into a folder, served on this machine, its links read."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

ROOT = Path(__file__).parents[2]
EXTRA = {
    "sphinx": "docs",
    "myst_parser": "docs",
    "pydata_sphinx_theme": "docs",
    "playwright.sync_api": "test-docs",
}


def needs(*libraries: str) -> None:
    """Skip where one of these is not installed, and say which extra installs it."""
    for library in libraries:
        pytest.importorskip(library, reason=f"{library} is missing; install the extra {EXTRA[library]}")


def build(out: Path, *options: str) -> str:
    """Build the site as the README says, every warning an error; what Sphinx printed."""
    needs("sphinx", "myst_parser", "pydata_sphinx_theme")
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-E", "-d", str(out.parent / "doctrees")]
    done = subprocess.run(
        [*command, "-b", "html", *options, "docs", str(out)], check=False, cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which a folder is served while the block runs."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


class Html(HTMLParser):
    """What a page links to, loads, and offers as the end of a link."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.ids: set[str] = set()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self.ids |= {told[name] for name in ("id", "name") if name in told}
        if tag == "a" and "href" in told:
            self.links.append(told["href"])
        elif tag in ("script", "img", "iframe", "source", "link"):
            self.loads += [told[name] for name in ("src", "href") if name in told]
