"""Finding things in a browser: the filter of the sites, the filter of a list, and the search."""

from typing import Any

import pytest

import demandatlas as da

FAR_AWAY = ("AK", "HI", "AS", "GU", "MP", "PR", "VI")
"""States and territories that the map does not draw, as its caption says."""


def shown(page: Any, table: str = "sites") -> set[str]:
    """The ids of the rows that can be seen."""
    rows = page.locator(f"#{table} tbody tr:visible")
    return set(rows.evaluate_all("rows => rows.map((row) => row.dataset.id)"))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", lambda site: True),
        ("state=CA", lambda site: site.state == "CA"),
        ("kind=county", lambda site: site.kind == "county"),
        ("tactic=letters", lambda site: site.uses("letters")),
        ("tactic=john_school&standing=not_used", lambda site: site.use_of("john_school").standing == "not_used"),
        ("tactic=cameras&standing=unknown", lambda site: site.use_of("cameras").standing == "unknown"),
        ("standing=considered", lambda site: any(use.standing == "considered" for use in site.tactic_uses)),
        ("text=west%20sac", lambda site: "west sac" in str(site).lower()),
        ("state=CA&tactic=web_stings", lambda site: site.state == "CA" and site.uses("web_stings")),
    ],
)  # fmt: skip
def test_the_filter_answers_as_the_library_does(opened: Any, query: str, expected: Any) -> None:
    """State, kind, tactic and standing, alone and together, also from a link that somebody sent."""
    page = opened().open(f"atlas/index.html?{query}")

    assert {site.id for site in da.sites if expected(site)} == shown(page)


def test_choosing_filters_at_once_and_says_how_many(opened: Any) -> None:
    """A choice narrows list and map, tells the number aloud, and stands in the address."""
    page = opened().open("atlas/index.html")
    page.locator("form.filter").get_by_label("Tactic").select_option("john_school")
    page.locator("form.filter").get_by_label("Standing").select_option("not_used")
    answer = da.sites_using("john_school", standing="not_used")
    located = {site.id for site in answer if site.latitude is not None and site.state not in FAR_AWAY}
    points = page.locator("circle:visible").evaluate_all("points => points.map((each) => each.dataset.id)")

    assert (set(answer.ids), f"{len(answer)} of {len(da.sites)} shown", located, True) == (
        shown(page),
        page.get_by_role("status").inner_text(),
        set(points),
        page.url.endswith("?tactic=john_school&standing=not_used"),
    )


def test_show_all_shows_all(opened: Any) -> None:
    """The button takes every choice back."""
    page = opened().open("atlas/index.html?text=nowhere")
    before = shown(page)
    page.get_by_role("button", name="Show all").click()
    page.wait_for_function("document.querySelector('[role=status]').textContent.startsWith('all')")

    assert (set(), set(da.sites.ids)) == (before, shown(page))


def test_without_javascript_the_whole_list_is_there(opened: Any) -> None:
    """No filter is shown that could not work, and every site is listed with its link."""
    page = opened(java_script_enabled=False).open("atlas/index.html")
    form = page.locator("form[data-filter]").is_visible()
    count = page.locator("#sites tbody tr:visible").count()

    assert (False, len(da.sites)) == (form, count)


def test_a_list_of_another_kind_is_filtered_by_text(opened: Any) -> None:
    """Every list of records has a field for a part of a name."""
    page = opened().open("atlas/agencies/index.html")
    page.get_by_label("Contains").fill("highway")

    assert {agency.id for agency in da.agencies if "highway" in f"{agency} {agency.kind}".lower()} == shown(
        page, "records"
    )


@pytest.mark.parametrize(
    ("asked", "target"),
    [
        ("West Sacramento", "atlas/sites/west-sacramento-ca.html"),
        ("California Highway Patrol", "atlas/agencies/california-highway-patrol-ca.html"),
        ("Dear John letters", "atlas/tactics/letters.html"),
        ("vehicle impoundment", "atlas/tactics/auto_seizure.html"),
        ("sites_using", "reference/questions.html#demandatlas.sites_using"),
        ("UnknownIdError", "reference/errors.html#demandatlas.UnknownIdError"),
    ],
)
def test_the_search_finds(opened: Any, asked: str, target: str) -> None:
    """A place, an agency, another name of a tactic and a name of the library, each among the first results."""
    page = opened().open(f"search.html?q={asked}")
    page.wait_for_selector("#search-results ul.search li a")
    page.wait_for_function("document.querySelector('.search-summary').textContent.match(/[0-9]/)")
    links = page.locator("#search-results ul.search li > a").evaluate_all(
        "links => links.slice(0, 3).map((each) => new URL(each.href).pathname.slice(1) + new URL(each.href).hash)"
    )

    assert [] != [link for link in links if link.startswith(target)]


def test_the_search_opens_from_any_page(opened: Any) -> None:
    """Ctrl+K, a few words, Enter."""
    page = opened().open("atlas/tactics/letters.html")
    page.keyboard.press("Control+k")
    page.keyboard.type("Folsom Police")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=Folsom*")
    page.wait_for_selector("#search-results ul.search li a")

    assert page.locator("#search-results a[href*='folsom-police-department-ca']").count() > 0
