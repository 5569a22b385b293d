"""One document's toponyms judged: found or missed, put in the right place or not."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from shapely.geometry import Point

from geomap.model import MentionKind, Span
from geomap.recognition.names import is_country

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geomap.evaluation.toponyms_gold import Gold
    from geomap.language import ParsedDocument
    from geomap.model import Mention, Resolution

NEAR_KM = 161.0  # 100 miles, the usual threshold of geoparsing since Leidner (2007)
EARTH_KM = 6371.0088
HALF_TURN_KM = math.pi * EARTH_KM
_ALPHA2 = 2
# Feature codes and corpus types of areas that GeoNames, too, knows by one point alone.
REGIONS = frozenset({"CONT", "RGN", "ZN", "SEA", "OCN", "GULF", "MTS", "DSRT", "ISLS", "PEN", "CONTINENT", "REGION"})
# GeoNames numbers of continents and the like (its readme.txt), which geomap's gazetteer holds as curated shapes.
CONTINENTS = {
    6255146: "geomap:africa",
    6255147: "geomap:asia",
    6255148: "geomap:europe",
    6255149: "geomap:north-america",
    6255150: "geomap:south-america",
    6255151: "geomap:oceania",
    6269133: "geomap:middle-east",
    6695072: "geomap:european-union",
}


@dataclass(frozen=True, slots=True)
class Judged:
    """One gold toponym with what was made of its span.

    Attributes
    ----------
    doc, gold, resolution
        The document, the annotation, the answer.
    km
        From the answer's point to the gold point; half the globe for NIL.
    exact
        Whether the answer has the gold's GeoNames id.
    around
        The words round the name.
    holds
        Whether both are countries, first-order divisions or regions and the answer's shape holds the gold point.
    """

    doc: str
    gold: Gold
    resolution: Resolution
    km: float
    exact: bool
    holds: bool = False
    around: str = ""

    @property
    def country_right(self) -> bool:
        """Whether the answer lies in the gold's country."""
        return self.resolution.place is not None and self.resolution.place.country == self.gold.country

    @property
    def right(self) -> bool:
        """Whether the answer is the gold's place, or lies within 161 km of it."""
        return self.exact or self.holds or self.km <= NEAR_KM


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything measured in one document.

    Attributes
    ----------
    doc_id
        The document.
    counts
        Additive counts; every reported share is a ratio of sums of these, so that documents can be resampled.
    judged
        The gold spans with coordinates, resolved.
    notes
        Errors, one a line.
    answers
        End to end: for each answer how sure it was, whether it is right, and whether it is of a demonym. Answers to
        names whose place the annotators did not tell are left out.
    """

    doc_id: str
    counts: Counter[str]
    judged: tuple[Judged, ...]
    notes: tuple[str, ...]
    answers: tuple[tuple[float, bool, bool], ...] = ()


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the great-circle distance in kilometres of two points, each longitude and latitude in degrees."""
    lon_a, lat_a, lon_b, lat_b = map(math.radians, (*a, *b))
    half = math.sin((lat_b - lat_a) / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def measure(
    parsed: ParsedDocument,
    gold: Sequence[Gold],
    recognise: Callable[[ParsedDocument], Sequence[Mention]],
    resolve: Callable[[ParsedDocument, Sequence[Mention]], Sequence[Resolution]],
) -> Outcome:
    """Measure one document: recognition, its gold spans resolved, and both together."""
    counts: Counter[str] = Counter()
    document = parsed.document
    found = recognise(parsed)
    notes = count_recognition(document.text, gold, found, counts)
    given = tuple(Span(item.start, item.end) for item in gold)
    bringing = replace(parsed, document=replace(document, mentions=given))
    spans = recognise(bringing)
    everything = [
        judge(document.id, item, resolution, around(document.text, item.start, item.end))
        for item, resolution in zip(gold, resolve(bringing, spans), strict=True)
    ]
    judged = tuple(item for item in everything if item.gold.placed)
    notes += [_wrong(item) for item in everything if _is_wrong(item)]
    for item in everything:
        if len(item.gold.country) == _ALPHA2:
            counts["resolved_countries"] += 1
            counts["resolved_country"] += item.country_right
    for item in judged:
        counts["resolved_total"] += 1
        counts["resolved_right"] += item.right
        counts["resolved_near"] += item.km <= NEAR_KM
        counts["resolved_nil"] += item.resolution.is_nil
        if item.gold.geonameid:
            counts["resolved_ids"] += 1
            counts["resolved_exact"] += item.exact
    answers = _count_together(gold, resolve(parsed, found), counts)
    return Outcome(document.id, counts, judged, tuple(f"{document.id}: {note}" for note in notes), answers)


def count_recognition(text: str, gold: Sequence[Gold], found: Sequence[Mention], counts: Counter[str]) -> list[str]:
    """Count strict and overlapping matches, with adjectives and without, and list what went wrong."""
    gold_spans = {(item.start, item.end) for item in gold}
    found_spans = {(item.start, item.end) for item in found}
    notes = []
    for item in gold:
        hit = any(mention.start < item.end and item.start < mention.end for mention in found)
        for group in ("all", "names")[: 1 if item.adjective else 2]:
            counts[f"{group}_gold"] += 1
            counts[f"{group}_gold_hit"] += hit
            counts[f"{group}_gold_strict"] += (item.start, item.end) in found_spans
        if not hit:
            notes.append(f"missed {item.surface!r} in {around(text, item.start, item.end)!r}")
    for mention in found:
        hit = any(mention.start < item.end and item.start < mention.end for item in gold)
        for group in ("all", "names")[: 1 if mention.kind is MentionKind.DEMONYM else 2]:
            counts[f"{group}_found"] += 1
            counts[f"{group}_found_hit"] += hit
            counts[f"{group}_found_strict"] += (mention.start, mention.end) in gold_spans
        if not hit:
            notes.append(f"spurious {mention.surface!r} in {around(text, mention.start, mention.end)!r}")
    return notes


def around(text: str, start: int, end: int, width: int = 40) -> str:
    """Return a stretch of text with ``width`` characters on either side, on one line."""
    return " ".join(text[max(0, start - width) : end + width].split())


def judge(doc_id: str, gold: Gold, resolution: Resolution, around: str = "") -> Judged:
    """Return how far an answer is from the gold point, and whether it is the gold's place.

    Parameters
    ----------
    doc_id
        The document.
    gold, resolution
        The annotation and the answer.
    around
        The words round the name, for a reader.
    """
    place = resolution.place
    if place is None or gold.lon is None or gold.lat is None:
        return Judged(doc_id, gold, resolution, HALF_TURN_KM, exact=False, around=around)
    km = distance_km((place.lon, place.lat), (gold.lon, gold.lat))
    exact = place.id in {f"geonames:{gold.geonameid}", CONTINENTS.get(gold.geonameid or 0)}
    holds = not exact and km > NEAR_KM and _holds(gold, resolution)
    return Judged(doc_id, gold, resolution, km, exact, holds, around)


def _holds(gold: Gold, answer: Resolution) -> bool:
    """Tell whether gold and answer are areas of the same order, and the answer's shape holds the gold's point.

    Sources put the point of a large country hundreds of kilometres apart.
    """
    place = answer.place
    if place is None or answer.geometry is None or answer.geometry.geom_type == "Point":
        return False
    country = is_country(place.feature_code) and (gold.feature == "COUNTRY" or is_country(gold.feature))
    division = place.feature_code == "ADM1" and gold.feature in {"ADM1", "UNIT"}
    region = place.id.startswith("geomap:") and gold.feature in REGIONS
    return (country or division or region) and bool(answer.geometry.covers(Point(gold.lon, gold.lat)))


def _is_wrong(item: Judged) -> bool:
    """Tell whether an answer is wrong, or, where the annotation has no coordinates, in another country."""
    if item.gold.placed:
        return not item.right
    return bool(item.gold.country) and not item.resolution.is_nil and not item.country_right


def _wrong(item: Judged) -> str:
    place = item.resolution.place
    got = "NIL" if place is None else f"{place.name} ({place.feature_code}, {place.country}) {item.km:,.0f} km off"
    wanted = f"{item.gold.lat:.2f}, {item.gold.lon:.2f}" if item.gold.placed else item.gold.country
    return f"resolved {item.gold.surface!r} as {got}; gold {wanted} {item.gold.feature} {item.gold.geonameid or ''}"


def _count_together(
    gold: Sequence[Gold], resolved: Sequence[Resolution], counts: Counter[str]
) -> tuple[tuple[float, bool, bool], ...]:
    """Count, end to end, gold found and put within 161 km, and answers that are right; return what they said."""
    placed = [item for item in gold if item.placed]
    counts["end_gold"] += len(placed)
    counts["end_gold_right"] += sum(any(_right(item, answer) for answer in resolved) for item in placed)
    answers = [answer for answer in resolved if answer.place is not None]
    right = {id(answer): any(_right(item, answer) for item in placed) for answer in answers}
    counts["end_answers"] += len(answers)
    counts["end_answers_right"] += sum(right.values())
    for item in gold:
        if len(item.country) == _ALPHA2:
            counts["end_countries"] += 1
            counts["end_country_right"] += any(
                answer.place.country == item.country
                for answer in resolved
                if answer.place is not None and _overlap(item, answer)
            )
    return tuple(
        (answer.score, right[id(answer)], answer.mention.kind is MentionKind.DEMONYM)
        for answer in answers
        if not untold(gold, answer)
    )


def untold(gold: Sequence[Gold], answer: Resolution) -> bool:
    """Tell whether the annotators marked the name of an answer without telling its place."""
    return any(not item.placed and _overlap(item, answer) for item in gold)


def _right(gold: Gold, answer: Resolution) -> bool:
    return _overlap(gold, answer) and judge("", gold, answer).right


def _overlap(gold: Gold, answer: Resolution) -> bool:
    return answer.mention.start < gold.end and gold.start < answer.mention.end
