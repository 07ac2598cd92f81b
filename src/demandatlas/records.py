"""The records: what the dataset holds, as frozen attrs classes.

Records refer to each other by id and never hold the index. Every field of a record is the value of the statement that
ranks first among its ``statements``. Facts with a weight of their own (claims, outcomes, participations) carry their
evidence themselves.
"""

from datetime import date
from typing import ClassVar

import attrs

from demandatlas.count import Count
from demandatlas.ids import (
    AgencyKind,
    Cadence,
    Extent,
    Level,
    Method,
    OrganizationKind,
    Others,
    ProgramKind,
    PublisherKind,
    Serves,
    SiteKind,
    TacticId,
)
from demandatlas.naming import tactic_id
from demandatlas.parts import EVER_USED, Outcome, Participation, ReportedUse, Statement, TacticUse, parties_in
from demandatlas.when import When


@attrs.frozen(kw_only=True)
class Record:
    """What all records have.

    Attributes:
        id: the record's id, a slug unique over all kinds and never reused.
        statements: every value told of the record's fields, the one chosen for each field first.
    """

    KIND: ClassVar[str]
    TABLE: ClassVar[str]
    LABEL: ClassVar[str] = "name"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id",)

    id: str
    statements: tuple[Statement, ...] = ()

    def __str__(self) -> str:
        return str(getattr(self, self.LABEL))


@attrs.frozen(kw_only=True)
class Source(Record):
    """A document that values are taken from; the chain of evidence ends here.

    Attributes:
        id: the source's id.
        title: the title, or a short description where the document has none.
        publisher: who published it.
        publisher_kind: what kind of publisher.
        published: when it was published; none where it does not say.
        retrieved: the day on which it was retrieved.
        url: where it was published, http or https.
        sha256: SHA-256 of the text that we hold; none where we hold none.
        extent: whether the whole was read.
        repeats: ids of sources that it only echoes; it is no second confirmation of these.
        menu: id of the list of tactics that it prints without claiming use; none where it prints none.
        license: licence of the values taken from it, where it is a register.
        note: what a reader should know.
        statements: empty: what a source says of itself is told by the document.
    """

    KIND: ClassVar[str] = "source"
    TABLE: ClassVar[str] = "sources"
    LABEL: ClassVar[str] = "title"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "publisher_kind", "published")

    title: str
    publisher: str
    publisher_kind: PublisherKind
    published: When | None = None
    retrieved: date
    url: str
    sha256: str | None = None
    extent: Extent = "whole"
    repeats: tuple[str, ...] = ()
    menu: str | None = None
    license: str = ""
    note: str = ""

    @property
    def known_from(self) -> date:
        """The day from which it could be known: the last day of ``published``, else the day it was retrieved."""
        published = self.published.latest_end if self.published else None
        return published or self.retrieved


@attrs.frozen(kw_only=True)
class Menu(Record):
    """A list of tactics that a site's pages print whatever the place: never evidence of use.

    Attributes:
        id: the menu's id.
        title: which version of the list it is.
        tactics: ids of the tactics, in the order printed.
        statements: every value told, with its evidence.
    """

    KIND: ClassVar[str] = "menu"
    TABLE: ClassVar[str] = "menus"
    LABEL: ClassVar[str] = "title"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "title")

    title: str
    tactics: tuple[TacticId, ...]


@attrs.frozen(kw_only=True)
class Tactic(Record):
    """One of the fifteen tactics.

    Attributes:
        id: the tactic's id.
        label: the name shown to people.
        aliases: other names in use.
        definition: what counts as this tactic, in our own words.
        reported: how many places publishers report to use it, each dated.
        statements: every value told, with its evidence.
    """

    KIND: ClassVar[str] = "tactic"
    TABLE: ClassVar[str] = "tactics"
    LABEL: ClassVar[str] = "label"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "label")

    label: str
    aliases: tuple[str, ...] = ()
    definition: str
    reported: tuple[ReportedUse, ...] = ()


