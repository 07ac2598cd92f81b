"""The compiled files: their layout, and what is refused."""

import hashlib
import json
from os import path

import pytest
from builders import Reader, agency, files_with, operation, reader, site, source, store, told

import demandatlas.store as compiled
from demandatlas import store as store_module
from demandatlas.errors import DataError
from demandatlas.records import RECORDS
from demandatlas.store import (
    FORMAT_VERSION,
    INDEX,
    META,
    Store,
    bundled_files,
    encode,
    file_of,
    files_in,
    files_of,
    fingerprint,
    meta_of,
)  # fmt: skip

SHEFFIELD = site("sheffield-al", "Sheffield", "AL")
SPRINGFIELD = site("springfield-il")


def changed_meta(**changes):
    """A reader of a small dataset whose ``meta.json`` says something else."""
    files = files_with(SPRINGFIELD)
    return Reader({**files, META: json.dumps({**json.loads(files[META]), **changes}).encode()})


@pytest.mark.parametrize(("kind", "expected"), [("site", "sites.jsonl"), ("agency", "agencies.jsonl")])
def test_the_file_of_a_kind(kind, expected):
    """The plural, as JSON Lines."""
    assert expected == file_of(kind)


def test_a_record_in_canonical_form():
    """The id first, the statements last, no spaces, nothing that is left at its default, text as it is."""
    place = site("cañon-city-co", "Cañon City", "CO", population=17000)

    assert (
        '{"id":"cañon-city-co","name":"Cañon City","state":"CO","kind":"city","population":17000}'
        == encode(place).decode()
    )


def test_the_id_stands_first_and_the_statements_last():
    """Bisection reads the id; people read the facts before their evidence."""
    keys = list(json.loads(encode(site(statements=(told("name", "Springfield"),), latitude=39.8))))

    assert ("id", "statements") == (keys[0], keys[-1])


def test_one_file_a_kind_the_two_indexes_and_the_agreement():
    """Also for kinds without records, sorted by name."""
    tables = [f"{record.TABLE}.jsonl" for record in RECORDS.values()]

    assert sorted([*tables, "agreement.jsonl", "index.txt", "vintages.txt"]) == list(files_of([], []))


def test_lines_are_sorted_by_id():
    """Whatever the order in which the records come."""
    files = files_of([SPRINGFIELD, SHEFFIELD], [("b", "2"), ("a", "1 2")])

    assert (b"".join(encode(each) + b"\n" for each in (SHEFFIELD, SPRINGFIELD)), b"a\t1 2\nb\t2\n") == (
        files["sites.jsonl"], files[INDEX],
    )  # fmt: skip


def test_the_same_records_give_the_same_bytes():
    """In any order."""
    assert files_with(SPRINGFIELD, SHEFFIELD) == files_with(SHEFFIELD, SPRINGFIELD)


def test_the_fingerprint_by_hand():
    """SHA-256 over name, size and bytes of each file, in order of their names."""
    expected = hashlib.sha256(b"a.txt\x003\x00oneb.txt\x000\x00").hexdigest()

    assert expected == fingerprint({"b.txt": b"", "a.txt": b"one"})


def test_the_fingerprint_sees_where_a_file_ends():
    """The same bytes, cut elsewhere, are other data."""
    assert fingerprint({"a": b"xy", "b": b"z"}) != fingerprint({"a": b"x", "b": b"yz"})


def test_what_meta_says():
    """Versions, fingerprint, and the size of every file."""
    files = {"b.txt": b"", "a.txt": b"one"}

    assert {
        "format_version": FORMAT_VERSION,
        "data_version": "2024-01-01",
        "data_sha256": fingerprint(files),
        "sizes": {"a.txt": 3, "b.txt": 0},
    } == json.loads(meta_of(files, "2024-01-01"))


def test_a_record_by_kind_and_id():
    """As it was written."""
    assert store(SPRINGFIELD, SHEFFIELD).get("site", "springfield-il") == SPRINGFIELD


def test_a_record_is_decoded_once():
    """The same object is given again."""
    opened = store(SPRINGFIELD)

    assert opened.get("site", "springfield-il") is opened.get("site", "springfield-il")


