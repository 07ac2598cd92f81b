"""The agreement of two readings: published examples, independent oracles, and the figures that are committed."""

import json
import random
from fractions import Fraction
from itertools import permutations, product
from pathlib import Path

import attrs
import krippendorff
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from demandatlas.curate import agreement, codings
from demandatlas.curate.__main__ import main
from demandatlas.curate.codings import CodedClaim, CodedOperation
from demandatlas.errors import DataError
from demandatlas.ids import TACTIC_IDS

ROOT = Path(__file__).parents[2]
CODINGS = ROOT / "seeds" / "codings"
SHARES = ("agreement", "kappa", "alpha")
WORDS = st.sampled_from("abc")
PAIRS = st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=25)


def claim(tactic="reverse_stings", stance="used", when=None):
    return {"tactic": tactic, "stance": stance, "when": when, "basis": "narrative", "note": ""}


def outcome(number, of="buyers", what="arrest", low=None):
    return {"what": what, "of": of, "low": number if low is None else low, "best": number, "high": number}


def operation(when, *outcomes, name=None):
    return {"when": when, "name": name, "outcomes": list(outcomes)}


def row(place, *claims, operations=(), url=None):
    found = {"claims": list(claims), "operations": list(operations)}
    where = url or f"https://demand-forum.org/site/{place.lower()}/"
    return {"url": where, "place": place, "state": "XX", "type": "city", "reached": True, **found}


def coding(path, *rows):
    path.write_text(codings.dump_rows(rows), "utf-8")
    return codings.read_coding(path)


def compared(folder, first, second):
    return agreement.compare(coding(folder / "a.jsonl", *first), coding(folder / "b.jsonl", *second))


def published(first, second):
    return list(zip(first, second, strict=True))


# kappa and alpha


def test_kappa_of_fifty_grant_proposals():
    """20 and 15 of 50 proposals agreed, 5 and 10 not: the textbook's kappa of 0.4."""
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert pytest.approx(0.4) == agreement.kappa(pairs)


def test_alpha_of_binary_data():
    """Krippendorff's own example of two observers and two words: 0.095."""
    assert pytest.approx(0.095, abs=5e-4) == agreement.alpha(published("0100000010", "1110010000"))


def test_alpha_of_nominal_data():
    """Krippendorff's own example of two observers and five words: 0.692."""
    assert pytest.approx(0.692, abs=5e-4) == agreement.alpha(published("aabbdcccedda", "babbbcccedd" + "d"))


@given(PAIRS)
def test_alpha_is_that_of_an_independent_library(pairs):
    """The ``krippendorff`` package gives the same wherever two words occur."""
    assume(len({word for pair in pairs for word in pair}) > 1)
    numbers = [["abc".index(word) for word in reader] for reader in zip(*pairs, strict=True)]
    expected = krippendorff.alpha(numbers, value_domain=[0, 1, 2], level_of_measurement="nominal")
    assert pytest.approx(expected) == agreement.alpha(pairs)


@given(PAIRS)
def test_kappa_is_that_of_its_definition(pairs):
    """Agreement beyond chance as a part of what chance leaves, where chance draws a word from each reader's own."""
    chance = Fraction(sum(one == other for (one, _), (_, other) in product(pairs, pairs)), len(pairs) ** 2)
    observed = Fraction(sum(one == other for one, other in pairs), len(pairs))
    expected = None if chance == 1 else pytest.approx(float((observed - chance) / (1 - chance)))
    assert expected == agreement.kappa(pairs)


@given(PAIRS)
def test_coefficients_do_not_care_who_is_first(pairs):
    """Symmetry in the readers."""
    turned = [(other, one) for one, other in pairs]
    expected = (agreement.kappa(turned), agreement.alpha(turned))
    assert expected == (agreement.kappa(pairs), agreement.alpha(pairs))


@given(st.lists(WORDS, min_size=2).filter(lambda words: len(set(words)) > 1))
def test_coefficients_of_equal_readings_are_one(words):
    """Whole agreement is 1, as soon as two words occur."""
    pairs = [(word, word) for word in words]
    assert (1, 1) == (agreement.kappa(pairs), agreement.alpha(pairs))


@pytest.mark.parametrize("pairs", [[], [("a", "a")] * 3], ids=["no items", "one word only"])
def test_coefficients_are_none_where_nothing_can_differ(pairs):
    """No number is invented where chance alone gives whole agreement."""
    assert (None, None) == (agreement.kappa(pairs), agreement.alpha(pairs))


# cells


