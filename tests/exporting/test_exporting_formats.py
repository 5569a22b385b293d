"""What each format holds, read back with the tools that people will use."""

from __future__ import annotations

import csv
import json
from datetime import date
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import geopandas as gpd
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely
from shapely.geometry import shape

from geomap.exporting import export
from geomap.exporting.countries import alpha3
from geomap.exporting.rows import COLUMNS
from geomap.model import EventMap
from geomap.model.features import event_properties

if TYPE_CHECKING:
    from pathlib import Path

KML = {"k": "http://www.opengis.net/kml/2.2"}


def exported(event_map: EventMap, path: Path) -> Path:
    export(event_map, path)
    return path


def expected_geometries(event_map: EventMap) -> list[Any]:
    features = event_map.__geo_interface__["features"]
    return [None if item["geometry"] is None else shape(item["geometry"]) for item in features]


def same_geometries(found: list[Any], event_map: EventMap) -> None:
    wanted = expected_geometries(event_map)
    assert len(found) == len(wanted)
    for one, other in zip(found, wanted, strict=True):
        if other is None:
            assert one is None
        else:
            assert shapely.equals_exact(shapely.normalize(one), shapely.normalize(other), 1e-6)


def test_columns_are_the_properties_of_the_features(event_map: EventMap) -> None:
    assert list(event_properties(event_map.events[0])) == list(COLUMNS)


def test_geojson_is_the_feature_collection(event_map: EventMap, tmp_path: Path) -> None:
    found = json.loads(exported(event_map, tmp_path / "e.geojson").read_text(encoding="utf-8"))
    assert found["attribution"] == ["GeoNames, CC BY 4.0"]
    assert "crs" not in found
    assert {key: found[key] for key in ("type", "bbox", "features")} == json.loads(
        json.dumps(event_map.__geo_interface__)
    )


def test_geojson_reads_in_geopandas(event_map: EventMap, tmp_path: Path) -> None:
    table = gpd.read_file(exported(event_map, tmp_path / "e.geojson"))
    assert table.crs.to_epsg() == 4326
    assert list(table["id"]) == [event.id for event in event_map.events]
    same_geometries(list(table.geometry), event_map)


