"""The text index: what stands under which key."""

import pytest
from builders import agency, claim, milestone, operation, participation, site, source, use

from demandatlas.index import Alive, Use, alive_in, ids_in, index_of, uses_in
from demandatlas.records import Menu


def entries(*records):
    return dict(index_of(records))


def test_nothing():
    """No records, no keys."""
    assert [] == index_of([])


def test_the_keys_are_sorted():
    """As bisection needs them."""
    keys = [key for key, _ in index_of([site(), agency(), operation("a", "2020-10"), source()])]

    assert sorted(set(keys)) == keys


def test_a_site_under_its_names():
    """Id, name with the state, name alone, as slugs."""
    assert {"label site springfield": "springfield-il", "label site springfield-il": "springfield-il"} == {
        key: value for key, value in entries(site()).items() if key.startswith("label")
    }


def test_two_sites_of_one_name():
    """Both answer, sorted."""
    found = entries(site("springfield-ma", state="MA"), site("springfield-il"))

    assert "springfield-il springfield-ma" == found["label site springfield"]


def test_a_name_of_no_letters_has_no_key():
    """It could not be asked for."""
    assert "label agency " not in entries(agency("fbi", aliases=("...",)))


def test_sites_under_their_state():
    """Sorted by id."""
    assert "b-il c-il" == entries(site("c-il"), site("b-il"), site("a-ma", state="MA"))["state IL"]


@pytest.mark.parametrize(
    ("record", "key"),
    [
        (operation("a", series="stings"), "operation-series stings"),
        (operation("a", sites=("x-il", "y-il")), "operation-site y-il"),
        (operation("a", tactics=("letters",)), "operation-tactic letters"),
        (operation("a", part_of="b"), "operation-whole b"),
        (operation("a", participations=(participation("fbi"),)), "operation-party fbi"),
        (site("a", participations=(participation("fbi"),)), "site-party fbi"),
        (milestone("a", programs=("class",)), "milestone-program class"),
        (Menu(id="a", title="A", tactics=("letters",)), "menu-tactic letters"),
    ],
)
def test_a_record_under_what_it_names(record, key):
    """Kind, role and the id that is named."""
    assert "a" == entries(record)[key]


@pytest.mark.parametrize("key", ["operation-site x-il", "operation-party fbi", "operation-series stings"])
def test_a_dated_operation_under_what_it_names(key):
    """With its four days, so that a question of a time need not read it."""
    dated = operation(
        "a", "2020-11", sites=("x-il",), series="stings", participations=(participation("fbi"),), tactics=("letters",)
    )

    assert ("a@2020-11-01,2020-11-30,2020-11-01,2020-11-30", "a") == (
        entries(dated)[key], entries(dated)["operation-tactic letters"],
    )  # fmt: skip


def test_sites_under_their_kind():
    """Sorted by id."""
    assert "b-il c-il" == entries(site("c-il"), site("b-il"), site("a-il", kind="county"))["kind city"]


def test_the_months_that_have_a_key():
    """An open side has none."""
    found = entries(operation("a", "2020-12/2021-01"), operation("b", "2020-12"), operation("c", "1987/.."))

    assert "2020-12 2021-01" == found["months"]


def test_the_ids_of_operations_with_and_without_days():
    """In the order of the entries."""
    assert ("a", "b") == ids_in("a@1,2,3,4 b")


def test_an_operation_under_every_month_that_it_can_have_touched():
    """With its four days, so that a question need not read it."""
    assert {
        f"alive {month}": "a@2020-11-01,2020-11-30,2021-01-15,2021-01-15" for month in ("2020-11", "2020-12", "2021-01")
    } == {key: value for key, value in entries(operation("a", "2020-11/2021-01-15")).items() if "alive" in key}


@pytest.mark.parametrize(
    ("when", "days"),
    [("1987/..", "1987-01-01,1987-12-31,1987-01-01,"), ("../1995", ",1995-12-31,1995-01-01,1995-12-31")],
)
def test_an_operation_with_an_open_side(when, days):
    """Under a key of its own, or it would stand under every month of the calendar."""
    assert {"alive open": f"a@{days}"} == {
        key: value for key, value in entries(operation("a", when)).items() if "alive" in key
    }


