"""The dated index: the entries of the index with the days between which they held.

So a question as of a day costs what the same question costs on the whole. A line is a key and its entries, as in
``index``; each entry ends with the first and the last day on which it held: ``id;2020-11-16/2021-11-29``, where the
last day of the calendar stands for no end. Under ``present site`` and its like stand the records of a kind, each from
the day on which it was first told or named.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from demandatlas.asof import LASTING, as_of, cited
from demandatlas.index import REFERENCES, entries_of
from demandatlas.parts import Evidence, Value
from demandatlas.records import Record, Retired, Source

LENGTH = len(";2020-11-16/2021-11-29")

NAMING = (*REFERENCES.values(), "listed_tactics")
"""The fields whose values are ids of other records."""

Span = tuple[date, date]


def held_on(value: str, day: str) -> str:
    """The entries of a dated line that held on a day in ISO form, as the index has them."""
    held = [entry[:-LENGTH] for entry in value.split() if entry[1 - LENGTH : -11] <= day <= entry[-10:]]
    return " ".join(dict.fromkeys(held))


def dated_index(records: Iterable[Record]) -> list[tuple[str, str]]:
    """The dated index of these records: keys with their values, sorted.

    A record that cites a source which is not among them is left out.
    """
    records = list(records)
    sources = {record.id: record for record in records if isinstance(record, Source)}
    whole = [record for record in records if cited(record) <= sources.keys()]
    present = first_days(whole, sources)
    entries: defaultdict[str, set[tuple[str, Span]]] = defaultdict(set)
    for record in whole:
        entries[f"present {record.KIND}"].add((record.id, (present[record.id], date.max)))
        for (key, entry), spans in _spans(record, present[record.id], sources).items():
            entries[key] |= {(entry, span) for span in spans}
    return [(key, " ".join(_dated(*each) for each in sorted(found))) for key, found in sorted(entries.items())]


def first_days(records: Sequence[Record], sources: Mapping[str, Source]) -> dict[str, date]:
    """The day from which each record was known: first told, or named by one that was told.

    A retired id is known on every day, so that it always leads on.
    """
    days = {record.id: _first_told(record, sources) for record in records}
    for _ in ("by what is told", "by a menu that is only named"):
        for record in records:
            for target, day in _names(record, days[record.id], sources):
                days[target] = min(days.get(target, day), day)
    return days


def _first_told(record: Record, sources: Mapping[str, Source]) -> date:
    never = date.min if isinstance(record, Retired) else date.max
    return min((sources[id].known_from for id in cited(record)), default=never)


def _names(record: Record, present: date, sources: Mapping[str, Source]) -> Iterator[tuple[str, date]]:
    """The ids that a record names, also by values not chosen, each with the day from which it does."""
    if isinstance(record, Source) and record.menu:
        yield record.menu, present
    for statement in record.statements:
        if statement.field in NAMING:
            lasting = statement.field in LASTING[record.KIND]
            day = present if lasting else _first_day(statement.evidence, sources)
            yield from ((id, day) for id in _ids_in(statement.value))
    yield from ((part.party, _first_day(part.evidence, sources)) for part in getattr(record, "participations", ()))
    for use in getattr(record, "tactic_uses", ()):
        for claim in use.claims:
            yield from ((id, _first_day(claim.evidence, sources)) for id in (use.tactic, claim.served_by) if id)


def _ids_in(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (str(value),)


def _first_day(evidence: Iterable[Evidence], sources: Mapping[str, Source]) -> date:
    return min((sources[piece.source].known_from for piece in evidence), default=date.max)


def _spans(record: Record, present: date, sources: Mapping[str, Source]) -> Mapping[tuple[str, str], list[Span]]:
    """When a record stood under each key with each entry; what holds from one change on to the next is one span."""
    days = {id: sources[id].known_from for id in cited(record)}
    changes = sorted({present, *(day for day in days.values() if day > present)})
    spans: defaultdict[tuple[str, str], list[Span]] = defaultdict(list)
    for first, following in pairwise((*changes, None)):
        last = following - timedelta(days=1) if following else date.max
        known = {id for id, day in days.items() if first and day <= first}
        for entry in sorted(set(entries_of(as_of(record, known, sources)))):
            _lengthen(spans[entry], first or present, last)
    return spans


def _lengthen(spans: list[Span], first: date, last: date) -> None:
    if spans and spans[-1][1] == first - timedelta(days=1):
        first = spans.pop()[0]
    spans.append((first, last))


def _dated(entry: str, span: Span) -> str:
    first, last = span
    return f"{entry};{first.isoformat()}/{last.isoformat()}"
