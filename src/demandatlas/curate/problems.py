"""What is wrong in a folder of seeds, said so that a curator can mend it."""

import attrs


@attrs.frozen(order=True)
class Problem:
    """One thing to mend.

    Attributes:
        file: the seed file, relative to the folder of seeds.
        line: the line, counted from 1; 0 where it cannot be had.
        path: the key path, such as ``told[2].population``; empty where the whole file is meant.
        what: what is wrong; what to do.
    """

    file: str
    line: int
    path: str
    what: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return _printable(f"{place}: {self.path}: {self.what}" if self.path else f"{place}: {self.what}")


def _printable(text: str) -> str:
    """A text that cannot steer a terminal: keys and file names are told as they are, and may hold anything."""
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text)