@pytest.mark.parametrize("kind", ["agency", "site"])
def test_no_such_record(kind):
    """None, also in an empty file."""
    assert store(SPRINGFIELD).get(kind, "nowhere") is None


@pytest.mark.parametrize("first", ["site", "agency"])
def test_a_record_of_another_kind_is_no_answer(first):
    """Whether or not it has been decoded before."""
    opened = store(SPRINGFIELD, agency("fbi"))
    opened.get(first, "fbi")

    assert opened.get("site", "fbi") is None


def test_the_ids_of_a_kind():
    """Sorted."""
    assert ("sheffield-al", "springfield-il") == store(SPRINGFIELD, SHEFFIELD).ids("site")


@pytest.mark.parametrize(("key", "expected"), [("state AL", "sheffield-al"), ("state ZZ", ""), ("", "")])
def test_what_the_index_says(key, expected):
    """Empty text where it has no such key."""
    assert expected == store(SPRINGFIELD, SHEFFIELD).index(key)


def test_what_the_index_says_between_two_keys():
    """In order, both included."""
    opened = store(operation("a", "2020-10"), operation("b", "2020-11"), operation("c", "2020-12"))

    assert [
        "a@2020-10-01,2020-10-31,2020-10-01,2020-10-31",
        "b@2020-11-01,2020-11-30,2020-11-01,2020-11-30",
    ] == list(opened.index_between("alive 2020-10", "alive 2020-11"))


def test_nothing_but_meta_is_read_before_it_is_asked_for():
    """Opening costs one small file."""
    read = reader(SPRINGFIELD)
    Store(read, "a test")

    assert read.counts == {META: 1}


def test_a_file_is_read_once():
    """However often it is asked."""
    read = reader(SPRINGFIELD, SHEFFIELD)
    opened = Store(read, "a test")
    for _ in range(3):
        opened.get("site", "springfield-il"), opened.get("site", "nowhere"), opened.ids("site")

    assert read.counts == {META: 1, "sites.jsonl": 1}


def test_a_folder(tmp_path):
    """The files of a folder, as bytes."""
    (tmp_path / "a.txt").write_bytes(b"one\r\n")

    assert b"one\r\n" == files_in(str(tmp_path))("a.txt")


def test_a_large_file_of_a_folder_is_mapped(tmp_path, monkeypatch):
    """It is not read whole; what it holds is the same."""
    monkeypatch.setattr(compiled, "MAPPED", 3)
    (tmp_path / "a.txt").write_bytes(b"more")
    found = files_in(tmp_path)("a.txt")

    assert ("mmap", b"more") == (type(found).__name__, found[:])


def test_a_dataset_of_mapped_files(tmp_path, monkeypatch):
    """It answers and verifies as one that was read."""
    monkeypatch.setattr(compiled, "MAPPED", 3)
    for name, content in files_with(SPRINGFIELD, SHEFFIELD).items():
        (tmp_path / name).write_bytes(content)
    opened = Store(files_in(tmp_path), "a test")
    opened.verify()

    assert (SHEFFIELD, "sheffield-al") == (opened.get("site", "sheffield-al"), opened.index("state AL"))


def test_the_bundled_files():
    """Those that come with the package."""
    assert json.loads(bundled_files()(META))["format_version"] == FORMAT_VERSION


def test_the_bundled_files_through_the_loader(monkeypatch):
    """Where there is no folder beside the code, as in a zip: the same bytes."""
    beside = bundled_files()(META)
    monkeypatch.setattr(path, "isdir", lambda folder: False)

    assert beside == bundled_files()(META)


def test_a_large_file_is_mapped(tmp_path, monkeypatch):
    """It reads as if it were bytes, and only the pages that are looked at are read."""
    for name, content in files_with(SPRINGFIELD, SHEFFIELD).items():
        (tmp_path / name).write_bytes(content)
    monkeypatch.setattr(store_module, "MAPPED", 10)
    opened = Store(files_in(tmp_path), "a test")

    assert (SPRINGFIELD, None, ("sheffield-al", "springfield-il"), None) == (
        opened.get("site", "springfield-il"), opened.get("site", "nowhere"), opened.ids("site"), opened.verify(),
    )  # fmt: skip


