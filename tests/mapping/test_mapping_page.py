"""The sealed page as text: whole, the same every time, asking for nothing."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace

import folium
import mapping_samples as samples
import pytest
from branca.element import Element

from geomap.errors import DataError, UsageError
from geomap.mapping import EventLayer, TimeBrush, build_map, render_fragment, render_page
from geomap.mapping.sealing import seal
from geomap.model import EventMap

RUNNING = re.compile(r"<script>(.*?)</script>", re.DOTALL)


@pytest.fixture(scope="module")
def html() -> str:
    return render_page(samples.five())


def test_the_same_events_give_the_same_bytes(html: str) -> None:
    assert render_page(samples.five()) == html


def test_nothing_is_linked(html: str) -> None:
    assert not re.search(r"<script[^>]+src=|<link|@import|<iframe|<img", html)
    assert not re.search(r"url\(\s*['\"]?(?!data:|#)", html)


def test_policy_allows_exactly_the_scripts_and_styles_inside(html: str) -> None:
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', html)
    assert found
    directives = dict(part.strip().split(" ", 1) for part in found.group(1).split(";"))
    assert directives["default-src"] == "'none'"
    assert "unsafe" not in found.group(1)

    def hashes(tag: str) -> set[str]:
        texts = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        return {f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in texts}

    assert set(directives["script-src"].split()) == hashes("script")
    assert set(directives["style-src"].split()) == hashes("style")


def test_no_script_holds_words_of_an_article(html: str) -> None:
    for script in RUNNING.findall(html):
        assert "Soldiers from Azerbaijan" not in script


def test_data_block_is_json(html: str) -> None:
    block = re.search(r'<script type="application/json"[^>]*>(.*?)</script>', html, re.DOTALL)
    assert block
    data = json.loads(block.group(1))
    assert data["count"] == 5
    assert [data["strings"][number] for number in data["columns"]["title"]] == [
        event.title for event in samples.five().events
    ]


def test_title_is_the_callers_then_the_maps_then_plain() -> None:
    assert "<title>Mine &amp; yours</title>" in render_page(samples.five(), title="Mine & yours", basemap="none")
    assert "<title>Winter drill near the frontier</title>" in render_page(samples.five(), basemap="none")
    assert "<title>Events on the map</title>" in render_page(EventMap(()), basemap="none")


def test_only_osm_may_load_images_from_elsewhere() -> None:
    assert "tile.openstreetmap.org" in render_page(samples.five(), basemap="osm")
    assert "img-src data: blob:;" in render_page(samples.five(), basemap="none")


def test_unknown_basemap_and_layer_are_named() -> None:
    with pytest.raises(UsageError, match="satellite"):
        build_map(samples.five(), basemap="satellite")
    with pytest.raises(UsageError, match="roads"):
        build_map(samples.five(), layers=["roads"])


def test_fragment_is_the_page_in_a_frame_of_its_own() -> None:
    fragment = render_fragment(samples.five())
    assert fragment.startswith("<iframe srcdoc=")
    assert "allow-same-origin" not in fragment
    assert '<script type="application' not in fragment  # all of it is escaped inside the attribute


def test_parts_stand_on_any_folium_map() -> None:
    drawn = folium.Map(tiles=None)
    EventLayer(samples.five()).add_to(drawn)
    TimeBrush().add_to(drawn)
    root = drawn.get_root().render()
    assert root.count("geomap.addEvents(map_") == 1
    assert root.count("geomap.Store = Store") == 1


def test_a_part_alone_says_what_it_needs() -> None:
    with pytest.raises(TypeError, match="folium map"):
        TimeBrush().render()


def test_a_map_that_links_elsewhere_cannot_be_sealed() -> None:
    drawn = folium.Map(tiles=None)
    drawn.get_root().header.add_child(Element('<script src="https://x.example/a.js"></script>'), name="stranger")
    with pytest.raises(DataError, match="stranger"):
        seal(drawn, title="x")


def test_places_mentioned_are_on_where_there_is_no_event() -> None:
    def shown(event_map: EventMap) -> bool:
        found = re.search(r'"shown":\s*\[([^\]]*)\]', render_page(event_map))
        assert found
        return "mentions" in found.group(1)

    assert not shown(samples.five())
    assert shown(replace(samples.five(), events=()))
