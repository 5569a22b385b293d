"""The places a mention may stand for, with all that is true of them in any document."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from geomap.model import Candidate, MentionKind
from geomap.recognition.lexicon import abbreviations, kind_words
from geomap.recognition.names import is_country, people_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from geomap.gazetteer.protocol import Gazetteer
    from geomap.model import Mention, Place

MOST = 60  # candidates kept per name; "San José" has more namesakes, none of them ever meant
BORROWED = "nearby"  # the match of a candidate that another name in the text lends to one without an entry
_MEMORY = 20_000
_OWN = frozenset({"preferred", "official", "curated", "recorded"})
_WELL_KNOWN = 20_000  # inhabitants
_LONGEST_PART = 3  # words
_SIDES = frozenset(
    {
        *("northern", "southern", "eastern", "western", "central", "north", "south", "east", "west", "upper", "lower"),
        *("new", "old", "great", "greater", "saint", "st", "the"),
    }
)

# Facts of a candidate that no context changes; the columns of Candidates.facts.
FACTS = (
    "population",  # log10 of inhabitants, over 8
    "country",
    "admin1",
    "admin2",
    "town",
    "curated",
    "capital",
    "seat",
    "other",
    "own_name",
    "alternate",
    "same_string",
    "share",  # of the inhabitants of all candidates of the same class
    "first",
    "rank",
    "alone",
    "fallback",
    "borrowed",
)


@dataclass(frozen=True, slots=True)
class Candidates:
    """The candidates of a name, ready for arithmetic.

    Attributes
    ----------
    items
        The candidates, the gazetteer's best first.
    facts
        One row per candidate, columns as in ``FACTS``.
    xyz
        Unit vectors of their points.
    countries, provinces
        ISO codes; ``""`` for none.
    fallback
        The part of the name that was looked up, when the whole was not found; else ``""``.
    """

    items: tuple[Candidate, ...]
    facts: NDArray[np.float64]
    xyz: NDArray[np.float64]
    countries: tuple[str, ...]
    provinces: tuple[str, ...]
    fallback: str = ""
    _kinds: dict[str, NDArray[np.float64]] = field(default_factory=dict)

    def agreement(self, word: str) -> NDArray[np.float64]:
        """Return 1 where a candidate is of the kind that ``word`` states, -1 where it is not, 0 for no known word."""
        found = self._kinds.get(word)
        if found is None:
            kind = kind_words().get(word)
            values = [
                0.0
                if kind is None
                else (1.0 if kind.agrees(item.place.feature_class, item.place.feature_code) else -1.0)
                for item in self.items
            ]
            found = self._kinds[word] = np.array(values, dtype=np.float64)
        return found


class CandidateFinder:
    """Mentions to candidates, remembered by name.

    Parameters
    ----------
    gazetteer
        Where to look.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._memory: dict[tuple[str, str, bool], Candidates] = {}

    def find(self, mention: Mention) -> Candidates:
        """Return the candidates of a mention."""
        demonym = mention.kind is MentionKind.DEMONYM
        key = (mention.surface, mention.query, demonym)
        found = self._memory.get(key)
        if found is None:
            if len(self._memory) >= _MEMORY:
                self._memory.clear()
            found = self._memory[key] = self._demonym(mention) if demonym else self._named(mention)
        return found

    def _demonym(self, mention: Mention) -> Candidates:
        return arrays(self._people(" ".join(mention.surface.split())), mention.surface)

    def _people(self, word: str) -> list[Candidate]:
        """Return the places that an adjective or people stands for: a region or town first, then countries."""
        places = [self._place(people_of(word))]
        for code in self._gazetteer.demonym(word):
            country = self._gazetteer.country(code)
            places.append(None if country is None else country.place)
        return [Candidate(place, word, "demonym", 1.0 / (1 + i)) for i, place in enumerate(filter(None, places))]

    def _place(self, reference: str) -> Place | None:
        """Return a place by its id, its GeoNames number, or the ISO 3166-2 code of a division with an abbreviation."""
        if reference.startswith("geomap:"):
            return self._gazetteer.get(reference)
        if reference.isdecimal():
            return self._gazetteer.get(f"geonames:{reference}")
        for short in abbreviations().values():
            if short.code == reference:
                return next((item.place for item in self._gazetteer.lookup(short.name) if _is(item, reference)), None)
        return None

    def _named(self, mention: Mention) -> Candidates:
        short = abbreviations().get(mention.surface)
        if short is not None:
            found = [
                replace(candidate, match="abbreviation")
                for candidate in self._gazetteer.lookup(short.name)
                if _is(candidate, short.code)
            ]
            if found:
                return arrays(found, short.name)
        surface = " ".join(mention.surface.split())
        names = [surface] if surface == mention.name else [surface, mention.name]
        merged: dict[str, Candidate] = {}
        for name in names:
            for candidate in self._gazetteer.lookup(name):
                merged.setdefault(candidate.place.id, candidate)
        if merged:
            return arrays(list(merged.values()), mention.name)
        for part in shorter(surface):
            found = self._people(part) or _well_known(self._gazetteer.lookup(part))
            if found:
                return arrays(found, part, fallback=part)
        return arrays([], mention.name)


