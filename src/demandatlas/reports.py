"""The quality report: where the data are thin, old, disputed, or rest on one reading."""

from collections.abc import Iterable, Mapping
from datetime import date

import attrs

from demandatlas.evidence import conflicts_in, independent, told_in
from demandatlas.ids import TACTIC_IDS
from demandatlas.parts import Evidence
from demandatlas.records import Record, Site, Source


@attrs.frozen(kw_only=True)
class Quality:
    """How far the data can be relied on, in numbers.

    Attributes:
        values: how many statements and claims there are.
        single_source: how many of them rest on one independent source.
        one_reading: how many of them were read by one person only.
        derived: how many statements follow from what a source says, by a step that the note gives.
        unknown_share: for each tactic, the share of sites of which nothing is told, from 0 to 1.
        newest_source: for each site, the day from which its newest source was known, in ISO form.
        disputed: site and tactic of each disputed standing.
        conflicts: how many values sources disagree on.
        sources_held: ids of the sources whose text is held, so that passages can be verified.
        sources: how many sources there are.
    """

    values: int
    single_source: int
    one_reading: int
    derived: int
    unknown_share: Mapping[str, float] = attrs.field(hash=False)
    newest_source: Mapping[str, str] = attrs.field(hash=False)
    disputed: tuple[tuple[str, str], ...]
    conflicts: int
    sources_held: tuple[str, ...]
    sources: int

    def __str__(self) -> str:
        return "\n".join(
            (
                f"{self.values} values, {_share(self.single_source, self.values)} of one source, "
                f"{_share(self.one_reading, self.values)} of one reading, {self.derived} derived",
                f"{len(self.disputed)} disputed standings, {self.conflicts} conflicts",
                f"{self.sources} sources, the text of {len(self.sources_held)} held",
                *(f"unknown {share:4.0%}  {tactic}" for tactic, share in sorted(self.unknown_share.items())),
            )
        )


def quality_of(records: Iterable[Record]) -> Quality:
    """The report on these records."""
    records = tuple(records)
    sources = {record.id: record for record in records if isinstance(record, Source)}
    sites = [record for record in records if isinstance(record, Site)]
    told = [_known(each.evidence, sources) for record in records for each in told_in(record)]
    told = [evidence for evidence in told if evidence]
    return Quality(
        values=len(told),
        single_source=sum(independent(evidence, sources) <= 1 for evidence in told),
        one_reading=sum(max(piece.readings for piece in evidence) == 1 for evidence in told),
        derived=sum(each.basis == "derived" for record in records for each in record.statements),
        unknown_share={tactic: _unknown_share(tactic, sites) for tactic in TACTIC_IDS},
        newest_source={site.id: _newest(site, sources) for site in sites},
        disputed=tuple(
            (site.id, use.tactic) for site in sites for use in site.tactic_uses if use.standing == "disputed"
        ),
        conflicts=sum(1 for record in records for _ in conflicts_in(record)),
        sources_held=tuple(sorted(id for id, source in sources.items() if source.sha256)),
        sources=len(sources),
    )


def _known(evidence: tuple[Evidence, ...], sources: Mapping[str, Source]) -> tuple[Evidence, ...]:
    """Without what was not known yet: in a vintage an identity may rest on later sources."""
    return tuple(piece for piece in evidence if piece.source in sources)


def _unknown_share(tactic: str, sites: list[Site]) -> float:
    told = sum(any(use.tactic == tactic and use.standing != "unknown" for use in site.tactic_uses) for site in sites)
    return 1 - told / len(sites) if sites else 1.0


def _newest(site: Site, sources: Mapping[str, Source]) -> str:
    cited = {piece.source for each in told_in(site) for piece in _known(each.evidence, sources)}
    days = [sources[id].known_from for id in cited if sources[id].publisher_kind != "register"]
    return max(days, default=date.min).isoformat() if days else ""


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "none"
