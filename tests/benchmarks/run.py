"""The one command: ``python tests/benchmarks/run.py [--quick]`` prints the table and writes it to ``docs``.

Run it with the python of a virtual environment that has the extra ``benchmark``. Without ``--quick`` it takes about
half an hour, most of it for the larger dataset, and a gigabyte of memory.
"""

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import attrs
import cold
import peers
from engines import Ours, engines_over
from measuring import (
    MILLION,
    Ratio,
    call_seconds,
    has_callgrind,
    has_proc,
    instructions,
    peak_memory,
    process_seconds,
    within_rounds,
)
from objects import loads
from report import page
from synthetic import SIZES, Synthetic

from demandatlas.dataset import Dataset

DOCS = Path(__file__).parents[2] / "docs"
MIB = 2**20
GROWTH = {"small": 1.3, "large": 4.0}
"""How many times the bundled dataset a question may cost of a larger one."""

HUNDREDTH = (200, 2_000)
"""Sites and operations of the dataset that is a hundredth of the large one."""


@attrs.frozen
class Row:
    """One line of the table.

    Attributes:
        what: what was measured.
        against: what it is compared with.
        unit: of what the ratio is.
        ratio: how many times the other it is.
        goal: what the ratio may be at most; none where it is only told.
        detail: the figures behind it.
    """

    what: str
    against: str
    unit: str
    ratio: Ratio
    goal: float | None
    detail: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; none where there is no goal."""
        return None if self.goal is None else self.ratio.middle <= self.goal

    def __str__(self) -> str:
        met = {True: "met", False: "NOT MET", None: "told"}[self.met]
        spread = "" if self.ratio.low == self.ratio.high else f" [{self.ratio.low:.2f} to {self.ratio.high:.2f}]"
        goal = "" if self.goal is None else f", goal {self.goal:g}"
        return (
            f"{met:8}{self.what} / {self.against} ({self.unit}): {self.ratio.middle:.3g}{spread}{goal}  {self.detail}"
        )


def cold_rows(folders: dict[str, Path]) -> Iterator[Row]:
    """Instructions of a fresh process: the import, the first answers, and their growth with the data."""
    first = cold.first_codes()
    counted = {code: instructions(code) for code in (cold.BARE, cold.IMPORT, cold.FLOOR, *first.values())}
    yield _counted("import demandatlas", counted[cold.IMPORT], "python -c pass", counted[cold.BARE], 1.03)
    for name, code in first.items():
        goal = 1.15 if name.endswith(f" {cold.FEW} records") else None
        yield _counted(f"first {name}", counted[code], "the record classes", counted[cold.FLOOR], goal)
    bundled = Dataset.bundled()
    for question, values in cold.BUNDLED.items():
        own = instructions(cold.code_of(question, values))
        size = cold.answered(bundled, question, values)
        for name in sorted(folders.keys() & GROWTH.keys(), reverse=True):
            asked = cold.of_same_size(Dataset.open(folders[name]), question, size)
            larger = instructions(cold.code_of(question, asked, folders[name]))
            yield _counted(
                f"first {question}, {name}, {size} records", larger, "the bundled dataset", own, GROWTH[name]
            )


def _counted(what: str, mine: int, against: str, theirs: int, goal: float | None) -> Row:
    detail = f"{mine / MILLION:.1f} M against {theirs / MILLION:.1f} M"
    return Row(what, against, "instructions", Ratio.of([mine / theirs]), goal, detail)


def reading_rows(folder: Path) -> Iterator[Row]:
    """How many records a question reads for each that it answers with, besides a site that it names."""
    for question, values in cold.BUNDLED.items():
        size = cold.answered(Dataset.bundled(), question, values)
        asked = cold.of_same_size(Dataset.open(folder), question, size)
        fresh = Dataset.open(folder)
        answer = list(eval(f"fresh.{cold.ASKED[question].format(**asked)}", {"fresh": fresh}))
        read = set(fresh._store._records) - {asked.get("site")}
        ratio = Ratio.of([len(read) / len(answer)])
        yield Row(f"records read for {question}", "records answered", "records", ratio, 1.0)


def memory_rows(folders: dict[str, Path]) -> Iterator[Row]:
    """The most memory that one question needs beyond the record classes."""
    floor = peak_memory(cold.FLOOR)
    attrs_only = peak_memory("import attrs")
    for name, code in cold.first_codes().items():
        peak = peak_memory(code)
        more = f"{(peak - attrs_only) / MIB:.1f} MiB more, {(peak - floor) / MIB:.1f} over the record classes"
        ratio = Ratio.of([(peak - attrs_only) / (8 * MIB)])
        yield Row(f"memory after {name}", "8 MiB over import attrs", "bytes", ratio, 1.0, more)
    for question, values in cold.BUNDLED.items():
        size = cold.answered(Dataset.bundled(), question, values)
        asked = cold.of_same_size(Dataset.open(folders["large"]), question, size)
        more = peak_memory(cold.code_of(question, asked, folders["large"])) - floor
        files = cold.read_bytes(folders["large"], question)
        yield Row(f"memory after {question}, large", "the files that it had to read", "bytes",
                  Ratio.of([more / files]), 1.0, f"{more / MIB:.1f} of {files / MIB:.0f} MiB")  # fmt: skip


def peer_rows(rounds: int) -> Iterator[Row]:
    """Whole processes: an import and one look-up."""
    seconds = process_seconds({"bare": cold.BARE, **peers.OURS, **peers.installed()}, rounds)
    for mine in peers.OURS:
        yield Row(mine, "python -c pass", "seconds", within_rounds(seconds, mine, "bare"), None)
        for peer in peers.installed():
            yield Row(mine, peer, "seconds", within_rounds(seconds, mine, peer), 1.0)


def steady_rows(name: str, folder: Path, rounds: int) -> Iterator[Row]:
    """Warm questions with answers of at most 20 records: asked again, and in words that were never used before."""
    data = Dataset.open(folder)
    sites, operations = _asked_of(data)
    engines = {"ours": Ours(data), **dict(engines_over(data))}
    for kind, questions in (("sites_using", sites), ("operations_between", operations)):
        calls = {engine: _asking(asked, kind, questions) for engine, asked in engines.items()}
        seconds = call_seconds(calls, rounds)
        each = min(seconds["ours"]) / len(questions) * MILLION
        for engine in list(engines)[1:]:
            theirs = min(seconds[engine]) / len(questions) * MILLION
            yield Row(f"steady {kind}, {name}", engine, "seconds", within_rounds(seconds, "ours", engine), 1.0,
                      f"{each:.1f} against {theirs:.1f} us")  # fmt: skip
    never = {engine: _never_asked(asked, operations) for engine, asked in engines.items()}
    seconds = call_seconds(never, 3)
    for engine in list(engines)[1:]:
        yield Row(f"operations_between in new words, {name}", engine, "seconds",
                  within_rounds(seconds, "ours", engine), None)  # fmt: skip


def _asked_of(data: Dataset) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """Questions whose answers hold 1 to 20 records; no more of them than a dataset keeps answers."""
    states = [
        (values["tactic"], values["state"])
        for values in cold.questions(data, "sites of a state and kind")
        if 1 <= len(data.sites_using(values["tactic"], state=values["state"])) <= 20  # type: ignore[arg-type]
    ]
    windows = [
        (f"{values['since']}-01-01", f"{values['until']}-12-31", values["site"])
        for values in cold.questions(data, "operations at a site")
        if 1 <= cold.answered(data, "operations at a site", values) <= 20
    ]
    return states[:100], windows[:100]


def _asking(engine: object, kind: str, questions: list[tuple[str, ...]]) -> Callable[[], object]:
    ask = getattr(engine, kind.partition("_")[0])
    for question in questions:
        ask(*question)
    return lambda: [ask(*question) for question in questions]


def _never_asked(engine: object, questions: list[tuple[str, ...]]) -> Callable[[], object]:
    """The same questions with another first day each round, so that no answer can have been kept."""
    days = iter(f"{day:02}" for day in range(2, 29))
    ask = engine.operations  # type: ignore[attr-defined]

    def ask_all() -> object:
        day = next(days)
        return [ask(f"{since[:8]}{day}", until, site) for since, until, site in questions]

    return ask_all


def size_rows(folders: dict[str, Path], rounds: int) -> Iterator[Row]:
    """A hundred times the data, an answer of the same size."""
    small, large = Dataset.open(folders["hundredth"]), Dataset.open(folders["large"])
    for question, size in (("sites of a state and kind", 3), ("operations at a site", 3)):
        asked = {}
        for name, data in (("hundredth", small), ("large", large)):
            values = cold.of_same_size(data, question, size)
            asked[name] = _repeated(data, cold.ASKED[question].format(**values))
        yield Row(f"steady {question}, {size} records, large", "a hundredth of the data", "seconds",
                  within_rounds(call_seconds(asked, rounds), "large", "hundredth"), 1.3)  # fmt: skip


def _repeated(data: Dataset, asked: str) -> Callable[[], object]:
    ask = eval(f"lambda: list(data.{asked})", {"data": data})
    ask()
    return lambda: [ask() for _ in range(2_000)]


def object_rows(folder: Path, rounds: int) -> Iterator[Row]:
    """All records of a kind to objects."""
    for kind in ("operation", "site"):
        seconds = call_seconds(loads(folder, kind), rounds)
        running = call_seconds(loads(folder, kind), min(rounds, 5), collecting=True)
        yield Row(f"all {kind} records to objects, small", "msgspec Structs", "seconds",
                  within_rounds(seconds, "ours", "msgspec"), 6.0)  # fmt: skip
        yield Row(f"the same of {kind} records, the collector running as it does in any process", "msgspec Structs",
                  "seconds", within_rounds(running, "ours", "msgspec"), None)  # fmt: skip


def rows(quick: bool, work: Path) -> Iterator[Row]:
    """Every row of the table, in order."""
    sizes = {**SIZES, "hundredth": HUNDREDTH}
    folders = {name: Synthetic(*size).write(work / f"{name}-{size[0]}-{size[1]}") for name, size in sizes.items()}
    rounds = 7 if quick else 31
    if has_callgrind():
        yield from cold_rows(folders)
    else:
        print("valgrind is not installed: no instructions are counted")
    yield from reading_rows(folders["large"])
    for name in ("bundled",) if quick else ("small", "large"):
        yield from steady_rows(name, folders.get(name, BUNDLED_DATA), rounds)
    yield from size_rows(folders, rounds)
    if find_spec("msgspec"):
        yield from object_rows(folders["small"], min(rounds, 9))
    if has_proc():
        yield from memory_rows(folders)
    yield from peer_rows(rounds)


BUNDLED_DATA = Path(__file__).parents[2] / "src" / "demandatlas" / "data"


def machine() -> dict[str, object]:
    """Where it was measured, without the machine's name."""
    libraries = ("attrs", "cattrs", "msgspec", "pandas", "polars", "duckdb", *peers.installed())
    return {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "libraries": {name: version(name) for name in libraries if find_spec(name)},
    }


def main() -> int:
    """Measure, print, write; the exit status says nothing of goals."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument(
        "--quick", action="store_true", help="fewer rounds, and other engines over the bundled data only"
    )
    given.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "demandatlas-benchmarks")
    options = given.parse_args()
    if sys.prefix == sys.base_prefix:
        print(
            "this is no virtual environment: its python may start slowly, and the ratios may flatter", file=sys.stderr
        )
    measured = []
    for row in rows(options.quick, options.work):
        print(row, flush=True)
        measured.append({**attrs.asdict(row), "met": row.met})
    found = {"machine": machine(), "quick": options.quick, "rows": measured}
    (DOCS / "data").mkdir(parents=True, exist_ok=True)
    (DOCS / "data" / "performance.json").write_text(json.dumps(found, indent=2) + "\n")
    (DOCS / "performance.md").write_text(page(found))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
