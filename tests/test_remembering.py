"""Answers that are kept: made once, shared, bounded, and never one for another question."""

import warnings
from datetime import date
from threading import Barrier, Thread

import pytest
from builders import claim, dataset, operation, site, source, use

from demandatlas import remembering
from demandatlas.errors import RetiredIdWarning
from demandatlas.records import Retired

SPRINGFIELD = site(tactic_uses=(use("letters", claim("used", "2011")),))
SHEFFIELD = site("sheffield-al", "Sheffield", "AL", tactic_uses=(use("letters", claim("used")),))


def small():
    return dataset(SPRINGFIELD, SHEFFIELD, source(), operation("a", "2020-10", sites=("springfield-il",)))


def test_the_same_question_has_the_same_answer():
    """The very object."""
    data = small()

    assert data.sites_using("letters", state="AL") is data.sites_using("letters", state="AL")


def test_a_record_and_its_id_ask_the_same():
    """Without the record being compared field by field."""
    data = small()

    assert data.operations_between(site=SPRINGFIELD) is data.operations_between(site="springfield-il")


def test_options_left_out_and_given_are_other_questions():
    """The table says what was asked."""
    data = small()

    assert ("sites_using('letters')", "sites_using('letters', state='AL')") == (
        data.sites_using("letters").asked, data.sites_using("letters", state="AL").asked,
    )  # fmt: skip


def test_options_of_other_names_are_other_questions():
    """Also with the same values."""
    data = small()

    assert ([], ["a"]) == (
        [each.id for each in data.operations_between(until="2020-09")],
        [each.id for each in data.operations_between(since="2020-09")],
    )


def test_what_has_no_hash_is_asked_each_time():
    """A list of standings is taken, and its answer is the same."""
    data = small()
    first, second = (data.sites_using("letters", standing=["used"]) for _ in range(2))

    assert (True, False) == (first == second, first is second)


def test_datasets_do_not_share_answers():
    """Each has its own."""
    assert small().sites_using("letters").ids != dataset(SHEFFIELD, source()).sites_using("letters").ids


def test_a_warning_is_given_each_time():
    """An answer that came with a warning is not kept without it."""
    gone = Retired(id="springfeld-il", successor="springfield-il", retired_on=date(2024, 1, 1), reason="misspelt")
    data = dataset(SPRINGFIELD, gone, source())
    for _ in range(2):
        with pytest.warns(RetiredIdWarning):
            data.operations_between(site="springfeld-il")
    with warnings.catch_warnings():
        warnings.simplefilter("error")

        assert () == data.operations_between(site="springfield-il").ids


def test_no_more_are_kept_than_the_bound(monkeypatch):
    """The oldest goes first."""
    monkeypatch.setattr(remembering, "ANSWERS", 2)
    data = small()
    first, second, _ = (data.sites_using("letters", state=state) for state in ("AL", "IL", "WY"))

    assert (True, False) == (
        data.sites_using("letters", state="IL") is second, data.sites_using("letters", state="AL") is first,
    )  # fmt: skip


def test_a_long_answer_is_not_kept(monkeypatch):
    """It would hold on to much for little."""
    monkeypatch.setattr(remembering, "ROWS", 1)
    data = small()

    assert data.sites_using("letters") is not data.sites_using("letters")


def test_threads_share_one_answer():
    """Whichever was kept first."""
    data, found, start = small(), [], Barrier(8)

    def ask():
        start.wait()
        found.append(data.sites_using("letters"))

    threads = [Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [data.sites_using("letters")] * 8 == found and len({id(each) for each in found}) == 1


def test_no_record_is_read_that_is_not_in_the_answer():
    """Whatever the question filters by stands in the index."""
    told = [("a", "city", "2011"), ("b", "county", "2011"), ("c", "city", "1999"), ("d", "city", None)]
    data = dataset(
        *(site(f"{n}-il", n, "IL", kind, tactic_uses=(use("letters", claim("used", when)),)) for n, kind, when in told),
        site("e-al", "e", "AL", tactic_uses=(use("letters", claim("used", "2011")),)),
        *(
            operation(f"op-{place}-{month}", f"2020-0{month}", sites=(f"{place}-il",))
            for place in "ab"
            for month in (1, 2)
        ),
        source(),
    )
    sites = list(data.sites_using("letters", state="IL", kind="city", since="2010", until="2012"))
    operations = list(data.operations_between("2020-02", "2020-02", site="a-il"))

    assert (["a-il"], ["op-a-2"], {"a-il", "op-a-2"}) == (
        [each.id for each in sites], [each.id for each in operations], set(data._store._records),
    )  # fmt: skip
