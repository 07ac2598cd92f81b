"""Vocabularies: every term has a meaning, and the types know the same terms."""

from typing import get_args

import pytest

from demandatlas import ids
from demandatlas.vocabulary import VOCABULARY, meaning


def test_a_meaning():
    """What a term says, in our own words."""
    assert "no claim: nothing is known, which is not a no" == meaning("Standing", "unknown")


@pytest.mark.parametrize("name", VOCABULARY)
def test_the_type_has_the_terms_of_the_vocabulary(name):
    """A term is written down once; where this fails, run: python -m demandatlas.curate build."""
    assert sorted(VOCABULARY[name]) == list(get_args(getattr(ids, name)))


@pytest.mark.parametrize("name", VOCABULARY)
def test_every_term_is_a_slug_with_a_meaning(name):
    """Lower case, with underscores, and a line that explains it."""
    good = {term for term, text in VOCABULARY[name].items() if term.isidentifier() and term.islower() and text.strip()}

    assert set(VOCABULARY[name]) == good


@pytest.mark.parametrize(
    ("name", "terms"),
    [
        ("Stance", {"used", "ended", "planned", "authorized", "studied", "not_used"}),
        ("Standing", {"used", "ended", "not_used", "disputed", "considered", "unknown"}),
        ("Basis", {"stated", "derived", "heading"}),
        ("CountedOf", {"buyers", "sellers", "exploiters", "victims", "mixed", "unknown"}),
        ("SiteKind", {"city", "county", "town", "township", "neighborhood", "cdp"}),
        ("Level", {"city", "county", "state", "federal", "unknown"}),
        ("Serves", {"buyers", "sellers", "victims", "public", "law_enforcement"}),
        ("Extent", {"whole", "excerpt"}),
    ],
)
def test_the_terms_are_those_of_the_rules(name, terms):
    """The rules of evidence name them, and nothing else."""
    assert terms == set(VOCABULARY[name])
