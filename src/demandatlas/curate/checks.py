"""What has to hold between seeds: references, evidence, dates; every problem is reported.

What one value has to be is in ``texts``, what a place has to be in ``places``, and the guard for names in ``names``.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from demandatlas.curate.names import NameGuard, name_problems
from demandatlas.curate.places import place_problems
from demandatlas.curate.problems import Problem
from demandatlas.curate.progress import Progress, watched
from demandatlas.curate.reading import Folder
from demandatlas.curate.shaping import Draft
from demandatlas.curate.texts import lines_in, value_problems
from demandatlas.naming import nearest, slug
from demandatlas.parts import Evidence
from demandatlas.records import RECORDS, Source
from demandatlas.when import When

_REFERENCES: Mapping[str, tuple[str, ...]] = {
    "source": ("source",),
    "repeats": ("source",),
    "menu": ("menu",),
    "sites": ("site",),
    "served_by": ("site",),
    "series": ("series",),
    "programs": ("program",),
    "parties": ("agency", "organization"),
    "successor": tuple(kind for kind in RECORDS if kind != "retired"),
}
_DATED = ("when", "announced", "founded")
_NOT_YET = ("planned", "authorized")

Sources = Mapping[str, Source]
MenuLines = Mapping[str, set[int]]
"""For each source, the lines of its text that print a menu."""


def check(
    folder: Folder, drafts: Sequence[Draft], guard: NameGuard, progress: Progress | None = None
) -> Iterator[Problem]:
    """Everything that is wrong in seeds that have been read and shaped."""
    sources = {draft.source.id: draft.source for draft in drafts if draft.source}
    menu_lines = _menu_lines(drafts)
    nearest_id = _Nearest(folder.ids)
    for draft in watched(drafts, "seeds checked", progress):
        yield from _dangling(draft, folder, nearest_id)
        yield from value_problems(draft.seed)
        yield from name_problems(draft.seed, guard)
        yield from _evidence_problems(draft, sources, menu_lines)
        yield from _late_events(draft, sources)
        yield from _source_problems(draft, folder.blocked)
        yield from place_problems(draft)
        yield from _outcome_wholes(draft)
    yield from _loops({draft.seed.id: draft for draft in drafts if draft.seed.kind == "operation"}, "part_of")
    yield from _loops({draft.seed.id: draft for draft in drafts if draft.seed.kind == "source"}, "repeats")
    yield from _doubled_labels(draft for draft in drafts if draft.seed.kind == "tactic")


class _Nearest:
    """What to do about an id that does not exist; found once for each, since many may cite it."""

    def __init__(self, ids: Mapping[str, Collection[str]]) -> None:
        self._ids = ids
        self._found: dict[tuple[str, tuple[str, ...]], str] = {}

    def __call__(self, asked: str, kinds: tuple[str, ...]) -> str:
        if (asked, kinds) not in self._found:
            self._found[asked, kinds] = self._hint(asked, kinds)
        return self._found[asked, kinds]

    def _hint(self, asked: str, kinds: tuple[str, ...]) -> str:
        for kind in self._ids:
            if asked in self._ids[kind]:
                return f"that is the id of another kind, {kind}"
        close = nearest(asked, [id for kind in kinds for id in self._ids[kind]])
        return f"did you mean {close[0]!r}?" if close else f"add a seed for it under {RECORDS[kinds[0]].TABLE}/"


def _dangling(draft: Draft, folder: Folder, nearest_id: _Nearest) -> Iterator[Problem]:
    for path, key, value in draft.seed.values:
        wanted = _wanted_kinds(path, key)
        if isinstance(value, str) and wanted and not any(value in folder.ids[kind] for kind in wanted):
            kind = "record" if key == "successor" else " or ".join(wanted)
            yield draft.seed.problem(path, f"there is no {kind} {value!r}; {nearest_id(value, wanted)}")


def _wanted_kinds(path: str, key: str) -> tuple[str, ...]:
    if key == "part_of":
        return ("operation",) if path.startswith("told") else ()
    return _REFERENCES.get(key, ())


def _evidence_problems(draft: Draft, sources: Sources, menu_lines: MenuLines) -> Iterator[Problem]:
    for path, piece in draft.pieces():
        if piece.readings not in (1, 2):
            yield draft.seed.problem(f"{path}.readings", f"{piece.readings} readings; give 1 or 2")
    for part in draft.parts:
        if part.table == "claims" and all(_is_menu(piece, menu_lines) for piece in part.evidence):
            what = "a claim that rests on a menu only: the list is printed for every place; cite the narrative instead"
            yield draft.seed.problem(part.path, what)
    for told in draft.told:
        if told.field == "listed_tactics" and (source := sources.get(told.evidence.source)) and not source.menu:
            what = f"the source {source.id!r} names no menu; add menu = to it"
            yield draft.seed.problem(f"{told.path}.listed_tactics", what)


def _is_menu(piece: Evidence, menu_lines: MenuLines) -> bool:
    lines = lines_in(piece.locator)
    return _names_menu(piece) or (bool(lines) and set(lines) <= menu_lines.get(piece.source, set()))


def _names_menu(piece: Evidence) -> bool:
    return piece.locator == "list" or piece.locator.startswith("list ")


def _menu_lines(drafts: Iterable[Draft]) -> MenuLines:
    lines: dict[str, set[int]] = {}
    for draft in drafts:
        for _, piece in draft.pieces():
            if _names_menu(piece):
                lines.setdefault(piece.source, set()).update(lines_in(piece.locator))
    return lines


def _late_events(draft: Draft, sources: Sources) -> Iterator[Problem]:
    dated: list[tuple[str, Any, tuple[Evidence, ...]]]
    dated = [(f"{told.path}.{told.field}", told.value, (told.evidence,)) for told in draft.told if told.field in _DATED]
    dated += [
        (f"{part.path}.when", part.values.get("when"), part.evidence)
        for part in draft.parts
        if part.values.get("stance") not in _NOT_YET
    ]
    for path, when, evidence in dated:
        for source in dict.fromkeys(piece.source for piece in evidence):
            known = sources[source].known_from if source in sources else None
            if known and isinstance(when, When) and when.earliest_end > known:
                late = f"{when.edtf} is later than {source!r} was published ({known})"
                yield draft.seed.problem(path, f"{late}; mend one of the dates")


def _source_problems(draft: Draft, hosts: Sequence[str]) -> Iterator[Problem]:
    if draft.seed.kind != "source":
        return
    url = str(draft.seed.data.get("url", "")).casefold()
    for host in hosts:
        if re.search(rf"(?<![\w-]){re.escape(host)}(?![\w-]|\.\w)", url):
            what = f"pages of {host} are machine-written and never a source; remove it"
            yield draft.seed.problem("url", what)
    source = draft.source
    if source and source.published and source.published.earliest_end > source.retrieved:
        what = f"{source.published.edtf} is later than the day of retrieval, {source.retrieved}; mend one of the dates"
        yield draft.seed.problem("published", what)


def _loops(drafts: Mapping[str, Draft], field: str) -> Iterator[Problem]:
    """The records that lead back to themselves by a field."""
    targets = {id: _targets(draft, field) for id, draft in drafts.items()}
    for id, paths in targets.items():
        for path in paths.values():
            if _leads_back(id, lambda each: targets.get(each, {})):
                verb = {"part_of": "is a part of", "repeats": "repeats"}[field]
                yield drafts[id].seed.problem(path, f"{id!r} {verb} itself, in the end; break the loop")
                break


def _targets(draft: Draft, field: str) -> dict[str, str]:
    """What the field of a seed names, with the key path where it does."""
    return {
        value: path
        for path, key, value in draft.seed.values
        if key == field and isinstance(value, str) and not path.startswith("outcomes")
    }


def _outcome_wholes(draft: Draft) -> Iterator[Problem]:
    parts = {part.values["key"]: part for part in draft.parts if part.table == "outcomes"}
    told = {value for path, key, value in draft.seed.values if key == "key"}
    wholes = {key: [part.values["part_of"]] for key, part in parts.items() if part.values.get("part_of")}
    for key, (whole,) in wholes.items():
        path = f"{parts[key].path}.part_of"
        if whole not in told:
            what = f"there is no outcome with the key {whole!r} here; name one of {', '.join(parts)}"
            yield draft.seed.problem(path, what)
        elif _leads_back(key, lambda each: wholes.get(each, ())):
            yield draft.seed.problem(path, f"the outcome {key!r} is a part of itself, in the end; break the loop")


def _leads_back(start: str, following: Callable[[str], Iterable[str]]) -> bool:
    seen: set[str] = set()
    waiting = list(following(start))
    while waiting:
        each = waiting.pop()
        if each == start:
            return True
        if each not in seen:
            seen.add(each)
            waiting += following(each)
    return False


def _doubled_labels(drafts: Iterable[Draft]) -> Iterator[Problem]:
    """A label that would answer to two tactics."""
    taken: dict[str, str] = {}
    for draft in drafts:
        for path, key, value in (("", "id", draft.seed.id), *draft.seed.values):
            if key in ("id", "label", "aliases") and isinstance(value, str):
                other = taken.setdefault(slug(value), draft.seed.id)
                if other != draft.seed.id:
                    yield draft.seed.problem(path, f"{value!r} is a name of {other!r} too; leave it to one of them")
