"""Writes the seeds of a profile's sources and of its site."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from demandatlas.curate.importing.readings import Row, address, tidy
from demandatlas.curate.importing.tables import Seed, Table

RETRIEVED = "2026-11-22"
MENUS = {
    "L12": "demand-forum-menu-2013",
    "L9": "demand-forum-menu-2013-one-word-lost",
    "L13-2020": "demand-forum-menu-2020",
    "L10": "demand-forum-menu-2020-one-word-lost",
    "V3": "demand-forum-menu-2021-one-word-lost",
    "L15": "demand-forum-menu-2022",
    "L15T": "demand-forum-menu-2022",
    "L13": "demand-forum-menu-2022-one-word-lost",
}
"""The menu that a profile prints, by its name in the facts."""

_KINDS = (
    ("county", "county"),
    ("township", "township"),
    ("town", "town"),
    ("village", "town"),
    ("borough", "town"),
    ("CDP", "cdp"),
)
_PLACES_OF_COPIES = {
    "older": "an older copy",
    "middle": "a copy between the oldest and the newest",
    "copy": "another copy",
}


@attrs.frozen
class Profile:
    """A site profile: its facts, its place in the registers, and the copies of it that were read.

    Attributes:
        id: the site's id.
        facts: the first reading.
        place: the row of the registers.
        copies: the readings, each with the name of the copy that it read (empty for the newest).
        decided: what has been decided about the site by hand.
        notes: notes to be replaced, and what by.
    """

    id: str
    facts: Row
    place: Mapping[str, str]
    copies: Sequence[tuple[str, Row]]
    decided: Mapping[str, Any]
    notes: Mapping[str, str]

    @property
    def name(self) -> str:
        """The place's name."""
        return re.sub(r" \(CDP\)$", "", self.facts["place"])

    def source(self, copy: str) -> str:
        """The id of the source that a copy of the page is."""
        return f"demand-forum-{self.id}" + (f"-{copy}" if copy else "")

    def claims(self) -> Iterator[tuple[str, Row]]:
        """Every claim of every copy, with the copy that it was read in."""
        without = self.decided.get("without", ())
        for copy, row in self.copies:
            for claim in row["claims"]:
                if f"{claim['tactic']} {claim['when'] or 'undated'}" not in without:
                    yield claim.get("copy", copy), claim


def site_id(facts: Row) -> str:
    """The id of a profile's site: its name and its state."""
    name = re.sub(r" \(CDP\)$", "", facts["place"]).lower()
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"[.']", "", name)).strip("-") + f"-{facts['state'].lower()}"


def source_seeds(profile: Profile, used: Iterable[str]) -> Iterator[tuple[str, Seed]]:
    """The source that the newest copy is, and one for each older copy that something rests on."""
    variants = (profile.facts.get("list_variant") or "").split("+")
    for copy in ("", *sorted(set(used) - {""})):
        row = next((row for name, row in profile.copies if name == copy), profile.copies[0][1])
        variant = variants[min(1, len(variants) - 1)] if copy == "older" else variants[0]
        other = address(row["url"]) != address(profile.facts["url"])
        menu = None if copy in ("copy", "middle") or other or (copy and len(variants) == 1) else MENUS.get(variant)
        extent = row["extent"] if copy == "" or row["url"] else "excerpt"
        yield profile.source(copy), [("", _source(profile, copy, row, extent, menu))]


def _source(profile: Profile, copy: str, row: Row, extent: str, menu: str | None) -> Table:
    note = "Advocacy, undated." if not copy else f"Advocacy, undated; {_PLACES_OF_COPIES[copy]} of the profile."
    return {
        "title": f"{profile.name}, {profile.facts['state']}",
        "publisher": "Demand Forum",
        "publisher_kind": "advocacy",
        "retrieved": RETRIEVED,
        "url": row["url"],
        "extent": extent,
        "menu": menu,
        "note": note + (" Only its beginning was read." if extent == "excerpt" else ""),
    }


def site_seed(profile: Profile, counties: Mapping[tuple[str, str], str], menu: bool, partners: Iterable[Table]) -> Seed:
    """The seed of a site."""
    tables = [*_identity(profile), *_county(profile, counties), *_population(profile)]
    if menu:
        tables.append({"source": profile.source(""), "locator": "list", "listed_tactics": "menu"})
    return [
        *(("told", table) for table in tables),
        *(("participations", table) for table in partners),
        *(("claims", table) for table in claim_tables(profile)),
    ]


