"""What a reader meets in a browser: clean, self-contained, on a narrow screen, by keyboard, in the dark."""

from typing import Any

import pytest

import demandatlas as da

THEMES = ("light", "dark")
ALLOWED: dict[str, str] = {}
"""Findings of axe that are not ours: the rule, with the theme's bug that it comes from."""

FOCUSED = """() => {
  const at = document.activeElement;
  const box = at.getBoundingClientRect();
  return [at.tagName, at.className, at.getAttribute("href") || at.name || at.id || "", box.width * box.height > 0];
}"""
WIDE = """() => [...document.querySelectorAll("main *")]
  .filter((each) => each.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .filter((each) => !each.closest(".scrolls, pre, .wide, .pst-scrollable-table-container, dt.sig"))
  .map((each) => `${each.tagName}.${each.className}`)"""


def test_no_error_and_no_request_outside(opened: Any, names: list[str]) -> None:
    """Every kind of page loads without a console error, a missing file, or a request to another host."""
    watched = opened()
    for name in names:
        watched.open(name)

    assert ([], []) == (watched.errors, watched.outside)


def test_nothing_overflows_a_narrow_screen(opened: Any, names: list[str]) -> None:
    """At 360 pixels no page scrolls sideways."""
    watched = opened(viewport={"width": 360, "height": 740})
    overflowing = {}
    for name in names:
        page = watched.open(name)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 360:
            overflowing[name] = (width, page.evaluate(WIDE)[:5])

    assert {} == overflowing


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 1280), ("light", 360)])
def test_axe_finds_nothing_serious(
    opened: Any, typical: list[str], few: list[str], axe: str, theme: str, width: int
) -> None:
    """No serious and no critical finding, in both themes and on a narrow screen."""
    watched = opened(viewport={"width": width, "height": 900}, color_scheme=theme)
    found: dict[str, list[tuple[str, str]]] = {}
    for name in typical if (theme, width) == ("light", 1280) else few:
        page = watched.open(name)
        page.add_script_tag(content=axe)
        result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        for each in result["violations"]:
            if each["impact"] in ("serious", "critical") and each["id"] not in ALLOWED:
                found.setdefault(each["id"], []).append((name, each["nodes"][0]["html"][:160]))

    assert {} == found


def test_dark_and_light(opened: Any) -> None:
    """The reader's own preference decides, and the text stands out in both."""
    shades = {}
    for theme in THEMES:
        page = opened(color_scheme=theme).open("atlas/sites/sacramento-ca.html")
        colors = "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]"
        shades[theme] = [sum(map(int, shade[4:-1].split(","))) for shade in page.evaluate(colors)]

    assert (True, True) == (shades["light"][0] > shades["light"][1], shades["dark"][0] < shades["dark"][1])


def test_the_skip_link_comes_first_and_leads_to_the_text(opened: Any) -> None:
    """The first press of Tab reaches the link that jumps over the header."""
    page = opened().open("atlas/index.html")
    page.keyboard.press("Tab")
    first = page.evaluate(FOCUSED)[2]
    page.keyboard.press("Enter")

    assert ("#main-content", True) == (first, page.url.endswith("#main-content"))


def test_the_filter_and_the_list_are_reached_by_keyboard(opened: Any) -> None:
    """By Tab alone a reader gets to every field of the filter, to the map and to the first site; each can be seen."""
    page = opened().open("atlas/index.html")
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(FOCUSED))
    wanted = {"text", "state", "kind", "tactic", "standing", f"sites/{_first_site()}.html"}

    assert (set(), []) == (
        wanted - {each[2] for each in reached},
        [each for each in reached if each[2] in wanted and not each[3]],
    )


def test_a_focused_link_shows_it(opened: Any) -> None:
    """What has the focus has an outline or a shadow."""
    page = opened().open("atlas/sites/sacramento-ca.html")
    link = page.locator("main .use a").first
    link.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    style = page.evaluate(
        "() => { const at = getComputedStyle(document.activeElement); return [at.outlineStyle, at.boxShadow]; }"
    )

    assert ["none", "none"] != style


def _first_site() -> str:
    return min(da.sites, key=lambda site: (site.state, str(site).casefold(), site.id)).id
