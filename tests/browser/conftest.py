"""A real headless Chromium for the page's tests.

Looked for in ``GEOMAP_CHROMIUM``, then Debian's places, then Playwright's own. Under ``CI=true`` a missing browser is a
failure; elsewhere the tests skip and name the command that would enable them.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "mapping"))

HINT = "no headless Chromium: run `make browser`"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    from geomap.errors import GeomapError

    try:
        from playwright.sync_api import sync_playwright

        from geomap.mapping.picture import launch
    except ImportError:
        _missing("the package playwright is not installed")
        return
    with sync_playwright() as playwright:
        try:
            started = launch(playwright)
        except GeomapError as error:
            _missing(str(error))
            return
        yield started
        started.close()


def _missing(why: str) -> None:
    if os.environ.get("CI") == "true":
        pytest.fail(f"{HINT} ({why})")
    pytest.skip(f"{HINT} ({why})")


class Watched:
    """A page and everything about it that should not happen."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.trouble: list[str] = []
        page.on("console", lambda told: self.trouble.append(f"console {told.type}: {told.text}"))
        page.on("pageerror", lambda error: self.trouble.append(f"error: {error}"))
        page.on("dialog", self._dialog)
        page.on("request", self._request)

    def _dialog(self, dialog: object) -> None:
        self.trouble.append(f"dialog: {dialog}")
        dialog.dismiss()  # type: ignore[attr-defined]

    def _request(self, request: object) -> None:
        url = request.url  # type: ignore[attr-defined]
        if not url.startswith(("file:", "data:", "blob:")):
            self.trouble.append(f"request: {url}")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Give a fresh page that must end without console message, error, dialog or network request."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, reduced_motion="reduce", accept_downloads=True, color_scheme="light"
    )
    watched = Watched(context.new_page())
    yield watched.page
    trouble = list(watched.trouble)
    context.close()
    assert trouble == []


@pytest.fixture
def show(page: Page, tmp_path: Path) -> Callable[..., Page]:
    """Return a function that opens HTML from ``file://`` and waits until the map is ready."""

    def opened(html: str, *, address: str = "") -> Page:
        path = tmp_path / "map.html"
        path.write_text(html, encoding="utf-8")
        page.goto(path.as_uri() + address)
        page.wait_for_function("() => document.documentElement.dataset.geomap === 'ready'")
        return page

    return opened
