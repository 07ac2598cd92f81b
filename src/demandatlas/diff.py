"""What changed between two datasets, record by record and field by field, with the evidence that moved it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

import attrs

from demandatlas.count import Count
from demandatlas.parts import Evidence, Outcome, Participation, ReportedUse, Statement, TacticClaim, TacticUse
from demandatlas.records import PARTS, Record, Retired
from demandatlas.when import When

What = Literal["added", "corrected", "narrowed", "reordered", "re-sourced", "retired", "standing", "widened"]
Parts = tuple[Any, ...]


@attrs.frozen(kw_only=True)
class Change:
    """One difference between an old and a new dataset.

    Attributes:
        kind: the kind of record.
        record: id of the record.
        what: ``added`` or ``retired`` for a record, a value or a part; ``corrected``, or ``narrowed`` and ``widened``
            for a date or count; ``standing`` for a tactic's standing; ``re-sourced`` where only the evidence differs;
            ``reordered`` where only the order of parts does.
        field: the field; for parts with the part's key after a colon; empty for a whole record.
        before: the value before; none where there was none.
        after: the value after; none where there is none.
        told_before: the statements of the field before.
        told_after: the statements of the field after.
    """

    kind: str
    record: str
    what: What
    field: str = ""
    before: Any = None
    after: Any = None
    told_before: tuple[Statement, ...] = ()
    told_after: tuple[Statement, ...] = ()

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The evidence that moved it: what supports the new state and did not support the old one, else all of it."""
        after, before = _evidence_of(self.after, self.told_after), set(_evidence_of(self.before, self.told_before))
        return tuple(piece for piece in after if piece not in before) or after

    def __str__(self) -> str:
        sources = ", ".join(dict.fromkeys(piece.source for piece in self.evidence))
        said_by = f" ({sources})" if sources else ""
        if isinstance(self.after, Retired) and not self.field:
            return f"the id {self.record} is retired: {self.after.reason}; {self.after.remedy}"
        if not self.field:
            return f"{self.kind} {self.record}: {self.what}{said_by}"
        return f"{self.kind} {self.record}, {self.field}: {self.what}{self._values()}{said_by}"

    def _values(self) -> str:
        before, after = _spoken(self.before), _spoken(self.after)
        return f", {before} -> {after}" if before != after else f", {after}"


def changes_between(old: Iterable[Record], new: Iterable[Record]) -> tuple[Change, ...]:
    """Every change that turns the old records into the new ones, by kind and id."""
    before, after = _by_id(old), _by_id(new)
    return tuple(change for key in sorted({*before, *after}) for change in _changes(before.get(key), after.get(key)))


def apply(changes: Iterable[Change], old: Iterable[Record]) -> tuple[Record, ...]:
    """The records that the changes make of the old ones, by kind and id."""
    records = _by_id(old)
    for change in changes:
        key = (change.kind, change.record)
        if change.field:
            records[key] = _changed(records[key], change)
        elif change.what == "added":
            records[key] = change.after
        else:
            del records[key]
    return tuple(records[key] for key in sorted(records))


def _by_id(records: Iterable[Record]) -> dict[tuple[str, str], Record]:
    return {(record.KIND, record.id): record for record in records}


def _changes(old: Record | None, new: Record | None) -> Iterator[Change]:
    if old is None and new is not None:
        yield Change(kind=new.KIND, record=new.id, what="added", after=new)
    elif new is None and old is not None:
        yield Change(kind=old.KIND, record=old.id, what="retired", before=old)
    elif old is not None and new is not None and old != new:
        yield from _field_changes(old, new)


def _field_changes(old: Record, new: Record) -> Iterator[Change]:
    for field in (each.name for each in attrs.fields(type(new)) if each.name not in ("id", "statements")):
        before, after = getattr(old, field), getattr(new, field)
        if _is_made_of_parts(before) or _is_made_of_parts(after):
            yield from _part_changes(new, field, before, after)
            continue
        told_before, told_after = _told(old, field), _told(new, field)
        if before != after or told_before != told_after:
            yield Change(
                kind=new.KIND, record=new.id, field=field, what=_what(before, after), before=before, after=after,
                told_before=told_before, told_after=told_after,
            )  # fmt: skip
    if new.statements != _in_order(new, {}) or old.statements != _in_order(old, {}):
        yield Change(
            kind=new.KIND, record=new.id, field="statements", what="reordered", before=(), after=new.statements
        )


def _part_changes(record: Record, field: str, before: Parts, after: Parts) -> Iterator[Change]:
    old, new = _by_key(before), _by_key(after)
    if len(old) < len(before) or len(new) < len(after):
        if before != after:
            what = _what(before, after)
            yield Change(kind=record.KIND, record=record.id, field=field, what=what, before=before, after=after)
        return
    for key in dict.fromkeys((*old, *new)):
        was, becomes = old.get(key), new.get(key)
        if was != becomes:
            what = _what_of_part(was, becomes)
            yield Change(
                kind=record.KIND, record=record.id, field=f"{field}:{key}", what=what, before=was, after=becomes
            )
    if _merged(field, [key for key in old if key in new], new) != list(new):
        before, after = tuple(old), tuple(new)
        yield Change(kind=record.KIND, record=record.id, field=field, what="reordered", before=before, after=after)


def _merged(field: str, kept: Iterable[str], keys: Iterable[str]) -> list[str]:
    """The order of parts once the new ones have come in: a site's tactics by id, all else at the end."""
    merged = list(dict.fromkeys((*kept, *keys)))
    return sorted(merged) if field == "tactic_uses" else merged


