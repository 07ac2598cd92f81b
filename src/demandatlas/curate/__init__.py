"""From seeds to a compiled dataset: read, shape, compile, check, report all problems at once."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import attrs

from demandatlas.curate.agreement import agreement_rows
from demandatlas.curate.checks import check
from demandatlas.curate.codings import FOLDER as CODINGS
from demandatlas.curate.compiling import compile_drafts, compiled_files
from demandatlas.curate.idsfile import LITERALS, ids_module
from demandatlas.curate.lending import lent, taken_ids
from demandatlas.curate.names import Name, NameGuard, names_in
from demandatlas.curate.problems import Problem
from demandatlas.curate.progress import Progress, watched
from demandatlas.curate.published import published_problems
from demandatlas.curate.reading import Folder, around, place_of, read
from demandatlas.curate.shaping import Draft, shape
from demandatlas.errors import SeedError
from demandatlas.naming import slug
from demandatlas.records import Record, Tactic


@attrs.frozen
class Curated:
    """A folder of seeds, worked through.

    Attributes:
        folder: what was read.
        drafts: the seeds as shaped.
        records: the records that could be compiled.
        problems: everything that is wrong, in order of file and line.
    """

    folder: Folder
    drafts: tuple[Draft, ...]
    records: tuple[Record, ...]
    problems: tuple[Problem, ...]

    def files(self) -> dict[str, bytes]:
        """The compiled files, by name; seeds without tactics get the bundled ones, with the sources that these cite.

        Codings of two readers, where they lie beside the seeds, are compared, and the figures become part of the data.

        Raises:
            SeedError: the seeds have problems; it holds them all.
            DataError: a coding is damaged.
        """
        if self.problems:
            raise SeedError(self.problems)
        return compiled_files((*self.records, *lent(self.folder)), agreement_rows(self.folder.path / CODINGS))

    def ids_module(self) -> str:
        """The text of ``ids.py`` for these records."""
        ids = {kind: [record.id for record in self.records if kind == record.KIND] for kind in LITERALS}
        tactics = [record for record in self.records if isinstance(record, Tactic)]
        labels = {slug(name): tactic.id for tactic in tactics for name in (*tactic.aliases, tactic.label, tactic.id)}
        return ids_module(ids, labels)


def curate(folder: str | Path, progress: Progress | None = None) -> Curated:
    """Read, shape, compile and check a folder of seeds; nothing is written, and every problem is reported."""
    found = read(Path(folder))
    return _worked_through(found, names_in(found), progress)


def curate_file(file: str | Path) -> Curated:
    """Check one seed file in time for the next edit: only what is wrong in this file is reported.

    All seeds are read, for their ids and names, but only this one and those that it rests on are worked through. What
    only shows in other files (a name that was known through this one) is left to ``curate``.

    Raises:
        InvalidValueError: the file lies in no folder of a kind.
    """
    folder, own = place_of(Path(file))
    found = read(folder)
    curated = _worked_through(attrs.evolve(found, seeds=around(found, own)), names_in(found), None)
    return attrs.evolve(curated, problems=tuple(problem for problem in curated.problems if problem.file == own))


def _worked_through(folder: Folder, names: Iterable[Name], progress: Progress | None) -> Curated:
    drafts: list[Draft] = []
    problems = list(folder.problems)
    for seed in watched(folder.seeds, "seeds read", progress):
        draft, wrong = shape(seed)
        drafts.append(draft)
        problems += wrong
    records, unmade = compile_drafts(drafts)
    problems += unmade
    problems += check(folder, drafts, NameGuard(folder.terms, names), progress)
    problems += published_problems(folder)
    problems += taken_ids(folder)
    return Curated(folder, tuple(drafts), tuple(records), tuple(sorted(set(problems))))


__all__: Sequence[str] = ["Curated", "Folder", "Problem", "curate", "curate_file"]
