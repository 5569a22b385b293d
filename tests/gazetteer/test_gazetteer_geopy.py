"""The embedded gazetteer behind geopy's interface."""

import pytest
from geopy.exc import GeocoderQueryError
from geopy.extra.rate_limiter import RateLimiter

from geomap.gazetteer import Gazetteer
from geomap.gazetteer.geopy_adapter import Embedded


@pytest.fixture(scope="module")
def geocoder(gazetteer: Gazetteer) -> Embedded:
    return Embedded(gazetteer, user_agent="tests", timeout=3)


def test_geocode(geocoder: Embedded) -> None:
    location = geocoder.geocode("Baku")
    assert (round(location.latitude, 1), round(location.longitude, 1)) == (40.4, 49.9)
    assert location.raw["country"] == "AZ"
    assert "Baku" in location.address


@pytest.mark.parametrize(
    ("query", "country"),
    [
        ("Tripoli, Lebanon", "LB"),
        ("Tripoli, Libya", "LY"),
        ("Georgetown, Guyana", "GY"),
        ("Paris, Texas", "US"),
        ({"city": "Valencia", "country": "Venezuela"}, "VE"),
    ],
)
def test_what_stands_after_the_comma_decides(geocoder: Embedded, query: str | dict[str, str], country: str) -> None:
    assert geocoder.geocode(query).raw["country"] == country


def test_lists_limits_and_countries(geocoder: Embedded) -> None:
    many = geocoder.geocode("Victoria", exactly_one=False, limit=4)
    assert len(many) == 4
    only = geocoder.geocode("Victoria", exactly_one=False, country_codes=["ca", "au"])
    assert {location.raw["country"] for location in only} == {"CA", "AU"}


def test_nothing_is_none_and_empty_is_an_error(geocoder: Embedded) -> None:
    assert geocoder.geocode("Xqzzvkw") is None
    assert geocoder.geocode("Paris, Xqzzvkw") is None
    assert geocoder.geocode("Azerbajian", fuzzy=True).raw["country"] == "AZ"
    with pytest.raises(GeocoderQueryError):
        geocoder.geocode("  ")


def test_reverse(geocoder: Embedded) -> None:
    assert geocoder.reverse((40.5983, 43.0855)).raw["id"] == "geonames:743952"
    near = geocoder.reverse("40.5983, 43.0855", exactly_one=False, limit=3)
    assert [location.raw["distance_km"] for location in near] == sorted(
        location.raw["distance_km"] for location in near
    )


def test_the_rate_limiter_of_geopy_takes_it(geocoder: Embedded) -> None:
    limited = RateLimiter(geocoder.geocode, min_delay_seconds=0)
    assert [limited(name).raw["country"] for name in ("Kars", "Baku")] == ["TR", "AZ"]


def test_geopandas_takes_it(gazetteer: Gazetteer) -> None:
    from geopandas.tools import geocode

    frame = geocode(["Baku", "Yerevan"], provider=Embedded, gazetteer=gazetteer)
    assert [round(point.x) for point in frame.geometry] == [50, 45]


def test_arguments_of_nominatim_need_no_change(geocoder: Embedded) -> None:
    location = geocoder.geocode(
        "Kars", language="en", addressdetails=True, namedetails=True, extratags=True, geometry="geojson", timeout=2
    )
    assert location.raw["country"] == "TR"
    assert geocoder.reverse((40.5983, 43.0855), language="en", addressdetails=True, zoom=10, timeout=2) is not None
    with pytest.raises(GeocoderQueryError, match="langauge"):
        geocoder.geocode("Kars", langauge="en")


def test_viewbox_bounded_and_featuretype(geocoder: Embedded) -> None:
    georgia = [(35.0, -86.0), (30.0, -80.0)]  # the American state
    assert geocoder.geocode("Georgia").raw["country"] == "GE"
    assert geocoder.geocode("Georgia", viewbox=georgia).raw["admin1"] == "US-GA"
    inside = geocoder.geocode("Georgia", viewbox=georgia, bounded=True, exactly_one=False)
    assert {location.raw["country"] for location in inside} == {"US"}
    assert geocoder.geocode("Georgia", viewbox=[(0, 0), (1, 1)], bounded=True) is None
    assert geocoder.geocode("Georgia", featuretype="state").raw["admin1"] == "US-GA"
    assert geocoder.geocode("Kars", featuretype="city").raw["feature_class"] == "P"
    assert geocoder.geocode("Kars", featuretype="country") is None
    with pytest.raises(GeocoderQueryError, match="featuretype"):
        geocoder.geocode("Kars", featuretype="village")


def test_it_is_made_as_others_are(gazetteer: Gazetteer) -> None:
    geocoder = Embedded(gazetteer, user_agent="x", timeout=1, proxies=None, scheme="https", domain="localhost")
    assert geocoder.geocode("Baku").raw["country"] == "AZ"


def test_the_rate_limiter_passes_arguments_on(geocoder: Embedded) -> None:
    limited = RateLimiter(geocoder.geocode, min_delay_seconds=0, max_retries=1, swallow_exceptions=False)
    assert len(limited("Victoria", exactly_one=False, limit=3, language="en")) == 3


def test_geopandas_reverse_takes_it(gazetteer: Gazetteer) -> None:
    from geopandas import GeoSeries
    from geopandas.tools import reverse_geocode
    from shapely import Point

    frame = reverse_geocode(GeoSeries([Point(43.0855, 40.5983)]), provider=Embedded, gazetteer=gazetteer)
    assert frame["address"].iloc[0].startswith("Kars")
