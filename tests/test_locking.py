"""Locks that do not outlive a fork."""

from demandatlas import locking
from demandatlas.locking import ForkedLock


def test_a_process_has_one_lock():
    """All its threads are given the same."""
    lock = ForkedLock()

    assert lock.here() is lock.here()


def test_a_child_has_a_lock_of_its_own(monkeypatch):
    """One that the parent's threads cannot be holding; it keeps it."""
    lock = ForkedLock()
    parents = lock.here()
    monkeypatch.setattr(locking, "getpid", lambda: -1)
    childs = lock.here()

    assert (False, True) == (childs is parents, childs is lock.here())
