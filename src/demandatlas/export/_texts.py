"""Texts that stand in for something else in one cell, and back."""

from collections.abc import Iterable

DELIMITER = ";"
_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "'")


def joined(entries: Iterable[str]) -> str:
    """Many texts as one, from which they can be told apart again."""
    return DELIMITER.join(entry.replace("%", "%25").replace(DELIMITER, "%3B") for entry in entries)


def split(text: str) -> tuple[str, ...]:
    """The texts that ``joined`` made one of; no text is none of them."""
    entries = text.split(DELIMITER) if text else []
    return tuple(entry.replace("%3B", DELIMITER).replace("%25", "%") for entry in entries)


def guarded(text: str) -> str:
    """A text that no spreadsheet runs."""
    return f"'{text}" if text.startswith(_ACTIVE) else text


def unguarded(text: str) -> str:
    """The text that was guarded."""
    return text.removeprefix("'")
