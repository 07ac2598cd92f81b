"""Shapes seeds into drafts: every table of a seed becomes typed values with their evidence, or problems."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, Literal

import attrs
import cattrs
from cattrs import IterableValidationNote

from demandatlas.convert import strict_converter
from demandatlas.count import Count
from demandatlas.curate.problems import Problem
from demandatlas.curate.reading import Seed
from demandatlas.errors import DemandAtlasError
from demandatlas.ids import Basis, TacticId
from demandatlas.naming import nearest
from demandatlas.parts import Evidence, Outcome, Participation, ReportedUse, TacticClaim
from demandatlas.records import RECORDS, Record, Retired, Source

Types = Mapping[str, Any]

EVIDENCE: Types = {field.name: field.type for field in attrs.fields(Evidence) if field.name != "basis"}
_INLINE: Types = {name: kind for name, kind in EVIDENCE.items() if name != "note"}
"""The evidence inside a table of parts, where a note is the part's own."""
PLAIN = (Source, Retired)
"""The records whose seeds hold plain keys: the first are what evidence points to, the others the curators' own acts."""
_PARTS: Mapping[str, tuple[str, type]] = {
    "claims": ("tactic_uses", TacticClaim),
    "outcomes": ("outcomes", Outcome),
    "participations": ("participations", Participation),
    "reported": ("reported", ReportedUse),
}
"""The tables of a seed that hold parts: the record's field that they fill, and what they are."""
_EXTRA: Mapping[str, Types] = {
    "claims": {"tactic": TacticId},
    "outcomes": {"basis": Basis},
    "participations": {"parties": tuple[str, ...]},
    "reported": {},
}
_NOT_WRITTEN = {"evidence", "statements", "party"}


@attrs.frozen
class Told:
    """One value that one piece of evidence supports."""

    path: str
    field: str
    value: Any
    basis: Basis
    evidence: Evidence


@attrs.frozen
class Part:
    """One table of claims, outcomes, participations or reports: its values and its evidence."""

    table: str
    path: str
    values: dict[str, Any]
    evidence: tuple[Evidence, ...]


@attrs.frozen
class Draft:
    """A seed whose tables have been shaped; one with plain keys is a record already, where nothing is wrong with it."""

    seed: Seed
    told: tuple[Told, ...]
    parts: tuple[Part, ...]
    record: Record | None

    @property
    def source(self) -> Source | None:
        """The record, where it is a source."""
        return self.record if isinstance(self.record, Source) else None

    def pieces(self) -> Iterator[tuple[str, Evidence]]:
        """Every piece of evidence with the key path of its table."""
        yield from dict.fromkeys((told.path, told.evidence) for told in self.told)
        yield from ((part.path, piece) for part in self.parts for piece in part.evidence)


def shape(seed: Seed) -> tuple[Draft, list[Problem]]:
    """The draft of a seed, and all that is wrong in its tables."""
    shaper = _Shaper(seed)
    if RECORDS[seed.kind] in PLAIN:
        draft = Draft(seed, (), (), shaper.plain())
    else:
        draft = Draft(seed, tuple(shaper.told()), tuple(shaper.parts()), None)
    return draft, shaper.problems


def told_types(record: type[Record]) -> Types:
    """The fields of a record that a ``[[told]]`` table can give, with their types."""
    parts = {field for field, _ in _PARTS.values()}
    types = {field.name: field.type for field in attrs.fields(record) if field.name not in ("id", "statements", *parts)}
    return {**types, "listed_tactics": Literal["menu"]} if "listed_tactics" in types else types


