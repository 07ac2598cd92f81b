"""The data pages: which there are, and what stands on each."""

import re
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import attrs
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from datapages import ledes, pictures, spoken, tables
from datapages.atlas import KINDS, STANDINGS, Atlas, meaning, standings_of
from demandatlas import Event, Operation, Record, Site, TacticUse, When
from demandatlas.ids import TACTIC_IDS
from demandatlas.records import RECORDS

TEMPLATES = Path(__file__).parent / "templates"
OWN_TEMPLATE = ("operation", "series", "site", "source", "tactic")
FOLDER = "atlas"
DRAWN = 40
"""How many rows a time line has at most."""
_HEADING = re.compile(r'<h2 id="([^"]+)">(.*?)</h2>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


@attrs.frozen(kw_only=True)
class Page:
    """One page as the theme takes it, with what the search should find it by.

    Attributes:
        name: its path without an ending.
        title: its title.
        body: the HTML between the theme's header and footer.
        parents: names and titles of the pages above it.
        aliases: other names of what it shows.
        words: text that the search should know.
    """

    name: str
    title: str
    body: str
    parents: tuple[tuple[str, str], ...] = ()
    aliases: tuple[str, ...] = ()
    words: str = ""

    @property
    def sections(self) -> list[tuple[str, str]]:
        """The ids and titles of its sections."""
        return [(id, _TAG.sub("", title).strip()) for id, title in _HEADING.findall(self.body)]


class Pages:
    """Renders the pages of an atlas."""

    def __init__(self, atlas: Atlas) -> None:
        self.atlas = atlas
        self._jinja = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._jinja.globals.update(self._words())

    def all(self) -> Iterator[Page]:
        """Every page: one a record, and one list a kind. The list of sites is the atlas's own front page."""
        for kind in KINDS:
            if kind != "site":
                yield self.list_of(kind)
            yield from (self.page(record) for record in self.atlas.of_kind(kind))

    def page(self, record: Record) -> Page:
        """The page of one record."""
        template = f"{record.KIND if record.KIND in OWN_TEMPLATE else 'record'}.html"
        return Page(
            name=page_name(record),
            title=str(record),
            body=self._jinja.get_template(template).render(record=record),
            parents=(front(), (list_name(record.KIND), spoken.KIND_NAMES[record.KIND][1])),
            aliases=tuple(getattr(record, "aliases", ())),
            words=searched(record),
        )

    def list_of(self, kind: str) -> Page:
        """The page that lists the records of a kind."""
        body = self._jinja.get_template("list.html").render(kind=kind, records=self.atlas.of_kind(kind))
        return Page(name=list_name(kind), title=spoken.KIND_NAMES[kind][1], body=body, parents=(front(),))

    def front(self) -> str:
        """The front page's list of sites, with its map and filter."""
        sites = self.atlas.of_kind("site")
        counts = [(kind, len(self.atlas.of_kind(kind))) for kind in KINDS]
        return self._jinja.get_template("front.html").render(
            sites=sites, counts=counts, tactics=self.atlas.data.tactics
        )

    def _words(self) -> dict[str, Any]:
        return {
            "STANDINGS": STANDINGS,
            "TACTICS": TACTIC_IDS,
            "atlas": self.atlas,
            "bars_of": tables.bars_of,
            "by_kind": partial(tables.by_kind, self.atlas),
            "cell": self.cell,
            "DRAWN": DRAWN,
            "columns_of": tables.COLUMNS.__getitem__,
            "data": self.atlas.data,
            "fields_of": fields_of,
            "lede": partial(ledes.lede, self.atlas),
            "link": self.link,
            "meaning": meaning,
            "pictures": pictures,
            "places": tables.places,
            "spoken": spoken,
            "standings_of": standings_of,
            "table_of": lambda kind: RECORDS[kind].TABLE,
            "timeline_of": self.timeline,
            "title_of": self.title_of,
            "value": self.value,
        }

    def link(self, id: str, base: str = "../") -> Markup:
        """A link to a record's page, from a page of the same depth; plain text for what has none."""
        record = self.atlas.records.get(id)
        if record is None:
            return Markup("<code>{}</code>").format(id)
        return Markup('<a href="{}{}/{}.html">{}</a>').format(base, record.TABLE, record.id, str(record))

    def value(self, kind: str, field: str, value: Any) -> Markup:
        """A value as a reader would say it: ids as links, terms with their meaning, dates with their EDTF."""
        if isinstance(value, tuple):
            return Markup(", ").join(self.value(kind, field, each) for each in value)
        if isinstance(value, When):
            return Markup('{} <code class="edtf">{}</code>').format(str(value), value.edtf)
        if isinstance(value, str) and value.startswith(("http://", "https://")):
            return Markup('<a class="outside" rel="noreferrer" href="{0}">{0}</a>').format(value)
        if isinstance(value, int) and field == "population":
            return Markup(f"{value:,}")
        if isinstance(value, str) and field != "id" and value in self.atlas.records and field != "name":
            return self.link(value)
        said = meaning(vocabulary, str(value)) if (vocabulary := spoken.vocabulary_of(kind, field)) else ""
        text = spoken.words(str(value)) if said else str(value)
        return Markup('{} <span class="meaning">({})</span>').format(text, said) if said else Markup("{}").format(text)

    def cell(self, record: Record, column: str) -> Markup:
        """A cell of the list of a kind: shorter than ``value``, without meanings."""
        held = tables.cell_value(record, column)
        if isinstance(held, tuple):
            ids = [each in self.atlas.records for each in held]
            return Markup(", ").join(self.link(each) if known else each for each, known in zip(held, ids, strict=True))
        return self.link(held) if held in self.atlas.records else Markup("{}").format(spoken.words(str(held)))

    def title_of(self, event: Event) -> Markup:
        """What an entry of a time line is about: a link to the record, or to the tactic's part of this page."""
        if event.what != "claim":
            return self.link(event.id)
        tactic, _, stance = event.title.partition(": ")
        return Markup('<a href="#{}">{}</a>: {}').format(tactic, str(self.atlas.records[tactic]), spoken.words(stance))

    def timeline(self, rows: list[Any], what: str) -> Markup:
        """The picture of a time line: events or operations that tell a time, the latest if there are many."""
        told = [row for row in rows if row.when is not None]
        shown = told[-DRAWN:]
        drawn = [pictures.Row(self._row_title(row), row.when, _row_style(row)) for row in shown]
        left_out = _left_out(len(rows) - len(told), len(told) - len(shown))
        alt = f"Time line of {what}: {spoken.plural(len(shown), 'bar')}{left_out}. The table beside it says the same."
        return pictures.timeline(drawn, self.today, alt)

    @property
    def today(self) -> date:
        """The day up to which open times are drawn: that of the data, so that a page is the same on every day."""
        return date.fromisoformat(self.atlas.data.data_version)

    def _row_title(self, row: Any) -> str:
        if isinstance(row, Event) and row.what == "claim":
            tactic, _, stance = row.title.partition(": ")
            return f"{self.atlas.records[tactic]}: {spoken.words(stance)}"
        return getattr(row, "title", None) or str(row)


def _left_out(undated: int, earlier: int) -> str:
    """What a time line does not draw."""
    without_time = f"; {undated} without a time are not drawn" if undated else ""
    return without_time + (f"; {earlier} earlier ones are not drawn" if earlier else "")


def page_name(record: Record) -> str:
    """The path of a record's page, without an ending."""
    return f"{FOLDER}/{record.TABLE}/{record.id}"


def list_name(kind: str) -> str:
    """The path of the page that lists a kind; the sites stand on the front page."""
    return f"{FOLDER}/index" if kind == "site" else f"{FOLDER}/{RECORDS[kind].TABLE}/index"


def front() -> tuple[str, str]:
    """Path and title of the front page."""
    return f"{FOLDER}/index", "The data"


def fields_of(record: Record) -> list[str]:
    """The fields of a record that are told by statements, in the record's order."""
    told = {statement.field for statement in record.statements}
    return [field.name for field in attrs.fields(type(record)) if field.name in told]


def searched(record: Record) -> str:
    """What the search should find a record by, besides its name."""
    uses: tuple[TacticUse, ...] = getattr(record, "tactic_uses", ())
    notes = [claim.note for use in uses for claim in use.claims]
    state = [spoken.state_name(record.state)] if isinstance(record, Site) else []
    own = [str(getattr(record, name, "")) for name in ("definition", "note", "publisher", "url", "offense")]
    return " ".join([record.id, *state, spoken.place_kind(record), *own, *notes])


def _row_style(row: Any) -> str:
    if isinstance(row, Operation):
        return "operation"
    if isinstance(row, Event) and row.what == "claim":
        return row.title.partition(": ")[2]
    return str(getattr(row, "what", "claim"))
