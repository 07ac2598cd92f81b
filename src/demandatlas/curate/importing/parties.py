"""Resolves the names of agencies and organizations to one record each, however a page spells them."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from demandatlas.curate.importing.tables import Seed, Table
from demandatlas.states import STATES

_STATES = "|".join(sorted((state.name for state in STATES.values()), key=len, reverse=True))
_SPELLINGS = (
    (r"\u2019", "'"),
    (r"\s*\((?P<state>[A-Z]{2})\)$", ""),
    (r"\s*\([^)]*\)$", ""),
    (r"\bTask ?[Ff]orce\b", "Task Force"),
    (r"\btask force\b", "Task Force"),
    (r"\bPD$", "Police Department"),
    (r"(?<!State )(?<!of )\b[Pp]olice$", "Police Department"),
    (r"\bSheriff$", "Sheriff's Office"),
    (r"^(?:Office of the|Office of) (?P<name>.* (?:Attorney|Attorney General))$", r"\g<name>'s Office"),
    (r"(?<!U\.S\. )\b(District Attorney|Prosecutor|Circuit Attorney|City Attorney|Attorney General)$", r"\1's Office"),
    (r"\b(State's Attorney)$", r"\1's Office"),
    (r"\b(State Attorney)$", r"\1's Office"),
)
"""What is written in more than one way, and the one way: applied in this order."""

_KINDS = (
    (r"Task Force|Investigation Unit$|Metropolitan Bureau of Investigation", "task_force", ""),
    (r"Coalition|Network$|Alliance", "coalition", ""),
    (
        rf"^(?:{_STATES}) (?:State (?:Police|Troopers|Patrol)|Bureau of Investigation|Department of Public Safety)",
        "state_police",
        "state",
    ),
    (r"Department of Law Enforcement$", "state_police", "state"),
    (rf"^(?:{_STATES}) Attorney General's Office", "attorney_general", "state"),
    (rf"^(?:{_STATES}) Department of Justice$", "justice_department", "state"),
    (rf"^(?:{_STATES}) Highway Patrol$", "highway_patrol", "state"),
    (r"Sheriff's (?:Office|Department)$", "sheriff", "county"),
    (r"Probation", "probation", "county"),
    (r"City Attorney's Office$", "city_attorney", "city"),
    (
        r"District Attorney|Prosecut|State's Attorney|State Attorney|Circuit Attorney|County Attorney",
        "district_attorney",
        "county",
    ),
    (r"Court$", "court", "county"),
    (r"Police|Public Safety", "police", "city"),
)
"""What a name says of kind and level; an organization has no level."""

ORGANIZATIONS = ("business", "coalition", "neighborhood_group", "nonprofit", "research", "task_force")


@attrs.frozen
class Party:
    """An agency or organization as far as its name tells: its record's id, and what follows from the name."""

    id: str
    name: str
    kind: str
    level: str
    jurisdiction: str | None

    @property
    def table(self) -> str:
        """The folder of seeds that it belongs in."""
        return "organizations" if self.kind in ORGANIZATIONS else "agencies"


@attrs.frozen
class Mention:
    """One place where a party is named."""

    source: str
    locator: str
    printed: str
    exact: bool


