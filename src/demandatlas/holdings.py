"""Holdings: the tables of one compiled dataset, and how what a person types finds a record."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, partial
from typing import Any

from demandatlas import __version__
from demandatlas.errors import AmbiguousLabelError, DataError, InvalidTypeError, RetiredIdWarning, UnknownIdError, shown
from demandatlas.locking import ForkedLock
from demandatlas.naming import nearest, slug
from demandatlas.records import (
    RECORDS,
    Agency,
    Menu,
    Milestone,
    Operation,
    Organization,
    Penalty,
    Program,
    Record,
    Retired,
    Series,
    Site,
    Source,
    Tactic,
)
from demandatlas.remembering import Answers
from demandatlas.stamps import Stamp
from demandatlas.store import INDEX, Store
from demandatlas.table import SHOWN, Table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from demandatlas.vintage import Vintage


class Holdings:
    """What a dataset holds: a table for each kind of record, and which data these are."""

    def __init__(self, store: "Store | Vintage") -> None:
        self._store = store
        self._tables: dict[str, Table[Any]] = {}
        day = store.known_by.isoformat() if store.known_by else ""
        self._stamp = Stamp(
            version=__version__,
            data_version=store.meta.data_version,
            data_sha256=store.meta.data_sha256,
            known_by=day,
        )
        self._answers: Answers = Answers()

    def __repr__(self) -> str:
        return f"<Dataset {self._store.name!r}: {self.stamp}>"

    @property
    def stamp(self) -> str:
        """Which data these are: the package's version, the data's version and hash, and the day they are seen from."""
        return str(self._stamp)

    @property
    def data_version(self) -> str:
        """The newest day, in ISO form, on which a source was retrieved."""
        return self._store.meta.data_version

    @property
    def data_sha256(self) -> str:
        """SHA-256 over the compiled files: two datasets with the same one hold the same."""
        return self._store.meta.data_sha256

    def verify(self) -> None:
        """Recompute ``data_sha256`` from the files, read every record, and make both indexes again from the records.

        Raises:
            DataError: a file was changed, a line is no record, a value has no source that is there, or an index or the
                data's version does not follow from the records.
        """
        from demandatlas.verifying import verify

        verify(self._store.whole)

    @property
    def retired(self) -> Table[Retired]:
        """Every id that is no longer in use, with its successor."""
        return self._table("retired")

    @property
    def sites(self) -> Table[Site]:
        """Every site, by id."""
        return self._table("site")

    @property
    def operations(self) -> Table[Operation]:
        """Every operation, by id."""
        return self._table("operation")

    @property
    def series(self) -> Table[Series]:
        """Every recurring operation, by id."""
        return self._table("series")

    @property
    def agencies(self) -> Table[Agency]:
        """Every agency, by id."""
        return self._table("agency")

    @property
    def organizations(self) -> Table[Organization]:
        """Every coalition, nonprofit, neighborhood group and task force, by id."""
        return self._table("organization")

    @property
    def programs(self) -> Table[Program]:
        """Every program, by id."""
        return self._table("program")

    @property
    def penalties(self) -> Table[Penalty]:
        """Every penalty, by id."""
        return self._table("penalty")

    @property
    def milestones(self) -> Table[Milestone]:
        """Every milestone, by id."""
        return self._table("milestone")

    @property
    def tactics(self) -> Table[Tactic]:
        """The fifteen tactics, by id."""
        return self._table("tactic")

    @property
    def menus(self) -> Table[Menu]:
        """Every list that is printed whatever the place, by id."""
        return self._table("menu")

    @property
    def sources(self) -> Table[Source]:
        """Every source, by id."""
        return self._table("source")

    def all_records(self) -> Iterator[Record]:
        """Every record of every kind, by kind and id."""
        return (record for kind in sorted(RECORDS) for record in self._table(kind))

    @cached_property
    def _retired_ids(self) -> frozenset[str]:
        """Every id that is no longer in use."""
        return frozenset(self._store.ids("retired"))

    def _table(self, kind: str) -> Table[Any]:
        table = self._tables.get(kind)
        if table is None:
            table = self._answer(kind, self._store.ids(kind), RECORDS[kind].TABLE)
            table = self._tables.setdefault(kind, table)
        return table

    def _answer(self, kind: str, ids: Iterable[str], question: str) -> Table[Any]:
        load, names = partial(self._held, kind), partial(self._named, kind)
        return Table(ids, load, kind, question, names, self._stamp, self._site, partial(self._held_all, kind))

    def _site(self, id: str) -> Site | None:
        return self.sites.get(id)

    def _held(self, kind: str, id: str) -> Any:
        record = self._store.get(kind, id)
        if record is None:
            raise DataError(INDEX, repr(id), f"there is no such {kind}, which the index names; build the data again")
        return record

    def _held_all(self, kind: str, ids: Sequence[str]) -> Iterator[Any]:
        """The records with these ids; of many, first a few and then more and more at once."""
        load = partial(self._held, kind)
        return map(load, ids) if len(ids) <= SHOWN else _in_growing_lots(load, ids)

    def _named(self, kind: str, name: str) -> tuple[str, ...]:
        """The ids of the records of a kind that go by a name; a retired id leads to its successor."""
        found = self._store.index(f"label {kind} {slug(name)}").split()
        return tuple(found) or tuple(id for _, id in self._successors((kind,), name))

    def _successors(self, kinds: Sequence[str], name: str) -> list[tuple[str, str]]:
        """Kind and id of what took the place of a retired id, where it is of these kinds; a warning goes with it."""
        trail = self._trail(name)
        if not trail:
            return []
        last = trail[-1].successor
        found = [(kind, last) for kind in kinds if last and self._store.get(kind, last)]
        if found or not last:
            warn_of_retired(trail[0], last)
        return found

    def _trail(self, name: str) -> list[Retired]:
        """The retired ids from one to the one whose successor is in use; none where the name is no retired id."""
        trail: dict[str, Retired] = {}
        while name not in trail:
            retired = self._store.get("retired", name) or self._store.get("retired", slug(name))
            if not isinstance(retired, Retired):
                break
            trail[name] = retired
            name = retired.successor or name
        return list(trail.values())

    def _found(self, asked: object, kinds: Sequence[str]) -> Any:
        """The one record of these kinds that answers to an id, a record or a label."""
        name = asked.id if isinstance(asked, Record) else asked
        if not isinstance(name, str):
            sought = _either(kinds)
            article = "an" if sought[0] in "aeio" else "a"
            raise InvalidTypeError(
                f"cannot take {shown(asked)} as {article} {sought}; give its id, its label or the record itself"
            )
        for kind in kinds:
            if record := self._store.get(kind, name):
                return record
        fitting = [(kind, id) for kind in kinds for id in self._store.index(f"label {kind} {slug(name)}").split()]
        fitting = fitting or self._successors(kinds, name)
        if len(fitting) > 1:
            raise AmbiguousLabelError(name, _either(kinds), tuple(sorted(id for _, id in fitting)))
        if not fitting:
            raise UnknownIdError(
                name, _either(kinds), nearest(name, [id for kind in kinds for id in self._store.ids(kind)])
            )
        return self._held(*fitting[0])


def _either(kinds: Sequence[str]) -> str:
    return " or ".join(kinds) if len(kinds) < 4 else "record"


def warn_of_retired(retired: Retired, successor: str | None) -> None:
    """Warn that an id is retired, at the place in the user's code that asked for it."""
    import sys
    import warnings

    frame, level = sys._getframe(), 1
    while frame.f_back and frame.f_globals.get("__name__", "").partition(".")[0] == "demandatlas":
        frame, level = frame.f_back, level + 1
    warning = RetiredIdWarning(retired.id, retired.retired_on, retired.reason, successor)
    warnings.warn(warning, stacklevel=level)


_COLLECTING = ForkedLock()


def _in_growing_lots(load: Callable[[str], Any], ids: Sequence[str]) -> Iterator[Any]:
    begin, size = 0, SHOWN
    while begin < len(ids):
        yield from _made_at_once(load, ids[begin : begin + size])
        begin, size = begin + size, 2 * size


def _made_at_once(load: Callable[[str], Any], ids: Sequence[str]) -> list[Any]:
    """Records made with the collector of cycles paused: they have none, and it would look through them again and again.

    One thread at a time, or each would restore what the other had set.
    """
    import gc

    with _COLLECTING.here():
        collecting = gc.isenabled()
        gc.disable()
        try:
            return [load(id) for id in ids]
        finally:
            if collecting:
                gc.enable()
