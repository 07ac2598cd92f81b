"""Taking a value down: the curator's steps, walked on a copy of the seeds; nothing of it is left in what is compiled.

The steps are those of ``docs/guides/take-down.md``.
"""

import re
import shutil
import tomllib
from pathlib import Path

import pytest

from demandatlas import Dataset
from demandatlas.curate.__main__ import main

ROOT = Path(__file__).parents[2]
RECORD = "west-sacramento-resignation-campaign-1984"
PROGRAM = "seeds/programs/national-human-trafficking-hotline.toml"


@pytest.fixture(scope="module")
def taken_down(tmp_path_factory):
    """A copy of the repository before and after: a record taken down whole, and one value of another."""
    repository = tmp_path_factory.mktemp("repository")
    for name in ("seeds", "src/demandatlas/data"):
        shutil.copytree(ROOT / name, repository / name)
    for name in ("CHANGELOG.md", "src/demandatlas/ids.py"):
        shutil.copy(ROOT / name, repository / name)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(repository)
        shutil.copytree("src/demandatlas/data", "published")
        gone = _take_down()
        statuses = [
            main(["new", "retired", RECORD]),
            _fill_in(Path(f"seeds/retired/{RECORD}.toml")),
            main(["check"]),
            main(["build"]),
            main(["changes", "published", "--write"]),
        ]
    return repository, gone, statuses


def _take_down():
    """The seed of the record, and the value's line, deleted; every text that must not be found any more."""
    seed = Path(f"seeds/milestones/{RECORD}.toml")
    (told,) = tomllib.loads(seed.read_text("utf-8"))["told"]
    seed.unlink()
    program = Path(PROGRAM)
    text = program.read_text("utf-8")
    (line,) = re.findall(r'^phone = "(.*)"\n', text, re.MULTILINE)
    program.write_text(text.replace(f'phone = "{line}"\n', ""), "utf-8")
    return [told["title"], told["note"], line]


def _fill_in(retired):
    text = retired.read_text("utf-8").replace('retired_on = ""', 'retired_on = "2026-11-23"')
    retired.write_text(text.replace('reason = ""', 'reason = "Taken down."'), "utf-8")
    return 0


def _holding(folder, words):
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and any(word.encode() in path.read_bytes() for word in words)
    )


def test_every_step_goes_through(taken_down):
    """No command stops."""
    _, _, statuses = taken_down

    assert [0] * 5 == statuses


def test_it_was_there(taken_down):
    """In what was published before, which is what a release that was made then goes on saying."""
    repository, gone, _ = taken_down

    assert ["milestones.jsonl", "programs.jsonl"] == _holding(repository / "published", gone)


@pytest.mark.parametrize("name", ["src", "seeds", "CHANGELOG.md"])
def test_it_is_gone(taken_down, name):
    """From every compiled file, from the indexes, the seeds, and the changelog that tells of it."""
    repository, gone, _ = taken_down
    inside = repository / name
    holding = (
        _holding(inside, gone) if inside.is_dir() else [word for word in gone if word in inside.read_text("utf-8")]
    )

    assert [] == holding


def test_the_changelog_tells_that_it_happened(taken_down):
    """The id, and the field; not what stood there."""
    repository, _, _ = taken_down
    lines = [line.strip() for line in (repository / "CHANGELOG.md").read_text("utf-8").splitlines()]

    assert {
        f"- milestone {RECORD}: retired",
        "- program national-human-trafficking-hotline, phone: retired",
    } <= set(lines)


def test_the_id_is_retired(taken_down):
    """It leads nowhere, with the reason, and is known to have been used."""
    repository, _, _ = taken_down
    data = Dataset.open(repository / "src/demandatlas/data")
    listed = (repository / "seeds/published.txt").read_text("utf-8")

    assert ("Taken down.", None, False, True) == (
        data.retired[RECORD].reason,
        data.retired[RECORD].successor,
        RECORD in data.milestones.ids,
        f"milestone {RECORD}\n" in listed,
    )


def test_the_data_say_so_by_their_hash(taken_down):
    """Whoever holds the old data can tell that theirs are others."""
    repository, _, _ = taken_down
    old, new = (Dataset.open(repository / name) for name in ("published", "src/demandatlas/data"))
    new.verify()

    assert old.data_sha256 != new.data_sha256