def test_csv_keeps_every_cell(event_map: EventMap, tmp_path: Path) -> None:
    with exported(event_map, tmp_path / "e.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert list(rows[0]) == [*COLUMNS, "lon", "lat", "WKT"]
    first = event_properties(event_map.events[0])
    assert rows[0]["title"] == first["title"]
    assert rows[0]["start"] == "2021-02-01"
    assert rows[0]["confidence"] == str(first["confidence"])
    assert json.loads(rows[0]["evidence"]) == first["evidence"]
    assert json.loads(rows[0]["actors"]) == first["actors"]
    same_geometries([shapely.from_wkt(row["WKT"]) if row["WKT"] else None for row in rows], event_map)


def test_csv_disarms_formulas(event_map: EventMap, tmp_path: Path) -> None:
    with exported(event_map, tmp_path / "e.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert rows[-1]["title"] == "'" + event_map.events[-1].title


def test_csv_opens_as_a_map_in_gdal(event_map: EventMap, tmp_path: Path) -> None:
    table = pyogrio.read_dataframe(exported(event_map, tmp_path / "e.csv"))
    same_geometries(list(table.geometry), event_map)


def test_geoparquet_keeps_every_value(event_map: EventMap, tmp_path: Path) -> None:
    table = pq.read_table(exported(event_map, tmp_path / "e.parquet"))
    for event, row in zip(event_map.events, table.to_pylist(), strict=True):
        wanted = event_properties(event)
        wanted |= {name: date.fromisoformat(wanted[name]) for name in ("start", "end") if wanted[name]}
        assert {name: row[name] for name in COLUMNS} == wanted


def test_geoparquet_is_version_1_1_with_covering(event_map: EventMap, tmp_path: Path) -> None:
    path = exported(event_map, tmp_path / "e.parquet")
    told = json.loads(pq.read_schema(path).metadata[b"geo"])
    column = told["columns"]["geometry"]
    assert told["version"] == "1.1.0"
    assert column["covering"]["bbox"]["xmax"] == ["bbox", "xmax"]
    assert set(column["geometry_types"]) == {"Point", "LineString", "Polygon", "MultiPolygon", "GeometryCollection"}
    table = gpd.read_parquet(path)
    assert table.crs.to_epsg() in {4326, None}
    assert table.crs.to_authority() == ("OGC", "CRS84")
    same_geometries(list(table.geometry), event_map)


def test_geoparquet_is_filtered_by_its_bbox(event_map: EventMap, tmp_path: Path) -> None:
    table = gpd.read_parquet(exported(event_map, tmp_path / "e.parquet"), bbox=(43, 39, 45, 42))
    assert list(table["id"]) == ["event-2"]


def test_geoparquet_has_the_same_schema_for_any_events(event_map: EventMap, tmp_path: Path) -> None:
    full = pq.read_schema(exported(event_map, tmp_path / "a.parquet"))
    bare = pq.read_schema(exported(EventMap(()), tmp_path / "b.parquet"))
    assert full.equals(bare, check_metadata=False)


def test_geopackage_reads_back(event_map: EventMap, tmp_path: Path) -> None:
    path = exported(event_map, tmp_path / "e.gpkg")
    assert [list(layer) for layer in pyogrio.list_layers(path)] == [["events", "Unknown"]]
    table = pyogrio.read_dataframe(path)
    assert table.crs.to_epsg() == 4326
    assert list(table["title"]) == [event.title for event in event_map.events]
    assert table["start"].iloc[0].date() == date(2021, 2, 1)
    assert table["where_prec"].iloc[0] == 4
    assert json.loads(table["sources"].iloc[0]) == event_properties(event_map.events[0])["sources"]
    same_geometries(list(table.geometry), event_map)


def test_kml_reads_in_gdal(event_map: EventMap, tmp_path: Path) -> None:
    table = pyogrio.read_dataframe(exported(event_map, tmp_path / "e.kml"))
    assert len(table) == len(event_map.events)
    name = "Name" if "Name" in table else "name"
    assert list(table[name])[:6] == [event.title for event in event_map.events][:6]
    found = [None if one is None else shapely.force_2d(one) for one in table.geometry]
    assert found[-1] is None
    assert found[0].equals_exact(expected_geometries(event_map)[0], 1e-6)


def test_kml_tells_times_and_every_column(event_map: EventMap, tmp_path: Path) -> None:
    root = ET.parse(exported(event_map, tmp_path / "e.kml")).getroot()  # noqa: S314 -- our own file
    marks = root.findall(".//k:Placemark", KML)
    assert len(marks) == len(event_map.events)
    assert [item.text for item in marks[0].find("k:TimeSpan", KML) or []] == ["2021-02-01", "2021-02-12"]
    data = {
        item.attrib["name"]: item.findtext("k:value", namespaces=KML) for item in marks[0].iter(f"{{{KML['k']}}}Data")
    }
    assert data["place_name"] == "Kars province"
    assert json.loads(data["evidence"] or "")[0]["text"] == event_map.events[0].evidence[0].text
    assert [item.tag.rpartition("}")[2] for item in marks[0]] == ["name", "TimeSpan", "ExtendedData", "Polygon"]


def test_linked_places_is_geojson_with_times_names_and_links(event_map: EventMap, tmp_path: Path) -> None:
    path = exported(event_map, tmp_path / "e.lpf.json")
    found = json.loads(path.read_text(encoding="utf-8"))
    assert found["@context"].endswith("linkedplaces-context-v1.3.jsonld")
    first, third, last = found["features"][0], found["features"][2], found["features"][-1]
    assert first["when"]["timespans"] == [{"start": {"in": "2021-02-01"}, "end": {"in": "2021-02-12"}}]
    assert first["names"][0]["toponym"] == "Kars province"
    assert [link["identifier"].rsplit("/", 1)[1] for link in first["links"]] == ["743942", "Q83069"]
    assert third["when"]["timespans"] == [{"start": {"latest": "2021-01-18"}, "end": {"in": "2021-01-18"}}]
    assert last["geometry"] is None
    assert "when" not in last
    assert all(item["properties"]["fclasses"] and item["properties"]["title"] for item in found["features"])
    assert len({item["@id"] for item in found["features"]}) == len(event_map.events)
    same_geometries(
        [None if item["geometry"] is None else shape(item["geometry"]) for item in found["features"]], event_map
    )


def test_plover_records_have_the_manuals_fields(event_map: EventMap, tmp_path: Path) -> None:
    path = exported(event_map, tmp_path / "e.jsonl")
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    first, line, hazard, last = records[0], records[1], records[4], records[6]
    assert (first["date"], first["enddate"]) == ("2021-02-01", "2021-02-12")
    assert [actor["code"] for actor in first["source"]] == ["TUR", "AZE"]
    assert first["recipient"] == [{"code": None, "actor_text": "a guest"}]
    assert first["context"] == ["military", "future"]
    assert first["quad_code"] == 2
    assert first["event_loc"]["geonameid"] == 743942
    assert first["event_loc"]["cc3"] == "TUR"
    assert line["event_loc"]["geonameid"] is None
    assert 43.5 <= line["event_loc"]["longitude"] <= 44.8
    assert -180 <= hazard["event_loc"]["longitude"] <= 180
    assert hazard["quad_code"] is None
    assert last["event_loc"] is None
    assert last["date"] is None


@pytest.mark.parametrize(("code", "long"), [("TR", "TUR"), ("AM", "ARM"), ("XK", "XKX"), ("", None), ("ZZ", None)])
def test_alpha3(code: str, long: str | None) -> None:
    assert alpha3(code) == long
