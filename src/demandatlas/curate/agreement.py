"""How far two readings of the same pages agree, computed from committed codings and nothing else.

A *cell* is one tactic at one profile that both readers reached: fifteen cells a profile. In the first table a cell says
whether any use is claimed (``used`` or ``ended``), in the second which stance. A stance is one word a cell: a reader's
claims of several stances count as the first of ``STANCES``.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any

from attrs import frozen

from demandatlas.answers import Agreement
from demandatlas.curate.codings import BY_RULE, FIRST, SECOND, CodedClaim, CodedOperation, Profile, overlap, read_coding
from demandatlas.ids import TACTIC_IDS
from demandatlas.when import When

STANCES = ("ended", "used", "planned", "authorized", "studied", "not_used")
"""The stances in the order in which one stands for a cell that has several."""

COMPARISONS = {
    "as_they_came": (FIRST, SECOND),
    "by_rule": (BY_RULE, SECOND),
    "fresh_sample": ("fresh-first.jsonl", "fresh-second.jsonl"),
}
"""What is compared: the first reading and the second, the same after the code book's rule, and two readings by the
bettered rules of profiles that no second reader had seen (once they are there)."""

USED = frozenset({"used", "ended"})
Pair = tuple[str, str]
Figures = dict[str, Any]


@frozen
class Cell:
    """One tactic at one profile, as both readers coded it."""

    address: str
    tactic: str
    first: tuple[CodedClaim, ...]
    second: tuple[CodedClaim, ...]

    @property
    def use(self) -> Pair:
        """Whether each reader claims any use: ``yes`` or ``no``."""
        return _use(self.first), _use(self.second)

    @property
    def stance(self) -> Pair:
        """The stance that each reader codes, ``none`` for no claim."""
        return _stance(self.first), _stance(self.second)


def kappa(pairs: Sequence[Pair]) -> float | None:
    """Cohen's kappa of two readers' words for the same items; none where chance alone would have them agree."""
    size = len(pairs)
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    chance = sum(first[word] * second[word] for word in first)
    if chance == size * size:
        return None
    agreed = sum(one == other for one, other in pairs)
    return (agreed * size - chance) / (size * size - chance)


def alpha(pairs: Sequence[Pair]) -> float | None:
    """Krippendorff's alpha for nominal words of two readers, nothing missing; none where only one word occurs."""
    words = Counter(word for pair in pairs for word in pair)
    size = words.total()
    unlike = size * size - sum(count * count for count in words.values())
    if unlike == 0:
        return None
    differing = sum(one != other for one, other in pairs)
    return 1 - 2 * differing * (size - 1) / unlike


def cells(first: Mapping[str, Profile], second: Mapping[str, Profile]) -> list[Cell]:
    """Every cell of the profiles that both readers reached, by address and tactic."""
    return [
        Cell(address, tactic, first[address].of(tactic), second[address].of(tactic))
        for address in sorted(first.keys() & second.keys())
        for tactic in TACTIC_IDS
    ]


def matched(
    first: Sequence[CodedOperation], second: Sequence[CodedOperation]
) -> list[tuple[CodedOperation, CodedOperation]]:
    """Operations of one place that both readers found: their dates can be the same; each is matched once at most.

    Where several could match, those that share a number go first, then those of the same name, then the nearest.
    """
    possible = [(one, other) for one, other in product(first, second) if overlap(one.when, other.when)]
    pairs: list[tuple[CodedOperation, CodedOperation]] = []
    for one, other in sorted(possible, key=_unlikeness):
        if not any(one is taken or other is gone for taken, gone in pairs):
            pairs.append((one, other))
    return pairs


def report(folder: Path) -> Figures:
    """All figures of the codings in a folder, ready to be written as JSON.

    Raises:
        DataError: a coding is missing or damaged; the fresh sample's may be missing.
    """
    files = {name: pair for name, pair in COMPARISONS.items() if name != "fresh_sample" or (folder / pair[0]).is_file()}
    return {name: compare(*(read_coding(folder / each) for each in pair)) for name, pair in files.items()}


def agreement_rows(folder: Path) -> Iterator[Agreement]:
    """How far the readers whose codings lie in a folder agreed, as a dataset tells it; nothing where there are none.

    Raises:
        DataError: a coding is missing or damaged.
    """
    for name, comparison in report(folder).items() if folder.is_dir() else ():
        for tactic, use in comparison["all"]["use"].items():
            if use["cells"]:
                told = {key: use[key] for key in ("cells", "agreement", "kappa", "alpha")}
                yield Agreement(id=f"{name}:{tactic}", comparison=name, tactic=tactic, **_rounded(told))


def compare(first: Mapping[str, Profile], second: Mapping[str, Profile]) -> Figures:
    """The figures of two readings: over all profiles that both reached, and over those that tell either something."""
    both = first.keys() & second.keys()
    telling = {address for address in both if first[address].tells or second[address].tells}
    return {
        "all": _figures(first, second, both),
        "telling": _figures(first, second, telling),
        "read_by_first_only": len(first.keys() - both),
        "read_by_second_only": len(second.keys() - both),
    }


def dump(figures: Figures) -> str:
    """Figures as JSON: four decimals, the same bytes for the same codings."""
    return json.dumps(_rounded(figures), indent=1) + "\n"


def printed(figures: Figures) -> str:
    """The figures as plain tables for a terminal."""
    return "\n\n".join(
        _printed(f"{name.replace('_', ' ')}, {scope}", table[scope])
        for name, table in figures.items()
        for scope in ("all", "telling")
    )


