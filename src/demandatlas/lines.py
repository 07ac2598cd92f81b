"""Sorted lines in one text, each beginning with a key; one line is found by bisection."""

from collections.abc import Iterator
from itertools import pairwise

from demandatlas.errors import DataError

TYPE_CHECKING = False  # importing it from typing costs, and so does mmap, which only large files need
if TYPE_CHECKING:
    from mmap import mmap

MAX_LINE = 64_000_000
"""Bytes: a longer line is refused."""

SCANNED = 1_000_000
"""Bytes: up to this size a text is read through before a key counts as missing. Beyond it, that would cost more than
any question; there the order of the lines is proven when all keys are asked for."""


class Lines:
    """A text of sorted lines; the key stands between two fixed marks at the beginning of each line.

    The text may be a file mapped into memory: of it, only the pages that are looked at are read.
    """

    def __init__(self, name: str, text: "bytes | mmap", before: bytes, after: bytes) -> None:
        if text[-1:] not in (b"", b"\n"):
            raise DataError(name, "last line", "the file is cut off; install the package again or build the data again")
        self._name = name
        self._text = text
        self._before = before
        self._after = after
        # Where the line after the last one found begins: who reads in order need not search.
        self._following = len(text)

    def get(self, key: str) -> bytes | None:
        """The line of a key; none where there is no such line.

        Raises:
            DataError: the line is there, but not where the order of the lines puts it.
        """
        wanted = key.encode("utf-8", "surrogatepass")
        if not wanted or self._after in wanted:  # it would be taken for a key and the rest of its line
            return None
        start = self._following
        if self._key(start) != wanted:
            start = self._first_at_least(wanted)
            if self._key(start) != wanted:
                self._refuse_disorder(wanted)
                return None
        line = self._line(start)
        self._following = start + len(line) + 1
        return line

    def between(self, first: str, last: str) -> Iterator[bytes]:
        """The lines whose keys lie between two keys, both included, in order."""
        at, end = self._first_at_least(first.encode()), last.encode()
        while at < len(self._text) and self._key(at) <= end:
            line = self._line(at)
            yield line
            at += len(line) + 1

    def keys(self) -> tuple[str, ...]:
        """Every key, in order.

        Raises:
            DataError: the keys are not in order, or one is there twice.
        """
        found = tuple([self._key(start) for start in self._starts()])
        for earlier, later in pairwise(found):
            if earlier >= later:
                raise self._disordered(later)
        return tuple([key.decode("utf-8", "replace") for key in found])

    def _starts(self) -> Iterator[int]:
        at = 0
        while at < len(self._text):
            yield at
            at = self._end(at) + 1

    def _first_at_least(self, key: bytes) -> int:
        low, high = 0, len(self._text)
        while low < high:
            start = self._text.rfind(b"\n", low, (low + high) // 2) + 1 or low
            if self._key(start) < key:
                low = self._end(start) + 1
            else:
                high = start
        return low

    def _line(self, start: int) -> bytes:
        return self._text[start : self._end(start)]

    def _end(self, start: int) -> int:
        """Where the line that begins at a place ends."""
        end = self._text.find(b"\n", start)
        if end - start > MAX_LINE:
            raise DataError(
                self._name, f"byte {start}", f"a line is longer than {MAX_LINE} bytes; build the data again"
            )
        return end

    def _key(self, start: int) -> bytes:
        """The key of the line that begins at a place; empty at the end of the text."""
        if start >= len(self._text):
            return b""
        begins = start + len(self._before)
        ends = self._text.find(self._after, begins, begins + MAX_LINE)
        key = self._text[begins:ends] if ends >= 0 else b"\n"
        if b"\n" in key or self._text[start:begins] != self._before:
            line = self._text[start : start + 40].partition(b"\n")[0]
            raise DataError(self._name, repr(line), "the line does not begin with its key; build the data again")
        return key

    def _refuse_disorder(self, missing: bytes) -> None:
        start = self._before + missing + self._after
        if len(self._text) > SCANNED:
            return
        if self._text[: len(start)] == start or self._text.find(b"\n" + start) >= 0:
            raise self._disordered(missing)

    def _disordered(self, key: bytes) -> DataError:
        shown = key.decode("utf-8", "replace")
        return DataError(self._name, repr(shown), "the lines are out of order or doubled; build the data again")
