"""Gazetteers of one's own, and several as one."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.errors import DataError
from geomap.gazetteer import ChainedGazetteer, Gazetteer, open_gazetteer
from geomap.gazetteer.custom import open_custom
from geomap.gazetteer.database import write_database
from geomap.gazetteer.rows import Row
from geomap.gazetteer.sqlite import SqliteGazetteer, distance_km
from geomap.settings import Settings, load_settings

HEADER = "id,name,aliases,lon,lat,country,feature_class,feature_code,valid_from\n"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "bases.csv"
    path.write_text(
        HEADER + "b1,Camp Example,Example Base|Базa,43.1,40.6,TR,S,MILB,2019-01-01\n,Kars,,10.5,50.5,DE,P,PPL,\n",
        encoding="utf-8",
    )
    return path


def test_a_csv_is_looked_up(own: Path, tmp_path: Path) -> None:
    mine = open_custom(own, tmp_path / "cache")
    found = mine.lookup("example base")
    assert [candidate.place.id for candidate in found] == ["bases:b1"]
    place = found[0].place
    assert (place.name, place.lon, place.lat, place.feature_code) == ("Camp Example", 43.1, 40.6, "MILB")
    assert (place.source, place.valid_from, found[0].match) == ("bases", "2019-01-01", "curated")
    assert mine.get("bases:b1") == place
    assert mine.countries() == ()


def test_one_setting_joins_it_with_the_embedded_one(own: Path) -> None:
    held = load_settings()
    both = open_gazetteer(Settings(cache_dir=held.cache_dir, gazetteers=str(own)))
    assert both.lookup("Camp Example")[0].place.country == "TR"
    assert {candidate.place.country for candidate in both.lookup("Kars")} == {"DE", "TR"}
    assert both.lookup("Kars")[0].place.country == "DE"
    assert both.country("TR") is not None
    assert both.demonym("Turkish") == ("TR",)
    assert len(both.countries()) == 250
    assert both.get("geonames:743952") is not None
    assert both.nearest(10.5, 50.5)[0][0].id == "bases:2"
    assert both.id.startswith("bases@")


def test_two_files_are_separated_as_in_path(own: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("name,longitude,latitude\nElsewhere Hill,1,2\n", encoding="utf-8")
    held = load_settings()
    both = open_gazetteer(Settings(cache_dir=held.cache_dir, gazetteers=os.pathsep.join([str(own), str(other)])))
    assert both.lookup("Elsewhere Hill")[0].place.id == "other:1"
    assert both.lookup("Camp Example")


@pytest.mark.parametrize("suffix", ["geojson", "gpkg"])
def test_features_are_read(tmp_path: Path, suffix: str) -> None:
    import geopandas as gpd
    from shapely.geometry import Point, box

    frame = gpd.GeoDataFrame(
        {
            "name": ["Zone Alpha", "Post Bravo"],
            "population": [None, 1200.0],
            "geometry": [box(20, 40, 22, 41), Point(5, 6)],
        },
        crs=4326,
    )
    path = tmp_path / f"zones.{suffix}"
    frame.to_file(path)
    mine = open_custom(path, tmp_path)
    zone = mine.lookup("zone alpha")[0].place
    assert 20 < zone.lon < 22
    assert 40 < zone.lat < 41
    assert mine.lookup("Post Bravo")[0].place.population == 1200


def test_another_projection_is_turned_into_degrees(tmp_path: Path) -> None:
    import geopandas as gpd
    from shapely.geometry import Point

    frame = gpd.GeoDataFrame({"name": ["Mercator"]}, geometry=[Point(1113194.9, 1118889.97)], crs=3857)
    path = tmp_path / "mercator.gpkg"
    frame.to_file(path)
    place = open_custom(path, tmp_path).lookup("Mercator")[0].place
    assert (place.lon, place.lat) == (pytest.approx(10, abs=1e-5), pytest.approx(10, abs=1e-5))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name,lon,lat\nX,200,10\n", "row 1"),
        ("name,lon,lat\n,20,10\n", "row 1"),
        ("name,lon,lat\nX,east,10\n", "row 1"),
        ("name\nX\n", "no lon and lat"),
        ("id,name,lon,lat\na,X,1,1\na,Y,2,2\n", "there twice"),
        ("name,lon,lat,prominence\nX,1,1,7\n", "prominence"),
    ],
)
def test_a_wrong_row_is_named(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "wrong.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=message):
        open_custom(path, tmp_path)
    assert list(tmp_path.glob("*.sqlite")) == []


def test_a_missing_or_unreadable_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="does not exist"):
        open_custom(tmp_path / "none.csv", tmp_path)
    broken = tmp_path / "broken.geojson"
    broken.write_text(json.dumps({"type": "Nonsense"}), encoding="utf-8")
    with pytest.raises(DataError, match=r"cannot be read|no geometries"):
        open_custom(broken, tmp_path)


def test_chained_fuzzy_is_tried_only_when_nothing_is_exact(own: Path, tmp_path: Path, gazetteer: Gazetteer) -> None:
    chain = ChainedGazetteer(open_custom(own, tmp_path), gazetteer)
    assert {candidate.match for candidate in chain.lookup("Camp Exampel", fuzzy=True)} == {"fuzzy"}
    assert chain.lookup("Camp Exampel") == ()


POINTS = st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=1, max_size=30)


@given(POINTS, st.floats(-180, 180), st.floats(-90, 90))
@settings(max_examples=40, deadline=None)
def test_nearest_is_what_going_through_all_gives(
    tmp_path_factory: pytest.TempPathFactory, points: list[tuple[float, float]], lon: float, lat: float
) -> None:
    path = tmp_path_factory.mktemp("near") / "points.sqlite"
    write_database(path, [Row(number, str(number), *point, "P", "PPL") for number, point in enumerate(points, 1)], {})
    limit = min(3, len(points))
    found = [km for _, km in SqliteGazetteer(path).nearest(lon, lat, limit=limit)]
    expected = sorted(distance_km(lon, lat, *point) for point in points)[:limit]
    assert found == pytest.approx(expected, abs=0.01)
