"""Coordinates in every form that news, ships, pilots and armies write."""

from __future__ import annotations

import pytest

from geomap.spatial.coordinates import find_coordinates

POSITIONS = [
    ("40°36′N 43°05′E", 43.0833, 40.6),
    ("27° 59′ 17″ N, 86° 55′ 31″ E", 86.9253, 27.9881),
    ("51°30'26\"N 0°7'39\"W", -0.1275, 51.5072),
    ("N 28° 44' 12\" W 088° 21' 57\"", -88.3658, 28.7367),
    ("12.4634° S, 130.8456° E", 130.8456, -12.4634),
    ("34.6037° South, 58.3816° West", -58.3816, -34.6037),
    ("latitude 12.5 north, longitude 43.3 east", 43.3, 12.5),
    ("Longitude 43.3 E, Latitude 12.5 N", 43.3, 12.5),
    ("lat. -6.2, long. 106.8", 106.8, -6.2),
    ("latitude: 35.6895, longitude: 139.6917", 139.6917, 35.6895),
    ("lat 12.5N lon 43.3E", 43.3, 12.5),
    ("18 degrees 30 minutes south, 178 degrees 15 minutes west", -178.25, -18.5),
    ("15 degrees, 20 minutes and 5 seconds north, 38 degrees and 10 minutes east", 38.1667, 15.3347),
    ("8.5 degrees south and 115.2 degrees east", 115.2, -8.5),
    ("12.5 degrees north latitude and 43.3 degrees east longitude", 43.3, 12.5),
    ("40 deg 36 min N, 43 deg 5 min E", 43.0833, 40.6),
    ("13-12N 042-33E", 42.55, 13.2),
    ("12-34.5N, 043-21.0E", 43.35, 12.575),
    ("5930N 01030E", 10.5, 59.5),
    ("N51.5074, W0.1278", -0.1278, 51.5074),
    ("40.6013 N, 43.0975 E", 43.0975, 40.6013),
    ("-33.8688, 151.2093", 151.2093, -33.8688),
    ("31UDQ4825111932", 2.2945, 48.8583),
    ("38T LK 12345 67890", 42.79, 40.34),
    ("UTM 33T 291952 4640623", 12.4923, 41.8902),
    ("UTM zone 33N, 291952 E, 4640623 N", 12.4923, 41.8902),
]


@pytest.mark.parametrize(("written", "lon", "lat"), POSITIONS)
def test_a_position_is_read_whole(written: str, lon: float, lat: float) -> None:
    text = f"The wreck lies at {written}, officials said."
    (found,) = find_coordinates(text)
    assert text[found.start : found.end] == written
    assert (found.lon, found.lat) == (pytest.approx(lon, abs=0.006), pytest.approx(lat, abs=0.006))
    assert found.made().geometry.coords[0] == (found.lon, found.lat)


def test_the_radius_is_half_the_last_figure() -> None:
    (whole,) = find_coordinates("6°N and 3°E")
    (minutes,) = find_coordinates("13-12N 042-33E")
    assert whole.radius_km == pytest.approx(55.6, rel=0.01)
    assert minutes.radius_km == pytest.approx(0.93, rel=0.01)


@pytest.mark.parametrize(
    "text",
    [
        "pages 12-13N", "It was 12 degrees north of 5, and 3 west", "32.5 degrees, 41.2 degrees on Monday",
        "20 degrees north of the city, 5 degrees east", "flat 12, long 3", "scores of 12.345, 23.456",
        "40°75′N 43°05′E", "95°N 10°E", "a lat of 45 and a lon of 7", "35,689 N 139,692 E",
    ],
)  # fmt: skip
def test_what_is_no_position(text: str) -> None:
    assert list(find_coordinates(text)) == []
