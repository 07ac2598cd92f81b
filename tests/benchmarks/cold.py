"""What a fresh process is asked: the floor, the first questions, and the same questions of larger datasets."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from demandatlas.dataset import Dataset
from demandatlas.ids import TACTIC_IDS
from demandatlas.states import STATES

BARE = "pass"
IMPORT = "import demandatlas"
FLOOR = "import demandatlas.records"
"""Imports attrs and defines the same record classes, and nothing else."""

FIRST = {
    "sites_using": "sites of a state and kind",
    "operations_between": "operations certain in some days",
}
"""The first questions, by what is asked; answers of ``FEW`` records, as the design measured its floors with."""

FEW = 5
LONGER = {
    "sites_using": "sites_using('john_school', standing=('not_used', 'used'))",
    "operations_between": "operations_between('2020-10', '2021-12-31')",
}
"""The same of the whole country, where every record of a long answer is taken."""

ASKED = {
    "sites of a state and kind": "sites_using({tactic!r}, state={state!r}, kind='city')",
    "operations certain in some days": "operations_between({since!r}, {until!r}, certain=True)",
    "operations at a site": "operations_between({since!r}, {until!r}, site={site!r})",
}
BUNDLED = {
    "sites of a state and kind": {"tactic": "john_school", "state": "CA"},
    "operations certain in some days": {"since": "2020-10-05", "until": "2020-10-06"},
    "operations at a site": {"since": "2019", "until": "2021", "site": "sacramento-county-ca"},
}


def first_codes() -> dict[str, str]:
    """The first questions as a process asks them, by what they are and how many records answer."""
    bundled = Dataset.bundled()
    few = {name: ASKED[kind].format(**of_same_size(bundled, kind, FEW)) for name, kind in FIRST.items()}
    asked = [*few.items(), *LONGER.items()]
    sizes = [len(eval(f"bundled.{code}", {"bundled": bundled})) for _, code in asked]
    return {
        f"{name}, {size} records": f"import demandatlas as da; list(da.{code})"
        for (name, code), size in zip(asked, sizes, strict=True)
    }


def code_of(question: str, values: dict[str, str], folder: Path | None = None) -> str:
    """A process that opens a dataset, asks one question, and takes every record of the answer."""
    opened = f"Dataset.open({str(folder)!r})" if folder else "Dataset.bundled()"
    asked = ASKED[question].format(**values)
    return f"from demandatlas import Dataset; answer = list({opened}.{asked})"


def answered(dataset: Dataset, question: str, values: dict[str, str]) -> int:
    """How many records the answer holds."""
    return len(eval(f"dataset.{ASKED[question].format(**values)}", {"dataset": dataset}))


def of_same_size(dataset: Dataset, question: str, size: int) -> dict[str, str]:
    """The first question of a kind, asked of another dataset, whose answer has a size."""
    return next(values for values in questions(dataset, question) if answered(dataset, question, values) == size)


def questions(dataset: Dataset, question: str) -> Iterator[dict[str, str]]:
    """Questions of a kind that can be asked of a dataset, in an order that is always the same."""
    if question == "sites of a state and kind":
        yield from ({"tactic": tactic, "state": state} for tactic in TACTIC_IDS for state in STATES)
    elif question == "operations certain in some days":
        for day in range(18_000):
            since = (date(1969, 12, 1) + timedelta(days=day)).isoformat()
            yield {"since": since, "until": since}
    else:
        yield from (
            {"since": str(year), "until": str(year + 2), "site": site}
            for site in dataset.sites.ids[:400]
            for year in range(1990, 2020, 3)
        )


def read_bytes(folder: Path, question: str) -> int:
    """The size of the files that a question has to read: the index, and those of the records of its answer."""
    sizes = json.loads((folder / "meta.json").read_text())["sizes"]
    kinds = ["sites.jsonl"] if question.startswith("sites") else ["operations.jsonl"]
    return sum(sizes[name] for name in ("index.txt", *kinds, *(["sites.jsonl"] if question.endswith("site") else [])))
