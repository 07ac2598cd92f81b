"""How fields and values are said to a reader."""

from typing import Any

from demandatlas import Outcome, Record
from demandatlas.states import STATES
from demandatlas.vocabulary import VOCABULARY

KIND_NAMES = {
    "agency": ("Agency", "Agencies"),
    "menu": ("Menu", "Menus"),
    "milestone": ("Milestone", "Milestones"),
    "operation": ("Operation", "Operations"),
    "organization": ("Organization", "Organizations"),
    "penalty": ("Penalty", "Penalties"),
    "program": ("Program", "Programs"),
    "series": ("Series", "Series"),
    "site": ("Site", "Sites"),
    "source": ("Source", "Sources"),
    "tactic": ("Tactic", "Tactics"),
}
FIELD_NAMES = {
    "duration_days": "Duration in days",
    "extent": "How much was read",
    "geoid": "Census GEOID",
    "latitude": "Latitude (WGS 84)",
    "longitude": "Longitude (WGS 84)",
    "max_jail_days": "Longest jail term in days",
    "ocd_id": "Open Civic Data id",
    "others": "Groups not named",
    "part_of": "Part of",
    "population": "Residents",
    "sha256": "SHA-256 of the text",
    "url": "Address",
    "when": "Time",
}
ROLES = {
    "menu": "prints this list",
    "part_of": "is a part of it",
    "programs": "concerns it",
    "repeats": "repeats it",
    "series": "is an edition of it",
    "served_by": "is served here",
    "sites": "at this site",
    "tactics": "names it",
}
_TERMS = {
    "basis": "Basis", "cadence": "Cadence", "extent": "Extent", "level": "Level", "methods": "Method",
    "others": "Others", "publisher_kind": "PublisherKind", "serves": "Serves",
}  # fmt: skip
_KINDS = {"agency": "AgencyKind", "organization": "OrganizationKind", "program": "ProgramKind", "site": "SiteKind"}


def field_name(field: str) -> str:
    """The name of a field as a reader would say it."""
    return FIELD_NAMES.get(field) or words(field).capitalize()


def words(term: str) -> str:
    """A term of a vocabulary, or a key, as words."""
    return term.replace("_", " ").replace("-", " ")


def vocabulary_of(kind: str, field: str) -> str:
    """The vocabulary that a field's values are of; empty where they are of none."""
    return _KINDS.get(kind, "") if field == "kind" else _TERMS.get(field, "")


def role_name(role: str) -> str:
    """As what one record names another."""
    return ROLES.get(role) or VOCABULARY["Role"].get(role, words(role))


def state_name(code: str) -> str:
    """The name of a state in full."""
    return STATES[code].name if code in STATES else code


def plural(number: int, one: str, many: str = "") -> str:
    """A number with its noun."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def listed(parts: list[str]) -> str:
    """Parts of a sentence, with "and" before the last."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""


def counted(outcome: Outcome) -> str:
    """A count with its unit, as a reader would say it."""
    noun = words(outcome.what)
    several = f"{noun[:-1]}ies" if noun.endswith("ry") else "summonses" if noun == "summons" else f"{noun}s"
    return f"{outcome.count} {noun if str(outcome.count) == '1' else several}"


def place_kind(record: Record) -> str:
    """What kind of thing a record is, in words."""
    kind: Any = getattr(record, "kind", None)
    return words(kind) if kind else KIND_NAMES[record.KIND][0].lower()
