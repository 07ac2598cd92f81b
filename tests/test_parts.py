"""Parts: what they hold, and what they leave to others."""

import pytest
from builders import evidence, participation, told

from demandatlas.count import Count
from demandatlas.parts import EVER_USED, Evidence, Outcome, parties_in


def test_ever_used_is_used_or_ended():
    """What was used once was used."""
    assert {"used", "ended"} == set(EVER_USED)


def test_evidence_has_one_reading_unless_told():
    """A second reader is told, never assumed."""
    assert ("", 1, None) == (evidence().note, evidence().readings, evidence().passage_sha256)


def test_parts_take_keywords_only():
    """No value lands in the wrong field by its place."""
    with pytest.raises(TypeError, match="positional"):
        Evidence("page", "L1")


def test_the_basis_of_an_outcome_is_that_of_its_chosen_count():
    """The first statement speaks for it."""
    chosen, rival = told("count", Count.exact(46), basis="derived"), told("count", Count.exact(45))
    both = Outcome(key="arrests", what="arrest", of="mixed", count=Count.exact(46), statements=(chosen, rival))

    assert "derived" == both.basis


def test_the_evidence_of_an_outcome_is_that_of_its_chosen_count():
    """Rivals keep their own."""
    chosen, rival = told("count", Count.exact(46), "release"), told("count", Count.exact(45), "story")
    both = Outcome(key="arrests", what="arrest", of="mixed", count=Count.exact(46), statements=(chosen, rival))

    assert (evidence("release"),) == both.evidence


def test_parties_with_a_role_come_once_and_in_order():
    """In the order told, whatever other roles they have."""
    parts = tuple(
        participation(party, role)
        for party, role in (("b", "partner"), ("a", "host"), ("a", "partner"), ("b", "partner"), ("c", "organizer"))
    )

    assert ("b", "a") == parties_in(parts, "partner")
