"""Holds the goals that repeat exactly: instruction counts of fresh processes, and records read for an answer.

``python tests/benchmarks/check.py``; exit status 1 where a goal is missed. Without valgrind it says so and passes: the
counts are those of one machine's libraries, so each goal has a tolerance of two parts in a hundred.
"""

import sys
import tempfile
from pathlib import Path

from measuring import has_callgrind
from run import cold_rows, reading_rows
from synthetic import SIZES, Synthetic

TOLERANCE = 1.02


def main() -> int:
    """Measure each, print it, and count what is missed."""
    if not has_callgrind():
        print("skipped: valgrind is not installed, so no instructions can be counted")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        small = Synthetic(*SIZES["small"]).write(Path(folder))
        rows = [*cold_rows({"small": small}), *reading_rows(small)]
    for row in rows:
        print(row)
    missed = [row for row in rows if row.goal and row.ratio.middle > row.goal * TOLERANCE]
    print(f"{len(missed)} of {len(rows)} goals missed by more than the tolerance", file=sys.stderr if missed else None)
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
