"""Reading profiles and codings, and choosing between them."""

import json
from pathlib import Path
from typing import Any

import pytest

from demandatlas.curate.importing import readings
from demandatlas.when import When


def profile(**changes: Any) -> dict[str, Any]:
    """The first reading of a profile."""
    plain = {"url": "https://demand-forum.org/site/dothan-al/", "place": "Dothan", "state": "AL", "type": "city"}
    return {**plain, "coverage": "first ~2,000 characters", **changes}


def row(url: str = "https://demand-forum.org/site/dothan-al/", **changes: Any) -> dict[str, Any]:
    """One reading of one copy, coded."""
    return {"url": url, "place": "Dothan", "state": "AL", "claims": [], "operations": [], "note": "", **changes}


def claim(stance: str = "used", **changes: Any) -> dict[str, Any]:
    """A coded claim."""
    return {"tactic": "letters", "stance": stance, "when": None, "basis": "narrative", "note": "", **changes}


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("2014", ("2014", "")),
        ("2007..", ("2007/..", "")),
        ("..1995", ("../1995", "")),
        ("..2011~", ("../2011~", "")),
        ("2005-2007", ("2005/2007", "")),
        ("2001/2018~", ("2001/2018~", "")),
        ("1990s", ("199X", "")),
        ("1990s-2018", ("199X/2018", "")),
        ("1980s..", ("198X/..", "")),
        ("early 1990s", ("199X", "early")),
        ("mid-1970s", ("197X", "mid")),
        ("about 1999", ("1999~", "")),
        ("since 1990", ("1990/..", "")),
        ("1980~..", ("1980~/..", "")),
        ("2017-12/2018-01", ("2017-12/2018-01", "")),
        ("2009-07", ("2009-07", "")),
    ],
)
def test_years_of_the_first_reading_as_edtf(told: str, expected: tuple[str, str]) -> None:
    """Every way in which the first reading wrote a year is EDTF that a date can be read from."""
    When(expected[0])
    assert expected == readings.edtf(told)


def test_an_address_is_that_of_all_its_copies() -> None:
    """Scheme, www and the closing slash differ between copies of one page."""
    assert readings.address("http://www.demand-forum.org/site/x/") == readings.address(
        "https://demand-forum.org/site/x"
    )


def test_pages_not_reached_are_left_out(tmp_path: Path) -> None:
    """A row that says that its page was not found codes nothing."""
    file = tmp_path / "codings.jsonl"
    rows = [row(reached=True), row("https://demand-forum.org/site/b/", reached=False)]
    file.write_text("\n".join(json.dumps(each) for each in rows) + "\n\n", "utf-8")
    assert ["demand-forum.org/site/dothan-al"] == [key for coding in readings.codings_in([file]) for key in coding]


def test_the_first_file_that_has_a_page_decides() -> None:
    """A settled coding stands before a blind one, and that before the first reading."""
    settled, second = row(note="settled"), row(note="second")
    key = "demand-forum.org/site/dothan-al"
    assert [settled] == readings.chosen(profile(), [{key: [settled]}, {key: [second]}])


def test_without_a_coding_the_first_reading_stands() -> None:
    """A profile that nobody read again keeps its first reading."""
    told = profile(tactics_documented=[{"tactic": "letters", "reason": "sent", "years": [], "evidence": "narrative"}])
    assert ["Sent."] == [readings.tidy(each["note"]) for each in readings.chosen(told, [])[0]["claims"]]


def test_copies_at_other_addresses_come_after_the_page_itself() -> None:
    """Of each further address of the same place one row is taken; other places' rows are not."""
    own, older = row(), row("http://www.demandforum.net/site/dothan-al/")
    other = row("https://demand-forum.org/site/elsewhere/", place="Elsewhere")
    coding = {readings.address(each["url"]): [each, each] for each in (older, other)}
    assert [own, older] == readings.chosen(profile(), [{readings.address(own["url"]): [own]}, coding])


@pytest.mark.parametrize(
    ("url", "note", "expected"),
    [
        ("https://demand-forum.org/site/dothan-al/", "", ""),
        ("https://demand-forum.org/site/dothan-al/", "newer of two copies", ""),
        ("https://demand-forum.org/site/dothan-al/", "OLDER of two copies", "older"),
        ("https://demand-forum.org/site/dothan-al/", "OLDEST of three copies", "older"),
        ("https://demand-forum.org/site/dothan-al/", "MIDDLE of three copies", "middle"),
        ("http://www.demandforum.net/site/dothan-al/", "", "older"),
        ("https://demand-forum.org/?p=4", "an older capture", "older"),
        ("https://demand-forum.org/?p=4", "", "copy"),
    ],
)
def test_which_copy_a_row_read(url: str, note: str, expected: str) -> None:
    """The note's first word or the address tells; the newest copy has no word."""
    assert expected == readings.copy_of(row(url, note=note), profile())


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("four", ""),
        ("older copy only; four", "older"),
        ("only in the older stored copy; four", "older"),
        ("newer copy only", ""),
        ("surveillance cameras, both copies of the older copy", ""),
        ("older copy says since 1988", ""),
        ("not frequently; older copy: not routinely", ""),
    ],
)
def test_which_copy_a_claim_was_read_in(note: str, expected: str) -> None:
    """A note that sends to another copy is no note that compares with it."""
    placed = readings.placed(row(claims=[claim(note=note)]), "")
    assert [expected] == [each["copy"] for each in placed["claims"]]


