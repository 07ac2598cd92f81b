"""Sums of what was counted: one unit at a time, nested operations and parts of a whole once."""

from collections.abc import Iterable, Sequence

from demandatlas.count import Count
from demandatlas.evidence import told_count
from demandatlas.ids import Counted, CountedOf
from demandatlas.parts import Outcome
from demandatlas.records import Operation

NOTHING_TOLD = Count(0, 0, None)


def total_of(operations: Iterable[Operation], what: Counted, of: CountedOf) -> Count:
    """The sum of what these operations tell of one unit and one group.

    ``low`` and ``best`` are the sum of the numbers told ("at least 3" tells 3). ``high`` stays open where an operation
    tells no such count, and rival counts widen the bounds. ``best`` is none where a source gives only an upper bound.
    An operation inside another of the list whose own count is told adds nothing: it is in that count already.
    """
    by_id = {operation.id: operation for operation in operations}
    told = {id: _told(operation, what, of) for id, operation in by_id.items()}
    wholes = [id for id in by_id if not _inside_a_told_one(by_id[id], by_id, told)]
    return sum((told[id] or NOTHING_TOLD for id in wholes), Count.exact(0))


def _inside_a_told_one(operation: Operation, by_id: dict[str, Operation], told: dict[str, Count | None]) -> bool:
    whole = by_id.get(operation.part_of or "")
    return whole is not None and (told[whole.id] is not None or _inside_a_told_one(whole, by_id, told))


def _told(operation: Operation, what: Counted, of: CountedOf) -> Count | None:
    fitting = [outcome for outcome in operation.outcomes if outcome.what == what and outcome.of == of]
    wholes = [outcome for outcome in fitting if not _is_part_of_any(outcome, fitting, operation.outcomes)]
    return sum((_as_told(told_count(outcome)) for outcome in wholes), Count.exact(0)) if wholes else None


def _is_part_of_any(outcome: Outcome, fitting: Sequence[Outcome], outcomes: Sequence[Outcome]) -> bool:
    by_key = {each.key: each for each in outcomes}
    whole = by_key.get(outcome.part_of or "")
    return whole is not None and (whole in fitting or _is_part_of_any(whole, fitting, outcomes))


def _as_told(count: Count) -> Count:
    """The count with the number told as its best: "at least 3" tells 3."""
    return count if count.best is not None or count.high is not None else Count(count.low, count.low, None)
