"""Sums of what was counted: one unit at a time, nested operations and parts of a whole once."""

from collections.abc import Iterable, Mapping, Sequence

from demandatlas.count import Count
from demandatlas.errors import DataError
from demandatlas.evidence import told_count
from demandatlas.ids import Counted, CountedOf
from demandatlas.parts import Outcome
from demandatlas.records import Operation
from demandatlas.store import file_of

NOTHING_TOLD = Count(0, 0, None)


def total_of(operations: Iterable[Operation], what: Counted, of: CountedOf) -> Count:
    """The sum of what these operations tell of one unit and one group.

    ``low`` and ``best`` are the sum of the numbers told ("at least 3" tells 3). ``high`` stays open where an operation
    tells no such count, and rival counts widen the bounds. ``best`` is none where a source gives only an upper bound.
    An operation inside another of the list whose own count is told adds nothing: it is in that count already.

    Raises:
        DataError: operations are parts of each other in a circle.
    """
    by_id = {operation.id: operation for operation in operations}
    told = {id: _told(operation, what, of) for id, operation in by_id.items()}
    wholes = [id for id in by_id if not _inside_a_told_one(by_id[id], by_id, told)]
    return sum((told[id] or NOTHING_TOLD for id in wholes), Count.exact(0))


def _inside_a_told_one(operation: Operation, by_id: Mapping[str, Operation], told: Mapping[str, Count | None]) -> bool:
    return any(told[whole] is not None for whole in _wholes_of(operation.id, operation.part_of, by_id))


def _told(operation: Operation, what: Counted, of: CountedOf) -> Count | None:
    fitting = [outcome for outcome in operation.outcomes if outcome.what == what and outcome.of == of]
    wholes = [outcome for outcome in fitting if not _is_part_of_any(outcome, fitting, operation.outcomes)]
    return sum((_as_told(told_count(outcome)) for outcome in wholes), Count.exact(0)) if wholes else None


def _is_part_of_any(outcome: Outcome, fitting: Sequence[Outcome], outcomes: Sequence[Outcome]) -> bool:
    by_key = {each.key: each for each in outcomes}
    return any(by_key[whole] in fitting for whole in _wholes_of(outcome.key, outcome.part_of, by_key))


def _wholes_of(part: str, whole: str | None, known: Mapping[str, Operation] | Mapping[str, Outcome]) -> tuple[str, ...]:
    """What something is a part of, as far as it is known: the next larger, then what that is a part of, and so on."""
    wholes: dict[str, None] = {}
    while whole and whole in known:
        if whole == part or whole in wholes:
            raise DataError(file_of("operation"), repr(part), "is part of itself by part_of; build the data again")
        wholes[whole] = None
        whole = known[whole].part_of
    return tuple(wholes)


def _as_told(count: Count) -> Count:
    """The count with the number told as its best: "at least 3" tells 3."""
    return count if count.best is not None or count.high is not None else Count(count.low, count.low, None)
