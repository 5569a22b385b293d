"""EventMaps made by hand: five events round a border, many made-up ones, and hostile ones."""

from __future__ import annotations

import random
from datetime import date, timedelta

from shapely.geometry import LineString, Point, Polygon

from geomap.model import (
    Actor,
    Annotation,
    Candidate,
    DatePrec,
    Document,
    Event,
    EventMap,
    EventType,
    Evidence,
    Mark,
    Mention,
    MentionKind,
    Place,
    Resolution,
    Role,
    Source,
    Sovereignty,
    Status,
    WherePrec,
)

TEXT = (
    "Winter drill planned near the frontier\n\n"
    "Soldiers from Azerbaijan reached Kars this week. They and the Turkish army will train together in Kars province "
    "from 1 to 12 February. The province lies along the Armenian border. The two armies last trained together in "
    "Azerbaijan in July and August 2020. An accord signed on 10 November 2020 ended six weeks of war over Karabakh."
)
KARS_CITY = Place("geonames:743952", "Kars", 43.0975, 40.6078, "P", "PPLA", "TR", "TR-36", population=78_100)
KARS = Place("geonames:743942", "Kars", 43.0, 40.42, "A", "ADM1", "TR", "TR-36")
AZERBAIJAN = Place("geonames:587116", "Azerbaijan", 47.5, 40.5, "A", "PCLI", "AZ")
KARABAKH = Place(
    "geomap:karabakh",
    "Karabakh",
    46.75,
    39.82,
    "L",
    "RGN",
    "AZ",
    source="curated",
    sovereignty=Sovereignty(("AZ",), ("AM",), "2023-09-20", "Held by Armenian forces until 2020 in large part."),
)
KARS_SHAPE = Polygon([(42.2, 40.1), (42.6, 40.9), (43.2, 41.1), (43.6, 40.6), (43.7, 40.1), (43.1, 39.9), (42.5, 40.0)])
KARABAKH_SHAPE = Polygon([(46.2, 39.3), (46.1, 40.2), (46.9, 40.4), (47.3, 39.9), (46.9, 39.3)])
AZ_SHAPE = Polygon([(45.0, 41.2), (46.6, 41.8), (48.6, 41.8), (50.3, 40.3), (48.9, 38.5), (46.5, 38.9), (45.5, 40.2)])
BORDER = LineString(
    [(43.45, 41.12), (43.47, 40.9), (43.68, 40.7), (43.6, 40.4), (43.66, 40.1), (44.4, 39.98), (44.77, 39.71)]
)


def _mention(surface: str, kind: MentionKind = MentionKind.LITERAL, *, last: bool = False) -> Mention:
    start = TEXT.rindex(surface) if last else TEXT.index(surface)
    return Mention(start, start + len(surface), surface, kind)


def evidence(sentence: str, **marks: str) -> Evidence:
    """Return a sentence of the sample text with words of it marked by role."""
    start = TEXT.index(sentence)
    spots = [(start + sentence.index(word), word, role) for role, word in marks.items()]
    return Evidence(
        "d1", start, start + len(sentence), sentence, tuple(Mark(at, at + len(word), role) for at, word, role in spots)
    )


def document() -> Document:
    return Document(
        "d1",
        TEXT,
        title="Winter drill planned near the frontier",
        url="https://news.example.org/drill?a=1&b=2",
        source="Example News",
        published=date(2021, 1, 18),
    )


def annotation() -> Annotation:
    return Annotation(
        document(),
        (
            Resolution(_mention("Azerbaijan"), AZERBAIJAN, AZ_SHAPE, None, WherePrec.COUNTRY, score=0.97),
            Resolution(_mention("Kars"), KARS_CITY, None, None, WherePrec.EXACT, score=0.93),
            Resolution(_mention("Kars province"), KARS, KARS_SHAPE, None, WherePrec.PROVINCE, score=0.96),
            Resolution(
                _mention("the Armenian border", MentionKind.RELATION),
                None,
                BORDER,
                "shared border of TUR and ARM",
                WherePrec.LARGER,
                score=0.8,
                countries=("AM", "TR"),
            ),
            Resolution(_mention("Karabakh"), KARABAKH, KARABAKH_SHAPE, None, WherePrec.LARGER, score=0.9),
        ),
    )


