"""What one value of a seed has to be, whatever the record: texts, addresses, hashes, locators, numbers."""

import math
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from demandatlas.curate.problems import Problem
from demandatlas.curate.reading import Seed

MAX_NOTE = 200
MAX_TEXT = 2000
MAX_NUMBER = 10**12
OCD_ID = re.compile(r"ocd-division/country:us(/[a-z_]+:[\w.~-]+)*")
_LOCATOR = re.compile(
    r"document|fields|narrative|key partners|list|row .+|key sources(: .+)?"
    r"|((fields|narrative|key partners|list|key sources(: [^:]+)?) )?L[1-9]\d*(-L[1-9]\d*)?"
)
_LINES = re.compile(r"(?:.* )?L(\d+)(?:-L(\d+))?")
_SHA256 = re.compile(r"[0-9a-f]{64}")


def value_problems(seed: Seed) -> Iterator[Problem]:
    """What is wrong with single values of a seed."""
    for path, key, value in seed.values:
        yield from (seed.problem(path, what) for what in _faults(key, value))


def _faults(key: str, value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from _text_faults(key, value)
    elif isinstance(value, int | float):
        yield from _number_faults(value)
    elif value == []:
        yield "is empty; fill it in, or remove the key"


def _number_faults(number: float) -> Iterator[str]:
    if abs(number) > MAX_NUMBER or not math.isfinite(number):  # in this order: no float can hold every int
        yield f"is no number that can be told; give one of at most {MAX_NUMBER}"
    elif number < 0 and isinstance(number, int):
        yield f"{number} is below 0; nothing is counted so, mend the value"


def _text_faults(key: str, text: str) -> Iterator[str]:
    if not text.strip():
        yield "is empty; fill it in, or remove the key"
        return
    if any(not letter.isprintable() for letter in text):
        yield "holds a control character or an invisible one; type the text again"
    if text != text.strip():
        yield "begins or ends with white space; remove it"
    if len(text) > (most := MAX_NOTE if key == "note" else MAX_TEXT):
        yield f"has {len(text)} characters; a {'note' if key == 'note' else 'text'} has at most {most}, shorten it"
    yield from _form_faults(key, text)


def _form_faults(key: str, text: str) -> Iterator[str]:
    if key == "url" and not _is_web_address(text):
        yield f"{text!r} is no web address; write it in full, with http:// or https://"
    if key in ("sha256", "passage_sha256") and not _SHA256.fullmatch(text):
        yield f"{text[:20]!r} is no SHA-256; write 64 hexadecimal digits in lower case"
    if key == "locator" and not _is_locator(text):
        yield f"{text!r} is no locator; write L12-L14, fields, narrative, key partners, key sources: X or row X"
    if key in ("jurisdiction", "county", "ocd_id") and not OCD_ID.fullmatch(text):
        yield f"{text!r} is no OCD division id; copy it from the register"


def _is_locator(text: str) -> bool:
    return bool(_LOCATOR.fullmatch(text)) and (not _LINES.fullmatch(text) or bool(lines_in(text)))


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    host = parts.hostname or ""
    return parts.scheme in ("http", "https") and "." in host and not re.search(r"\s", text)


def lines_in(locator: str) -> range:
    """The numbers of the lines that a locator names; none where it names none."""
    found = _LINES.fullmatch(locator)
    return range(int(found[1]), int(found[2] or found[1]) + 1) if found else range(0)
