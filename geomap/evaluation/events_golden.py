"""Golden articles: which of the annotated events come out, with which type, date, place and status, each once."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from geomap.evaluation.events_line import open_line
from geomap.evaluation.golden_articles import Gold, article_paths, read_article
from geomap.evaluation.report import Report, Score

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from geomap.gazetteer import Gazetteer
    from geomap.model import Event, Place

    Ids = Callable[[str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Fit:
    """How an extracted event agrees with an annotated one."""

    type: bool
    date: bool
    place: bool
    status: bool
    actors: bool
    told: bool

    @property
    def full(self) -> bool:
        """Type, date and place."""
        return self.type and self.date and self.place

    @property
    def weight(self) -> float:
        """For pairing: the more agrees, the better."""
        return (
            2.0 * self.type
            + 1.5 * self.date
            + 1.5 * self.place
            + 1.5 * self.told
            + 0.5 * self.status
            + 0.5 * self.actors
        )

    @property
    def related(self) -> bool:
        """Whether the two may be called the same event at all."""
        return self.type and (self.told or (self.date and self.place))


@dataclass(slots=True)
class Tally:
    """Counts over articles."""

    gold: int = 0
    system: int = 0
    found: dict[str, int] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    b3: list[tuple[float, float]] = field(default_factory=list)

    def add(self, name: str, value: bool) -> None:
        """Count one agreement."""
        self.found[name] = self.found.get(name, 0) + value

    def count(self, fit: Fit | None) -> None:
        """Count one annotated event that must be found, and what of it was."""
        self.gold += 1
        self.add("found", fit is not None)
        for aspect in ("full", "date", "place", "status", "actors"):
            self.add(aspect, fit is not None and getattr(fit, aspect))


def evaluate_golden(folder: Path, *, limit: int | None = None) -> Report:
    """Score the extractor on a folder of golden articles.

    Parameters
    ----------
    folder
        Holds one JSON file an article, see `geomap.evaluation.golden_articles`.
    limit
        Only the first so many articles.
    """
    from geomap.gazetteer import open_gazetteer

    line, tally, ids = open_line(), Tally(), ids_by_name(open_gazetteer())
    paths = article_paths(folder, limit)
    for path in paths:
        article = read_article(path)
        read = line.read(article.document)
        events = line.extractor.extract(read.parsed, read.resolutions, read.times)
        score_article(article.name, article.document.text, article.events, events, tally, ids)
    return report(tally, folder, len(paths))


def ids_by_name(gazetteer: Gazetteer) -> Ids:
    """Return what tells the gazetteer's ids of a name, each name looked up once."""

    @cache
    def ids(name: str) -> frozenset[str]:
        return frozenset(item.place.id for item in gazetteer.lookup(name))

    return ids


def score_article(  # noqa: PLR0917
    name: str, text: str, golds: Sequence[Gold], events: Sequence[Event], tally: Tally, ids: Ids | None = None
) -> None:
    """Pair gold and extracted events one to one, best first, and count; ``ids`` tells the gazetteer's ids of a name."""
    fits = {(i, j): fit(gold, event, text, ids) for i, gold in enumerate(golds) for j, event in enumerate(events)}
    pairs = paired(fits)
    for i, gold in enumerate(golds):
        found = fits[i, pairs[i]] if i in pairs else None
        if not gold.optional:
            tally.count(found)
            if found is None or not (found.full and found.status):
                told = "missed" if found is None else _told(found, events[pairs[i]])
                tally.errors.append(f"{name}: {gold.label}: {told}")
    for j, event in enumerate(events):
        gold_index = next((i for i, other in pairs.items() if other == j), None)
        if gold_index is None or not golds[gold_index].optional:
            tally.system += 1
        if gold_index is None:
            tally.errors.append(f"{name}: superfluous: {event.title} [{event.type} {event.status} {event.edtf}]")
    tally.b3 += list(_b_cubed(golds, events, fits))


def paired(fits: dict[tuple[int, int], Fit]) -> dict[int, int]:
    """Return which answer each annotated event is paired with, one to one, best first, by their numbers."""
    pairs: dict[int, int] = {}
    for (i, j), item in sorted(fits.items(), key=lambda pair: -pair[1].weight):
        if item.related and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _told(found: Fit, event: Event) -> str:
    wrong = [aspect for aspect in ("date", "place", "status") if not getattr(found, aspect)]
    return f"wrong {', '.join(wrong)}: {event.title} [{event.status} {event.edtf} {event.place_name or 'unplaced'}]"


def fit(gold: Gold, event: Event, text: str, ids: Ids | None = None) -> Fit:
    """Compare one annotated and one extracted event."""
    del text
    marks = [mark for item in event.evidence for mark in item.marks if mark.role == "trigger"]
    spans = [(item.start, item.end) for item in event.evidence]
    told = any(mark.start - 25 <= start <= mark.end + 25 for start in gold.triggers for mark in marks)
    told = told and any(start <= at < end for at in gold.triggers for start, end in spans)
    return Fit(
        type=event.type.value in gold.types,
        date=_same_end(gold.start, event.date_from, event) and _same_end(gold.end, event.date_to, event),
        place=_same_place(gold, event, ids),
        status=event.status.value in gold.status,
        actors=set(gold.countries) <= {actor.country for actor in event.actors},
        told=told,
    )