def test_cells_are_the_fifteen_of_each_profile_read_by_both(tmp_path):
    """A profile that one reader did not reach brings no cell."""
    first = coding(tmp_path / "a.jsonl", row("Ay"), row("Bee"))
    second = coding(tmp_path / "b.jsonl", row("Bee"), {"url": "demand-forum.org/site/ay", "reached": False})
    assert [("demand-forum.org/site/bee", tactic) for tactic in TACTIC_IDS] == [
        (cell.address, cell.tactic) for cell in agreement.cells(first, second)
    ]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ((), ("no", "none")),
        (("not_used", "studied"), ("no", "studied")),
        (("used", "not_used"), ("yes", "used")),
        (("used", "ended", "planned"), ("yes", "ended")),
        (("authorized", "planned"), ("no", "planned")),
    ],
)
def test_a_cell_has_one_word(told, expected):
    """Any use counts as use; of several stances the first in the told order stands for the cell."""
    claims = tuple(CodedClaim("letters", stance, "") for stance in told)
    cell = agreement.Cell("x", "letters", claims, ())
    assert expected == (cell.use[0], cell.stance[0])


def test_use_figures_count_the_four_kinds_of_cell(tmp_path):
    """Both yes, one reader only, neither: they add up to the cells."""
    first = [row("Ay", claim()), row("Bee", claim()), row("Cee"), row("Dee", claim(stance="authorized"))]
    second = [row("Ay", claim(stance="ended")), row("Bee"), row("Cee", claim()), row("Dee")]
    found = compared(tmp_path, first, second)["all"]["use"]["reverse_stings"]
    expected = {"cells": 4, "agreement": 0.5, "kappa": 0, "alpha": 1 - 2 * 2 * 7 / 32}
    assert expected | {"both_yes": 1, "only_first": 1, "only_second": 1, "both_no": 1} == found


def test_stance_figures_list_what_differs(tmp_path):
    """Each differing pair of stances with how often it occurs, first reader's word first."""
    first = [row("Ay", claim()), row("Bee", claim()), row("Cee", claim())]
    second = [row("Ay", claim(stance="authorized")), row("Bee", claim()), row("Cee", claim(stance="authorized"))]
    found = compared(tmp_path, first, second)["all"]["stance"]["reverse_stings"]
    assert {"used / authorized": 2} == found["differing"]


def test_telling_profiles_are_those_in_which_either_found_something(tmp_path):
    """A page whose excerpt ends before the part on tactics agrees for nothing; it is left out there."""
    first = [row("Ay"), row("Bee", claim()), row("Cee"), row("Dee")]
    second = [row("Ay"), row("Bee"), row("Cee", operations=[operation("2014")])]
    found = compared(tmp_path, first, second)
    assert (3, 2, 1, 0) == (
        found["all"]["profiles"],
        found["telling"]["profiles"],
        found["read_by_first_only"],
        found["read_by_second_only"],
    )


# years


@pytest.mark.parametrize(
    ("first", "second", "overlapping", "same"),
    [
        (["2014"], ["2014-11"], 1, 1),
        (["2013"], ["2014"], 0, 0),
        (["1976"], ["1976/.."], 1, 1),
        (["199X"], ["1990/.."], 1, 1),
        (["2003", "2010"], ["2010"], 1, 0),
        (["../1995"], ["1990"], 1, 0),
        (["../1995"], ["../1996"], 1, 1),
    ],
)
def test_years_overlap_or_begin_alike(tmp_path, first, second, overlapping, same):
    """Of cells dated by both: any time that can be the same, and the same first year."""
    sides = [[row("Ay", *(claim(when=time) for time in times))] for times in (first, second)]
    found = compared(tmp_path, *sides)["all"]["years"]["over_all"]
    assert (1, overlapping, same) == (found["both_dated"], found["overlapping"], found["same_first_year"])


def test_years_told_by_one_reader_only(tmp_path):
    """An undated cell has no year to agree on, and no share is made up; a denial's date is none of use."""
    first = [row("Ay", claim(when="2014")), row("Bee", claim())]
    second = [row("Ay", claim(), claim(stance="not_used", when="2014")), row("Bee", claim(when="2015"))]
    found = compared(tmp_path, first, second)["all"]["years"]["over_all"]
    expected = {"both_yes": 2, "both_dated": 0, "only_first_dated": 1, "only_second_dated": 1, "overlapping": 0}
    assert expected | {"overlapping_share": None, "same_first_year": 0, "same_first_year_share": None} == found


# operations


def coded(when, *numbers, name=""):
    return CodedOperation(when, name, frozenset(numbers))


def test_operations_match_by_dates_that_can_be_the_same():
    """A year matches its month; other years do not; undated ones match undated ones."""
    first = [coded("2014", 5), coded("2010", 7), coded("", 3)]
    second = [coded("2014-11", 5), coded("2012", 7), coded("", 3)]
    assert {("2014", "2014-11"), ("", "")} == {
        (one.when, other.when) for one, other in agreement.matched(first, second)
    }


