"""The built-in resolver: candidates, two rounds of ranking, and what was decided."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from geomap.model import Resolution, WherePrec
from geomap.recognition.names import is_country
from geomap.resolution.candidates import CandidateFinder
from geomap.resolution.context import Context, lend, read_context
from geomap.resolution.features import EARTH_KM, NAMES, features, support
from geomap.resolution.reasons import reasons_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geomap.gazetteer.protocol import Gazetteer
    from geomap.language import ParsedDocument
    from geomap.model import Candidate, Mention, Place
    from geomap.recognition import Recogniser
    from geomap.resolution.protocol import Ranker
    from geomap.spatial import Shapes

VERSION = "1"
# Candidates within 161 km (100 miles) of the chosen one are the same answer on a map; cosine of that angle.
_SAME_AREA = float(np.cos(161.0 / EARTH_KM))
ROUNDS = 2  # after the first, each name's belief is fed by the others' beliefs of the round before
_RUNNERS_UP = 4
_LEAST_SHOWN = 0.001  # probability below which a runner-up is not worth a reader's time
_LEAST_NIL = 0.5  # probability of "none of these" from which a mention is left unplaced
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
    recogniser
        Finds what else is named in documents that bring their own mentions; without it only those count.
    """

    def __init__(
        self, gazetteer: Gazetteer, shapes: Shapes, ranker: Ranker, recogniser: Recogniser | None = None
    ) -> None:
        self._gazetteer = gazetteer
        self._shapes = shapes
        self._ranker = ranker
        self._recogniser = recogniser
        self._finder = CandidateFinder(gazetteer)
        self.id = f"resolution/{VERSION}+{ranker.id}+{gazetteer.id}"

    def resolve(self, parsed: ParsedDocument, mentions: Sequence[Mention]) -> tuple[Resolution, ...]:
        """Return one resolution per mention, and further ones for spatial relations, in text order."""
        from geomap.resolution.relations import resolve_relations

        found = self.places(parsed, mentions)
        relations = resolve_relations(parsed, found, self._gazetteer, self._shapes)
        return tuple(sorted((*found, *relations), key=lambda item: (item.mention.start, -item.mention.end)))

    def places(self, parsed: ParsedDocument, mentions: Sequence[Mention]) -> tuple[Resolution, ...]:
        """Return one resolution per mention, without spatial relations.

        Where the document brought its own mentions, other names in its text still speak for or against candidates.
        """
        everyone = sorted((*mentions, *self._others(parsed, mentions)), key=lambda mention: mention.start)
        context = read_context(parsed.document.text, everyone, self._finder)
        tables, beliefs = believe(context, everyone, self._ranker)
        wanted = {id(mention) for mention in mentions}
        return tuple(
            self._decided(mention, i, context, tables[i], beliefs[i])
            for i, mention in enumerate(everyone)
            if id(mention) in wanted
        )

    def _others(self, parsed: ParsedDocument, mentions: Sequence[Mention]) -> list[Mention]:
        """Return the names that the text holds beside the mentions it brought."""
        if self._recogniser is None or parsed.document.mentions is None:
            return []
        return beside(self._recogniser, parsed, mentions)

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
        if belief[-1] > _LEAST_NIL:
            why = ("no candidate fits: most likely a place that the gazetteer lacks, or no place",)
            others = _worth_showing(ranked[:_RUNNERS_UP])
            return Resolution(mention, score=min(1.0, float(belief[-1])), alternatives=others, reasons=why)
        xyz = context.names[context.of_mention[i]].candidates.xyz
        near = xyz @ xyz[order[0]] >= _SAME_AREA
        confidence = self._ranker.confidence(float(belief[:-1][near].sum()))
        chosen = replace(ranked[0], score=confidence)
        row = table[order[0]]
        reasons = reasons_for(chosen.place, (mention, i), row, context, self._gazetteer)
        roughly = bool(row[_FALLBACK] or row[_BORROWED])
        return self._placed(mention, chosen, _worth_showing(ranked[1:]), reasons, roughly)

    def _placed(
        self,
        mention: Mention,
        chosen: Candidate,
        others: tuple[Candidate, ...],
        reasons: tuple[str, ...],
        roughly: bool,
    ) -> Resolution:
        place = chosen.place
        return Resolution(
            mention,
            place,
            self._geometry(place),
            where_prec=WherePrec.NEAR if roughly and place.feature_class == "P" else precision(place),
            score=chosen.score,
            alternatives=others,
            reasons=reasons,
            countries=(place.country,) if place.country else (),
        )

    def _geometry(self, place: Place) -> BaseGeometry:
        from shapely.geometry import Point

        shape = self._shapes.place(place)
        return Point(place.lon, place.lat) if shape is None else shape


_FALLBACK, _BORROWED = NAMES.index("fallback"), NAMES.index("borrowed")


def _worth_showing(ranked: Sequence[Candidate]) -> tuple[Candidate, ...]:
    return tuple(candidate for candidate in ranked if candidate.score >= _LEAST_SHOWN)


def beside(recogniser: Recogniser, parsed: ParsedDocument, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the names that a recogniser finds apart from the mentions that a document brought."""
    free = replace(parsed, document=replace(parsed.document, mentions=None))
    return [
        found
        for found in recogniser.recognise(free)
        if not any(found.start < given.end and given.start < found.end for given in mentions)
    ]


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
        if stage == 0:
            lend(context)
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
