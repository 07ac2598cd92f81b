"""Names of somebody who means harm, as a notebook shows them in a real browser: seen, and not run."""

from typing import Any

from hostile import WEAPONS, hostile


def test_a_script_in_a_name_is_shown_and_not_run(browser: Any) -> None:
    """Every weapon as the name of a site, in the table of a notebook."""
    data = hostile()
    tables = "".join(data.sites[start : start + 10]._repr_html_() for start in range(0, len(WEAPONS), 10))
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_content(f"<!doctype html><title>calm</title>{tables}", wait_until="load")
    page.wait_for_timeout(200)
    strange = page.evaluate("document.querySelectorAll('script, img, svg, iframe, a').length")
    names = data.operations[:3]._repr_html_()
    page.set_content(f"<!doctype html><title>calm</title>{names}", wait_until="load")

    assert ("calm", 0, [], True) == (page.title(), strange, asked, "<" in page.inner_text("table") or bool(names))