def test_an_operation_without_a_time():
    """Under no month."""
    assert [] == [key for key in entries(operation("a")) if key.startswith("alive")]


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([claim("used", "2011")], "used@2011-01-01,2011-12-31"),
        ([claim("used")], "used@?"),
        ([claim("used"), claim("used", "1987/..")], "used@1987-01-01,+?"),
        ([claim("used", "2011"), claim("used", "2011")], "used@2011-01-01,2011-12-31"),
        ([claim("ended", "2011"), claim("used", "2005")], "ended@2005-01-01,2005-12-31+2011-01-01,2011-12-31"),
        ([claim("studied", "2006"), claim("not_used")], "not_used@?"),
        ([claim("studied", "2006"), claim("planned")], "considered@2006-01-01,2006-12-31+?"),
        ([claim("used", "2011"), claim("planned", "2009")], "used@2011-01-01,2011-12-31"),
        ([claim("used", "2030"), claim("not_used", "2009")], "used@2030-01-01,2030-12-31"),
        ([claim("used", "2011"), claim("not_used"), claim("studied", "1999")], "disputed@2011-01-01,2011-12-31+?"),
    ],
)
def test_a_site_under_a_tactic(claims, expected):
    """Its standing, and the times of the claims on which this rests."""
    found = entries(site(tactic_uses=(use("letters", *claims),)))

    assert f"springfield-il={expected}".replace("@", ",city@") == found["tactic letters IL"]


def test_what_is_written_of_uses_can_be_read():
    """Spans and undated claims apart."""
    assert (
        Use("a-il", "used", "city", (("1987-01-01", ""), ("2011-01-01", "2011-12-31")), True),
        Use("b-il", "not_used", "county", (), True),
    ) == uses_in("a-il=used,city@1987-01-01,+2011-01-01,2011-12-31+? b-il=not_used,county@?")


def test_no_uses():
    """An empty value holds none."""
    assert () == uses_in("")


@pytest.mark.parametrize(
    ("first", "last", "undated", "expected"),
    [
        ("", "", False, True),
        ("2011-12-31", "", False, True),
        ("2012-01-01", "", False, False),
        ("2012-01-01", "", True, True),
        ("", "2011-01-01", False, True),
        ("", "2010-12-31", False, False),
        ("2011-05-01", "2011-05-02", False, True),
    ],
)
def test_a_use_in_a_window(first, last, undated, expected):
    """Inclusive on both sides; without a time only where that is wanted."""
    assert expected == Use("a", "used", "city", (("2011-01-01", "2011-12-31"),), True).told_in(first, last, undated)


def test_what_is_written_of_operations_can_be_read():
    """Open sides are empty."""
    assert [Alive("a", "1987-01-01", "1987-12-31", "1987-01-01", ""), Alive("b", "", "1", "2", "3")] == list(
        alive_in("a@1987-01-01,1987-12-31,1987-01-01, undated b@,1,2,3")
    )


@pytest.mark.parametrize(
    ("first", "last", "certain", "expected"),
    [
        ("2021-10-10", "2021-10-12", False, True),
        ("2021-10-10", "2021-10-12", True, False),
        ("2021-10-01", "2021-10-31", True, True),
        ("2021-11-01", "", False, False),
        ("", "2021-09-30", False, False),
        ("", "", True, True),
    ],
)
def test_october_in_a_window(first, last, certain, expected):
    """It can have touched any day of the month, and must have touched only the whole of it."""
    october = Alive("a", "2021-10-01", "2021-10-31", "2021-10-01", "2021-10-31")

    assert expected == october.touches(first, last, certain)


def test_the_order_of_operations():
    """By start, then by end, an open end last."""
    alive = [Alive(name, "2020", "2021", "2020", end) for name, end in (("c", ""), ("b", "2022"), ("a", "2023"))]

    assert ["b", "a", "c"] == [each.operation for each in sorted(alive, key=Alive.order)]
