"""Unfolding: from a record to its parts, each with the ids that lead to it."""

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from demandatlas.count import Count
from demandatlas.export._columns import TARGETS
from demandatlas.export._texts import joined
from demandatlas.records import Record
from demandatlas.when import When

VALUE_TYPES: Mapping[type, str] = {
    str: "text", int: "integer", float: "number", When: "when", Count: "count", tuple: "list",
}  # fmt: skip
"""What the value of a statement is, by its type."""


@attrs.frozen
class Part:
    """A part of a record, with the ids that lead to it.

    Attributes:
        id: the part's own id.
        record: id of its record.
        position: its place among its like, from 1.
        told: the part itself.
        above: further ids, by the name of their column.
    """

    id: str
    record: str
    position: int
    told: Any
    above: Mapping[str, Any]


def whole(record: Record) -> Iterator[Part]:
    """The record itself."""
    yield Part(record.id, record.id, 1, record, {})


def links(record: Record) -> Iterator[Part]:
    """The ids in fields of many ids."""
    for field in TARGETS:
        held = getattr(record, field, None)
        if isinstance(held, tuple):
            for position, target in enumerate(held, start=1):
                yield Part(f"{record.id}:{field}:{position}", record.id, position, target, {"field": field})


def uses(record: Record) -> Iterator[Part]:
    """A site's tactics."""
    for position, use in enumerate(getattr(record, "tactic_uses", ()), start=1):
        yield Part(f"{record.id}:{use.tactic}", record.id, position, use, {"site": record.id})


def claims(record: Record) -> Iterator[Part]:
    """A site's claims, tactic by tactic."""
    for use in uses(record):
        above = {"tactic_use": use.id, "site": record.id, "tactic": use.told.tactic}
        for position, claim in enumerate(use.told.claims, start=1):
            yield Part(f"{use.id}:{position}", record.id, position, claim, above)


def outcomes(record: Record) -> Iterator[Part]:
    """What was counted."""
    for position, outcome in enumerate(getattr(record, "outcomes", ()), start=1):
        yield Part(f"{record.id}:{outcome.key}", record.id, position, outcome, {})


def participations(record: Record) -> Iterator[Part]:
    """The parties."""
    for position, each in enumerate(getattr(record, "participations", ()), start=1):
        yield Part(f"{record.id}:{each.party}:{each.role}", record.id, position, each, {})


def reported(record: Record) -> Iterator[Part]:
    """How many places are reported to use a tactic."""
    for position, each in enumerate(getattr(record, "reported", ()), start=1):
        yield Part(f"{record.id}:reported:{position}", record.id, position, each, {"tactic": record.id})


def statements(record: Record) -> Iterator[Part]:
    """The values told: of the fields, then of the outcomes."""
    ranks: dict[str, int] = {}
    for position, statement in enumerate(record.statements, start=1):
        rank = ranks[statement.field] = ranks.get(statement.field, 0) + 1
        yield Part(f"{record.id}:{statement.field}:{rank}", record.id, position, statement, {"rank": rank})
    for outcome in outcomes(record):
        for rank, statement in enumerate(outcome.told.statements, start=1):
            above = {"outcome": outcome.id, "rank": rank}
            yield Part(f"{outcome.id}:{statement.field}:{rank}", record.id, rank, statement, above)


def evidence(record: Record) -> Iterator[Part]:
    """Every pointer into a source."""
    supported = (
        ("statement", statements),
        ("tactic_claim", claims),
        ("participation", participations),
        ("reported_use", reported),
    )
    for column, unfold in supported:
        for part in unfold(record):
            for position, piece in enumerate(part.told.evidence, start=1):
                yield Part(f"{part.id}:{position}", record.id, position, piece, {column: part.id})


def value_text(value: Any) -> str:
    """The value of a statement as text."""
    match value:
        case When():
            return value.edtf
        case Count():
            return value.to_text()
        case tuple():
            return joined(value)
    return str(value)


def cited(record: Record) -> list[str]:
    """Ids of the sources that anything in a record rests on, each once, in the order told."""
    return list(dict.fromkeys(piece.told.source for piece in evidence(record)))
