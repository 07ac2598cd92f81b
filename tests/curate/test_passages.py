"""Passages: lines as locators count them, hashes as the guide tells them, and what comes of comparing."""

import hashlib
import re
import unicodedata

import pytest
from seed_folder import SERIES, SHA, write_valid

from demandatlas.curate.passages import Verified, lines_of, passage_sha256, verify_passages

TEXT = "Folsom, CA\n\n  \n The   list \u00a0of\tthings\nThe \ufb01fth line\n"


def as_the_guide_says(text, first, last):
    """The recipe of seeds/README.md, word for word."""
    lines = [line for line in text.splitlines() if line.strip()][first - 1 : last]
    plain = (re.sub(r"\s+", " ", unicodedata.normalize("NFKC", line)).strip() for line in lines)
    return hashlib.sha256(" ".join(plain).encode()).hexdigest()


def test_lines():
    """Blank lines are not counted."""
    assert ["Folsom, CA", " The   list \u00a0of\tthings", "The \ufb01fth line"] == lines_of(TEXT)


def test_hash():
    """White space and compatibility forms do not change a passage's hash."""
    expected = hashlib.sha256(b"The list of things The fifth line").hexdigest()

    assert (expected, expected) == (passage_sha256(lines_of(TEXT)[1:]), as_the_guide_says(TEXT, 2, 3))


@pytest.fixture
def held(tmp_path):
    """Valid seeds of which one rests on a document that is held."""
    (tmp_path / "documents" / "below").mkdir(parents=True)
    (tmp_path / "documents" / "below" / "a.txt").write_bytes(TEXT.encode())
    (tmp_path / "documents" / "other.txt").write_bytes(b"\xff")
    seeds = write_valid(tmp_path / "seeds")
    seeds.replace("sources/profile.toml", f'sha256 = "{SHA}"\n', "")
    seeds.replace("sources/release.toml", "extent", f'sha256 = "{hashlib.sha256(TEXT.encode()).hexdigest()}"\nextent')
    for file in sorted(seeds.path.rglob("*.toml")):
        text = file.read_text()
        passage = f'\\1\npassage_sha256 = "{as_the_guide_says(TEXT, 1, 1)}"'
        file.write_text(re.sub(r'(source = "release"\n)locator = "[^"]*"', r'\1locator = "L1"', text))
        file.write_text(re.sub(r'(source = "release"\nlocator = "L1")', passage, file.read_text()))
    return seeds


def verified(seeds):
    return verify_passages(seeds.curated().drafts, seeds.path.parent / "documents")


def test_all_agree(held):
    """Passages that are as told are counted, with the documents that were found."""
    assert Verified(passages=11, documents=1, missing=(), problems=()) == verified(held)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('"L1"', '"L2"', "passage_sha256: the document has another passage there; if the locator is right, write '{}'"),
        (
            '"L1"\npassage_sha256 = "{hash}"',
            '"L2"',
            "passage_sha256: the document is held and this passage has no hash; if the locator is right, write '{}'",
        ),
        (
            '"L1"',
            '"L3-L4"',
            "passage_sha256: 'L3-L4' is not in the document, which has 3 lines that are not blank; mend the locator",
        ),
        ('"L1"', '"fields"', "passage_sha256: 'fields' names no lines; give L12 or L12-L14, the document is held"),
    ],
)
def test_differs(held, old, new, what):
    """A passage that differs, that has no hash, that is outside or has no lines is told at its place."""
    held.replace(SERIES, old.replace("{hash}", as_the_guide_says(TEXT, 1, 1)), new)

    result = verified(held)

    line = held.line_of(SERIES, "passage_sha256") if "no hash" not in what else 1
    expected = f"{SERIES}:{line}: told[0].{what.format(as_the_guide_says(TEXT, 2, 2))}"
    assert (10, [expected]) == (result.passages, [str(problem) for problem in result.problems])


def test_missing_document(held):
    """A source whose document is not in the folder is named."""
    (held.path.parent / "documents" / "below" / "a.txt").write_bytes(TEXT.encode() + b"\n")

    assert Verified(passages=0, documents=0, missing=("release",), problems=()) == verified(held)


def test_other_encoding(held):
    """A document that is no UTF-8 is compared as far as it can be read."""
    text = TEXT.encode() + b"\xff"
    (held.path.parent / "documents" / "below" / "a.txt").write_bytes(text)
    held.replace("sources/release.toml", hashlib.sha256(TEXT.encode()).hexdigest(), hashlib.sha256(text).hexdigest())

    assert Verified(passages=11, documents=1, missing=(), problems=()) == verified(held)