def test_a_source_by_its_id():
    """As evidence names it."""
    assert source() == store(source()).sources["page"]


def test_evidence_of_a_source_that_is_not_there():
    """A chain that ends nowhere is a damaged dataset."""
    with pytest.raises(DataError, match="sources.jsonl, 'page': evidence names a source that is not there"):
        store(SPRINGFIELD).sources["page"]


def test_whole_data_verify():
    """Nothing is raised."""
    assert store(SPRINGFIELD, source()).verify() is None


def test_a_changed_file_does_not_verify():
    """Same size, other bytes."""
    files = files_with(SPRINGFIELD)
    files["sites.jsonl"] = files["sites.jsonl"].replace(b"Springfield", b"Shelbyville")
    with pytest.raises(DataError, match="a test: the data are not those that were built: data_sha256 differs"):
        Store(Reader(files), "a test").verify()


def test_a_line_that_is_no_record_does_not_verify():
    """Even where the fingerprint was made of it."""
    files = files_with(SPRINGFIELD)
    del files[META]
    files["sites.jsonl"] = b'{"id":"springfield-il"}\n'
    files[META] = meta_of(files, "2024-01-01")
    with pytest.raises(DataError, match=r'sites.jsonl, {"id":"springfield-il"}: is no site: .*build the data again'):
        Store(Reader(files), "a test").verify()


def test_a_file_of_another_size_is_refused():
    """Half a file is no file."""
    files = files_with(SPRINGFIELD, SHEFFIELD)
    files["sites.jsonl"] = files["sites.jsonl"][:-1]
    with pytest.raises(DataError, match=r"sites.jsonl: has \d+ bytes, not \d+; install again or build again"):
        Store(Reader(files), "a test").ids("site")


def test_a_file_that_meta_does_not_know_is_refused():
    """Nothing is read that was not built."""
    with pytest.raises(DataError, match="sites.jsonl: has 72 bytes, not None"):
        Store(changed_meta(sizes={}), "a test").ids("site")


def test_a_folder_without_data(tmp_path):
    """The error names the folder, the file and the reason."""
    with pytest.raises(DataError, match="my-data, meta.json: cannot be read") as caught:
        Store(files_in(tmp_path), "my-data")

    assert isinstance(caught.value.__cause__, FileNotFoundError)


def test_a_read_error_without_a_reason():
    """It is named by its class."""

    def refuse(name):
        raise PermissionError

    with pytest.raises(DataError, match=r"cannot be read \(PermissionError\); give a folder of compiled data"):
        Store(refuse, "a test")


@pytest.mark.parametrize(
    "text",
    [
        b"", b"not json", b"[]", b"3", b"null", b"{}", b"\xff", b'{"format_version": 1}', b"[" * 100_000,
        b'{"format_version": [], "data_version": "", "data_sha256": "", "sizes": {}}',
        b'{"format_version": 1, "data_version": "", "data_sha256": "", "sizes": []}',
        b'{"format_version": 1, "data_version": "", "data_sha256": "", "sizes": {"a": "x"}}',
    ],
    ids=lambda text: text[:20].decode("ascii", "replace"),
)  # fmt: skip
def test_a_meta_that_is_none(text):
    """Foreign or damaged: one error, whatever is wrong."""
    with pytest.raises(DataError, match=r"meta.json: is not the description of a compiled dataset; build the data"):
        Store(Reader({META: text}), "a test")


def test_data_of_a_newer_format():
    """They are not guessed at."""
    with pytest.raises(DataError, match=r"has format version 99; this version of demandatlas reads \d+: upgrade it"):
        Store(changed_meta(format_version=99), "a test")


def test_an_id_that_is_no_text():
    """A line that no look-up can find is told by ``verify``."""
    files = files_with(SHEFFIELD, SPRINGFIELD, source())
    files["sites.jsonl"] = files["sites.jsonl"].replace(b'{"id":"springfield', b'{"id":"springfiel\xff')
    data = {name: content for name, content in files.items() if name != META}
    signed = Store(Reader({**data, META: meta_of(data, "2024-01-01")}), "a test")

    with pytest.raises(DataError, match="the id cannot be read; build the data again"):
        signed.verify()
