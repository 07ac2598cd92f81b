"""Makes the pictures of ``gallery.md`` by running its examples, and the tables behind them.

Run it from anywhere after the data or the page changed: ``python docs/guides/gallery.py``.
"""

import contextlib
import doctest
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from demandatlas import plots

PAGE = Path(__file__).with_suffix(".md")
FOLDER = PAGE.with_suffix("")
FENCES = re.compile(r"^```.*$", re.MULTILINE)


def pictures() -> dict[str, plots.Picture]:
    """The pictures that the page's examples make, by the name that they are saved under; a failing example raises."""
    text = FENCES.sub("", PAGE.read_text(encoding="utf-8"))
    found: dict[str, plots.Picture] = {}
    test = doctest.DocTestParser().get_doctest(text, {}, PAGE.name, str(PAGE), 0)
    runner = doctest.DebugRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        runner.run(test, clear_globs=False)
    for name in re.findall(r'(\w+)\.save\("\1\.svg"\)', text):
        found[name] = test.globs[name]
    return found


def table(picture: plots.Picture) -> str:
    """The table behind a picture, as Markdown."""
    return "\n".join(_lines(picture)) + "\n"


def _lines(picture: plots.Picture) -> Iterator[str]:
    names = list(picture.rows[0])
    yield f"| {' | '.join(names)} |"
    yield f"|{'---|' * len(names)}"
    for row in picture.rows:
        yield f"| {' | '.join(_cell(row[name]) for name in names)} |"


def _cell(value: object) -> str:
    return "" if value is None else str(value).replace("|", r"\|")


def main() -> None:
    """Write a picture and its table for each, and each picture's text into the page."""
    page = PAGE.read_text(encoding="utf-8")
    for name, picture in pictures().items():
        picture.save(FOLDER / f"{name}.svg", overwrite=True)
        (FOLDER / f"{name}.txt").write_text(table(picture), encoding="utf-8")
        page = re.sub(rf"!\[[^\]]*\]\(gallery/{name}\.svg\)", lambda _: shown(name, picture), page)  # noqa: B023
    PAGE.write_text(page, encoding="utf-8")
    print(f"{len(list(FOLDER.glob('*.svg')))} pictures in {os.path.relpath(FOLDER)}")


def shown(name: str, picture: plots.Picture) -> str:
    """A picture as the page shows it, with its text."""
    return f"![{picture.alt}](gallery/{name}.svg)"


if __name__ == "__main__":
    main()
