"""A made-up dataset that holds every field, and every text that an export could trip over; and its records put back
together from what an export wrote."""

from collections import defaultdict
from datetime import date

import attrs

from demandatlas import Count, Dataset, When
from demandatlas.curate.compiling import compiled_files
from demandatlas.parts import (
    Evidence,
    Outcome,
    Participation,
    ReportedUse,
    Statement,
    TacticClaim,
    TacticUse,
)
from demandatlas.records import (
    RECORDS,
    Agency,
    Menu,
    Milestone,
    Operation,
    Organization,
    Penalty,
    Program,
    Retired,
    Series,
    Site,
    Source,
    Tactic,
)


def piece(locator="L1", **values):
    return Evidence(source="gazette", locator=locator, **values)


def said(field, value, **values):
    return Statement(field=field, value=value, evidence=(piece(),), **values)


def taking_part(party, role="participant", **values):
    return Participation(party=party, role=role, evidence=(piece("key partners"),), **values)


SOURCES = (
    Source(
        id="gazette",
        title="=1+1",
        publisher="The Gazette; evening",
        publisher_kind="news",
        published=When("2021-10~"),
        retrieved=date(2022, 1, 31),
        url="https://example.org/gazette",
        sha256="0" * 64,
        repeats=("almanac",),
        menu="menu-one",
        license="CC0-1.0",
        note="'quoted' from the start",
    ),
    Source(
        id="almanac",
        title="Almanac, with a comma\nand a second line",
        publisher="100 % almanacs",
        publisher_kind="register",
        retrieved=date(2020, 2, 29),
        url="https://example.org/almanac",
        extent="excerpt",
    ),
)
SITES = (
    Site(
        id="alder-ak",
        name="Alder",
        state="AK",
        kind="city",
        county="ocd-division/country:us/state:ak/borough:alder",
        ocd_id="ocd-division/country:us/state:ak/place:alder",
        geoid="0200999",
        latitude=61.25,
        longitude=-149.5,
        population=1200,
        listed_tactics=("letters", "cameras"),
        tactic_uses=(
            TacticUse(
                tactic="letters",
                standing="used",
                claims=(
                    TacticClaim(
                        stance="used",
                        when=When("2005/2007"),
                        per_year=Count.between(1, 2),
                        served_by="birch-county-ca",
                        note="@home",
                        basis="heading",
                        evidence=(
                            piece(),
                            piece("L2-L3", note="-5", readings=2, passage_sha256="a" * 64, basis="derived"),
                        ),
                    ),
                    TacticClaim(stance="studied", evidence=(piece("L9"),)),
                ),
            ),
            TacticUse(
                tactic="web_stings",
                standing="not_used",
                claims=(TacticClaim(stance="not_used", when=When("1987/.."), evidence=(piece(),)),),
            ),
        ),
        participations=(taking_part("alder-police", "partner", note="twice told", basis="derived"),),
        statements=(
            said("name", "Alder"),
            said("population", 1200),
            said("population", 1150, basis="derived"),
            said("latitude", 61.25),
            said("listed_tactics", ("letters", "cameras")),
            said("state", "AK"),
        ),
    ),
    Site(
        id="birch-county-ca",
        name="Birch County",
        state="CA",
        kind="county",
        geoid="06999",
        latitude=38.5,
        longitude=-121.5,
        statements=(said("name", "Birch County"),),
    ),
    Site(id="cedar-vt", name="Cedar", state="VT", kind="town", geoid="5000799999", statements=(said("name", "Cedar"),)),
    Site(id="dogwood-ny", name="+Dogwood", state="NY", kind="neighborhood", statements=(said("name", "+Dogwood"),)),
)
OPERATIONS = (
    Operation(
        id="sweep-2021",
        name="Sweep; of 2021",
        series="sweeps",
        edition=2,
        when=When("2021-10"),
        announced=When("2021-11-02?"),
        duration_days=Count.fewer_than(31),
        sites=("alder-ak", "birch-county-ca", "cedar-vt"),
        methods=("street", "web"),
        tactics=("reverse_stings", "letters"),
        participations=(taking_part("alder-police", "organizer"), taking_part("lanterns", note="=cmd()")),
        others=("volunteers",),
        outcomes=(
            Outcome(
                key="arrests",
                what="arrest",
                of="buyers",
                count=Count.exact(12),
                offense="soliciting",
                note="\tindented",
                statements=(said("count", Count.exact(12)), said("count", Count.at_least(10), basis="derived")),
            ),
            Outcome(
                key="felonies",
                what="arrest",
                of="buyers",
                count=Count.about(3),
                part_of="arrests",
                statements=(said("count", Count.about(3)),),
            ),
        ),
        part_of="sweeps-whole",
        statements=(
            said("name", "Sweep; of 2021"),
            said("when", When("2021-10")),
            said("methods", ("street", "web")),
            said("duration_days", Count.fewer_than(31)),
        ),
    ),
    Operation(id="sweeps-whole", name="Sweeps", when=When("../2022"), statements=(said("name", "Sweeps"),)),
    Operation(id="undated", name="Undated", sites=("dogwood-ny",), statements=(said("name", "Undated"),)),
)
OTHERS = (
    Agency(
        id="alder-police",
        name="Alder Police",
        aliases=("A;P", "50 %", "%3B"),
        kind="police",
        level="city",
        jurisdiction="ocd-division/country:us/state:ak/place:alder",
        statements=(said("name", "Alder Police"), said("aliases", ("A;P", "50 %", "%3B"))),
    ),
    Organization(
        id="lanterns",
        name="Lanterns",
        aliases=("=Lamps",),
        kind="coalition",
        founded=When("198X"),
        member_count=Count.more_than(30),
        sites=("alder-ak",),
        participations=(taking_part("alder-police", "member"),),
        url="https://example.org/lanterns",
        statements=(said("name", "Lanterns"), said("member_count", Count.more_than(30))),
    ),
    Program(
        id="alder-school",
        name="Alder school",
        aliases=("Night class",),
        kind="john_school",
        serves=("buyers", "public"),
        when=When("2010/.."),
        jurisdiction="ocd-division/country:us/state:ak",
        participations=(taking_part("lanterns", "organizer"),),
        url="https://example.org/school",
        phone="+1 555 0100",
        statements=(said("name", "Alder school"),),
    ),
    Penalty(
        id="soliciting-ak",
        offense="soliciting",
        jurisdiction="ocd-division/country:us/state:ak",
        when=When("2021"),
        max_jail_days=180,
        conditions=("a class; paid", "a fine"),
        statements=(said("offense", "soliciting"),),
    ),
    Milestone(
        id="alder-agreement",
        title="An agreement",
        when=When("1999-21"),
        sites=("alder-ak",),
        participations=(taking_part("lanterns", "supporter"),),
        programs=("alder-school",),
        tactics=("john_school",),
        series="sweeps",
        statements=(said("title", "An agreement"),),
    ),
    Series(
        id="sweeps",
        name="Sweeps",
        cadence="annual",
        sites=("alder-ak",),
        participations=(taking_part("alder-police", "organizer"),),
        others=("victim_advocates",),
        outcomes=(
            Outcome(
                key="all",
                what="citation",
                of="mixed",
                count=Count.at_least(3),
                statements=(said("count", Count(3, None, None)),),
            ),
        ),
        statements=(said("name", "Sweeps"),),
    ),
    Menu(id="menu-one", title="Menu", tactics=("letters", "cameras"), statements=(said("title", "Menu"),)),
    Tactic(
        id="letters",
        label="Letters",
        aliases=("Dear John letters",),
        definition="Letters go out.",
        reported=(ReportedUse(places=Count.about(100), when=When("../2020"), note="about", evidence=(piece(),)),),
        statements=(said("label", "Letters"),),
    ),
    *(
        Tactic(id=id, label=id, definition=id, statements=(said("label", id),))
        for id in ("cameras", "john_school", "reverse_stings", "web_stings")
    ),
    Retired(id="alder-old", successor="alder-ak", retired_on=date(2022, 1, 1), reason="Renamed; kept."),
)  # fmt: skip
EVERYTHING = (*SOURCES, *SITES, *OPERATIONS, *OTHERS)