@attrs.frozen(kw_only=True)
class Site(Record):
    """A city, county or other place.

    Attributes:
        id: the site's id, name and state.
        name: the name as printed, without the state.
        state: the two-letter USPS code.
        kind: city, county, town, township, neighborhood or cdp.
        county: OCD division id of the county that it lies in; none where not told.
        ocd_id: Open Civic Data division id; none where none was found.
        geoid: Census GEOID as text, leading zeros kept; none where none was found.
        latitude: WGS 84 degrees north.
        longitude: WGS 84 degrees east.
        population: residents, as the sources give it.
        listed_tactics: the tactics that a profile's menu prints, in its order; never evidence of use.
        tactic_uses: what is claimed of each tactic here; a tactic that is not among them is unknown.
        participations: partners and neighborhood groups named at this site.
        statements: every value told, with its evidence.
    """

    KIND: ClassVar[str] = "site"
    TABLE: ClassVar[str] = "sites"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "kind", "population")

    name: str
    state: str
    kind: SiteKind
    county: str | None = None
    ocd_id: str | None = None
    geoid: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    population: int | None = None
    listed_tactics: tuple[TacticId, ...] = ()
    tactic_uses: tuple[TacticUse, ...] = ()
    participations: tuple[Participation, ...] = ()

    def __str__(self) -> str:
        return f"{self.name}, {self.state}"

    @property
    def partners(self) -> tuple[str, ...]:
        """Ids of the agencies and organizations named as partners here."""
        return parties_in(self.participations, "partner")

    @property
    def neighborhood_groups(self) -> tuple[str, ...]:
        """Ids of the neighborhood groups that act here."""
        return parties_in(self.participations, "neighborhood_group")

    def use_of(self, tactic: TacticId | Tactic) -> TacticUse:
        """What is claimed of one tactic here; standing ``unknown`` and no claims where nothing is.

        Raises:
            UnknownIdError: where no tactic answers to the name.
        """
        wanted = tactic_id(tactic)
        known = (use for use in self.tactic_uses if use.tactic == wanted)
        return next(known, TacticUse(tactic=wanted, standing="unknown"))

    def uses(self, tactic: TacticId | Tactic) -> bool:
        """Whether the tactic was ever used here: its standing is ``used`` or ``ended``.

        False means that no use is known, never that there was none.

        Raises:
            UnknownIdError: where no tactic answers to the name.
        """
        return self.use_of(tactic).standing in EVER_USED


@attrs.frozen(kw_only=True)
class Operation(Record):
    """A dated event or campaign of enforcement.

    Attributes:
        id: the operation's id.
        name: the name given to it, or a short description in our own words.
        series: id of the recurring operation that it is an edition of.
        edition: which edition, counted from 1.
        when: the time it took place.
        announced: the time at which results or plans were announced.
        duration_days: how long it lasted, in days.
        sites: ids of the sites where it took place.
        methods: how it was done.
        tactics: ids of the tactics used in it.
        participations: agencies and organizations that took part.
        others: groups that took part without being named.
        outcomes: what was counted, one entry a key.
        part_of: id of the larger operation that it is a part of.
        statements: every value told, with its evidence.
    """

    KIND: ClassVar[str] = "operation"
    TABLE: ClassVar[str] = "operations"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "when", "sites")

    name: str
    series: str | None = None
    edition: int | None = None
    when: When | None = None
    announced: When | None = None
    duration_days: Count | None = None
    sites: tuple[str, ...] = ()
    methods: tuple[Method, ...] = ()
    tactics: tuple[TacticId, ...] = ()
    participations: tuple[Participation, ...] = ()
    others: tuple[Others, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    part_of: str | None = None


@attrs.frozen(kw_only=True)
class Series(Record):
    """A recurring operation.

    Attributes:
        id: the series' id.
        name: the name given to it.
        cadence: how often it is held, as told.
        sites: ids of the sites where it is held.
        participations: agencies and organizations told to take part in the series as a whole.
        others: groups that take part without being named.
        outcomes: counts claimed over several editions; they belong to no edition.
        statements: every value told, with its evidence.
    """

    KIND: ClassVar[str] = "series"
    TABLE: ClassVar[str] = "series"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "cadence", "sites")

    name: str
    cadence: Cadence | None = None
    sites: tuple[str, ...] = ()
    participations: tuple[Participation, ...] = ()
    others: tuple[Others, ...] = ()
    outcomes: tuple[Outcome, ...] = ()

    @property
    def organizers(self) -> tuple[str, ...]:
        """Ids of the agencies and organizations that run it."""
        return parties_in(self.participations, "organizer")


@attrs.frozen(kw_only=True)
class Agency(Record):
    """A public agency: the office, never its holder.

    Attributes:
        id: the agency's id.
        name: its name in full.
        aliases: other names that sources print.
        kind: what kind of agency.
        level: city, county, state, federal or unknown.
        jurisdiction: OCD division id of the area it serves, where known.
        statements: every value told, with its evidence.
    """

    KIND: ClassVar[str] = "agency"
    TABLE: ClassVar[str] = "agencies"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "kind", "level")

    name: str
    aliases: tuple[str, ...] = ()
    kind: AgencyKind
    level: Level = "unknown"
    jurisdiction: str | None = None


