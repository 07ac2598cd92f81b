"""Citations: how to name an answer in a paper, with the data it came from and the sources behind it."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Literal, TypeGuard, get_args

import attrs

from demandatlas.errors import InvalidValueError, shown
from demandatlas.evidence import Conflict
from demandatlas.naming import nearest
from demandatlas.parts import Evidence, Outcome, Participation, ReportedUse, Statement, TacticClaim, TacticUse
from demandatlas.records import PARTS, Record, Source
from demandatlas.stamps import Stamp
from demandatlas.table import Table
from demandatlas.when import When

TYPE_CHECKING = False
if TYPE_CHECKING:
    from demandatlas.store import Store
    from demandatlas.vintage import Vintage

Style = Literal["bibtex", "cff", "csl-json", "text"]
STYLES: tuple[Style, ...] = get_args(Style)
TITLE = "Demand Atlas"
AUTHORS = "The Demand Atlas authors"
ABSTRACT = "What U.S. cities and counties do to reduce demand for commercial sex and sex trafficking, and who says so."
LICENSE = "CC BY 4.0"


@attrs.frozen(kw_only=True)
class Cited:
    """What a citation names.

    Attributes:
        asked: the question, or what the answer is; empty for the release as a whole.
        stamp: which data it was asked of.
        sources: the sources behind the answer.
    """

    asked: str
    stamp: Stamp
    sources: tuple[Source, ...]


def cite(answer: object, style: str, stamp: Stamp, store: "Store | Vintage") -> str:
    """The citation of an answer in a style; a table is cited with the data that it was asked of.

    Raises:
        InvalidValueError: there is no such style, or the answer is nothing that has sources in this store.
    """
    told_by = [store.whole.get("site", row.id) for row in answer] if _is_coverage(answer) else answer
    ids = () if answer is None else sorted(set(source_ids(told_by)))
    asked_of = (answer.stamp if isinstance(answer, Table) else None) or stamp
    return citation(Cited(asked=named(answer), stamp=asked_of, sources=tuple(_source(id, store) for id in ids)), style)


def _is_coverage(answer: object) -> TypeGuard[Table[Any]]:
    """Whether an answer counts sources without naming them."""
    return isinstance(answer, Table) and answer.kind == "coverage"


def _source(id: str, store: "Store | Vintage") -> Source:
    """A source that an answer rests on; for an identity also one that was not known yet."""
    source = store.whole.get("source", id)
    if not isinstance(source, Source):
        remedy = "cite it with the dataset that gave the answer"
        raise InvalidValueError(f"the answer rests on the source {id!r}, which is not in these data; {remedy}")
    return source


def citation(cited: Cited, style: str) -> str:
    """The citation in a style: plain text, BibTeX entries, a CSL-JSON array, or the text of a CITATION.cff.

    Raises:
        InvalidValueError: there is no such style.
    """
    match style:
        case "text":
            return _text(cited)
        case "bibtex":
            return _bibtex(cited)
        case "csl-json":
            return json.dumps([_csl_release(cited), *map(_csl_source, cited.sources)], ensure_ascii=False, indent=2)
        case "cff":
            return _cff(cited)
    close = nearest(style, STYLES)
    hint = f"did you mean {close[0]!r}?" if close else f"give one of {', '.join(STYLES)}"
    raise InvalidValueError(f"there is no citation style {shown(style)}; {hint}")


def source_ids(answer: object) -> Iterator[str]:
    """The ids of the sources behind an answer: a record, a part of one, a statement, or several of them.

    Raises:
        InvalidValueError: it is nothing that has sources.
    """
    match answer:
        case Source():
            yield answer.id
        case Evidence():
            yield answer.source
        case TacticUse():
            yield from source_ids(answer.claims)
        case Outcome():
            yield from source_ids(answer.statements)
        case Conflict():
            yield from source_ids((answer.chosen, *answer.rivals))
        case Record():
            parts = (getattr(answer, name, ()) for name in PARTS)
            yield from source_ids((*answer.statements, *parts))
        case Iterable() if not isinstance(answer, str | bytes | Mapping):
            for each in answer:
                yield from source_ids(each)
        case _ if found := getattr(answer, "evidence", None):
            yield from source_ids(found)
        case _:
            remedy = "give a table, a record, a statement or a claim; for a total, the operations added up"
            raise InvalidValueError(f"cannot cite {shown(answer)}; {remedy}")


def named(answer: object) -> str:
    """What an answer is, in words: the question of a table, the id of a record, a value with its field."""
    if isinstance(answer, Record):
        return f"{answer.KIND} {answer.id}"
    if type(answer) in _NAMED:
        return _NAMED[type(answer)](answer)
    if isinstance(answer, Table):
        return answer.asked
    if isinstance(answer, Iterable):
        return "; ".join(dict.fromkeys(filter(None, map(named, answer))))
    return str(getattr(answer, "id", ""))


def _told(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


_NAMED: Mapping[type, Callable[[Any], str]] = {
    Statement: lambda told: f"{told.field} = {_told(told.value)}",
    TacticUse: lambda use: f"{use.tactic} {use.standing}",
    TacticClaim: lambda claim: f"{claim.stance}, {claim.when}" if claim.when else claim.stance,
    Outcome: lambda outcome: f"{outcome.key} = {outcome.count}",
    Participation: lambda part: f"{part.party} as {part.role}",
    ReportedUse: lambda reported: f"{reported.places} places, {reported.when}",
    Conflict: lambda conflict: f"conflict on {conflict.field} of {conflict.record}",
}
"""What the parts of records are called where they are cited."""


def _text(cited: Cited) -> str:
    lines = [f"{AUTHORS}. {TITLE}, version {cited.stamp.version}. {_data(cited)}. {LICENSE}."]
    if cited.asked:
        lines.append(f"Asked: {cited.asked}.")
    if cited.sources:
        lines += ["Sources:", *(f"- {_reference(source)}" for source in cited.sources)]
    return "\n".join(lines)


def _data(cited: Cited) -> str:
    seen = f", as known by {cited.stamp.known_by}" if cited.stamp.known_by else ""
    return f"Data {cited.stamp.data_version}, SHA-256 {cited.stamp.data_sha256}{seen}"


def _note(cited: Cited) -> str:
    asked = f". Asked: {cited.asked}" if cited.asked else ""
    return f"{_data(cited)}{asked}. {LICENSE}"


def _reference(source: Source) -> str:
    published = str(source.published) if source.published else "no date"
    return f"{source.publisher}. {source.title}. {published}. {source.url} (retrieved {source.retrieved.isoformat()})."


def _bibtex(cited: Cited) -> str:
    release = {"title": TITLE, "author": AUTHORS, "year": cited.stamp.data_version[:4]}
    release |= {"version": cited.stamp.version, "note": _note(cited)}
    entries = [_bibtex_entry("demandatlas", release), *(_bibtex_source(source) for source in cited.sources)]
    return "\n\n".join(entries)


def _bibtex_source(source: Source) -> str:
    fields = {"title": source.title, "author": source.publisher, "url": source.url}
    year = _year(source.published)
    if year:
        fields["year"] = year
    published = f"Published {source.published}. " if source.published else ""
    fields["note"] = f"{published}Retrieved {source.retrieved.isoformat()}"
    return _bibtex_entry(source.id, fields)


def _year(when: When | None) -> str:
    """The year, where only one is told."""
    years = {day.year for day in (when.first_day, when.last_day) if day} if when else set()
    return f"{years.pop():04}" if when and len(years) == 1 and when.first_day and when.last_day else ""


def _bibtex_entry(key: str, fields: Mapping[str, str]) -> str:
    lines = [f"  {name} = {{{_bibtex_value(name, value)}}}," for name, value in fields.items()]
    return "\n".join([f"@misc{{{key},", *lines, "}"])


_ESCAPED = str.maketrans(
    {
        "\\": "\\textbackslash{}", "{": "\\lbrace{}", "}": "\\rbrace{}", "~": "\\textasciitilde{}",
        "^": "\\textasciicircum{}", **{letter: f"\\{letter}" for letter in "&%$#_"},
    }
)  # fmt: skip
_IN_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})


def _bibtex_value(name: str, value: str) -> str:
    """A value as BibTeX reads it; braces keep a title's letters and a publisher's name as they are."""
    if name == "url":
        return value.translate(_IN_ADDRESS)
    escaped = value.translate(_ESCAPED)
    return f"{{{escaped}}}" if name in ("author", "title") else escaped


def _csl_release(cited: Cited) -> dict[str, Any]:
    return {
        "id": "demandatlas",
        "type": "dataset",
        "title": TITLE,
        "author": [{"literal": AUTHORS}],
        "version": cited.stamp.version,
        "issued": {"date-parts": [_parts(cited.stamp.data_version)]},
        "note": _note(cited),
    }


def _csl_source(source: Source) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "id": source.id,
        "type": "article-newspaper" if source.publisher_kind == "news" else "webpage",
        "title": source.title,
        "author": [{"literal": source.publisher}],
        "URL": source.url,
        "accessed": {"date-parts": [_parts(source.retrieved.isoformat())]},
    }
    if source.published:
        entry["issued"] = _csl_date(source.published)
    return entry


def _csl_date(when: When) -> dict[str, Any]:
    """A date only as exact as it is told; in words where CSL has no parts for it, as for a decade or an open side."""
    sides = [side.rstrip("~?%") for side in when.edtf.split("/")]
    if any("X" in side or side == ".." or side[5:7] > "12" for side in sides):
        return {"literal": str(when)}
    circa = {"circa": True} if when.approximate or when.uncertain else {}
    return {"date-parts": [_parts(side) for side in sides], **circa}


def _parts(day: str) -> list[int]:
    return [int(part) for part in day.split("-")]


def _cff(cited: Cited) -> str:
    """The text of a CITATION.cff; every value is written as JSON, which YAML reads the same."""
    release: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": "If you use these data, please cite them as below, with the sources behind the answer you use.",
        "type": "dataset",
        "title": TITLE,
        "abstract": ABSTRACT,
        "authors": [{"name": AUTHORS}],
        "version": cited.stamp.version,
        "date-released": cited.stamp.data_version,
        "license": ["MIT", "CC-BY-4.0"],
        "identifiers": [{"type": "other", "value": f"sha256:{cited.stamp.data_sha256}", "description": _note(cited)}],
    }
    if cited.sources:
        release["references"] = [_cff_reference(source) for source in cited.sources]
    return "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in release.items())


def _cff_reference(source: Source) -> dict[str, Any]:
    return {
        "type": "newspaper-article" if source.publisher_kind == "news" else "website",
        "title": source.title,
        "authors": [{"name": source.publisher}],
        "url": source.url,
        "date-accessed": source.retrieved.isoformat(),
    }
