"""What the templates count and group."""

from typing import Any

from datapages.atlas import STANDINGS, Atlas, Support
from datapages.spoken import KIND_NAMES, words
from demandatlas import Record, Site
from demandatlas.ids import Standing

COLUMNS = {
    "agency": ("kind", "level"),
    "menu": ("tactics",),
    "milestone": ("when", "sites"),
    "operation": ("when", "sites", "series"),
    "organization": ("kind", "sites"),
    "penalty": ("max_jail_days", "when"),
    "program": ("kind", "serves"),
    "series": ("cadence", "sites"),
    "source": ("publisher", "publisher_kind", "published"),
    "tactic": ("aliases",),
}


def bars_of(found: dict[Standing, list[Site]]) -> list[tuple[str, int, str]]:
    """The bars of a tactic: a standing, its number of sites, its style."""
    return [(words(standing), len(found[standing]), standing) for standing in STANDINGS]


def by_kind(atlas: Atlas, resting: dict[str, list[Support]]) -> list[tuple[str, int, str]]:
    """The bars of a source: a kind of record, the number of values that rest on it, the style."""
    counts: dict[str, int] = {}
    for id, supports in resting.items():
        name = KIND_NAMES[atlas.records[id].KIND][1]
        counts[name] = counts.get(name, 0) + len(supports)
    return [(name, count, "operation") for name, count in counts.items()]


def places(supports: list[Support]) -> list[tuple[str, list[str]]]:
    """For each place in a source, what rests on it."""
    found: dict[str, list[str]] = {}
    for support in supports:
        found.setdefault(support.piece.locator, []).append(words(support.what))
    return [(place, list(dict.fromkeys(whats))) for place, whats in found.items()]


def cell_value(record: Record, column: str) -> Any:
    """A cell of the list of a kind; empty text where nothing is told."""
    held = getattr(record, column)
    return "" if held is None else held