def _figures(first: Mapping[str, Profile], second: Mapping[str, Profile], both: Iterable[str]) -> Figures:
    kept = set(both)
    one, other = ({key: reading[key] for key in kept} for reading in (first, second))
    found = cells(one, other)
    return {
        "profiles": len(kept),
        "use": _by_tactic(found, _use_figures),
        "stance": _by_tactic(found, _stance_figures),
        "years": _by_tactic(found, _year_figures),
        "operations": _operation_figures(one, other),
    }


def _by_tactic(found: Sequence[Cell], figures: Callable[[Sequence[Cell]], Figures]) -> Figures:
    by_tactic: Figures = {tactic: figures([cell for cell in found if cell.tactic == tactic]) for tactic in TACTIC_IDS}
    return {"over_all": figures(found), **by_tactic}


def _use_figures(found: Sequence[Cell]) -> Figures:
    pairs = [cell.use for cell in found]
    told = Counter(pairs)
    return {
        **_coefficients(pairs),
        "both_yes": told["yes", "yes"],
        "only_first": told["yes", "no"],
        "only_second": told["no", "yes"],
        "both_no": told["no", "no"],
    }


def _stance_figures(found: Sequence[Cell]) -> Figures:
    pairs = [cell.stance for cell in found]
    differing = Counter(f"{one} / {other}" for one, other in pairs if one != other)
    return {**_coefficients(pairs), "differing": dict(sorted(differing.items()))}


def _coefficients(pairs: Sequence[Pair]) -> Figures:
    agreed = sum(one == other for one, other in pairs)
    share = agreed / len(pairs) if pairs else None
    return {"cells": len(pairs), "agreement": share, "kappa": kappa(pairs), "alpha": alpha(pairs)}


def _year_figures(found: Sequence[Cell]) -> Figures:
    told = [(_times(cell.first), _times(cell.second)) for cell in found if cell.use == ("yes", "yes")]
    dated = [(one, other) for one, other in told if one and other]
    overlapping = sum(any(overlap(*times) for times in product(one, other)) for one, other in dated)
    same_start = sum(_first_year(one) == _first_year(other) for one, other in dated)
    return {
        "both_yes": len(told),
        "both_dated": len(dated),
        "only_first_dated": sum(bool(one) and not other for one, other in told),
        "only_second_dated": sum(bool(other) and not one for one, other in told),
        "overlapping": overlapping,
        "overlapping_share": overlapping / len(dated) if dated else None,
        "same_first_year": same_start,
        "same_first_year_share": same_start / len(dated) if dated else None,
    }


def _operation_figures(first: Mapping[str, Profile], second: Mapping[str, Profile]) -> Figures:
    ours = {key: profile.operations for key, profile in first.items()}
    pairs = [pair for key, operations in ours.items() for pair in matched(operations, second[key].operations)]
    counted = [(one.numbers, other.numbers) for one, other in pairs if one.numbers and other.numbers]
    agreed = sum(bool(one & other) for one, other in counted)
    in_first = sum(map(len, ours.values()))
    in_second = sum(len(profile.operations) for profile in second.values())
    return {
        "first": in_first,
        "second": in_second,
        "matched": len(pairs),
        "only_first": in_first - len(pairs),
        "only_second": in_second - len(pairs),
        "counted_by_both": len(counted),
        "same_count": agreed,
        "same_count_share": agreed / len(counted) if counted else None,
    }


def _use(claims: Iterable[CodedClaim]) -> str:
    return "yes" if any(claim.stance in USED for claim in claims) else "no"


def _stance(claims: Iterable[CodedClaim]) -> str:
    told = {claim.stance for claim in claims}
    return next((stance for stance in STANCES if stance in told), "none")


def _times(claims: Iterable[CodedClaim]) -> tuple[str, ...]:
    return tuple(claim.when for claim in claims if claim.when and claim.stance in USED)


def _first_year(times: Iterable[str]) -> int | None:
    """The year of the earliest start; none if a start is open."""
    starts = [When(time).first_day for time in times]
    return None if None in starts else min(start.year for start in starts if start)


def _unlikeness(pair: tuple[CodedOperation, CodedOperation]) -> tuple[bool, bool, int, str, str]:
    one, other = pair
    shared = bool(one.numbers & other.numbers)
    named = bool(one.name) and one.name == other.name
    return not shared, not named, _gap(one.when, other.when), one.when, other.when


def _gap(first: str, second: str) -> int:
    days = [When(time).latest_start.toordinal() for time in (first, second) if time]
    return max(days, default=0) - min(days, default=0)


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rounded(each) for key, each in value.items()}
    return round(value, 4) if isinstance(value, float) else value


def _printed(title: str, table: Figures) -> str:
    return "\n".join([f"{title} ({table['profiles']} profiles)", *_lines(table), *_last_lines(table)])


def _lines(table: Figures) -> Iterator[str]:
    heads = ("cells", "both yes", "first", "second", "both no", "agree", "kappa", "alpha", "stance k", "dates", "year")
    yield f"{'any use claimed':21}" + "".join(f"{head:>9}" for head in heads)
    for tactic, use in table["use"].items():
        counts = [use[key] for key in ("cells", "both_yes", "only_first", "only_second", "both_no")]
        shares = [use["agreement"], use["kappa"], use["alpha"], table["stance"][tactic]["kappa"]]
        years = table["years"][tactic]
        shares += [years["overlapping_share"], years["same_first_year_share"]]
        yield f"{tactic:21}" + "".join(f"{count:9}" for count in counts) + "".join(map(_share, shares))


def _last_lines(table: Figures) -> Iterator[str]:
    told = table["operations"]
    yield "operations: {first} and {second}, {matched} matched".format(**told)
    yield "numbers: {same_count} of {counted_by_both} matched operations that both count agree".format(**told)


def _share(value: float | None) -> str:
    return f"{'-' if value is None else f'{value:.3f}':>9}"