def _what(before: Any, after: Any) -> What:
    if before == after:
        return "re-sourced"
    if before in (None, "", ()):
        return "added"
    if after in (None, "", ()):
        return "retired"
    if isinstance(before, When) and isinstance(after, When):
        return "narrowed" if after.within(before) else "widened" if before.within(after) else "corrected"
    if isinstance(before, Count) and isinstance(after, Count):
        return "narrowed" if _inside(after, before) else "widened" if _inside(before, after) else "corrected"
    return "corrected"


def _what_of_part(before: Any, after: Any) -> What:
    if before is None or after is None:
        return "added" if before is None else "retired"
    if isinstance(before, TacticUse):
        return "standing" if before.standing != after.standing else _by_claims(before, after)
    if isinstance(before, Outcome):
        only_counted = attrs.evolve(before, count=after.count, statements=after.statements) == after
        return _what(before.count, after.count) if only_counted else "corrected"
    if isinstance(before, ReportedUse) and before.places != after.places:
        return _what(before.places, after.places)
    return "re-sourced" if _without_evidence(before) == _without_evidence(after) else "corrected"


def _by_claims(before: TacticUse, after: TacticUse) -> What:
    """What changed of the claims, where the standing did not: one made more or less exact, some more, some fewer."""
    old, new = ([_without_evidence(claim) for claim in use.claims] for use in (before, after))
    gone, come = [claim for claim in old if claim not in new], [claim for claim in new if claim not in old]
    if len(gone) == len(come) == 1:
        return _by_claim(gone[0], come[0])
    if gone and come:
        return "corrected"
    return "retired" if gone else "added" if come else "re-sourced"


def _by_claim(gone: TacticClaim, come: TacticClaim) -> What:
    for field in ("when", "per_year"):
        value: dict[str, Any] = {field: getattr(come, field)}
        if attrs.evolve(gone, **value) == come:
            return _what(getattr(gone, field), getattr(come, field))
    return "corrected"


def _inside(inner: Count, outer: Count) -> bool:
    """Whether a count tells more exactly what another tells: no bound outside, no other best."""
    below = outer.high is None or (inner.high is not None and inner.high <= outer.high)
    return inner.low >= outer.low and below and outer.best in (None, inner.best)


def _changed(record: Record, change: Change) -> Record:
    field, of_a_part, key = change.field.partition(":")
    if of_a_part:
        parts = _by_key(getattr(record, field))
        if change.after is None:
            del parts[key]
        else:
            parts[key] = change.after
        return _evolved(record, field, tuple(parts[each] for each in _merged(field, parts, ())))
    if field == "statements":
        return _evolved(record, field, change.after)
    if change.what == "reordered":
        parts = _by_key(getattr(record, field))
        return _evolved(record, field, tuple(parts[key] for key in change.after))
    statements = _in_order(record, {field: change.told_after})
    return _evolved(_evolved(record, field, change.after), "statements", statements)


def _in_order(record: Record, told: Mapping[str, tuple[Statement, ...]]) -> tuple[Statement, ...]:
    """The statements of a record in the order of its fields, those of some fields replaced."""
    fields = (field.name for field in attrs.fields(type(record)))
    return tuple(statement for name in fields for statement in told.get(name, _told(record, name)))


def _evolved(record: Record, field: str, value: Any) -> Record:
    values: dict[str, Any] = {field: value}
    return attrs.evolve(record, **values)


def _told(record: Record, field: str) -> tuple[Statement, ...]:
    return tuple(statement for statement in record.statements if statement.field == field)


def _is_made_of_parts(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and attrs.has(type(value[0])) and not isinstance(value[0], When)


def _by_key(parts: Parts) -> dict[str, Any]:
    return {_key(part): part for part in parts}


def _key(part: Any) -> str:
    match part:
        case TacticUse():
            return str(part.tactic)
        case Outcome():
            return part.key
        case Participation():
            return f"{part.party}:{part.role}"
        case ReportedUse():
            return ":".join((part.when.edtf, *(f"{piece.source} {piece.locator}" for piece in part.evidence)))
    raise TypeError(f"{type(part).__name__} is no part of a record; give the parts of one")


def _without_evidence(part: Any) -> Any:
    return attrs.evolve(part, evidence=())


def _evidence_of(value: Any, told: tuple[Statement, ...]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(piece for each in (*told, value) for piece in _pieces(each)))


def _pieces(value: Any) -> Iterator[Evidence]:
    """Every piece of evidence for a value: a record, a part or a statement, or several of them."""
    within: Parts = ()
    match value:
        case Statement() | TacticClaim() | Participation() | ReportedUse():
            yield from value.evidence
        case TacticUse():
            within = value.claims
        case Outcome():
            within = value.statements
        case Record():
            within = (value.statements, *(getattr(value, name, ()) for name in PARTS))
        case tuple():
            within = value
    for each in within:
        yield from _pieces(each)


def _spoken(value: Any) -> str:
    match value:
        case None | "" | ():
            return "nothing"
        case TacticUse():
            return f"{value.standing} by {len(value.claims)} claim{'' if len(value.claims) == 1 else 's'}"
        case Outcome():
            return f"{value.count} {value.what} ({value.of})"
        case Participation():
            return value.role
        case ReportedUse():
            return str(value.places)
        case tuple():
            return ", ".join(map(str, value))
    return str(value)


def grouped(changes: Iterable[Change]) -> Mapping[tuple[str, str], list[Change]]:
    """Changes by what they do and the kind of record, in the order of a changelog: whole records first."""
    groups: dict[tuple[str, str], list[Change]] = {}
    for change in sorted(changes, key=lambda change: (change.field != "", change.what, change.kind)):
        what = f"{change.what} values" if change.field else change.what
        groups.setdefault((what, change.kind), []).append(change)
    return groups
