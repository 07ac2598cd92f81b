"""Sorted lines: found by bisection, and never trusted blindly."""

from mmap import ACCESS_READ, mmap

import pytest

from demandatlas import lines
from demandatlas.errors import DataError
from demandatlas.lines import Lines

FRUIT = b"apple\tred\nbanana\tyellow\ncherry\tdark\n"


def indexed(text):
    return Lines("index.txt", text, b"", b"\t")


def records(text):
    return Lines("sites.jsonl", text, b'{"id":"', b'"')


@pytest.mark.parametrize(
    ("key", "expected"),
    [("apple", b"apple\tred"), ("banana", b"banana\tyellow"), ("cherry", b"cherry\tdark")],
)
def test_a_line_by_its_key(key, expected):
    """First, middle and last."""
    assert expected == indexed(FRUIT).get(key)


@pytest.mark.parametrize("key", ["", "a", "apples", "banan", "date", "apple\tred", "\ud800", "APPLE", "red"])
def test_a_key_without_a_line(key):
    """None, before, between and behind the lines, and for what can be no key."""
    assert indexed(FRUIT).get(key) is None


def test_a_key_that_runs_on_behind_its_mark():
    """Text that looks like the rest of a line is no key."""
    assert records(b'{"id":"a","name":"A"}\n').get('a","name') is None


def test_a_line_by_its_id():
    """The key of a record is its id."""
    assert b'{"id":"b"}' == records(b'{"id":"a"}\n{"id":"b"}\n').get("b")


def test_no_lines_at_all():
    """An empty file holds nothing."""
    assert (None, (), []) == (
        indexed(b"").get("a"), indexed(b"").keys(), list(indexed(b"").between("a", "z")),
    )  # fmt: skip


def test_the_keys_in_order():
    """As they stand."""
    assert ("apple", "banana", "cherry") == indexed(FRUIT).keys()


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("apple", "cherry", ["apple", "banana", "cherry"]),
        ("b", "c", ["banana"]),
        ("banana", "banana", ["banana"]),
        ("d", "z", []),
        ("c", "a", []),
    ],
)
def test_the_lines_between_two_keys(first, last, expected):
    """Both included."""
    found = indexed(FRUIT).between(first, last)

    assert expected == [line.decode().partition("\t")[0] for line in found]


def test_a_file_that_is_cut_off():
    """The last line has no end: it was not written to the end."""
    with pytest.raises(DataError, match=r"index.txt, last line: the file is cut off; install the package again"):
        indexed(FRUIT[:-1])


def test_lines_out_of_order_are_not_found_missing():
    """A line that bisection cannot reach is an error, never an honest looking none."""
    with pytest.raises(DataError, match=r"'apple': the lines are out of order or doubled; build the data again"):
        indexed(b"banana\t\ncherry\t\ndate\t\napple\t\n").get("apple")


def test_a_first_line_out_of_order():
    """The first line has no line end before it."""
    with pytest.raises(DataError, match="'zebra'"):
        indexed(b"zebra\t\nbanana\t\ncherry\t\n").get("zebra")


@pytest.mark.parametrize("text", [b"b\t\na\t\n", b"a\t\na\t\n"])
def test_keys_out_of_order_or_doubled(text):
    """Each key once, in order."""
    with pytest.raises(DataError, match="out of order or doubled"):
        indexed(text).keys()


@pytest.mark.parametrize("text", [b'{"name":"A"}\n', b"\n", b'{"id":"a\n', b'["a"]\n'])
def test_a_line_that_does_not_begin_with_its_key(text):
    """Foreign lines are refused."""
    with pytest.raises(DataError, match="the line does not begin with its key; build the data again"):
        records(text).get("a")


def test_a_line_that_is_far_too_long(monkeypatch):
    """A file of one endless line is refused before it is read."""
    monkeypatch.setattr(lines, "MAX_LINE", 20)
    with pytest.raises(DataError, match="byte 0: a line is longer than 20 bytes"):
        indexed(b"a\t" + b"x" * 20 + b"\n").get("a")


def test_a_key_that_is_no_text():
    """Damaged bytes are shown, not raised."""
    assert ("\ufffd",) == indexed(b"\xff\t\n").keys()


@pytest.mark.parametrize("order", [("apple", "banana", "cherry"), ("cherry", "apple", "banana", "banana", "apple")])
def test_lines_read_in_order_and_out_of_order(order):
    """The line after the last one is looked at first; any other is found all the same."""
    found = indexed(FRUIT)

    assert [line for key in order for line in FRUIT.splitlines() if line.startswith(key.encode())] == [
        found.get(key) for key in order
    ]


def test_a_text_that_is_mapped_into_memory(tmp_path):
    """The same answers from a file that is not read whole."""
    (tmp_path / "index.txt").write_bytes(FRUIT)
    with (tmp_path / "index.txt").open("rb") as file:
        found = indexed(mmap(file.fileno(), 0, access=ACCESS_READ))

    assert (b"banana\tyellow", None, ("apple", "banana", "cherry"), [b"cherry\tdark"]) == (
        found.get("banana"), found.get("date"), found.keys(), list(found.between("c", "d")),
    )  # fmt: skip


def test_a_large_text_is_not_read_through_for_a_missing_key(monkeypatch):
    """It would cost more than any question; asking for all keys still finds the disorder."""
    monkeypatch.setattr(lines, "SCANNED", 10)
    found = indexed(b"banana\t\ncherry\t\ndate\t\napple\t\n")

    assert found.get("apple") is None
    with pytest.raises(DataError, match="'apple': the lines are out of order or doubled"):
        found.keys()
