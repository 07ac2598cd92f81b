"""A record as of what some sources tell: its values, standings and counts follow, its identity stays."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

import attrs

from demandatlas.count import Count
from demandatlas.errors import DataError, shown
from demandatlas.evidence import Sources, ranked, standing, told_in, values_of, weighed
from demandatlas.parts import Outcome, Participation, ReportedUse, Statement, TacticClaim, TacticUse, Value
from demandatlas.records import RECORDS, Record, Retired, Source
from demandatlas.store import file_of

T = TypeVar("T", Participation, ReportedUse, Statement, TacticClaim)

IDENTITY = ("state", "kind", "county", "ocd_id", "geoid", "latitude", "longitude", "jurisdiction")
"""Fields that are known of whatever a known record refers to, besides those that a record cannot be without."""
LASTING = {
    kind: frozenset({*IDENTITY, *(field.name for field in attrs.fields(record) if field.default is attrs.NOTHING)})
    for kind, record in RECORDS.items()
}
"""For each kind of record, the fields of its identity."""


def cited(record: Record) -> set[str]:
    """The ids of the sources that tell anything of a record; a source tells of itself."""
    if isinstance(record, Source):
        return {record.id}
    return {piece.source for each in told_in(record) for piece in each.evidence}


def as_of(record: Record, known: AbstractSet[str], sources: Sources) -> Record:
    """A record as the known sources tell it, of one that was known by then.

    What no known source tells is gone. A field of its identity that none of them tells keeps what is told of it.

    Args:
        record: the record as the whole dataset has it.
        known: ids of the known sources.
        sources: every source, for the rules of evidence.

    Raises:
        DataError: a statement is of a field that the record has not, or gives it what it cannot hold.
    """
    if isinstance(record, Source | Retired) or cited(record) <= known:
        return record
    fields = attrs.fields_dict(type(record))
    statements = _ranked_again(_known_statements(record, known), record.statements, sources)
    told = {statement.field for statement in record.statements} & fields.keys()
    values: dict[str, Any] = {name: fields[name].default for name in told - LASTING[record.KIND]}
    values |= _fitting(record, values_of(statements))
    values |= {name: tuple(kept(getattr(record, name), known, sources)) for name, kept in _PARTS if name in fields}
    return attrs.evolve(record, **{**values, "statements": statements})


def _fitting(record: Record, values: Mapping[str, Value]) -> Mapping[str, Value]:
    """The values that statements give a record, each of a type that its field can hold."""
    held = _held_types(record.KIND)
    for name, value in values.items():
        if type(value) not in held.get(name, ()):
            what = f"a statement gives {shown(value)} for {shown(name)}, which a {record.KIND} cannot hold"
            raise DataError(file_of(record.KIND), repr(record.id), f"{what}; build the data again")
    return values


@cache
def _held_types(kind: str) -> Mapping[str, tuple[type, ...]]:
    """The types that a statement can give each field of a record."""
    return {field.name: _types_in(field.type) for field in attrs.fields(RECORDS[kind]) if field.name != "statements"}


def _types_in(kind: Any) -> tuple[type, ...]:
    """The types of the values of a type: of its members, where it is a choice between some."""
    if get_origin(kind) is Literal:
        return (str,)
    if get_origin(kind) in (Union, UnionType):
        return tuple(each for member in get_args(kind) for each in _types_in(member))
    return (get_origin(kind) or kind,)


def _known_statements(record: Record, known: AbstractSet[str]) -> list[Statement]:
    """What is known of each field; for its identity, what will be told of it where nothing is told yet."""
    kept = [_known_of(statement, known) for statement in record.statements]
    lasting = LASTING[record.KIND] - {statement.field for statement in kept if statement}
    return [
        known_one or whole
        for known_one, whole in zip(kept, record.statements, strict=True)
        if known_one or whole.field in lasting
    ]


def _known_of(told: T, known: AbstractSet[str]) -> T | None:
    """What is told with the evidence that is known; none where nothing is."""
    evidence = tuple([piece for piece in told.evidence if piece.source in known])
    if evidence == told.evidence:
        return told
    if any(piece.basis for piece in evidence) and not isinstance(told, ReportedUse):
        basis, evidence = weighed((piece.basis or told.basis, piece) for piece in evidence)
        return attrs.evolve(told, basis=basis, evidence=evidence)
    return attrs.evolve(told, evidence=evidence) if evidence else None


def _kept(told: Iterable[T], known: AbstractSet[str]) -> Iterator[T]:
    return (kept for each in told if (kept := _known_of(each, known)))


def _ranked_again(kept: Sequence[Statement], whole: Sequence[Statement], sources: Sources) -> tuple[Statement, ...]:
    """Ranked as they would have been, had only these been told; ranking matters only where a field has rivals."""
    if len(kept) == len({statement.field for statement in kept}) or [*kept] == [*whole]:
        return tuple(kept)
    by_field: dict[str, list[Statement]] = {}
    for statement in kept:
        by_field.setdefault(statement.field, []).append(statement)
    return tuple(statement for told in by_field.values() for statement in ranked(told, sources))


def _uses(uses: Iterable[TacticUse], known: AbstractSet[str], sources: Sources) -> Iterator[TacticUse]:
    for use in uses:
        claims = tuple(_kept(use.claims, known))
        if claims:
            yield use if claims == use.claims else attrs.evolve(use, claims=claims, standing=standing(claims, sources))


def _outcomes(outcomes: Iterable[Outcome], known: AbstractSet[str], sources: Sources) -> Iterator[Outcome]:
    for outcome in outcomes:
        statements = _ranked_again([*_kept(outcome.statements, known)], outcome.statements, sources)
        if any(not isinstance(statement.value, Count) for statement in statements):
            raise DataError("outcomes", shown(outcome.key), "a statement gives no count for it; build the data again")
        if statements:
            changed: dict[str, Any] = {"statements": statements, "count": statements[0].value}
            yield outcome if statements == outcome.statements else attrs.evolve(outcome, **changed)


def _with_known_evidence(parts: Iterable[T], known: AbstractSet[str], _: Sources) -> Iterator[T]:
    return _kept(parts, known)


_PARTS = (
    ("tactic_uses", _uses),
    ("participations", _with_known_evidence),
    ("outcomes", _outcomes),
    ("reported", _with_known_evidence),
)
"""The fields that are made of parts with evidence of their own, and what keeps of them what is known."""
