"""Pictures (extra ``plots``, made with Altair): each with a text that says what it shows, and the table behind it.

Colours are those of Okabe and Ito, which people with any kind of colour vision can tell apart, and no picture rests on
colour alone. What is unknown is drawn apart from what is denied. Every function takes any sequence of records.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from html import escape
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from demandatlas.counting import total_of
from demandatlas.errors import InvalidTypeError, InvalidValueError, shown
from demandatlas.export._optional import library
from demandatlas.ids import TACTIC_IDS, Counted, CountedOf, Standing, TacticId
from demandatlas.naming import check_term, tactic_id
from demandatlas.records import Operation, Site, Tactic
from demandatlas.vocabulary import VOCABULARY

if TYPE_CHECKING:
    import altair

__all__ = ["Picture", "counts", "operations_timeline", "site_map", "tactic_matrix"]

SUFFIXES = (".html", ".json", ".png", ".svg")
BLUE, SKY, ORANGE, YELLOW, PURPLE, GREY = "#0072B2", "#56B4E9", "#D55E00", "#F0E442", "#CC79A7", "#767676"
STANDINGS: Mapping[Standing, tuple[str, str, str]] = {
    "used": ("U", BLUE, "circle"),
    "ended": ("E", SKY, "square"),
    "not_used": ("N", ORANGE, "cross"),
    "disputed": ("D", PURPLE, "diamond"),
    "considered": ("C", YELLOW, "triangle-up"),
    "unknown": ("·", "white", "circle"),
}
"""For each standing its letter, its colour, and its shape on a map."""
MOST_NAMES = 25
"""A map of more sites than this names none of them."""


@attrs.frozen(kw_only=True)
class Picture:
    """A picture with what a reader who does not see it needs.

    Attributes:
        chart: the Altair chart, to change or to place in a page.
        alt: what the picture shows, as text.
        rows: the table behind the picture, a dict a row.
    """

    chart: "altair.LayerChart"
    alt: str
    rows: tuple[Mapping[str, Any], ...]

    def save(self, path: str | PathLike[str], *, overwrite: bool = False) -> None:
        """Write the picture as SVG, PNG, HTML (which needs no network) or Vega-Lite JSON, by the path's ending.

        Raises:
            InvalidValueError: the path ends in none of these.
            ExportError: there is a file at the path already, or it cannot be written.
            MissingExtraError: vl-convert is not installed.
        """
        from demandatlas.export._placing import place_of, write_file

        if place_of(path).suffix not in SUFFIXES:
            raise InvalidValueError(f"cannot save a picture as {shown(path)}; end it in {', '.join(SUFFIXES)}")
        library("vl_convert", "plots")
        write_file(path, self._write, overwrite=overwrite)

    def _write(self, path: Path) -> None:
        options: dict[str, Any] = {"inline": True} if path.suffix == ".html" else {}
        self.chart.save(str(path), **options)
        if path.suffix == ".svg":
            named = f'<svg role="img" aria-label="{escape(self.alt)}" '
            path.write_text(path.read_text("utf-8").replace("<svg ", named, 1), "utf-8")

    def _repr_mimebundle_(self, *given: Any, **options: Any) -> Any:
        bundle: Any = self.chart._repr_mimebundle_(*given, **options)
        data, about = bundle if isinstance(bundle, tuple) else (bundle, {})
        return {**(data or {}), "text/plain": self.alt}, about


def tactic_matrix(sites: Iterable[Site]) -> Picture:
    """The standing of every tactic at these sites: a mark and a colour each; unknown is a dot on white.

    Raises:
        InvalidValueError: there are no sites.
        MissingExtraError: altair is not installed.
    """
    alt = library("altair", "plots")
    uses = [(site, site.use_of(tactic)) for site in _some(sites, Site, "sites") for tactic in TACTIC_IDS]
    rows = [
        {"site": str(site), "tactic": use.tactic, "standing": use.standing, "claims": len(use.claims)}
        for site, use in uses
    ]
    data = alt.Data(values=[{**row, "mark": STANDINGS[row["standing"]][0]} for row in rows])
    axes = {
        "x": alt.X("site:N", sort=None, title=None, axis=alt.Axis(orient="top", labelAngle=-40)),
        "y": alt.Y("tactic:N", sort=list(TACTIC_IDS), title=None),
        "tooltip": [alt.Tooltip(f"{name}:N") for name in ("site", "tactic", "standing", "claims")],
    }
    cells = alt.Chart(data).mark_rect(stroke="#BBBBBB").encode(**axes, color=_coloured(alt))
    marks = alt.Chart(data).mark_text(fontWeight="bold").encode(**axes, text="mark:N", color=_on_colour(alt))
    return _picture(alt, [cells, marks], _matrix_alt(rows), rows, width=alt.Step(34), height=alt.Step(20))


def operations_timeline(operations: Iterable[Operation]) -> Picture:
    """Operations over time: a pale bar over every day that one can have touched, a dark one over those it must have.

    Bars are as wide as what is known is uncertain: "2019" is a pale bar of a year.

    An open side reaches the edge and bears an arrow. Operations without a time are in the rows, not in the picture.

    Raises:
        InvalidValueError: there are no operations, or none of them has a time.
        MissingExtraError: altair is not installed.
    """
    alt = library("altair", "plots")
    rows = [_time_row(operation) for operation in _some(operations, Operation, "operations")]
    drawn = _drawn(rows)
    if not drawn:
        raise InvalidValueError("none of these operations has a time; give at least one that has")
    data = alt.Data(values=drawn)
    y = alt.Y("operation:N", sort=None, title=None, axis=alt.Axis(labelLimit=320))
    tip = [alt.Tooltip("operation:N"), alt.Tooltip("told:N"), alt.Tooltip("edtf:N")]
    possible = (
        alt.Chart(data)
        .mark_bar(color=SKY, stroke=BLUE, strokeWidth=1, height=12)
        .encode(x=_days(alt, "first"), x2="after", y=y, tooltip=tip)
    )
    certain = alt.Chart(data).mark_bar(color=BLUE, height=12).encode(x=_days(alt, "sure"), x2="sure_after", y=y)
    sides = (("open_start", "first", "◀", "left"), ("open_end", "after", "▶", "right"))
    arrows = [
        alt.Chart(data)
        .mark_text(text=arrow, align=align, color="black")
        .encode(x=_days(alt, edge), y=y)
        .transform_filter(f"datum.{side}")
        for side, edge, arrow, align in sides
    ]
    title = alt.TitleParams("pale: may have been under way; dark: must have been", fontSize=11, fontWeight="normal")
    layers = [possible, certain, *arrows]
    return _picture(alt, layers, _time_alt(rows), rows, width=520, height=alt.Step(22), title=title)


def counts(operations: Iterable[Operation], *, what: Counted, of: CountedOf) -> Picture:
    """How many of one unit and one group each operation tells: a point for the best, a line from low to high.

    An open upper bound ends in an arrow. An operation that tells no such count is marked "not told", not drawn as zero.

    Args:
        operations: the operations.
        what: the unit, such as ``arrest``; units are never put side by side.
        of: the group, such as ``buyers``.

    Raises:
        InvalidValueError: there are no operations, or no such unit or group.
        MissingExtraError: altair is not installed.
    """
    alt = library("altair", "plots")
    check_term("Counted", what)
    check_term("CountedOf", of)
    rows = [_count_row(operation, what, of) for operation in _some(operations, Operation, "operations")]
    edge = max((row[bound] or 0 for row in rows for bound in ("low", "best", "high")), default=0) * 1.1 + 1
    told = [
        {**row, "end": edge if row["high"] is None else row["high"], "open": row["high"] is None}
        for row in rows
        if row["told"]
    ]
    x = alt.X("low:Q", title=f"{what} of {of}", scale=alt.Scale(domain=[0, edge]))
    y = alt.Y("operation:N", sort=[row["operation"] for row in rows], title=None, axis=alt.Axis(labelLimit=320))
    tip = [alt.Tooltip(f"{name}:N") for name in ("operation", "low", "best", "high")]
    data, not_told = alt.Data(values=told), alt.Data(values=[{**row, "low": 0} for row in rows if not row["told"]])
    layers = [
        alt.Chart(data).mark_rule(color=BLUE, strokeWidth=3).encode(x=x, x2="end", y=y, tooltip=tip),
        alt.Chart(data).mark_point(color=BLUE, filled=True, size=80, opacity=1).encode(x="best:Q", y=y, tooltip=tip)
        .transform_filter("datum.best !== null"),
        alt.Chart(data).mark_text(text="▶", color=BLUE).encode(x="end:Q", y=y).transform_filter("datum.open"),
        alt.Chart(not_told).mark_text(text="not told", align="left", color=GREY).encode(x=x, y=y),
    ]  # fmt: skip
    return _picture(alt, layers, _counts_alt(rows, what, of), rows, width=420, height=alt.Step(24))


def site_map(
    sites: Iterable[Site], tactic: TacticId | Tactic | None = None, *, outline: Mapping[str, Any] | None = None
) -> Picture:
    """Sites on a map, over lines of latitude and longitude; with a tactic, marked by its standing there.

    Sites without coordinates are in the rows, not on the map.

    Args:
        sites: the sites.
        tactic: the tactic whose standing is shown; none shows the places only.
        outline: GeoJSON to draw beneath, such as the outlines of states; none is bundled.

    Raises:
        InvalidValueError: there are no sites, or none of them has coordinates.
        UnknownIdError: no tactic answers to the name.
        MissingExtraError: altair is not installed.
    """
    alt = library("altair", "plots")
    wanted = tactic_id(tactic) if tactic is not None else None
    rows = [_place_row(site, wanted) for site in _some(sites, Site, "sites")]
    located = _located(rows)
    if not located:
        raise InvalidValueError("none of these sites has coordinates; give at least one that has")
    beneath = alt.Data(values=outline) if outline else alt.graticule(**_lines(located))
    ground = alt.Chart(beneath).mark_geoshape(fill=None, stroke="#BBBBBB", strokeWidth=0.7)
    points = alt.Chart(alt.Data(values=located)).encode(longitude="longitude:Q", latitude="latitude:Q")
    size = 110 if len(located) <= MOST_NAMES else 40
    shown = points.mark_point(size=size, filled=True, stroke="black", strokeWidth=1, opacity=1)
    tip = [alt.Tooltip("site:N"), alt.Tooltip("standing:N")]
    look = {"color": _coloured(alt), "shape": _shaped(alt)} if wanted else {"color": alt.value(BLUE)}
    layers = [ground, shown.encode(tooltip=tip, **look), *_named(points, located)]
    layers = [each.project(type="mercator") for each in layers]
    return _picture(alt, layers, _map_alt(rows, located, wanted), rows, width=460, height=380)


def _some(given: object, kind: type, what: str) -> list[Any]:
    held = list(given) if isinstance(given, Iterable) else [given]
    if wrong := [each for each in held if not isinstance(each, kind)]:
        raise InvalidTypeError(f"cannot draw {shown(wrong[0])}; give {what}")
    if not held:
        raise InvalidValueError(f"there are no {what} to draw; give at least one")
    return held


def _picture(alt: Any, layers: list[Any], text: str, rows: list[dict[str, Any]], **size: Any) -> Picture:
    chart = alt.layer(*layers).properties(description=text, **size)
    return Picture(chart=chart, alt=text, rows=tuple(rows))


def _coloured(alt: Any) -> Any:
    scale = alt.Scale(domain=list(STANDINGS), range=[colour for _, colour, _ in STANDINGS.values()])
    return alt.Color("standing:N", scale=scale, legend=_legend(alt))


def _shaped(alt: Any) -> Any:
    scale = alt.Scale(domain=list(STANDINGS), range=[shape for _, _, shape in STANDINGS.values()])
    return alt.Shape("standing:N", scale=scale, legend=_legend(alt))


def _legend(alt: Any) -> Any:
    return alt.Legend(title=None, symbolStrokeColor=GREY)


def _on_colour(alt: Any) -> Any:
    on_blue = alt.FieldEqualPredicate(field="standing", equal="used")
    return alt.condition(on_blue, alt.value("white"), alt.value("black"))


def _named(points: Any, located: list[dict[str, Any]]) -> list[Any]:
    """Names above and below in turn, from west to east, so that neighbors do not cover each other's."""
    if len(located) > MOST_NAMES:
        return []
    text = {"align": "left", "dx": 7, "fontSize": 11}
    return [
        points.mark_text(dy=dy, **text).encode(text="label:N").transform_filter(f"datum.turn == {turn}")
        for turn, dy in enumerate((-9, 11))
    ]