def test_an_operation_is_matched_once_and_by_its_number_first():
    """In a year with two operations the shared number says which is which, whatever the order."""
    first, second = [coded("2013", 15), coded("2013", 18)], [coded("2013", 18), coded("2013", 15)]
    expected = {(15, 15), (18, 18)}
    assert [expected] * 4 == [
        {(min(one.numbers), min(other.numbers)) for one, other in agreement.matched(ours, theirs)}
        for ours, theirs in product(permutations(first), permutations(second))
    ]


def test_an_operation_is_matched_by_name_before_nearness():
    """Without a shared number, the same name counts more than the nearer date."""
    first = [coded("2014-01", name="spotlight")]
    second = [coded("2014-01-31"), coded("2014-01-01", name="spotlight")]
    assert [(first[0], second[1])] == agreement.matched(first, second)


def test_operation_figures(tmp_path):
    """Matched, found by one only, and the numbers of those that both count."""
    first = [row("Ay", operations=[operation("2014", outcome(5)), operation("2015", outcome(4)), operation("2016")])]
    parts = outcome(3), outcome(2, of="sellers"), outcome(9, what="ad_response")
    second = [row("Ay", operations=[operation("2014-02", *parts), operation("2015", outcome(6)), operation("2017")])]
    expected = {"first": 3, "second": 3, "matched": 2, "only_first": 1, "only_second": 1}
    expected |= {"counted_by_both": 2, "same_count": 1, "same_count_share": 0.5}
    assert expected == compared(tmp_path, first, second)["all"]["operations"]


# codings


def test_rows_of_one_profile_are_one_reading(tmp_path):
    """Stored copies and addresses that differ in their ending are united; the same operation is there once."""
    told = operation("2014", outcome(5), name="Spring Cleaning")
    first = row("Ay", claim(), operations=[told], url="http://www.demand-forum.org/site/ay")
    older = row("Ay", claim("letters"), operations=[told, operation(None, outcome(None, low=3))])
    found = coding(tmp_path / "a.jsonl", first, older)["demand-forum.org/site/ay"]
    numbers = [(each.when, each.name, set(each.numbers)) for each in found.operations]
    assert (["letters", "reverse_stings"], [("2014", "spring-cleaning", {5}), ("", "", {3})]) == (
        sorted(each.tactic for each in found.claims),
        numbers,
    )


@pytest.mark.parametrize(
    ("operations", "claims", "added"),
    [
        ([operation("2014", outcome(5))], [], ["2014"]),
        ([operation("2014", outcome(None, low=3, what="citation"))], [], ["2014"]),
        ([operation(None, outcome(5))], [claim("buyer_arrests", when="2013")], [None]),
        ([operation("2014", outcome(5)), operation("2014-02", outcome(2))], [], ["2014"]),
        ([operation("2014", outcome(5))], [claim("buyer_arrests", when="2014-03")], []),
        ([operation("2014", outcome(5))], [claim("buyer_arrests", "not_used")], ["2014"]),
        ([operation("2014", outcome(5, of="unknown"))], [], []),
        ([operation("2014", outcome(5, of=None))], [], []),
        ([operation("2014", outcome(5, what="letter"))], [], []),
        ([operation("2014", outcome(0))], [], []),
        ([operation("2014")], [], []),
    ],
)
def test_buyer_arrests_follow_by_rule(operations, claims, added):
    """From a told result of buyers, and from nothing else; never twice for a time that can be the same."""
    given_row = row("Ay", *claims, operations=operations)
    found = codings.by_rule(given_row)["claims"]
    assert (claims, added, claims) == (
        found[: len(claims)],
        [each["when"] for each in found[len(claims) :]],
        given_row["claims"],
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "line 1.*is no JSON"),
        ("[]\n", "line 1.*has no url"),
        ('{"place": "Ay"}\n', "line 1.*has no url"),
        ('{"url": "x", "reached": true}\n', "x.*has no 'place'"),
        (None, "it is not there.*--codings"),
    ],
)
def test_a_damaged_coding_is_refused(tmp_path, text, said):
    """The file and the line are named."""
    path = tmp_path / "a.jsonl"
    if text is not None:
        path.write_text(text, "utf-8")
    with pytest.raises(DataError) as caught:
        codings.read_coding(path)
    assert caught.match(said)


# the command and what is committed


def small_folder(folder, *names):
    for number, name in enumerate(names):
        coding(folder / name, row("Ay", claim(when=f"201{number}")))
    return str(folder)


def test_command_prints_a_table(tmp_path, capsys):
    """One line a tactic, one for all, and the operations, for each comparison and scope; no fresh sample, no table."""
    folder = small_folder(tmp_path, codings.FIRST, codings.BY_RULE, codings.SECOND)
    status = main(["agreement", "--codings", folder])
    heads = [line for line in capsys.readouterr().out.splitlines() if line.endswith("profiles)")]
    expected = [f"{name}, {scope} (1 profiles)" for name in ("as they came", "by rule") for scope in ("all", "telling")]
    assert (0, expected) == (status, heads)


