"""The progress bar: on a terminal only, and only where the work takes longer than a second."""

import io
from itertools import count

import pytest

from demandatlas.curate import curate
from demandatlas.curate.progress import Bar, watched


class Terminal(io.StringIO):
    def isatty(self):
        return True


def shown(stream, seconds, steps=2):
    """What a bar writes where each step of the work takes so many seconds."""
    now = count(0, seconds)
    bar = Bar(stream, lambda: next(now))
    for done in range(1, steps + 1):
        bar(done, steps, "seeds read")
    return stream.getvalue()


def test_slow_on_a_terminal():
    """On a terminal the bar is drawn over itself and ends its line when all is done."""
    half, whole = "#" * 15 + "." * 15, "#" * 30

    expected = f"\r[{half}]  50 % of 2 seeds read\r[{whole}] 100 % of 2 seeds read\n"
    assert expected == shown(Terminal(), seconds=1)


def test_quick_on_a_terminal():
    """Work of less than a second shows no bar."""
    assert "" == shown(Terminal(), seconds=0)


def test_slow_into_a_file():
    """Where the output is no terminal there is no bar, however long the work takes."""
    assert "" == shown(io.StringIO(), seconds=1)


def test_no_change_is_not_drawn():
    """A step that changes nothing to be seen is not drawn again."""
    drawn = shown(Terminal(), seconds=1, steps=5000).split("\r")

    assert sorted(set(drawn)) == sorted(drawn)


def test_default_stream(capsys):
    """The bar goes to the error stream, which is no terminal here."""
    Bar()(1, 1, "seeds read")

    assert ("", "") == capsys.readouterr()


@pytest.mark.parametrize("progress", [None, []])
def test_watched(progress):
    """Watched things come as they are; progress is told after each."""
    told = lambda *step: progress.append(step)  # noqa: E731

    things = list(watched("ab", "letters", told if progress is not None else None))

    assert (["a", "b"], [(1, 2, "letters"), (2, 2, "letters")] if progress is not None else None) == (things, progress)


def test_curate_tells_its_progress(seeds):
    """Progress is told while the seeds are shaped and while they are checked."""
    steps = []

    curate(seeds.path, lambda *step: steps.append(step))

    assert [(15, 15, "seeds read"), (15, 15, "seeds checked")] == [step for step in steps if step[0] == step[1]]
