"""The table that the line ends in."""

from __future__ import annotations

import json
from datetime import date

from shapely.geometry import Point, box

from geomap.model import Actor, Event, EventMap, EventType, Place, Role, Sovereignty, Status

CONTESTED = Place("geomap:x", "X", 1.0, 2.0, sovereignty=Sovereignty(("AA",), ("AA", "BB"), "2020", "A note."))
EVENTS = (
    Event(
        "a", EventType.COOPERATE, "exercise", "An exercise", Status.PLANNED, date_from=date(2021, 2, 1),
        date_to=date(2021, 2, 12), geometry=box(1, 2, 3, 4), place=CONTESTED,
        actors=(Actor("one", "TR"), Actor("two", "AZ", Role.RECIPIENT)), confidence=0.12345,
    ),
    Event("b", EventType.HAZARD, "flood", "A flood", Status.HAPPENED),
)  # fmt: skip


def test_geo_interface_is_a_feature_collection() -> None:
    found = EventMap(EVENTS).__geo_interface__
    assert found["type"] == "FeatureCollection"
    assert found["bbox"] == [1, 2, 3, 4]
    first, second = found["features"]
    assert list(first) == ["type", "id", "bbox", "geometry", "properties"]
    assert (second["geometry"], "bbox" in second) == (None, False)
    assert json.loads(json.dumps(found)) == found


def test_properties_say_null_for_what_is_not_known() -> None:
    first, second = (item["properties"] for item in EventMap(EVENTS).__geo_interface__["features"])
    assert (first["start"], first["end"], first["confidence"]) == ("2021-02-01", "2021-02-12", 0.123)
    assert [item["name"] for item in first["actors"]] == ["one"]
    assert [item["country"] for item in first["recipients"]] == ["AZ"]
    assert first["contested"] == {"governs": ["AA"], "claims": ["AA", "BB"], "since": "2020", "note": "A note."}
    assert [second[name] for name in ("start", "end", "edtf", "place_name", "where_prec", "contested")] == [None] * 6
    assert list(first) == list(second)


def test_no_place_no_box() -> None:
    assert "bbox" not in EventMap(EVENTS[1:]).__geo_interface__
    assert EventMap(()).__geo_interface__ == {"type": "FeatureCollection", "features": []}


def test_geodataframe_has_a_row_an_event() -> None:
    table = EventMap(EVENTS).to_geodataframe()
    assert table.crs.to_epsg() == 4326
    assert list(table["id"]) == ["a", "b"]
    assert table.geometry.iloc[0].equals(box(1, 2, 3, 4))
    assert table.geometry.iloc[1] is None


def test_points_have_a_box_too() -> None:
    event = Event("p", EventType.AID, "aid", "Aid", Status.HAPPENED, geometry=Point(5, 6))
    assert EventMap((event,)).__geo_interface__["features"][0]["bbox"] == [5, 6, 5, 6]
