"""Why a place was chosen or passed over, in words that a reader can check against the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geomap.model import MentionKind
from geomap.recognition.lexicon import not_places
from geomap.recognition.names import is_country
from geomap.resolution.candidates import BORROWED, kind_in_words
from geomap.resolution.features import NAMES, containment
from geomap.resolution.precision import is_facility
from geomap.resolution.support import EARTH_KM

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from geomap.gazetteer.protocol import Gazetteer
    from geomap.model import Mention, Place
    from geomap.resolution.context import Context, Name

_COLUMN = {name: column for column, name in enumerate(NAMES)}
_MOST_REASONS = 3
_NEAR = float(np.cos(100.0 / EARTH_KM))  # km within which another place is worth telling
_HOME = 0.3  # of the feature ``home_near``: about 100 km
_BESIDE = 0.5  # of the feature ``lent_near``: at most two names away


class Explainer:
    """What a document's names were believed to mean, ready to be told.

    Parameters
    ----------
    context
        The document's names, their beliefs settled.
    gazetteer
        For the names of countries.
    """

    def __init__(self, context: Context, gazetteer: Gazetteer) -> None:
        self._context = context
        self._gazetteer = gazetteer
        self._best: list[int | None] = []
        self._countries: dict[str, set[int]] = {}
        self._provinces: dict[str, set[int]] = {}
        self._lying: dict[str, set[int]] = {}  # code of a country or province to the names whose places lie in it
        for index, name in enumerate(context.names):
            row = int(name.belief[:-1].argmax()) if len(name.belief) > 1 and name.belief[:-1].max() > 0.5 else None
            self._best.append(row)
            if row is None or name.candidates.items[row].match == BORROWED or name.candidates.fallback:
                continue
            place = name.candidates.items[row].place
            for code in {place.country, place.admin1} - {""}:
                self._lying.setdefault(code, set()).add(index)
            if is_country(place.feature_code):
                self._countries.setdefault(place.country, set()).add(index)
            elif place.feature_code == "ADM1":
                self._provinces.setdefault(place.admin1, set()).add(index)

    def chosen(self, mention: Mention, i: int, row: int, features: NDArray[np.float64]) -> tuple[str, ...]:
        """Return what speaks for a candidate, most telling first.

        Parameters
        ----------
        mention, i
            The mention and its index.
        row
            Which of its name's candidates.
        features
            That candidate's features.
        """
        index = self._context.of_mention[i]
        name = self._context.names[index]
        place = name.candidates.items[row].place
        if features[_COLUMN["borrowed"]]:
            return (_lent(mention, place, features),)
        found = []
        if mention.name.lower() in not_places().sides and name.key != mention.name.lower():
            found.append(f"“{mention.surface}” is short for {name.surface} here")
        elif mention.kind is MentionKind.DEMONYM:
            found.append(f"“{mention.surface}” is the adjective or people of {place.name}")
        elif name.candidates.fallback:
            part = name.candidates.items[row].name
            found.append(
                f"“{mention.surface}” has no entry of its own; placed at {place.name}, named in it by “{part}”"
            )
        elif is_facility(mention, place):
            inside = mention.kind_word in mention.surface.lower()
            told = mention.surface if inside else f"{mention.surface} {mention.kind_word}"
            found.append(f"“{told}” has no entry of its own; placed at {place.name}")
        found += [*_kind(mention, name, features), *self._holders(index, row), *self._surroundings(index, row)]
        if features[_COLUMN["home_near"]] > _HOME or features[_COLUMN["home_province"]]:
            found.append("the source's own name speaks of this area")
        return tuple(found[:_MOST_REASONS]) or (self._plain(name, row),)

    def passed_over(self, mention: Mention, i: int, row: int, features: NDArray[np.float64]) -> tuple[str, ...]:
        """Return what speaks for a runner-up and what against it; arguments as for ``chosen``."""
        index = self._context.of_mention[i]
        name = self._context.names[index]
        place = name.candidates.items[row].place
        against = []
        if mention.kind_word and features[_COLUMN["kind_differs"]]:
            against.append(f"the text says {mention.kind_word}, and this is a {kind_in_words(place)}")
        if features[_COLUMN["not_contained"]] or features[_COLUMN["not_contained_elsewhere"]]:
            told = self._stated(index, row, holding=False)
            against += [f"the text places it in {told}, where this is not"] if told else []
        if against:
            return tuple(against[:_MOST_REASONS])
        if not features[_COLUMN["borrowed"]] and not is_country(place.feature_code):
            for code, where in ((place.country, self._country(place)), (place.admin1, "its province or state")):
                if code and where and not self._lying.get(code, set()) - {index}:
                    return (f"{self._plain(name, row)}; no other place of the text lies in {where}",)
        return self.chosen(mention, i, row, features)

    def left(self, i: int, row: int, features: NDArray[np.float64]) -> str:
        """Return what speaks against the likeliest candidate so plainly that none is given; ``""`` for nothing.

        Parameters as for ``chosen``.
        """
        index = self._context.of_mention[i]
        told = self._stated(index, row, holding=False) if features[_COLUMN["contradicted"]] >= 1.0 else ""
        return f"the text places it in {told}, where no place of this name is known" if told else ""

    def _plain(self, name: Name, row: int) -> str:
        items = name.candidates.items
        place = items[row].place
        if len(items) == 1:
            return "the only place of this name in the gazetteer"
        if place.population and place.population == max(item.place.population for item in items):
            return f"the most populous of {len(items)} places of this name"
        where = self._country(place)
        return f"a {kind_in_words(place)} of this name" + (f" in {where}" if where else "")

    def _country(self, place: Place) -> str:
        country = self._gazetteer.country(place.country) if place.country else None
        return country.name if country else ""

    def _holds(self, index: int, container: int, row: int) -> bool:
        inside, _, _ = containment(self._context, self._context.names[index].candidates, [(container, 1.0)])
        return bool(inside[row])

    def _holders(self, index: int, row: int) -> Iterator[str]:
        """Yield "the text places it in Illinois", of the stated containers that hold the candidate."""
        told = self._stated(index, row, holding=True)
        if told:
            yield f"the text places it in {told}"

    def _stated(self, index: int, row: int, *, holding: bool) -> str:
        """Return the names that the text says contain this one, and that do or do not hold the candidate."""
        names = self._context.names
        stated = [other for other in sorted(names[index].containers) if not names[other].adjective]
        return _listed(names[other].surface for other in stated if self._holds(index, other, row) is holding)

    def _surroundings(self, index: int, row: int) -> Iterator[str]:
        """Yield what else the text names of the candidate's province, country and neighbourhood."""
        name = self._context.names[index]
        place = name.candidates.items[row].place
        if is_country(place.feature_code):
            return
        provinces = set() if place.feature_code == "ADM1" else self._provinces.get(place.admin1, set())
        outer = provinces - {index} or self._countries.get(place.country, set()) - {index}
        stated = {other for other in name.containers if not self._context.names[other].adjective}
        if not stated & outer:  # else the reason before has told it
            yield from self._within(place, outer)
        yield from self._near(index, row)

    def _within(self, place: Place, names: set[int]) -> Iterator[str]:
        if names and place.country:
            outer = min(names)
            row = self._best[outer]
            shown = self._context.names[outer].candidates.items[row or 0].place.name
            times = sum(len(self._context.names[other].mentions) for other in names)
            yield f"{place.name} is in {shown}, named {_times(times)}"

    def _near(self, index: int, row: int) -> Iterator[str]:
        """Yield "near Boston, named twice": the place of the text nearest to the candidate, if near enough."""
        here = self._context.names[index].candidates
        place, best = here.items[row].place, (-2.0, -1)
        for other, found in enumerate(self._best):
            their = self._context.names[other].candidates
            if other == index or found is None or their.fallback or their.items[found].match == BORROWED:
                continue
            if their.items[found].place.feature_class == "P" and their.items[found].place.id != place.id:
                best = max(best, (float(here.xyz[row] @ their.xyz[found]), other))
        if place.feature_class == "P" and best[0] >= _NEAR:
            name = self._context.names[best[1]]
            neighbour = name.candidates.items[self._best[best[1]] or 0].place
            yield f"it lies near {neighbour.name}, named {_times(len(name.mentions))}"


