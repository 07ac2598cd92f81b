"""What was known by a day, worked out the long way: drafts of seeds are filtered by hand and compiled again.

Nothing of ``asof``, ``dated`` and ``vintage`` is used here.
"""

from datetime import date, timedelta

import attrs
from builders import Reader
from hypothesis import strategies as st

from demandatlas.count import Count
from demandatlas.curate.compiling import compile_drafts, compiled_files
from demandatlas.curate.reading import Seed
from demandatlas.curate.shaping import Draft, Part, Told
from demandatlas.dataset import Dataset
from demandatlas.index import index_of
from demandatlas.parts import Evidence
from demandatlas.records import RECORDS, Retired, Source
from demandatlas.store import META, Store, files_of, meta_of
from demandatlas.when import When

FAR = date(9999, 12, 31)
IDENTITY = {"state", "kind", "county", "ocd_id", "geoid", "latitude", "longitude", "jurisdiction"}
NAMES = {"series", "part_of", "sites", "programs", "tactics", "listed_tactics"}

IDS = {
    "agency": ("fbi", "police-ca"),
    "menu": ("list",),
    "milestone": ("visit",),
    "operation": ("sting-1", "sting-2", "sting-3"),
    "organization": ("neighbors",),
    "program": ("class",),
    "series": ("stings", "sweeps"),
    "site": ("folsom-ca", "roseville-ca"),
    "tactic": ("john_school", "letters"),
}
SOURCES = ("paper", "profile", "register", "release")
BASES = st.sampled_from(("stated", "stated", "derived", "heading"))
DATES = st.sampled_from(("2019", "2020-10", "2021-10-05", "198X", "1987/..", "../1995")).map(When)
COUNTS = st.sampled_from((Count.exact(46), Count.exact(45), Count.at_least(3)))
TEXTS = st.sampled_from(("One", "Two", "Three"))
TACTICS = st.lists(st.sampled_from(IDS["tactic"]), min_size=1, max_size=2, unique=True).map(tuple)
SITES = st.lists(st.sampled_from(IDS["site"]), min_size=1, max_size=2, unique=True).map(tuple)
FIELDS = {
    "agency": {"name": TEXTS, "kind": st.sampled_from(("police", "federal")), "level": st.just("city")},
    "menu": {"title": TEXTS, "tactics": TACTICS},
    "milestone": {"title": TEXTS, "when": DATES, "sites": SITES, "series": st.sampled_from(IDS["series"])},
    "operation": {
        "name": TEXTS,
        "series": st.sampled_from(IDS["series"]),
        "edition": st.integers(1, 3),
        "when": DATES,
        "sites": SITES,
        "tactics": TACTICS,
        "part_of": st.just("sting-1"),
    },
    "organization": {"name": TEXTS, "kind": st.just("coalition"), "member_count": COUNTS, "sites": SITES},
    "program": {"name": TEXTS, "kind": st.just("john_school"), "serves": st.just(("buyers",)), "when": DATES},
    "series": {"name": TEXTS, "sites": SITES},
    "site": {
        "name": TEXTS,
        "state": st.just("CA"),
        "kind": st.sampled_from(("city", "county")),
        "geoid": st.sampled_from(("0624638", "0600000")),
        "population": st.integers(1, 3),
        "listed_tactics": st.just("menu"),
    },
    "tactic": {"label": TEXTS, "definition": TEXTS, "aliases": st.sampled_from((("a",), ("b",)))},
}
PARTIES = st.sampled_from((*IDS["agency"], *IDS["organization"]))
PARTS = {
    "claims": st.fixed_dictionaries(
        {"tactic": st.sampled_from(IDS["tactic"]), "stance": st.sampled_from(("used", "ended", "not_used", "studied"))},
        optional={"when": DATES, "served_by": st.sampled_from(IDS["site"]), "basis": BASES},
    ),
    "participations": st.fixed_dictionaries({"parties": PARTIES.map(lambda id: (id,))}, optional={"basis": BASES}),
    "outcomes": st.fixed_dictionaries(
        {"key": st.sampled_from(("a", "b")), "what": st.just("arrest"), "of": st.just("buyers"), "count": COUNTS},
        optional={"basis": BASES},
    ),
    "reported": st.fixed_dictionaries({"places": COUNTS, "when": DATES}),
}
PARTS_OF = {
    "milestone": ("participations",),
    "operation": ("participations", "outcomes"),
    "series": ("participations", "outcomes"),
    "site": ("claims", "participations"),
    "tactic": ("reported",),
}
PIECES = st.builds(
    Evidence,
    source=st.sampled_from(SOURCES),
    locator=st.sampled_from(("L1", "L2", "fields L3", "key sources: letters L4")),
)


def drafted(kind, id, told=(), parts=(), record=None):
    return Draft(Seed(kind, id, f"{id}.toml", {}, ""), tuple(told), tuple(parts), record)