def five_events() -> tuple[Event, ...]:
    source = Source("d1", document().title or "", "Example News", document().url or "", "2021-01-18")
    both = (Actor("Azerbaijani soldiers", "AZ"), Actor("Turkish army", "TR"))
    drill = evidence(
        "They and the Turkish army will train together in Kars province from 1 to 12 February.",
        trigger="train together",
        place="Kars province",
        date="from 1 to 12 February",
        actor="Turkish army",
    )
    return (
        Event(
            "ev-1", EventType.COOPERATE, "exercise", "Joint military exercises of Azerbaijan and Turkey",
            Status.HAPPENED, context="military", date_from=date(2020, 7, 1), date_to=date(2020, 8, 31),
            edtf="2020-07/2020-08",
            date_prec=DatePrec.MONTH, place=AZERBAIJAN, place_name="Azerbaijan", country="AZ", geometry=AZ_SHAPE,
            where_prec=WherePrec.COUNTRY, actors=both, sources=(source,), confidence=0.82,
            evidence=(evidence("The two armies last trained together in Azerbaijan in July and August 2020.",
                               trigger="trained together", place="Azerbaijan", date="July and August 2020"),),
        ),
        Event(
            "ev-2", EventType.ASSAULT, "war", "Second Karabakh war", Status.HAPPENED,
            date_from=date(2020, 9, 27), date_to=date(2020, 11, 10), edtf="2020-09-27/2020-11-10",
            date_prec=DatePrec.DAY, date_reasons=("named event: 27 September to 10 November 2020",),
            place=KARABAKH, place_name="Karabakh", country="AZ", geometry=KARABAKH_SHAPE, where_prec=WherePrec.LARGER,
            actors=(Actor("Azerbaijan", "AZ"), Actor("Armenia", "AM", Role.RECIPIENT)), sources=(source,),
            confidence=0.9, disagreements=("One report counts 44 days, another six weeks.",),
            evidence=(evidence("An accord signed on 10 November 2020 ended six weeks of war over Karabakh.",
                               trigger="war", place="Karabakh", date="10 November 2020"),),
        ),
        Event(
            "ev-3", EventType.SUPPORT, "agreement", "Accord that ended the war over Karabakh", Status.HAPPENED,
            date_from=date(2020, 11, 10), date_to=date(2020, 11, 10), edtf="2020-11-10", date_prec=DatePrec.DAY,
            place=KARABAKH, place_name="Karabakh", country="AZ", geometry=KARABAKH_SHAPE, where_prec=WherePrec.LARGER,
            actors=(Actor("Russia", "RU"), Actor("Azerbaijan", "AZ"), Actor("Armenia", "AM")), sources=(source,),
            confidence=0.88, attributed_to="the presidency",
        ),
        Event(
            "ev-4", EventType.MOBILIZE, "arrival", "Arrival of Azerbaijani soldiers in Kars", Status.HAPPENED,
            mode="troops", date_to=date(2021, 1, 18), edtf="../2021-01-18", place=KARS_CITY, place_name="Kars",
            country="TR", admin1="TR-36", geometry=Point(43.0975, 40.6078), where_prec=WherePrec.EXACT, radius_km=8.0,
            actors=(Actor("Azerbaijani soldiers", "AZ"),), sources=(source,), confidence=0.76,
            place_reasons=("the largest place of that name", "the province of the same name is named beside it"),
            alternatives=(Candidate(KARS, "Kars", "preferred", 0.31, ("province of the same name",)),),
            evidence=(evidence("Soldiers from Azerbaijan reached Kars this week.", trigger="reached", place="Kars",
                               date="this week", actor="Soldiers from Azerbaijan"),),
        ),
        Event(
            "ev-5", EventType.COOPERATE, "exercise", "Joint winter military exercises of Azerbaijan and Turkey",
            Status.PLANNED, context="military", date_from=date(2021, 2, 1), date_to=date(2021, 2, 12),
            edtf="2021-02-01/2021-02-12", date_prec=DatePrec.DAY, place=KARS, place_name="Kars Province", country="TR",
            admin1="TR-36", geometry=KARS_SHAPE, where_prec=WherePrec.PROVINCE, actors=both, sources=(source,),
            confidence=0.94, place_reasons=("the text says “province”",), evidence=(drill,),
            alternatives=(Candidate(KARS_CITY, "Kars", "preferred", 0.22, ("the city",)),),
        ),
    )  # fmt: skip