class Parties:
    """Knows every party that has been named, and where.

    Attributes:
        unresolved: names of which nothing has been decided, with the site that names them.
    """

    def __init__(self, decided: Mapping[str, Any], places: Mapping[tuple[str, str], str]) -> None:
        self._spelled: Mapping[str, list[str]] = decided.get("parties", {})
        self._told: Mapping[str, Mapping[str, str]] = decided.get("party", {})
        self._places = places
        self._mentions: dict[Party, dict[Mention, None]] = {}
        self._sites: dict[str, set[str]] = {}
        self.unresolved: set[tuple[str, str]] = set()

    def named(self, printed: str, site: str, source: str, locator: str, exact: bool) -> list[str]:
        """Ids of the parties that a text names, which are remembered as named there."""
        ids: list[str] = []
        for each in filter(None, (part.strip() for part in printed.replace("\u2019", "'").split(";"))):
            for party in self._resolved(each, site):
                mention = Mention(source, locator, each, exact)
                self._mentions.setdefault(party, {})[mention] = None
                self._sites.setdefault(party.id, set()).add(site)
                ids.append(party.id)
        return list(dict.fromkeys(ids))

    def seeds(self) -> dict[str, Seed]:
        """The seeds of all parties, by their file within the folder of seeds."""
        return {
            self._file(party): [("told", table) for table in self._tables(party, list(mentions))]
            for party, mentions in self._mentions.items()
        }

    def _resolved(self, printed: str, site: str) -> list[Party]:
        state = site[-2:].upper()
        plain = re.sub(r" \([^()]*\)$", "", printed)
        keys = (f"{site}: {printed}", printed, plain)
        names = next((self._spelled[key] for key in keys if key in self._spelled), None)
        if names is None:
            found = re.search(r"\(([A-Z]{2})\)$", printed)
            names = [f"{spelled(printed)}, {found[1] if found else state}"]
        parties = [self._party(*_with_state(name, state)) for name in names]
        if None in parties:
            self.unresolved.add((printed, site))
        return [party for party in parties if party]

    def _party(self, name: str, state: str) -> Party | None:
        told = self._told.get(f"{name}, {state}", self._told.get(name, {}))
        kind, level = next(((kind, level) for rule, kind, level in _KINDS if re.search(rule, name)), ("", ""))
        place = re.split(
            r" (?:Police|Sheriff|District|Prosecut|State's|City Attorney|Department|Public|Bureau|Division)", name
        )[0]
        if re.search(r"County|Parish|Borough$", place) and level == "city":
            level = "county"
        kind, level = told.get("kind", kind), told.get("level", level)
        if not kind:
            return None
        area = self._area(place, state, level)
        return Party(
            told.get("id", party_id(name, state)), told.get("name", name), kind, level, told.get("jurisdiction", area)
        )

    def _area(self, place: str, state: str, level: str) -> str | None:
        if level == "federal":
            return "ocd-division/country:us"
        if level == "state":
            return f"ocd-division/country:us/state:{state.lower()}"
        return self._places.get((place, state)) if level else None

    def _file(self, party: Party) -> str:
        ending = party.id[-2:].upper()
        below = (
            ""
            if party.table == "organizations"
            else f"{ending.lower() if ending in STATES and party.level != 'federal' else 'us'}/"
        )
        return f"{party.table}/{below}{party.id}.toml"

    def _tables(self, party: Party, mentions: list[Mention]) -> Iterable[Table]:
        by_place: dict[tuple[str, str], list[Mention]] = {}
        for each in mentions:
            by_place.setdefault((each.source, each.locator), []).append(each)
        for (source, locator), named in by_place.items():
            yield {"source": source, "locator": locator, **_naming(party, named)}
        first = mentions[0]
        where: Table = {"source": first.source, "locator": first.locator, "basis": "derived"}
        if party.table == "organizations":
            yield {**where, "note": "The kind follows from the name; it works where it is named.", "kind": party.kind}
            yield {**where, "note": "Named on the pages of these places.", "sites": sorted(self._sites[party.id])}
        else:
            note = "Kind, level and area follow from the name; the area is given by its Open Civic Data id."
            note = note if party.jurisdiction else "Kind and level follow from the name."
            yield {**where, "note": note, "kind": party.kind, "level": party.level, "jurisdiction": party.jurisdiction}


def _naming(party: Party, named: Iterable[Mention]) -> Table:
    """What mentions in one place tell of a party's name."""
    named = list(named)
    if any(each.printed == party.name for each in named):
        return {"name": party.name}
    aliases = sorted({each.printed for each in named if each.exact and "(" not in each.printed})
    note = (
        "Printed otherwise here; the name in full is that of the body meant."
        if aliases
        else "Shortened or described by the first reader."
    )
    return {"basis": "derived", "note": note, "name": party.name, **({"aliases": aliases} if aliases else {})}


def spelled(printed: str) -> str:
    """A name in the one way in which names are written here."""
    for pattern, written in _SPELLINGS:
        printed = re.sub(pattern, written, printed)
    return re.sub(r"Sheriff's Department$", "Sheriff's Office", printed)


def party_id(name: str, state: str) -> str:
    """The id of a party: its name and its state, as a slug without apostrophes."""
    plain = re.sub(r"[.']", "", f"{name} {state}".lower()).replace("&", "and")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _with_state(name: str, state: str) -> tuple[str, str]:
    found = re.fullmatch(r"(.*), ([A-Z]{2})", name)
    return (found[1], found[2]) if found else (name, state)
