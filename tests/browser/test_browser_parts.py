"""Every part stands on any folium map, and a page of very many events is whole to its last row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import folium
import mapping_samples as samples
import pytest

from geomap.mapping import EventLayer, EventList, FilterBar, OfflineBasemap, SourcePanel, TimeBrush, render_page, seal
from geomap.mapping.plugins import LayerPanel
from geomap.model import EventMap

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

PARTS = {
    "OfflineBasemap": (OfflineBasemap, "canvas.gm-sheet"),
    "TimeBrush": (TimeBrush, ".gm-brush .gm-handle"),
    "EventList": (EventList, ".gm-list .gm-row"),
    "FilterBar": (FilterBar, ".gm-bar .gm-search"),
    "LayerPanel": (LayerPanel, ".gm-legend .gm-check"),
    "SourcePanel": (SourcePanel, ".gm-sources"),
}


@pytest.mark.parametrize("name", PARTS)
def test_a_part_stands_on_any_folium_map(show: Callable[..., Page], name: str) -> None:
    part, sign = PARTS[name]
    drawn = folium.Map(location=(40, 45), zoom_start=6, tiles=None)
    EventLayer(samples.five()).add_to(drawn)
    part().add_to(drawn)
    page = show(seal(drawn, title=name))
    page.wait_for_selector(sign, state="attached")
    assert page.evaluate("() => geomap.desks[0].view.drawn.reduce((n, d) => n + d.n, 0)") == 5
    assert not page.locator("body.gm-desk").count()


def test_all_parts_share_one_state_on_a_plain_map(show: Callable[..., Page]) -> None:
    drawn = folium.Map(location=(40, 45), zoom_start=6, tiles=None)
    EventLayer(samples.five()).add_to(drawn)
    for part, _ in PARTS.values():
        part().add_to(drawn)
    page = show(seal(drawn, title="All parts"))
    page.locator(".gm-search").fill("karabakh")
    page.wait_for_function("() => geomap.desks[0].store.visible.length === 2")
    assert page.locator(".gm-row").count() == 2
    page.locator(".gm-row").first.click()
    assert page.locator(".gm-card h3").inner_text() == "Second Karabakh war"


def test_no_further_out_than_the_world_and_no_closer_than_the_ground(show: Callable[..., Page], page: Page) -> None:
    html = render_page(samples.five())
    show(html)
    assert page.evaluate("() => [geomap.desks[0].map.getMinZoom(), geomap.desks[0].map.getMaxZoom()]") == [2, 12]
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_function("() => geomap.desks[0].map.getMinZoom() === 1")


def test_the_last_of_very_many_events_is_reached(show: Callable[..., Page], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geomap.mapping.payload.BRIEF_FROM", 1)
    monkeypatch.setattr("geomap.mapping.payload.BARE_FROM", 1)
    count = 100_000  # taller than a browser can make an element, were every row to have its place
    event = samples.many(1).events[0]
    events = tuple(replace(event, id=f"e{number}", title=f"Event {number}") for number in range(count))
    page = show(render_page(EventMap(events), basemap="none"))
    rows = page.locator(".gm-rows")
    rows.focus()
    page.keyboard.press("End")
    page.wait_for_function("() => [...document.querySelectorAll('.gm-row')].pop().textContent.includes('Event 99999')")
    box, last = rows.bounding_box(), page.locator(".gm-row").last.bounding_box()
    assert box
    assert last
    assert last["y"] + last["height"] <= box["y"] + box["height"] + 1
    rows.evaluate("(node) => { node.scrollTop = node.scrollHeight / 2; }")
    page.wait_for_function(
        "() => { const k = Number(document.querySelector('.gm-row').getAttribute('aria-posinset')); "
        "return k > 49000 && k < 51000; }"
    )
    page.locator(".gm-search").fill('"event 5"')
    page.wait_for_function("() => geomap.desks[0].store.visible.length === 1")
    assert page.evaluate("() => geomap.desks[0].store.id(geomap.desks[0].store.visible[0])") == "e5"
