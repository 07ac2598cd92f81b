"""The parts that records are made of: evidence, statements, claims, outcomes, participations."""

import attrs

from demandatlas.count import Count
from demandatlas.ids import Basis, Counted, CountedOf, Role, Stance, Standing, TacticId
from demandatlas.when import When

Value = str | int | float | When | Count | tuple[str, ...]
"""What a statement can hold."""


@attrs.frozen(kw_only=True)
class Evidence:
    """One pointer into one source.

    Attributes:
        source: id of the source.
        locator: the place in it: ``L12-L14`` (lines of the text, blank ones not counted), ``fields``, ``key partners``,
            ``key sources: cameras``, ``row 0664000``; a section may stand before lines (``fields L34``).
        note: what a reader should know, in the curator's own words; at most 200 characters.
        readings: how many people read it independently, 1 or 2.
        passage_sha256: SHA-256 of the passage's lines, or none where no text is held.
        basis: how this piece supports what it is for, where it does so less directly than another; else none.
    """

    source: str
    locator: str
    note: str = ""
    readings: int = 1
    passage_sha256: str | None = None
    basis: Basis | None = None


@attrs.frozen(kw_only=True)
class Statement:
    """A value of one field, and why we hold it.

    Attributes:
        field: name of the record's field.
        value: the value, of the field's own type.
        basis: whether the source states it, or it is derived, or rests on a heading.
        evidence: where it is said; at least one piece.
    """

    field: str
    value: Value
    basis: Basis = "stated"
    evidence: tuple[Evidence, ...]


@attrs.frozen(kw_only=True)
class Participation:
    """A party's part in something: an agency or organization, its role, and who says so.

    Attributes:
        party: id of the agency or organization.
        role: what part it has.
        note: what a reader should know; empty where nothing needs saying.
        basis: how the source supports it.
        evidence: where it is said.
    """

    party: str
    role: Role = "participant"
    note: str = ""
    basis: Basis = "stated"
    evidence: tuple[Evidence, ...]


@attrs.frozen(kw_only=True)
class TacticClaim:
    """What one or more sources say of one tactic at one place.

    Attributes:
        stance: what is claimed: used, ended, planned, authorized, studied or not used.
        when: the time told of this tactic here; none where no time is told.
        per_year: how often a year, where a rate is told (operations a year).
        served_by: id of another site that holds it for this one, such as a class elsewhere.
        note: what a reader should know, in our own words.
        basis: how the source supports it.
        evidence: where it is said.
    """

    stance: Stance
    when: When | None = None
    per_year: Count | None = None
    served_by: str | None = None
    note: str = ""
    basis: Basis = "stated"
    evidence: tuple[Evidence, ...]


@attrs.frozen(kw_only=True)
class TacticUse:
    """A site's use of one tactic: what is claimed, and what follows from it.

    Attributes:
        tactic: id of the tactic.
        standing: derived from the claims by the rules of evidence; ``unknown`` where there is no claim.
        claims: what the sources say, in order of time, undated ones last.
    """

    tactic: TacticId
    standing: Standing
    claims: tuple[TacticClaim, ...] = ()


@attrs.frozen(kw_only=True)
class Outcome:
    """What was counted in an operation or over a series.

    Attributes:
        key: name of this count within its record.
        what: the unit: arrests, citations, charges... are never added to each other.
        of: the group counted, as the source says.
        count: the number, exactly as certain as the source; persons or things, as ``what`` says.
        offense: the offense named by the source; empty where none is.
        part_of: key of the whole that this one breaks down, or none.
        note: what a reader should know.
        statements: every count told for this key, the chosen one first; rivals side by side.
    """

    key: str
    what: Counted
    of: CountedOf
    count: Count
    offense: str = ""
    part_of: str | None = None
    note: str = ""
    statements: tuple[Statement, ...]

    @property
    def basis(self) -> Basis:
        """How the source of the chosen count supports it."""
        return self.statements[0].basis

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Where the chosen count is told."""
        return self.statements[0].evidence


@attrs.frozen(kw_only=True)
class ReportedUse:
    """How many places a publisher reports to use a tactic, at one time.

    Attributes:
        places: the number of cities and counties reported.
        when: the time of the report.
        note: what a reader should know.
        evidence: where it is said.
    """

    places: Count
    when: When
    note: str = ""
    evidence: tuple[Evidence, ...]


EVER_USED: tuple[Standing, ...] = ("used", "ended")
"""The standings that mean *ever used*."""


def parties_in(participations: tuple[Participation, ...], role: Role) -> tuple[str, ...]:
    """Ids of the parties that have this role, in the order told, each once."""
    return tuple(dict.fromkeys(each.party for each in participations if each.role == role))
