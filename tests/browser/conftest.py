"""A real browser over the built site. Nothing is fetched from anywhere but npm (axe-core), into a temporary folder."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sitetools import build, needs, served

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
ONE_OF_A_KIND = ["atlas/index.html", "index.html", "guides/time.html", "reference/questions.html", "search.html"]
AXE = "axe-core@4.10.3"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="chromium is not installed; apt-get install chromium"))


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built site."""
    out = tmp_path_factory.mktemp("browser") / "html"
    build(out)
    return out


@pytest.fixture(scope="session")
def address(folder: Path) -> Iterator[str]:
    """Where the site is served on this machine."""
    with served(folder) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A chromium of the system, with a profile of its own."""
    needs("playwright.sync_api")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield launched
        launched.close()


class Watched:
    """A page that writes down what went wrong while it was open: console errors, and requests to other hosts."""

    def __init__(self, page: Any, address: str) -> None:
        self.page, self.address = page, address
        self.errors: list[str] = []
        self.outside: list[str] = []
        page.on("console", lambda message: message.type == "error" and self.errors.append(message.text))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("response", lambda answer: answer.status >= 400 and self.errors.append(f"{answer.status} {answer.url}"))
        page.on("request", lambda request: self._watch(request.url))

    def open(self, name: str) -> Any:
        self.page.goto(f"{self.address}/{name}", wait_until="load")
        return self.page

    def _watch(self, url: str) -> None:
        if not url.startswith((self.address, "data:", "blob:")):
            self.outside.append(url)


@pytest.fixture
def opened(browser: Any, address: str) -> Iterator[Any]:
    """Opens watched pages with the options of a browser's context."""
    contexts = []

    def make(**options: Any) -> Watched:
        contexts.append(browser.new_context(**options))
        return Watched(contexts[-1].new_page(), address)

    yield make
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The script of axe-core."""
    if (npm := shutil.which("npm")) is None:
        pytest.skip("npm is not installed")
    into = tmp_path_factory.mktemp("axe")
    command = [npm, "install", "--prefix", str(into), "--ignore-scripts", "--no-audit", "--no-fund", "--silent", AXE]
    subprocess.run(command, check=True, capture_output=True)
    return (into / "node_modules/axe-core/axe.min.js").read_text("utf-8")


@pytest.fixture(scope="session")
def typical(folder: Path) -> list[str]:
    """Every page written by hand, and of each folder of data pages the list and a page of middle weight."""
    hand = [path for path in sorted(folder.rglob("*.html")) if not {"atlas", "_static"} & set(path.parts)]
    middle = [pages[len(pages) // 2] for pages in data_pages(folder)]
    return [str(path.relative_to(folder)) for path in (*hand, *sorted(folder.glob("atlas/**/index.html")), *middle)]


@pytest.fixture(scope="session")
def names(folder: Path, typical: list[str]) -> list[str]:
    """These, and of each folder of data pages the heaviest."""
    return [*typical, *(str(pages[-1].relative_to(folder)) for pages in data_pages(folder))]


@pytest.fixture(scope="session")
def few(typical: list[str]) -> list[str]:
    """Of the typical pages the front page of the data, a page of each kind, and one of each kind written by hand."""
    return [name for name in typical if not name.endswith("/index.html") and name.startswith("atlas/")] + ONE_OF_A_KIND


def data_pages(folder: Path) -> list[list[Path]]:
    """For each kind, its pages by weight."""
    found = [[path for path in each.glob("*.html") if path.name != "index.html"] for each in folder.glob("atlas/*/")]
    return [sorted(pages, key=lambda path: (path.stat().st_size, path.name)) for pages in found]