def _days(alt: Any, field: str) -> Any:
    return alt.X(f"{field}:T", title=None, scale=alt.Scale(type="utc"))


def _time_row(operation: Operation) -> dict[str, Any]:
    when = operation.when
    days = ("earliest_start", "latest_start", "earliest_end", "latest_end")
    return {
        "operation": operation.name,
        "told": str(when) if when else "no time told",
        "edtf": when.edtf if when else None,
        **{day: _iso(getattr(when, day, None)) for day in days},
    }


def _drawn(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What is drawn of each operation that has a time: days in ISO form, the day after the last for a bar's end."""
    dated = sorted((row for row in rows if row["edtf"]), key=_by_start)
    days = [row[day] for row in dated for day in ("earliest_start", "latest_start", "earliest_end", "latest_end")]
    known = [day for day in days if day]
    return [
        {
            **row,
            "first": row["earliest_start"] or min(known),
            "after": _day_after(row["latest_end"] or max(known)),
            "open_start": row["earliest_start"] is None,
            "open_end": row["latest_end"] is None,
            "sure": row["latest_start"] if row["latest_start"] <= row["earliest_end"] else None,
            "sure_after": _day_after(row["earliest_end"]) if row["latest_start"] <= row["earliest_end"] else None,
        }
        for row in dated
    ]


def _by_start(row: Mapping[str, Any]) -> tuple[str, str]:
    return row["latest_start"], row["operation"]


def _count_row(operation: Operation, what: Counted, of: CountedOf) -> dict[str, Any]:
    if not any(outcome.what == what and outcome.of == of for outcome in operation.outcomes):
        return {"operation": operation.name, "told": False, "low": None, "best": None, "high": None}
    count = total_of([operation], what, of)
    return {"operation": operation.name, "told": True, "low": count.low, "best": count.best, "high": count.high}


def _place_row(site: Site, tactic: TacticId | None) -> dict[str, Any]:
    standing = site.use_of(tactic).standing if tactic else None
    place = {"site": str(site), "latitude": site.latitude, "longitude": site.longitude}
    return {**place, "standing": standing}


def _located(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What is drawn of each site that has coordinates."""
    placed = [row for row in rows if row["latitude"] is not None and row["longitude"] is not None]
    eastwards = sorted(placed, key=lambda row: (row["longitude"], row["site"]))
    return [{**row, "label": _label(row), "turn": at % 2} for at, row in enumerate(eastwards)]


def _label(row: Mapping[str, Any]) -> str:
    return f"{row['site']} ({STANDINGS[row['standing']][0]})" if row["standing"] else str(row["site"])


def _lines(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Lines of latitude and longitude around the points: a box with room on all sides, and the steps between."""
    sides = [[row[name] for row in rows] for name in ("longitude", "latitude")]
    spread = max(max(side) - min(side) for side in sides)
    step = next(step for step in (0.1, 0.5, 1, 5, 10, 20, 60) if spread <= 6 * step)
    low, high = (
        [round((pick(side) // step + more) * step, 1) for side in sides] for pick, more in ((min, 0), (max, 1))
    )
    return {"extent": [low, high], "step": [step, step]}


def _matrix_alt(rows: Iterable[Mapping[str, Any]]) -> str:
    held = list(rows)
    sites = len({row["site"] for row in held})
    return f"A grid of {len(TACTIC_IDS)} tactics by {_number(sites, 'site')}: {_standings_told(held)}."


def _standings_told(rows: Iterable[Mapping[str, Any]]) -> str:
    found = Counter(row["standing"] for row in rows)
    told = [f"{found[standing]} {standing.replace('_', ' ')}" for standing in VOCABULARY["Standing"] if found[standing]]
    return f"{', '.join(told)} (unknown is not no)"


def _time_alt(rows: Iterable[Mapping[str, Any]]) -> str:
    held = list(rows)
    dated = sorted((row for row in held if row["edtf"]), key=_by_start)
    told = "; ".join(f"{row['operation']}, {row['told']}" for row in dated[:12])
    more = f"; and {len(dated) - 12} more" if len(dated) > 12 else ""
    left_out = (
        f" {_number(len(held) - len(dated), 'operation')} without a time not drawn." if len(held) > len(dated) else ""
    )
    return f"A time line of {_number(len(dated), 'operation')}: {told}{more}.{left_out}"


def _counts_alt(rows: Iterable[Mapping[str, Any]], what: str, of: str) -> str:
    told = [f"{row['operation']}, {_spoken(row)}" for row in rows]
    more = f"; and {len(told) - 12} more" if len(told) > 12 else ""
    return f"Counts of {what} of {of} by operation: {'; '.join(told[:12])}{more}."


def _spoken(row: Mapping[str, Any]) -> str:
    from demandatlas.count import Count

    return str(Count(row["low"], row["best"], row["high"])) if row["told"] else "not told"


def _map_alt(rows: list[dict[str, Any]], located: list[dict[str, Any]], tactic: str | None) -> str:
    missing = len(rows) - len(located)
    shown = f", by the standing of {tactic}: {_standings_told(located)}" if tactic else ""
    left_out = f" {_number(missing, 'site')} without coordinates not drawn." if missing else ""
    return f"A map of {_number(len(located), 'site')}{shown}.{left_out}"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day_after(day: str) -> str:
    told = date.fromisoformat(day)
    return (told + timedelta(days=1)).isoformat() if told < date.max else day
