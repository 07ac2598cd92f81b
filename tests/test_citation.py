"""Citations: what they name, and that parsers of each format read them."""

import json
from datetime import date
from pathlib import Path

import bibtexparser
import jsonschema
import pytest
import yaml
from bibtexparser.middlewares import LatexDecodingMiddleware
from builders import claim, dataset, evidence, operation, outcome, participation, site, source, told, use
from hypothesis import given, settings
from hypothesis import strategies as st

import demandatlas as da
from demandatlas.citation import STYLES
from demandatlas.count import Count
from demandatlas.errors import InvalidValueError
from demandatlas.evidence import Conflict
from demandatlas.parts import ReportedUse
from demandatlas.when import When

DATA_OF_ALL = f"Data {da.data_version}, SHA-256 {da.data_sha256}"
RELEASE = f"The Demand Atlas authors. Demand Atlas, version {da.__version__}. {DATA_OF_ALL}"
STORY = (
    "- ABC10. Operation: Hot Spots 2020. 16 November 2020. "
    "https://www.abc10.com/article/news/crime/operation-hot-spots-2020/103-8f9e62a9-5a89-44fd-8aa0-9d1fe821ef01 "
    "(retrieved 2026-11-22)."
)
HERE = Path(__file__).parent
CSL, CFF = (json.loads((HERE / name).read_text("utf-8")) for name in ("csl-data.json", "citation-cff.json"))


def bibtex(text):
    """The entries that bibtexparser reads, LaTeX decoded."""
    read = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert [] == read.failed_blocks
    return {entry.key: {field.key: field.value for field in entry.fields} for entry in read.entries}


def csl(text):
    entries = json.loads(text)
    jsonschema.validate(entries, CSL)
    return {entry["id"]: entry for entry in entries}


def cited(**fields):
    """The entry of one source, in BibTeX and in CSL-JSON."""
    data = dataset(source("page", **fields))
    both = bibtex(data.cite(data.sources, style="bibtex")), csl(data.cite(data.sources, style="csl-json"))
    return tuple(entries["page"] for entries in both)


# What is named


def test_the_release():
    """Version, data, hash, licence; no question and no source."""
    assert f"{RELEASE}. CC BY 4.0." == da.cite()


def test_an_answer():
    """The question, and the sources behind this very answer."""
    asked = "Asked: operations_between('2020', '2020', series='hot-spots')."
    expected = [f"{RELEASE}, as known by 2020-12-31. CC BY 4.0.", asked, "Sources:", STORY]

    assert expected == da.cite(da.known_by("2020").operations_between("2020", "2020", series="hot-spots")).split("\n")


def test_an_answer_with_no_rows():
    """It rests on no source, and is an answer all the same."""
    assert f"{RELEASE}. CC BY 4.0.\nAsked: sites_using('soap_orders', state='NV')." == da.cite(
        da.sites_using("soap_orders", state="NV")
    )


def test_a_table_is_cited_with_the_data_that_it_was_asked_of():
    """Whichever dataset cites it."""
    then = da.known_by("2020")

    assert then.cite(then.operations) == da.cite(then.operations)
    assert da.cite(da.operations) == then.cite(da.operations)


def test_an_identity_that_rests_on_a_later_source():
    """It is cited too: the coordinates of a county that a story names."""
    then = da.known_by("2020")

    assert {"abc10-hot-spots-2020", "census-gazetteer-2017", "ocd-division-ids"} == {
        *csl(then.cite(then.sites["sacramento-county-ca"], style="csl-json"))
    } - {"demandatlas"}


PLACE = site(
    statements=(told("name", "Springfield", "a"), told("population", 2, "b")),
    population=2,
    tactic_uses=(use("letters", claim("used", "2011", "c"), sources={"c": source("c")}),),
    participations=(participation("fbi"),),
)
COUNTED = outcome("arrests", Count.exact(46))
STING = operation("sting", outcomes=(COUNTED,))
DATA = dataset(*map(source, ("a", "b", "c", "page")), PLACE, STING)


