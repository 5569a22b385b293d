"""Place names: how many are found, how many are put in the right place, and how honest the scores are."""

from __future__ import annotations

import json
import math
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from shapely.geometry import Point

from geomap.errors import DataError
from geomap.evaluation.report import Report, Score
from geomap.model import Document, MentionKind, Span
from geomap.recognition.names import is_country

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from geomap.language import ParsedDocument
    from geomap.model import Mention, Resolution

TASK = "toponyms"
NEAR_KM = 161.0  # 100 miles, the usual threshold of geoparsing since Leidner (2007)
EARTH_KM = 6371.0088
HALF_TURN_KM = math.pi * EARTH_KM
BINS = 10  # of equal width, for expected calibration error (Guo et al. 2017)
RESAMPLES = 1000
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
SEED = 20210118


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated toponym.

    Attributes
    ----------
    start, end, surface
        Where and what.
    lon, lat
        Degrees, WGS 84; ``None`` when the annotators gave none.
    geonameid
        GeoNames id, where given.
    adjective
        Whether it is a demonym or adjective ("Turkish") rather than a name.
    country
        The annotated country's name, or ``""``.
    feature
        GeoNames feature code or the corpus's own type, or ``""``.
    """

    start: int
    end: int
    surface: str
    lon: float | None
    lat: float | None
    geonameid: int | None
    adjective: bool
    country: str = ""
    feature: str = ""

    @property
    def placed(self) -> bool:
        """Whether it has coordinates."""
        return self.lon is not None and self.lat is not None


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
    holds
        Whether both are countries, first-order divisions or regions and the answer's shape holds the gold point.
    """

    doc: str
    gold: Gold
    resolution: Resolution
    km: float
    exact: bool
    holds: bool = False

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
    """

    doc_id: str
    counts: Counter[str]
    judged: tuple[Judged, ...]
    notes: tuple[str, ...]


def evaluate(corpus: Path, *, limit: int | None = None) -> Report:
    """Score recognition, resolution of gold spans, and both together.

    Parameters
    ----------
    corpus
        JSONL; one document a line with ``text`` and ``toponyms`` (``start``, ``end``, ``surface``, ``lon``, ``lat``,
        ``geonameid``).
    limit
        Read no more documents than this.

    Returns
    -------
    Report
        Shares with 95 % bootstrap intervals over documents, and one line per error.

    Raises
    ------
    DataError
        If the corpus cannot be read.
    """
    from geomap.gazetteer import open_gazetteer
    from geomap.language import Parser
    from geomap.recognition import default_recogniser
    from geomap.resolution.ranker import default_ranker
    from geomap.resolution.resolver import RankingResolver
    from geomap.spatial import open_shapes

    gazetteer = open_gazetteer()
    recogniser = default_recogniser(gazetteer)
    resolver = RankingResolver(gazetteer, open_shapes(), default_ranker(), recogniser)
    parser = Parser()

    def adjective(word: str) -> bool:
        return bool(gazetteer.demonym(word))

    outcomes = [
        measure(parser.parse(document), gold, recogniser.recognise, resolver.places)
        for document, gold in read_corpus(corpus, adjective, limit)
    ]
    return report(corpus.stem, outcomes)


def read_corpus(
    corpus: Path, adjective: Callable[[str], bool], limit: int | None = None
) -> Iterator[tuple[Document, list[Gold]]]:
    """Yield documents with their gold toponyms.

    Parameters
    ----------
    corpus
        JSONL file.
    adjective
        Tells whether a word is a demonym or adjective.
    limit
        Yield no more documents than this.

    Raises
    ------
    DataError
        If the file is missing or a line is not as it should be.
    """
    number = 0
    try:
        lines = corpus.read_text(encoding="utf-8").rstrip("\n").split("\n")
        for number, line in enumerate(lines[:limit], 1):  # noqa: B007 -- the error names it
            row = json.loads(line)
            gold = [_gold(item, adjective) for item in row["toponyms"]]
            yield Document(id=str(row["id"]), text=row["text"]), sorted(gold, key=lambda item: item.start)
    except OSError as error:
        raise DataError(f"{corpus} cannot be read: {error}.", "Name a JSONL corpus of toponyms.") from error
    except (KeyError, TypeError, ValueError) as error:
        raise DataError(f"{corpus}, line {number}: not a toponym corpus ({error!r}).", "See docs/.") from error


def _gold(item: dict[str, Any], adjective: Callable[[str], bool]) -> Gold:
    surface = item["surface"]
    lon, lat = item.get("lon"), item.get("lat")
    identifier = item.get("geonameid")
    return Gold(
        item["start"],
        item["end"],
        surface,
        None if lon is None else float(lon),
        None if lat is None else float(lat),
        int(identifier) if identifier else None,
        item.get("modifier") == "Adjective" or item.get("subtype") == "Demonym" or adjective(surface),
        item.get("country") or "",
        item.get("fcode") or item.get("subtype") or "",
    )


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
    judged = tuple(
        _judge(document.id, item, resolution)
        for item, resolution in zip(gold, resolve(bringing, spans), strict=True)
        if item.placed
    )
    notes += [_wrong(item) for item in judged if not item.right]
    for item in judged:
        counts["resolved_total"] += 1
        counts["resolved_right"] += item.right
        counts["resolved_near"] += item.km <= NEAR_KM
        counts["resolved_nil"] += item.resolution.is_nil
        if item.gold.geonameid:
            counts["resolved_ids"] += 1
            counts["resolved_exact"] += item.exact
    _count_together(gold, resolve(parsed, found), counts)
    return Outcome(document.id, counts, judged, tuple(f"{document.id}: {note}" for note in notes))


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
            notes.append(f"missed {item.surface!r} in {_around(text, item.start, item.end)}")
    for mention in found:
        hit = any(mention.start < item.end and item.start < mention.end for item in gold)
        for group in ("all", "names")[: 1 if mention.kind is MentionKind.DEMONYM else 2]:
            counts[f"{group}_found"] += 1
            counts[f"{group}_found_hit"] += hit
            counts[f"{group}_found_strict"] += (mention.start, mention.end) in gold_spans
        if not hit:
            notes.append(f"spurious {mention.surface!r} in {_around(text, mention.start, mention.end)}")
    return notes


def _around(text: str, start: int, end: int) -> str:
    return repr(" ".join(text[max(0, start - 40) : end + 40].split()))


def _judge(doc_id: str, gold: Gold, resolution: Resolution) -> Judged:
    place = resolution.place
    if place is None or gold.lon is None or gold.lat is None:
        return Judged(doc_id, gold, resolution, HALF_TURN_KM, exact=False)
    km = distance_km((place.lon, place.lat), (gold.lon, gold.lat))
    exact = place.id in {f"geonames:{gold.geonameid}", CONTINENTS.get(gold.geonameid or 0)}
    return Judged(doc_id, gold, resolution, km, exact, not exact and km > NEAR_KM and _holds(gold, resolution))


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


def _wrong(item: Judged) -> str:
    place = item.resolution.place
    got = "NIL" if place is None else f"{place.name} ({place.feature_code}, {place.country}) {item.km:,.0f} km off"
    wanted = f"{item.gold.lat:.2f}, {item.gold.lon:.2f}" if item.gold.placed else "?"
    return f"resolved {item.gold.surface!r} as {got}; gold {wanted} {item.gold.feature} {item.gold.geonameid or ''}"


def _count_together(gold: Sequence[Gold], resolved: Sequence[Resolution], counts: Counter[str]) -> None:
    """Count, end to end, gold found and put within 161 km, and answers that are right."""
    placed = [item for item in gold if item.placed]
    counts["end_gold"] += len(placed)
    counts["end_gold_right"] += sum(any(_right(item, answer) for answer in resolved) for item in placed)
    answers = [answer for answer in resolved if answer.place is not None]
    counts["end_answers"] += len(answers)
    counts["end_answers_right"] += sum(any(_right(item, answer) for item in placed) for answer in answers)


def _right(gold: Gold, answer: Resolution) -> bool:
    overlaps = answer.mention.start < gold.end and gold.start < answer.mention.end
    return overlaps and _judge("", gold, answer).right


def report(corpus: str, outcomes: Sequence[Outcome]) -> Report:
    """Return the scores of all documents together, with 95 % bootstrap intervals over documents."""
    total = _summed(outcome.counts for outcome in outcomes)
    samples = _resampled(outcomes)
    scores = []
    for group, words in (("all", "all toponyms"), ("names", "without demonyms")):
        for match, title in (("hit", "overlapping"), ("strict", "strict")):

            def f1(counts: Counter[str], group: str = group, match: str = match) -> float:
                recall = _share(counts[f"{group}_gold_{match}"], counts[f"{group}_gold"])
                precision = _share(counts[f"{group}_found_{match}"], counts[f"{group}_found"])
                return _share(2 * precision * recall, precision + recall)

            note = (
                f"P {_share(total[f'{group}_found_{match}'], total[f'{group}_found']):.3f} "
                f"R {_share(total[f'{group}_gold_{match}'], total[f'{group}_gold']):.3f} {_interval(samples, f1)}"
            )
            scores.append(Score(f"recognition, {title} F1, {words}", f1(total), total[f"{group}_gold"], note))
    for name, part, whole in (
        ("gold spans, Acc@161, or the same place", "resolved_right", "resolved_total"),
        ("gold spans, Acc@161, by distance alone", "resolved_near", "resolved_total"),
        ("gold spans, exact GeoNames id", "resolved_exact", "resolved_ids"),
        ("gold spans, left NIL", "resolved_nil", "resolved_total"),
        ("end to end, recall@161", "end_gold_right", "end_gold"),
        ("end to end, precision@161", "end_answers_right", "end_answers"),
    ):

        def share(counts: Counter[str], part: str = part, whole: str = whole) -> float:
            return _share(counts[part], counts[whole])

        scores.append(Score(name, share(total), total[whole], _interval(samples, share)))
    judged = [item for outcome in outcomes for item in outcome.judged]
    scores += [*_errors(judged), *_calibration(judged), *_by_kind(judged)]
    return Report(TASK, corpus, tuple(scores), tuple(note for outcome in outcomes for note in outcome.notes))


def _errors(judged: Sequence[Judged]) -> list[Score]:
    """Return the median and mean error, and the area under the curve of log errors (Jurgens et al. 2015)."""
    if not judged:
        return []
    km = np.array([item.km for item in judged])
    curve = float(np.mean(np.log1p(km) / math.log1p(HALF_TURN_KM)))
    return [
        Score("gold spans, median error, km", float(np.median(km)), len(km), "NIL counts as half the globe"),
        Score("gold spans, mean error, km", float(km.mean()), len(km)),
        Score("gold spans, AUC of log error", curve, len(km), "0 is perfect"),
    ]


def _calibration(judged: Sequence[Judged]) -> list[Score]:
    """Return the expected calibration error of the resolved, over ten bins of equal width."""
    resolved = [item for item in judged if not item.resolution.is_nil]
    bins: list[list[Judged]] = [[] for _ in range(BINS)]
    for item in resolved:
        bins[min(BINS - 1, int(item.resolution.score * BINS))].append(item)
    scores = []
    error = 0.0
    for number, members in enumerate(bins):
        if not members:
            continue
        said = float(np.mean([item.resolution.score for item in members]))
        was = float(np.mean([item.right for item in members]))
        error += abs(said - was) * len(members) / len(resolved)
        scores.append(
            Score(
                f"reliability, said {number / BINS:.1f} to {(number + 1) / BINS:.1f}",
                was,
                len(members),
                f"mean score {said:.3f}",
            )
        )
    return [Score("calibration, ECE", error, len(resolved), "of the resolved, against being right"), *scores]


def _by_kind(judged: Sequence[Judged], least: int = 10) -> list[Score]:
    """Return Acc@161 by feature and by country, of those with enough instances."""
    scores = []
    for title, key in (("feature", "feature"), ("country", "country")):
        groups: dict[str, list[Judged]] = {}
        for item in judged:
            groups.setdefault(getattr(item.gold, key), []).append(item)
        for value, members in sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0])):
            if value and len(members) >= least:
                near = sum(item.right for item in members) / len(members)
                scores.append(Score(f"Acc@161, {title} {value}", near, len(members)))
    return scores


def _summed(counters: Iterable[Counter[str]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for counts in counters:
        total.update(counts)
    return total


def _resampled(outcomes: Sequence[Outcome]) -> list[Counter[str]]:
    """Return summed counts of bootstrap samples of documents."""
    if not outcomes:
        return []
    keys = sorted({key for outcome in outcomes for key in outcome.counts})
    table = np.array([[outcome.counts[key] for key in keys] for outcome in outcomes])
    random = np.random.default_rng(SEED)
    picks = random.integers(0, len(outcomes), size=(RESAMPLES, len(outcomes)))
    return [Counter(dict(zip(keys, table[pick].sum(axis=0).tolist(), strict=True))) for pick in picks]


def _interval(samples: Sequence[Counter[str]], share: Callable[[Counter[str]], float]) -> str:
    if not samples:
        return ""
    low, high = np.percentile([share(sample) for sample in samples], [2.5, 97.5])
    return f"[{low:.3f}, {high:.3f}]"


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
