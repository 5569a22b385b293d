"""The built-in resolver: candidates, two rounds of ranking, and what was decided."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from geomap.model import MentionKind, Resolution, WherePrec
from geomap.resolution.containing import CONTAINED, stated_division
from geomap.resolution.context import Context, read_context
from geomap.resolution.features import NAMES, features
from geomap.resolution.finding import CandidateFinder
from geomap.resolution.home import Homes
from geomap.resolution.lending import lend
from geomap.resolution.precision import is_facility, is_lent, precision, roughly
from geomap.resolution.reasons import Explainer, unsure
from geomap.resolution.support import EARTH_KM, support

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geomap.gazetteer.protocol import Gazetteer
    from geomap.language import ParsedDocument
    from geomap.model import Candidate, Mention, Place
    from geomap.recognition import Recogniser
    from geomap.resolution.candidates import Candidates
    from geomap.resolution.protocol import Ranker
    from geomap.spatial import Shapes

VERSION = "2"
# Candidates within 161 km (100 miles) of the chosen one are the same answer on a map; cosine of that angle.
_SAME_AREA = float(np.cos(161.0 / EARTH_KM))
ROUNDS = 2  # after the first, each name's belief is fed by the others' beliefs of the round before
_RUNNERS_UP = 4
_STRANGER, _CONTRADICTED = (NAMES.index(name) for name in ("stranger", "contradicted"))
_ABROAD = 0.5  # share of the text's places by which another country goes before the candidate's
_LEAST_SHOWN = 0.001  # probability below which a runner-up is not worth a reader's time


@dataclass(frozen=True, slots=True)
class Least:
    """How often an answer must turn out right to be given, 0 to 1.

    Attributes
    ----------
    found
        Of names that the recogniser found: a wrong pin is worse than none.
    brought
        Of spans that the input says are places, and of demonyms, whose place is in their word: there the likeliest
        place, with its low score beside it, says more than nothing.
    abroad
        Of towns that the recogniser found, where the text speaks of another country than the candidate's: most likely
        the place that is meant is in no gazetteer at hand, and a namesake's pin would mislead the most.
    contradicted
        The same where the text says outright that it lies in a country or division that holds no place of its name.
    """

    found: float = 0.35
    brought: float = 0.2
    abroad: float = 0.5
    contradicted: float = 0.8


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
    least
        How sure an answer must be to be given.
    """

    def __init__(
        self,
        gazetteer: Gazetteer,
        shapes: Shapes,
        ranker: Ranker,
        recogniser: Recogniser | None = None,
        *,
        least: Least | None = None,
    ) -> None:
        self._gazetteer = gazetteer
        self._shapes = shapes
        self._ranker = ranker
        self._recogniser = recogniser
        self._least = least or Least()
        self._finder = CandidateFinder(gazetteer)
        self._homes = Homes(gazetteer)
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
        home = self._homes.of(parsed.document)
        context = read_context(parsed.text, everyone, self._finder, home)
        tables, beliefs = believe(context, everyone, self._ranker)
        explainer = Explainer(context, self._gazetteer)
        brought = parsed.document.mentions is not None
        wanted = {id(mention) for mention in mentions}
        return tuple(
            self._decided(_Asked(mention, i, context, tables[i], beliefs[i], brought), explainer)
            for i, mention in enumerate(everyone)
            if id(mention) in wanted
        )

    def _others(self, parsed: ParsedDocument, mentions: Sequence[Mention]) -> list[Mention]:
        """Return the names that the text holds beside the mentions it brought."""
        if self._recogniser is None or parsed.document.mentions is None:
            return []
        return beside(self._recogniser, parsed, mentions)

    def _decided(self, asked: _Asked, explainer: Explainer) -> Resolution:
        """Return the likeliest candidate, or NIL where it would be right too seldom."""
        mention, belief = asked.mention, asked.belief
        candidates = asked.context.names[asked.context.of_mention[asked.number]].candidates
        if not candidates.items:
            return self._contained(asked, (), f"“{mention.name}” is in no gazetteer at hand")
        order = [int(row) for row in np.argsort(-belief[:-1], kind="stable")]
        near = candidates.xyz @ candidates.xyz[order[0]] >= _SAME_AREA
        place, row = candidates.items[order[0]].place, asked.table[order[0]]
        lent = is_lent(row)
        confidence = self._ranker.confidence(
            float(belief[:-1][near].sum()), brought=asked.brought, lent=lent, certainty=mention.certainty
        )
        told = asked.brought or mention.kind is MentionKind.DEMONYM
        if confidence < self._asked(row, town=place.feature_class == "P", told=told):
            others = _runners_up(asked, order[:_RUNNERS_UP], candidates, explainer)
            why = explainer.left(asked.number, order[0], row) or unsure(place, confidence, float(belief[-1]))
            left = self._contained(asked, others, why)
            return left if left.place is not None else replace(left, score=1 - confidence)
        return Resolution(
            mention,
            place,
            self._geometry(place),
            where_prec=_exactness(mention, place, row),
            score=confidence,
            alternatives=_runners_up(asked, order[1 : _RUNNERS_UP + 1], candidates, explainer),
            reasons=explainer.chosen(mention, asked.number, order[0], row),
            countries=(place.country,) if place.country else (),
        )

    def _contained(self, asked: _Asked, others: tuple[Candidate, ...], why: str) -> Resolution:
        """Return the division that the text says a name without an entry lies in, or NIL where it says none."""
        place = stated_division(asked.context, asked.number, asked.mention)
        if place is None or asked.brought:
            return Resolution(asked.mention, alternatives=others, reasons=(why,))
        told = f"placed at {place.name}, in which the text places it"
        return Resolution(
            asked.mention,
            place,
            self._geometry(place),
            where_prec=precision(place),
            score=CONTAINED,
            alternatives=others,
            reasons=(why, told),
            countries=(place.country,) if place.country else (),
        )

    def _asked(self, row: NDArray[np.float64], *, town: bool, told: bool) -> float:
        """Return how often an answer with these features must be right to be given."""
        if told:
            return self._least.brought
        if town and row[_CONTRADICTED] >= 1.0:
            return self._least.contradicted
        return self._least.abroad if town and row[_STRANGER] >= _ABROAD else self._least.found

    def _geometry(self, place: Place) -> BaseGeometry:
        from shapely.geometry import Point

        shape = self._shapes.place(place)
        return Point(place.lon, place.lat) if shape is None else shape


@dataclass(frozen=True, slots=True)
class _Asked:
    """A mention with its number, its candidates' features and probabilities, and whether the input brought it."""

    mention: Mention
    number: int
    context: Context
    table: NDArray[np.float64]
    belief: NDArray[np.float64]
    brought: bool


def _exactness(mention: Mention, place: Place, row: NDArray[np.float64]) -> WherePrec:
    if is_lent(row):
        return roughly(place, row)
    return WherePrec.NEAR if is_facility(mention, place) else precision(place)


def _runners_up(
    asked: _Asked, rows: Sequence[int], candidates: Candidates, explainer: Explainer
) -> tuple[Candidate, ...]:
    """Return the candidates worth a reader's time, each with what speaks for and against it."""
    return tuple(
        replace(
            candidates.items[row],
            score=min(1.0, float(asked.belief[row])),
            reasons=explainer.passed_over(asked.mention, asked.number, row, asked.table[row]),
        )
        for row in rows
        if asked.belief[row] >= _LEAST_SHOWN
    )


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
