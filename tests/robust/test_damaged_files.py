"""Damaged compiled data: the right answer, or one error that says so; where neither, ``verify`` tells."""

import json
import os
import random
import re
import stat
import time
from collections import Counter
from contextlib import contextmanager

import pytest
from asking import answer, answers, questions, verifies, without_meta
from builders import Reader
from seed_folder import write_valid

from demandatlas import lines, store
from demandatlas.dataset import Dataset
from demandatlas.errors import DataError, DemandAtlasError
from demandatlas.records import RECORDS
from demandatlas.store import DATED, INDEX, META, Store, files_in, meta_of

NOBODY = 65_534
QUICK = 5.0  # seconds within which each damaged dataset has to have answered everything


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return write_valid(tmp_path_factory.mktemp("whole") / "seeds").curated().files()


@pytest.fixture(scope="module")
def asked(files):
    whole = Store(Reader(files), "whole")
    return questions({kind: whole.ids(kind) for kind in RECORDS})


@pytest.fixture(scope="module")
def right(files, asked):
    return answers(Reader(files), asked)


# What can happen to a file


def flipped(text, random):
    """One to three bits."""
    changed = bytearray(text)
    for _ in range(random.choice((1, 1, 3))):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def cut_off(text, random):
    return text[: random.randrange(len(text))]


def cut_off_at_a_line(text, random):
    return b"".join(text.splitlines(keepends=True)[:-1])


def emptied(text, random):
    return b""


def with_lines(change):
    def changed(text, random):
        rows = text.splitlines(keepends=True)
        change(rows, random.randrange(len(rows)), random.randrange(len(rows)))
        return b"".join(rows)

    changed.__name__ = change.__name__
    return changed


def swapped_lines(rows, one, other):
    rows[one], rows[other] = rows[other], rows[one]


def doubled_line(rows, one, other):
    rows.insert(other, rows[one])


def missing_line(rows, one, other):
    del rows[one]


def line_in_place_of_another(rows, one, other):
    rows[one] = rows[other]


def foreign_bytes(text, random):
    """As many as there were, so that the size tells nothing."""
    at, length = random.randrange(len(text)), random.randrange(1, 40)
    return text[:at] + random.randbytes(len(text[at : at + length])) + text[at + length :]


def words_moved(text, random):
    """Two words of the file change places: well-formed, and untrue."""
    words = text.split(b" ")
    one, other = random.randrange(len(words)), random.randrange(len(words))
    words[one], words[other] = words[other], words[one]
    return b" ".join(words)


LINEWISE = (swapped_lines, doubled_line, missing_line, line_in_place_of_another)
DAMAGES = (flipped, cut_off, cut_off_at_a_line, emptied, foreign_bytes, words_moved, *map(with_lines, LINEWISE))
EACH = 30  # cases a damage, in either test


def cases(files, damage, seed, names):
    """Damaged copies of a dataset, each with the name of the file that was damaged."""
    chance = random.Random(f"{damage.__name__} {seed}")
    for _ in range(EACH):
        name = chance.choice([name for name in names if files[name]])
        yield name, {**files, name: damage(files[name], chance)}


def lost(asked, right, damaged):
    """The questions that a damaged dataset answers wrongly without ``verify`` telling; none is allowed."""
    begun = time.monotonic()
    given = answers(Reader(damaged), asked)
    wrong = [name for name in asked if not isinstance(given[name], DemandAtlasError) and given[name] != right[name]]
    silent = wrong if wrong and verifies(Reader(damaged)) else []
    return silent or (["too slow"] if time.monotonic() - begun > QUICK else [])


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_damage_is_an_error_or_does_no_harm_or_verify_tells(files, asked, right, damage, figures):
    """Any file, ``meta.json`` too: no wrong answer that ``verify`` does not see, and no error of another kind."""
    harmed = Counter(bool(lost(asked, right, damaged)) for _, damaged in cases(files, damage, "found", sorted(files)))

    name = damage.__name__.replace("_", " ")
    figures(f"compiled data: {name}", tried=EACH, survived=harmed[False], note=f"{len(asked)} questions of each")


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_an_index_that_disagrees_with_the_records(files, asked, right, damage, figures):
    """Sizes and hash are made to fit the damage: only ``verify`` can tell, and does."""
    tried = survived = 0
    for _, damaged in cases(without_meta(files), damage, "index", (INDEX, DATED)):
        damaged[META] = meta_of(damaged, json.loads(files[META])["data_version"])
        tried, survived = tried + 1, survived + (not lost(asked, right, damaged))

    name = damage.__name__.replace("_", " ")
    figures(f"index that disagrees: {name}", tried=tried, survived=survived, note="size and hash fit the damage")


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_records_that_somebody_changed_and_signed(files, asked, damage, figures):
    """A foreign dataset says what it says, but never with an error of another kind."""
    tried = 0
    for _, damaged in cases(without_meta(files), damage, "signed", sorted(without_meta(files))):
        answers(Reader({**damaged, META: meta_of(damaged, "2022-11-22")}), asked)
        tried += 1

    name = damage.__name__.replace("_", " ")
    figures(f"foreign data: {name}", tried=tried, survived=tried, note="size and hash fit the damage")


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_nothing_is_half_loaded(files, asked, right, damage):
    """After an error, the same question gives an error again, or the right answer; after an answer, the same one."""
    worse = []
    for _, damaged in cases(files, damage, "again", (INDEX, "operations.jsonl", "sites.jsonl")):
        data = Dataset(Store(Reader(damaged), "a test"))
        first, again = ({name: answer(ask, data) for name, ask in asked.items()} for _ in range(2))
        for name, given in again.items():
            allowed = right[name] if isinstance(first[name], DemandAtlasError) else first[name]
            worse += [name] if not isinstance(given, DemandAtlasError) and given != allowed else []

    assert [] == worse


