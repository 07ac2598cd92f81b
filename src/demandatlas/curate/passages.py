"""Passages: the hash by which anyone who holds a document can check a claim, without its text being in the package."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import attrs

from demandatlas.curate.problems import Problem
from demandatlas.curate.shaping import Draft
from demandatlas.curate.texts import lines_in


@attrs.frozen
class Verified:
    """What came of comparing evidence with documents.

    Attributes:
        passages: how many passages were recomputed and are as told.
        documents: how many documents were found.
        missing: ids of sources whose document is not in the folder.
        problems: what does not agree.
    """

    passages: int
    documents: int
    missing: tuple[str, ...]
    problems: tuple[Problem, ...]


def lines_of(text: str) -> list[str]:
    """The lines of a document as locators count them: blank ones not counted."""
    return [line for line in text.splitlines() if line.strip()]


def passage_sha256(lines: Iterable[str]) -> str:
    """SHA-256 of a passage: Unicode NFKC, runs of white space to one space, trimmed, joined by one space."""
    joined = " ".join(re.sub(r"\s+", " ", unicodedata.normalize("NFKC", line)).strip() for line in lines)
    return hashlib.sha256(joined.encode()).hexdigest()


def verify_passages(drafts: Iterable[Draft], folder: Path) -> Verified:
    """Recompute the hash of every passage whose document is in a folder; documents are found by their own hash."""
    drafts = list(drafts)
    hashes = {draft.source.id: draft.source.sha256 for draft in drafts if draft.source and draft.source.sha256}
    held = _documents(folder, set(hashes.values()))
    texts = {id: held[sha256] for id, sha256 in hashes.items() if sha256 in held}
    problems: list[Problem] = []
    passages = 0
    for draft in drafts:
        for path, piece in draft.pieces():
            if piece.source not in texts:
                continue
            if fault := _fault(piece.locator, piece.passage_sha256, texts[piece.source]):
                problems.append(draft.seed.problem(f"{path}.passage_sha256", fault))
            else:
                passages += 1
    return Verified(passages, len(texts), tuple(sorted(hashes.keys() - texts.keys())), tuple(problems))


def _documents(folder: Path, wanted: set[str]) -> dict[str, list[str]]:
    """The lines of the wanted documents, by the hash of their bytes."""
    found = {}
    for path in sorted(folder.rglob("*")):
        content = path.read_bytes() if path.is_file() else b""
        if (sha256 := hashlib.sha256(content).hexdigest()) in wanted:
            found[sha256] = lines_of(content.decode("utf-8", "replace"))
    return found


def _fault(locator: str, told: str | None, lines: list[str]) -> str:
    numbers = lines_in(locator)
    if not numbers:
        return f"{locator!r} names no lines; give L12 or L12-L14, the document is held"
    if numbers[-1] > len(lines):
        return f"{locator!r} is not in the document, which has {len(lines)} lines that are not blank; mend the locator"
    actual = passage_sha256(lines[numbers[0] - 1 : numbers[-1]])
    if told is None:
        return f"the document is held and this passage has no hash; if the locator is right, write {actual!r}"
    return (
        "" if told == actual else f"the document has another passage there; if the locator is right, write {actual!r}"
    )