@pytest.mark.parametrize(
    ("answer", "asked", "behind"),
    [
        (PLACE, "site springfield-il", "a b c page"),
        (DATA.sources["a"], "source a", "a"),
        (STING, "operation sting", "page"),
        (PLACE.statements[1], "population = 2", "b"),
        (told("sites", ("a", "b"), "a"), "sites = a, b", "a"),
        (PLACE.tactic_uses[0], "letters used", "c"),
        (PLACE.tactic_uses[0].claims[0], "used, 2011", "c"),
        (claim(), "used", "page"),
        (PLACE.participations[0], "fbi as participant", "page"),
        (COUNTED, "arrests = 46", "page"),
        (
            ReportedUse(places=Count.exact(60), when=When("2013"), evidence=(evidence(),)),
            "60 places, 2013",
            "page",
        ),
        (evidence("a"), "", "a"),
        (DATA.why(PLACE, "letters"), "used, 2011", "c"),
        ((PLACE.statements[0], PLACE.statements[1], PLACE.statements[1]), "name = Springfield; population = 2", "a b"),
        (DATA.ties("springfield-il"), "ties('springfield-il')", "page"),
        (DATA.ties("springfield-il")[0], "springfield-il:fbi:participant", "page"),
        (DATA.timeline("springfield-il"), "timeline('springfield-il')", "c"),
        (DATA.coverage(), "coverage()", "a b c page"),
        (
            Conflict(record="x", field="population", chosen=told("f", 1, "a"), rivals=(told("f", 2, "b"),)),
            "conflict on population of x",
            "a b",
        ),
        (DATA.changes(dataset(), dataset(PLACE)), "", "a b c page"),
        ([], "", ""),
    ],
)
def test_any_answer(answer, asked, behind):
    """What it is, and the sources behind it, each once, by id."""
    entries = csl(DATA.cite(answer, style="csl-json"))
    note = entries["demandatlas"]["note"]

    assert (asked, behind) == (note.partition("Asked: ")[2].removesuffix(". CC BY 4.0"), " ".join([*entries][1:]))


@pytest.mark.parametrize("answer", ["sacramento-ca", 3, b"x", Count.exact(3), {"a": 1}, [3]])
def test_what_has_no_sources(answer):
    """It is refused, and a total says what to cite instead."""
    with pytest.raises(InvalidValueError, match=r"cannot cite .*; for a total, the operations added up"):
        da.cite(answer)


def test_an_answer_of_other_data():
    """A source that is not here cannot be cited."""
    with pytest.raises(
        InvalidValueError, match="the answer rests on the source 'a', which is not in these data; cite it"
    ):
        da.cite(PLACE)


@pytest.mark.parametrize(("style", "hint"), [("bibtexx", "did you mean 'bibtex'"), ("x", "give one of bibtex, cff")])
def test_no_such_style(style, hint):
    """The nearest is named, or all."""
    with pytest.raises(InvalidValueError, match=f"there is no citation style '{style}'; {hint}"):
        da.cite(style=style)


# BibTeX and CSL-JSON


def test_the_release_in_bibtex():
    """Title and author keep their letters; the note names data, hash, question, licence."""
    assert {
        "demandatlas": {
            "title": "Demand Atlas",
            "author": "The Demand Atlas authors",
            "year": da.data_version[:4],
            "version": da.__version__,
            "note": f"{DATA_OF_ALL}. Asked: sites_using('license_suspension'). CC BY 4.0",
        }
    } == {
        key: {name: value.strip("{}") for name, value in fields.items()}
        for key, fields in bibtex(da.cite(da.sites_using("license_suspension"), style="bibtex")).items()
        if key == "demandatlas"
    }


@pytest.mark.parametrize(
    ("published", "year", "issued"),
    [
        ("2020-11-16", "2020", {"date-parts": [[2020, 11, 16]]}),
        ("2021-11", "2021", {"date-parts": [[2021, 11]]}),
        ("2017", "2017", {"date-parts": [[2017]]}),
        ("2017~", "2017", {"date-parts": [[2017]], "circa": True}),
        ("2017?", "2017", {"date-parts": [[2017]], "circa": True}),
        ("2020-09/2020-11-15~", "2020", {"date-parts": [[2020, 9], [2020, 11, 15]], "circa": True}),
        ("2005/2007", None, {"date-parts": [[2005], [2007]]}),
        ("198X", None, {"literal": "the 1980s"}),
        ("2021-21", "2021", {"literal": "spring 2021"}),
        ("2019/..", None, {"literal": "since 2019"}),
        ("../1995", None, {"literal": "until 1995"}),
        (None, None, None),
    ],
)
def test_a_date_only_as_exact_as_it_is_told(published, year, issued):
    """A year where one is told; where CSL has no parts for a date, its words."""
    when = When(published) if published else None
    in_bibtex, in_csl = cited(published=when)
    said = f"Published {when}. " if when else ""

    assert (year, issued, f"{said}Retrieved 2024-01-01") == (
        in_bibtex.get("year"),
        in_csl.get("issued"),
        in_bibtex["note"],
    )


@pytest.mark.parametrize(("kind", "expected"), [("news", "article-newspaper"), ("government", "webpage")])
def test_the_type_of_a_source(kind, expected):
    """News stories are newspaper articles, all else is a page."""
    assert expected == cited(publisher_kind=kind)[1]["type"]


