"""Compiles drafts into records: rival values ranked, claims weighed, menus resolved."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from demandatlas.answers import Agreement
from demandatlas.curate.problems import Problem
from demandatlas.curate.shaping import PLAIN, Draft, Part, Told, required, told_types
from demandatlas.dated import dated_index
from demandatlas.evidence import Sources, ranked, standing, values_of, weighed
from demandatlas.index import index_of
from demandatlas.parts import Evidence, Outcome, Participation, ReportedUse, Statement, TacticClaim, TacticUse
from demandatlas.records import RECORDS, Menu, Record, Source
from demandatlas.store import META, files_of, meta_of


def compile_drafts(drafts: Sequence[Draft]) -> tuple[list[Record], list[Problem]]:
    """The records of these drafts, and what keeps one from being made; a draft with an unknown source is left out."""
    sources = {draft.source.id: draft.source for draft in drafts if draft.source}
    records = [draft.record for draft in drafts if draft.record]
    problems: list[Problem] = []
    menus: dict[str, Menu] = {}
    for draft in sorted(drafts, key=lambda draft: draft.seed.kind != "menu"):
        if RECORDS[draft.seed.kind] in PLAIN or any(piece.source not in sources for _, piece in draft.pieces()):
            continue
        record = _record(draft, sources, menus, problems)
        if isinstance(record, Menu):
            menus[record.id] = record
        records += [record] if record else []
    return records, problems


def compiled_files(records: Iterable[Record], agreement: Iterable[Agreement] = ()) -> dict[str, bytes]:
    """The files of the compiled dataset, by name, with how far two readers agreed."""
    records = list(records)
    files = files_of(records, index_of(records), dated_index(records), agreement)
    newest = max(
        (record.retrieved.isoformat() for record in records if isinstance(record, Source)), default="0001-01-01"
    )
    return {**files, META: meta_of(files, newest)}


def _record(draft: Draft, sources: Sources, menus: Mapping[str, Menu], problems: list[Problem]) -> Record | None:
    kind = RECORDS[draft.seed.kind]
    statements = _statements([_with_menu(told, sources, menus) for told in draft.told], sources)
    values: dict[str, Any] = {**values_of(statements), **_parts(draft, sources, problems)}
    missing = [name for name in told_types(kind) if name in required(kind) and name not in values]
    problems += [
        draft.seed.problem("", f"no [[told]] table gives {name!r}; add it with its evidence")
        for name in missing
        if not any(key == name for _, key, _ in draft.seed.values)
    ]
    order = list(attrs.fields_dict(kind))
    in_order = tuple(sorted(statements, key=lambda statement: order.index(statement.field)))
    return None if missing else kind(id=draft.seed.id, statements=in_order, **values)


def _with_menu(told: Told, sources: Sources, menus: Mapping[str, Menu]) -> Told:
    if told.field != "listed_tactics":
        return told
    menu = menus.get(sources[told.evidence.source].menu or "")
    return attrs.evolve(told, value=menu.tactics if menu else ())


def _statements(told: Iterable[Told], sources: Sources) -> tuple[Statement, ...]:
    """One statement for each field and value, its evidence together; for each field the one to take first."""
    by_field: dict[str, dict[Any, list[Told]]] = {}
    for each in told:
        by_field.setdefault(each.field, {}).setdefault(each.value, []).append(each)
    return tuple(
        statement
        for field, by_value in by_field.items()
        for statement in ranked((_statement(field, value, group) for value, group in by_value.items()), sources)
    )


def _statement(field: str, value: Any, group: Sequence[Told]) -> Statement:
    basis, evidence = weighed((each.basis, each.evidence) for each in group)
    return Statement(field=field, value=value, basis=basis, evidence=evidence)


def _together(notes: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(note for note in notes if note))


def _parts(draft: Draft, sources: Sources, problems: list[Problem]) -> dict[str, Any]:
    by_table: dict[str, list[Part]] = {}
    for part in draft.parts:
        by_table.setdefault(part.table, []).append(part)
    made: dict[str, Any] = {}
    if claims := by_table.get("claims"):
        made["tactic_uses"] = tuple(_uses(claims, sources))
    if participations := by_table.get("participations"):
        made["participations"] = tuple(_participations(participations))
    if outcomes := by_table.get("outcomes"):
        made["outcomes"] = tuple(_outcomes(draft, outcomes, sources, problems))
    if reported := by_table.get("reported"):
        made["reported"] = tuple(ReportedUse(evidence=part.evidence, **part.values) for part in reported)
    return made


def _uses(parts: Sequence[Part], sources: Sources) -> Iterable[TacticUse]:
    by_tactic: dict[str, list[TacticClaim]] = {}
    for part in parts:
        values = dict(part.values)
        by_tactic.setdefault(values.pop("tactic"), []).append(TacticClaim(evidence=part.evidence, **values))
    for tactic, claims in sorted(by_tactic.items()):
        ordered = tuple(sorted(claims, key=_in_time))
        yield TacticUse(tactic=tactic, standing=standing(ordered, sources), claims=ordered)  # type: ignore[arg-type]


def _in_time(claim: TacticClaim) -> tuple[Any, ...]:
    return (0, claim.when.sort_key(), claim.stance) if claim.when else (1, (), claim.stance)


def _participations(parts: Sequence[Part]) -> Iterable[Participation]:
    """One participation a party and role; what several tables tell of the same one is brought together."""
    together: dict[tuple[str, str], Participation] = {}
    for part in parts:
        values = dict(part.values)
        for party in values.pop("parties"):
            new = Participation(party=party, evidence=part.evidence, **values)
            old = together.setdefault((party, new.role), new)
            if old is not new:
                together[party, new.role] = _both(old, new)
    return together.values()


def _both(old: Participation, new: Participation) -> Participation:
    basis, evidence = weighed((piece.basis or part.basis, piece) for part in (old, new) for piece in part.evidence)
    return attrs.evolve(old, note=_together((old.note, new.note)), basis=basis, evidence=evidence)


def _outcomes(draft: Draft, parts: Sequence[Part], sources: Sources, problems: list[Problem]) -> Iterable[Outcome]:
    by_key: dict[str, list[Part]] = {}
    for part in parts:
        by_key.setdefault(part.values["key"], []).append(part)
    for key, group in by_key.items():
        problems += _unlike(draft, key, group)
        statements = _statements([_count_told(part, piece) for part in group for piece in part.evidence], sources)
        values = {name: value for name, value in group[0].values.items() if name not in ("basis", "count")}
        values["note"] = _together(part.values.get("note", "") for part in group)
        yield Outcome(count=statements[0].value, statements=statements, **values)  # type: ignore[arg-type]


def _unlike(draft: Draft, key: str, group: Sequence[Part]) -> Iterator[Problem]:
    first = group[0].values
    for part in group[1:]:
        for name in ("what", "of", "offense", "part_of"):
            if part.values.get(name) != first.get(name):
                what = f"differs from the first table with the key {key!r}; make them alike, or use another key"
                yield draft.seed.problem(f"{part.path}.{name}", what)


def _count_told(part: Part, piece: Evidence) -> Told:
    return Told(part.path, "count", part.values["count"], part.values.get("basis", "stated"), piece)
