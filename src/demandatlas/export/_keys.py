"""The columns that are no field of their own: keys, places in an order, and what is derived from a whole record."""

from demandatlas.export._columns import TARGETS, Column
from demandatlas.export._unfold import VALUE_TYPES, cited, value_text
from demandatlas.ids import TacticId
from demandatlas.records import RECORDS, Site
from demandatlas.vocabulary import VOCABULARY

_CENSUS_LEVELS = {5: "0500000US", 7: "1600000US", 10: "0600000US"}


def census_geoid(site: Site) -> str | None:
    """A site's GEOID in the long form of the Census, which no spreadsheet takes for a number."""
    level = _CENSUS_LEVELS.get(len(site.geoid or ""))
    return f"{level}{site.geoid}" if level else None


def above(name: str, target: str, *, always: bool = True) -> Column:
    """The id of the row that a part belongs to; not ``always`` where it can belong to another table's row instead."""
    else_none = "" if always else "; none where it belongs to no such row"
    return Column(
        name=name,
        type="text",
        description=f"Id of the row of {target} that it belongs to{else_none}.",
        value=lambda part: part.above.get(name),
        required=always,
        target=target,
    )


def standing(tactic: TacticId) -> Column:
    """A site's standing of one tactic."""
    return Column(
        name=f"standing_{tactic}",
        type="text",
        description=f"The standing of {tactic} here; unknown is not no.",
        value=lambda site: site.use_of(tactic).standing,
        required=True,
        terms=tuple(VOCABULARY["Standing"]),
    )


ID = Column(name="id", type="text", description="The row's id.", value=lambda part: part.id, required=True, key=True)
RECORD = Column(
    name="record",
    type="text",
    description="Id of the record that it is part of.",
    value=lambda part: part.record,
    required=True,
    target="records",
)
POSITION = Column(
    name="position",
    type="integer",
    description="Its place among its like, from 1.",
    value=lambda part: part.position,
    required=True,
)
RANK = Column(
    name="rank",
    type="integer",
    description="Its rank among the statements of the same field; the field takes the value of the first.",
    value=lambda part: part.above["rank"],
    required=True,
)
KIND = Column(
    name="kind",
    type="text",
    description="The kind of record.",
    value=lambda part: part.told.KIND,
    required=True,
    terms=tuple(RECORDS),
)
LABEL = Column(
    name="label",
    type="text",
    description="The name shown to people.",
    value=lambda part: str(part.told),
    required=True,
)
FIELD = Column(
    name="field",
    type="text",
    description="The field that holds the id.",
    value=lambda part: part.above["field"],
    required=True,
    terms=tuple(sorted(TARGETS)),
)
TARGET = Column(
    name="target",
    type="text",
    description="The id that the field holds.",
    value=lambda part: part.told,
    required=True,
    target="records",
)
WHOLE = Column(
    name="part_of",
    type="text",
    description="Id of the outcome that this one breaks down, or none.",
    value=lambda part: f"{part.record}:{part.told.part_of}" if part.told.part_of else None,
    target="outcomes",
)
VALUE = Column(
    name="value",
    type="text",
    description="The value as text: a date in EDTF, a count as it is written in seeds, a list joined by a semicolon.",
    value=lambda part: value_text(part.told.value),
)
VALUE_TYPE = Column(
    name="value_type",
    type="text",
    description="What the value is: text, integer, number, when (a date), count or list.",
    value=lambda part: VALUE_TYPES[type(part.told.value)],
    required=True,
    terms=tuple(VALUE_TYPES.values()),
)
GEOIDFQ = Column(
    name="geoidfq",
    type="text",
    description="The GEOID in the long form of the Census, such as 1600000US0664000: text to every spreadsheet.",
    value=census_geoid,
)
PARTIES = Column(
    name="parties",
    type="list",
    description="Ids of the agencies and organizations among its participations, each once.",
    value=lambda record: list(dict.fromkeys(each.party for each in record.participations)),
    required=True,
    target="records",
)
CITED = Column(
    name="cited_sources",
    type="list",
    description="Ids of the sources that anything in this record rests on; the form evidence has the places in them.",
    value=cited,
    required=True,
    target="sources",
)