# Large files


def test_a_misplaced_line_of_a_large_file(files, monkeypatch):
    """Beyond a megabyte it may look missing: reading it through would cost more than any question. ``verify`` tells."""
    monkeypatch.setattr(lines, "SCANNED", 10)
    name = "operations.jsonl"
    damaged = {**files, name: b"".join(reversed(files[name].splitlines(keepends=True)))}

    assert not verifies(Reader(damaged))


# Real files


@pytest.fixture
def folder(files, tmp_path):
    for name, text in files.items():
        (tmp_path / name).write_bytes(text)
    return tmp_path


def replaced_by_a_folder(path):
    path.unlink()
    path.mkdir()


def removed(path):
    path.unlink()


def link_to_itself(path):
    path.unlink()
    path.symlink_to(path.name)


def pipe(path):
    path.unlink()
    os.mkfifo(path)


def device(path):
    path.unlink()
    path.symlink_to("/dev/zero")


def hundred_megabytes_on_one_line(path):
    with path.open("r+b") as file:
        file.seek(100_000_000)
        file.write(b"\n")


def endless_key(path):
    with path.open("wb") as file:
        file.write(b'{"id":"')
        file.seek(100_000_000)
        file.write(b"\n")


ON_DISK = (removed, replaced_by_a_folder, link_to_itself, pipe, device, hundred_megabytes_on_one_line, endless_key)


def signed(folder):
    """The sizes of ``meta.json`` are made to fit, so that the damage is met where it is and not at its size."""
    meta = json.loads((folder / META).read_bytes())
    meta["sizes"] = {name: (folder / name).stat().st_size for name in meta["sizes"] if (folder / name).is_file()}
    (folder / META).write_text(json.dumps(meta))


@pytest.mark.parametrize("damage", ON_DISK, ids=lambda damage: damage.__name__)
def test_a_file_that_is_none(files, folder, asked, right, damage, figures):
    """Each file in turn, also ``meta.json``: one error from whatever reads it, the right answer from the rest."""
    survived = 0
    for name in sorted(files):
        damage(folder / name)
        if name != META:
            signed(folder)
        begun = time.monotonic()
        given = answers(files_in(folder), asked)
        wrong = [each for each in asked if not isinstance(given[each], DemandAtlasError) and given[each] != right[each]]
        survived += not wrong and not verifies(files_in(folder)) and time.monotonic() - begun < QUICK
        _restore(folder / name, files[name])
        (folder / META).write_bytes(files[META])

    figures(f"file on disk: {damage.__name__.replace('_', ' ')}", tried=len(files), survived=survived)


def _restore(path, text):
    if path.is_dir():
        path.rmdir()
    path.unlink(missing_ok=True)
    path.write_bytes(text)


@contextmanager
def somebody_else():
    """Another user than root, who may read everything."""
    if os.geteuid():
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_file_that_may_not_be_read(files, folder, asked, right, figures):
    """Each file in turn: one error, from whatever reads it."""
    for place in (folder, *folder.parents[:3]):
        if place.stat().st_uid == os.geteuid() and place.name:
            place.chmod(place.stat().st_mode | stat.S_IXOTH | stat.S_IROTH)
    survived = 0
    for name in sorted(files):
        (folder / name).chmod(0)
        with somebody_else():
            given = answers(files_in(folder), asked)
        refused = [each for each in given.values() if isinstance(each, DataError)]
        wrong = [each for each in asked if not isinstance(given[each], DemandAtlasError) and given[each] != right[each]]
        survived += bool(refused) and not wrong
        (folder / name).chmod(0o644)

    figures("file on disk: no permission", tried=len(files), survived=survived, note="read as another user than root")


DEEP = 100_000


