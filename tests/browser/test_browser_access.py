"""Everyone can use the page: axe-core finds nothing, and a whole session goes by keyboard alone."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

import mapping_samples as samples
import pytest

from geomap.mapping import render_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

# WCAG 2.2 AA and axe's own best practices.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page) -> list[str]:
    """Run axe-core inside the page (Playwright's evaluate is not held by the page's own policy)."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate((resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate(
        "(tags) => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})", RULES
    )
    return [
        f"{rule['id']}: {rule['help']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


@pytest.fixture(scope="module")
def html() -> str:
    return render_page(samples.five(), embed_text=True)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state(show: Callable[..., Page], page: Page, html: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    show(html)
    page.locator(".gm-row").nth(1).click()
    for part in page.locator(".gm-card details").all():
        part.evaluate("(node) => { node.open = true; }")
    page.locator(".gm-bar .gm-menu summary").first.click()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.locator(".gm-articles").click()
    page.locator(".gm-search").fill("nothing of the kind")
    page.wait_for_selector(".gm-none:not([hidden])")
    assert violations(page) == []


def test_axe_finds_nothing_on_a_phone(show: Callable[..., Page], page: Page, html: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    show(html)
    page.locator(".gm-drawer").click()
    page.locator(".gm-filters").click()
    assert violations(page) == []


def tab_to(page: Page, selector: str, *, back: bool = False) -> None:
    """Press Tab until the focus is on an element that the selector finds."""
    for _ in range(80):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        if page.evaluate("(s) => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"Tab never reached {selector}")


def test_a_whole_session_by_keyboard(show: Callable[..., Page], page: Page, html: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    show(html)
    state = "() => ({...geomap.desks[0].store.state, n: geomap.desks[0].store.visible.length})"

    tab_to(page, ".gm-search")
    page.keyboard.type("azerbaijan")
    page.wait_for_function("() => geomap.desks[0].store.visible.length === 5")
    # Filter by status: open the menu, leave out what happened.
    tab_to(page, ".gm-menu:nth-of-type(2) > summary")
    page.keyboard.press("Enter")
    tab_to(page, ".gm-menu:nth-of-type(2) .gm-check:nth-child(3) input")
    page.keyboard.press("Space")
    page.wait_for_function("() => geomap.desks[0].store.visible.length === 1")
    page.keyboard.press("Space")
    page.keyboard.press("Escape")
    assert page.evaluate("() => document.activeElement.matches('.gm-menu > summary')")
    # Brush: the first handle a few weeks to the right.
    tab_to(page, ".gm-handle[aria-label=From]")
    for _ in range(12):
        page.keyboard.press("ArrowRight")
    told = page.evaluate(state)
    assert told["from"] > told["to"] - 365
    assert told["n"] == 4
    assert page.locator(".gm-handle[aria-label=From]").get_attribute("aria-valuetext") == "21 September 2020"
    # Open an event from the list, which stands before the map; copy its command, close it: the focus comes back.
    tab_to(page, ".gm-rows", back=True)
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.wait_for_selector(".gm-card")
    assert page.evaluate("() => document.activeElement.tagName") == "H3"
    tab_to(page, ".gm-fold:last-of-type > summary")
    page.keyboard.press("Enter")
    tab_to(page, ".gm-fold:last-of-type .gm-button")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('.gm-fold:last-of-type .gm-button').textContent === 'Copied'")
    assert page.evaluate("() => navigator.clipboard.readText()").strip() == (
        "geomap correct 'Kars province' --doc d1 --place"
    )
    page.keyboard.press("Escape")
    page.wait_for_selector(".gm-card", state="detached")
    assert page.evaluate("() => document.activeElement.matches('.gm-rows')")
    # The articles open and close too.
    tab_to(page, ".gm-articles", back=True)
    page.keyboard.press("Enter")
    assert page.locator(".gm-sources").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator(".gm-sources").is_visible()
    assert page.evaluate("() => document.activeElement.matches('.gm-articles')")


def test_escape_closes_a_card_that_the_mouse_opened(show: Callable[..., Page], page: Page, html: str) -> None:
    show(html)
    page.locator(".gm-row").nth(1).click()
    page.wait_for_selector(".gm-card")
    page.keyboard.press("Escape")
    page.wait_for_selector(".gm-card", state="detached")
    assert page.evaluate("() => document.activeElement.matches('.gm-rows')")
