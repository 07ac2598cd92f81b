"""Ten thousand mutated seeds: reading and checking them gives problems or records, never anything else, and in time."""

import random
import re
import time
from pathlib import Path

import pytest
from builders import Reader

from demandatlas.curate import curate
from demandatlas.dataset import Dataset
from demandatlas.store import Store

SEEDS = Path(__file__).parents[2] / "seeds"
MUTANTS = 10_000
BATCH = 500  # files that are read and checked together
SLOW = 20.0  # seconds that no batch may take, on a machine that is busy with other things too
ROOTS = (
    "sites/ca/sacramento-ca", "sites/ca/west-sacramento-ca", "sites/ca/folsom-ca",
    "operations/hot-spots-2021", "operations/hot-spots-2020",
    "series/hot-spots", "tactics/letters", "tactics/john_school", "penalties/soliciting-ca",
)  # fmt: skip
VALUES = (
    "1", "-1", "0", "1.5", "1e999", "nan", "-inf", "true", "2021-10-05", "12:00:00", "2021-10-05T12:00:00Z", "[]", "{}",
    '""', '"a"', '"\\u0000"', '"\\U0001F600"', '"\\u202e"', "'''\n'''", "[[]]", "[1, 'a']", "{a = {b = 1}}", '"menu"',
    '"2021-13"', '"198X"', '"9999/.."', '">=3"', '"L1-L999999999999999999999"', '"=cmd|x"', '"<script>"', '"../../x"',
    "9" * 20, "9" * 5_000, "0x" + "f" * 4_000, '"' + "a" * 10_000 + '"', "[" * 200 + "]" * 200, "[" * 5_000,
    '"' + "A b " * 300 + '"', "{a=" * 300 + "1" + "}" * 300,
)  # fmt: skip
SCRAPS = (
    "\x00", "\x07", "\x1b[31m", "\r", "\ufeff", "\u2028", "\u202e", "\ud800", "[[told]]", "[told]", "[[claims]]", "=",
    "[[told]]\n[told.a]", '"', '"""', "'''", "#", "a.b.c = 1", "also = [{}]", "\n" * 50, "é", "\U0010ffff",
)  # fmt: skip
VALUE = re.compile(r"(?<==) .+")


def closure(roots):
    """The seeds of these records and of all that they name, so that what is right in a mutant is found right."""
    by_id = {path.stem: path for path in SEEDS.rglob("*.toml") if path.parent != SEEDS}
    waiting, found = [SEEDS / f"{root}.toml" for root in roots if (SEEDS / f"{root}.toml").is_file()], {}
    while waiting:
        path = waiting.pop()
        text = path.read_text("utf-8")
        if path in found or len(text) > 60_000:
            continue
        found[path] = text
        waiting += [by_id[name] for name in re.findall(r'"([a-z0-9_-]+)"', text) if name in by_id]
    return {path.relative_to(SEEDS).as_posix(): text for path, text in found.items()}


# What is done to a seed


def bytes_flipped(text, chance):
    changed = bytearray(text.encode())
    for _ in range(chance.choice((1, 2, 8))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def lines_changed(text, chance):
    lines = text.splitlines(keepends=True)
    for _ in range(chance.choice((1, 1, 3))):
        one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        what = chance.randrange(4)
        if what == 0:
            lines[one], lines[other] = lines[other], lines[one]
        elif what == 1:
            lines.insert(other, lines[one])
        elif what == 2:
            lines[one] = lines[other]
        elif len(lines) > 1:
            del lines[one]
    return "".join(lines).encode()


def value_replaced(text, chance):
    places = list(VALUE.finditer(text))
    if not places:
        return b""
    place = chance.choice(places)
    return f"{text[: place.start()]} {chance.choice(VALUES)}{text[place.end() :]}".encode()


def scrap_put_in(text, chance):
    at = chance.randrange(len(text))
    return (text[:at] + chance.choice(SCRAPS) + text[at:]).encode("utf-8", "surrogatepass")


def cut_off(text, chance):
    return text.encode()[: chance.randrange(len(text))]


def words_exchanged(text, chance):
    """Words in quotes take each other's places: right types, wrong things."""
    words = re.findall(r'"[^"\n]*"', text)
    return text.replace(chance.choice(words), chance.choice(words), 1).encode() if words else b""


MUTATIONS = (bytes_flipped, lines_changed, value_replaced, value_replaced, scrap_put_in, cut_off, words_exchanged)


def mutants(base, many, seed):
    """Mutated copies of seeds, each under an id of its own."""
    chance = random.Random(seed)
    files = sorted(base)
    for number in range(many):
        file = chance.choice(files)
        mutation = chance.choice(MUTATIONS)
        yield f"{file.removesuffix('.toml')}-zz{number}.toml", mutation(base[file], chance)


def written(folder, base, changed):
    """A folder of seeds with the base and the mutants in it."""
    for file, text in {**{file: text.encode() for file, text in base.items()}, **changed}.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text)
    for name in ("terms.toml", "blocked.toml", "distinct.toml"):
        (folder / name).write_bytes((SEEDS / name).read_bytes())
    return folder


@pytest.fixture(scope="module")
def base():
    return closure(ROOTS)


def test_the_base_is_whole(base, tmp_path):
    """What is wrong with a mutant is its own fault."""
    assert () == curate(written(tmp_path, base, {})).problems


def test_mutated_seeds(base, tmp_path, figures):
    """Each has problems, all of them printable with a remedy, or a record; and no batch takes long."""
    told_well, lost, slow, sound = 0, [], [], {}
    todo = list(mutants(base, MUTANTS, "seeds"))
    for begin in range(0, MUTANTS, BATCH):
        batch = dict(todo[begin : begin + BATCH])
        folder = written(tmp_path / str(begin), base, batch)
        begun = time.monotonic()
        curated = curate(folder)
        slow += [begin] if time.monotonic() - begun > SLOW else []
        lines = {str(problem) for problem in curated.problems}
        lost += [line for line in lines if not (line.isprintable() and "; " in line)]
        blamed, made = {problem.file for problem in curated.problems}, {record.id for record in curated.records}
        silent = [file for file in batch if file not in blamed and Path(file).stem not in made]
        lost += silent
        told_well += len(batch) - len(silent)
        sound |= {file: text for file, text in batch.items() if file not in blamed}

    together = curate(written(tmp_path / "sound", base, sound))
    blamed = {problem.file for problem in together.problems}
    kept = {file: text for file, text in sound.items() if file not in blamed}  # two may have come to the same name
    Dataset(Store(Reader(curate(written(tmp_path / "kept", base, kept)).files()), "kept")).verify()
    assert ([], []) == (lost, slow)
    figures(
        "mutated seeds", tried=MUTANTS, survived=told_well, note=f"{len(base)} real seeds; {len(sound)} still sound"
    )
