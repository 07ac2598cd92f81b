"""The same questions, asked of the exports in the languages of other tools, have the same answers."""

import os
import sqlite3
from contextlib import closing
from datetime import date

import duckdb
import pandas
import polars
import pytest

import demandatlas as da

WINDOWS = [
    (None, None),
    (date(2005, 6, 1), date(2006, 6, 1)),
    (date(2021, 10, 10), date(2021, 10, 12)),
    (date(2020, 10, 1), None),
    (None, date(1990, 1, 1)),
    (date(2021, 1, 1), date(2021, 12, 31)),
]


def ours_using(dataset, tactic, first, last):
    return list(dataset.sites_using(tactic, since=first, until=last).ids)


def ours_between(dataset, first, last, certain):
    return list(dataset.operations_between(first, last, certain=certain).ids)


class InPandas:
    """The question in pandas, over Parquet."""

    def __init__(self, folder, _):
        self.read = lambda name: pandas.read_parquet(folder / f"{name}.parquet")

    def using(self, tactic, first, last):
        uses, claims = self.read("tactic_uses"), self.read("tactic_claims")
        uses = uses[(uses.tactic == tactic) & uses.standing.isin(["used", "ended"])]
        claims = claims[claims.tactic_use.isin(uses.id) & claims.stance.isin(["used", "ended"])]
        told = claims.when_edtf.notna() & self._meets(claims.when_earliest, claims.when_latest, first, last)
        undated = claims.when_edtf.isna() & (first is None and last is None)
        return sorted(set(claims[told | undated].site))

    def between(self, first, last, certain):
        found = self.read("operations")
        columns = ("when_latest_start", "when_earliest_end") if certain else ("when_earliest", "when_latest")
        found = found[found.when_edtf.notna() & self._meets(found[columns[0]], found[columns[1]], first, last)]
        found = found.assign(open_end=found.when_latest.isna(), open_start=found.when_earliest.notna())
        order = ["open_start", "when_earliest", "when_latest_start", "open_end", "when_latest", "id"]
        return list(found.astype({"id": str}).sort_values(order).id)

    def _meets(self, start, end, first, last):
        begins = True if last is None else start.isna() | (start <= last)
        ends = True if first is None else end.isna() | (end >= first)
        return begins & ends


class InPolars:
    """The question in polars, over Parquet."""

    def __init__(self, folder, _):
        self.scan = lambda name: polars.scan_parquet(folder / f"{name}.parquet")

    def using(self, tactic, first, last):
        col = polars.col
        used = self.scan("tactic_uses").filter(
            col("tactic") == tactic, col("standing").cast(str).is_in(["used", "ended"])
        )
        claims = self.scan("tactic_claims").filter(col("stance").cast(str).is_in(["used", "ended"]))
        told = col("when_edtf").is_not_null() & self._meets("when_earliest", "when_latest", first, last)
        undated = col("when_edtf").is_null() & polars.lit(first is None and last is None)
        found = claims.join(used, left_on="tactic_use", right_on="id", how="semi").filter(told | undated)
        return sorted(found.select(col("site").cast(str)).unique().collect()["site"])

    def between(self, first, last, certain):
        columns = ("when_latest_start", "when_earliest_end") if certain else ("when_earliest", "when_latest")
        told = polars.col("when_edtf").is_not_null() & self._meets(*columns, first, last)
        order = [polars.col(name) for name in ("when_earliest", "when_latest_start", "when_latest")]
        found = self.scan("operations").filter(told).with_columns(polars.col("id").cast(str))
        return found.sort(*order, "id", nulls_last=[False, False, True, False]).collect()["id"].to_list()

    def _meets(self, start, end, first, last):
        start, end, always = polars.col(start), polars.col(end), polars.lit(True)
        begins = always if last is None else start.is_null() | (start <= last)
        ends = always if first is None else end.is_null() | (end >= first)
        return begins & ends


USING = """
    SELECT DISTINCT claim.site AS id
    FROM {claims} AS claim JOIN {uses} AS held ON held.id = claim.tactic_use
    WHERE held.tactic = {tactic} AND held.standing IN ('used', 'ended') AND claim.stance IN ('used', 'ended')
      AND CASE WHEN claim.when_edtf IS NULL THEN {first} IS NULL AND {last} IS NULL
               ELSE ({last} IS NULL OR claim.when_earliest IS NULL OR claim.when_earliest <= {last})
                AND ({first} IS NULL OR claim.when_latest IS NULL OR claim.when_latest >= {first}) END
    ORDER BY id
"""
BETWEEN = """
    SELECT id FROM {operations}
    WHERE when_edtf IS NOT NULL
      AND ({last} IS NULL OR {start} IS NULL OR {start} <= {last})
      AND ({first} IS NULL OR {end} IS NULL OR {end} >= {first})
    ORDER BY when_earliest NULLS FIRST, when_latest_start, when_latest NULLS LAST, id
"""


