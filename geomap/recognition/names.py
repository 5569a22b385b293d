"""What the gazetteer knows of a name, asked once per name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.recognition.lexicon import peoples

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.gazetteer.protocol import Gazetteer
    from geomap.model import Candidate

# A name found by one of these says more than one of a hundred alternate spellings.
_GOOD_MATCHES = frozenset({"preferred", "official", "curated"})
_MEMORY = 50_000


@dataclass(frozen=True, slots=True)
class NameFacts:
    """What a name may stand for, before any context.

    Attributes
    ----------
    known
        Whether the gazetteer has the name at all.
    country, curated, admin1, admin2
        Whether a country, a curated region, a first- or second-order division bears it as its own name.
    population
        Of the most populous populated place that bears it as its own name; 0 for none.
    any_population
        The same over all alternate spellings too.
    area
        Whether a county or another area without a code bears it: "Cambridgeshire".
    capital
        Whether a country's capital bears it as its own name.
    bearers
        How many places bear the name.
    """

    known: bool = False
    country: bool = False
    curated: bool = False
    admin1: bool = False
    admin2: bool = False
    population: int = 0
    any_population: int = 0
    area: bool = False
    capital: bool = False
    bearers: int = 0

    @property
    def division(self) -> bool:
        """Whether the name is a country's, a region's or a first-order division's."""
        return self.country or self.curated or self.admin1


class KnownNames:
    """Facts about names and demonyms, remembered.

    Parameters
    ----------
    gazetteer
        Where to look.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._facts: dict[str, NameFacts] = {}
        self._demonyms: dict[str, tuple[str, ...]] = {}

    def facts(self, name: str) -> NameFacts:
        """Return what the gazetteer knows of a name."""
        found = self._facts.get(name)
        if found is None:
            if len(self._facts) >= _MEMORY:
                self._facts.clear()
            found = self._facts[name] = _facts(self._gazetteer.lookup(name))
        return found

    def demonym(self, word: str) -> tuple[str, ...]:
        """Return the countries that a demonym stands for, or else the place ("African"); ``()`` for no demonym."""
        found = self._demonyms.get(word)
        if found is None:
            if len(self._demonyms) >= _MEMORY:
                self._demonyms.clear()
            other = people_of(word)
            found = tuple(self._gazetteer.demonym(word)) or ((other,) if other else ())
            self._demonyms[word] = found
        return found


def _facts(candidates: Sequence[Candidate]) -> NameFacts:
    own = [candidate.place for candidate in candidates if candidate.match in _GOOD_MATCHES]
    cities = [candidate.place.population for candidate in candidates if candidate.place.feature_class == "P"]
    return NameFacts(
        known=bool(candidates),
        country=any(is_country(candidate.place.feature_code) for candidate in candidates),
        curated=any(
            candidate.place.id.startswith("geomap:") and candidate.place.feature_class != "P"
            for candidate in candidates
        ),
        admin1=any(place.feature_code == "ADM1" for place in own),
        admin2=any(place.feature_code == "ADM2" for place in own),
        population=max((place.population for place in own if place.feature_class == "P"), default=0),
        any_population=max(cities, default=0),
        area=any(place.feature_code == "RGN" for place in own),
        capital=any(place.feature_code == "PPLC" for place in own),
        bearers=len(candidates),
    )


def is_country(feature_code: str) -> bool:
    """Tell whether a GeoNames feature code is a country's or a territory's."""
    return feature_code.startswith("PCL") or feature_code == "TERR"


def people_of(word: str) -> str:
    """Return the place, as ``peoples`` names it, that an adjective or people other than a country's stands for."""
    known = peoples()
    key = " ".join(word.lower().split())
    return known.get(key) or known.get(key.removesuffix("s"), "")


_DOTTED = re.compile(r"^(?:[A-Z]\.){2,}$")


def undotted(name: str) -> str:
    """Return "US" for "U.S." and other names as they are."""
    return name.replace(".", "") if _DOTTED.match(name) else name
