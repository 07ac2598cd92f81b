"""Asks Spark which of many made-up operations fall into a window, and compares a sample with ``operations_between``.

Run: ``python docs/guides/spark_operations.py [HOW_MANY] [FOLDER]``; needs the extra ``arrow``, ``pyspark`` and Java 17.
"""

import os
import random
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import pyarrow
import pyarrow.parquet
from pyspark.sql import SparkSession

from demandatlas import Dataset, Operation, When
from demandatlas.curate.compiling import compiled_files

SEED = 20211010
CHUNK = 100_000
SAMPLE = 5_000
FIRST, LAST = date(2021, 10, 10), date(2021, 10, 12)
DAYS = {
    "when_earliest": "earliest_start",
    "when_latest_start": "latest_start",
    "when_earliest_end": "earliest_end",
    "when_latest": "latest_end",
}
SCHEMA = pyarrow.schema(
    [("id", pyarrow.string()), ("when_edtf", pyarrow.string()), *((name, pyarrow.date32()) for name in DAYS)]
)
QUESTION = """
    SELECT id FROM {operations}
    WHERE when_edtf IS NOT NULL
      AND ({start} IS NULL OR {start} <= :last)
      AND ({end} IS NULL OR {end} >= :first)
"""


def times(count: int) -> list[When]:
    """Different times as sources tell them: days, months, years, spans, open ends."""
    chance = random.Random(SEED)  # noqa: S311  the same operations each time
    return [_time(chance) for _ in range(count)]


def _time(chance: random.Random) -> When:
    start = date(1990, 1, 1) + timedelta(days=chance.randrange(13_000))
    end = start + timedelta(days=chance.randrange(120))
    day, month, year = start.isoformat(), f"{start:%Y-%m}", f"{start:%Y}"
    forms = (day, day, month, month, month, year, f"{month}/{end:%Y-%m}", f"{day}/{end.isoformat()}", f"{year}/..")
    return When(chance.choice(forms))


def write(folder: Path, count: int) -> None:
    """Write the operations as Parquet files, in the columns of the export; one in fifty has no time."""
    known = [None, *times(49 * 500)]
    cells = {name: [day and getattr(day, inner) for day in known] for name, inner in DAYS.items()}
    texts = [when and when.edtf for when in known]
    for begin in range(0, count, CHUNK):
        numbers = range(begin, min(begin + CHUNK, count))
        picked = [time_of(number, len(known)) for number in numbers]
        columns = {
            "id": [name(number) for number in numbers],
            "when_edtf": [texts[at] for at in picked],
            **{column: [values[at] for at in picked] for column, values in cells.items()},
        }
        pyarrow.parquet.write_table(pyarrow.table(columns, SCHEMA), folder / f"part-{begin:08}.parquet")


def name(number: int) -> str:
    """The id of an operation."""
    return f"operation-{number:08}"


def time_of(number: int, known: int) -> int:
    """Which of the known times an operation has; 0 is none."""
    return 0 if number % 50 == 0 else 1 + number * 7_919 % (known - 1)


def ours(numbers: list[int], certain: bool) -> set[str]:
    """What this library finds among a sample of them."""
    known = [None, *times(49 * 500)]
    operations = [Operation(id=name(n), name=name(n), when=known[time_of(n, len(known))]) for n in numbers]
    with tempfile.TemporaryDirectory() as folder:
        for file, content in compiled_files(operations).items():
            (Path(folder) / file).write_bytes(content)
        return set(Dataset.open(folder).operations_between(FIRST, LAST, certain=certain).ids)


def session() -> SparkSession:
    """Spark on this machine, reachable from nowhere else."""
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    return builder.config("spark.driver.host", "127.0.0.1").getOrCreate()


def ask(spark: SparkSession, folder: Path, certain: bool) -> set[str]:
    """What Spark finds."""
    start, end = ("when_latest_start", "when_earliest_end") if certain else ("when_earliest", "when_latest")
    question = QUESTION.replace("{start}", start).replace("{end}", end)
    operations = spark.read.parquet(str(folder))
    found = spark.sql(question, args={"first": FIRST, "last": LAST}, operations=operations)
    return set(found.toArrow()["id"].to_pylist())


def main(count: int, folder: Path) -> int:
    """Write, ask, compare; gives how many answers differ from ours."""
    began = time.perf_counter()
    write(folder, count)
    size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
    print(f"{count:,} operations in {size:.0f} MB of Parquet, written in {time.perf_counter() - began:.0f} s")
    spark, chance = session(), random.Random(SEED)  # noqa: S311  the same sample each time
    numbers = chance.sample(range(count), min(SAMPLE, count))
    sample, wrong = {name(number) for number in numbers}, 0
    for certain in (False, True):
        began = time.perf_counter()
        found = ask(spark, folder, certain)
        seconds, expected = time.perf_counter() - began, ours(numbers, certain)
        wrong += expected != found & sample
        verdict = "agrees" if expected == found & sample else "DIFFERS"
        told = f"{'certainly' if certain else 'possibly'} {FIRST} to {LAST}: {len(found):,} operations"
        print(f"{told} in {seconds:.0f} s, the sample of {len(sample):,} {verdict}")
    spark.stop()
    return wrong


if __name__ == "__main__":
    how_many = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000_000
    with tempfile.TemporaryDirectory() as temporary:
        sys.exit(main(how_many, Path(sys.argv[2]) if len(sys.argv) > 2 else Path(temporary)))
