"""The page in a real browser."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import mapping_samples as samples
import pytest
from shapely.geometry import box

from geomap.mapping import render_page
from geomap.model import EventMap, WherePrec

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
    assert "geomap correct 'Kars province' --doc d1 --place" in card.locator(".gm-command").first.text_content()


def test_card_offers_commands_with_the_event_s_whole_id(show: Callable[..., Page]) -> None:
    page = show(render_page(samples.five()))
    page.locator(".gm-row").nth(4).click()
    commands = page.locator(".gm-card .gm-command").all_text_contents()
    assert "geomap correct --event ev-5 --status STATUS" in commands
    assert "geomap correct --event ev-5 --not-an-event" in commands


def test_card_says_what_a_person_corrected(show: Callable[..., Page]) -> None:
    told = "status corrected by ada on 2026-03-01; geomap said happened"
    first, *others = samples.five_events()
    page = show(render_page(EventMap((replace(first, status_reasons=(told,)), *others), (samples.annotation(),))))
    page.locator(".gm-row").nth(0).click()
    assert told in page.locator(".gm-card .gm-facts").inner_text()
    page.locator(".gm-row").nth(1).click()
    assert "orrected" not in page.locator(".gm-card .gm-facts").inner_text()


_SHAPES = "() => geomap.desks[0].view.shapes"


def test_a_relation_goes_with_the_events_that_tell_of_it(show: Callable[..., Page]) -> None:
    said = samples.evidence("The province lies along the Armenian border.", place="the Armenian border")
    first, *others = samples.five_events()
    page = show(render_page(EventMap((replace(first, evidence=(said,)), *others), (samples.annotation(),))))
    shown = f"({_SHAPES})().relations().length"
    assert page.evaluate(shown) == 1
    page.evaluate("() => geomap.desks[0].store.set({ text: 'Karabakh' })")
    assert page.evaluate("() => geomap.desks[0].store.visible.length") > 0
    assert page.evaluate(shown) == 0


def test_a_continent_is_drawn_as_a_mark_and_not_as_an_area(show: Callable[..., Page]) -> None:
    first, *others = samples.five_events()
    asia = replace(first, geometry=box(26.0, -11.0, 180.0, 77.8), where_prec=WherePrec.LARGER)
    page = show(render_page(EventMap((asia, *others), (samples.annotation(),))))
    owned = f"() => [...({_SHAPES})().owners.values()].flat().includes(0)"
    page.wait_for_function(f"() => ({_SHAPES})().owners.size > 0")
    assert not page.evaluate(owned)
    assert page.evaluate("() => geomap.desks[0].store.placed(0)")


def test_the_header_s_range_is_that_of_the_events_seen(show: Callable[..., Page]) -> None:
    page = show(render_page(samples.five()))
    page.evaluate("() => geomap.desks[0].store.set({ text: 'Joint winter' })")
    told = page.locator(".gm-name p")
    told.get_by_text("1 of 5 events").wait_for()
    assert told.inner_text() == "1 of 5 events · 1 article · 1–12 Feb 2021"


def test_an_empty_map_opens(show: Callable[..., Page]) -> None:
    page = show(render_page(EventMap(())))
    assert "No dated event" in page.locator(".gm-none").inner_text()
