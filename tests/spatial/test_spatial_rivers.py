"""Rivers: which one is meant, which way it flows, stretches up and down from a place; mouths are facts of the map."""

from __future__ import annotations

import pytest
import shapely
from golden_checks import haversine

from geomap.spatial import open_shapes
from geomap.spatial.anchors import Anchor
from geomap.spatial.rivers import River, along_river, river, river_at
from geomap.spatial.streams import course_part, flow, from_place, mouth

SHAPES = open_shapes()
# Where rivers end: longitude and latitude, to half a degree or so.
MOUTHS = {
    "Nile": (31.0, 31.4), "Danube": (29.7, 45.2), "Mekong": (106.5, 10.0), "Niger": (6.0, 4.5),
    "Orinoco": (-61.0, 9.0), "Amazon": (-51.0, -1.0), "Euphrates": (47.4, 31.0), "Mississippi": (-89.3, 29.1),
    "Dnieper": (32.3, 46.5), "Volga": (47.9, 45.7), "Tigris": (47.4, 31.0), "Zambezi": (36.2, -18.8),
    "Indus": (67.5, 24.0), "Ganges": (90.2, 23.5), "Brahmaputra": (89.7, 24.0), "Yalu": (124.3, 39.9),
    "Siverskyi Donets": (40.9, 47.6), "Paraná": (-58.4, -34.0), "Murray": (139.0, -35.4), "Yukon": (-164.0, 62.7),
    "Limpopo": (33.5, -25.2), "White Nile": (32.5, 15.6), "Blue Nile": (32.5, 15.6), "Oder": (14.6, 53.6),
    "Ucayali": (-73.5, -4.5), "Sava": (20.4, 44.8), "Drina": (19.4, 44.9), "Jordan": (35.5, 31.7),
    "Helmand": (61.7, 31.0), "Dniester": (30.3, 46.2), "Prut": (28.2, 45.5), "Rhine": (4.3, 52.0),
    "Yangtze": (121.5, 31.5), "Irrawaddy": (95.0, 16.0), "Loire": (-2.2, 47.3), "Vistula": (18.9, 54.3),
    "Missouri": (-90.1, 38.8), "Ohio": (-89.1, 37.0), "Senegal": (-16.5, 16.0), "Logone": (15.0, 12.1),
    "Rio Grande": (-97.2, 25.9), "Amur": (141.0, 53.0), "Lena": (127.0, 73.0), "Magdalena": (-74.8, 11.0),
}  # fmt: skip


def named(name: str, *near: tuple[float, float]) -> River:
    found = river(name, near, (), SHAPES)
    assert found is not None
    return found


def town(name: str, lon: float, lat: float, country: str) -> Anchor:
    return Anchor(f"test:{name}", name, lon, lat, population=50_000, countries=(country,), feature_class="P")


@pytest.mark.parametrize("name", sorted(MOUTHS))
def test_a_river_flows_to_its_mouth(name: str) -> None:
    line = flow(named(name, MOUTHS[name]), SHAPES)
    to_end, to_source = (haversine(*line.coords[at][:2], *MOUTHS[name]) for at in (-1, 0))
    assert to_end < to_source / 2  # the drawing may end where a delta, a lake or another name begins


def test_rivers_are_told_apart_by_what_the_text_names() -> None:
    assert named("Euphrates River", (39.0, 35.9)).course.distance(shapely.Point(39.01, 35.95)) < 0.2
    assert named("Dnipro", (35.0, 48.0)).course == named("Dnieper").course
    assert river("Euphrates", ((-100.0, 40.0),), (), SHAPES) is None
    assert river("Yalu", ((104.0, 35.0),), ("CN",), SHAPES) is not None  # far from China's middle, and China's border
    assert river("Nowhere River", (), (), SHAPES) is None


def test_a_town_lies_on_the_river_that_passes_it() -> None:
    kherson = river_at(32.61, 46.64)
    assert kherson is not None
    assert kherson.name == "Dnieper"
    assert river_at(0.0, 25.0) is None  # the Sahara


def test_up_and_down_a_river_are_opposite_ways() -> None:
    zaporizhzhia = town("Zaporizhzhia", 35.12, 47.84, "UA")
    dnieper = named("Dnieper")
    up, down = (from_place(zaporizhzhia, dnieper, SHAPES, None, up=up) for up in (True, False))
    assert up is not None
    assert down is not None
    spot = shapely.Point(35.1, 48.2)  # on the way to Dnipro, which lies upstream
    assert up.geometry.buffer(0.05).intersects(spot)
    assert not down.geometry.buffer(0.05).intersects(spot)
    assert up.geometry.intersects(shapely.Point(up.point))
    measured = from_place(zaporizhzhia, dnieper, SHAPES, (17.0, 23.0), up=True)
    assert measured is not None
    assert measured.text == "17 to 23 km upstream of Zaporizhzhia along the Dnieper, 5 km to either side"
    assert 8 < haversine(35.12, 47.84, *measured.point) < 25


def test_nothing_lies_below_the_mouth() -> None:
    line = flow(named("Orinoco"), SHAPES)
    end = town("Mouth", *line.coords[-1], "VE")
    assert from_place(end, named("Orinoco"), SHAPES, (50.0, 60.0), up=False) is None


def test_upper_and_lower_courses_and_the_mouth() -> None:
    mekong = named("Mekong")
    upper, lower = course_part(mekong, SHAPES, "upper"), course_part(mekong, SHAPES, "lower")
    assert upper.geometry.centroid.y > 25
    assert lower.geometry.centroid.y < 16
    assert not upper.geometry.intersects(lower.geometry)
    assert mouth(mekong, SHAPES).geometry.centroid.y < 11


def test_the_banks_of_a_river() -> None:
    dnieper = named("Dnieper")
    both, east = along_river(dnieper), along_river(dnieper, "e")
    assert both is not None
    assert east is not None
    assert 0.3 < east.geometry.area / both.geometry.area < 0.7
    assert east.geometry.difference(both.geometry.buffer(0.01)).area < 0.001
