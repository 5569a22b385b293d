"""Made-up events all over the real world, as many as asked for: for pictures and for measuring."""

from __future__ import annotations

import random
from datetime import date, timedelta

from shapely.geometry import Point

from geomap.model import Actor, DatePrec, Event, EventMap, EventType, Evidence, Mark, Source, Status, WherePrec

# How often a made-up event stands in a country, relative to its population: news is not spread evenly.
_TROUBLED = {"UA": 14, "SY": 10, "SD": 9, "YE": 8, "MM": 8, "IL": 12, "PS": 14, "LB": 8, "ML": 6, "BF": 6, "SO": 7,
             "AF": 6, "CD": 4, "HT": 6, "IQ": 5, "ET": 4, "NG": 2.5, "VE": 3, "CO": 2, "PK": 2, "AZ": 5, "AM": 5,
             "TW": 5, "PH": 2, "LY": 5, "CN": 0.4, "IN": 0.6}  # fmt: skip
_HEADLINES = {
    EventType.ASSAULT: ("Shelling of {}", "Drone attack on {}", "Clashes in {}"),
    EventType.MOBILIZE: ("Troops move to {}", "Air defences placed round {}"),
    EventType.PROTEST: ("March in {}", "Strike of dockers in {}", "Sit-in before the court of {}"),
    EventType.AGREE: ("Talks agreed in {}", "Prisoner exchange agreed in {}"),
    EventType.CONSULT: ("Foreign ministers meet in {}", "Envoy visits {}"),
    EventType.COOPERATE: ("Joint exercises near {}", "Border patrols shared at {}"),
    EventType.AID: ("Aid convoy reaches {}", "Field hospital opens in {}"),
    EventType.RETREAT: ("Ceasefire observed in {}", "Withdrawal from {}"),
    EventType.THREATEN: ("Warning over {}", "Ultimatum on {}"),
    EventType.ACCUSE: ("Accusations over {}",),
    EventType.SANCTION: ("Sanctions on firms of {}",),
    EventType.COERCE: ("Arrests in {}", "Curfew in {}"),
    EventType.HAZARD: ("Flood in {}", "Earthquake near {}", "Fire at the port of {}"),
}
_STATUSES = [*([Status.HAPPENED] * 14), Status.PLANNED, Status.PLANNED, Status.ONGOING, Status.CANCELLED, Status.DENIED,
             Status.HYPOTHETICAL]  # fmt: skip


def world(count: int, *, seed: int = 11, first: date = date(2021, 1, 1), days: int = 1100) -> EventMap:
    """Return made-up events in the real towns of the basemap, thick where news is thick, in three waves of time.

    Ids are hashes, titles and sentences differ, and most events stand at a town's own coordinates, as read ones do.
    """
    from geomap.spatial.basemap import load_basemap

    chance = random.Random(seed)  # noqa: S311 -- made-up data, no secret
    towns = [
        (row["properties"]["name"], row["properties"]["country"] or "", *row["geometry"]["coordinates"],
         (row["properties"]["population"] or 5_000) ** 0.55 * _TROUBLED.get(row["properties"]["country"], 1))
        for row in load_basemap()["cities"]["features"]
    ]  # fmt: skip
    chosen = chance.choices(towns, [town[4] for town in towns], k=count)
    kinds = chance.choices(list(_HEADLINES), [9, 4, 6, 3, 5, 2, 3, 2, 2, 2, 1, 5, 4], k=count)
    waves = [(0.18, 0.09), (0.55, 0.16), (0.86, 0.05)]
    events = []
    for number, (town, kind) in enumerate(zip(chosen, kinds, strict=True)):
        middle, width = waves[number % 3]
        day = first + timedelta(days=int(min(0.999, max(0.0, chance.gauss(middle, width))) * days))
        events.append(_made_up(number, chance, town, kind, day))
    events.sort(key=lambda event: (event.date_from or date.min, event.id))
    return EventMap(tuple(events), (), f"{count:,} made-up events", ("Made-up events", "Towns: Natural Earth"))


def _made_up(number: int, chance: random.Random, town: tuple[str, str, float, float, float], kind: EventType,
             start: date) -> Event:  # fmt: skip
    name, country, lon, lat, _ = town
    headline = chance.choice(_HEADLINES[kind]).format(name)
    near = chance.random() < 0.3
    if near:
        lon, lat = round(lon + chance.gauss(0, 0.25), 4), round(lat + chance.gauss(0, 0.2), 4)
    end = start + timedelta(days=int(chance.expovariate(0.25)) if number % 4 == 0 else 0)
    said = f"officials of unit {number % 9973} said on {start:%d %B %Y}"
    text = f"{headline}, {said}; {3 + number % 887} people took part."
    at, doc = text.index(name), f"doc-{number // 3}"
    return Event(
        f"ev-{chance.getrandbits(64):016x}", kind, kind.value.lower(), headline, chance.choice(_STATUSES),
        date_from=start, date_to=end, edtf=f"{start}/{end}", date_prec=DatePrec.DAY, place_name=name, country=country,
        geometry=Point(lon, lat), where_prec=WherePrec.NEAR if near else WherePrec.EXACT,
        radius_km=25.0 if near else None,
        actors=(Actor(f"Unit {number % 61}", country),), confidence=round(chance.uniform(0.35, 0.99), 2),
        evidence=(Evidence(doc, 0, len(text), text, (Mark(at, at + len(name), "place"),)),),
        sources=(
            Source(doc, f"Report {number // 3}", f"Paper {number % 40}", f"https://paper.example/{doc}", f"{end}"),
        ),
    )  # fmt: skip
