"""The same data in other engines, each laid out as one who knows it would: what a warm question costs there.

Every engine gives the rows of an answer (id, name and three more columns), not whole records with their evidence.
"""

import sqlite3
from collections.abc import Callable, Iterator
from typing import Any, Protocol

from demandatlas.dataset import Dataset
from demandatlas.parts import EVER_USED

SITES_SQL = """
    SELECT s.* FROM uses u JOIN sites s ON s.id = u.site
    WHERE u.tactic = ? AND u.state = ? AND u.used ORDER BY s.id"""
OPERATIONS_SQL = """
    SELECT o.* FROM places p JOIN operations o ON o.id = p.operation
    WHERE p.site = ? AND o.first <= ? AND o.last >= ? ORDER BY o.first, o.last, o.id"""
COLUMNS = {
    "sites": ("id", "name", "state", "kind", "population"),
    "uses": ("site", "tactic", "state", "used"),
    "operations": ("id", "name", "edtf", "first", "last"),
    "places": ("operation", "site"),
}


class Engine(Protocol):
    """What is asked of each."""

    def sites(self, tactic: str, state: str) -> Any:
        """The sites of a state that ever used a tactic."""

    def operations(self, since: str, until: str, site: str) -> Any:
        """The operations at a site that can have touched the days of a window."""


def tables_of(dataset: Dataset) -> dict[str, list[tuple[Any, ...]]]:
    """The dataset as plain tables; an open side of a time is a day before or after all others."""
    sites, operations = list(dataset.sites), [each for each in dataset.operations if each.when]
    return {
        "sites": [(each.id, each.name, each.state, each.kind, each.population) for each in sites],
        "uses": [
            (each.id, use.tactic, each.state, use.standing in EVER_USED) for each in sites for use in each.tactic_uses
        ],
        "operations": [
            (each.id, each.name, each.when.edtf, str(each.when.first_day or "0"), str(each.when.last_day or "9999"))
            for each in operations
            if each.when
        ],
        "places": [(each.id, site) for each in operations for site in each.sites],
    }


class Ours:
    """The library itself: whole records."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset

    def sites(self, tactic: str, state: str) -> Any:
        return list(self.dataset.sites_using(tactic, state=state))  # type: ignore[arg-type]

    def operations(self, since: str, until: str, site: str) -> Any:
        return list(self.dataset.operations_between(since, until, site=site))


class Sqlite:
    """Tables in memory with an index for each question."""

    def __init__(self, tables: dict[str, list[tuple[Any, ...]]]) -> None:
        self.base = sqlite3.connect(":memory:")
        for name, columns in COLUMNS.items():
            self.base.execute(f"CREATE TABLE {name} ({', '.join(columns)})")
            self.base.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(columns))})", tables[name])
        for index in ("sites (id)", "uses (tactic, state, used, site)", "operations (id)", "places (site, operation)"):
            self.base.execute(f"CREATE INDEX by_{index.partition(' ')[0]} ON {index}")

    def sites(self, tactic: str, state: str) -> Any:
        return self.base.execute(SITES_SQL, (tactic, state)).fetchall()

    def operations(self, since: str, until: str, site: str) -> Any:
        return self.base.execute(OPERATIONS_SQL, (site, until, since)).fetchall()


class Duckdb:
    """Tables in memory, asked by SQL."""

    def __init__(self, tables: dict[str, list[tuple[Any, ...]]]) -> None:
        import duckdb
        import pyarrow

        self.base = duckdb.connect()
        for name, columns in COLUMNS.items():
            arrow = pyarrow.table(dict(zip(columns, map(list, zip(*tables[name], strict=True)), strict=True)))
            self.base.register("arrow", arrow)
            self.base.execute(f"CREATE TABLE {name} AS SELECT * FROM arrow")

    def sites(self, tactic: str, state: str) -> Any:
        return self.base.execute(SITES_SQL, [tactic, state]).fetchall()

    def operations(self, since: str, until: str, site: str) -> Any:
        return self.base.execute(OPERATIONS_SQL, [site, until, since]).fetchall()


class Pandas:
    """Frames joined beforehand, with a sorted index for each question."""

    def __init__(self, tables: dict[str, list[tuple[Any, ...]]]) -> None:
        import pandas

        frames = {name: pandas.DataFrame(tables[name], columns=list(columns)) for name, columns in COLUMNS.items()}
        used = frames["uses"][frames["uses"]["used"]].drop(columns="state")
        joined = used.merge(frames["sites"], left_on="site", right_on="id")
        self.uses = joined.set_index(["tactic", "state"]).sort_index()
        placed = frames["places"].merge(frames["operations"], left_on="operation", right_on="id")
        self.placed = placed.set_index("site").sort_index()

    def sites(self, tactic: str, state: str) -> Any:
        return self.uses.loc[[(tactic, state)]].sort_values("id")

    def operations(self, since: str, until: str, site: str) -> Any:
        there = self.placed.loc[[site]]
        return there[(there["first"] <= until) & (there["last"] >= since)].sort_values(["first", "last", "id"])


class Polars:
    """Frames joined beforehand."""

    def __init__(self, tables: dict[str, list[tuple[Any, ...]]]) -> None:
        import polars

        self.polars = polars
        frames = {
            name: polars.DataFrame(tables[name], schema=list(columns), orient="row")
            for name, columns in COLUMNS.items()
        }
        self.uses = frames["uses"].filter("used").drop("state").join(frames["sites"], left_on="site", right_on="id")
        self.placed = frames["places"].join(frames["operations"], left_on="operation", right_on="id")

    def sites(self, tactic: str, state: str) -> Any:
        col = self.polars.col
        return self.uses.filter((col("tactic") == tactic) & (col("state") == state)).sort("site").rows()

    def operations(self, since: str, until: str, site: str) -> Any:
        col = self.polars.col
        found = self.placed.filter((col("site") == site) & (col("first") <= until) & (col("last") >= since))
        return found.sort("first", "last", "operation").rows()


ENGINES: dict[str, Callable[[dict[str, list[tuple[Any, ...]]]], Engine]] = {
    "sqlite3": Sqlite, "pandas": Pandas, "duckdb": Duckdb, "polars": Polars,
}  # fmt: skip


def engines_over(dataset: Dataset) -> Iterator[tuple[str, Engine]]:
    """Every engine that is installed, filled with the dataset."""
    tables = tables_of(dataset)
    for name, engine in ENGINES.items():
        try:
            yield name, engine(tables)
        except ImportError:
            print(f"{name} is not installed: left out")
