"""Answers that are kept: a table cannot change, so one is made for a question and shared by all who ask it again."""

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from demandatlas.locking import ForkedLock
from demandatlas.records import Record
from demandatlas.table import Table

ANSWERS = 256
"""How many answers are kept at most; the oldest goes first."""

ROWS = 1_000
"""A longer answer is not kept."""

Q = TypeVar("Q", bound=Callable[..., Table[Any]])


class Answers:
    """The last answers by what was asked; safe to share between threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Any, Table[Any]] = OrderedDict()
        self._lock = ForkedLock()

    def get(self, asked: Any) -> Table[Any] | None:
        """The answer that is kept for a question; none where there is none."""
        return self._kept.get(asked)

    def keep(self, asked: Any, answer: Table[Any]) -> Table[Any]:
        """Keep an answer; gives the one that was kept first, where two threads made the same."""
        if len(answer) > ROWS:
            return answer
        with self._lock.here():
            kept = self._kept.setdefault(asked, answer)
            if len(self._kept) > ANSWERS:
                self._kept.popitem(last=False)
        return kept


def remembered(question: Q) -> Q:
    """A question that is answered once for the same words; not where it has to warn of a retired id each time."""

    @wraps(question)
    def answer(self: Any, *given: Any, **options: Any) -> Table[Any]:
        asked = (question.__name__, *map(_plain, given), *options, *map(_plain, options.values()))
        try:
            kept: Table[Any] | None = self._answers.get(asked)
        except TypeError:  # something that has no hash, such as a list of standings
            return question(self, *given, **options)
        if kept is not None:
            return kept
        made = question(self, *given, **options)
        return cast("Table[Any]", self._answers.keep(asked, made)) if self._retired_ids.isdisjoint(asked) else made

    return cast("Q", answer)


def _plain(value: object) -> object:
    return value.id if isinstance(value, Record) else value
