"""Names of somebody who means harm, as a notebook shows them in a real browser: seen, and not run."""

from typing import Any

from hostile import SCRIPT, shown_in_cells


def test_a_script_in_a_name_is_shown_and_not_run(browser: Any) -> None:
    """Every weapon in a cell and in the question of a table."""
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    tables = "".join(table._repr_html_() for table in shown_in_cells())
    page.set_content(f"<!doctype html><title>calm</title>{tables}", wait_until="load")
    page.wait_for_timeout(200)
    strange = page.evaluate("document.querySelectorAll('script, img, svg, iframe, a').length")

    assert ("calm", 0, [], True) == (page.title(), strange, asked, SCRIPT in page.inner_text("body"))