def _identity(profile: Profile) -> Iterator[Table]:
    page = {"source": profile.source(""), "locator": "document"}
    place, decided = profile.place, profile.decided
    yield {**page, "name": profile.name, "state": profile.facts["state"]}
    kind = decided.get("kind") or kind_of(profile.facts, place.get("census_name", ""))
    ocd_id, geoid = decided.get("ocd_id", place["ocd_id"]), decided.get("geoid", place["geoid"])
    register = {"source": "ocd-division-ids", "locator": f"row {geoid or ocd_id}"}
    if ocd_id and "note" not in decided:
        yield {**register, "kind": kind, "ocd_id": ocd_id, "geoid": geoid}
    else:
        note = decided.get("note", "Kind from the name; no row of the register was found.")
        yield {**page, "basis": "derived", "note": note, "kind": kind}
    if ocd_id and "note" in decided:
        yield {**register, "ocd_id": ocd_id, "geoid": geoid}
    if place["latitude"]:
        yield _coordinates(profile, geoid)


def _coordinates(profile: Profile, geoid: str) -> Table:
    geonames = profile.place["coordinates_from"] == "GeoNames"
    row = f"{profile.facts['place']}, {profile.facts['state']}" if geonames else geoid
    return {
        "source": "geonames" if geonames else "census-gazetteer-2017",
        "locator": f"row {row}",
        "latitude": float(profile.place["latitude"]),
        "longitude": float(profile.place["longitude"]),
    }


def kind_of(facts: Row, census_name: str) -> str:
    """The kind of place: as the census names it, else as its own name says, else as the profile has it."""
    for word, kind in _KINDS:
        if re.search(rf"\b{word}$", census_name) or re.search(rf"\b{word}$", facts["place"], re.IGNORECASE):
            return "county" if facts["type"] == "county" else kind
    return str(facts["type"])


def _county(profile: Profile, counties: Mapping[tuple[str, str], str]) -> Iterator[Table]:
    told = [(copy, row["county"].replace("\u2019", "'")) for copy, row in profile.copies if row.get("county")]
    for copy, name in told:
        if known := counties.get((name, profile.facts["state"])):
            note = "The county is told by its name; the id is that of Open Civic Data."
            yield {
                "source": profile.source(copy),
                "locator": "narrative",
                "basis": "derived",
                "note": note,
                "county": known,
            }


def _population(profile: Profile) -> Iterator[Table]:
    seen = set()
    for copy, row in profile.copies:
        for locator, number in (
            ("fields", row["population"].get("field")),
            ("narrative", row["population"].get("narrative")),
        ):
            if number and (copy, locator) not in seen:
                seen.add((copy, locator))
                note = profile.decided.get("population_note") or (
                    "Rounded." if number % 100 == 0 and locator == "narrative" else ""
                )
                yield {"source": profile.source(copy), "locator": locator, "note": note, "population": number}


def claim_tables(profile: Profile) -> Iterator[Table]:
    """The claims: what several copies tell alike is one claim with the evidence of each."""
    together: dict[tuple[Any, ...], Table] = {}
    for copy, claim in profile.claims():
        table = _claim(profile, copy, claim)
        same = together.setdefault(
            tuple(table.get(key) for key in ("tactic", "stance", "when", "served_by", "basis")), table
        )
        if same is not table:
            piece = {key: table[key] for key in ("source", "locator", "passage_sha256", "readings") if table.get(key)}
            if piece["source"] != same["source"] or piece["locator"] != same["locator"]:
                same.setdefault("also", []).append(piece)
            else:
                same["note"] = _joined(same["note"], table["note"])
    yield from sorted(
        together.values(), key=lambda table: (table["tactic"], table["when"] is None, table["when"] or "")
    )


def _joined(note: str, other: str) -> str:
    """Two notes as one; only the first where the other adds nothing or there is no room."""
    if not note or not other:
        return note or other
    adds = other.rstrip(".").lower() not in note.lower() and len(note) + len(other) < 200
    return f"{note.rstrip('.')}; {other}" if adds else note


def _claim(profile: Profile, copy: str, claim: Row) -> Table:
    heading = claim["basis"] == "heading"
    served_by = claim.get("served_by")
    known = profile.decided.get("served_by")
    note = tidy(claim.get("note") or "")
    if served_by and not known and served_by not in note:
        note = tidy(f"{claim.get('note') or ''}; {served_by}")
    note = profile.notes.get(note, note)
    return {
        "tactic": claim["tactic"],
        "stance": claim["stance"],
        "when": claim["when"],
        "served_by": known if served_by else None,
        "note": note or ("Only a heading names it." if heading else ""),
        "basis": "heading" if heading else None,
        "source": profile.source(copy),
        "locator": f"key sources: {claim['tactic'].replace('_', ' ')}" if heading else "narrative",
        "passage_sha256": claim.get("passage_sha256"),
        "readings": claim.get("readings") if claim.get("readings") == 2 else None,
    }