def test_a_claim_without_a_word_was_read_in_its_rows_copy() -> None:
    """A row of an older copy needs no word at each claim."""
    assert ["older"] == [each["copy"] for each in readings.placed(row(claims=[claim()]), "older")["claims"]]


def test_what_rests_on_one_passage_was_read_in_one_copy() -> None:
    """An operation's note need not repeat what a claim's note says of their passage."""
    told = [claim(note="older copy", passage_sha256="aa"), claim(passage_sha256="aa"), claim(passage_sha256="bb")]
    placed = readings.placed(row(claims=told, operations=[{"passage_sha256": "aa"}, {}]), "")
    assert ["older", "older", ""] == [each["copy"] for each in placed["claims"]]
    assert ["older", ""] == [each["copy"] for each in placed["operations"]]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("", ""),
        ("older copy only; four", "Four."),
        ("street; older copy", "Street."),
        ("told as possible; older copy", "Told as possible."),
        ("one programme in the neighbouring town", "One program in the neighboring town."),
        ("by Craigslist", "by Craigslist."),
        ("done!", "Done!"),
    ],
)
def test_notes_become_sentences(note: str, expected: str) -> None:
    """What the source says anyway goes, and no capital is put where it would make two capitalised words of one."""
    assert expected == readings.tidy(note)


@pytest.mark.parametrize("note", ["a word " * 60, "one clause; " * 30])
def test_long_notes_are_cut(note: str) -> None:
    """A note fits into the length that check allows."""
    assert 0 < len(readings.tidy(note)) <= 200


def test_a_population_in_a_field_keeps_the_rounded_one_beside_it() -> None:
    """Both are told: the field exactly, the narrative rounded."""
    told = profile(population=65447, population_source="field Population (narrative says about 68,000)")
    assert {"field": 65447, "narrative": 68000} == readings.first_reading(told)["population"]


def test_a_population_without_a_field_is_the_narratives() -> None:
    """A rounded number stands in the narrative."""
    told = profile(population=294000, population_source="narrative, rounded")
    assert {"field": None, "narrative": 294000} == readings.first_reading(told)["population"]


def test_every_year_told_is_a_claim() -> None:
    """Two years are two claims, and a word that EDTF cannot say goes into the note."""
    told = {"tactic": "letters", "reason": "sent", "years": [2011, "early 1990s"], "evidence": "heading"}
    claims = readings.first_reading(profile(tactics_documented=[told]))["claims"]
    assert [("2011", "sent", "heading"), ("199X", "sent (early)", "heading")] == [
        (each["when"], each["note"], each["basis"]) for each in claims
    ]


def test_shaming_is_the_old_word_for_identity_disclosure() -> None:
    """A denial under the old label is a denial of the tactic."""
    told = profile(tactics_denied=[{"tactic": "shaming", "reason": "no names"}])
    assert [("identity_disclosure", "not_used")] == [
        (each["tactic"], each["stance"]) for each in readings.first_reading(told)["claims"]
    ]


def test_denials_are_added_where_the_coding_is_silent() -> None:
    """A reading that already says planned, ended or not used has spoken of the tactic."""
    told = profile(tactics_denied=[{"tactic": name, "reason": "no"} for name in ("letters", "cameras")])
    assert ["cameras"] == [each["tactic"] for each in readings.denials(told, [row(claims=[claim("ended")])])]


def test_settled_readings_have_settled_the_denials_too() -> None:
    """Nothing of the first reading is added to what has been settled."""
    told = profile(tactics_denied=[{"tactic": "cameras", "reason": "no"}])
    assert [] == readings.denials(told, [row(claims=[claim(readings=2)])])


def test_an_operation_of_the_first_reading_as_coded() -> None:
    """Arrests become a count of the group told, the two ends of its time one interval."""
    told = {"date": "2017-09", "date_end": "2017-10", "agency": "A", "kind": "web", "arrests": 15, "note": "two days"}
    (operation,) = readings.first_reading(profile(operations=[told]))["operations"]
    assert ("2017-09/2017-10", ["web"], "unknown", 15) == (
        operation["when"],
        operation["methods"],
        operation["outcomes"][0]["of"],
        operation["outcomes"][0]["best"],
    )


def test_an_operation_without_date_number_or_agency() -> None:
    """What is not told stays empty."""
    told = {"date": None, "agency": None, "kind": "other", "arrests": None, "note": None}
    (operation,) = readings.first_reading(profile(operations=[told]))["operations"]
    assert (None, [], [], []) == tuple(operation[key] for key in ("when", "methods", "agencies", "outcomes"))
