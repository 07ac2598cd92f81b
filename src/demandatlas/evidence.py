"""The rules of evidence: which statement a field takes, and what a tactic's claims amount to."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Protocol

import attrs

from demandatlas.count import Count
from demandatlas.ids import Basis, Standing
from demandatlas.parts import Evidence, Outcome, Statement, TacticClaim, Value
from demandatlas.records import Operation, Record, Series, Source
from demandatlas.when import When

_IDENTIFIERS = ("ocd_id", "geoid", "latitude", "longitude", "county", "jurisdiction")
_PUBLISHERS = ("government", "academic", "coalition", "news", "advocacy", "register")
_BASES = ("stated", "derived", "heading")
_CONSIDERED = ("planned", "authorized", "studied")


class Sources(Protocol):
    """Anything that gives a source for its id."""

    def __getitem__(self, id: str, /) -> Source:
        """The source with an id."""
        ...


@attrs.frozen(kw_only=True)
class Conflict:
    """A field for which sources give values that cannot all be right.

    Attributes:
        record: id of the record.
        field: the field, or the key of an outcome.
        chosen: the statement that the record's field takes.
        rivals: the others, in order of rank.
    """

    record: str
    field: str
    chosen: Statement
    rivals: tuple[Statement, ...]


def told_in(record: Record) -> list[Any]:
    """Everything of a record that has evidence of its own: statements, parts, claims, and the counts of outcomes."""
    told = [*record.statements, *getattr(record, "participations", ()), *getattr(record, "reported", ())]
    told += [claim for use in getattr(record, "tactic_uses", ()) for claim in use.claims]
    return told + [statement for outcome in getattr(record, "outcomes", ()) for statement in outcome.statements]


def standing(claims: Sequence[TacticClaim], sources: Sources) -> Standing:
    """What the claims about one tactic at one site amount to.

    ``disputed``: a use and a denial whose periods can overlap, where a denial without a time speaks for all time up to
    its source's date. ``ended``: no later word of use stands against the word that it ended. ``used``, ``not_used``,
    ``considered``: the strongest claim left. ``unknown``: no claim.
    """
    uses = [claim for claim in claims if claim.stance in ("used", "ended")]
    denials = [claim for claim in claims if claim.stance == "not_used"]
    if any(_can_overlap(use, denial, sources) for use in uses for denial in denials):
        return "disputed"
    if uses:
        return "ended" if _has_ended(uses, sources) else "used"
    if denials:
        return "not_used"
    return "considered" if any(claim.stance in _CONSIDERED for claim in claims) else "unknown"


def spoken_on(claim: TacticClaim, sources: Sources) -> date:
    """The day on which a claim was made, as far as we know: the latest day that one of its sources was known from."""
    return max((sources[evidence.source].known_from for evidence in claim.evidence), default=date.min)


def _can_overlap(use: TacticClaim, denial: TacticClaim, sources: Sources) -> bool:
    if use.when is None:
        return True
    if denial.when is None:
        return use.when.possibly_overlaps(None, spoken_on(denial, sources))
    return _overlap(use.when.first_day, use.when.last_day, denial.when.first_day, denial.when.last_day)


def _overlap(first: date | None, last: date | None, other_first: date | None, other_last: date | None) -> bool:
    begins_in_time = first is None or other_last is None or first <= other_last
    ends_in_time = last is None or other_first is None or other_first <= last
    return begins_in_time and ends_in_time


def _has_ended(uses: Sequence[TacticClaim], sources: Sources) -> bool:
    ends = [claim for claim in uses if claim.stance == "ended"]
    later = [claim for claim in uses if claim.stance == "used"]
    return any(not any(_outlasts(use, end, sources) for use in later) for end in ends)


def _outlasts(use: TacticClaim, end: TacticClaim, sources: Sources) -> bool:
    """Whether a told use is a later word than a told end: by their own dates, else by the dates of their sources."""
    used_until = use.when.last_day if use.when else None
    ended_by = end.when.last_day if end.when else None
    if used_until and ended_by:
        return used_until > ended_by
    return spoken_on(use, sources) > spoken_on(end, sources)


def ranked(statements: Iterable[Statement], sources: Sources) -> tuple[Statement, ...]:
    """Statements of one field, the one to take first.

    A register ranks first for identifiers; else government, academic, coalition, news, advocacy; then the newest;
    within a source, its fields, its narrative, its headings; last, its earlier place. The order in which they come
    does not matter.
    """
    return tuple(sorted(statements, key=lambda each: (_best_rank(each, sources), str(each.value))))


Rank = tuple[int, int, int, str, int, str]


def _best_rank(statement: Statement, sources: Sources) -> Rank:
    return min(_rank(statement, piece, sources) for piece in statement.evidence)


def _rank(statement: Statement, piece: Evidence, sources: Sources) -> Rank:
    source = sources[piece.source]
    publisher = _PUBLISHERS.index(source.publisher_kind)
    if source.publisher_kind == "register" and statement.field in _IDENTIFIERS:
        publisher = -1
    return (
        publisher,
        -source.known_from.toordinal(),
        _place_rank(statement, piece),
        piece.source,
        len(piece.locator),
        piece.locator,
    )


def _place_rank(statement: Statement, piece: Evidence) -> int:
    basis = piece.basis or statement.basis
    if basis == "heading" or piece.locator.startswith("key sources"):
        return 3
    if basis == "derived":
        return 2
    return 0 if piece.locator.startswith("fields") else 1


def weighed(evidence: Iterable[tuple[Basis, Evidence]]) -> tuple[Basis, tuple[Evidence, ...]]:
    """The strongest basis of some pieces of evidence, and the pieces, those of that basis first, each once.

    A piece whose own basis is weaker says so.
    """
    told = list(evidence)
    bases: list[Basis] = [basis for basis, _ in told]
    strongest = sorted(bases, key=_BASES.index)[0]
    pieces: dict[Evidence, Basis] = {}
    for basis, piece in sorted(told, key=lambda each: each[0] != strongest):
        pieces.setdefault(attrs.evolve(piece, basis=None), basis)
    return strongest, tuple(
        piece if basis == strongest else attrs.evolve(piece, basis=basis) for piece, basis in pieces.items()
    )


def values_of(statements: Iterable[Statement]) -> dict[str, Value]:
    """The value of each field: that of its first statement; a field of many values unites what its statements tell."""
    values: dict[str, Value] = {}
    for statement in statements:
        held, told = values.setdefault(statement.field, statement.value), statement.value
        if isinstance(held, tuple) and isinstance(told, tuple):
            values[statement.field] = tuple(dict.fromkeys((*held, *told)))
    return values


def conflicts_in(record: Record) -> Iterable[Conflict]:
    """The fields and outcomes of a record for which its statements disagree."""
    yield from _conflicts(record.id, record.statements)
    if isinstance(record, Operation | Series):
        for outcome in record.outcomes:
            for conflict in _conflicts(record.id, outcome.statements):
                yield attrs.evolve(conflict, field=outcome.key)


def _conflicts(record: str, statements: Sequence[Statement]) -> Iterable[Conflict]:
    by_field: dict[str, list[Statement]] = {}
    for statement in statements:
        by_field.setdefault(statement.field, []).append(statement)
    for field, (chosen, *others) in by_field.items():
        rivals = tuple(other for other in others if _disagree(chosen.value, other.value))
        if rivals:
            yield Conflict(record=record, field=field, chosen=chosen, rivals=rivals)


def _disagree(chosen: Value, other: Value) -> bool:
    if isinstance(chosen, tuple) or chosen == other:
        return False
    if isinstance(chosen, int) and isinstance(other, int):
        return not (_rounds_to(chosen, other) or _rounds_to(other, chosen))
    if isinstance(chosen, Count) and isinstance(other, Count):
        return not _can_both_hold(chosen, other)
    if isinstance(chosen, When) and isinstance(other, When):
        return not (chosen.within(other) or other.within(chosen) or chosen.sort_key()[:4] == other.sort_key()[:4])
    return True


def _rounds_to(exact: int, rounded: int) -> bool:
    """Whether a number is the other one rounded to hundreds or more, as "approximately 500,000" is 500,930 rounded."""
    zeros = _zeros(rounded)
    return zeros > 1 and abs(exact - rounded) * 2 <= 10**zeros


def _zeros(number: int) -> int:
    """How many zeros a number ends in."""
    return len(re.search(r"0*$", str(number)).group())  # type: ignore[union-attr]


def _can_both_hold(one: Count, other: Count) -> bool:
    """Whether some number fits both counts, as 178 fits "over 170"."""
    (low, high), (other_low, other_high) = _possible(one), _possible(other)
    return (other_high is None or low <= other_high) and (high is None or other_low <= high)


def _possible(count: Count) -> tuple[int, int | None]:
    """The least and the most that a count can mean; where it is "about" a number, what rounds to that."""
    if count.best is None or count.is_exact:
        return count.low, count.high
    half = 10 ** _zeros(count.best) // 2
    return count.low or count.best - half, count.best + half if count.high is None else count.high


def independent(evidence: Iterable[Evidence], sources: Sources) -> int:
    """How many sources support something, not counting those that only repeat another of them."""
    told_by = {piece.source for piece in evidence}
    return sum(not told_by & set(sources[source].repeats) for source in told_by)


def told_count(outcome: Outcome) -> Count:
    """The count of an outcome, its bounds widened by the rival counts: those that cannot be right where it is."""
    low, best, high = outcome.count.low, outcome.count.best, outcome.count.high
    for rival in outcome.statements[1:]:
        if isinstance(rival.value, Count) and not _can_both_hold(outcome.count, rival.value):
            low = min(low, rival.value.low)
            high = None if high is None or rival.value.high is None else max(high, rival.value.high)
    return Count(low, best, high)
