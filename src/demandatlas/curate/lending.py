"""What a folder of seeds without tactics of its own is lent, so that it can be asked by tactic."""

from collections.abc import Iterator

from demandatlas.curate.problems import Problem
from demandatlas.curate.reading import Folder
from demandatlas.parts import ReportedUse, Statement
from demandatlas.records import Record, Source, Tactic
from demandatlas.store import Store, bundled_files

Name = tuple[str, str]
"""A kind and an id."""


def lent(folder: Folder) -> tuple[Record, ...]:
    """The bundled tactics, the sources that they cite and what these name in turn; nothing if the seeds have tactics.

    A source or menu that the seeds have themselves is theirs, not the bundled one.
    """
    if folder.ids.get("tactic"):
        return ()
    store = Store(bundled_files(), "demandatlas")
    found: dict[Name, Record] = {}
    waiting = [("tactic", id) for id in store.ids("tactic")]
    while waiting:
        kind, id = name = waiting.pop()
        record = None if id in folder.ids.get(kind, ()) or name in found else store.get(kind, id)
        if record:
            found[name] = record
            waiting += _named_by(record)
    return tuple(found.values())


def taken_ids(folder: Folder) -> Iterator[Problem]:
    """A problem for each seed whose id a lent record of another kind has."""
    kinds = {record.id: record.KIND for record in lent(folder)}
    for ids in folder.ids.values():
        for id, file in ids.items():
            if id in kinds:
                what = f"the id {id!r} is that of a bundled {kinds[id]}; ids are unique over all kinds, rename it"
                yield Problem(file, 0, "", what)


def _named_by(record: Record) -> Iterator[Name]:
    if isinstance(record, Source):
        yield from (("source", id) for id in record.repeats)
        yield from (("menu", id) for id in (record.menu,) if id)
    reported = record.reported if isinstance(record, Tactic) else ()
    told: tuple[Statement | ReportedUse, ...] = (*record.statements, *reported)
    yield from (("source", piece.source) for each in told for piece in each.evidence)
