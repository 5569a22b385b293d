"""Time in the page: words, axis, brush, play, print."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import mapping_samples as samples
import pytest

from geomap.mapping import render_page
from geomap.mapping.clock import UNIX_EPOCH_ORDINAL
from geomap.model import EventMap

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def html() -> str:
    return render_page(samples.five(), basemap="none")


def test_days_agree_with_pythons_calendar(show: Callable[..., Page], html: str) -> None:
    page = show(html)
    days = [date(1, 1, 1), date(4, 2, 29), date(99, 12, 31), date(1582, 10, 15), date(1900, 2, 28), date(1970, 1, 1),
            date(2000, 2, 29), date(2021, 1, 18), date(9999, 12, 31)]  # fmt: skip
    days += [date(1, 1, 1) + timedelta(days=997 * step) for step in range(3660)]
    numbers = [day.toordinal() - UNIX_EPOCH_ORDINAL for day in days]
    assert page.evaluate("(n) => n.map(geomap.dates.iso)", numbers) == [day.isoformat() for day in days]
    assert page.evaluate("(t) => t.map(geomap.dates.parse)", [day.isoformat() for day in days]) == numbers


WORDS = {
    (None, None): "Date not known",
    (None, "2021-01-18"): "by 18 January 2021",
    ("2021-01-18", None): "from 18 January 2021",
    ("2020-11-10", "2020-11-10"): "10 November 2020",
    ("2021-02-01", "2021-02-12"): "1–12 February 2021",
    ("2020-09-27", "2020-11-10"): "27 September – 10 November 2020",
    ("2020-12-30", "2021-01-02"): "30 December 2020 – 2 January 2021",
    ("2020-07-01", "2020-08-31"): "July–August 2020",
    ("2020-02-01", "2020-02-29"): "February 2020",
    ("2020-12-01", "2021-01-31"): "December 2020 – January 2021",
    ("2020-01-01", "2020-12-31"): "2020",
    ("1914-01-01", "1918-12-31"): "1914–1918",
}


def test_dates_in_words(show: Callable[..., Page], html: str) -> None:
    page = show(html)
    days = [
        [date.fromisoformat(day).toordinal() - UNIX_EPOCH_ORDINAL if day else -(2**31) for day in pair]
        for pair in WORDS
    ]
    assert page.evaluate("(all) => all.map(([a, b]) => geomap.dates.range(a, b))", days) == list(WORDS.values())


def spread(first: date, last: date) -> EventMap:
    five = samples.five()
    gap = (last - first) / 4
    moved = [replace(e, date_from=first + k * gap, date_to=first + k * gap, edtf="") for k, e in enumerate(five.events)]
    return EventMap(tuple(moved), five.annotations, five.title)


@pytest.mark.parametrize(
    ("first", "last"),
    [(date(1, 1, 1), date(5000, 12, 31)), (date(1812, 6, 1), date(1945, 9, 2)), (date(2021, 1, 18), date(2021, 1, 18))],
)
def test_brush_spans_five_thousand_years_and_one_day(show: Callable[..., Page], first: date, last: date) -> None:
    page = show(render_page(spread(first, last), basemap="none"))
    ticks = page.evaluate(
        "() => { const { timeline, clock } = geomap.desks[0].brush; "
        "return clock.ticks(timeline.at(8), timeline.at(timeline.width - 8), timeline.width - 16); }"
    )
    assert 1 <= len(ticks) <= 14
    right = page.locator(".gm-handle[aria-label=To]")
    right.focus()
    page.keyboard.press("Home")
    shown = page.evaluate("() => geomap.desks[0].store.visible.length")
    assert shown == (5 if first == last else 1)
    page.keyboard.press("End")
    assert page.evaluate("() => geomap.desks[0].store.visible.length") == 5


def test_handles_drag_and_the_window_moves(show: Callable[..., Page], html: str) -> None:
    page = show(html)
    box = page.locator(".gm-track").bounding_box()
    assert box
    handle = page.locator(".gm-handle[aria-label=From]").bounding_box()
    assert handle
    y = handle["y"] + handle["height"] / 2
    page.mouse.move(handle["x"] + 12, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, y, steps=5)
    page.mouse.up()
    state = page.evaluate("() => ({from: geomap.desks[0].store.state.from, n: geomap.desks[0].store.visible.length})")
    assert state["n"] == 2  # the arrival and the planned exercises
    window = page.locator(".gm-window").bounding_box()
    assert window
    page.mouse.move(window["x"] + window["width"] / 2, y)
    page.mouse.down()
    page.mouse.move(window["x"] + window["width"] / 2 - 90, y, steps=5)
    page.mouse.up()
    moved = page.evaluate("() => ({...geomap.desks[0].store.state})")
    assert moved["from"] < state["from"]
    page.get_by_role("button", name="All time").click()
    assert page.evaluate("() => geomap.desks[0].store.visible.length") == 5


def test_play_walks_through_time_and_stops(show: Callable[..., Page], page: Page, html: str) -> None:
    page.clock.install()
    show(html)
    page.get_by_role("button", name="Play").click()
    seen = set()
    for _ in range(40):
        page.clock.run_for(900)
        seen |= set(page.evaluate("() => Array.from(geomap.desks[0].store.visible)"))
        if page.get_by_role("button", name="Play").count():
            break
    assert seen == {0, 1, 2, 3, 4}
    assert page.get_by_role("button", name="Play").count() == 1


def test_print_lists_every_event_with_its_sources(show: Callable[..., Page], html: str) -> None:
    page = show(html)
    page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    text = page.locator(".gm-print").inner_text()
    assert text.count("Example News") == 5
    assert "https://news.example.org/drill?a=1&b=2" in text
    page.evaluate("() => window.dispatchEvent(new Event('afterprint'))")
    assert page.locator(".gm-print").count() == 0
