"""Every public function with anything at all for arguments: an answer, or one ``DemandAtlasError``, and at once.

The functions are found by looking, so that none can be forgotten. Python's own protocols keep their own errors: a
position that is not there is an ``IndexError``, operators between things that have no order a ``TypeError``.
"""

import inspect
import operator
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

import attrs
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from seed_folder import write_valid

import demandatlas as da
from demandatlas import export, plots
from demandatlas.curate import curate
from demandatlas.dataset import Dataset
from demandatlas.errors import DemandAtlasError
from demandatlas.records import RECORDS
from demandatlas.store import Store
from demandatlas.table import Table

SLOW = 10.0  # seconds that no call may take
DEEP = 4_300  # digits, beyond which Python refuses to print a number


class Mute:
    """Something that cannot be shown."""

    def __repr__(self):
        raise RuntimeError("no")


class Named:
    """Something with an id that is none."""

    def __init__(self, id):
        self.id = id


@cache
def data():
    with TemporaryDirectory() as below:
        files = write_valid(Path(below) / "seeds").curated().files()
    return Dataset(Store(files.__getitem__, "wild"))


@cache
def known():
    """Things that are right somewhere, and wrong nearly everywhere."""
    held = data()
    records = tuple(table[0] for record in RECORDS.values() if (table := getattr(held, record.TABLE)))
    parts = (held.sites[0].tactic_uses[0], held.sites[0].tactic_uses[0].claims[0], held.operations[1].outcomes[0])
    foreign = tuple(attrs.evolve(record, id="foreign") for record in records)
    ids = tuple(record.id for record in records)
    words = ("letters", "used", "CA", "city", "arrest", "buyers", "2021-10", "text", "population", "when", "nested")
    tables = (held.sites, held.operations, held.sites[:0], held.ties("folsom-ca"), held.timeline("folsom-ca"))
    return (*records, *parts, *foreign, *ids, *words, *tables, *held.sites[0].statements[:1], held)


ODD_TEXTS = (
    "", " ", "\x00", "\ud800", "a\udfff", "\u202e", "\n", "\t=cmd", "../..", "x" * 100_000, "T0" * 50_000 + "\n\nX",
    "é" * 5_000, "9" * 10_000, ">=" + "9" * 5_000, "2021-" * 20_000, "0" * 50_000 + "/..", "~" * 9_000, "İ",
    "ß", "\U0010ffff",
    "198X-01", "2021-99-99", "0000", "10000", "-1", "2021/", "/", "../..", "..", "1..2..3..4", "2021-10-05T00:00:00Z",
)  # fmt: skip
ODD = (
    None, True, False, 0, -1, 2**63, -(2**64), 10**DEEP * 10, -(10 ** (DEEP + 1)), 0.5, float("nan"), float("inf"), 1j,
    Decimal("NaN"), b"", b"\xff", bytearray(b"a"), memoryview(b"a"), (), [], {}, set(), frozenset({1}), [None], [[]],
    {"id": 1}, range(3), object, object(), Mute(), Named([]), Named(3), Named("letters"), Named("\ud800"), len, print,
    Path("x"),
    date.min, date.max, datetime(2021, 1, 1, tzinfo=UTC), slice(None, None, 0), slice("a"), slice(1, 0, -1), ...,
    NotImplemented, ValueError("x"), da.When("2021"), da.When("1987/.."), da.When("../1995"), da.Count.exact(3),
    da.Count(3, None, None), st, [Mute()], ("letters", 3), {"letters": Mute()},
)  # fmt: skip


def wild():
    return (
        st.sampled_from(ODD)
        | st.sampled_from(ODD_TEXTS)
        | st.deferred(lambda: st.sampled_from(known()))
        | st.text(st.characters(), max_size=6)
        | st.integers()
        | st.floats()
        | st.lists(st.deferred(lambda: st.sampled_from(known())), max_size=2)
    )


