"""What the data pages draw on: the records of a dataset, and the links between them both ways."""

from collections import defaultdict
from collections.abc import Iterator

import attrs

from demandatlas import Dataset, Event, Evidence, Operation, Record, Site, Source, Tie
from demandatlas.evidence import Conflict, conflicts_in
from demandatlas.ids import TACTIC_IDS, Standing, TacticId
from demandatlas.records import RECORDS
from demandatlas.vocabulary import VOCABULARY

KINDS = tuple(kind for kind in RECORDS if kind != "retired")
STANDINGS: tuple[Standing, ...] = ("used", "ended", "disputed", "considered", "not_used", "unknown")
NAMED_IN = ("series", "part_of", "sites", "tactics", "programs", "menu", "repeats")
"""The fields by which a record names others."""


@attrs.frozen
class Support:
    """One value that rests on a source: what it is, and the piece of evidence."""

    what: str
    piece: Evidence


@attrs.frozen
class Mention:
    """A record that names another one, and as what."""

    record: Record
    role: str


class Atlas:
    """A dataset with its links the other way round: what names a record, and what rests on a source."""

    def __init__(self, data: Dataset) -> None:
        self.data = data
        self.records: dict[str, Record] = {record.id: record for record in data.all_records() if record.KIND in KINDS}
        self._mentions: defaultdict[str, list[Mention]] = defaultdict(list)
        self._resting: defaultdict[str, defaultdict[str, list[Support]]] = defaultdict(lambda: defaultdict(list))
        for record in self.records.values():
            for named, role in _names(record):
                self._mentions[named].append(Mention(record, role))
            for support in supports(record):
                self._resting[support.piece.source][record.id].append(support)

    def of_kind(self, kind: str) -> list[Record]:
        """The records of one kind, by the name shown to people."""
        found = [record for record in self.records.values() if kind == record.KIND]
        return sorted(found, key=lambda record: (getattr(record, "state", ""), str(record).casefold(), record.id))

    def mentions(self, id: str) -> list[Mention]:
        """Which records name this one, each role once."""
        return list(dict.fromkeys(self._mentions[id]))

    def resting_on(self, source: str) -> dict[str, list[Support]]:
        """What rests on a source: for each record, the values with their evidence in that source."""
        return dict(self._resting[source])

    def sources_of(self, record: Record) -> list[Source]:
        """The sources that a record rests on, those that tell most first."""
        told: defaultdict[str, int] = defaultdict(int)
        for support in supports(record):
            told[support.piece.source] += 1
        ids = sorted(told, key=lambda id: (-told[id], id))
        return [self.data.sources[id] for id in ids]

    def conflicts(self, record: Record) -> list[Conflict]:
        """The values of a record on which its sources disagree."""
        return list(conflicts_in(record))

    def operations_of(self, record: Record) -> list[Operation]:
        """The operations that name a record: at a site, of a series, by a party, with a tactic, inside another."""
        found = {each.record.id: each.record for each in self._mentions[record.id]}
        operations = [each for each in found.values() if isinstance(each, Operation)]
        return sorted(operations, key=lambda each: (each.when is None, each.when and each.when.sort_key(), each.id))

    def ties(self, record: Record) -> list[Tie]:
        """Who takes part in a record, as it tells itself."""
        return [tie for tie in self.data.ties(record.id) if tie.of == record.id] if _has_parties(record) else []

    def timeline(self, record: Record) -> list[Event]:
        """What is told of a site in order of time."""
        return list(self.data.timeline(record.id))

    def sites_by_standing(self, tactic: str) -> dict[Standing, list[Site]]:
        """For each standing, the sites that have it for a tactic."""
        found: dict[Standing, list[Site]] = {standing: [] for standing in STANDINGS}
        for site in self.data.sites:
            found[site.use_of(tactic).standing].append(site)  # type: ignore[arg-type]
        return found


def standings_of(site: Site) -> dict[TacticId, Standing]:
    """The standing of each of the fifteen tactics at a site."""
    told = {use.tactic: use.standing for use in site.tactic_uses}
    return {tactic: told.get(tactic, "unknown") for tactic in TACTIC_IDS}


def supports(record: Record) -> Iterator[Support]:
    """Every value that a record holds, with each piece of its evidence."""
    for statement in record.statements:
        yield from (Support(statement.field, piece) for piece in statement.evidence)
    for use in getattr(record, "tactic_uses", ()):
        yield from (Support(f"{use.tactic}: {claim.stance}", piece) for claim in use.claims for piece in claim.evidence)
    for tie in getattr(record, "participations", ()):
        yield from (Support(f"{tie.role}: {tie.party}", piece) for piece in tie.evidence)
    for outcome in getattr(record, "outcomes", ()):
        pieces = (piece for statement in outcome.statements for piece in statement.evidence)
        yield from (Support(f"count: {outcome.key}", piece) for piece in pieces)
    for report in getattr(record, "reported", ()):
        yield from (Support("reported", piece) for piece in report.evidence)


def meaning(vocabulary: str, term: str) -> str:
    """What a term means; empty for a value that is no term of that vocabulary."""
    return VOCABULARY[vocabulary].get(term, "")


def _names(record: Record) -> Iterator[tuple[str, str]]:
    for field in NAMED_IN:
        named = getattr(record, field, None) or ()
        yield from ((each, field) for each in ((named,) if isinstance(named, str) else named))
    yield from ((each.party, each.role) for each in getattr(record, "participations", ()))
    claims = (claim for use in getattr(record, "tactic_uses", ()) for claim in use.claims)
    yield from ((claim.served_by, "served_by") for claim in claims if claim.served_by)


def _has_parties(record: Record) -> bool:
    return bool(getattr(record, "participations", ()))
