"""``python -m demandatlas.curate``: new, check, build, verify, changes, agreement, import-profiles."""

import argparse
import json
import os
import shlex
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from demandatlas import __version__, curate
from demandatlas.curate import agreement, changelog, importing, passages, published, templates
from demandatlas.curate.progress import Bar
from demandatlas.dataset import Dataset
from demandatlas.errors import DemandAtlasError, InvalidValueError
from demandatlas.store import META

PACKAGE = Path("src/demandatlas")
SEEDS = Path("seeds")
CHANGELOG = Path("CHANGELOG.md")
CHANGES = ("python", "-m", "demandatlas.curate", "changes")
BUILD = ("python", "-m", "demandatlas.curate", "build")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; exit status 0: all is well, 1: there are problems, 2: the call is wrong."""
    given = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = given.command
    try:
        return command(given)
    except DemandAtlasError as error:
        print(error, file=sys.stderr)
    except OSError as error:
        print(f"{error.filename}: {error.strerror}; nothing more was written, mend that and run again", file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m demandatlas.curate", description="From seeds to a compiled dataset."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="report every problem in the seeds")
    build = commands.add_parser("build", help="compile the seeds")
    build.add_argument("--out", type=Path, help="folder for the compiled dataset (default: the package's own data)")
    build.add_argument("--check", action="store_true", help="write nothing; say whether the compiled output is current")
    verify = commands.add_parser("verify", help="recompute the hash of every passage against a folder of documents")
    verify.add_argument("documents", type=Path, help="folder of documents")
    new = commands.add_parser("new", help="write the beginning of a seed")
    new.add_argument("kind", help="site, operation, source, agency ...")
    new.add_argument("id", help="its id, such as tulsa-ok")
    changes = commands.add_parser("changes", help="say what changed since a published dataset, for CHANGELOG.md")
    changes.add_argument(
        "old", type=Path, nargs="?", help="folder of the data published last (default: there are none)"
    )
    changes.add_argument("--write", action="store_true", help="put it into CHANGELOG.md")
    changes.add_argument("--check", action="store_true", help="write nothing; say whether CHANGELOG.md has it")
    changes.set_defaults(command=_changes)
    profiles = commands.add_parser("import-profiles", help="turn readings of site profiles into seeds")
    profiles.add_argument("facts", type=Path, help="folder with profiles.jsonl and places.csv")
    profiles.add_argument("--seeds", type=Path, default=Path("seeds"), help="folder of seeds (default: seeds)")
    profiles.add_argument(
        "--codings", type=Path, action="append", help="file of codings; the first that has a page decides"
    )
    profiles.set_defaults(command=_import_profiles)
    _add_agreement(commands.add_parser("agreement", help="how far two readings agree, from committed codings"))
    for each, command in ((check, _check), (build, _build), (verify, _verify), (new, _new)):
        each.set_defaults(command=command)
        flags = ("--seeds",) if each in (new, verify) else ("seeds",)
        optional = {} if each in (new, verify) else {"nargs": "?"}
        what = "folder of seeds (default: seeds)" + (", or one seed file" if each is check else "")
        each.add_argument(*flags, type=Path, default=SEEDS, help=what, **optional)  # type: ignore[arg-type]
    return parser


def _add_agreement(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--codings", type=Path, default=Path("seeds/codings"), help="folder of codings")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the figures there as JSON, print no tables")
    parser.set_defaults(command=_agreement)


def _check(given: argparse.Namespace) -> int:
    alone = given.seeds.is_file()
    curated = curate.curate_file(given.seeds) if alone else curate.curate(given.seeds, Bar())
    for problem in curated.problems:
        print(problem)
    seeds = 1 if alone else len(curated.folder.seeds)
    print(f"{_counted(seeds, 'seed')}, {_counted(len(curated.problems), 'problem')}")
    return 1 if curated.problems else 0


def _build(given: argparse.Namespace) -> int:
    if given.out is None:
        _in_the_repository()
    curated = curate.curate(given.seeds, Bar())
    out = given.out or PACKAGE / "data"
    files: dict[Path, bytes | None] = {out / name: content for name, content in curated.files().items()}
    if given.out is None:
        files[PACKAGE / "ids.py"] = curated.ids_module().encode()
    if given.out is None or (given.seeds / published.FILE).is_file():
        files[given.seeds / published.FILE] = published.published_with(given.seeds, curated.records)
    stale = {path: files[path] for path in files if not path.is_file() or path.read_bytes() != files[path]}
    stale |= dict.fromkeys(path for path in _left_over(out, own=given.out is None) if path not in files)
    if given.check:
        return _report_stale(stale, given)
    _put_in_place(stale)
    written = f"{len(stale)} of {_counted(len(files), 'file')} changed in {out}"
    print(f"{_counted(len(curated.records), 'record')}, {written}")
    return 0


def _verify(given: argparse.Namespace) -> int:
    if not given.documents.is_dir():
        raise InvalidValueError(
            f"there is no folder {str(given.documents)!r}; give the folder that holds the documents"
        )
    curated = curate.curate(given.seeds, Bar())
    result = passages.verify_passages(curated.drafts, given.documents)
    for problem in result.problems:
        print(problem)
    for source in result.missing:
        print(f"the document of {source!r} is not in {given.documents}: its passages were not checked")
    if curated.problems:
        seeds = f"the seeds have {_counted(len(curated.problems), 'problem')}, so passages may have been missed"
        print(f"{seeds}; run: python -m demandatlas.curate check {shlex.quote(str(given.seeds))}")
    told = f"{_counted(result.passages, 'passage')} of {_counted(result.documents, 'document')} as told"
    print(f"{told}, {len(result.problems)} not")
    return 1 if result.problems or result.missing or curated.problems else 0


def _new(given: argparse.Namespace) -> int:
    path = templates.path_for(given.seeds, given.kind, given.id)
    for taken in sorted(given.seeds.rglob(f"{given.id}.toml")):
        remedy = "edit it" if taken == path else "ids are unique over all kinds, take another"
        raise InvalidValueError(f"{taken} is there already; {remedy}")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(templates.template(given.kind), "utf-8")
    print(f"wrote {path}; fill it in, then run: python -m demandatlas.curate check {shlex.quote(str(path))}")
    return 0


def _changes(given: argparse.Namespace) -> int:
    _in_the_repository()
    part = changelog.data_part(changelog.opened(given.old), Dataset.open(PACKAGE / "data"))
    if not given.write and not given.check:
        print(part)
        return 0
    text = CHANGELOG.read_text("utf-8")
    current = changelog.with_data_part(text, __version__, part)
    if given.write:
        _put_in_place({CHANGELOG: current.encode()})
    elif current != text:
        command = [*CHANGES, *([str(given.old)] if given.old else []), "--write"]
        print(f"the Data part of {CHANGELOG} is not what the data give; run: {shlex.join(command)}")
        return 1
    print(f"{CHANGELOG} tells what changed in the data")
    return 0


def _import_profiles(given: argparse.Namespace) -> int:
    imported = importing.import_profiles(given.facts, given.seeds, given.codings or [])
    for problem in imported.problems:
        print(problem)
    written, removed = importing.write(imported, given.seeds)
    print(f"{len(imported.files)} seeds imported: {written} written, {removed} removed")
    return 1 if imported.problems else 0


def _agreement(given: argparse.Namespace) -> int:
    figures = agreement.report(given.codings)
    if given.write is None:
        print(agreement.printed(figures))
        return 0
    _put_in_place({given.write: agreement.dump(figures).encode()})
    print(f"wrote {given.write}")
    return 0


def _in_the_repository() -> None:
    if not PACKAGE.is_dir():
        raise InvalidValueError("this is not the demandatlas repository; say where to write with --out FOLDER")


def _left_over(out: Path, own: bool) -> list[Path]:
    """Files of an earlier build; in a user's own folder only those that its description names as such."""
    if own:
        return sorted(out.glob("*.jsonl"))
    try:
        names = json.loads((out / META).read_bytes())["sizes"]
        return sorted(out / name for name in names if (out / name).is_file() and Path(name).name == name)
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _report_stale(stale: Iterable[Path], given: argparse.Namespace) -> int:
    arguments = [str(given.seeds)] if given.seeds != SEEDS else []
    arguments += ["--out", str(given.out)] if given.out else []
    paths = list(stale)
    for path in paths:
        print(f"{path} is not what the seeds give; run: {shlex.join([*BUILD, *arguments])}")
    print(f"{_counted(len(paths), 'file')} not current" if paths else "the compiled output is current")
    return 1 if paths else 0


def _put_in_place(files: Mapping[Path, bytes | None]) -> None:
    """Write files beside their places, and only when all are written put them in place; no content removes a file."""
    beside = {path: path.with_name(f".{path.name}.{os.getpid()}") for path in files}
    try:
        for path, content in files.items():
            if content is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
                beside[path].write_bytes(content)
        for path, content in files.items():
            if content is None:
                path.unlink()
            else:
                beside[path].replace(path)
    finally:
        for written in beside.values():
            written.unlink(missing_ok=True)


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


if __name__ == "__main__":
    sys.exit(main())
