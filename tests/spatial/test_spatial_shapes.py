"""Shapes, borders and point lookup of the shipped files, against facts of the map."""

from __future__ import annotations

import pytest
import shapely

from geomap.errors import DataError
from geomap.model import Place
from geomap.spatial import Shapes, open_shapes
from geomap.spatial.topology import read_layer


@pytest.fixture(scope="module")
def shapes() -> Shapes:
    return open_shapes()


def test_turkey_and_armenia_share_one_line(shapes: Shapes) -> None:
    border = shapes.border("TR", "AM")
    assert border is not None
    assert border.geometry.geom_type == "LineString"
    assert 250 <= border.length_km <= 330  # surveyed: 311 to 328 km; Natural Earth's drawing is 259
    assert border.countries == ("AM", "TR")
    assert border.codes == ("ARM", "TUR")
    assert border.opposite("TR") == "AM"
    assert "5.1.1" in border.version
    assert border.geometry.distance(shapely.Point(43.65, 40.51)) < 0.05  # the ruins of Ani stand on it


# Surveyed lengths in kilometres (CIA World Factbook); a drawing at 1:10 million is shorter, never much longer.
@pytest.mark.parametrize(
    ("first", "second", "km"),
    [
        ("AR", "CL", 6691), ("KZ", "RU", 7644), ("DE", "FR", 418), ("ES", "PT", 1224), ("IN", "MM", 1468),
        ("TR", "SY", 899), ("UA", "RU", 1944), ("ET", "ER", 1033), ("KP", "KR", 237), ("MX", "US", 3155),
        ("BR", "GF", 649), ("TH", "MY", 595), ("ZA", "LS", 1106), ("NO", "SE", 1666), ("IR", "IQ", 1599),
    ],
)  # fmt: skip
def test_borders_have_the_length_the_factbook_gives(shapes: Shapes, first: str, second: str, km: float) -> None:
    border = shapes.border(first, second)
    assert border is not None
    assert 0.68 * km <= border.length_km <= 1.08 * km
    assert shapes.border(second, first) == border


# Lengths in kilometres by the states' own figures; a drawing is shorter along rivers.
@pytest.mark.parametrize(
    ("first", "second", "km"),
    [("US-TX", "US-NM", 870), ("GB-ENG", "GB-SCT", 154), ("AU-QLD", "AU-NSW", 1700), ("LT", "RU-KGD", 270)],
)
def test_divisions_share_lines_with_each_other_and_with_countries(
    shapes: Shapes, first: str, second: str, km: float
) -> None:
    border = shapes.border(first, second)
    assert border is not None
    assert 0.68 * km <= border.length_km <= 1.08 * km
    assert shapes.border(second, first) == border


def test_an_area_shares_no_line_with_what_holds_it(shapes: Shapes) -> None:
    assert shapes.border("US", "US-TX") is None
    assert shapes.border("US-TX", "US-NV") is None
    assert {"US-NM", "US-OK", "US-AR", "US-LA"} <= set(shapes.neighbours("US-TX"))


@pytest.mark.parametrize(("first", "second"), [("TR", "RU"), ("GB", "FR"), ("AM", "AM"), ("AM", "ZZ"), ("JP", "KR")])
def test_countries_without_a_land_border_share_none(shapes: Shapes, first: str, second: str) -> None:
    assert shapes.border(first, second) is None


def test_neighbours(shapes: Shapes) -> None:
    assert shapes.neighbours("AM") == ("AZ", "GE", "IR", "TR")
    assert shapes.neighbours("PT") == ("ES",)
    assert shapes.neighbours("IS") == ()
    assert {"BE", "CH", "DE", "ES", "IT", "LU"} <= set(shapes.neighbours("FR"))
    assert [border.opposite("AM") for border in shapes.borders_of("AM")] == ["AZ", "GE", "IR", "TR"]