def write_dataset(folder, records=EVERYTHING):
    for name, content in compiled_files(records).items():
        (folder / name).write_bytes(content)
    return Dataset.open(folder)


class Rows:
    """The rows of all forms, found by what they belong to."""

    def __init__(self, tables):
        self.of = {name: list(tables(name)) for name in (*(cls.TABLE for cls in RECORDS.values()), *LONG)}
        self.found = {}

    def in_order(self, form, **keys):
        """The rows of a form that have these keys, by position."""
        if (form, *keys) not in self.found:
            groups = self.found[form, *keys] = defaultdict(list)
            for row in self.of[form]:
                groups[tuple(row[key] for key in keys)].append(row)
        return sorted(self.found[form, *keys].get(tuple(keys.values()), []), key=lambda row: row["position"])


def rebuilt(tables):
    """The records that the rows of all forms tell, by id; ``tables`` gives the rows of a form as dicts."""
    rows = Rows(tables)
    records = [
        cls(**_fields(cls, row), **_parts(cls, row["id"], rows))
        for cls in RECORDS.values()
        for row in rows.of[cls.TABLE]
    ]
    return {record.id: record for record in records}


LONG = (
    "evidence", "links", "outcomes", "participations", "records", "reported_uses", "statements", "tactic_claims",
    "tactic_uses",
)  # fmt: skip
PARTS = {"statements", "participations", "outcomes", "tactic_uses", "reported", "evidence", "claims"}


