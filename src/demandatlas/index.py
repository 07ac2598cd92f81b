"""The text index: for each question key, the ids that answer it, with what is needed to choose among them.

A value is a list of entries with a space between; an entry is an id, alone or with what follows:

| key | entries |
|---|---|
| ``alive 2021-10`` | operations that can have touched the month: ``id@`` and their four days |
| ``alive open`` | the same for operations with an open side |
| ``kind city`` | sites of that kind |
| ``label site sacramento-ca`` | records of a kind that go by that name |
| ``months`` | the months that have a key of their own |
| ``operation-party fbi``, ``operation-site ...``, ``milestone-site ...`` | records of a kind that name a record |
| ``state CA`` | sites of that state |
| ``tactic letters CA`` | sites of a state with a claim: ``id=standing,kind@``, the days of each that counts |

Days are in ISO form, with a comma between; an open side is empty, and a claim without a time is ``?``. An operation
that has a time stands with its four days also under its parties, series and sites. So what a question filters by is
in the index, and no record is read that is not in the answer.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from demandatlas.errors import DataError, shown
from demandatlas.ids import SiteKind, Standing
from demandatlas.naming import slug
from demandatlas.parts import EVER_USED, TacticClaim, TacticUse
from demandatlas.records import Operation, Record, Site, names_of
from demandatlas.when import When

REFERENCES = {
    "menu": "menu",
    "program": "programs",
    "series": "series",
    "site": "sites",
    "tactic": "tactics",
    "whole": "part_of",
}
"""The fields by which records name each other, by the role that the named one has."""

OPEN = "open"
"""Stands for a month where an operation has an open side."""

TIMED = ("party", "series", "site")
"""The roles under which an operation stands with its days: those by which operations of a time are asked for."""

Pairs = Iterator[tuple[str, str]]


class Use(NamedTuple):
    """One site's use of a tactic, as the index tells it.

    Attributes:
        site: id of the site.
        standing: the standing of the tactic there.
        kind: the kind of site.
        spans: first and last day of each claim that counts for the standing; empty text for an open side.
        undated: whether such a claim has no time.
    """

    site: str
    standing: Standing
    kind: SiteKind
    spans: tuple[tuple[str, str], ...]
    undated: bool

    def told_in(self, first: str, last: str, undated: bool) -> bool:
        """Whether a claim that counts can have touched the days of a window, or has no time and these are wanted."""
        return (self.undated and undated) or any(_meets(span, first, last) for span in self.spans)


class Alive(NamedTuple):
    """One operation's days, as the index tells them; empty text for an open side."""

    operation: str
    earliest_start: str
    latest_start: str
    earliest_end: str
    latest_end: str

    def touches(self, first: str, last: str, certain: bool) -> bool:
        """Whether it can have touched the days of a window, or must have."""
        span = (self.latest_start, self.earliest_end) if certain else (self.earliest_start, self.latest_end)
        return _meets(span, first, last)

    def order(self) -> tuple[str, str, str, str]:
        """What operations are ordered by: start, then end, an open end last."""
        return self.earliest_start, self.latest_start, self.latest_end or "~", self.operation


def index_of(records: Iterable[Record]) -> list[tuple[str, str]]:
    """The index of these records: keys with their values, sorted."""
    entries: defaultdict[str, set[str]] = defaultdict(set)
    for record in records:
        for key, entry in entries_of(record):
            entries[key].add(entry)
    return [(key, " ".join(sorted(found))) for key, found in sorted(entries.items())]


def uses_in(value: str) -> tuple[Use, ...]:
    """The entries of a ``tactic`` key."""
    return tuple(map(_use, value.split()))


def alive_in(value: str) -> tuple[Alive, ...]:
    """The entries of operations that have a time."""
    return tuple([_alive(entry) for entry in value.split() if "@" in entry])


def ids_in(value: str) -> tuple[str, ...]:
    """The ids that the entries of operations begin with."""
    return tuple([entry.partition("@")[0] for entry in value.split()])


def _meets(span: tuple[str, str], first: str, last: str) -> bool:
    """Whether a span of days reaches into a window, where empty text is an open side."""
    start, end = span
    return (not last or start <= last) and (not end or first <= end)


def _use(entry: str) -> Use:
    site, _, rest = entry.partition("=")
    told, _, times = rest.partition("@")
    standing, _, kind = told.partition(",")
    spans = [tuple(each.split(",")) for each in times.split("+") if each != "?"]
    if not (kind and all(len(span) == 2 for span in spans)):
        raise unreadable(entry)
    return Use(site, standing, kind, tuple(spans), "?" in times)  # type: ignore[arg-type]


def _alive(entry: str) -> Alive:
    operation, _, days = entry.partition("@")
    told = days.split(",")
    if len(told) != 4:
        raise unreadable(entry)
    return Alive(operation, *told)


def unreadable(entry: str) -> DataError:
    """What an entry is that nobody wrote."""
    return DataError("index.txt", shown(entry), "is no entry of the index; build the data again")


def entries_of(record: Record) -> Pairs:
    """The keys under which a record stands, with its entry."""
    yield from ((f"label {record.KIND} {name}", record.id) for name in {slug(name) for name in names_of(record)} - {""})
    timed = _with_days(record)
    for role, target in _references(record):
        yield f"{record.KIND}-{role} {target}", timed if role in TIMED else record.id
    if isinstance(record, Site):
        yield f"kind {record.kind}", record.id
        yield f"state {record.state}", record.id
        yield from ((f"tactic {use.tactic} {record.state}", _use_entry(record, use)) for use in record.tactic_uses)
    if isinstance(record, Operation) and record.when:
        yield from ((f"alive {month}", timed) for month in _months(record.when))
        yield from (("months", month) for month in _months(record.when) if month != OPEN)


def _references(record: Record) -> Pairs:
    for role, field in REFERENCES.items():
        targets = getattr(record, field, None) or ()
        yield from ((role, target) for target in ((targets,) if isinstance(targets, str) else targets))
    yield from (("party", each.party) for each in getattr(record, "participations", ()))
    claims = (claim for use in getattr(record, "tactic_uses", ()) for claim in use.claims)
    yield from (("server", claim.served_by) for claim in claims if claim.served_by)


def _use_entry(site: Site, use: TacticUse) -> str:
    times = {_claim_time(claim) for claim in use.claims if _counts(claim, use.standing)}
    return f"{site.id}={use.standing},{site.kind}@{'+'.join(sorted(times))}"


def _counts(claim: TacticClaim, standing: Standing) -> bool:
    """Whether a claim is one of those that its standing rests on."""
    if standing == "considered":
        return True
    used, denied = claim.stance in EVER_USED, claim.stance == "not_used"
    return (used and standing != "not_used") or (denied and standing not in EVER_USED)


def _claim_time(claim: TacticClaim) -> str:
    if claim.when is None:
        return "?"
    return f"{_iso(claim.when.first_day)},{_iso(claim.when.last_day)}"


def _with_days(record: Record) -> str:
    """The entry of a record, with its days where it is an operation that has a time."""
    if not isinstance(record, Operation) or record.when is None:
        return record.id
    when = record.when
    days = (when.earliest_start, when.latest_start, when.earliest_end, when.latest_end)
    return f"{record.id}@{','.join(map(_iso, days))}"


def _months(when: When) -> Iterator[str]:
    """The months that a period can have touched; ``OPEN`` where it has an open side."""
    first, last = when.first_day, when.last_day
    if first is None or last is None:
        yield OPEN
    else:
        for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
            yield f"{month // 12:04}-{month % 12 + 1:02}"


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
