"""Events of every shape that an exporter must carry, and of none."""

from __future__ import annotations

from datetime import date

import pytest
from shapely.geometry import GeometryCollection, LineString, MultiPolygon, Point, Polygon, box

from geomap.model import (
    Actor,
    Candidate,
    DatePrec,
    Event,
    EventMap,
    EventType,
    Evidence,
    Mark,
    Place,
    Role,
    Source,
    Sovereignty,
    Status,
    WherePrec,
)

KARS = Place("geonames:743942", "Kars", 43.08, 40.59, "A", "ADM1", "TR", "TR-36", wikidata="Q83069", source="geonames")
KARABAKH = Place(
    "geomap:karabakh", "Karabakh", 46.75, 39.82, "L", "RGN", source="curated",
    sovereignty=Sovereignty(("AZ",), ("AZ", "AM"), "2023-09-20", "Governed by Azerbaijan."),
)  # fmt: skip
TEXT = 'Troops of "both" countries\nwill train in Kars, <b>soon</b> & ${often} `here`.'


def make_event(number: int, **changes: object) -> Event:
    values: dict[str, object] = {
        "id": f"event-{number}",
        "type": EventType.COOPERATE,
        "label": "exercise",
        "title": f"Exercise {number} — Gökçeada, “joint”",
        "status": Status.PLANNED,
        "evidence": (Evidence("doc", 0, len(TEXT), TEXT, (Mark(0, 6, "trigger"),)),),
        "sources": (Source("doc", "A headline", "A paper", "https://example.org/a?b=1&c=2", "2021-01-18"),),
        "confidence": 0.8125,
    }
    return Event(**(values | changes))  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def event_map() -> EventMap:
    """Return one map with a polygon, a line, a point, several parts, the antimeridian, a collection and no place."""
    hole = Polygon([(0, 0), (0, 4), (4, 4), (4, 0)], [[(1, 1), (2, 1), (2, 2), (1, 2)]])
    full = make_event(
        1, context="military", date_from=date(2021, 2, 1), date_to=date(2021, 2, 12), edtf="2021-02-01/2021-02-12",
        date_prec=DatePrec.DAY, date_reasons=("said in the text",), place=KARS, place_name="Kars province",
        country="TR", admin1="TR-36", geometry=hole, where_prec=WherePrec.PROVINCE, radius_km=62.5,
        place_reasons=("it says so",),
        actors=(Actor("Turkish army", "TR"), Actor("servicemen", "AZ"), Actor("a guest", "", Role.RECIPIENT)),
        alternatives=(Candidate(KARS, "Kars", "preferred", 0.4),),
    )  # fmt: skip
    return EventMap(
        (
            full,
            make_event(2, geometry=LineString([(43.5, 41.1), (44.8, 39.7)]), relation="shared border of TUR and ARM"),
            make_event(3, geometry=Point(-177.5, -17.8), date_to=date(2021, 1, 18), edtf="../2021-01-18"),
            make_event(
                4, place=KARABAKH, place_name="Karabakh", geometry=MultiPolygon([box(0, 0, 1, 1), box(2, 2, 3, 3)])
            ),
            make_event(5, geometry=box(178, -18, 182, -16), status=Status.HAPPENED, type=EventType.HAZARD),
            make_event(6, geometry=GeometryCollection([Point(1, 2), box(5, 5, 6, 6)])),
            make_event(7, title='=HYPERLINK("http://example.org")', evidence=(), sources=(), label="x\x0by"),
        ),
        title="Exercises",
        attribution=("GeoNames, CC BY 4.0",),
    )
