"""The built-in resolver: candidates, two rounds of ranking, and what was decided."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from geomap.model import Resolution, WherePrec
from geomap.recognition.names import is_country
from geomap.resolution.candidates import CandidateFinder
from geomap.resolution.context import Context, read_context
from geomap.resolution.features import NAMES, features, support
from geomap.resolution.reasons import reasons_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geomap.gazetteer.protocol import Gazetteer
    from geomap.language import ParsedDocument
    from geomap.model import Candidate, Mention, Place
    from geomap.resolution.protocol import Ranker
    from geomap.spatial import Shapes

VERSION = "1"
ROUNDS = 2  # after the first, each name's belief is fed by the others' beliefs of the round before
_RUNNERS_UP = 4
_LEAST_SHOWN = 0.001  # probability below which a runner-up is not worth a reader's time
_FACILITY_CODES = ("S",)


class RankingResolver:
    """Mentions to places by a ranker over candidate features.

    Parameters
    ----------
    gazetteer
        Where candidates come from.
    shapes
        Shapes of countries, provinces and regions.
    ranker
        Features to probabilities.
    """

    def __init__(self, gazetteer: Gazetteer, shapes: Shapes, ranker: Ranker) -> None:
        self._gazetteer = gazetteer
        self._shapes = shapes
        self._ranker = ranker
        self._finder = CandidateFinder(gazetteer)
        self.id = f"resolution/{VERSION}+{ranker.id}+{gazetteer.id}"

    def resolve(self, parsed: ParsedDocument, mentions: Sequence[Mention]) -> tuple[Resolution, ...]:
        """Return one resolution per mention, and further ones for spatial relations, in text order."""
        found = self.places(parsed.document.text, mentions)
        try:
            from geomap.resolution.relations import resolve_relations  # type: ignore[import-not-found, unused-ignore]
        except ImportError:  # until that module stands
            return found
        relations = resolve_relations(parsed, found, self._gazetteer, self._shapes)
        return tuple(sorted((*found, *relations), key=lambda item: (item.mention.start, -item.mention.end)))

    def places(self, text: str, mentions: Sequence[Mention]) -> tuple[Resolution, ...]:
        """Return one resolution per mention, without spatial relations."""
        context = read_context(text, mentions, self._finder)
        tables, beliefs = believe(context, mentions, self._ranker)
        return tuple(self._decided(mention, i, context, tables[i], beliefs[i]) for i, mention in enumerate(mentions))

    def _decided(
        self, mention: Mention, i: int, context: Context, table: NDArray[np.float64], belief: NDArray[np.float64]
    ) -> Resolution:
        items = context.names[context.of_mention[i]].candidates.items
        if not items:
            return Resolution(mention, reasons=(f"“{mention.name}” is in no gazetteer at hand",))
        order = [int(row) for row in np.argsort(-belief[:-1], kind="stable")]
        ranked = [
            replace(items[row], score=min(1.0, float(belief[row])), reasons=()) for row in order[: _RUNNERS_UP + 1]
        ]
        if belief[-1] > belief[order[0]]:
            why = ("no candidate fits: most likely a place that the gazetteer lacks, or no place",)
            others = _worth_showing(ranked[:_RUNNERS_UP])
            return Resolution(mention, score=min(1.0, float(belief[-1])), alternatives=others, reasons=why)
        chosen = ranked[0]
        reasons = reasons_for(chosen.place, (mention, i), table[order[0]], context, self._gazetteer)
        return self._placed(mention, chosen, _worth_showing(ranked[1:]), reasons, bool(table[order[0]][_FALLBACK]))

    def _placed(
        self,
        mention: Mention,
        chosen: Candidate,
        others: tuple[Candidate, ...],
        reasons: tuple[str, ...],
        fallback: bool,
    ) -> Resolution:
        place = chosen.place
        return Resolution(
            mention,
            place,
            self._geometry(place),
            where_prec=WherePrec.NEAR if fallback and place.feature_class == "P" else precision(place),
            score=chosen.score,
            alternatives=others,
            reasons=reasons,
            countries=(place.country,) if place.country else (),
        )

    def _geometry(self, place: Place) -> BaseGeometry:
        from shapely.geometry import Point

        shape = self._shapes.place(place)
        return Point(place.lon, place.lat) if shape is None else shape


_FALLBACK = NAMES.index("fallback")


def _worth_showing(ranked: Sequence[Candidate]) -> tuple[Candidate, ...]:
    return tuple(candidate for candidate in ranked if candidate.score >= _LEAST_SHOWN)


def believe(
    context: Context, mentions: Sequence[Mention], ranker: Ranker
) -> tuple[list[NDArray[np.float64]], list[NDArray[np.float64]]]:
    """Return, for each mention, its candidates' features and their probabilities, NIL's last.

    The names' beliefs in ``context`` are set on the way: first from each name alone, then, ``ROUNDS`` times, from
    each name and what the others were believed to mean in the round before.
    """
    shared: dict[int, NDArray[np.float64]] = {}
    tables: list[NDArray[np.float64]] = []
    beliefs: list[NDArray[np.float64]] = []
    for stage in range(ROUNDS + 1):
        tables = [features(context, i, mention, shared) for i, mention in enumerate(mentions)]
        beliefs = [ranker.probabilities(stage, table) for table in tables]
        for name in context.names:
            name.belief = np.mean([beliefs[i] for i in name.mentions], axis=0)
        if stage < ROUNDS:
            shared = support(context)
    return tables, beliefs


def precision(place: Place) -> WherePrec:
    """Return how exactly a place is known when only its name is (UCDP GED's ``where_prec``)."""
    code = place.feature_code
    if is_country(code):
        return WherePrec.COUNTRY
    if code == "ADM1":
        return WherePrec.PROVINCE
    if code.startswith("ADM"):
        return WherePrec.DISTRICT
    if place.feature_class == "P" or place.feature_class in _FACILITY_CODES:
        return WherePrec.EXACT
    return WherePrec.LARGER
