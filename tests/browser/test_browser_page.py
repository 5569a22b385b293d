"""The page in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mapping_samples as samples
import pytest

from geomap.mapping import render_page
from geomap.model import EventMap

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def test_five_events_are_listed_and_drawn(show: Callable[..., Page]) -> None:
    page = show(render_page(samples.five()))
    assert page.locator(".gm-name p").inner_text() == "5 events · 1 article · 1 Jul 2020 – 12 Feb 2021"
    assert page.locator(".gm-row").count() == 5
    drawn = page.evaluate("() => geomap.desks[0].view.drawn.reduce((n, d) => n + d.n, 0)")
    assert drawn == 5


def test_card_tells_the_event(show: Callable[..., Page]) -> None:
    page = show(render_page(samples.five()))
    page.locator(".gm-row").nth(4).click()
    card = page.locator(".gm-card")
    text = card.inner_text()
    assert "1–12 February 2021, planned; reported 18 January 2021" in text
    assert "Kars Province" in text
    assert "Province" in text
    assert "very likely right (94 %)" in text
    assert card.locator("mark.gm-mark-trigger").inner_text() == "train together"
    assert card.locator("a").get_attribute("href") == "https://news.example.org/drill?a=1&b=2"
    assert "geomap correct 'Kars province' --doc d1 --place" in card.locator(".gm-command").text_content()


def test_an_empty_map_opens(show: Callable[..., Page]) -> None:
    page = show(render_page(EventMap(())))
    assert "No dated event" in page.locator(".gm-none").inner_text()