class _Shaper:
    """Shapes one seed and gathers what is wrong with it."""

    def __init__(self, seed: Seed) -> None:
        self.seed = seed
        self.record = RECORDS[seed.kind]
        self.problems: list[Problem] = []

    def plain(self) -> Record | None:
        types = told_types(self.record)
        values = self._values("", self.seed.data, types)
        needed = [name for name in required(self.record) if name in types]
        for name in needed:
            if name not in self.seed.data:
                self._problem("", f"a {self.seed.kind} needs {name!r}; add it")
        return self.record(id=self.seed.id, **values) if all(name in values for name in needed) else None

    def told(self) -> Iterator[Told]:
        types = told_types(self.record)
        self._check_tables()
        for path, table in self._tables("told"):
            values = self._values(path, table, {**EVIDENCE, "basis": Basis, **types})
            basis = values.pop("basis", "stated")
            evidence = self._evidence(path, table, values, EVIDENCE)
            fields = {name: value for name, value in values.items() if name in types}
            if table.keys() <= {*EVIDENCE, "basis"}:
                self._problem(path, "tells no field; add one, or remove the table")
            if evidence:
                yield from (Told(path, name, value, basis, evidence) for name, value in fields.items())

    def parts(self) -> Iterator[Part]:
        for name in self._part_tables():
            types = self._part_types(name)
            for path, table in self._tables(name):
                also = self._also(f"{path}.also", table.pop("also", []))
                values = self._values(path, table, {**types, **_INLINE, "also": list})
                evidence = self._evidence(path, table, values, _INLINE)
                if evidence and self._is_complete(name, path, table, types):
                    yield Part(name, path, values, (evidence, *also))

    def _also(self, path: str, tables: Any) -> tuple[Evidence, ...]:
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            self._problem(path, 'is no list of tables; write [{ source = "...", locator = "..." }]')
            return ()
        pieces = (self._piece(f"{path}[{number}]", table) for number, table in enumerate(tables))
        return tuple(piece for piece in pieces if piece)

    def _piece(self, path: str, table: Mapping[str, Any]) -> Evidence | None:
        return self._evidence(path, table, self._values(path, table, EVIDENCE), EVIDENCE)

    def _part_tables(self) -> list[str]:
        return [name for name, (field, _) in _PARTS.items() if field in attrs.fields_dict(self.record)]

    def _part_types(self, name: str) -> Types:
        fields = attrs.fields(_PARTS[name][1])
        return {**{field.name: field.type for field in fields if field.name not in _NOT_WRITTEN}, **_EXTRA[name]}

    def _is_complete(self, name: str, path: str, table: Mapping[str, Any], types: Types) -> bool:
        needed = {*required(_PARTS[name][1]), *_EXTRA[name]} - {"basis"}
        missing = [key for key in types if key in needed and key not in table]
        for key in missing:
            self._problem(path, f"{key!r} is missing; add it")
        return not missing and not any(problem.path.startswith(f"{path}.") for problem in self.problems)

    def _evidence(self, path: str, table: Mapping[str, Any], values: dict[str, Any], types: Types) -> Evidence | None:
        given = {name: values.pop(name) for name in types if name in values}
        missing = [name for name in required(Evidence) if name not in table]
        if missing:
            self._problem(
                path,
                f"a value without evidence: {' and '.join(missing)} missing; say which source tells it and where in it",
            )
        return Evidence(**given) if all(name in given for name in required(Evidence)) else None

    def _check_tables(self) -> None:
        allowed = ("told", *self._part_tables())
        for name in self.seed.data:
            if name not in allowed:
                self._problem(name, f"unknown key; {_instead(name, allowed)}")

    def _tables(self, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
        tables = self.seed.data.get(name, [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            self._problem(name, f"is no array of tables; write [[{name}]]")
            return
        yield from ((f"{name}[{number}]", dict(table)) for number, table in enumerate(tables))

    def _values(self, path: str, table: Mapping[str, Any], types: Types) -> dict[str, Any]:
        """The values of a table that have the right type; the others are problems."""
        values = {}
        for name, raw in table.items():
            key = f"{path}.{name}" if path else name
            if name not in types:
                self._problem(key, f"unknown key; {_instead(name, sorted(types))}")
                continue
            try:
                values[name] = _CONVERTER.structure(raw, types[name])
            except _REFUSALS as error:
                for place, cause in _causes(error, key):
                    self._problem(place, _with_remedy(cause, raw))
        return values

    def _problem(self, path: str, what: str) -> None:
        self.problems.append(self.seed.problem(path, what))


_REFUSALS = (cattrs.BaseValidationError, DemandAtlasError, ValueError, TypeError, RecursionError)


def required(kind: type) -> list[str]:
    """The fields of a class that have no default."""
    return [field.name for field in attrs.fields(kind) if field.default is attrs.NOTHING]


def _causes(error: BaseException, path: str) -> Iterator[tuple[str, str]]:
    """The reasons that an error holds, each with the key path of the member of a list that it is about."""
    if not isinstance(error, cattrs.BaseValidationError):
        yield path, str(error) or type(error).__name__
        return
    for each in error.exceptions:
        numbers = [note.index for note in getattr(each, "__notes__", ()) if isinstance(note, IterableValidationNote)]
        yield from _causes(each, "".join((path, *(f"[{number}]" for number in numbers))))


def _with_remedy(cause: str, raw: Any) -> str:
    if isinstance(raw, date | datetime | time):
        return f"is a date of TOML, not text; write it in quotes: {raw.isoformat()!r}"
    return cause if ";" in cause else f"{cause}; mend the value"


def _seed_converter() -> cattrs.Converter:
    """Strict as for compiled data, with counts as a curator writes them: a whole number, or text such as ``>200``."""
    made = strict_converter()
    made.register_structure_hook(
        Count, lambda value, _: Count.exact(value) if type(value) is int else Count.parse(value)
    )
    return made


def _instead(name: str, names: Sequence[str]) -> str:
    close = nearest(name, names)
    return f"did you mean {close[0]!r}?" if close else f"remove it or use one of {', '.join(names)}"


_CONVERTER = _seed_converter()