PATHS = st.sampled_from(
    (
        "a",
        "a.csv",
        "a.svg",
        "a.html",
        "missing/a.csv",
        "",
        ".",
        "a\x00b",
        "\ud800.csv",
        "x" * 300,
        "CON",
        "a/../b",
        " ",
        "é.json",
    )
) | st.sampled_from((None, 3, b"a", b"a.csv", object(), Path("p"), Path("p.json"), [], 1.5, True, Mute()))
"""Paths are never above the folder in which the tests write, whatever they look like."""


DATASETS = st.deferred(
    lambda: st.sampled_from((data(), data(), data().known_by("2022"), "sites", 3, object(), Mute(), []))
)
"""Never left out: the bundled dataset would take its time."""


def public(of):
    return {name: value for name, value in inspect.getmembers(of) if not name.startswith("_")}


def functions_of(room):
    """The functions that a module offers itself."""
    return {
        name: value
        for name, value in public(room).items()
        if inspect.isfunction(value) and value.__module__ == room.__name__
    }


def methods_of(thing):
    return {
        name: value for name, value in public(thing).items() if inspect.ismethod(value) or inspect.isfunction(value)
    }


def operators(thing):
    """Comparisons and sums as a user writes them."""
    named = ("lt", "le", "gt", "ge", "eq", "ne", "add", "contains", "getitem")
    return {f"operator.{name}": partial(getattr(operator, name), thing) for name in named}


def targets():
    """Every public function and method by its name, as users reach it."""
    held = data()
    found = {f"da.{name}": each for name, each in methods_of(held).items()}
    things = {
        "table": held.sites, "operations": held.operations, "empty table": held.sites[:0],
        "ties": held.ties("folsom-ca"),
        "When": da.When("2021-10"), "open When": da.When("1987/.."), "Count": da.Count(3, None, None),
        "exact Count": da.Count.exact(7), "stamp": held.sites.stamp,
        "Change": Dataset.changes(held.known_by("2021"), held)[0],
    }  # fmt: skip
    things |= {kind: record[0] for kind in RECORDS if (record := getattr(held, RECORDS[kind].TABLE))}
    things |= {type(each).__name__: each for each in known() if attrs.has(type(each))}
    for name, thing in things.items():
        found |= {f"{name}.{method}": each for method, each in methods_of(thing).items()}
        if isinstance(thing, Table | da.When | da.Count):
            found |= {f"{name} {sign}": each for sign, each in operators(thing).items()}
    found |= {"When": da.When, "Count": da.Count, "da.<name>": lambda name: getattr(da, name)}
    found |= {f"export.{name}": each for name, each in functions_of(export).items()}
    return found | {f"plots.{name}": each for name, each in functions_of(plots).items()}


TARGETS = targets()
OWN = {  # what Python's own protocols raise
    "operator.getitem": (IndexError, TypeError), "operator.contains": (TypeError,), "operator.lt": (TypeError,),
    "operator.le": (TypeError,), "operator.gt": (TypeError,), "operator.ge": (TypeError,), "operator.add": (TypeError,),
    "index": (ValueError, TypeError), "da.<name>": (AttributeError, TypeError),
}  # fmt: skip
EXAMPLES = 20
TRIED = Counter()


def own_errors(name):
    last = name.rpartition(" ")[2].rpartition(".")
    return OWN.get(name) or OWN.get(f"{last[0]}.{last[2]}") or (OWN.get(last[2], ()) if last[0] else ())


def is_path(name):
    return name in ("path", "folder")


@st.composite
def arguments(draw, function):
    given, options = [], {}
    for name, parameter in inspect.signature(function).parameters.items():
        if parameter.kind is parameter.VAR_KEYWORD:
            options |= draw(
                st.dictionaries(st.text(max_size=5) | st.sampled_from(("name", "state", "id")), wild(), max_size=2)
            )
        elif parameter.kind is parameter.VAR_POSITIONAL:
            given += draw(st.lists(wild(), max_size=2))
        elif name == "dataset" or parameter.default is parameter.empty or draw(st.booleans()):
            value = draw(PATHS if is_path(name) else DATASETS if name == "dataset" else wild())
            if parameter.kind is parameter.KEYWORD_ONLY or parameter.default is not parameter.empty:
                options[name] = value
            else:
                given.append(value)
    return given, options


