"""Gold documents as examples for the toponym ranker: which candidates of each mention are right."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from toponym_corpora import folded

from geomap.evaluation.toponyms import CONTINENTS, distance_km
from geomap.model import Span
from geomap.resolution.context import read_context
from geomap.resolution.finding import CandidateFinder
from geomap.resolution.home import Homes
from geomap.resolution.resolver import beside

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from geomap.evaluation.toponyms import Gold
    from geomap.gazetteer.protocol import Gazetteer
    from geomap.language import ParsedDocument
    from geomap.model import Mention
    from geomap.recognition.recogniser import SpanRecogniser
    from geomap.resolution.context import Context

SAME_KM = 25.0  # a candidate this near the gold point is right when none has the gold identifier
NEAR_KM = 161.0


@dataclass
class Example:
    """One document, ready to learn from."""

    corpus: str
    fold: int
    parsed: ParsedDocument
    gold: list[Gold]
    mentions: list[Mention]  # the gold ones and those that the recogniser found beside them
    gold_of: list[Gold | None]  # per mention
    context: Context

    def right(self) -> list[np.ndarray]:
        """Return, per mention, 1 for each right candidate, and last for NIL; all 0 when it teaches nothing."""
        return [_right(self.context, i, item) for i, item in enumerate(self.gold_of)]

    def afresh(self, finder: CandidateFinder) -> None:
        """Forget what was believed of the document's names."""
        self.context = read_context(self.parsed.document.text, self.mentions, finder, self.context.home)


@dataclass
class ExampleReader:
    """Corpora to examples.

    Attributes
    ----------
    gazetteer
        Where candidates come from.
    recognisers
        One a fold, each of which has not seen its fold's documents.
    cache
        Folder of parses kept between runs.
    limit
        Read no more documents of a corpus than this.
    """

    gazetteer: Gazetteer
    recognisers: Sequence[SpanRecogniser]
    cache: Path | None = None
    limit: int | None = None

    def __post_init__(self) -> None:
        self.finder, self.homes = CandidateFinder(self.gazetteer), Homes(self.gazetteer)

    def read(self, path: Path) -> Iterator[Example]:
        """Yield a corpus's documents, each with the names that its fold's recogniser finds beside the gold ones."""
        for parsed, gold, fold in folded(path, self._adjective, self.cache, self.limit, self.gazetteer):
            recogniser = self.recognisers[fold]
            spans = tuple(Span(item.start, item.end) for item in gold)
            given = replace(parsed, document=replace(parsed.document, mentions=spans))
            own = recogniser.recognise(given)
            pairs: list[tuple[Mention, Gold | None]] = list(zip(own, gold, strict=True))
            pairs += [(mention, None) for mention in beside(recogniser, given, own)]
            pairs.sort(key=lambda pair: pair[0].start)
            mentions = [mention for mention, _ in pairs]
            context = read_context(parsed.document.text, mentions, self.finder, self.homes.of(parsed.document))
            yield Example(path.stem, fold, parsed, gold, mentions, [item for _, item in pairs], context)

    def _adjective(self, word: str) -> bool:
        return bool(self.gazetteer.demonym(word))


def _right(context: Context, i: int, gold: Gold | None) -> np.ndarray:
    """Return which candidates are right: the gold identifier's, else the nearest ones, else NIL."""
    items = context.names[context.of_mention[i]].candidates.items
    right = np.zeros(len(items) + 1)
    if gold is None:
        return right
    if not gold.placed:
        right[-1] = 1.0
        return right
    km = np.array([distance_km((c.place.lon, c.place.lat), (gold.lon, gold.lat)) for c in items])
    ids = {f"geonames:{gold.geonameid}", CONTINENTS.get(gold.geonameid or 0)}
    same = np.array([c.place.id in ids for c in items], dtype=bool)
    if same.any():
        right[:-1] = same
        # The same place under another identifier is as right: a city and the district named after it.
        right[:-1] = np.maximum(right[:-1], 0.5 * (km < SAME_KM / 5))
    elif len(km) and km.min() < SAME_KM:
        right[:-1] = km < SAME_KM
    elif len(km) and km.min() < NEAR_KM:
        right[int(km.argmin())] = 1.0
    else:
        right[-1] = 1.0
    return right
