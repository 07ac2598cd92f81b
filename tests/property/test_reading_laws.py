"""Laws of reading: lines, records, tables, pickles."""

import copy
import json
import pickle

import pytest
from builders import Reader, files_with, site, store
from hypothesis import example, given, settings
from hypothesis import strategies as st
from strategies import DATES, SLUGS, TEXTS, instances, records

from demandatlas.convert import converter, structure
from demandatlas.errors import DataError
from demandatlas.lines import Lines
from demandatlas.parts import Statement
from demandatlas.readers import reader_of
from demandatlas.records import RECORDS
from demandatlas.store import INDEX, Store, encode, files_of
from demandatlas.table import Table

slowly = settings(deadline=None)
KEYS = st.text(st.characters(codec="utf-8", exclude_characters="\t\n"), min_size=1, max_size=6)
VALUES = st.text(st.characters(codec="utf-8", exclude_characters="\n"), max_size=8)


def lines_of(entries):
    text = b"".join(f"{key}\t{value}\n".encode() for key, value in sorted(entries.items()))
    return Lines("index.txt", text, b"", b"\t")


@slowly
@given(st.dictionaries(KEYS, VALUES), st.lists(KEYS))
@example({"a": "", "a b": "x", "ab": "a\tb"}, ["", "a", "a ", "b"])
@example({"a": "1", "b": "2", "c": "3"}, ["b", "a", "c", "b"])
def test_lines_are_a_dictionary(entries, others):
    """Bisection finds what a dictionary finds, and misses what it misses."""
    lines = lines_of(entries)
    asked = [*entries, *others, *entries]

    assert [f"{key}\t{entries[key]}".encode() if key in entries else None for key in asked] == list(
        map(lines.get, asked)
    )


@slowly
@given(st.dictionaries(KEYS, VALUES))
def test_lines_know_their_keys(entries):
    """All of them, in order."""
    assert tuple(sorted(entries)) == lines_of(entries).keys()


@slowly
@given(st.dictionaries(KEYS, VALUES), KEYS, KEYS)
def test_lines_between_two_keys(entries, first, last):
    """As filtering all of them."""
    lines = lines_of(entries)

    found = [line.partition(b"\t")[0].decode() for line in lines.between(first, last)]

    assert [key for key in sorted(entries) if first <= key <= last] == found


@slowly
@given(st.dictionaries(KEYS, VALUES, min_size=2), st.randoms(use_true_random=False))
def test_lines_in_disorder_never_lose_a_key_silently(entries, random):
    """What is there is found, or the disorder is told."""
    shuffled = list(entries.items())
    random.shuffle(shuffled)
    lines = Lines("index.txt", b"".join(f"{key}\t{value}\n".encode() for key, value in shuffled), b"", b"\t")
    lost = []
    for key in entries:
        try:
            lost += [key] if lines.get(key) is None else []
        except DataError:
            continue

    assert [] == lost


@slowly
@given(records())
def test_a_record_comes_back_from_its_line(record):
    """One line, which holds the whole record."""
    line = encode(record)

    assert (record, 0) == (structure(line, type(record), "a test"), line.count(b"\n"))


@slowly
@given(records())
def test_a_record_comes_back_from_a_dataset(record):
    """Through files, sizes, bisection and the quick readers."""
    opened = store(record)

    assert (record, (record.id,)) == (opened.get(record.KIND, record.id), opened.ids(record.KIND))


@slowly
@given(records())
def test_equal_records_have_equal_lines_and_hashes(record):
    """The canonical form depends on nothing else."""
    again = structure(encode(record), type(record), "a test")

    assert (encode(record), hash(record)) == (encode(again), hash(again))


@slowly
@given(records(), st.sampled_from(range(pickle.HIGHEST_PROTOCOL + 1)))
def test_a_record_is_equal_after_pickle(record, protocol):
    """Under every protocol."""
    assert record == pickle.loads(pickle.dumps(record, protocol))


@slowly
@given(records())
def test_a_record_is_equal_after_copy(record):
    """Shallow and deep."""
    assert (record, record) == (copy.copy(record), copy.deepcopy(record))


NAMES = TEXTS | st.sampled_from(("when", "count", "evidence", "source", "locator"))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.floats(allow_nan=False) | TEXTS | st.sampled_from(DATES),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=2),
    max_leaves=6,
)


def outcome_of(read, *given):
    """What a reader makes of something, or that it refuses it."""
    try:
        return read(*given)
    except Exception:  # a quick reader may raise anything at all
        return "refused"