def asked(function, given, options):
    """What a function answers; an answer is looked at, as a user would."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        answer = function(*given, **options)
        if isinstance(answer, Table | Iterator):
            list(answer)
        if isinstance(answer, Table | da.When | da.Count):
            assert str(answer)
    return answer


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_anything_for_arguments(name, tmp_path, monkeypatch):
    """An answer, or the one error."""
    monkeypatch.chdir(tmp_path)
    function, own = TARGETS[name], own_errors(name)

    @settings(max_examples=8 if name.startswith(("plots.", "export.")) else EXAMPLES, deadline=None, database=None,
              derandomize=True, suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(arguments(function))
    def holds(arguments):
        TRIED["tried"] += 1
        begun = time.monotonic()
        try:
            asked(function, *arguments)
        except (DemandAtlasError, *own) as error:
            assert str(error) or not isinstance(error, DemandAtlasError)
        assert time.monotonic() - begun < SLOW
        TRIED["survived"] += 1

    holds()


def test_anything_for_arguments_in_figures(figures):
    """How many calls that were."""
    if not TRIED:
        pytest.skip("the calls were made by another process")
    note = f"{len(TARGETS)} functions, found by looking"
    figures("wild arguments", tried=TRIED["tried"], survived=TRIED["survived"], note=note)


def test_every_public_name_is_reached():
    """A function that is new is called the next time; a class that is new has to be given an instance here."""
    reached = {name.partition(".")[2] for name in TARGETS if name.startswith("da.")}
    callables = {
        name for name in da.__all__ if inspect.ismethod(getattr(da, name)) or inspect.isfunction(getattr(da, name))
    }

    assert set() == callables - reached


# Dates and counts, more deeply

DATELIKE = st.from_regex(r"[0-9X]{4}(-[0-9]{2}){0,2}[~?%]?(/.*)?")
TEXTS = st.text(max_size=30) | st.text("0123456789X~?%/.- <>=", max_size=30) | DATELIKE


@settings(max_examples=600, deadline=None, database=None, derandomize=True)
@given(TEXTS)
@example("T0" * 100_000 + "\n\nX")
def test_any_text_as_a_date(text):
    """A period whose days are in order and whose text is kept, or the one error."""
    TRIED["dates"] += 1
    try:
        when = da.When.parse(text)
    except da.InvalidDateError as error:
        assert len(str(error)) < 2_000
        return
    first, last = when.earliest_start or date.min, when.latest_end or date.max
    assert (text, True, True) == (when.edtf, first <= when.latest_start <= last, first <= when.earliest_end <= last)


@settings(max_examples=600, deadline=None, database=None, derandomize=True)
@given(TEXTS | st.integers().map(str))
@example("9" * 100_000)
@example("<1")
def test_any_text_as_a_count(text):
    """A count that its own text reads back as, or the one error."""
    TRIED["counts"] += 1
    try:
        count = da.Count.parse(text)
    except da.InvalidCountError as error:
        assert len(str(error)) < 2_000
        return

    assert count == da.Count.parse(count.to_text())


def test_dates_and_counts_in_figures(figures):
    """How many texts that were."""
    if not TRIED["dates"]:
        pytest.skip("the texts were tried by another process")
    for what in ("dates", "counts"):
        figures(f"any text: {what}", tried=TRIED[what], survived=TRIED[what], note="refused, or read and written back")


def test_a_folder_of_seeds_that_is_none(tmp_path):
    """It is a problem like any other."""
    for path in (tmp_path / "nowhere", tmp_path / ("x" * 300), tmp_path / "a\x00b"):
        assert [True] == ["there is no such folder" in str(problem) for problem in curate(path).problems]