def _fields(cls, row, **given):
    """The plain fields of a class as a row tells them."""
    values = dict(given)
    for field in attrs.fields(cls):
        name = field.name
        if (
            name in PARTS
            or name in given
            or (name == "part_of" and cls is Outcome)
            or (cls is Statement and name == "value")
        ):
            continue
        kind = str(field.type)
        if "demandatlas.when.When" in kind:
            value = When(row[f"{name}_edtf"]) if row[f"{name}_edtf"] else None
        elif "demandatlas.count.Count" in kind:
            bounds = [row[f"{name}_{bound}"] for bound in ("low", "best", "high")]
            value = Count(*bounds) if bounds[0] is not None else None
        elif kind.startswith("tuple"):
            value = tuple(row[name])
        else:
            value = row[name]
        if value is not None:
            values[name] = value
    return values


def _parts(cls, id, rows):
    fields = attrs.fields_dict(cls)
    makers = {
        "participations": lambda: _of(Participation, "participations", "participation", "record", id, rows),
        "reported": lambda: _of(ReportedUse, "reported_uses", "reported_use", "tactic", id, rows),
        "tactic_uses": lambda: _uses(id, rows),
        "outcomes": lambda: _outcomes(id, rows),
        "statements": lambda: _statements(id, None, rows),
    }
    return {name: make() for name, make in makers.items() if name in fields}


def _evidence(column, id, rows):
    return tuple(Evidence(**_fields(Evidence, row)) for row in rows.in_order("evidence", **{column: id}))


def _of(cls, form, column, key, id, rows):
    return tuple(
        cls(**_fields(cls, row), evidence=_evidence(column, row["id"], rows))
        for row in rows.in_order(form, **{key: id})
    )


def _uses(id, rows):
    return tuple(
        TacticUse(
            tactic=use["tactic"],
            standing=use["standing"],
            claims=_of(TacticClaim, "tactic_claims", "tactic_claim", "tactic_use", use["id"], rows),
        )
        for use in rows.in_order("tactic_uses", site=id)
    )


def _outcomes(id, rows):
    made = []
    for row in rows.in_order("outcomes", record=id):
        whole = row["part_of"].removeprefix(f"{id}:") if row["part_of"] else None
        values = _fields(Outcome, row, part_of=whole, statements=_statements(id, row["id"], rows))
        made.append(Outcome(**values))
    return tuple(made)


def _statements(id, outcome, rows):
    return tuple(
        Statement(**_fields(Statement, row), value=_value(row), evidence=_evidence("statement", row["id"], rows))
        for row in rows.in_order("statements", record=id, outcome=outcome)
    )


def _value(row):
    readers = {
        "text": str,
        "integer": int,
        "number": float,
        "when": When,
        "count": Count.parse,
        "list": lambda text: tuple(entry.replace("%3B", ";").replace("%25", "%") for entry in text.split(";")),
    }
    return readers[row["value_type"]](row["value"])
