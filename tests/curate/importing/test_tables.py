"""Tables of a seed as TOML."""

import tomllib

import pytest

from demandatlas.curate.importing.tables import seed_text


def test_keys_stand_in_the_order_of_a_curator() -> None:
    """Evidence first in a told table, whatever the order in which the values came."""
    text = seed_text([("told", {"name": "Folsom", "locator": "L21", "source": "a", "note": "n"})], "Mark.")
    expected = '# Mark.\n\n[[told]]\nsource = "a"\nlocator = "L21"\nnote = "n"\nname = "Folsom"\n'
    assert expected == text


def test_a_source_has_plain_keys_right_under_its_comment() -> None:
    """A source has no tables."""
    expected = '# Mark.\ntitle = "A"\nurl = "https://a.org/"\n'
    assert expected == seed_text([("", {"url": "https://a.org/", "title": "A"})], "Mark.")


@pytest.mark.parametrize("empty", [None, "", [], ()])
def test_what_is_empty_is_not_written(empty: object) -> None:
    """A key without a value would be read as one."""
    assert "note" not in seed_text([("told", {"source": "a", "note": empty})], "Mark.")


@pytest.mark.parametrize(
    "value", [12, 1.5, 'with "quotes" and \\', ["one"], ["a long name " * 5] * 4, [{"source": "a", "note": "b"}]]
)
def test_what_is_written_is_read_back(value: object) -> None:
    """The TOML library reads the value that was written, on one line or on several."""
    text = seed_text([("claims", {"value": value})], "Mark.")
    assert value == tomllib.loads(text)["claims"][0]["value"]


def test_inline_tables_leave_out_what_is_empty() -> None:
    """Further evidence has no empty keys."""
    text = seed_text([("claims", {"also": [{"source": "a", "note": None}]})], "Mark.")
    assert '    { source = "a" },\n' in text