def unsure(place: Place, confidence: float, nil: float) -> str:
    """Return why a mention was left unplaced.

    Parameters
    ----------
    place
        The likeliest candidate.
    confidence
        How often such an answer is right, 0 to 1.
    nil
        Probability that it is none of the candidates.
    """
    if nil > 0.5:
        return "no candidate fits: most likely a place that the gazetteer lacks"
    return f"too unsure: {place.name}, the likeliest, would be right {round(100 * confidence)} times in 100"


def _lent(mention: Mention, place: Place, features: NDArray[np.float64]) -> str:
    if features[_COLUMN["lent_stated"]] >= 1.0:
        why = "in which the text places it"
    elif features[_COLUMN["lent_near"]] >= _BESIDE:
        why = "which the text names beside it"
    else:
        why = "round which the text's places lie"
    return f"“{mention.surface}” is not in the gazetteer as meant here; placed at {place.name}, {why}"


def _kind(mention: Mention, name: Name, features: NDArray[np.float64]) -> Iterator[str]:
    if features[_COLUMN["kind_agrees"]]:
        yield f"the text says {mention.kind_word}"
    elif features[_COLUMN["kind_agrees_elsewhere"]]:
        yield f"elsewhere the text says {_listed(sorted(name.kind_words))}"


def _listed(words: Iterable[str]) -> str:
    return " and ".join(dict.fromkeys(words))


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")
