"""Properties that every constructed geometry has, wherever on the globe, checked on a sphere of our own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import shapely
from golden_checks import bearing, farthest, haversine
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.errors import DataError
from geomap.gazetteer import ShapeSpec
from geomap.model.rfc7946 import geometry_mapping
from geomap.spatial import open_shapes
from geomap.spatial.anchors import Anchor
from geomap.spatial.between import between, midway
from geomap.spatial.borders import border_line, near_border, tripoint
from geomap.spatial.coasts import along_coast, interior, off_coast
from geomap.spatial.compass import BEARINGS
from geomap.spatial.directions import at_bearing, at_degrees, towards
from geomap.spatial.near import near, outside, ring, within
from geomap.spatial.parts import part_of
from geomap.spatial.projection import area_km2, buffer_km, distance_km
from geomap.spatial.regions import compose

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

# Sphere and ellipsoid differ by up to half a percent; a ring drawn with corners falls a little short of its radius.
SLACK = 1.01
points = st.tuples(st.floats(-180, 180), st.floats(-89.5, 89.5))
kilometres = st.floats(1, 400)
quick = settings(max_examples=40, deadline=None)


def town(spot: tuple[float, float], population: int = 50_000) -> Anchor:
    return Anchor(f"test:{spot}", "Testville", *spot, population=population, feature_class="P")


def country(code: str) -> Anchor:
    whole = open_shapes().country(code)
    assert whole is not None
    inner = whole.representative_point()
    return Anchor(
        f"test:{code}", code, inner.x, inner.y, open_shapes().simplified(f"test:{code}", whole), 0, (code,), code
    )


def check(geometry: BaseGeometry) -> None:
    """Valid, on the globe, with a point inside, and RFC 7946 when exported."""
    assert geometry.is_valid
    assert not geometry.is_empty
    west, south, east, north = geometry.bounds
    assert west >= -180 - 1e-9
    assert east <= 180 + 1e-9
    assert south >= -90
    assert north <= 90
    assert geometry.intersects(geometry.representative_point())
    exported = geometry_mapping(geometry)
    again = shapely.from_geojson(json.dumps(exported))
    for part in shapely.get_parts(again):
        if part.geom_type == "Polygon":
            assert part.exterior.is_ccw
            assert part.bounds[2] - part.bounds[0] <= 360


@quick
@given(points, kilometres)
def test_within_reaches_the_distance_and_no_farther(spot: tuple[float, float], km: float) -> None:
    made = within(town(spot), km)
    check(made.geometry)
    holds_pole = 90 - abs(spot[1]) <= km / 110
    if not holds_pole:  # a cap over the pole has corners at the pole itself
        assert farthest(made.geometry, *spot) <= km * SLACK
    assert made.geometry.buffer(1e-6).contains(shapely.Point(spot))


@quick
@given(points, kilometres)
def test_a_disc_has_the_area_of_a_disc(spot: tuple[float, float], km: float) -> None:
    area = area_km2(buffer_km(shapely.Point(spot), km))
    assert area == pytest.approx(3.1416 * km * km, rel=0.02)


@quick
@given(st.tuples(st.floats(-180, 180), st.floats(-80, 80)), st.floats(5, 300), st.sampled_from(sorted(BEARINGS)))
def test_a_direction_lies_where_it_says(spot: tuple[float, float], km: float, point: str) -> None:
    made = at_bearing(town(spot), point, km * 0.85, km * 1.15)
    check(made.geometry)
    assert made.point is not None
    assert haversine(*spot, *made.point) == pytest.approx(km, rel=0.01)
    assert abs((bearing(*spot, *made.point) - BEARINGS[point] + 180) % 360 - 180) < 1
    assert made.geometry.distance(shapely.Point(made.point)) < 1e-6
    for x, y in shapely.get_coordinates(made.geometry):
        # the cut at the antimeridian adds corners on straight edges, a little nearer than the ring
        assert km * 0.85 * 0.9 <= haversine(*spot, x, y) <= km * 1.15 * SLACK


@quick
@given(st.tuples(st.floats(-180, 180), st.floats(-80, 80)), st.floats(5, 300), st.integers(0, 360))
def test_a_bearing_lies_where_it_says(spot: tuple[float, float], km: float, degrees: int) -> None:
    made = at_degrees(town(spot), degrees, km * 0.85, km * 1.15)
    check(made.geometry)
    assert made.point is not None
    assert haversine(*spot, *made.point) == pytest.approx(km, rel=0.01)
    assert abs((bearing(*spot, *made.point) - degrees + 180) % 360 - 180) < 1


@pytest.mark.parametrize("code", ["AU", "EC", "NA", "TD", "FJ"])
def test_the_interior_lies_inside_and_away_from_the_sea(code: str) -> None:
    place, shapes = country(code), open_shapes()
    made = interior(place, shapes)
    assert made is not None
    check(made.geometry)
    assert made.geometry.difference(place.geometry()).area < 0.001 * place.geometry().area
    sea = off_coast(place, shapes)
    assert sea is None or not made.geometry.intersects(sea.geometry)


@quick
@given(points)
def test_near_outside_ring_and_towards_are_sound(spot: tuple[float, float]) -> None:
    place = town(spot)
    for made in (near(place), outside(place), ring(place, 10, 20), towards(place, "se")):
        check(made.geometry)
    assert not outside(place).geometry.contains(shapely.Point(spot))
    assert ring(place, 10, 20).geometry.distance(shapely.Point(spot)) > 0


@quick
@given(st.tuples(st.floats(-180, 180), st.floats(-70, 70)), st.floats(10, 800), st.floats(0, 360))
def test_between_holds_the_middle_and_midway_lies_on_it(spot: tuple[float, float], km: float, turn: float) -> None:
    from geomap.spatial.projection import destination, normal

    far = normal(*destination(*spot, turn, km))
    first, second = town(spot), town(far)
    made = between(first, second)
    check(made.geometry)
    assert made.point is not None
    assert made.geometry.buffer(1e-6).contains(shapely.Point(made.point))
    assert distance_km(*spot, *made.point) == pytest.approx(km / 2, rel=0.01)
    check(midway(first, second).geometry)


@pytest.mark.parametrize("code", ["SY", "UA", "CL", "IN", "NZ", "FR", "FJ", "ID", "RU", "US", "NO", "LS"])
def test_parts_lie_in_their_country_and_where_they_say(code: str) -> None:
    whole = country(code)
    size = whole.geometry().area
    for point in ("n", "se", "c"):
        made = part_of(whole, point)
        check(made.geometry)
        assert made.geometry.difference(whole.geometry()).area < 0.001 * size
        assert 0.03 * size < made.geometry.area < 0.75 * size
    assert part_of(whole, "n").geometry.centroid.y > part_of(whole, "s").geometry.centroid.y


def test_a_border_zone_inside_turkey_stays_in_turkey() -> None:
    shapes = open_shapes()
    line = border_line(shapes, "TR", "SY")
    assert line is not None
    both, inside = near_border(shapes, line), near_border(shapes, line, within="TR")
    turkey = shapes.country("TR")
    assert turkey is not None
    assert inside.geometry.difference(turkey).area < 1e-9
    assert 0.3 < inside.geometry.area / both.geometry.area < 0.7
    assert inside.text == "within 25 km of the shared border of TUR and SYR, on the side of TUR; Natural Earth 5.1.1"
    assert farthest(line.geometry, 38, 37) < farthest(both.geometry, 38, 37) <= farthest(line.geometry, 38, 37) + 26


@pytest.mark.parametrize("code", ["SO", "UA", "PE", "JP", "NZ"])
def test_off_the_coast_stays_at_sea_and_along_it_on_land(code: str) -> None:
    shapes = open_shapes()
    place = country(code)
    sea, land = off_coast(place, shapes), along_coast(place, shapes)
    assert sea is not None
    assert land is not None
    check(sea.geometry)
    check(land.geometry)
    assert sea.where_prec == 7
    overlap = sea.geometry.intersection(shapes.land_near(sea.geometry.bounds)).area
    assert overlap < 0.001 * sea.geometry.area
    assert land.geometry.difference(place.geometry()).area < 0.001 * land.geometry.area


def test_landlocked_countries_have_no_coast() -> None:
    assert off_coast(country("BO"), open_shapes()) is None
    assert along_coast(country("TD"), open_shapes()) is None


def test_three_borders_meet_in_a_point_or_not_at_all() -> None:
    found = tripoint(open_shapes(), ("AR", "BR", "PY"))
    assert found is not None
    assert haversine(found.geometry.x, found.geometry.y, -54.59, -25.59) < 10
    assert tripoint(open_shapes(), ("FR", "PL", "RU")) is None


def test_regions_are_composed_as_their_entries_say() -> None:
    shapes = open_shapes()
    donbas = compose(ShapeSpec(union=("UA-14", "UA-09")), shapes)
    west = compose(ShapeSpec(union=("TR",), box=(25.0, 35.0, 35.0, 43.0)), shapes)
    rest = compose(ShapeSpec(union=("GB",), minus=("GB-SCT",)), shapes)
    strait = compose(ShapeSpec(line=((56.0, 26.5), (57.0, 26.3)), buffer_km=30), shapes)
    pacific = compose(ShapeSpec(box=(170.0, -20.0, -170.0, -10.0)), shapes)
    assert donbas is not None
    assert west is not None
    assert rest is not None
    assert strait is not None
    assert pacific is not None
    assert donbas.contains(shapely.Point(37.8, 48.0))
    assert west.bounds[2] <= 35.0
    assert not rest.contains(shapely.Point(-4.0, 56.5))
    assert 6000 < area_km2(strait) < 11000
    assert pacific.contains(shapely.MultiPoint([(179, -15), (-179, -15)]))
    with pytest.raises(DataError, match="ZZ"):
        compose(ShapeSpec(union=("ZZ",)), shapes)
    with pytest.raises(DataError, match="Sea of Nowhere"):
        compose(ShapeSpec(marine="Sea of Nowhere"), shapes)


def test_every_curated_region_has_a_sound_shape() -> None:
    from geomap.gazetteer import load_regions

    shapes = open_shapes()
    for region in load_regions():
        found = shapes.region(f"geomap:{region.slug}")
        if found is not None:
            assert found.is_valid, region.slug
            assert not found.is_empty, region.slug
