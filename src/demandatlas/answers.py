"""The rows that answers are made of, where an answer is not a table of records."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Literal

import attrs

from demandatlas.errors import InvalidTypeError, UnknownIdError, shown
from demandatlas.ids import TACTIC_LABELS, Extent, Role
from demandatlas.naming import nearest, slug
from demandatlas.parts import Evidence, Statement, TacticClaim
from demandatlas.records import RECORDS, Milestone, Operation, Record, Site, Source, Tactic
from demandatlas.when import When

OVER_ALL = "over_all"
"""Stands for a tactic where the figures are those of all tactics together."""


@attrs.frozen(kw_only=True)
class Tie:
    """One party's part in one thing, with who says so.

    Attributes:
        id: the thing, the party and the role, joined.
        of: id of the site, operation, series, organization, program or milestone.
        party: id of the agency or organization.
        role: what part it has.
        note: what a reader should know.
        evidence: where it is said.
    """

    COLUMNS: ClassVar[tuple[str, ...]] = ("of", "party", "role")

    id: str
    of: str
    party: str
    role: Role
    note: str = ""
    evidence: tuple[Evidence, ...]


@attrs.frozen(kw_only=True)
class Event:
    """One entry of a site's time line.

    Attributes:
        id: id of the record, with the tactic for a claim.
        when: its time; none where no time is told.
        what: whether it is an operation, a milestone, or a claim about a tactic.
        title: what happened.
        evidence: where it is said.
    """

    COLUMNS: ClassVar[tuple[str, ...]] = ("when", "what", "title")

    id: str
    when: When | None
    what: Literal["claim", "milestone", "operation"]
    title: str
    evidence: tuple[Evidence, ...]


@attrs.frozen(kw_only=True)
class Coverage:
    """How much of a site we have read.

    Attributes:
        id: id of the site.
        extent: ``whole`` where a source about it was read whole, else ``excerpt``.
        sources: how many sources its values rest on, registers not counted.
        readings: how many people read its claims independently: the fewest over its claims.
        newest: the newest day from which one of these sources was known.
        tactics_known: how many of the tactics have a standing other than unknown.
    """

    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "extent", "sources", "readings", "newest", "tactics_known")

    id: str
    extent: Extent
    sources: int
    readings: int
    newest: str
    tactics_known: int


@attrs.frozen(kw_only=True)
class Agreement:
    """How far two readers of the same pages, who did not see each other's work, agreed on one tactic.

    Attributes:
        id: the comparison and the tactic, joined.
        comparison: ``as_they_came``; ``by_rule``, where the first reading was brought in line with one rule of the code
            book by a script; or ``fresh_sample``, pages that were read anew by the bettered rules.
        tactic: the tactic; ``over_all`` for all of them together.
        cells: how many pairs of page and tactic both readers reached.
        agreement: the share of them, from 0 to 1, in which both or neither claim a use.
        kappa: Cohen's kappa; none where chance alone would have them agree.
        alpha: Krippendorff's alpha for nominal data; none where both readers use one word throughout.
    """

    COLUMNS: ClassVar[tuple[str, ...]] = ("comparison", "tactic", "cells", "agreement", "kappa", "alpha")

    id: str
    comparison: str
    tactic: str
    cells: int
    agreement: float
    kappa: float | None
    alpha: float | None

    def __str__(self) -> str:
        kappa = "" if self.kappa is None else f" (kappa {self.kappa:.2f})"
        return f"two readers agreed on {self.agreement:.1%} of {self.cells} pairs of page and tactic{kappa}"


ROWS: Mapping[str, type] = {**RECORDS, "agreement": Agreement, "coverage": Coverage, "event": Event, "tie": Tie}
"""What the rows of a table are, by its kind."""


def ties_in(record: Record) -> Iterator[Tie]:
    """The ties that a record tells of itself."""
    for each in getattr(record, "participations", ()):
        id = f"{record.id}:{each.party}:{each.role}"
        yield Tie(id=id, of=record.id, party=each.party, role=each.role, note=each.note, evidence=each.evidence)


def events_of(record: Record) -> Iterator[Event]:
    """The entries that a site, an operation or a milestone puts on a time line."""
    if isinstance(record, Site):
        for use in record.tactic_uses:
            yield from (_claimed(use.tactic, number, claim) for number, claim in enumerate(use.claims, start=1))
    elif isinstance(record, Operation | Milestone):
        dating = [statement for statement in record.statements if statement.field == "when"] or record.statements[:1]
        what: Literal["operation", "milestone"] = "operation" if isinstance(record, Operation) else "milestone"
        evidence = tuple(piece for statement in dating for piece in statement.evidence)
        yield Event(id=record.id, when=record.when, what=what, title=str(record), evidence=evidence)


def coverage_of(site: Site, sources: Mapping[str, Source]) -> Coverage:
    """How much of one site we have read."""
    claims = [claim for use in site.tactic_uses for claim in use.claims]
    told = [piece for statement in site.statements for piece in statement.evidence]
    told += [piece for claim in claims for piece in claim.evidence]
    cited = {piece.source: sources[piece.source] for piece in told if piece.source in sources}
    read = {id: source for id, source in cited.items() if source.publisher_kind != "register"}
    return Coverage(
        id=site.id,
        extent="whole" if any(source.extent == "whole" for source in read.values()) else "excerpt",
        sources=len(read),
        readings=min((max((piece.readings for piece in claim.evidence), default=1) for claim in claims), default=1),
        newest=max((source.known_from.isoformat() for source in read.values()), default=""),
        tactics_known=sum(use.standing != "unknown" for use in site.tactic_uses),
    )


def why(record: Record, field: str | Tactic) -> tuple[Any, ...]:
    """The statements of a field or outcome, the claims of a tactic, or the parts of a field made of parts.

    Raises:
        InvalidTypeError: the field is no text.
        UnknownIdError: the record has no such field.
    """
    name: Any = getattr(field, "id", field)
    if not isinstance(name, str):
        raise InvalidTypeError(
            f"cannot take {shown(field)}; give the name of a field, a tactic, or the key of an outcome"
        )
    if isinstance(record, Source):
        return _told_by_itself(record, name)
    tactic = TACTIC_LABELS.get(slug(name))
    if isinstance(record, Site) and tactic:
        return record.use_of(tactic).claims
    for outcome in getattr(record, "outcomes", ()):
        if outcome.key == name:
            return tuple(outcome.statements)
    return _told(record, name)


def _told(record: Record, name: str) -> tuple[Any, ...]:
    told = tuple(statement for statement in record.statements if statement.field == name)
    fields = attrs.fields_dict(type(record))
    if told or name in fields:
        parts = () if told or name == "statements" else getattr(record, name)
        return told or (parts if isinstance(parts, tuple) else ())
    raise UnknownIdError(name, f"field of the {record.KIND}", nearest(name, fields))


def _told_by_itself(source: Source, name: str) -> tuple[Statement, ...]:
    """A source is where the chain of evidence ends: what it says of itself is told by the document."""
    fields = attrs.fields_dict(Source)
    if name not in fields:
        raise UnknownIdError(name, "field of the source", nearest(name, fields))
    value = getattr(source, name)
    itself = Evidence(source=source.id, locator="document")
    return (Statement(field=name, value=value, evidence=(itself,)),) if value not in (None, "", ()) else ()


def _claimed(tactic: str, number: int, claim: TacticClaim) -> Event:
    title = f"{tactic}: {claim.stance}"
    return Event(id=f"{tactic}:{number}", when=claim.when, what="claim", title=title, evidence=claim.evidence)