def source_drafts(id):
    """A source published on any of a few days, or on no day that is told."""
    kinds = ("register",) if id == "register" else ("news", "government", "advocacy")
    made = st.builds(
        Source,
        id=st.just(id),
        title=st.just(id),
        publisher=st.just(id),
        publisher_kind=st.sampled_from(kinds),
        published=st.none() | st.sampled_from(("2019", "2020-11-16", "2021-01", "2021")).map(When),
        retrieved=st.just(date(2022, 1, 1)),
        url=st.just("https://example.org"),
        menu=st.sampled_from((None, "list")),
    )
    return made.map(lambda record: drafted("source", id, record=record))


@st.composite
def record_drafts(draw, kind, id):
    """A record that tells every field that it needs, and some of the others, each once or with a rival."""
    needed, most = required(kind), 1 if kind == "menu" else 2
    told = [
        Told("told[0]", field, draw(values), draw(BASES), draw(PIECES))
        for field, values in FIELDS[kind].items()
        for _ in range(draw(st.integers(1 if field in needed else 0, most)))
    ]
    parts = [
        Part(
            table,
            f"{table}[0]",
            dict(draw(PARTS[table])),
            tuple(draw(st.lists(PIECES, min_size=1, max_size=2, unique=True))),
        )
        for table in PARTS_OF.get(kind, ())
        for _ in range(draw(st.integers(0, 2)))
    ]
    return drafted(kind, id, told, parts)


def required(kind):
    return {field.name for field in attrs.fields(RECORDS[kind]) if field.default is attrs.NOTHING}


RETIRED = drafted("retired", "old", record=Retired(id="old", retired_on=date(2022, 1, 1), reason="doubled"))


def drafts():
    """The drafts of a small world in which sources of different days tell much the same, and at times disagree."""
    made = [source_drafts(id) for id in SOURCES]
    made += [record_drafts(kind, id) for kind, ids in IDS.items() for id in ids]
    return st.tuples(*made, st.just(RETIRED))


def compiled(drafts):
    """The dataset of these drafts."""
    records, _ = compile_drafts(drafts)
    return Dataset(Store(Reader(compiled_files(records)), "a test"))


def days_of(drafts):
    """The days on which something came to be known, those before, and one long after all."""
    known = {draft.source.known_from for draft in drafts if draft.source}
    return sorted({day + timedelta(days=step) for day in known for step in (-1, 0)} | {FAR})


def known_records(drafts, day):
    """The records that were known by a day, by kind and id."""
    known = {draft.source.id for draft in drafts if draft.source and draft.source.known_from <= day}
    records, _ = compile_drafts([_filtered(draft, known) for draft in drafts])
    present = _present(drafts, known)
    kept = [record for record in records if record.id in present or isinstance(record, Retired)]
    return sorted(kept, key=lambda record: (record.KIND, record.id))


def dataset_of(records):
    """The dataset of these records alone, with an index made of them."""
    files = files_of(records, index_of(records))
    return Dataset(Store(Reader({**files, META: meta_of(files, "2022-01-01")}), "an oracle"))


def _filtered(draft, known):
    """What the known sources tell; a field of the identity that none of them tells keeps all that is told of it."""
    told = {each.field for each in draft.told if each.evidence.source in known}
    lasting = (required(draft.seed.kind) | IDENTITY) - told
    kept = [each for each in draft.told if each.evidence.source in known or each.field in lasting]
    return attrs.evolve(draft, told=tuple(kept), parts=tuple(_known_parts(draft, known)))


def _known_parts(draft, known):
    for part in draft.parts:
        evidence = tuple(piece for piece in part.evidence if piece.source in known)
        if evidence:
            yield attrs.evolve(part, evidence=evidence)


def _present(drafts, known):
    """The ids that were told, or named by one that was present, as long as there are more."""
    by_id = {draft.seed.id: draft for draft in drafts}
    present = {id for id, draft in by_id.items() if id in known or _is_told(draft, known)}
    while more := {id for each in present for id in _named(by_id[each], known, by_id) if id in by_id} - present:
        present |= more
    return present


def _is_told(draft, known):
    return any(piece.source in known for _, piece in draft.pieces())


def _named(draft, known, by_id):
    """What a present record names: a source its menu, a menu its tactics at any time, all else by what is known."""
    if draft.source:
        yield draft.source.menu
    for told in draft.told:
        if told.field in NAMES and (told.evidence.source in known or draft.seed.kind == "menu"):
            yield from told.value if isinstance(told.value, tuple) else (told.value,)
    for part in _known_parts(draft, known):
        yield from (*part.values.get("parties", ()), part.values.get("tactic"), part.values.get("served_by"))


def in_order(records):
    """Records whose participations and outcomes stand in one order: that of the parts is not part of what is known."""
    return [_with_ordered_parts(record) for record in records]


def _with_ordered_parts(record):
    keys = {"participations": lambda part: (part.party, part.role), "outcomes": lambda part: part.key}
    ordered = {
        name: tuple(sorted(getattr(record, name), key=key)) for name, key in keys.items() if hasattr(record, name)
    }
    return attrs.evolve(record, **ordered)
