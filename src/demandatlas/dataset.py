"""The dataset: opens compiled files, holds the tables, answers the questions."""

from __future__ import annotations  # so that help() shows SiteId, not four hundred ids; there is no attrs class here

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from functools import cache, lru_cache
from os import PathLike
from typing import Any

from demandatlas.count import Count
from demandatlas.errors import InvalidDateError, InvalidTypeError, shown
from demandatlas.holdings import Holdings
from demandatlas.ids import AgencyId, Counted, CountedOf, OperationId, SeriesId, SiteId, SiteKind, Standing, TacticId
from demandatlas.index import OPEN, Alive, Use, alive_in, ids_in, uses_in
from demandatlas.naming import check_term, checked_terms, tactic_id
from demandatlas.parts import EVER_USED
from demandatlas.records import RECORDS, Agency, Operation, Organization, Record, Series, Site, Tactic
from demandatlas.remembering import remembered
from demandatlas.store import AGREEMENT, Store, bundled_files, files_in
from demandatlas.table import Table, asked_as
from demandatlas.when import When, WhenLike, window

TYPE_CHECKING = False  # what few questions need is imported where they are asked: a first answer costs half as much
if TYPE_CHECKING:
    from demandatlas.answers import Agreement, Coverage, Event, Tie
    from demandatlas.citation import Style
    from demandatlas.diff import Change
    from demandatlas.evidence import Conflict
    from demandatlas.reports import Quality
    from demandatlas.vintage import Vintage

PARTIES = ("agency", "organization")
KEPT = 4_096
"""How many entries of the index a dataset keeps read, at most."""

TIED = ("site", "operation", "series", "organization", "program", "milestone")
IN_USE = tuple(kind for kind in RECORDS if kind != "retired")
VINTAGES_KEPT = 8


