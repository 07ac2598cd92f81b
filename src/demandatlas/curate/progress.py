"""How far the work is, for whoever waits for it."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TextIO, TypeVar

Progress = Callable[[int, int, str], None]
"""Told how far the work is: things done, things in all, what is being done."""

T = TypeVar("T")
_WIDTH = 30
_PATIENCE = 1.0


def watched(things: Sequence[T], what: str, progress: Progress | None) -> Iterator[T]:
    """The things one by one; progress is told after each."""
    for done, thing in enumerate(things, start=1):
        yield thing
        if progress:
            progress(done, len(things), what)


class Bar:
    """A progress bar for work of more than a second, on a terminal only."""

    def __init__(self, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream or sys.stderr
        self._clock = clock
        self._began = clock()
        self._shown = ""

    def __call__(self, done: int, of: int, what: str) -> None:
        """Show how far the work is."""
        if not self._stream.isatty() or self._clock() - self._began < _PATIENCE:
            return
        filled = _WIDTH * done // of
        shown = f"[{'#' * filled}{'.' * (_WIDTH - filled)}] {100 * done // of:3} % of {of} {what}"
        if shown != self._shown:
            self._shown = shown
            print(f"\r{shown}", end="\n" if done == of else "", file=self._stream, flush=True)