def _same_end(gold: date | None, found: date | None, event: Event) -> bool:
    """Compare an end; one that the annotation leaves open may be open, bounded by publication, or the only day told."""
    if gold is not None:
        return gold == found
    published = {source.published for source in event.sources}
    return (
        found is None
        or found.isoformat() in published
        or event.date_from == event.date_to
        or event.date_prec is not None
    )


def _same_place(gold: Gold, event: Event, ids: Ids | None) -> bool:
    """Compare places; "near Kars" answers an annotation of either, as annotators name the place itself."""
    if event.relation and event.place is not None and answers(gold.places, event.place.name, event.place, ids):
        return True
    return answers(gold.places, event.place_name, event.place, ids)


def answers(accepted: Sequence[str | None], name: str, place: Place | None, ids: Ids | None = None) -> bool:
    """Tell whether a place is one of those accepted: by name, then, where both are names the gazetteer has, by id.

    A place that is only drawn at the country it lies in is compared by its name alone; ``None`` accepts no place.
    """
    if not name:
        return None in accepted
    names = {_fold(name)}
    known = place is not None and (ids is None or place.id in ids(name))
    if place is not None and known:
        names.add(_fold(place.name))
    if any(item is not None and _fold(item) in names for item in accepted):
        return True
    if place is None or ids is None or not known:
        return False
    return any(item is not None and place.id in ids(item) for item in accepted)


def _fold(name: str) -> str:
    plain = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    words = plain.casefold().replace("ı", "i").replace("'", "").replace("-", " ").split()
    return " ".join(
        word
        for word in words
        if word not in {"the", "province", "region", "governorate", "oblast", "county", "district"}
    )


def _b_cubed(
    golds: Sequence[Gold], events: Sequence[Event], fits: dict[tuple[int, int], Fit]
) -> Iterator[tuple[float, float]]:
    """Yield B-cubed precision and recall of every telling of a gold event.

    A telling is a sentence of evidence of an event that is related to a gold event, which is its gold cluster.
    """
    items: list[tuple[int, int]] = []
    for j, event in enumerate(events):
        for evidence in event.evidence:
            related = [
                i for i in range(len(golds)) if tells(golds[i], evidence.start, evidence.end) and fits[i, j].type
            ]
            related = related or [i for i in range(len(golds)) if fits[i, j].full]
            if related:
                items.append((related[0] if len(related) == 1 else max(related, key=lambda i: fits[i, j].weight), j))
    yield from b_cubed(items)


def b_cubed(items: Sequence[tuple[Hashable, Hashable]]) -> Iterator[tuple[float, float]]:
    """Yield B-cubed precision and recall of each item, which is a gold cluster and a system cluster."""
    for gold, system in items:
        both = sum(1 for item in items if item == (gold, system))
        yield both / sum(1 for item in items if item[1] == system), both / sum(1 for item in items if item[0] == gold)


def tells(gold: Gold, start: int, end: int) -> bool:
    """Whether a word that tells of the gold event lies in a stretch of the text."""
    return any(start <= at < end for at in gold.triggers)


def report(tally: Tally, folder: Path, articles: int) -> Report:
    """Return what was counted over so many articles of a folder as figures."""

    def share(count: int, of: int) -> float:
        return count / of if of else 0.0

    def f1(count: int) -> float:
        return share(2 * count, tally.gold + tally.system)

    found, full = tally.found.get("found", 0), tally.found.get("full", 0)
    scores = (
        Score("articles", articles),
        Score(
            "events, precision", share(found, tally.system), tally.system, "type and telling; optional events left out"
        ),
        Score("events, recall", share(found, tally.gold), tally.gold, "events any editor would map"),
        Score("events, F1", f1(found), tally.gold),
        Score("F1 with type, date and place", f1(full), tally.gold),
        Score("date, of those found", share(tally.found.get("date", 0), found), found),
        Score("place, of those found", share(tally.found.get("place", 0), found), found),
        Score("status, of those found", share(tally.found.get("status", 0), found), found),
        Score("actors' countries, of those found", share(tally.found.get("actors", 0), found), found),
    )
    return Report("events", folder.name, scores + _merging(tally), tuple(tally.errors))


def _merging(tally: Tally) -> tuple[Score, ...]:
    if not tally.b3:
        return ()
    precision, recall = averages(tally.b3)
    return (
        Score("merging, B-cubed precision", precision, len(tally.b3)),
        Score("merging, B-cubed recall", recall, len(tally.b3)),
        Score("merging, B-cubed F1", share_f(precision, recall), len(tally.b3)),
    )


def averages(pairs: Sequence[tuple[float, float]]) -> list[float]:
    """Return the mean of the first and of the second figures; zeros when there are none."""
    return [sum(values) / len(pairs) for values in zip(*pairs, strict=True)] if pairs else [0.0, 0.0]


def share_f(precision: float, recall: float) -> float:
    """Return the harmonic mean."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
