"""Every error the library raises on purpose; all share one base class."""

from collections.abc import Iterable, Sequence
from datetime import date

LONGEST = 200
"""Characters: of what was given, an error shows no more."""


def shown(value: object) -> str:
    """What was given, as an error shows it: cut where it is long; its type, where it cannot be shown."""
    try:
        text = repr(value)
    except Exception:  # whatever was given may do anything at all, and the error must still be told
        text = f"<{type(value).__name__}>"
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}..."


class DemandAtlasError(Exception):
    """Base class: catch it to catch whatever this library raises on purpose."""


class UnknownIdError(DemandAtlasError, LookupError):
    """No record answers to what was asked.

    Attributes:
        asked: what was asked, as given.
        kind: the kind of record that was looked for, such as ``site``.
        nearest: the ids that come nearest, best first; may be empty.
    """

    def __init__(self, asked: object, kind: str, nearest: Sequence[str] = ()) -> None:
        super().__init__(asked, kind, tuple(nearest))
        self.asked = asked
        self.kind = kind
        self.nearest: tuple[str, ...] = tuple(nearest)

    def __str__(self) -> str:
        if self.nearest:
            return f"no {self.kind} is called {shown(self.asked)}; did you mean {_listed(self.nearest)}?"
        return f"no {self.kind} is called {shown(self.asked)}; search with .find(text) on the table of that kind"


class AmbiguousLabelError(DemandAtlasError, LookupError):
    """A label fits more than one record, and the library does not guess.

    Attributes:
        asked: the label as given.
        kind: the kind of record that was looked for.
        candidates: the ids of all records that it fits, sorted.
    """

    def __init__(self, asked: object, kind: str, candidates: Sequence[str]) -> None:
        super().__init__(asked, kind, tuple(candidates))
        self.asked = asked
        self.kind = kind
        self.candidates: tuple[str, ...] = tuple(candidates)

    def __str__(self) -> str:
        return f"{shown(self.asked)} fits more than one {self.kind}; give one of the ids {_listed(self.candidates)}"


class InvalidDateError(DemandAtlasError, ValueError):
    """A date is not in a form that the library reads, or a window runs backwards."""


class InvalidCountError(DemandAtlasError, ValueError):
    """The bounds of a count contradict each other, or its text cannot be read."""


class UncertainComparisonError(DemandAtlasError, ValueError):
    """Two counts overlap, so no comparison between them is certain."""


class InvalidValueError(DemandAtlasError, ValueError):
    """An argument has the right type and a value that is not allowed."""


class InvalidTypeError(DemandAtlasError, TypeError):
    """An argument has a type that the question does not take."""


class DataError(DemandAtlasError):
    """A data folder is damaged, foreign, or of a newer format.

    Attributes:
        file: the name of the file, or the folder where no single file is at fault.
        place: where in it, such as ``line 3``; empty where the whole file is meant.
        problem: what is wrong, and what to do.
    """

    def __init__(self, file: str, place: str, problem: str) -> None:
        super().__init__(file, place, problem)
        self.file = file
        self.place = place
        self.problem = problem

    def __str__(self) -> str:
        where = f"{self.file}, {self.place}" if self.place else self.file
        return f"{where}: {self.problem}"


class ExportError(DemandAtlasError):
    """An export cannot be written: something is there already, or the place cannot be written to.

    Attributes:
        path: the file or folder.
        problem: what is wrong, and what to do.
    """

    def __init__(self, path: str, problem: str) -> None:
        super().__init__(path, problem)
        self.path = path
        self.problem = problem

    def __str__(self) -> str:
        return f"cannot export to {shown(self.path)}: {self.problem}"


class SeedError(DemandAtlasError):
    """A folder of seeds has problems; all of them are reported together.

    Attributes:
        problems: one entry a problem, each printed as ``file:line: key path: what is wrong; what to do``.
    """

    def __init__(self, problems: Iterable[object]) -> None:
        self.problems: tuple[object, ...] = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        lines = [f"the seeds have {len(self.problems)} problem(s); mend them and check again:"]
        return "\n".join([*lines, *(f"  {problem}" for problem in self.problems)])


class MissingExtraError(DemandAtlasError, ImportError):
    """An optional library is needed for this and is not installed.

    Attributes:
        library: the library that could not be imported.
        extra: the extra that installs it.
    """

    def __init__(self, library: str, extra: str) -> None:
        super().__init__(library, extra)
        self.library = library
        self.extra = extra

    def __str__(self) -> str:
        return f"{self.library} is not installed; install it with: python -m pip install 'demandatlas[{self.extra}]'"


class RetiredIdWarning(UserWarning):
    """An id that was asked for is no longer in use.

    Attributes:
        id: the retired id.
        retired_on: the day on which it was retired.
        reason: why.
        successor: the id to use instead, or none.
    """

    def __init__(self, id: str, retired_on: date, reason: str, successor: str | None) -> None:
        super().__init__(id, retired_on, reason, successor)
        self.id = id
        self.retired_on = retired_on
        self.reason = reason
        self.successor = successor

    def __str__(self) -> str:
        remedy = f"use {self.successor!r}" if self.successor else "nothing took its place"
        return f"the id {self.id!r} was retired on {self.retired_on.isoformat()} ({self.reason}); {remedy}"


def _listed(names: Sequence[str]) -> str:
    quoted = [repr(name) for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