def _is(candidate: Candidate, code: str) -> bool:
    return candidate.place.feature_code == "ADM1" and candidate.place.admin1 == code


def _well_known(found: Iterable[Candidate]) -> list[Candidate]:
    """Return the candidates well known enough to be meant by a part of a name: "Manila" in "Manila Cathedral"."""
    return [
        item
        for item in found
        if item.match in _OWN
        and (item.place.feature_class in {"A", "L"} or item.place.population >= _WELL_KNOWN or not item.place.country)
    ]


def shorter(surface: str) -> Iterator[str]:
    """Yield names that a longer one contains and that may place it, most telling first.

    "Northern Iraq" lies in Iraq, "the University of Aleppo" stands in Aleppo, "Manila Cathedral" in Manila, and the
    "Mexican Senate" in Mexico.
    """
    words = surface.split()
    for joint in (" of ", " in ", " at "):
        if joint in surface:
            yield surface.rsplit(joint, 1)[1].removeprefix("the ")
    for width in range(min(len(words) - 1, _LONGEST_PART), 0, -1):
        for start in range(len(words) - width + 1):
            part = words[start : start + width]
            single = part[0].lower() in _SIDES or part[0].lower() in kind_words() or len(part[0]) < 3
            if part[0][0].isupper() and part[-1][0].isupper() and not (width == 1 and single):
                yield " ".join(part)


def arrays(found: list[Candidate], name: str, fallback: str = "") -> Candidates:
    """Return candidates with their facts, the most prominent ``MOST`` of them."""
    items = tuple(found[:MOST])
    n = len(items)
    facts = np.zeros((n, len(FACTS)), dtype=np.float64)
    people = np.array([item.place.population for item in items], dtype=np.float64)
    for row, item in enumerate(items):
        facts[row] = _facts(item, row, n, name, fallback)
    if n:
        facts[:, FACTS.index("share")] = (people + 1) / (people + 1).sum()
    angles = np.radians(np.array([[item.place.lon, item.place.lat] for item in items], dtype=np.float64).reshape(n, 2))
    xyz = np.column_stack(
        [np.cos(angles[:, 1]) * np.cos(angles[:, 0]), np.cos(angles[:, 1]) * np.sin(angles[:, 0]), np.sin(angles[:, 1])]
    )
    return Candidates(
        items,
        facts,
        xyz,
        tuple(item.place.country for item in items),
        tuple(item.place.admin1 for item in items),
        fallback,
    )


def _facts(item: Candidate, row: int, n: int, name: str, fallback: str) -> list[float]:
    place = item.place
    code = place.feature_code
    country, admin1, admin2 = is_country(code), code == "ADM1", code == "ADM2"
    town, curated = place.feature_class == "P", item.match == "curated" or place.id.startswith("geomap:")
    own = item.match in _OWN or item.match == "demonym"
    return [
        math.log10(1 + place.population) / 8,
        country,
        admin1,
        admin2,
        town,
        curated,
        code == "PPLC",
        code.startswith("PPLA"),
        not (country or admin1 or admin2 or town),
        own,
        item.match == "alternate",
        place.name.casefold() == name.casefold(),
        0.0,
        row == 0,
        1 / (1 + row),
        n == 1,
        bool(fallback),
        item.match == BORROWED,
    ]


def kind_in_words(place: Place) -> str:
    """Return what a place is, in a word or two: "country", "province", "city"."""
    code = place.feature_code
    if is_country(code):
        return "country"
    if place.id.startswith("geomap:"):
        return "region"
    by_code = {"ADM1": "first-order division", "ADM2": "second-order division", "PPLC": "capital"}
    by_class = {"P": "populated place", "A": "division", "H": "water", "T": "landform", "L": "area", "S": "site"}
    return by_code.get(code) or by_class.get(place.feature_class, "place")
