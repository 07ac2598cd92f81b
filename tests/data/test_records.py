"""Every record of the bundled data against what a user gets: a failure names the ids at fault and how to mend them."""

import hashlib
import re
from collections import Counter, defaultdict
from itertools import takewhile
from pathlib import Path
from typing import get_args

import attrs
import pytest

import demandatlas as da
from demandatlas import ids
from demandatlas.curate.agreement import agreement_rows
from demandatlas.dated import dated_index
from demandatlas.errors import AmbiguousLabelError
from demandatlas.evidence import standing
from demandatlas.index import index_of
from demandatlas.naming import slug
from demandatlas.records import RECORDS, Retired, Source, names_of
from demandatlas.states import STATES
from demandatlas.store import META, bundled_files, files_of, fingerprint

MEND = "mend the seeds of these, then run: python -m demandatlas.curate build"
STALE = "the compiled data are not current; run: python -m demandatlas.curate build"

ALL = list(da.all_records())
TABLES = {kind: getattr(da, record.TABLE) for kind, record in RECORDS.items()}
KIND_OF = {record.id: record.KIND for record in ALL}
TOLD = [record for record in ALL if not isinstance(record, Source | Retired)]
SITES = list(da.sites)
PARTS = {"statements", "tactic_uses", "participations", "outcomes", "reported"}
DOCUMENTS = Path(__file__).parents[3] / "shared" / "documents"
needs_documents = pytest.mark.skipif(not DOCUMENTS.is_dir(), reason=f"needs the documents in {DOCUMENTS}")


def check(wrong, fix=MEND):
    """Fail with all that is wrong, and with the command that mends it."""
    wrong = list(wrong)
    assert not wrong, "\n".join([f"{len(wrong)} at fault; {fix}", *map(str, wrong[:50])])


def parts_of(record):
    """All that carries evidence: statements, claims, participations, reports, and the statements of outcomes."""
    yield from record.statements
    yield from (claim for use in getattr(record, "tactic_uses", ()) for claim in use.claims)
    yield from (*getattr(record, "participations", ()), *getattr(record, "reported", ()))
    yield from (statement for outcome in getattr(record, "outcomes", ()) for statement in outcome.statements)


def claims():
    return [(site, use, claim) for site in SITES for use in site.tactic_uses for claim in use.claims]


def test_the_data_are_whole():
    """Every file is that which was built, and every line is a record."""
    assert da.verify() is None


def test_ids_are_unique_over_all_kinds():
    """One id, one record."""
    counts = Counter(record.id for record in ALL)

    check(id for id, count in counts.items() if count > 1)


