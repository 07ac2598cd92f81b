"""The ids that were ever published: a committed list that ``build`` adds to, so that none is lost or given again."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from demandatlas.curate.problems import Problem
from demandatlas.curate.reading import Folder
from demandatlas.records import RECORDS, Record

FILE = "published.txt"
HEADER = "# Kind and id of every record that was ever published. Written by build, which only adds to it.\n"


def published_problems(folder: Folder) -> Iterator[Problem]:
    """The published ids that are lost or given again, and the retired ones that are in use."""
    for number, line in _lines(folder.path) if folder.ids else ():
        kind, _, id = line.partition(" ")
        if kind not in RECORDS or not id or " " in id:
            yield Problem(FILE, number, "", f"{line!r} is no kind and id; write them like: site folsom-ca")
        elif id not in folder.ids[kind] and id not in folder.ids["retired"]:
            yield _lost(number, kind, id, folder)
    for id in folder.ids.get("retired", ()):
        for file in (ids[id] for kind, ids in folder.ids.items() if kind != "retired" and id in ids):
            what = f"the id {id!r} is retired and never given again; give this record another id"
            yield Problem(file, 0, "", f"{what}, or remove retired/{id}.toml if nobody ever saw it retired")


def published_with(folder: Path, records: Iterable[Record]) -> bytes:
    """The list with these records added; no line is ever left out."""
    lines = {line for _, line in _lines(folder)}
    lines |= {f"{record.KIND} {record.id}" for record in records if record.KIND != "retired"}
    return (HEADER + "".join(f"{line}\n" for line in sorted(lines))).encode()


def _lost(number: int, kind: str, id: str, folder: Folder) -> Problem:
    for other, ids in folder.ids.items():
        if id in ids:
            what = f"the id {id!r} was published as a {kind} and is never given again; give this {other} another id"
            return Problem(ids[id], 0, "", f"{what}, and retire {id!r}")
    what = f"the {kind} {id!r} was published and is gone; bring its seed back, or retire the id with"
    remedy = f"python -m demandatlas.curate new retired {id}"
    return Problem(FILE, number, "", f"{what}: {remedy} (if it was in no release or commit, remove this line)")


def _lines(folder: Path) -> Iterator[tuple[int, str]]:
    """The lines that name an id, with their numbers."""
    path = folder / FILE
    text = path.read_text("utf-8", "replace") if path.is_file() else ""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            yield number, line.strip()
