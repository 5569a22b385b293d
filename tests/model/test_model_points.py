"""The one point of a geometry lies in it, whatever the geometry."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import shapely
from hypothesis import given
from hypothesis import strategies as st

from geomap.model.points import inner_point
from geomap.model.rfc7946 import cut_at_antimeridian

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

ON_LINE = 1e-9  # degrees, 0.1 mm
spots = st.tuples(st.floats(-179, 179), st.floats(-85, 85))


@st.composite
def lines(draw: st.DrawFn) -> BaseGeometry:
    return shapely.LineString(draw(st.lists(spots, min_size=2, max_size=8, unique=True)))


@st.composite
def areas(draw: st.DrawFn) -> BaseGeometry:
    """Return a star around a point, at times with a hole there, at times across the antimeridian."""
    lon, lat = draw(st.floats(-189, 189)), draw(st.floats(-75, 75))
    reaches = draw(st.lists(st.floats(0.01, 9), min_size=4, max_size=12))
    angles = [math.tau * number / len(reaches) for number in range(len(reaches))]
    rays = zip(reaches, angles, strict=True)
    star = shapely.Polygon([(lon + reach * math.cos(angle), lat + reach * math.sin(angle)) for reach, angle in rays])
    hole = shapely.Point(lon, lat).buffer(min(reaches) / 3)
    return star.difference(hole) if draw(st.booleans()) else star


geometries = st.one_of(
    spots.map(shapely.Point),
    lines(),
    areas(),
    st.lists(lines(), min_size=1, max_size=4).map(shapely.MultiLineString),
    st.lists(areas(), min_size=1, max_size=4).map(shapely.union_all),
    st.lists(st.one_of(lines(), areas()), min_size=1, max_size=3).map(shapely.GeometryCollection),
)


@given(geometries)
def test_the_point_lies_in_the_geometry(geometry: BaseGeometry) -> None:
    found = inner_point(geometry)
    assert found is not None
    lon, lat = found
    assert -180 <= lon <= 180
    assert -90 <= lat <= 90
    assert cut_at_antimeridian(geometry).distance(shapely.Point(lon, lat)) <= ON_LINE


def test_a_point_is_itself_and_nothing_has_none() -> None:
    assert inner_point(shapely.Point(181, 5)) == (-179, 5)
    assert inner_point(None) is None
    assert inner_point(shapely.Polygon()) is None


def test_a_line_is_met_in_the_middle_of_its_longest_piece() -> None:
    pieces = shapely.MultiLineString([[(0, 0), (1, 0)], [(10, 0), (14, 0)]])
    assert inner_point(pieces) == (12, 0)


def test_a_horseshoe_holds_its_point() -> None:
    horseshoe = shapely.Polygon([(0, 0), (9, 0), (9, 9), (8, 9), (8, 1), (1, 1), (1, 9), (0, 9)])
    assert horseshoe.contains(shapely.Point(inner_point(horseshoe)))