def test_ids_are_slugs():
    """Lower case letters and digits with ``-`` between; a tactic's with ``_``."""
    check(record.id for record in ALL if not re.fullmatch(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", record.id))


@pytest.mark.parametrize("kind", sorted(RECORDS))
def test_every_record_is_found_by_its_id(kind):
    """And by itself, and by its position."""
    table = TABLES[kind]

    check(record.id for at, record in enumerate(table) if not table[record.id] == table[record] == table[at] == record)


@pytest.mark.parametrize("kind", sorted(RECORDS))
def test_every_record_is_found_by_its_names(kind):
    """By label, name and alias where it is the only one of its kind with it; else both are named."""
    bearers = defaultdict(set)
    for record in TABLES[kind]:
        for name in names_of(record):
            bearers[slug(name)].add(record.id)

    check(
        (record.id, name)
        for record in TABLES[kind]
        for name in names_of(record)
        if slug(name) and found(kind, name) != ({name} if name == record.id else bearers[slug(name)])
    )


def found(kind, name):
    try:
        return {TABLES[kind][name].id}
    except AmbiguousLabelError as error:
        return set(error.candidates)


def test_every_field_is_the_value_of_its_first_statement():
    """Fields of many values unite what their statements tell."""
    check(
        (record.id, field)
        for record in TOLD
        for field, value in told_values(record).items()
        if getattr(record, field) != value
    )


def told_values(record):
    values = {}
    for statement in record.statements:
        if statement.field not in values:
            values[statement.field] = statement.value
        elif isinstance(statement.value, tuple):
            values[statement.field] += tuple(each for each in statement.value if each not in values[statement.field])
    return values


def test_every_value_has_a_statement():
    """No value without the source that says so."""
    check(
        (record.id, field.name)
        for record in TOLD
        for field in attrs.fields(type(record))
        if field.name not in {"id", *PARTS}
        and getattr(record, field.name) != field.default
        and field.name not in told_values(record)
    )


def test_every_statement_is_of_a_field():
    """Of its own record."""
    check(
        (record.id, statement.field)
        for record in TOLD
        for statement in record.statements
        if statement.field not in attrs.fields_dict(type(record)) or statement.field in {"id", *PARTS}
    )


def test_everything_told_has_evidence():
    """At least one piece."""
    check((record.id, part) for record in TOLD for part in parts_of(record) if not part.evidence)


def pieces():
    return [(record.id, piece) for record in TOLD for part in parts_of(record) for piece in part.evidence]


def test_evidence_is_in_a_known_source():
    """The chain ends in a source that is there."""
    check((id, piece) for id, piece in pieces() if KIND_OF.get(piece.source) != "source")


def test_evidence_says_where_and_by_how_many():
    """A place, one or two readers, a short note, a hash where there is one."""
    check(
        (id, piece)
        for id, piece in pieces()
        if not piece.locator.strip()
        or piece.readings not in (1, 2)
        or len(piece.note) > 200
        or (piece.passage_sha256 and not re.fullmatch("[0-9a-f]{64}", piece.passage_sha256))
    )


def test_every_document_that_is_held_is_cited():
    """It was read, and something rests on it."""
    cited = {piece.source for _, piece in pieces()}

    check(source.id for source in da.sources if source.sha256 and source.id not in cited)


def references():
    """Id, what it names, and the kinds that this may be."""
    for record in ALL:
        for field, kinds in (
            ("sites", {"site"}), ("series", {"series"}), ("part_of", {"operation"}), ("programs", {"program"}),
            ("tactics", {"tactic"}), ("listed_tactics", {"tactic"}), ("repeats", {"source"}), ("menu", {"menu"}),
            ("successor", set(RECORDS)),
        ):  # fmt: skip
            named = getattr(record, field, None) or ()
            yield from ((record.id, each, kinds) for each in ((named,) if isinstance(named, str) else named))
        yield from (
            (record.id, each.party, {"agency", "organization"}) for each in getattr(record, "participations", ())
        )
        yield from ((record.id, use.tactic, {"tactic"}) for use in getattr(record, "tactic_uses", ()))
    yield from ((site.id, claim.served_by, {"site"}) for site, _, claim in claims() if claim.served_by)


def test_every_reference_is_to_a_record():
    """Of the right kind."""
    check((id, named) for id, named, kinds in references() if KIND_OF.get(named) not in kinds)


def test_no_operation_is_part_of_itself():
    """However far round."""
    larger = {operation.id: operation.part_of for operation in da.operations}

    check(id for id in larger if is_in_a_loop(id, larger))


def is_in_a_loop(id, larger):
    seen = set()
    while id and id not in seen:
        seen.add(id)
        id = larger.get(id)
    return bool(id)


def test_outcomes_have_keys_of_their_own_and_parts_of_told_wholes():
    """Within their record."""
    counted = [*da.operations, *da.series]

    check(
        (record.id, outcome.key)
        for record in counted
        for outcome in record.outcomes
        if [each.key for each in record.outcomes].count(outcome.key) > 1
        or (outcome.part_of and outcome.part_of not in {each.key for each in record.outcomes} - {outcome.key})
        or outcome.count != outcome.statements[0].value
    )


def test_participations_are_told_once():
    """One a party and role."""
    check(
        (record.id, key)
        for record in ALL
        for key, count in Counter((each.party, each.role) for each in getattr(record, "participations", ())).items()
        if count > 1
    )


def test_standings_follow_from_claims():
    """By the rules of evidence."""
    check(
        (
            (site.id, use.tactic)
            for site in SITES
            for use in site.tactic_uses
            if use.standing != standing(use.claims, da.sources)
        ),
        STALE,
    )


def test_a_tactic_stands_once_at_a_site_and_has_claims():
    """A tactic without claims is unknown and stands nowhere."""
    check(
        (site.id, tactic)
        for site in SITES
        for tactic, count in Counter(use.tactic for use in site.tactic_uses).items()
        if count > 1 or not site.use_of(tactic).claims
    )


def test_a_listed_tactic_without_claims_is_unknown():
    """What a page prints for every place is never a finding."""
    check(
        (site.id, tactic)
        for site in SITES
        for tactic in site.listed_tactics
        if tactic not in {use.tactic for use in site.tactic_uses} and site.use_of(tactic).standing != "unknown"
    )


def test_no_claim_points_to_a_list():
    """Neither to the menu, nor to the fields or partners of a page."""
    check(
        (site.id, use.tactic, piece.locator)
        for site, use, claim in claims()
        for piece in claim.evidence
        if re.match(r"list|menu|tactics used|fields|key partners", piece.locator, re.IGNORECASE)
    )


@needs_documents
def test_no_claim_points_to_the_lines_of_a_menu():
    """Read in the documents: the labels under "Tactics Used"."""
    menus = {path.stem: menu_lines(path) for path in DOCUMENTS.glob("demand-forum-*.txt")}
    held = [(site.id, use.tactic, piece) for site, use, claim in claims() for piece in claim.evidence]

    check((id, tactic, piece.locator) for id, tactic, piece in held if lines_of(piece) & menus.get(piece.source, set()))


def menu_lines(path):
    """The numbers of the line "Tactics Used" and of the labels that follow it."""
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    labels = {slug(tactic.label) for tactic in da.tactics}
    start = lines.index("Tactics Used") + 1
    return {
        start,
        *(start + 1 + at for at, _ in enumerate(takewhile(lambda line: slug(line) in labels, lines[start:]))),
    }


def lines_of(piece):
    spread = re.search(r"L(\d+)(?:-L(\d+))?$", piece.locator)
    return set(range(int(spread[1]), int(spread[2] or spread[1]) + 1)) if spread else set()


@needs_documents
def test_passages_of_the_documents_carry_their_hash():
    """So that anyone who holds a document can check the claim."""
    held = {source.id for source in da.sources if (DOCUMENTS / f"{source.id}.txt").is_file()}

    check(
        (id, piece) for id, piece in pieces() if piece.source in held and lines_of(piece) and not piece.passage_sha256
    )


@needs_documents
def test_documents_are_those_that_were_read():
    """Found by their hash."""
    check(
        source.id
        for source in da.sources
        if (path := DOCUMENTS / f"{source.id}.txt").is_file()
        and source.sha256 != hashlib.sha256(path.read_bytes()).hexdigest()
    )


def texts():
    """Every text that a reader of the project or of the package sees."""
    root = Path(__file__).parents[2]
    files = [
        *root.glob("*.md"),
        *(file for folder in ("docs", "seeds", "src") for file in (root / folder).rglob("*.*")),
    ]
    return [path for path in files if path.suffix in {".md", ".toml", ".py", ".jsonl", ".txt", ".json"}]


# Hashes, so that the names of people in the documents stand nowhere, not even here.
PEOPLE = {"f872054c921d0dbddb60d153eeb1e3570d297a18ebb1633ca9702f44acf43336"}


def test_nobody_of_the_documents_is_named():
    """Offices only."""
    words = {word for path in texts() for word in re.findall(r"[a-z]+", path.read_text(encoding="utf-8").casefold())}

    assert set() == {word for word in words if hashlib.sha256(word.encode()).hexdigest() in PEOPLE}


def test_nothing_is_told_before_it_began():
    """No claim and no operation begins after the day from which the newest of its sources was known."""
    late = [
        (site.id, claim.when, claim.evidence) for site, _, claim in claims() if claim.when and claim.stance != "planned"
    ]
    late += [
        (record.id, statement.value, statement.evidence)
        for record in (*da.operations, *da.milestones)
        for statement in record.statements
        if statement.field == "when"
    ]

    check(
        (id, str(when))
        for id, when, evidence in late
        if when.first_day and when.first_day > max(da.sources[piece.source].known_from for piece in evidence)
    )


def test_places_lie_in_their_states():
    """GEOIDs begin with the state's number, and coordinates lie in its box."""
    check(
        site.id
        for site in SITES
        if (site.geoid and not site.geoid.startswith(STATES[site.state].fips))
        or (site.latitude is None) != (site.longitude is None)
        or (site.latitude is not None and not STATES[site.state].holds(site.latitude, site.longitude))
        or (site.ocd_id and f"/state:{site.state.lower()}" not in site.ocd_id and site.state != "DC")
    )


def test_identifiers_are_those_of_one_place():
    """No two sites share one."""
    for name in ("ocd_id", "geoid"):
        counts = Counter(getattr(site, name) for site in SITES if getattr(site, name))
        check((name, each) for each, count in counts.items() if count > 1)


def test_the_fifteen_tactics():
    """With a definition each."""
    assert (15, get_args(ids.TacticId)) == (sum(bool(tactic.definition) for tactic in da.tactics), da.tactics.ids)


@pytest.mark.parametrize(
    ("literal", "table"),
    [
        (ids.SiteId, da.sites),
        (ids.OperationId, da.operations),
        (ids.SeriesId, da.series),
        (ids.AgencyId, da.agencies),
        (ids.TacticId, da.tactics),
    ],
    ids=lambda each: getattr(each, "kind", ""),
)
def test_editors_know_the_ids(literal, table):
    """All of them, and no others."""
    check(sorted(set(get_args(literal)) ^ set(table.ids)), STALE)


def test_labels_of_tactics_are_those_of_the_records():
    """What a person may type for a tactic."""
    names = {slug(name): tactic.id for tactic in da.tactics for name in names_of(tactic)}

    assert (names, da.tactics.ids) == (ids.TACTIC_LABELS, ids.TACTIC_IDS)


def test_the_files_are_those_of_the_records():
    """Byte for byte: canonical lines, and indexes that agree."""
    read = bundled_files()
    agreement = agreement_rows(Path(__file__).parents[2] / "seeds" / "codings")
    files = files_of(ALL, index_of(ALL), dated_index(ALL), agreement)

    check((name for name, content in files.items() if read(name)[:] != content), STALE)


def test_the_hash_is_that_of_the_files():
    """What ``data_sha256`` says."""
    read = bundled_files()

    assert da.data_sha256 == fingerprint({name: read(name) for name in files_of([], [])})


def test_the_data_version_is_the_newest_day_of_retrieval():
    """In ISO form."""
    assert max(source.retrieved for source in da.sources).isoformat() == da.data_version


def test_meta_describes_every_file_and_no_other():
    """With its size."""
    import json

    read = bundled_files()
    sizes = json.loads(read(META))["sizes"]

    assert {name: len(read(name)) for name in files_of([], [])} == sizes


@pytest.mark.parametrize("kind", sorted(RECORDS))
def test_everything_prints(kind):
    """Each record and its table, as text and in a notebook."""
    table = TABLES[kind]

    assert (True, True, True) == (
        all(str(record) for record in table),
        bool(repr(table)),
        "<table>" in table._repr_html_(),
    )


def test_every_question_can_be_asked_of_every_record():
    """Ties, agencies, time lines, tactics, operations and reasons, for all that is there."""
    for record in ALL:
        if record.KIND in ("site", "operation", "series", "organization", "program", "milestone"):
            assert set(da.agencies_for(record).ids) <= {tie.party for tie in da.ties(record)}
    for site in SITES:
        assert (len(da.timeline(site)), ids.TACTIC_IDS) == (
            sum(len(use.claims) for use in site.tactic_uses)
            + sum(site.id in record.sites for record in (*da.operations, *da.milestones)),
            tuple(sorted({*da.tactics_of(site).ids, *da.tactics_of(site, standing=OTHER_STANDINGS).ids})),
        )


OTHER_STANDINGS = ("not_used", "disputed", "considered", "unknown")


def test_every_value_can_be_followed_to_its_source():
    """``why`` of every field and every tactic gives evidence in a source that is there."""
    check(
        (record.id, field)
        for record in TOLD
        for field in told_values(record)
        if not all(each.evidence for each in da.why(record, field)) or not da.why(record, field)
    )
    check((site.id, use.tactic) for site in SITES for use in site.tactic_uses if da.why(site, use.tactic) != use.claims)
