"""Small pictures, drawn as SVG with their words beside them: a map, a time line, bars."""

from collections.abc import Iterable, Sequence
from datetime import date
from math import cos, radians, sin

import attrs
from markupsafe import Markup, escape

from demandatlas import Site, When
from demandatlas.states import STATES

WIDTH = 720
LABELS = 240
ROW = 22
MAP_WIDTH, MAP_HEIGHT = 720, 450
TOO_SMALL = ("CT", "DC", "DE", "MA", "MD", "NH", "NJ", "RI", "VT")
"""States whose letters would cover their neighbors'."""
NOT_DRAWN = ("AK", "HI", "AS", "GU", "MP", "PR", "VI")
_FIRST, _SECOND, _NORTH, _WEST = map(radians, (29.5, 45.5, 38.0, -96.0))


@attrs.frozen
class Row:
    """One row of a time line: what, when, and the style that it is drawn in."""

    label: str
    when: When
    style: str = "claim"


def timeline(rows: Sequence[Row], today: date, alt: str) -> Markup:
    """A time line: a bar from the first day that each row can have touched to the last one; open sides fade."""
    if not rows:
        return Markup("")
    first, last = _years(rows, today)
    height = ROW * len(rows) + 34
    marks = [_axis(first, last, height), *(_bar(row, number, first, last) for number, row in enumerate(rows))]
    return _svg(marks, WIDTH, height, alt, "timeline")


def bars(counts: Iterable[tuple[str, int, str]], alt: str) -> Markup:
    """Horizontal bars: a label, a number, and the style of each."""
    told = list(counts)
    most = max((number for _, number, _ in told), default=0) or 1
    rows = [_count_bar(label, number, style, at, most) for at, (label, number, style) in enumerate(told)]
    return _svg(rows, WIDTH, ROW * len(told) + 8, alt, "bars")


def site_map(sites: Sequence[Site], alt: str) -> Markup:
    """Sites as points over the boxes of the states; Alaska, Hawaii and the territories are not drawn."""
    drawn = [site for site in sites if is_drawn(site)]
    land = [_state_box(code) for code in STATES if code not in NOT_DRAWN]
    names = [_state_name(code) for code in STATES if code not in (*NOT_DRAWN, *TOO_SMALL)]
    return _svg([*land, *names, *map(_point, drawn)], MAP_WIDTH, MAP_HEIGHT, alt, "map")


def is_drawn(site: Site) -> bool:
    """Whether a site has a point on the map."""
    return site.latitude is not None and site.longitude is not None and site.state not in NOT_DRAWN


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """A place on the map, in its units: Albers' equal-area conic projection of the contiguous states."""
    cone = (sin(_FIRST) + sin(_SECOND)) / 2
    base = cos(_FIRST) ** 2 + 2 * cone * sin(_FIRST)
    radius, pole = (((base - 2 * cone * sin(at)) ** 0.5) / cone for at in (radians(latitude), _NORTH))
    angle = cone * (radians(longitude) - _WEST)
    return MAP_WIDTH / 2 + 925 * radius * sin(angle), 228 - 925 * (pole - radius * cos(angle))


def _svg(marks: Iterable[Markup], width: int, height: int, alt: str, style: str) -> Markup:
    return Markup('<svg class="picture {}" role="img" aria-label="{}" viewBox="0 0 {} {}">{}</svg>').format(
        style, alt, width, height, Markup("").join(marks)
    )


def _years(rows: Sequence[Row], today: date) -> tuple[int, int]:
    days = [day for row in rows for day in _told_days(row.when)]
    first, last = min(days).year, max(days).year + 1
    if any(row.when.latest_end is None for row in rows):
        last = max(last, today.year + 1)
    return (first - 2 if any(row.when.earliest_start is None for row in rows) else first), max(last, first + 2)


def _told_days(when: When) -> list[date]:
    return [day for day in (when.earliest_start, when.latest_start, when.earliest_end, when.latest_end) if day]


def _axis(first: int, last: int, height: int) -> Markup:
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 1000) if (last - first) / step <= 9)
    years = range(first + -first % step, last + 1, step)
    return Markup("").join(
        Markup(
            '<g class="tick"><line x1="{x}" x2="{x}" y1="0" y2="{y}"/><text x="{x}" y="{t}">{year}</text></g>'
        ).format(x=round(_across(date(year, 1, 1), first, last), 1), y=height - 24, t=height - 8, year=year)
        for year in years
    )


def _across(day: date, first: int, last: int) -> float:
    begin = date(first, 1, 1).toordinal()
    share = (day.toordinal() - begin) / (date(last, 1, 1).toordinal() - begin)
    return LABELS + share * (WIDTH - LABELS - 24)


def _bar(row: Row, number: int, first: int, last: int) -> Markup:
    start, end = row.when.earliest_start, row.when.latest_end
    left = _across(start or date(first, 1, 1), first, last)
    right = _across(end or date(last, 1, 1), first, last)
    open_side = "" if start and end else " open"
    return Markup(
        '<g class="line"><text x="{label_at}" y="{text}">{label}</text>'
        '<rect class="{style}" x="{left}" y="{top}" width="{width}" height="10" rx="5"/></g>'
    ).format(
        label_at=LABELS - 12,
        text=number * ROW + 15,
        label=_short(row.label),
        style=row.style + open_side,
        left=round(left, 1),
        top=number * ROW + 6,
        width=round(max(right - left, 10), 1),
    )


def _count_bar(label: str, number: int, style: str, at: int, most: int) -> Markup:
    width = round((WIDTH - LABELS - 70) * number / most, 1)
    return Markup(
        '<g class="line"><text x="{label_at}" y="{text}">{label}</text>'
        '<rect class="{style}" x="{left}" y="{top}" width="{width}" height="14" rx="3"/>'
        '<text class="number" x="{number_at}" y="{text}">{number}</text></g>'
    ).format(
        label_at=LABELS - 12,
        text=at * ROW + 16,
        label=_short(label),
        style=style,
        left=LABELS,
        top=at * ROW + 5,
        width=width,
        number_at=round(LABELS + width + 8, 1),
        number=number,
    )


def _state_box(code: str) -> Markup:
    state = STATES[code]
    corners = [*_edge(state.south, state.west, state.east), *reversed(_edge(state.north, state.west, state.east))]
    points = " ".join(f"{x:.0f},{y:.0f}" for x, y in corners)
    return Markup('<polygon class="land" points="{}"/>').format(points)


def _edge(latitude: float, west: float, east: float) -> list[tuple[float, float]]:
    return [project(latitude, west + (east - west) * part / 4) for part in range(5)]


def _state_name(code: str) -> Markup:
    state = STATES[code]
    x, y = project((state.south + state.north) / 2, (state.west + state.east) / 2)
    return Markup('<text class="state" x="{}" y="{}">{}</text>').format(round(x), round(y + 4), code)


def _point(site: Site) -> Markup:
    x, y = project(site.latitude or 0, site.longitude or 0)
    return Markup('<circle data-id="{}" cx="{}" cy="{}" r="4.5"><title>{}</title></circle>').format(
        site.id, round(x, 1), round(y, 1), escape(site)
    )


def _short(label: str) -> str:
    return label if len(label) <= 31 else f"{label[:30]}…"
