"""What U.S. cities and counties do to reduce demand for commercial sex and sex trafficking, and who says so.

The names below are those of one bundled :class:`Dataset`; nothing is read before it is asked for.
"""

TYPE_CHECKING = (
    False  # type checkers take the name for true; importing it from typing would double the cost of an import
)

__version__ = "0.1.0"

__all__ = [
    "Agency",
    "Agreement",
    "AmbiguousLabelError",
    "Change",
    "Conflict",
    "Count",
    "Coverage",
    "DataError",
    "Dataset",
    "DemandAtlasError",
    "Event",
    "Evidence",
    "ExportError",
    "InvalidCountError",
    "InvalidDateError",
    "InvalidTypeError",
    "InvalidValueError",
    "Menu",
    "Milestone",
    "MissingExtraError",
    "Operation",
    "Organization",
    "Outcome",
    "Participation",
    "Penalty",
    "Program",
    "Quality",
    "Record",
    "ReportedUse",
    "Retired",
    "RetiredIdWarning",
    "SeedError",
    "Series",
    "Site",
    "Source",
    "Statement",
    "Table",
    "Tactic",
    "TacticClaim",
    "TacticUse",
    "Tie",
    "UncertainComparisonError",
    "UnknownIdError",
    "When",
    "__version__",
    "agencies",
    "agencies_for",
    "agreement",
    "all_records",
    "changes",
    "cite",
    "conflicts",
    "coverage",
    "data_sha256",
    "data_version",
    "export",
    "known_by",
    "menus",
    "milestones",
    "operations",
    "operations_between",
    "operations_of",
    "organizations",
    "penalties",
    "plots",
    "programs",
    "quality",
    "retired",
    "series",
    "sites",
    "sites_using",
    "sources",
    "stamp",
    "tactics",
    "tactics_of",
    "ties",
    "timeline",
    "total",
    "verify",
    "why",
]