@settings(deadline=None)
@given(st.text('&%$#_{}~^\\ abé"@,=', min_size=1).filter(lambda text: text == " ".join(text.split())))
def test_any_title_can_be_read_back(title):
    """Whatever letters it holds; braces, signs and backslashes do not break the entry."""
    in_bibtex, in_csl = cited(title=title, publisher=f"x{title}")
    ours = in_bibtex["title"].replace("\u02c6", "^")  # the decoder's own circumflex

    assert (title, title) == (ours, in_csl["title"])


def test_an_address():
    """As it is, but for braces, which would break the entry and are written as addresses write them."""
    data = dataset(source("page", url="https://example.org/{x}?a_b&c=%20#d"))
    entry = bibtexparser.parse_string(data.cite(data.sources, style="bibtex")).entries_dict["page"]

    assert "https://example.org/%7Bx%7D?a_b&c=%20#d" == entry["url"]


@pytest.mark.parametrize("style", STYLES)
def test_every_bundled_record_can_be_cited(style):
    """In every style."""
    assert all(da.cite(record, style=style) for record in da.all_records() if record.KIND != "retired")


def test_every_bundled_source_reads_back():
    """In BibTeX and CSL-JSON."""
    titles = {each.id: each.title for each in da.sources}

    assert titles == {
        key: fields["title"]
        for key, fields in bibtex(da.cite(da.sources, style="bibtex")).items()
        if key != "demandatlas"
    }
    assert titles == {
        key: entry["title"] for key, entry in csl(da.cite(da.sources, style="csl-json")).items() if key != "demandatlas"
    }


# CITATION.cff


def test_citation_cff():
    """Every key that the format requires, and what names these data."""
    read = yaml.safe_load(da.cite(style="cff"))

    assert {"cff-version", "message", "title", "authors"} <= read.keys()
    assert ("1.2.0", "dataset", da.__version__, da.data_version, f"sha256:{da.data_sha256}") == (
        read["cff-version"],
        read["type"],
        read["version"],
        read["date-released"],
        read["identifiers"][0]["value"],
    )


@pytest.mark.parametrize("answer", [None, da.operations["hot-spots-2020"], da.sites_using("letters")])
def test_citation_cff_is_valid(answer):
    """By what the schema of the Citation File Format says of the keys in it; cffconvert found them valid too."""
    jsonschema.validate(yaml.safe_load(da.cite(answer, style="cff")), CFF)


def test_citation_cff_of_an_answer():
    """Its sources are references."""
    read = yaml.safe_load(DATA.cite(PLACE, style="cff"))

    assert [("The a", "newspaper-article", date(2024, 1, 1).isoformat())] == [
        (each["title"], each["type"], each["date-accessed"]) for each in read["references"] if each["title"] == "The a"
    ]


# The question

DAY, YEAR = date(2020, 1, 1), When("2020")


@pytest.mark.parametrize(
    ("ask", "expected"),
    [
        (lambda data: data.sites, "sites"),
        (lambda data: data.sites_using("John School"), "sites_using('john_school')"),
        (lambda data: data.operations_between("2020"), "operations_between('2020')"),
        (lambda data: data.operations_between(until=DAY), "operations_between(None, datetime.date(2020, 1, 1))"),
        (lambda data: data.operations_between(YEAR, certain=True), "operations_between(When('2020'), certain=True)"),
        (lambda data: data.operations_between(series=da.series["hot-spots"]), "operations_between(series='hot-spots')"),
        (lambda data: data.sites_using("letters", undated=False), "sites_using('letters', undated=False)"),
        (lambda data: data.operations.where(edition=5)[:1], "operations.where(edition=5)[:1]"),
        (lambda data: data.agencies.find("police"), "agencies.find('police')"),
        (lambda data: data.ties("hot-spots-2021"), "ties('hot-spots-2021')"),
        (lambda data: data.timeline("sacramento-ca"), "timeline('sacramento-ca')"),
        (lambda data: data.coverage(), "coverage()"),
    ],
)  # fmt: skip
def test_a_stamp_on_every_answer(ask, expected):
    """What was asked, as it can be asked again, of which data."""
    assert f"{expected} on {da.stamp}" == ask(da).question
    assert f"demandatlas {da.__version__}, data {da.data_version}, sha256 {da.data_sha256}" == da.stamp


def test_a_question_can_be_asked_again():
    """The text is Python that gives the same answer."""
    asked = da.operations_between(None, "2021", site="sacramento-county-ca", certain=True)

    assert asked == eval(f"da.{asked.asked}")
