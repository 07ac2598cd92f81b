"""Tests that take minutes are run only when asked for, and what was tried is written down when asked for."""

import json
from pathlib import Path

import pytest
from hypothesis import Phase, settings

settings.register_profile("mutants", phases=(Phase.explicit, Phase.generate), database=None, derandomize=True)
"""That a mutant was found out is enough; what finds it need not be made small."""

FIGURES = "figures"


def pytest_addoption(parser):
    parser.addoption("--slow", action="store_true", help="also run the tests that take minutes")
    parser.addoption("--figures", type=Path, metavar="PATH", help="write what was tried and what survived into a file")


def pytest_configure(config):
    config.pluginmanager.register(Figures(config.getoption("--figures")), FIGURES)


def pytest_collection_modifyitems(config, items):
    if not config.getoption("--slow"):
        for item in items:
            if item.get_closest_marker("slow"):
                item.add_marker(pytest.mark.skip(reason="takes minutes; run with --slow"))


@pytest.fixture
def figures(request):
    """Notes how many cases a test tried and how many survived; all must, and there must have been some."""

    def note_down(name, *, tried, survived, note=""):
        mode = "nightly" if request.node.get_closest_marker("slow") else "ci"
        row = {"tried": tried, "survived": survived, "lost": tried - survived, "note": note, "mode": mode}
        request.node.user_properties.append((FIGURES, (name, row)))
        assert (tried > 0, tried) == (True, survived), f"{name}: {tried - survived} of {tried} lost"

    return note_down


class Figures:
    """Gathers the rows of all tests, also from other processes, and puts them into the file among those of others."""

    def __init__(self, path):
        self.path = path
        self.rows = {}

    def pytest_runtest_logreport(self, report):
        if report.when == "call":
            self.rows |= dict(value for kind, value in report.user_properties if kind == FIGURES)

    def pytest_sessionfinish(self, session):
        if self.path and self.rows and not hasattr(session.config, "workerinput"):
            known = json.loads(self.path.read_text("utf-8")) if self.path.is_file() else {}
            text = json.dumps({**known, **self.rows}, indent=2, sort_keys=True, ensure_ascii=False)
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.write_text(f"{text}\n", "utf-8")
