"""Times of day: a map of one hour counts minutes, in words, on the axis, by the keyboard and in the address."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import mapping_samples as samples
import pytest

from geomap.mapping import render_page
from geomap.model import EventMap

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

DAY = date(2021, 1, 18)
TIMES = ("T14:00", "T14:12/T14:20", "T14:30", "T14:45/T14:55", "T14:59")
STORE = "geomap.desks[0].store"


@pytest.fixture(scope="module")
def html() -> str:
    events = []
    for event, times in zip(samples.five_events(), TIMES, strict=True):
        edtf = "/".join(f"{DAY}{time}" for time in times.split("/"))
        events.append(replace(event, date_from=DAY, date_to=DAY, edtf=edtf))
    return render_page(EventMap(tuple(events), samples.five().annotations, "One hour"), basemap="none")


def test_one_hour_is_brushed_by_the_minute(show: Callable[..., Page], html: str) -> None:
    page = show(html)
    assert page.locator(".gm-range").inner_text() == "18 Jan 2021, 14:00–14:59"
    assert page.locator(".gm-brush .gm-select").input_value() == "minute"
    left = page.locator(".gm-handle[aria-label=From]")
    left.focus()
    for _ in range(13):
        page.keyboard.press("ArrowRight")
    assert left.get_attribute("aria-valuetext") == "18 January 2021, 14:13"
    # Of the five the first is over; the second lasts until 14:20.
    assert page.evaluate(f"() => Array.from({STORE}.visible)") == [1, 2, 3, 4]
    page.locator(".gm-brush .gm-select").select_option("quarter")
    left.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert left.get_attribute("aria-valuetext") == "18 January 2021, 14:30"
    assert page.evaluate(f"() => Array.from({STORE}.visible)") == [2, 3, 4]


def test_times_of_day_survive_in_the_address(show: Callable[..., Page], page: Page, html: str) -> None:
    show(html, address="#time=2021-01-18T14:20/2021-01-18T14:45")
    assert page.evaluate(f"() => Array.from({STORE}.visible)") == [1, 2, 3]
    page.wait_for_function("() => location.hash.includes('time=2021-01-18T14%3A20%2F2021-01-18T14%3A45')")
    page.goto("about:blank")
    show(html, address="#time=2021-01-18/2021-01-18")
    assert page.evaluate(f"() => {STORE}.visible.length") == 5


def test_hours_stand_on_the_axis_and_in_the_list(show: Callable[..., Page], html: str) -> None:
    page = show(html)
    labels = page.evaluate(
        "() => { const { timeline, clock } = geomap.desks[0].brush; return clock.ticks(timeline.at(8), "
        "timeline.at(timeline.width - 8), timeline.width - 16).map((tick) => tick.label); }"
    )
    assert {"14:15", "14:30", "14:45"} <= set(labels)
    assert "18 Jan 2021, 14:12–14:20" in page.locator(".gm-row").nth(1).inner_text()
    download = page.evaluate(f"() => JSON.parse(geomap.exports.toGeoJSON({STORE})).features[1].properties")
    assert (download["start"], download["end"]) == ("2021-01-18", "2021-01-18")
    assert download["edtf"] == "2021-01-18T14:12/T14:20".replace("/T", "/2021-01-18T")


WORDS = {
    (0, 1439): "18 January 2021",
    (870, 870): "18 January 2021, 14:30",
    (870, 900): "18 January 2021, 14:30–15:00",
    (870, 1440 + 60): "18 January 2021, 14:30 – 19 January 2021, 01:00",
    (0, 2 * 1440 - 1): "18–19 January 2021",
    (None, 870): "by 18 January 2021, 14:30",
    (870, None): "from 18 January 2021, 14:30",
}


def test_times_in_words(show: Callable[..., Page], html: str) -> None:
    page = show(html)
    midnight = (DAY.toordinal() - 719163) * 1440
    pairs = [[-(2**31) if end is None else midnight + end for end in pair] for pair in WORDS]
    said = page.evaluate("(all) => all.map(([a, b]) => new geomap.Clock(1440).range(a, b))", pairs)
    assert said == list(WORDS.values())


def test_a_closer_look_fills_the_axis_and_all_time_comes_back(show: Callable[..., Page], html: str) -> None:
    page = show(html, address="#time=2021-01-18T14:20/2021-01-18T14:45")
    page.get_by_role("button", name="Fill the axis with this window").click()
    axis = page.evaluate("() => { const { axis } = geomap.desks[0].brush.timeline; return axis.to - axis.from; }")
    assert axis == 25
    page.get_by_role("button", name="All time").click()
    assert page.evaluate("() => geomap.desks[0].brush.timeline.axis.to - geomap.desks[0].brush.span.from") == 59
    assert page.evaluate(f"() => {STORE}.visible.length") == 5
    page.locator(".gm-track").hover()
    page.mouse.wheel(0, -300)
    page.wait_for_function(
        "() => { const { axis } = geomap.desks[0].brush.timeline; return axis.to - axis.from < 50; }"
    )
