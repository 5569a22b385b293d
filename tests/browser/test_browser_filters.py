"""One filter state: what the map, the list, the brush, the counts, the address and the download show is the same."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import mapping_samples as samples
import pytest

from geomap.exporting import export
from geomap.mapping import render_page
from geomap.model import EventMap

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

STORE = "geomap.desks[0].store"
DRAWN = "() => geomap.desks[0].view.drawn.reduce((n, d) => n + d.n, 0)"
FRAME = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.fixture(scope="module")
def html() -> str:
    return render_page(samples.many(300), basemap="none")


def visible(page: Page) -> list[str]:
    ids: list[str] = page.evaluate(f"() => Array.from({STORE}.visible, (i) => {STORE}.id(i))")
    return ids


def assert_in_step(page: Page) -> None:
    """The list's count, the legend's tallies, the clusters on a world view and the download agree."""
    page.evaluate(FRAME)
    ids = visible(page)
    assert page.locator(".gm-name p").inner_text().startswith(f"{len(ids)} of 300 events")
    page.evaluate("() => { geomap.desks[0].map.setView([20, 20], 2, {animate: false}); }")
    page.evaluate(FRAME)
    assert page.evaluate(DRAWN) == len(ids)
    collection = json.loads(page.evaluate(f"() => geomap.exports.toGeoJSON({STORE})"))
    assert [feature["id"] for feature in collection["features"]] == ids
    table = page.evaluate(f"() => geomap.exports.toCSV({STORE})")
    assert table.count("\r\n") == len(ids) + 1


def test_filters_work_together_and_survive_in_the_address(show: Callable[..., Page], html: str) -> None:
    page = show(html)
    everything = samples.many(300).events
    page.locator(".gm-legend .gm-check").nth(5).locator("input").uncheck()  # talks and agreements
    left = [e.id for e in everything if e.type.value not in {"AGREE", "CONSULT", "SUPPORT", "CONCEDE"}]
    assert visible(page) == left
    assert_in_step(page)

    page.locator(".gm-tools > select").nth(1).select_option("Paper 4")
    names = {e.id for e in everything if e.sources[0].source == "Paper 4"}
    left = [name for name in left if name in names]
    assert visible(page) == left
    assert_in_step(page)

    page.evaluate(f"() => {STORE}.set({{confidence: 50, precision: 2, from: 18900, to: 19600}})")
    by_id = {e.id: e for e in everything}
    kept = [
        name
        for name in left
        if round(by_id[name].confidence * 100) >= 50
        and (by_id[name].where_prec or 9) <= 2
        and by_id[name].date_from.toordinal() - 719163 <= 19600  # type: ignore[union-attr]
        and by_id[name].date_to.toordinal() - 719163 >= 18900  # type: ignore[union-attr]
    ]
    assert visible(page) == kept
    assert 0 < len(kept) < len(left)
    page.wait_for_function("() => location.hash.includes('sure=50') && location.hash.includes('precise=2')")

    address = page.evaluate("() => location.hash")
    page.goto("about:blank")
    show(html, address=address)
    assert visible(page) == kept
    page.locator(".gm-list-head button").click()
    assert len(visible(page)) == 300


def test_text_search_folds_marks_and_reads_evidence(show: Callable[..., Page], html: str) -> None:
    page = show(html)
    page.locator(".gm-search").fill("KHÁRKIV residents")
    page.wait_for_function(f"() => {STORE}.visible.length < 300")
    expected = [e.id for e in samples.many(300).events if "Kharkiv" in e.title]
    assert visible(page) == expected


@pytest.mark.parametrize(
    ("sought", "found"),
    [("kar", True), ("arabakh", False), ("war", True), ("aba", False), ('"kara"', False), ('"karabakh war"', True),
     ("second “karabakh war”", True), ("azer", True), ('"war karabakh"', False), ("43 kara", False)],
)  # fmt: skip
def test_search_goes_by_the_beginnings_of_words(show: Callable[..., Page], sought: str, found: bool) -> None:
    page = show(render_page(samples.five(), basemap="none"))
    page.evaluate(f"(text) => {STORE}.set({{ text }})", sought)
    assert ("ev-2" in visible(page)) is found


def test_search_finds_inside_scripts_without_spaces(show: Callable[..., Page]) -> None:
    event = samples.five_events()[0]
    renamed = replace(event, title="外交部長訪問台北", place_name="台北")
    page = show(render_page(EventMap((renamed,)), basemap="none"))
    page.evaluate(f"() => {STORE}.set({{ text: '訪問' }})")
    assert visible(page) == ["ev-1"]


def test_a_card_closes_when_its_event_is_filtered_out(show: Callable[..., Page]) -> None:
    page = show(render_page(samples.five(), basemap="none"))
    page.locator(".gm-row").nth(1).click()
    page.locator(".gm-card").wait_for()
    page.locator(".gm-legend .gm-check input").nth(5).uncheck()  # talks: the war's card stays
    page.evaluate(FRAME)
    assert page.locator(".gm-card h3").inner_text() == "Second Karabakh war"
    page.locator(".gm-legend .gm-check input").nth(0).uncheck()  # fighting: it goes
    page.wait_for_selector(".gm-card", state="detached")
    assert page.evaluate(f"() => {STORE}.state.selected") == -1
    page.wait_for_function("() => !location.hash.includes('event=')")


def test_sources_in_the_layer_panel_filter_too(show: Callable[..., Page], html: str) -> None:
    page = show(html)
    page.locator(".gm-papers summary").click()
    button = page.locator(".gm-paper", has_text="Paper 4").first
    name = button.locator("bdi").inner_text()
    told = int(button.locator(".gm-tally").inner_text())
    button.click()
    assert len(visible(page)) == told
    assert page.locator(".gm-tools > select").nth(1).input_value() == name
    assert button.get_attribute("aria-pressed") == "true"
    assert_in_step(page)
    button.click()
    assert len(visible(page)) == 300


def test_the_legend_and_the_type_menu_show_one_state(show: Callable[..., Page], html: str) -> None:
    page = show(html)
    page.locator(".gm-tools .gm-menu summary").first.click()
    page.locator(".gm-tools .gm-menu").first.locator("input").first.uncheck()
    assert not page.locator(".gm-legend .gm-check input").first.is_checked()
    page.locator(".gm-legend .gm-check input").first.check()
    assert page.locator(".gm-tools .gm-menu").first.locator("input").first.is_checked()


def test_counts_say_what_a_choice_would_leave(show: Callable[..., Page], html: str) -> None:
    page = show(html)
    told = page.locator(".gm-legend .gm-check").first.locator(".gm-tally").inner_text()
    page.evaluate(f"() => {STORE}.set({{groups: {STORE}.state.groups.map((_, k) => k === 0)}})")
    assert len(visible(page)) == int(told)
    # The other kinds still say what they would add.
    assert page.locator(".gm-legend .gm-check").nth(1).locator(".gm-tally").inner_text() != "0"


def test_download_button_gives_a_file(show: Callable[..., Page], html: str) -> None:
    page = show(html, address="#find=gaza")
    page.locator(".gm-icon-download").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="GeoJSON").click()
    assert waiting.value.suggested_filename == "events.geojson"
    collection = json.loads(waiting.value.path().read_text(encoding="utf-8"))
    assert [feature["id"] for feature in collection["features"]] == visible(page)


def test_packed_and_plain_pages_know_the_same(show: Callable[..., Page], monkeypatch: pytest.MonkeyPatch) -> None:
    columns = (
        f"Object.entries({STORE}.columns).filter(([name]) => !name.endsWith('#'))"
        ".map(([name, values]) => [name, Array.from(values)])"
    )
    rows = f"Array.from({{length: {STORE}.n}}, (_, i) => [{STORE}.id(i), {STORE}.title(i), {STORE}.detail(i)])"
    told = f"() => ({{columns: {columns}, rows: {rows}}})"
    monkeypatch.setattr("geomap.mapping.payload.PLAIN_LIMIT", 10**9)
    plain = show(render_page(samples.five(), basemap="none")).evaluate(told)
    monkeypatch.setattr("geomap.mapping.payload.PLAIN_LIMIT", 0)
    packed = show(render_page(samples.five(), basemap="none")).evaluate(told)
    assert packed == plain


def test_many_events_in_one_place_fan_out(show: Callable[..., Page]) -> None:
    few = samples.many(12)
    together = replace(few, events=tuple(replace(e, geometry=samples.Point(30, 10)) for e in few.events))
    page = show(render_page(together, basemap="none"))
    page.mouse.move(0, 0)
    spot = page.evaluate(
        "() => { const d = geomap.desks[0], i = d.view.drawn[0], "
        "r = d.view.glyphSheet._container.getBoundingClientRect(); "
        "return [r.left + i.x, r.top + i.gy, i.n]; }"
    )
    assert spot[2] == 12
    page.mouse.click(spot[0], spot[1])
    page.wait_for_function("() => geomap.desks[0].view.drawn.length === 12")
    assert page.evaluate("() => geomap.desks[0].view.drawn.every((d) => d.n === 1)")
    glyph = page.evaluate(
        "() => { const d = geomap.desks[0], i = d.view.drawn[4], "
        "r = d.view.glyphSheet._container.getBoundingClientRect(); "
        "return [r.left + i.x, r.top + i.gy, d.store.title(i.first)]; }"
    )
    page.mouse.click(glyph[0], glyph[1])
    assert page.locator(".gm-card h3").inner_text() == glyph[2]


def test_several_events_of_one_area_are_chosen_from(show: Callable[..., Page]) -> None:
    page = show(render_page(samples.five(), basemap="none"))
    spot = page.evaluate(
        "() => { const m = geomap.desks[0].map, p = m.latLngToContainerPoint([39.5, 46.9]); "
        "const r = m.getContainer().getBoundingClientRect(); return [r.left + p.x, r.top + p.y]; }"
    )
    page.mouse.click(*spot)
    choices = page.locator(".gm-chooser .gm-choice")
    assert choices.count() == 3  # the war, the accord, and Azerbaijan's exercises round them
    choices.nth(1).click()
    assert page.locator(".gm-card h3").inner_text() == "Accord that ended the war over Karabakh"
    assert page.evaluate(f"() => {STORE}.state.selected") == 2


def test_a_click_in_a_province_opens_its_event(show: Callable[..., Page]) -> None:
    page = show(render_page(samples.five(), basemap="none"))
    spot = page.evaluate(
        "() => { const m = geomap.desks[0].map, p = m.latLngToContainerPoint([40.15, 42.6]); "
        "const r = m.getContainer().getBoundingClientRect(); return [r.left + p.x, r.top + p.y]; }"
    )
    page.mouse.click(*spot)
    assert page.locator(".gm-card h3").inner_text() == "Joint winter military exercises of Azerbaijan and Turkey"


def test_table_names_its_columns_as_the_export_does(show: Callable[..., Page], tmp_path: Path) -> None:
    export(samples.five(), tmp_path / "events.csv")
    with (tmp_path / "events.csv").open(encoding="utf-8", newline="") as stream:
        written = list(csv.DictReader(stream))
    page = show(render_page(samples.five()))
    table = page.evaluate(f"() => geomap.exports.toCSV({STORE})")
    told = {row["id"]: row for row in csv.DictReader(io.StringIO(table, newline=""))}
    assert set(told["ev-1"]) <= set(written[0])
    assert any(json.loads(row["recipients"]) for row in written)
    for row in written:
        for name in ("label", "status", "place_name", "place_id", "start", "end"):
            assert told[row["id"]][name] == row[name]
        for name in ("actors", "recipients"):
            assert json.loads(told[row["id"]][name]) == json.loads(row[name])


def test_status_counts_only_kinds_that_stand_in_the_menu(show: Callable[..., Page]) -> None:
    page = show(render_page(samples.five()))
    menu = page.locator(".gm-menu").nth(1)
    menu.locator("summary").click()
    rows = menu.locator(".gm-check:visible")
    kinds = rows.count()
    rows.first.locator("input").click()
    page.evaluate(FRAME)
    assert menu.locator("summary").inner_text() == f"Status · {kinds - 1}"


def test_places_mentioned_are_shown_and_fitted_without_events(show: Callable[..., Page]) -> None:
    page = show(render_page(replace(samples.five(), events=())))
    assert page.evaluate(f"() => {STORE}.state.layers.mentions")
    assert page.evaluate("() => geomap.desks[0].map.getBounds().contains([40.6, 43.1])")
    assert page.evaluate("() => geomap.desks[0].map.getZoom()") > 3