@attrs.frozen(kw_only=True)
class Organization(Record):
    """A coalition, nonprofit, neighborhood group or task force.

    Attributes:
        id: the organization's id.
        name: its name in full.
        aliases: other names that sources print.
        kind: what kind of organization.
        founded: when it was founded.
        member_count: how many members it has, as told (organizations or agencies).
        sites: ids of the sites where it works.
        participations: its members and leaders, as far as they are named.
        url: its website.
        statements: every value told, with its evidence.
    """

    KIND: ClassVar[str] = "organization"
    TABLE: ClassVar[str] = "organizations"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "kind", "founded")

    name: str
    aliases: tuple[str, ...] = ()
    kind: OrganizationKind
    founded: When | None = None
    member_count: Count | None = None
    sites: tuple[str, ...] = ()
    participations: tuple[Participation, ...] = ()
    url: str | None = None

    @property
    def members(self) -> tuple[str, ...]:
        """Ids of the members that are named."""
        return parties_in(self.participations, "member")


@attrs.frozen(kw_only=True)
class Program(Record):
    """A court program, class, training, hotline, website or podcast.

    Attributes:
        id: the program's id.
        name: its name.
        aliases: other names that sources print.
        kind: what kind of program.
        serves: whom it serves.
        when: the time told of it.
        jurisdiction: OCD division id of the area where it is offered, where told.
        participations: who runs it and who provides for it.
        url: where to find it.
        phone: its telephone number.
        statements: every value told, with its evidence.
    """

    KIND: ClassVar[str] = "program"
    TABLE: ClassVar[str] = "programs"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "kind", "serves")

    name: str
    aliases: tuple[str, ...] = ()
    kind: ProgramKind
    serves: tuple[Serves, ...]
    when: When | None = None
    jurisdiction: str | None = None
    participations: tuple[Participation, ...] = ()
    url: str | None = None
    phone: str | None = None

    @property
    def run_by(self) -> tuple[str, ...]:
        """Ids of the agencies and organizations that run it."""
        return parties_in(self.participations, "organizer")


@attrs.frozen(kw_only=True)
class Penalty(Record):
    """What a conviction can bring.

    Attributes:
        id: the penalty's id.
        offense: the offense, as the source names it.
        jurisdiction: OCD division id of the area for which it is told.
        when: the time for which it is told.
        max_jail_days: the longest jail term, in days.
        conditions: other conditions that a sentence brings or may bring.
        statements: every value told, with its evidence.
    """

    KIND: ClassVar[str] = "penalty"
    TABLE: ClassVar[str] = "penalties"
    LABEL: ClassVar[str] = "offense"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "max_jail_days")

    offense: str
    jurisdiction: str | None = None
    when: When | None = None
    max_jail_days: int | None = None
    conditions: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Milestone(Record):
    """Any other fact of a site's history: an agreement, a campaign, a study visit, a relaunch.

    Attributes:
        id: the milestone's id.
        title: what happened, in our own words.
        when: the time told; none where no time is told.
        sites: ids of the sites that it belongs to.
        participations: agencies and organizations that took part.
        programs: ids of the programs that it concerns.
        tactics: ids of the tactics that it concerns.
        series: id of the series that it concerns.
        statements: every value told, with its evidence.
    """

    KIND: ClassVar[str] = "milestone"
    TABLE: ClassVar[str] = "milestones"
    LABEL: ClassVar[str] = "title"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "when")

    title: str
    when: When | None = None
    sites: tuple[str, ...] = ()
    participations: tuple[Participation, ...] = ()
    programs: tuple[str, ...] = ()
    tactics: tuple[TacticId, ...] = ()
    series: str | None = None


@attrs.frozen(kw_only=True)
class Retired(Record):
    """An id that is no longer in use: what took its place, since when, and why. It is never given to another record.

    Attributes:
        id: the id that was retired.
        successor: id of the record that took its place; none where nothing did.
        retired_on: the day on which it was retired.
        reason: why, in our own words.
        statements: empty: a retirement is the curators' own act.
    """

    KIND: ClassVar[str] = "retired"
    TABLE: ClassVar[str] = "retired"
    LABEL: ClassVar[str] = "id"
    COLUMNS: ClassVar[tuple[str, ...]] = ("id", "successor", "retired_on")

    successor: str | None = None
    retired_on: date
    reason: str

    @property
    def remedy(self) -> str:
        """What to do instead, in words."""
        return f"use {self.successor!r}" if self.successor else "nothing took its place"


RECORDS: dict[str, type[Record]] = {
    record.KIND: record
    for record in (
        Agency, Menu, Milestone, Operation, Organization, Penalty, Program, Retired, Series, Site, Source, Tactic,
    )
}  # fmt: skip
"""Every record class, by the name of its kind."""


PARTS = ("tactic_uses", "participations", "outcomes", "reported")
"""The fields that are made of parts with evidence of their own."""


def names_of(record: Record) -> set[str]:
    """Everything that a record goes by: its id, its label, its name without the state, its aliases."""
    return {record.id, str(record), *getattr(record, "aliases", ()), getattr(record, "name", record.id)}
