"""``python -m demandatlas``: the dataset card in the terminal."""

import os
import sys
from collections.abc import Callable, Iterator
from datetime import date
from textwrap import wrap
from typing import TypeVar

from demandatlas import __version__
from demandatlas.count import Count
from demandatlas.dataset import Dataset
from demandatlas.ids import TACTIC_IDS, Standing
from demandatlas.parts import Evidence, Outcome
from demandatlas.records import RECORDS, Operation, Site
from demandatlas.table import Row, Table
from demandatlas.when import When

R = TypeVar("R", bound=Row)

WIDTH = 80
MARKS: dict[Standing, str] = {
    "used": "U", "ended": "E", "not_used": "N", "disputed": "D", "considered": "C", "unknown": ".",
}  # fmt: skip
MATRIX_SITES = 6
TIMELINE_ROWS = 10
ANSWER_ROWS = 8
LABEL_WIDTH = 31
BAR_WIDTH = 24
PLURALS = {"recovery": "recoveries", "summons": "summonses"}


def main() -> None:
    """Print the card of the bundled dataset."""
    coloured = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    try:
        print("\n".join(card(Dataset.bundled(), coloured)), flush=True)
    except (
        BrokenPipeError
    ):  # whoever reads has seen enough, as in ``| head``; the interpreter flushes once more at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def card(data: Dataset, coloured: bool = False) -> Iterator[str]:
    """The lines of a dataset's card, at most 80 columns wide."""
    title = f"Demand Atlas {__version__}, data {data.data_version}, sha256 {data.data_sha256[:12]}"
    yield _heading(title, coloured)
    yield from wrap(
        "What U.S. cities and counties do to reduce demand for commercial sex and sex trafficking, and who says so.",
        WIDTH,
    )
    sections = (
        ("Records", _records(data)),
        ("Tactics by site", _matrix(data)),
        ("Operations on a time line", _timeline(data.operations)),
        ("Coverage", _coverage(data)),
        ("Who has used letters?", _letters(data)),
        ("What ran from October 2020 to the end of 2021?", _between(data)),
        ("Who took part in Operation: Hot Spots 2021?", _agencies(data)),
    )
    for heading, lines in sections:
        yield ""
        yield _heading(heading, coloured)
        yield from lines


def _heading(text: str, coloured: bool) -> str:
    return f"\033[1m{text}\033[0m" if coloured else text


def _records(data: Dataset) -> list[str]:
    counts = {kind: len(getattr(data, record.TABLE)) for kind, record in RECORDS.items()}
    told = [f"{count} {kind if count == 1 else RECORDS[kind].TABLE}" for kind, count in counts.items()]
    return wrap(", ".join(told), WIDTH)


def _matrix(data: Dataset) -> Iterator[str]:
    """The sites of which most is known, by tactic."""
    known = {site.id: sum(use.standing != "unknown" for use in site.tactic_uses) for site in data.sites}
    shown = [data.sites[id] for id in sorted(known, key=lambda id: (-known[id], id))[:MATRIX_SITES]]
    for number, site in enumerate(shown):
        yield " " * 22 + "  |" * number + "  " + str(site)
    for tactic in TACTIC_IDS:
        yield f"{tactic:<22}" + "".join(f"  {MARKS[site.use_of(tactic).standing]}" for site in shown)
    yield "U used  E ended  N not used  D disputed  C only considered  . unknown (not no)"


def _timeline(operations: Table[Operation]) -> Iterator[str]:
    """The latest operations as bars over a scale of days, each as wide as what is known of its time."""
    dated = [(when, each) for each in operations if (when := each.when) and when.first_day and when.last_day]
    shown = sorted(dated, key=lambda pair: pair[0].sort_key())[-TIMELINE_ROWS:]
    first = min((when.earliest_start or date.min for when, _ in shown), default=date.min)
    last = max((when.latest_end or date.max for when, _ in shown), default=date.max)
    yield f"{'':<{LABEL_WIDTH}}  {first.year:<{BAR_WIDTH - 4}}{last.year}"
    for when, operation in shown:
        counted = [_counted(outcome) for outcome in operation.outcomes[:1]]
        yield _cut(f"{_cut(operation.id, LABEL_WIDTH):<{LABEL_WIDTH}}  {_bar(when, first, last)}  {', '.join(counted)}")
    if len(dated) > len(shown):
        yield f"... the latest {len(shown)} of {len(dated)} with a time; da.operations has them all"


def _counted(outcome: Outcome) -> str:
    unit = outcome.what.replace("_", " ")
    return f"{outcome.count} {unit if outcome.count == Count.exact(1) else PLURALS.get(unit, f'{unit}s')}"


def _bar(when: When, first: date, last: date) -> str:
    """From the first day that it can have touched to the last one."""
    days = max((last - first).days, 1)
    begin, end = (
        (day - first).days * (BAR_WIDTH - 1) // days for day in (when.earliest_start or first, when.latest_end or last)
    )
    return f"{'.' * begin}{'=' * (end - begin + 1)}{'.' * (BAR_WIDTH - 1 - end)}"


def _coverage(data: Dataset) -> list[str]:
    rows = list(data.coverage())
    cells = len(rows) * len(TACTIC_IDS)
    known = sum(row.tactics_known for row in rows)
    whole = sum(row.extent == "whole" for row in rows)
    twice = sum(row.readings > 1 for row in rows)
    text = (
        f"{len(rows)} sites, {whole} of them read to the end of a page, {twice} by two readers. Of {cells} pairs of "
        f"site and tactic {known} have a standing; the other {cells - known} are unknown, which is not a no. The sites "
        "are those whose pages could be reached: no sample of the country, and tilted towards what police announce."
    )
    agreed = [f"Of pages read twice, {row}." for row in data.agreement()[:1]]
    return wrap(" ".join([text, *agreed]), WIDTH)


def _letters(data: Dataset) -> Iterator[str]:
    yield 'da.sites_using("letters")'
    yield from _answer(data.sites_using("letters"), _first_piece)


def _first_piece(site: Site) -> Evidence:
    return site.use_of("letters").claims[0].evidence[0]


def _between(data: Dataset) -> Iterator[str]:
    yield 'da.operations_between("2020-10", "2021-12-31", site="sacramento-county-ca")'
    operations = data.operations_between("2020-10", "2021-12-31", site="sacramento-county-ca")
    yield from _answer(operations, lambda operation: data.why(operation, "when")[0].evidence[0])


def _agencies(data: Dataset) -> Iterator[str]:
    yield 'da.agencies_for("hot-spots-2021")'
    ties = {tie.party: tie for tie in data.ties("hot-spots-2021")}
    yield from _answer(data.agencies_for("hot-spots-2021"), lambda agency: ties[agency.id].evidence[0])


def _answer(table: Table[R], evidence: Callable[[R], Evidence]) -> Iterator[str]:
    for row in table[:ANSWER_ROWS]:
        piece = evidence(row)
        yield _cut(f"  {row.id:<38} {piece.source}, {piece.locator}")
    if len(table) > ANSWER_ROWS:
        yield f"  ... and {len(table) - ANSWER_ROWS} more"


def _cut(line: str, width: int = WIDTH) -> str:
    return line if len(line) <= width else f"{line[: width - 3]}..."


if __name__ == "__main__":
    main()
