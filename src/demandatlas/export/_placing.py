"""Puts files in place whole or not at all, and never over what is there unless told."""

import shutil
from collections.abc import Callable, Iterable, Mapping
from os import PathLike, fsencode, fspath
from os.path import lexists
from pathlib import Path, PurePath
from secrets import token_hex

from demandatlas.errors import ExportError, InvalidTypeError, InvalidValueError, shown

Write = Callable[[Path], object]
"""Writes one file at a path."""


def place_of(path: object) -> Path:
    """Where a path leads from here.

    Raises:
        InvalidTypeError: it is no path, or one in bytes.
        InvalidValueError: no system can hold such a path.
    """
    if not isinstance(path, str | PathLike) or not isinstance(text := fspath(path), str):
        raise InvalidTypeError(f"cannot write to {shown(path)}; give a path, as text or pathlib.Path")
    try:
        fsencode(text)
    except UnicodeEncodeError:
        raise InvalidValueError(f"cannot write to {shown(path)}: it holds half a character; mend the path") from None
    if "\0" in text:
        raise InvalidValueError(f"cannot write to {shown(path)}: it holds a null character; mend the path")
    return Path(text).absolute()


def _is_folder(place: Path) -> bool:
    try:
        return place.is_dir()
    except OSError as error:
        raise ExportError(str(place), f"{error.strerror or error}; give another path") from error


def write_file(path: str | PathLike[str], write: Write, *, overwrite: bool) -> Path:
    """Write one file under a name of its own beside the path, then move it there.

    Raises:
        ExportError: there is something at the path, or its folder is missing or cannot be written to.
    """
    target = place_of(path)
    if not _is_folder(target.parent):
        raise ExportError(str(path), f"there is no folder {str(target.parent)!r}; make it first")
    return write_files(target.parent, {target.name: write}, overwrite=overwrite)[0]


def write_files(folder: str | PathLike[str], files: Mapping[str, Write], *, overwrite: bool) -> tuple[Path, ...]:
    """Write files into a folder, which is made if it is not there: all of them, or none.

    Raises:
        ExportError: a file is there already, or the folder cannot be written to.
    """
    target = place_of(folder)
    _check(target, files, overwrite)
    staging = (target if target.exists() else target.parent) / f".demandatlas-{token_hex(8)}"
    try:
        staging.mkdir()
        for name, write in files.items():
            write(staging / name)
        _publish(staging, target, files)
    except OSError as error:
        raise ExportError(str(folder), f"{error.strerror or error}; give a folder that can be written to") from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return tuple(target / name for name in files)


def _check(target: Path, names: Iterable[str], overwrite: bool) -> None:
    if not _is_folder(target) and target.exists():
        raise ExportError(str(target), "it is a file; give a folder")
    for name in names:
        if PurePath(name).name != name or name in ("", ".."):
            raise ExportError(name, "it is no plain file name; give one without a folder")
        if _is_folder(target / name):
            raise ExportError(str(target / name), "it is a folder; give the name of a file")
        if lexists(target / name) and not overwrite:
            raise ExportError(str(target / name), "it is there already; pass overwrite=True to replace it")


def _publish(staging: Path, target: Path, names: Iterable[str]) -> None:
    if not target.exists():
        staging.replace(target)
        return
    earlier = staging / "earlier"
    earlier.mkdir()
    moved: list[str] = []
    try:
        for name in names:
            if lexists(target / name):
                shutil.copy2(target / name, earlier / name, follow_symlinks=False)
            (staging / name).replace(target / name)
            moved.append(name)
    except BaseException:
        for name in moved:
            _put_back(earlier / name, target / name)
        raise


def _put_back(earlier: Path, now: Path) -> None:
    if lexists(earlier):
        earlier.replace(now)
    else:
        now.unlink()
