"""Lakes and their shores; lines at sea: facts of the map, and properties."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import shapely
from golden_checks import distance, haversine

from geomap.gazetteer import load_regions
from geomap.spatial import open_shapes
from geomap.spatial.anchors import Anchor
from geomap.spatial.between import sea_between
from geomap.spatial.coasts import gulf_of
from geomap.spatial.lakes import lake_outline, lake_shore
from geomap.spatial.medians import median_line, waters_along
from geomap.spatial.rivers import river
from geomap.spatial.streams import from_place, hand_bank

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

SHAPES = open_shapes()
VICTORIA = Anchor("test:victoria", "Lake Victoria", 33.0, -1.2, feature_class="H")
# On the shore of Lake Victoria: Entebbe in the north, Mwanza in the south, Kisumu in the east, Bukoba in the west.
ENTEBBE, MWANZA, KISUMU, BUKOBA = (32.46, 0.05), (32.9, -2.52), (34.75, -0.1), (31.81, -1.33)


def area(code: str) -> Anchor:
    whole = SHAPES.outline(code)
    assert whole is not None
    inner = whole.representative_point()
    shape = SHAPES.simplified(f"test:{code}", whole)
    return Anchor(f"test:{code}", code, inner.x, inner.y, shape, 0, (code[:2],), code)


def nearest(coast: BaseGeometry | None, lon: float, lat: float) -> float:
    """Kilometres to the nearest corner of a coast, none farther than two kilometres from the next."""
    around = shapely.intersection(coast, shapely.Point(lon, lat).buffer(9.0))
    return min(haversine(lon, lat, x, y) for x, y in shapely.get_coordinates(shapely.segmentize(around, 0.02)))


def test_every_curated_lake_point_lies_on_the_lake_that_is_drawn() -> None:
    lakes = [one for one in load_regions() if one.kind == "lake" and one.shape.point and not one.shape.buffer_km]
    assert len(lakes) > 30
    for lake in lakes:
        lon, lat = lake.shape.point or (0.0, 0.0)
        drawn = SHAPES.lake(lon, lat)
        assert drawn is not None, lake.name
        assert drawn.distance(shapely.Point(lon, lat)) < 0.03, lake.name


@pytest.mark.parametrize(
    ("side", "there", "elsewhere"),
    [("n", ENTEBBE, MWANZA), ("s", MWANZA, ENTEBBE), ("e", KISUMU, BUKOBA), ("w", BUKOBA, KISUMU)],
)
def test_one_shore_of_a_lake_lies_on_its_side(
    side: str, there: tuple[float, float], elsewhere: tuple[float, float]
) -> None:
    made = lake_shore(VICTORIA, SHAPES, (side,))
    assert distance(made.geometry, *there) <= 8
    assert not made.geometry.intersects(shapely.Point(elsewhere))


def test_a_shore_is_dry_and_lies_by_the_lake() -> None:
    made, water = lake_shore(VICTORIA, SHAPES), lake_outline(VICTORIA, SHAPES)
    assert water is not None
    assert made.geometry.intersection(water).area < 1e-9
    assert set(made.countries) == {"UG", "KE", "TZ"}
    for spot in (ENTEBBE, MWANZA, KISUMU, BUKOBA):
        assert distance(made.geometry, *spot) <= 8


def test_a_lake_without_an_outline_has_surroundings() -> None:
    made = lake_shore(Anchor("test:pond", "Lake Nowhere", 10.0, 25.0, feature_class="H"), SHAPES)
    assert made.geometry.intersects(shapely.Point(10.0, 25.0))


def test_the_left_bank_is_left_downstream() -> None:
    dnieper, danube = river("Dnieper", ((33.0, 47.0),), (), SHAPES), river("Danube", ((26.0, 44.0),), (), SHAPES)
    assert dnieper is not None
    assert danube is not None
    left, right = (hand_bank(dnieper, SHAPES, hand) for hand in ("left", "right"))
    assert left is not None
    assert right is not None
    assert distance(left.geometry, 32.72, 46.62) <= 3  # Oleshky
    assert distance(right.geometry, 32.61, 46.66) <= 3  # Kherson
    assert left.geometry.intersection(right.geometry).area < 0.02 * left.geometry.area
    romanian = hand_bank(danube, SHAPES, "left")
    assert romanian is not None
    assert distance(romanian.geometry, 25.97, 43.9) <= 3  # Giurgiu; Ruse lies opposite


def test_a_river_goes_on_to_the_sea_where_its_drawing_ends() -> None:
    dnieper = river("Dnieper", ((32.6, 46.6),), (), SHAPES)
    assert dnieper is not None
    kherson = Anchor("test:kherson", "Kherson", 32.61, 46.64, population=280_000, countries=("UA",), feature_class="P")
    made = from_place(kherson, dnieper, SHAPES, None, up=False)
    assert made is not None
    assert "to the mouth" in made.text


@pytest.mark.parametrize("pair", [("LB", "IL"), ("IT", "HR"), ("KE", "SO"), ("CY", "LB"), ("GY", "VE"), ("JP", "KR")])
def test_a_median_line_is_as_far_from_either_coast_and_at_sea(pair: tuple[str, str]) -> None:
    made = median_line(SHAPES, *pair)
    assert made is not None
    assert made.geometry.is_valid
    assert "median line" in made.text
    assert "no agreed line" in made.note
    one, other = (SHAPES.coast(code) for code in pair)
    for part in shapely.get_parts(made.geometry):
        spot = part.interpolate(0.5, normalized=True)
        assert SHAPES.locate(spot.x, spot.y) == ("", "") or distance(one, spot.x, spot.y) < 40
        to_one, to_other = nearest(one, spot.x, spot.y), nearest(other, spot.x, spot.y)
        assert abs(to_one - to_other) <= 0.02 * to_one + 2.0


def test_the_median_line_of_lebanon_and_israel_leaves_the_coast_at_the_border() -> None:
    made = median_line(SHAPES, "LB", "IL")
    assert made is not None
    west, south, east, north = made.geometry.bounds
    assert haversine(east, south, 35.1, 33.09) < 10  # Ras Naqoura
    assert haversine(west, north, 33.77, 33.64) < 40  # where Cyprus' waters begin, by its agreement with Israel


def test_no_sea_no_median_line() -> None:
    assert median_line(SHAPES, "CH", "AT") is None
    assert median_line(SHAPES, "PT", "JP") is None


def test_waters_along_a_line_are_wet() -> None:
    line = median_line(SHAPES, "GY", "VE")
    assert line is not None
    made = waters_along(line, SHAPES)
    assert made is not None
    land = SHAPES.land_near(made.geometry.bounds)
    assert made.geometry.intersection(land).area < 0.01 * made.geometry.area


def test_islands_far_apart_face_each_other_whole() -> None:
    made = sea_between(area("FJ"), area("TO"), SHAPES)
    assert made is not None
    assert made.geometry.intersects(shapely.Point(-178.5, -19.0))


def test_the_gulf_of_a_shore_is_its_own() -> None:
    names = [gulf_of(area(code), SHAPES) for code in ("US-FL", "SA", "TH", "CH")]
    assert names == ["Gulf of Mexico", "Persian Gulf", "Gulf of Thailand", ""]