@pytest.mark.parametrize(
    ("lon", "lat", "country", "admin1"),
    [
        (43.10, 40.60, "TR", "TR-36"),  # Kars
        (46.75, 39.82, "AZ", "AZ-XA"),  # Khankendi
        (34.10, 44.95, "UA", "UA-43"),  # Simferopol: the point of view chosen counts Crimea to Ukraine
        (2.35, 48.86, "FR", "FR-75"),
        (-52.33, 4.92, "GF", "FR-GF"),  # Cayenne has an ISO code of its own
        (15.63, 78.22, "SJ", "NO-21"),  # Longyearbyen
        (-58.45, -34.60, "AR", "AR-C"),
        (139.69, 35.69, "JP", "JP-13"),
        (-149.90, 61.22, "US", "US-AK"),
        (-3.19, 55.95, "GB", "GB-EDH"),
        (21.17, 42.67, "XK", ""),
        (-176.2, -44.0, "NZ", "NZ-CIT"),
        (-30.0, 30.0, "", ""),  # mid-Atlantic
    ],
)
def test_locate(shapes: Shapes, lon: float, lat: float, country: str, admin1: str) -> None:
    assert shapes.locate(lon, lat) == (country, admin1)


@pytest.mark.parametrize(
    ("lon", "lat", "name"),
    [(35.0, 43.3, "Black Sea"), (25.0, 38.6, "Aegean Sea"), (51.5, 27.0, "Persian Gulf"), (43.1, 40.6, "")],
)  # fmt: skip
def test_marine_is_the_smallest_sea(shapes: Shapes, lon: float, lat: float, name: str) -> None:
    assert shapes.marine(lon, lat) == name


def test_greater_divisions_are_joined_from_their_parts(shapes: Shapes) -> None:
    scotland = shapes.admin1("GB-SCT")
    nakhchivan = shapes.admin1("AZ-NX")
    assert scotland is not None
    assert nakhchivan is not None
    assert scotland.contains(shapely.Point(-4.25, 55.86))
    assert not scotland.contains(shapely.Point(-1.61, 54.97))
    assert nakhchivan.contains(shapely.Point(45.41, 39.21))
    assert nakhchivan.contains(shapely.Point(46.02, 38.90))  # Ordubad, in the republic but far from its city
    assert shapes.admin1("XX-99") is None


def test_place_gives_provinces_by_geonames_id_and_countries_by_code(shapes: Shapes) -> None:
    kars = Place("geonames:743942", "Kars", 43.1, 40.4, "A", "ADM1", "TR", "TR-36")
    turkey = Place("geonames:298795", "Turkey", 35.0, 39.0, "A", "PCLI", "TR")
    city = Place("geonames:743952", "Kars", 43.1, 40.6, "P", "PPLA", "TR", "TR-36")
    province, country = shapes.place(kars), shapes.place(turkey)
    assert province is not None
    assert country is not None
    assert province.contains(shapely.Point(43.1, 40.6))
    assert country.contains(shapely.Point(32.85, 39.93))
    assert shapes.place(city) is None


def test_every_country_is_valid_and_no_two_overlap_by_more_than_slivers(shapes: Shapes) -> None:
    countries = {code: shapes.country(code) for code in shapes.codes()}
    assert len(countries) >= 245
    assert all(shape is not None and shape.is_valid and shape.area > 0 for shape in countries.values())
    for code in ("TR", "AM", "FR", "IN"):
        own = countries[code]
        assert own is not None
        for other in shapes.neighbours(code):
            shared = own.intersection(countries[other])
            assert shared.area < 1e-4


def test_a_missing_or_damaged_file_is_named(tmp_path: object) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path))
    (folder / "countries.xz").write_bytes(b"not xz")
    with pytest.raises(DataError, match=r"countries\.xz"):
        Shapes(folder).country("TR")
    with pytest.raises(DataError, match=r"admin1\.xz"):
        read_layer(folder / "admin1.xz")