@pytest.mark.parametrize(
    "text",
    [
        b'{"id":"folsom-ca","name":' + b"[" * DEEP + b"]" * DEEP + b"}\n",
        b'{"id":"folsom-ca","name":' + b'{"a":' * DEEP + b"1" + b"}" * DEEP + b"}\n",
        b'{"id":"folsom-ca","statements":' + b"[" * DEEP + b"\n",
        b'{"id":"folsom-ca","population":' + b"9" * DEEP + b"}\n",
        b'{"id":"folsom-ca","population":9223372036854775808}\n',
        b'{"id":"folsom-ca","latitude":1e999}\n',
        b'{"id":"folsom-ca","latitude":NaN}\n',
        b'{"id":"folsom-ca","name":"\\ud800","state":"CA","kind":"city"}\n',
        b'{"id":"folsom-ca","name":"\\uDFFF","state":"CA","kind":"city"}\n',
        b'{"id":"folsom-ca","name":"Folsom","state":"CA","kind":"city","id":"other-ca"}\n',
    ],
    ids=[
        "lists",
        "tables",
        "never closed",
        "digits",
        "too large",
        "infinite",
        "no number",
        "half",
        "other half",
        "two",
    ],
)
def test_a_line_that_no_tool_should_be_given(files, text):
    """Nesting, numbers and characters that would break whatever reads them next."""
    damaged = {**without_meta(files), "sites.jsonl": text}
    damaged[META] = meta_of(damaged, "2022-11-22")
    begun = time.monotonic()
    with pytest.raises(DataError, match="sites.jsonl"):
        Dataset(Store(Reader(damaged), "a test")).sites["folsom-ca"]

    assert time.monotonic() - begun < QUICK


def test_a_whole_pair_of_halves_is_a_character(files):
    """Written as JSON allows."""
    text = b'{"id":"folsom-ca","name":"\\ud83d\\ude00","state":"CA","kind":"city"}\n'
    damaged = {**without_meta(files), "sites.jsonl": text}
    damaged[META] = meta_of(damaged, "2022-11-22")

    assert "\U0001f600" == Dataset(Store(Reader(damaged), "a test")).sites["folsom-ca"].name


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"format_version": 2}, "upgrade it"),
        ({"format_version": 10**400}, "is not the description"),
        ({"format_version": True}, "is not the description"),
        ({"format_version": "1"}, "is not the description"),
        ({"format_version": 1.0}, "is not the description"),
        ({"data_version": 20240101}, "is not the description"),
        ({"data_sha256": None}, "is not the description"),
        ({"sizes": {"sites.jsonl": "12"}}, "is not the description"),
        ({"sizes": {"sites.jsonl": True}}, "is not the description"),
        ({"sizes": []}, "is not the description"),
        ({"surprise": 1}, "is not the description"),
        ({"sizes": {"../../etc/passwd": 1}}, "is no file of a compiled dataset"),
        ({"sizes": {"/etc/passwd": 1}}, "is no file of a compiled dataset"),
    ],
)
def test_a_description_of_something_else(files, change, message):
    """No type is taken for another, no foreign file is read, and a newer format is not guessed at."""
    damaged = {**files, META: json.dumps({**json.loads(files[META]), **change}).encode()}
    with pytest.raises(DataError, match=message):
        Store(Reader(damaged), "a test")


def test_a_newer_format_may_look_different(files):
    """It says so, whatever else it holds."""
    with pytest.raises(DataError, match="has format version 7; .* upgrade it"):
        Store(Reader({META: b'{"format_version": 7, "parts": []}'}), "a test")


def test_a_description_without_end():
    """It is not read to its end."""
    with pytest.raises(DataError, match="is not the description"):
        Store(Reader({META: b" " * (store.MAX_META + 1)}), "a test")


def test_another_version_of_the_data_than_its_sources_tell(files):
    """It would stand in a citation."""
    damaged = {**files, META: files[META].replace(b"2022-11-22", b"2023-11-22")}
    with pytest.raises(DataError, match="the newest source was retrieved on 2022-11-22"):
        Dataset(Store(Reader(damaged), "a test")).verify()


@pytest.mark.parametrize(("old", "new"), [(rb"profile", b"nowhere"), (rb'"evidence":\[.*?\]', b'"evidence":[]')])
def test_a_value_without_a_source(files, old, new):
    """Well-formed, and hashed anew: ``verify`` tells."""
    text = files["tactics.jsonl"]
    damaged = {**without_meta(files), "tactics.jsonl": re.sub(old, new, text)}
    damaged[META] = meta_of(damaged, "2022-11-22")
    with pytest.raises(DataError, match=r"tactics.jsonl, 'letters': a value has no source, or one that is not there"):
        Dataset(Store(Reader(damaged), "a test")).verify()