class Dataset(Holdings):
    """A compiled dataset: its tables, and the questions that can be asked of it.

    The names of the module ``demandatlas`` are those of the bundled dataset; ``Dataset.open`` gives another one. A
    dataset never changes and can be shared between threads.
    """

    def __init__(self, store: Store | Vintage) -> None:
        super().__init__(store)
        self._uses = lru_cache(KEPT)(self._uses_told)
        self._alive = lru_cache(KEPT)(lambda key: alive_in(store.index(key)))
        self._months = cache(lambda: store.index("months").split())
        self._vintages: dict[date, Dataset] = {}

    @classmethod
    def open(cls, folder: str | PathLike[str]) -> Dataset:
        """The dataset in a folder that ``python -m demandatlas.curate build`` wrote.

        Raises:
            DataError: the folder holds no compiled dataset, a damaged one, or one of a newer format.
        """
        return cls(Store(files_in(folder), str(folder)))

    @classmethod
    def bundled(cls) -> Dataset:
        """The dataset that comes with the package."""
        return cls(Store(bundled_files(), "demandatlas"))

    def known_by(self, day: WhenLike) -> Dataset:
        """The dataset as of what the sources published by a day say: records, values, standings and totals follow.

        A source is known from the last day of ``published``, else from the day it was retrieved. A record of which no
        source tells yet is absent; what a known record names is there with its identity. The answer is a dataset of its
        own: two vintages live side by side. The latest few are kept, so that asking again costs nothing.

        Args:
            day: the day, inclusive; for a month or a year its last day.

        Raises:
            InvalidDateError: the day cannot be read, or has no end.
        """
        from demandatlas.vintage import Vintage

        last = When.of(day).last_day
        if last is None:
            raise InvalidDateError(f"{day} has no last day; give the day by which it was known")
        seen = self._vintages.get(last)
        if seen is None:
            seen = Dataset(Vintage(self._store.whole, min(last, self._store.known_by or last)))
            self._vintages = dict([*self._vintages.items(), (last, seen)][-VINTAGES_KEPT:])
        return seen

    @remembered
    def sites_using(
        self,
        tactic: TacticId | Tactic,
        *,
        standing: Standing | Sequence[Standing] = EVER_USED,
        state: str | None = None,
        kind: SiteKind | None = None,
        since: WhenLike | None = None,
        until: WhenLike | None = None,
        undated: bool | None = None,
    ) -> Table[Site]:
        """The sites that ever used a tactic, by id.

        Evidence of use is what a source tells, never a list that it prints for every place.

        Args:
            tactic: id, record, label or alias.
            standing: the standings that answer; ``("not_used", "considered")`` asks for those instead.
            state: only sites of this state, by code or name.
            kind: only sites of this kind.
            since: only claims that can reach into the window that begins here, inclusive.
            until: only claims that can reach into the window that ends here, inclusive.
            undated: whether a claim without a time counts; left out, it does where no window is given. A site of
                which nothing is claimed is taken for undated where ``standing`` asks for ``unknown``.

        Raises:
            UnknownIdError: no tactic answers to the name.
            InvalidValueError: a standing, state or kind that does not exist.
            InvalidDateError: a date that cannot be read, or a window that ends before it begins.
        """
        wanted = tactic_id(tactic)
        standings = checked_terms("Standing", standing)
        code = _usps(state)
        if kind is not None:
            check_term("SiteKind", kind)
        first, last = _days(since, until)
        keep_undated = undated if undated is not None else since is until is None
        uses = [use for use in self._uses(wanted, code) if kind in (None, use.kind)]
        found = [use.site for use in uses if use.standing in standings and use.told_in(first, last, keep_undated)]
        if "unknown" in standings and keep_undated:
            found = sorted({*found, *(self._sites_in(code, kind) - {use.site for use in uses})})
        asked = asked_as(
            "sites_using", wanted, standing=standing, state=state, kind=kind, since=since, until=until, undated=undated
        )
        return self._answer("site", found, asked)

    @remembered
    def tactics_of(
        self, site: SiteId | str | Site, *, standing: Standing | Sequence[Standing] = EVER_USED
    ) -> Table[Tactic]:
        """The tactics that a site ever used, by id.

        Args:
            site: id, record or label.
            standing: the standings that answer; ``"unknown"`` gives the tactics of which nothing is claimed.

        Raises:
            UnknownIdError: no site answers to the name.
            AmbiguousLabelError: the label fits more than one site.
            InvalidValueError: a standing that does not exist.
        """
        standings = checked_terms("Standing", standing)
        place = self._found(site, ("site",))
        ids = [id for id in self.tactics.ids if place.use_of(id).standing in standings]
        return self._answer("tactic", ids, asked_as("tactics_of", place.id, standing=standing))

    @remembered
    def operations_between(
        self,
        since: WhenLike | None = None,
        until: WhenLike | None = None,
        *,
        certain: bool = False,
        site: SiteId | str | Site | None = None,
        series: SeriesId | str | Series | None = None,
        agency: AgencyId | str | Agency | Organization | None = None,
    ) -> Table[Operation]:
        """The operations of a time, ordered by start.

        An operation "in October 2021" may or may not have touched 10 to 12 October: it is in the answer unless
        ``certain`` is asked. Operations without a time are in no answer.

        Args:
            since: beginning of the window, inclusive; left out, the window is open.
            until: end of the window, inclusive; left out, the window is open.
            certain: only operations that must have touched the window, whatever their true days are.
            site: only operations at this site.
            series: only editions of this series.
            agency: only operations in which this agency or organization took part.

        Raises:
            InvalidDateError: a date that cannot be read, or a window that ends before it begins.
            UnknownIdError: no record answers to a name; it names the nearest.
            AmbiguousLabelError: a label fits more than one record.
        """
        first, last = _days(since, until)
        named = [
            self._alive(f"operation-{role} {self._found(target, kinds).id}")
            for role, kinds, target in (
                ("site", ("site",), site),
                ("series", ("series",), series),
                ("party", PARTIES, agency),
            )
            if target is not None
        ]
        told = set(named[0]).intersection(*named[1:]) if named else self._alive_in(first, last)
        found = sorted((each for each in told if each.touches(first, last, certain)), key=Alive.order)
        asked = asked_as(
            "operations_between", since, until, certain=certain or None, site=site, series=series, agency=agency
        )
        return self._answer("operation", [each.operation for each in found], asked)

    @remembered
    def operations_of(self, party: AgencyId | str | Agency | Organization) -> Table[Operation]:
        """The operations in which an agency or organization took part, ordered by start, undated ones last.

        Raises:
            UnknownIdError: no agency or organization answers to the name.
            AmbiguousLabelError: the label fits more than one.
        """
        found = self._found(party, PARTIES)
        operations = [self.operations[id] for id in ids_in(self._store.index(f"operation-party {found.id}"))]
        return self._answer(
            "operation", [each.id for each in sorted(operations, key=_by_start)], asked_as("operations_of", found.id)
        )

    @remembered
    def ties(self, of: OperationId | SiteId | SeriesId | str | Record) -> Table[Tie]:
        """Who took part, in which role, and who says so: one row a tie.

        For a site, its partners and the parties of its operations; for a series, its own parties and those of its
        editions; for an operation, organization, program or milestone, its own.

        Raises:
            UnknownIdError: nothing of these kinds answers to the name.
            AmbiguousLabelError: the label fits more than one.
        """
        from demandatlas.answers import ties_in

        record = self._found(of, TIED)
        records = [
            record,
            *(self.operations[id] for id in ids_in(self._store.index(f"operation-{record.KIND} {record.id}"))),
        ]
        return Table.of(
            (tie for each in records for tie in ties_in(each)), "tie", asked_as("ties", record.id), self._stamp
        )

    @remembered
    def agencies_for(self, of: OperationId | SiteId | SeriesId | str | Record) -> Table[Agency]:
        """The agencies that took part, in the order told; ``ties`` gives roles and evidence.

        Args:
            of: an operation, site, series, organization, program or milestone: id, record or label.

        Raises:
            UnknownIdError: nothing of these kinds answers to the name.
            AmbiguousLabelError: the label fits more than one.
        """
        record = self._found(of, TIED)
        parties = dict.fromkeys(tie.party for tie in self.ties(record))
        agencies = [party for party in parties if self._store.get("agency", party)]
        return self._answer("agency", agencies, asked_as("agencies_for", record.id))

    @remembered
    def timeline(self, site: SiteId | str | Site) -> Table[Event]:
        """What is told of a site in order of time: operations, milestones and claims; undated ones last.

        Raises:
            UnknownIdError: no site answers to the name.
            AmbiguousLabelError: the label fits more than one site.
        """
        from demandatlas.answers import events_of

        place = self._found(site, ("site",))
        operations = [self.operations[id] for id in ids_in(self._store.index(f"operation-site {place.id}"))]
        milestones = [self.milestones[id] for id in self._store.index(f"milestone-site {place.id}").split()]
        events = [event for record in (place, *operations, *milestones) for event in events_of(record)]
        return Table.of(sorted(events, key=_by_start), "event", asked_as("timeline", place.id), self._stamp)

    def total(
        self, operations: Operation | str | Iterable[Operation | OperationId | str], *, what: Counted, of: CountedOf
    ) -> Count:
        """How many arrests, citations ... of one group these operations tell of together.

        One unit and one group at a time: different things are never added. An operation within another, and a part of a
        told whole, count once. ``low`` and ``best`` are the sum told, ``high`` stays open where an operation tells no
        such count, and rival counts widen the bounds.

        Args:
            operations: operations, or their ids; a table of operations will do.
            what: the unit, such as ``arrest``.
            of: the group, such as ``buyers``.

        Raises:
            InvalidValueError: a unit or group that does not exist.
            InvalidTypeError: something other than operations, such as a series, whose counts span its editions.
            UnknownIdError: no operation answers to an id.
        """
        from demandatlas.counting import total_of

        check_term("Counted", what)
        check_term("CountedOf", of)
        given = [operations] if isinstance(operations, str | Record) else operations
        if not isinstance(given, Iterable):
            raise InvalidTypeError(f"cannot add up {shown(given)}; give operations, or their ids")
        return total_of([self._operation(each) for each in given], what, of)

    def why(self, record: str | Record, field: str | Tactic) -> tuple[Any, ...]:
        """Why we hold a value: its statements, the chosen one first; for a tactic of a site, its claims.

        Args:
            record: id, record or label.
            field: name of a field; for a site also a tactic; for an operation or series also the key of an outcome.

        Raises:
            UnknownIdError: there is no such record, or it has no such field.
        """
        from demandatlas.answers import why

        return why(self._found(record, IN_USE), field)

    def conflicts(self) -> tuple[Conflict, ...]:
        """Every value on which sources disagree, with the one that is taken and its rivals, by record."""
        from demandatlas.evidence import conflicts_in

        found = (each for record in self.all_records() for each in conflicts_in(record))
        return tuple(sorted(found, key=lambda each: each.record))

    def quality(self) -> Quality:
        """Where the data are thin, old, disputed, or rest on one reading: a report in numbers."""
        from demandatlas.reports import quality_of

        return quality_of(self.all_records())

    @staticmethod
    def changes(old: Dataset, new: Dataset) -> tuple[Change, ...]:
        """What changed from one dataset to another: typed changes, each with the evidence that moved it.

        ``str(change)`` reads as a line of a changelog. Both may be bundled, opened, or seen as of a day.

        Raises:
            InvalidTypeError: one of them is no dataset.
        """
        from demandatlas.diff import changes_between

        for given in (old, new):
            if not isinstance(given, Dataset):
                raise InvalidTypeError(f"cannot compare {shown(given)}; give two datasets")
        return changes_between(old.all_records(), new.all_records())

    def cite(self, answer: object = None, *, style: Style = "text") -> str:
        """How to cite an answer: this release, its hash, the question asked, and the sources behind it.

        Args:
            answer: a table, a record, a statement, a claim or several of them; left out, the release as a whole. A
                table is cited with the data that it was asked of.
            style: ``text``, ``bibtex``, ``csl-json``, or ``cff`` for the text of a CITATION.cff.

        Raises:
            InvalidValueError: there is no such style, or the answer is nothing that has sources.
        """
        from demandatlas.citation import cite

        return cite(answer, style, self._stamp, self._store)

    @remembered
    def coverage(self) -> Table[Coverage]:
        """How much of each site we have read, by site.

        A tactic without a standing is unknown: it was not told in what we read, which is not a no. Below the table
        stands how far two readers agreed over all; ``agreement`` says it for each tactic.
        """
        from demandatlas.answers import coverage_of

        sources = {source.id: source for source in self.sources}
        rows = (coverage_of(site, sources) for site in self.sites)
        return Table.of(rows, "coverage", "coverage()", self._stamp, "".join(map(str, self.agreement()[:1])))

    @remembered
    def agreement(self) -> Table[Agreement]:
        """How far two readers agreed who read the same pages apart: for each comparison over all, then by tactic.

        The figures are those of the codings that lie beside the seeds; without any the table is empty. They tell how
        clear the rules of reading are, not how often a value is wrong. As of a day they are the same: they belong to
        the reading and not to what was known.
        """
        from demandatlas.answers import OVER_ALL, Agreement

        rows = self._store.whole.rows(AGREEMENT, Agreement)
        ordered = sorted(rows, key=lambda row: (row.comparison, row.tactic != OVER_ALL, row.tactic))
        return Table.of(ordered, "agreement", "agreement()", self._stamp)

    def _operation(self, asked: object) -> Operation:
        if isinstance(asked, Record) and not isinstance(asked, Operation):
            reason = (
                "its counts span its editions; read its .outcomes" if isinstance(asked, Series) else "give operations"
            )
            raise InvalidTypeError(f"cannot add up the {asked.KIND} {asked.id!r}: {reason}")
        return asked if isinstance(asked, Operation) else self._found(asked, ("operation",))

    def _uses_told(self, tactic: str, state: str | None) -> tuple[Use, ...]:
        """The uses of a tactic, in one state or in all, by site."""
        first, last = f"tactic {tactic} {state or ''}", f"tactic {tactic} {state or '~'}"
        values = self._store.index_between(first, last)
        return tuple(sorted(use for value in values for use in uses_in(value)))

    def _sites_in(self, state: str | None, kind: SiteKind | None) -> AbstractSet[str]:
        keys = [f"{name} {term}" for name, term in (("state", state), ("kind", kind)) if term]
        return set.intersection(set(self._store.ids("site")), *(set(self._store.index(key).split()) for key in keys))

    def _alive_in(self, first: str, last: str) -> AbstractSet[Alive]:
        """The operations that stand under the months of a window, and those with an open side."""
        months = self._months()
        inside = months[bisect_left(months, first[:7]) : bisect_right(months, last[:7] or "~")]
        return {each for month in (OPEN, *inside) for each in self._alive(f"alive {month}")}


def _days(since: WhenLike | None, until: WhenLike | None) -> tuple[str, str]:
    """The first and last day of a window in ISO form; empty text for an open side."""
    if isinstance(since, str | None) and isinstance(until, str | None):
        return _days_of_texts(since, until)
    first, last = window(since, until)
    return _iso(first), _iso(last)


@lru_cache(KEPT)
def _days_of_texts(since: str | None, until: str | None) -> tuple[str, str]:
    first, last = window(since, until)
    return _iso(first), _iso(last)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _usps(state: str | None) -> str | None:
    if state is None:
        return None
    from demandatlas.states import usps

    return usps(state)


def _by_start(dated: Any) -> tuple[Any, ...]:
    return (0, dated.when.sort_key(), dated.id) if dated.when else (1, dated.id)
