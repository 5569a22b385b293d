"""The basemap: small enough for one page, GeoJSON that a map can draw."""

from __future__ import annotations

import json

import pytest
import shapely

from geomap.spatial.basemap import LAYERS, load_basemap, packed_basemap
from geomap.spatial.coordinates import find_coordinates, mgrs


def test_it_is_small_and_whole() -> None:
    assert len(packed_basemap().encode()) <= 1_400_000
    basemap = load_basemap()
    assert set(basemap) == set(LAYERS)
    assert len(basemap["land"]["features"]) >= 240
    assert 300 <= len(basemap["cities"]["features"]) <= 3_500
    assert {"code", "name"} == set(basemap["land"]["features"][0]["properties"])
    for layer in basemap.values():
        for feature in layer["features"]:
            shape = shapely.from_geojson(json.dumps(feature["geometry"]))
            west, south, east, north = shape.bounds
            assert min(west + 180, 180 - east, south + 90, 90 - north) >= -0.01


def test_contested_lines_are_apart_from_the_others() -> None:
    basemap = load_basemap()
    notes = {feature["properties"]["note"] for feature in basemap["disputed"]["features"]}
    assert {"Line of Control and Kashmir", "Kosovo", "Western Sahara", "Crimea, held by Russia since 2014"} <= notes
    pairs = {(one["properties"]["a"], one["properties"]["b"]) for one in basemap["borders"]["features"]}
    assert ("AM", "TR") in pairs
    assert ("RS", "XK") not in pairs


def test_capitals_come_before_villages() -> None:
    cities = [one["properties"] for one in load_basemap()["cities"]["features"]]
    ranks = {(one["name"], one["country"]): one["rank"] for one in cities}
    assert ranks["London", "GB"] == ranks["Tokyo", "JP"] == 2
    assert ranks["London", "CA"] > 2
    assert all(2 <= rank <= 7 for rank in ranks.values())
    assert {"DZ", "GS", "TR"} <= {one["country"] for one in cities if one["capital"]}


def test_a_map_of_the_world_names_no_hamlets() -> None:
    basemap = load_basemap()
    least = {2: 300_000, 3: 50_000, 4: 20_000, 5: 1_000}
    for one in (feature["properties"] for feature in basemap["cities"]["features"]):
        assert one["population"] >= least.get(one["rank"], 0), one
    names = {one["properties"]["name"]: one["properties"] for one in basemap["labels"]["features"]}
    assert {"China", "United States", "Ivory Coast", "DR Congo"} <= set(names)
    assert max(len(name) for name, one in names.items() if one["rank"] <= 3) <= 24
    assert names["Australia"]["rank"] < names["Coral Sea Islands"]["rank"] == 7


@pytest.mark.parametrize(
    ("text", "lon", "lat"),
    [
        ("at 40°36′N 43°05′E today", 43.08333, 40.6),
        ("54°48'S 68°18'W.", -68.3, -54.8),
        ("N 28° 44' 12\" W 088° 21' 57\"", -88.36583, 28.73667),
        ("36.2021, 37.1343", 37.1343, 36.2021),
        ("coordinates 36.202, 37.134", 37.134, 36.202),
        ("12.4634° S, 130.8456° E", 130.8456, -12.4634),
        ("40.6 N, 43.1 E", 43.1, 40.6),
    ],
)
def test_coordinates_are_read(text: str, lon: float, lat: float) -> None:
    (found,) = find_coordinates(text)
    assert (found.lon, found.lat) == (pytest.approx(lon, abs=1e-4), pytest.approx(lat, abs=1e-4))
    assert text[found.start : found.end].strip() == text[found.start : found.end]


@pytest.mark.parametrize("text", ["index 1.234, 5.678", "99.1234, 200.1234", "on page 40, 43", "95°N 10°E", "ISO 8601"])
def test_other_figures_are_not_coordinates(text: str) -> None:
    assert list(find_coordinates(text)) == []


def test_mgrs_of_known_places() -> None:
    tower = mgrs("31", "U", "DQ", "4825111932")
    house = mgrs("56", "H", "LH", "3487352200")  # Sydney Opera House
    assert tower is not None
    assert house is not None
    assert tower[:2] == (pytest.approx(2.2945, abs=0.001), pytest.approx(48.8583, abs=0.001))
    assert house[:2] == (pytest.approx(151.215, abs=0.01), pytest.approx(-33.857, abs=0.01))
    assert mgrs("31", "U", "JQ", "4825111932") is None
