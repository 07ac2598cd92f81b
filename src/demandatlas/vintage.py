"""What was known by a given day: the same dataset, seen through the sources that were published by then."""

from collections.abc import Iterator, Mapping
from datetime import date

from demandatlas.asof import as_of
from demandatlas.dated import held_on
from demandatlas.records import Record
from demandatlas.store import Meta, Store


class Vintage:
    """A store as of a day; it answers what a store answers, from what the sources of that time tell."""

    def __init__(self, store: Store, day: date) -> None:
        self._store = store
        self._day = day.isoformat()
        self._present: dict[str, Mapping[str, None]] = {}
        self._records: dict[str, Record] = {}
        self.known_by: date | None = day
        self.name: str = store.name

    @property
    def whole(self) -> Store:
        """The store that this one looks through."""
        return self._store

    @property
    def meta(self) -> Meta:
        """What the whole dataset says of itself."""
        return self._store.meta

    def get(self, kind: str, id: str) -> Record | None:
        """The record with an id as it was known, or none where it was not."""
        whole = self._store.get(kind, id)
        if whole is None or id not in self._known(kind):
            return None
        record = self._records.get(id)
        if record is None:
            # Two threads may both make it; both then hold the one that was kept first.
            record = self._records.setdefault(id, as_of(whole, self._known("source").keys(), self._store.sources))
        return record

    def ids(self, kind: str) -> tuple[str, ...]:
        """The ids of a kind that were known, sorted."""
        return tuple(self._known(kind))

    def index(self, key: str) -> str:
        """What the index would say for a key, had it been made on that day."""
        return held_on(self._store.dated(key), self._day)

    def index_between(self, first: str, last: str) -> Iterator[str]:
        """What the index would say for all keys between two, both included."""
        return (held_on(value, self._day) for value in self._store.dated_between(first, last))

    def _known(self, kind: str) -> Mapping[str, None]:
        """The ids of a kind that were known, in order; as keys, so that one is found at once."""
        known = self._present.get(kind)
        if known is None:
            known = self._present.setdefault(kind, dict.fromkeys(self.index(f"present {kind}").split()))
        return known