def five() -> EventMap:
    """Return five events of one article."""
    return EventMap(
        five_events(),
        (annotation(),),
        "Winter drill near the frontier",
        ("GeoNames (CC BY 4.0)", "Natural Earth (public domain)"),
        {"events": "lexicon/1"},
    )


_TOWNS = (
    ("Kharkiv", "UA", 36.25, 49.98),
    ("Aleppo", "SY", 37.16, 36.2),
    ("Goma", "CD", 29.22, -1.67),
    ("Gao", "ML", -0.05, 16.27),
    ("Port Sudan", "SD", 37.22, 19.62),
    ("Taipei", "TW", 121.53, 25.05),
    ("Caracas", "VE", -66.9, 10.48),
    ("Manila", "PH", 120.98, 14.6),
    ("Gaza", "PS", 34.45, 31.5),
    ("Sanaa", "YE", 44.21, 15.35),
    ("Belgrade", "RS", 20.46, 44.8),
    ("Suva", "FJ", 178.44, -18.14),
)
_DEEDS = {
    EventType.ASSAULT: "Shelling near", EventType.MOBILIZE: "Troops move to", EventType.PROTEST: "March in",
    EventType.AGREE: "Talks agreed in", EventType.COOPERATE: "Joint drill at", EventType.HAZARD: "Flood in",
    EventType.THREATEN: "Warning over", EventType.SANCTION: "Sanctions on firms of",
    EventType.AID: "Aid convoy reaches",
    EventType.COERCE: "Arrests in", EventType.RETREAT: "Withdrawal from", EventType.CONSULT: "Visit to",
}  # fmt: skip


def many(count: int, *, seed: int = 7, years: int = 3) -> EventMap:
    """Return made-up events around a dozen towns, with sentences of varied wording."""
    chance = random.Random(seed)  # noqa: S311 -- made-up data, no secret
    events, documents = [], {}
    for number in range(count):
        town, country, lon, lat = _TOWNS[min(int(chance.expovariate(0.35)), len(_TOWNS) - 1)]
        kind = chance.choice(list(_DEEDS))
        start = date(2021, 1, 1) + timedelta(days=int(chance.betavariate(2, 1.4) * 365 * years))
        end = start + timedelta(days=int(chance.expovariate(0.4)) if number % 3 else 0)
        point = Point(round(lon + chance.gauss(0, 1.4), 4), round(lat + chance.gauss(0, 1.0), 4))
        title = f"{_DEEDS[kind]} {town}, district {chance.randint(1, 400)}"
        text = (
            f"{chance.randint(3, 900)} people took part on {start:%d %B %Y} when {_DEEDS[kind].lower()} {town} was "
            f"reported by officials of unit {chance.randint(100, 9999)} and confirmed by residents."
        )
        doc = f"doc-{number // 4}"
        documents.setdefault(doc, (f"Report {number // 4} from {town}", f"Paper {number % 40}", start))
        at = text.index(town)
        events.append(
            Event(
                f"m{number:06d}", kind, "event", title, chance.choice(list(Status)[:5]), date_from=start, date_to=end,
                edtf=f"{start}/{end}", date_prec=DatePrec.DAY, place_name=town, country=country, geometry=point,
                where_prec=WherePrec(chance.choice((1, 1, 2, 3))), radius_km=chance.choice((None, 5.0, 25.0)),
                actors=(Actor(f"Unit {chance.randint(1, 60)}", country),), confidence=round(chance.uniform(0.3, 1), 2),
                evidence=(Evidence(doc, 0, len(text), text, (Mark(at, at + len(town), "place"),)),),
                sources=(Source(doc, *documents[doc][:2], f"https://paper.example/{number}", f"{end}"),),
            )
        )  # fmt: skip
    events.sort(key=lambda event: (event.date_from or date.min, event.id))
    return EventMap(tuple(events), (), f"{count} made-up events", ("Made-up data",))