@slowly
@given(st.data())
@pytest.mark.parametrize("kind", sorted(RECORDS))
def test_quick_readers_take_what_the_strict_converter_takes(kind, data):
    """Of any record, with one of its fields changed to anything at all."""
    record = RECORDS[kind]
    plain = json.loads(encode(data.draw(instances(record))))
    plain[data.draw(st.sampled_from([*plain, "surprise"]))] = data.draw(JSON)
    strict = outcome_of(converter().structure, plain, record)

    assert strict == outcome_of(reader_of(record), plain)


@slowly
@given(JSON)
def test_quick_readers_take_the_values_that_the_strict_converter_takes(plain):
    """What a statement can hold."""
    statement = {"field": "x", "value": plain, "evidence": []}

    assert outcome_of(converter().structure, statement, Statement) == outcome_of(reader_of(Statement), statement)


@slowly
@given(st.binary(max_size=60), st.sampled_from(sorted(RECORDS)))
def test_bytes_are_a_record_or_a_data_error(line, kind):
    """Whatever a damaged file holds."""
    with pytest.raises(DataError):
        structure(line, RECORDS[kind], "a test")


@slowly
@given(st.data())
def test_a_damaged_dataset_is_whole_or_a_data_error(data):
    """One byte changed anywhere: nothing but the right record or a DataError comes out, and verify always sees it."""
    record = data.draw(instances(RECORDS["site"]))
    files = files_with(record)
    name = data.draw(st.sampled_from(("sites.jsonl", INDEX)))
    at = data.draw(st.integers(0, len(files[name]) - 1))
    files[name] = files[name][:at] + bytes([files[name][at] ^ data.draw(st.integers(1, 255))]) + files[name][at + 1 :]
    with pytest.raises(DataError):
        Store(Reader(files), "a test").verify()


@slowly
@given(st.lists(st.tuples(KEYS, VALUES), max_size=6, unique_by=lambda entry: entry[0]))
def test_the_index_comes_back_from_its_file(entries):
    """Every key and value."""
    files = files_of([], entries)
    text = files[INDEX].decode()

    assert sorted(entries) == [tuple(line.split("\t", 1)) for line in text.split("\n")[:-1]]


# Tables

SITES = st.builds(site, SLUGS, TEXTS, st.sampled_from(("CA", "IL")), population=st.none() | st.integers(0, 5))
ROWS = st.lists(SITES, max_size=6, unique_by=lambda row: row.id)
BOUNDS = st.none() | st.integers(-8, 8)


def table_of(rows):
    return Table.of(rows, "site", "sites", "data of today")


@slowly
@given(ROWS, BOUNDS, BOUNDS, BOUNDS.filter(lambda step: step != 0))
def test_a_slice_of_a_table_is_that_of_its_rows(rows, start, stop, step):
    """As for a tuple."""
    assert rows[start:stop:step] == list(table_of(rows)[start:stop:step])


@slowly
@given(ROWS, ROWS)
def test_tables_are_equal_where_their_rows_are(rows, others):
    """And then have equal hashes."""
    one, other = table_of(rows), table_of(others)

    assert (rows == others, True) == (one == other, one != other or hash(one) == hash(other))


@slowly
@given(ROWS, st.sampled_from(range(pickle.HIGHEST_PROTOCOL + 1)))
def test_a_table_is_equal_after_pickle_and_copy(rows, protocol):
    """With its kind and its question."""
    table = table_of(rows)
    back = pickle.loads(pickle.dumps(table, protocol))

    assert (table, table, table, "site", table.question) == (
        back, copy.copy(table), copy.deepcopy(table), back.kind, back.question,
    )  # fmt: skip


@slowly
@given(ROWS)
def test_every_row_is_found_by_position_id_and_record(rows):
    """And every id is in the table."""
    table = table_of(rows)

    assert [(row, row, row, True, True) for row in rows] == [
        (table[at], table[row.id], table[row], row.id in table, row in table) for at, row in enumerate(rows)
    ]


@slowly
@given(ROWS, TEXTS)
def test_where_keeps_the_rows_that_have_the_value(rows, name):
    """And no others, in order."""
    wanted = rows[0].name if rows else name

    assert [row for row in rows if row.name == wanted] == list(table_of(rows).where(name=wanted))


@slowly
@given(ROWS, SLUGS.filter(lambda text: text.strip("-_")))
def test_find_keeps_a_part_of_the_table(rows, text):
    """Each row once."""
    found = table_of(rows).find(text).ids

    assert (len(set(found)), True) == (len(found), set(found) <= {row.id for row in rows})


@slowly
@given(ROWS)
def test_a_table_prints(rows):
    """Whatever its cells hold, as text and as HTML."""
    table = table_of(rows)

    assert (True, True) == (repr(table).startswith(f"{len(rows)} site"), table._repr_html_().endswith("</table>"))
