"""Names: how what a person types is matched to ids."""

import pytest
from builders import site

from demandatlas.errors import InvalidTypeError, InvalidValueError, UnknownIdError
from demandatlas.naming import check_term, checked_terms, nearest, slug, tactic_id
from demandatlas.records import Tactic


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sacramento, CA", "sacramento-ca"),
        ("John School", "john-school"),
        ("john_school", "john-school"),
        ("  --John---school!! ", "john-school"),
        ("Sheriff's Office", "sheriff-s-office"),
        ("Sheriff\u2019s Office", "sheriff-s-office"),
        ("S.T.O.P.", "s-t-o-p"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("Cañon City", "cañon-city"),
        ("", ""),
        (" ,.-", ""),
    ],
)
def test_slug(text, expected):
    """Case, punctuation and spaces make no difference between names."""
    assert expected == slug(text)


@pytest.mark.parametrize(
    "asked",
    ["john_school", "John School", "john-school", "JOHN SCHOOLS", "first offender program"],
)
def test_a_tactic_by_id_label_or_alias(asked):
    """In any case, with any separator."""
    assert "john_school" == tactic_id(asked)


def test_a_tactic_by_record():
    """A record stands for its id."""
    assert "letters" == tactic_id(Tactic(id="letters", label="Letters", definition="letters to buyers"))


def test_a_misspelt_tactic_names_the_nearest():
    """The suggestion comes first."""
    with pytest.raises(UnknownIdError) as caught:
        tactic_id("jon_school")

    assert "john_school" == caught.value.nearest[0]


@pytest.mark.parametrize("asked", [None, 3, b"letters", ["letters"], "", "no such thing", site()])
def test_what_is_no_tactic(asked):
    """Anything else is unknown, also what is no text."""
    with pytest.raises(UnknownIdError, match="no tactic is called"):
        tactic_id(asked)


def test_nearest_gives_ids_as_they_are_written():
    """Compared as slugs, given back as ids."""
    assert ("john_school",) == nearest("John Schol", ("john_school", "cameras"))


def test_nearest_gives_no_more_than_three():
    """Best first."""
    assert ("aaaa", 3) == (
        nearest("aaaa", ("aaac", "aaab", "aaaa", "aaad"))[0],
        len(nearest("aaaa", "aaab aaac aaad aaae".split())),
    )


def test_nearest_of_nothing_alike():
    """No far-fetched suggestion."""
    assert () == nearest("xyz", ("john_school", "cameras"))


def test_nearest_of_what_is_no_text():
    """It is taken as it prints."""
    assert ("123",) == nearest(123, ("123", "cameras"))


@pytest.mark.parametrize(
    ("given", "expected"),
    [("used", ("used",)), (["used", "ended"], ("used", "ended")), ((), ()), ({"used"}, ("used",))],
)
def test_terms_of_a_vocabulary(given, expected):
    """One, or several."""
    assert expected == checked_terms("Standing", given)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ("usd", r"'usd' is not in the vocabulary Standing; did you mean 'used'\?"),
        (["used", "xyz"], "'xyz' is not in the vocabulary Standing; give one of considered, disputed, ended, not_used"),
    ],
)
def test_what_is_no_term(given, reason):
    """The nearest, or all of them."""
    with pytest.raises(InvalidValueError, match=reason):
        checked_terms("Standing", given)


@pytest.mark.parametrize("given", [None, 3, [None], [["used"]]])
def test_a_term_that_is_no_text(given):
    """A wrong type is an error of its own."""
    with pytest.raises(InvalidTypeError, match=r"cannot take .* as Standing; give"):
        checked_terms("Standing", given)


def test_several_where_one_term_is_wanted():
    """A list is not taken for a term that nothing has."""
    with pytest.raises(InvalidTypeError, match="as Counted; give one term, such as 'ad_response'"):
        check_term("Counted", ["arrest", "citation"])