class InSql:
    """The question in SQL, as DuckDB and Spark read it over Parquet."""

    def using(self, tactic, first, last):
        return self.ask(USING, {"tactic": tactic, "first": first, "last": last})

    def between(self, first, last, certain):
        start, end = ("when_latest_start", "when_earliest_end") if certain else ("when_earliest", "when_latest")
        return self.ask(BETWEEN.replace("{start}", start).replace("{end}", end), {"first": first, "last": last})


class InDuckDB(InSql):
    def __init__(self, folder, _):
        self.tables = {
            "uses": f"'{folder}/tactic_uses.parquet'",
            "claims": f"'{folder}/tactic_claims.parquet'",
            "operations": f"'{folder}/operations.parquet'",
        }

    def ask(self, question, values):
        marks = {"tactic": "$tactic", "first": "CAST($first AS DATE)", "last": "CAST($last AS DATE)"}
        with duckdb.connect() as database:
            return [row[0] for row in database.execute(question.format(**self.tables, **marks), values).fetchall()]


class InSQLite(InSql):
    tables = {"uses": "tactic_uses", "claims": "tactic_claims", "operations": "operations"}  # noqa: RUF012

    def __init__(self, _, path):
        self.path = path

    def ask(self, question, values):
        marks = {"tactic": ":tactic", "first": ":first", "last": ":last"}
        plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
        with closing(sqlite3.connect(self.path)) as database:
            return [row[0] for row in database.execute(question.format(**self.tables, **marks), plain)]


class InSpark(InSql):
    def __init__(self, folder, _):
        from pyspark.sql import SparkSession

        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        settings = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "2"}
        builder = SparkSession.builder.master("local[2]")
        for name, value in settings.items():
            builder = builder.config(name, value)
        self.spark = builder.getOrCreate()
        self.tables = {
            name: self.spark.read.parquet(f"{folder}/{table}.parquet")
            for name, table in (("uses", "tactic_uses"), ("claims", "tactic_claims"), ("operations", "operations"))
        }

    def ask(self, question, values):
        marks = {"tactic": ":tactic", "first": "CAST(:first AS DATE)", "last": "CAST(:last AS DATE)"}
        question = question.format(**{name: f"{{{name}}}" for name in self.tables}, **marks)
        tables = {name: table for name, table in self.tables.items() if f"{{{name}}}" in question}
        given = {name: value for name, value in values.items() if f":{name}" in question}
        return [row[0] for row in self.spark.sql(question, args=given, **tables).collect()]


@pytest.fixture(
    scope="module",
    params=[InPandas, InPolars, InDuckDB, InSQLite, pytest.param(InSpark, marks=pytest.mark.slow)],
    ids=lambda tool: tool.__name__,
)
def tool(request):
    if request.param is InSpark:
        pytest.importorskip("pyspark", reason="pyspark is not installed; install the extra test-slow")
    return request.param


@pytest.fixture(scope="module", params=["bundled", "sample"])
def asked(request, tool, tmp_path_factory):
    """A dataset, and a tool that has read its exports."""
    dataset, folder = request.getfixturevalue(request.param), tmp_path_factory.mktemp("asked")
    da.export.parquet(folder / "parquet", dataset)
    return dataset, tool(folder / "parquet", da.export.sqlite(folder / "atlas.sqlite", dataset))


@pytest.mark.parametrize(("first", "last"), WINDOWS)
def test_sites_using(asked, first, last):
    """For every tactic, the tool finds the sites that ever used it in the window."""
    dataset, tool = asked
    expected = {tactic: ours_using(dataset, tactic, first, last) for tactic in da.tactics.ids}

    assert expected == {tactic: tool.using(tactic, first, last) for tactic in da.tactics.ids}


@pytest.mark.parametrize("certain", [False, True])
@pytest.mark.parametrize(("first", "last"), WINDOWS)
def test_operations_between(asked, first, last, certain):
    """The tool finds the operations of the window, in our order."""
    dataset, tool = asked

    assert ours_between(dataset, first, last, certain) == tool.between(first, last, certain)


def test_the_questions_have_answers(bundled, sample):
    """The windows above are no empty exercise: most of them have answers, and not all the same."""
    answers = {
        (tuple(ours_between(dataset, first, last, certain)))
        for dataset in (bundled, sample)
        for first, last in WINDOWS
        for certain in (True, False)
    }

    assert len(answers) > len(WINDOWS)
