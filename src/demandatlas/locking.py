"""A lock that a forked child finds open: the thread that held it in the parent is not there to let it go."""

from os import getpid
from threading import RLock
from typing import Any


class ForkedLock:
    """A lock for the threads of one process; each process that is forked off gets one of its own."""

    def __init__(self) -> None:
        self._held: tuple[int, Any] = (getpid(), RLock())

    def here(self) -> Any:
        """The lock of this process, to be entered."""
        process, lock = self._held
        if process != getpid():
            # Two threads of a child may both make one, once; each then does what the other does too, to the same end.
            lock = RLock()
            self._held = (getpid(), lock)
        return lock
