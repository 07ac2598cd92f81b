"""The page that the one command writes: method, machine, results, and what did not help."""

from pathlib import Path
from typing import Any

PROSE = Path(__file__).with_name("performance_notes.md")


def page(found: dict[str, Any]) -> str:
    """The page of one run."""
    method, _, notes = PROSE.read_text().partition("<!-- results -->\n")
    return f"{method}{_machine(found)}\n{_table(found['rows'])}\n{notes}"


def _machine(found: dict[str, Any]) -> str:
    machine = found["machine"]
    libraries = ", ".join(f"{name} {version}" for name, version in machine["libraries"].items())
    few = " A quick run: few rounds." if found["quick"] else ""
    return (
        f"Python {machine['python']} on {machine['system']}, {machine['cores']} cores, load {machine['load']} at "
        f"the end; {libraries}.{few}\n"
    )


def _table(rows: list[dict[str, Any]]) -> str:
    head = "| what | against | unit | ratio | middle half | goal | met | figures |\n|---|---|---|---|---|---|---|---|"
    return "\n".join([head, *map(_line, rows)]) + "\n"


def _line(row: dict[str, Any]) -> str:
    ratio = row["ratio"]
    spread = "exact" if ratio["low"] == ratio["high"] else f"{ratio['low']:.3g} to {ratio['high']:.3g}"
    goal = "" if row["goal"] is None else f"{row['goal']:g}"
    met = {True: "yes", False: "**no**", None: ""}[row["met"]]
    cells = (row["what"], row["against"], row["unit"], f"{ratio['middle']:.3g}", spread, goal, met, row["detail"])
    return f"| {' | '.join(cells)} |"
