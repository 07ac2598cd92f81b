"""Turns readings of site profiles into ordinary seed files that a curator can edit.

From a folder of facts (``profiles.jsonl``, ``places.csv``), files of codings and the decisions in ``import.toml`` come
a source, a site, the operations and the agencies of every profile. A seed that does not begin with the line that every
imported seed begins with belongs to a curator, and is never touched.
"""

import csv
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from demandatlas.curate.importing import events, readings, sites
from demandatlas.curate.importing.events import Telling
from demandatlas.curate.importing.parties import Parties
from demandatlas.curate.importing.readings import Row
from demandatlas.curate.importing.sites import Profile
from demandatlas.curate.importing.tables import Seed, Table, seed_text

MARK = "Imported: remove this line before you edit, or the next import undoes it."
DECISIONS = "import.toml"
_IN_THE_TEXT = "Named in the narrative; no list of partners was seen."


@attrs.frozen
class Imported:
    """What an import gives.

    Attributes:
        files: the text of every seed, by its file within the folder of seeds.
        problems: names of which nothing is decided, and decisions that nothing asked for.
    """

    files: dict[str, str]
    problems: list[str]


def import_profiles(facts: Path, seeds: Path, codings: Sequence[Path]) -> Imported:
    """The seeds that the facts, the codings (the first that has a page decides) and the decisions give."""
    path = seeds / DECISIONS
    decided = tomllib.loads(path.read_text("utf-8")) if path.exists() else {}
    importer = _Importer(decided, _profiles(facts, decided, codings))
    made = dict(importer.seeds())
    return Imported({file: seed_text(seed, MARK) for file, seed in sorted(made.items())}, sorted(importer.problems()))


def write(imported: Imported, seeds: Path) -> tuple[int, int]:
    """Write what has changed and remove imported seeds that are no longer made: how many of each."""
    ours = {path for path in seeds.rglob("*.toml") if path.parent != seeds and _is_imported(path)}
    written = 0
    for file, text in imported.files.items():
        path = seeds / file
        if not path.exists() or (path in ours and path.read_text("utf-8") != text):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
            written += 1
    left = [path for path in sorted(ours) if path.relative_to(seeds).as_posix() not in imported.files]
    for path in left:
        path.unlink()
    return written, len(left)


def _is_imported(path: Path) -> bool:
    with path.open(encoding="utf-8") as file:
        return file.readline().rstrip("\n") == f"# {MARK}"


def _profiles(facts: Path, decided: Mapping[str, Any], codings: Sequence[Path]) -> list[Profile]:
    with (facts / "places.csv").open(encoding="utf-8", newline="") as file:
        places = {(row["place"], row["state"]): row for row in csv.DictReader(file)}
    coded = readings.codings_in(codings)
    return [_profile(row, places, decided, coded) for row in readings.lines_of(facts / "profiles.jsonl")]


def _profile(
    row: Row, places: Mapping[tuple[str, str], Mapping[str, str]], decided: Mapping[str, Any], coded: readings.Codings
) -> Profile:
    id = sites.site_id(row)
    about = decided.get("sites", {}).get(id, {})
    rows = readings.chosen(row, coded)
    rows[0]["claims"] = [*rows[0]["claims"], *readings.denials(row, rows)]
    for claim in rows[0]["claims"]:
        if claim["stance"] == "not_used" and not claim["when"]:
            claim["when"] = about.get("denied", {}).get(claim["tactic"])
    which = [about.get("copy", "") or readings.copy_of(each, row) for each in rows]
    copies = [(copy, readings.placed(each, copy)) for copy, each in zip(which, rows, strict=True)]
    return Profile(id, row, places[row["place"], row["state"]], copies, about, decided.get("notes", {}))