_ROOMS = {
    "answers": ("Agreement", "Coverage", "Event", "Tie"),
    "count": ("Count",),
    "dataset": ("Dataset",),
    "diff": ("Change",),
    "errors": (
        "AmbiguousLabelError", "DataError", "DemandAtlasError", "ExportError", "InvalidCountError",
        "InvalidDateError", "InvalidTypeError", "InvalidValueError", "MissingExtraError", "RetiredIdWarning",
        "SeedError", "UncertainComparisonError", "UnknownIdError",
    ),
    "evidence": ("Conflict",),
    "parts": ("Evidence", "Outcome", "Participation", "ReportedUse", "Statement", "TacticClaim", "TacticUse"),
    "records": (
        "Agency", "Menu", "Milestone", "Operation", "Organization", "Penalty", "Program", "Record", "Retired",
        "Series", "Site", "Source", "Tactic",
    ),
    "reports": ("Quality",),
    "table": ("Table",),
    "when": ("When",),
}  # fmt: skip
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}
_OPEN_ROOMS = ("export", "plots")

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from demandatlas import export, plots
    from demandatlas.answers import Agreement, Coverage, Event, Tie
    from demandatlas.citation import Style
    from demandatlas.count import Count
    from demandatlas.dataset import Dataset
    from demandatlas.diff import Change
    from demandatlas.errors import (
        AmbiguousLabelError,
        DataError,
        DemandAtlasError,
        ExportError,
        InvalidCountError,
        InvalidDateError,
        InvalidTypeError,
        InvalidValueError,
        MissingExtraError,
        RetiredIdWarning,
        SeedError,
        UncertainComparisonError,
        UnknownIdError,
    )
    from demandatlas.evidence import Conflict
    from demandatlas.ids import (
        AgencyId,
        Counted,
        CountedOf,
        OperationId,
        SeriesId,
        SiteId,
        SiteKind,
        Standing,
        TacticId,
    )
    from demandatlas.parts import (
        EVER_USED,
        Evidence,
        Outcome,
        Participation,
        ReportedUse,
        Statement,
        TacticClaim,
        TacticUse,
    )
    from demandatlas.records import (
        Agency,
        Menu,
        Milestone,
        Operation,
        Organization,
        Penalty,
        Program,
        Record,
        Retired,
        Series,
        Site,
        Source,
        Tactic,
    )
    from demandatlas.reports import Quality
    from demandatlas.table import Table
    from demandatlas.when import When, WhenLike

    sites: Table[Site]
    operations: Table[Operation]
    agencies: Table[Agency]
    organizations: Table[Organization]
    series: Table[Series]
    programs: Table[Program]
    penalties: Table[Penalty]
    milestones: Table[Milestone]
    tactics: Table[Tactic]
    menus: Table[Menu]
    sources: Table[Source]
    retired: Table[Retired]
    stamp: str
    data_version: str
    data_sha256: str

    # The questions of the bundled dataset, spelt out: type checkers may infer an assigned method each in its own way.

    def agencies_for(of: OperationId | SiteId | SeriesId | str | Record) -> Table[Agency]:
        """The agencies that took part, in the order told; ``ties`` gives roles and evidence."""
        ...

    def agreement() -> Table[Agreement]:
        """How far two readers agreed who read the same pages apart: for each comparison over all, then by tactic."""
        ...

    def all_records() -> Iterator[Record]:
        """Every record of every kind, by kind and id."""
        ...

    def changes(old: Dataset, new: Dataset) -> tuple[Change, ...]:
        """What changed from one dataset to another: typed changes, each with the evidence that moved it."""
        ...

    def cite(answer: object = None, *, style: Style = "text") -> str:
        """How to cite an answer: this release, its hash, the question asked, and the sources behind it."""
        ...

    def conflicts() -> tuple[Conflict, ...]:
        """Every value on which sources disagree, with the one that is taken and its rivals, by record."""
        ...

    def coverage() -> Table[Coverage]:
        """How much of each site we have read, by site."""
        ...

    def known_by(day: WhenLike) -> Dataset:
        """The dataset as of what the sources published by a day say: records, values, standings and totals follow."""
        ...

    def operations_between(
        since: WhenLike | None = None,
        until: WhenLike | None = None,
        *,
        certain: bool = False,
        site: SiteId | str | Site | None = None,
        series: SeriesId | str | Series | None = None,
        agency: AgencyId | str | Agency | Organization | None = None,
    ) -> Table[Operation]:
        """The operations of a time, ordered by start."""
        ...

    def operations_of(party: AgencyId | str | Agency | Organization) -> Table[Operation]:
        """The operations in which an agency or organization took part, ordered by start, undated ones last."""
        ...

    def quality() -> Quality:
        """Where the data are thin, old, disputed, or rest on one reading: a report in numbers."""
        ...

    def sites_using(
        tactic: TacticId | Tactic,
        *,
        standing: Standing | Sequence[Standing] = EVER_USED,
        state: str | None = None,
        kind: SiteKind | None = None,
        since: WhenLike | None = None,
        until: WhenLike | None = None,
        undated: bool | None = None,
    ) -> Table[Site]:
        """The sites that ever used a tactic, by id."""
        ...

    def tactics_of(site: SiteId | str | Site, *, standing: Standing | Sequence[Standing] = EVER_USED) -> Table[Tactic]:
        """The tactics that a site ever used, by id."""
        ...

    def ties(of: OperationId | SiteId | SeriesId | str | Record) -> Table[Tie]:
        """Who took part, in which role, and who says so: one row a tie."""
        ...

    def timeline(site: SiteId | str | Site) -> Table[Event]:
        """What is told of a site in order of time: operations, milestones and claims; undated ones last."""
        ...

    def total(
        operations: Operation | str | Iterable[Operation | OperationId | str], *, what: Counted, of: CountedOf
    ) -> Count:
        """How many arrests, citations ... of one group these operations tell of together."""
        ...

    def verify() -> None:
        """Recompute ``data_sha256`` from the files and read every record."""
        ...

    def why(record: str | Record, field: str | Tactic) -> tuple[Any, ...]:
        """Why we hold a value: its statements, the chosen one first; for a tactic of a site, its claims."""
        ...


def _attribute(name: str) -> object:
    if name not in __all__:
        raise AttributeError(_no_such_name(name))
    value = _from_room(name) if name in (*_ROOM_OF, *_OPEN_ROOMS) else getattr(_the_bundled(), name)
    globals()[name] = value
    return value


if not TYPE_CHECKING:  # pragma: no branch
    # Hidden from type checkers, to which otherwise every misspelt name of the module would be right.
    __getattr__ = _attribute


def __dir__() -> list[str]:
    return sorted(__all__)


def _from_room(name: str) -> object:
    from importlib import import_module

    room = import_module(f"demandatlas.{_ROOM_OF.get(name, name)}")
    return room if name in _OPEN_ROOMS else getattr(room, name)


def _the_bundled() -> "Dataset":
    # Two threads may both open it; all then hold the one that was kept first.
    from demandatlas.dataset import Dataset

    held: Dataset | None = globals().get("_bundled")
    return held or globals().setdefault("_bundled", Dataset.bundled())


def _no_such_name(name: str) -> str:
    from demandatlas.naming import nearest

    close = nearest(name, __all__)
    return f"module 'demandatlas' has no attribute {name!r}" + (f"; did you mean {close[0]!r}?" if close else "")
