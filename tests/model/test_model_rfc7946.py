"""Geometries as RFC 7946 wants them, for any geometry."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
import shapely
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from shapely.geometry import GeometryCollection, LineString, MultiPoint, MultiPolygon, Point, Polygon, box, shape

from geomap.model.rfc7946 import cut_at_antimeridian, geometry_bbox, geometry_mapping, wound

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

LON = st.floats(-180, 180).map(lambda value: round(value, 4))
LAT = st.floats(-89, 89).map(lambda value: round(value, 4))
SIZE = st.floats(0.01, 30).map(lambda value: round(value, 4))


@st.composite
def polygons(draw: st.DrawFn) -> Polygon:
    """Draw a rectangle that may reach across the antimeridian, with or without a hole, wound either way."""
    west, south, width, height = draw(LON), draw(st.floats(-80, 50)), draw(SIZE), draw(SIZE)
    outer = box(west, south, west + width, south + height, ccw=draw(st.booleans()))
    if not draw(st.booleans()):
        return outer
    hole = box(west + width / 4, south + height / 4, west + width / 2, south + height / 2, ccw=draw(st.booleans()))
    return Polygon(outer.exterior, [hole.exterior])


geometries = st.one_of(
    st.builds(Point, LON, LAT),
    st.lists(st.tuples(LON, LAT), min_size=2, max_size=6, unique=True).map(LineString),
    st.lists(st.tuples(LON, LAT), min_size=1, max_size=5, unique=True).map(MultiPoint),
    polygons(),
    polygons().map(lambda one: MultiPolygon([one])),
    st.tuples(polygons(), st.builds(Point, LON, LAT)).map(GeometryCollection),
)


def parts(found: dict[str, Any]) -> list[dict[str, Any]]:
    if found["type"] == "GeometryCollection":
        return [part for item in found["geometries"] for part in parts(item)]
    return [found]


def rings(found: dict[str, Any]) -> list[list[list[list[float]]]]:
    """Return the polygons of a GeoJSON geometry, each as its list of rings."""
    gathered = []
    for part in parts(found):
        if part["type"] == "Polygon":
            gathered.append(part["coordinates"])
        elif part["type"] == "MultiPolygon":
            gathered += part["coordinates"]
    return gathered


def positions(coordinates: Any) -> list[list[float]]:
    if coordinates and isinstance(coordinates[0], int | float):
        return [coordinates]
    return [position for item in coordinates for position in positions(item)]


def signed_area(ring: list[list[float]]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


@given(geometries)
def test_rings_follow_the_right_hand_rule_and_close(geometry: BaseGeometry) -> None:
    for outer, *holes in rings(geometry_mapping(geometry)):
        assert signed_area(outer) > 0
        assert all(signed_area(hole) < 0 for hole in holes)
        assert all(ring[0] == ring[-1] and len(ring) >= 4 for ring in (outer, *holes))


@given(geometries)
def test_every_position_is_on_the_globe_and_plain_json(geometry: BaseGeometry) -> None:
    found = geometry_mapping(geometry)
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    for part in parts(found):
        for lon, lat in positions(part["coordinates"]):
            assert -180 <= lon <= 180
            assert -90 <= lat <= 90
            assert (lon, lat) == (round(lon, 6), round(lat, 6))


@given(polygons())
def test_cutting_keeps_the_area(polygon: Polygon) -> None:
    cut = cut_at_antimeridian(polygon)
    assert cut.bounds[0] >= -180
    assert cut.bounds[2] <= 180
    assert cut.area == pytest.approx(polygon.area, rel=1e-6)


@given(geometries)
@example(GeometryCollection([box(180, 0, 181, 1), Point(180, 0)]))  # half of its box is a mere line
def test_the_box_holds_the_geometry(geometry: BaseGeometry) -> None:
    west, south, east, north = geometry_bbox(geometry)
    found = shape(geometry_mapping(geometry))
    inside = (
        [box(west, south, east, north)]
        if west <= east
        else [box(west, south, 180, north), box(-180, south, east, north)]
    )
    # Each half is widened before the union, which would drop one without an area.
    assert shapely.union_all([half.buffer(2e-6) for half in inside]).covers(found)
    assert -180 <= west <= 180
    assert -180 <= east <= 180


@given(st.floats(170, 179.9), st.floats(0.2, 15), st.floats(-80, 60))
def test_a_box_across_the_antimeridian_has_west_above_east(west: float, reach: float, south: float) -> None:
    east = 180 + reach
    found = geometry_bbox(box(west, south, east, south + 5))
    assert found[0] == pytest.approx(west, abs=1e-5)
    assert found[2] == pytest.approx(east - 360, abs=1e-5)
    assert found[0] > found[2]


def test_a_polygon_across_the_antimeridian_comes_in_two_parts() -> None:
    found = geometry_mapping(box(178, -18, 182, -16))
    assert found["type"] == "MultiPolygon"
    assert min(part.bounds for part in shape(found).geoms) == (-180, -18, -178, -16)


def test_a_polygon_that_touches_the_antimeridian_from_beyond_keeps_one_part() -> None:
    assert geometry_mapping(box(180, 0, 181, 1))["type"] == "Polygon"
    assert geometry_bbox(box(180, 0, 181, 1)) == [-180, 0, -179, 1]


def test_the_longitudes_beyond_the_other_side_are_turned_back() -> None:
    assert geometry_mapping(Point(190, 10)) == {"type": "Point", "coordinates": [-170.0, 10.0]}
    assert geometry_mapping(LineString([(-185, 0), (-175, 0)]))["type"] == "MultiLineString"


def test_a_shape_smaller_than_the_grid_is_not_lost() -> None:
    tiny = box(10, 10, 10 + 1e-8, 10 + 1e-8)
    assert geometry_mapping(tiny)["coordinates"]


def test_a_world_map_is_not_taken_to_cross() -> None:
    assert geometry_bbox(box(-180, -90, 180, 90)) == [-180, -90, 180, 90]
    assert geometry_bbox(MultiPolygon([box(10, 0, 20, 10), box(-60, 0, -50, 10)])) == [-60, 0, 20, 10]


@given(polygons())
@settings(max_examples=50)
def test_winding_changes_no_shape(polygon: Polygon) -> None:
    assume(polygon.is_valid)
    for geometry in (polygon, MultiPolygon([polygon]), GeometryCollection([polygon])):
        assert wound(geometry).equals(geometry)