class _Importer:
    """Goes through the profiles once, and gathers what several of them tell of the same agency or operation."""

    def __init__(self, decided: Mapping[str, Any], profiles: Sequence[Profile]) -> None:
        self._decided: Mapping[str, Mapping[str, Any]] = decided.get("operations", {})
        self._asked: set[str] = set()
        self._profiles = profiles
        known = {
            (each.name, each.facts["state"]): each.decided.get("ocd_id", each.place["ocd_id"]) for each in profiles
        }
        self._areas = {key: area for key, area in known.items() if area}
        self._parties = Parties(decided, self._areas)
        self._events: dict[str, list[Telling]] = {}

    def seeds(self) -> Iterator[tuple[str, Seed]]:
        """Every seed with its file."""
        for profile in self._profiles:
            partners = list(self._partners(profile))
            tellings = [telling for pair in profile.copies for telling in self._tellings(profile, *pair)]
            used = {copy for copy, _ in profile.claims()} | {copy for copy, _ in profile.copies}
            used |= {telling.row.get("copy", "") for telling in tellings}
            sources = dict(sites.source_seeds(profile, used))
            yield from ((f"sources/{id}.toml", seed) for id, seed in sources.items())
            (_, newest), *_ = sources[profile.source("")]
            seed = sites.site_seed(profile, self._areas, bool(newest["menu"]), partners)
            yield f"sites/{profile.facts['state'].lower()}/{profile.id}.toml", seed
        yield from ((f"operations/{id}.toml", events.operation_seed(told)) for id, told in self._events.items())
        yield from self._parties.seeds().items()

    def problems(self) -> Iterator[str]:
        """What has to be decided, or need not have been."""
        for printed, site in sorted(self._parties.unresolved):
            yield f"{site}: whom does {printed!r} mean? add it to [parties] or [party] in {DECISIONS}"
        for key in sorted(set(self._decided) - self._asked):
            yield f"no page tells of the operation {key!r}; remove the decision from {DECISIONS}"

    def _partners(self, profile: Profile) -> Iterator[Table]:
        printed = [(copy, name) for copy, row in profile.copies for name in row["partners"]]
        listed = self._named(profile, printed, "key partners")
        for copy, ids in listed.items():
            yield from _as_partners(ids, {"source": profile.source(copy), "locator": "key partners"})
        told = [*profile.facts.get("partners", ()), *profile.facts.get("coalitions", ())]
        ids = self._named(profile, [("", name) for name in told], "narrative", exact=False).get("", [])
        rest = [id for id in ids if id not in {each for ids in listed.values() for each in ids}]
        evidence = {"note": _IN_THE_TEXT, "basis": "derived", "source": profile.source(""), "locator": "narrative"}
        yield from _as_partners(rest, evidence)

    def _named(
        self, profile: Profile, names: Iterable[tuple[str, str]], locator: str, exact: bool = True
    ) -> dict[str, list[str]]:
        ids: dict[str, list[str]] = {}
        for copy, name in names:
            found = self._parties.named(name, profile.id, profile.source(copy), locator, exact)
            ids[copy] = list(dict.fromkeys((*ids.get(copy, ()), *found)))
        return ids

    def _tellings(self, profile: Profile, copy: str, row: Row) -> Iterator[Telling]:
        ids: dict[str, int] = {}
        for event, decided in (*self._coded(profile, row), *self._left_by_first(profile, row)):
            if not decided.get("drop"):
                plain = events.operation_id(profile.id, event, 1)
                id = decided.get("id") or events.operation_id(profile.id, event, _next(ids, plain))
                telling = self._telling(profile, copy, row, event, decided)
                self._events.setdefault(id, []).extend((telling, *events.further(telling)))
                yield telling

    def _coded(self, profile: Profile, row: Row) -> Iterator[tuple[Row, Mapping[str, Any]]]:
        """The operations of a row, each with what has been decided about it."""
        numbers: dict[str, int] = {}
        for event in row["operations"]:
            key = events.key_of(profile.id, event, _next(numbers, str(event["when"])))
            self._asked |= {key, f"first {key}"}
            yield event, self._decided.get(key, self._decided.get(f"first {key}", {}))

    def _left_by_first(self, profile: Profile, row: Row) -> Iterator[tuple[Row, Mapping[str, Any]]]:
        """The operations of the first reading that are taken though the reading chosen has them not."""
        numbers: dict[str, int] = {}
        for event in readings.first_reading(profile.facts)["operations"] if row is profile.copies[0][1] else ():
            key = "first " + events.key_of(profile.id, event, _next(numbers, str(event["when"])))
            taken = key in self._decided and key not in self._asked and not readings.is_settled([row])
            self._asked.add(key)
            yield event, self._decided[key] if taken else {"drop": True}

    def _telling(self, profile: Profile, copy: str, row: Row, event: Row, decided: Mapping[str, Any]) -> Telling:
        source = profile.source(event.get("copy", copy))
        ids: list[str] = []
        for name in event["agencies"]:
            ids += self._parties.named(name, profile.id, source, "narrative", exact=bool(event.get("passage_sha256")))
        tactics = {
            claim["tactic"] for claim in row["claims"] if claim["stance"] == "used" and claim["when"] == event["when"]
        }
        alike = tuple(sorted(tactics)) if event["when"] else ()
        return Telling(profile.id, profile.name, source, event, alike, tuple(dict.fromkeys(ids)), decided)


def _next(counts: dict[str, int], key: str) -> int:
    counts[key] = counts.get(key, 0) + 1
    return counts[key]


def _as_partners(ids: Sequence[str], evidence: Table) -> Iterator[Table]:
    if ids:
        yield {"parties": list(ids), "role": "partner", **evidence}