def test_command_takes_the_fresh_sample_when_it_is_there(tmp_path, capsys):
    """Readings by the bettered rules are a comparison of their own."""
    names = (codings.FIRST, codings.BY_RULE, codings.SECOND, *agreement.COMPARISONS["fresh_sample"])
    main(["agreement", "--codings", small_folder(tmp_path, *names)])
    assert "fresh sample, all (1 profiles)" in capsys.readouterr().out


def test_printed_figures_have_a_line_a_tactic(tmp_path):
    """What cannot be computed is a dash, never a number."""
    small_folder(tmp_path, codings.FIRST, codings.BY_RULE, codings.SECOND)
    lines = agreement.printed(agreement.report(tmp_path)).split("\n\n")[0].splitlines()
    letters = next(line.split() for line in lines if line.startswith("letters"))
    assert (20, ["letters", "1", "0", "0", "0", "1", "1.000", *"-----"]) == (len(lines), letters)


def test_command_without_codings_says_so(tmp_path, capsys):
    """Status 1 and the file that is missing."""
    status = main(["agreement", "--codings", str(tmp_path)])
    assert (1, True) == (status, codings.FIRST in capsys.readouterr().err)


def test_committed_figures_are_those_of_the_committed_codings(tmp_path):
    """Mend with: python -m demandatlas.curate agreement --write docs/data/agreement.json"""
    made = tmp_path / "new" / "agreement.json"
    main(["agreement", "--codings", str(CODINGS), "--write", str(made)])
    assert (ROOT / "docs" / "data" / "agreement.json").read_bytes() == made.read_bytes()


def test_figures_do_not_depend_on_the_order_of_rows(tmp_path):
    """The same codings, shuffled, give the same bytes."""
    shuffle = random.Random(3).shuffle
    for name in (codings.FIRST, codings.BY_RULE, codings.SECOND):
        rows = codings.read_rows(CODINGS / name)
        shuffle(rows)
        (tmp_path / name).write_text(codings.dump_rows(rows), "utf-8")
    assert json.loads((ROOT / "docs/data/agreement.json").read_text("utf-8")).get("as_they_came") == json.loads(
        agreement.dump(agreement.report(tmp_path))
    ).get("as_they_came")


def test_reading_by_rule_is_the_first_reading_and_the_rule():
    """The file differs from the first reading in what the rule adds and in nothing else."""
    expected = [codings.by_rule(each) for each in codings.read_rows(CODINGS / codings.FIRST)]
    assert expected == codings.read_rows(CODINGS / codings.BY_RULE)


def test_second_reading_follows_the_committed_order():
    """The second reader read the first profiles of an order that was fixed by a seed before."""
    order = json.loads((CODINGS / "order.json").read_text("utf-8"))
    addresses = sorted(codings.read_coding(CODINGS / codings.FIRST))
    random.Random(20261122).shuffle(addresses)
    read = codings.read_coding(CODINGS / codings.SECOND).keys()
    assert (addresses, set(addresses[: len(read)])) == ([codings.address(url) for url in order], set(read))


@pytest.mark.parametrize("name", ["as_they_came", "by_rule"])
def test_code_book_quotes_the_committed_figures(name):
    """Percent, kappa and alpha over all stand in the code book as they were computed."""
    over_all = agreement.report(CODINGS)[name]["all"]["use"]["over_all"]
    quoted = "| {agreement:.1%} | {kappa:.2f} | {alpha:.2f} |".format(**over_all).replace("%", " %")
    assert 1 == (ROOT / "seeds" / "CODEBOOK.md").read_text("utf-8").count(quoted)


# the rows of a dataset


def test_the_rows_are_the_figures():
    """A row for each comparison and tactic and for all of them together, as the report gives them."""
    expected = {
        f"{name}:{tactic}": (name, tactic, use["cells"], *(use[key] and round(use[key], 4) for key in SHARES))
        for name, comparison in agreement.report(CODINGS).items()
        for tactic, use in comparison["all"]["use"].items()
    }

    assert expected == {row.id: attrs.astuple(row)[1:] for row in agreement.agreement_rows(CODINGS)}


def test_seeds_without_codings_tell_no_agreement(tmp_path):
    """A user's own folder."""
    assert [] == list(agreement.agreement_rows(tmp_path / "codings"))


def test_readings_of_different_pages_tell_no_agreement(tmp_path):
    """There is nothing that both have read."""
    for name, place in ((codings.FIRST, "Here"), (codings.BY_RULE, "Here"), (codings.SECOND, "There")):
        coding(tmp_path / name, row(place))

    assert [] == list(agreement.agreement_rows(tmp_path))
