"""What a record is, in a sentence or two."""

from collections.abc import Callable
from typing import Any

from datapages import spoken
from datapages.atlas import STANDINGS, Atlas, meaning, standings_of
from demandatlas import Agency, Milestone, Operation, Organization, Program, Record, Series, Site, Source, Tactic


def lede(atlas: Atlas, record: Record) -> str:
    """The first sentence of a record's page."""
    return _LEDES[record.KIND](atlas, record)


def summed(site: Site) -> str:
    """How many of the tactics stand how, in a sentence."""
    standings = list(standings_of(site).values())
    told = [f"{count} {spoken.words(term)}" for term in STANDINGS[:-1] if (count := standings.count(term))]
    unknown = standings.count("unknown")
    if not told:
        return "No source that we read tells of a tactic here."
    return f"Of {len(standings)} tactics, {spoken.listed(told)}; of {unknown} nothing is told."


def _site(atlas: Atlas, site: Site) -> str:
    people = f" of {site.population:,} people" if site.population else ""
    return f"{spoken.words(site.kind).capitalize()}{people} in {spoken.state_name(site.state)}. {summed(site)}"


def _tactic(atlas: Atlas, tactic: Tactic) -> str:
    return tactic.definition


def _operation(atlas: Atlas, operation: Operation) -> str:
    when = f", {operation.when}" if operation.when else ", time not told"
    where = f" in {_places(atlas, operation.sites)}" if operation.sites else ""
    series = f", an edition of {atlas.records[operation.series]}" if operation.series else ""
    return f"An operation{where}{when}{series}."


def _series(atlas: Atlas, series: Series) -> str:
    cadence = f", held {meaning('Cadence', series.cadence)}" if series.cadence else ""
    where = f" in {_places(atlas, series.sites)}" if series.sites else ""
    editions = spoken.plural(len(atlas.operations_of(series)), "edition")
    return f"A recurring operation{where}{cadence}; {editions} known."


def _agency(atlas: Atlas, agency: Agency) -> str:
    level = "" if agency.level == "unknown" else f", {meaning('Level', agency.level)}"
    return f"{_sentence(meaning('AgencyKind', agency.kind))}{level}. The office is meant, never its holder."


def _organization(atlas: Atlas, organization: Organization) -> str:
    founded = f", founded {organization.founded}" if organization.founded else ""
    members = f", with {organization.member_count} members" if organization.member_count else ""
    return f"{_sentence(meaning('OrganizationKind', organization.kind))}{founded}{members}."


def _program(atlas: Atlas, program: Program) -> str:
    served = spoken.listed([meaning("Serves", each) for each in program.serves])
    return f"{_sentence(meaning('ProgramKind', program.kind))}. For: {served}."


def _milestone(atlas: Atlas, milestone: Milestone) -> str:
    where = f"{_places(atlas, milestone.sites)}, " if milestone.sites else ""
    return f"{where}{milestone.when or 'time not told'}."


def _source(atlas: Atlas, source: Source) -> str:
    read = "read from beginning to end" if source.extent == "whole" else "read in part"
    published = f"published {source.published}" if source.published else "without a date of publication"
    return f"{source.publisher}, {published}; {read}, retrieved {source.retrieved.isoformat()}."


def _menu(atlas: Atlas, menu: Record) -> str:
    return "A list of tactics that pages print whatever the place: never evidence of use."


def _penalty(atlas: Atlas, penalty: Record) -> str:
    return "What a conviction can bring, as a source tells it."


def _places(atlas: Atlas, sites: tuple[str, ...]) -> str:
    return spoken.listed([str(atlas.records[site]) for site in sites])


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


_LEDES: dict[str, Callable[[Atlas, Any], str]] = {
    "agency": _agency,
    "menu": _menu,
    "milestone": _milestone,
    "operation": _operation,
    "organization": _organization,
    "penalty": _penalty,
    "program": _program,
    "series": _series,
    "site": _site,
    "source": _source,
    "tactic": _tactic,
}
