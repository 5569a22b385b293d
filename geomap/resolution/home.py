"""Where a document's source is at home: what the paper's own name and address say of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import numpy as np

from geomap.recognition.lexicon import newspaper_words
from geomap.recognition.names import is_country

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from geomap.gazetteer.protocol import Gazetteer
    from geomap.model import Candidate, Document

_SHORTEST = 5  # letters of a place name inside a host name: "dallasnews", "eastoregonian"
_LARGE = 15_000  # inhabitants from which a town is named in a host name rather than spelled by chance
_SMALL = 1_000  # the same where the newspaper's words are all that stands beside the name
_SHORTEST_BARE = 4
_MOST = 12  # namesakes considered
_MOST_BARE = 30
_MEMORY = 20_000
# Country domains sold to everybody, so that they say nothing of a country.
_EVERYBODYS = frozenset({"ai", "am", "cc", "co", "fm", "io", "ly", "me", "tv", "ws"})
_COUNTRY_OF_DOMAIN = {"uk": "GB"}
_OWN = frozenset({"preferred", "official", "curated"})


@dataclass(frozen=True, slots=True)
class Home:
    """What a source's name and address say of where it is at home.

    Attributes
    ----------
    country
        ISO code of its domain; ``""`` for none.
    provinces
        ISO 3166-2 codes of first-order divisions named in it.
    xyz
        Unit vectors of the towns named in it, namesakes and all.
    names
        The names of places spelled in it, lower case.
    """

    country: str
    provinces: frozenset[str]
    xyz: NDArray[np.float64]
    names: frozenset[str] = frozenset()

    @property
    def known(self) -> bool:
        """Whether it says anything."""
        return bool(self.country or self.provinces or len(self.xyz))


NOWHERE = Home("", frozenset(), np.zeros((0, 3)))


class Homes:
    """Sources to their homes, remembered by source.

    Parameters
    ----------
    gazetteer
        Where to look up what the source's name spells.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._memory: dict[str, Home] = {}

    def of(self, document: Document) -> Home:
        """Return what a document's URL and source say; neither its text nor other documents are asked."""
        host = (urlsplit(document.url).hostname or "") if document.url else ""
        key = f"{host} {document.source or ''}".strip().lower()
        if not key:
            return NOWHERE
        found = self._memory.get(key)
        if found is None:
            if len(self._memory) >= _MEMORY:
                self._memory.clear()
            found = self._memory[key] = self._read(host.lower(), document.source or "")
        return found

    def _read(self, host: str, source: str) -> Home:
        labels = [label for label in host.split(".") if label]
        if not labels and "." in source and " " not in source:
            labels = source.lower().split(".")
        domain = labels[-1] if labels else ""
        code = _COUNTRY_OF_DOMAIN.get(domain, domain.upper())
        country = code if len(domain) == 2 and domain not in _EVERYBODYS and self._gazetteer.country(code) else ""
        spelled = dict(self._spelled(word) for word in _words(labels[:-1], source))
        named = [item for found in spelled.values() for item in found]
        provinces = {found.place.admin1 for found in named if found.place.feature_code == "ADM1"} - {""}
        towns = np.radians([(c.place.lon, c.place.lat) for c in named if c.place.feature_class == "P"]).reshape(-1, 2)
        lon, lat = towns[:, 0], towns[:, 1]
        xyz = np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
        return Home(country, frozenset(provinces), xyz, frozenset(name for name, found in spelled.items() if found))

    def _spelled(self, word: str) -> tuple[str, list[Candidate]]:
        """Return the name that a word spells and the towns and divisions that bear it.

        What is left of "theparisnews" without the words of newspapers is a name, were its bearers small; else a name
        must fill most of the word and be a larger town's: "richmond" in "richmondandtwickenhamtimes".
        """
        rest = _bared(word)
        if len(rest) >= _SHORTEST_BARE:
            found = [item for item in self._gazetteer.lookup(rest)[:_MOST_BARE] if _telling(item, _SMALL)]
            if found:
                return rest, found
        longest = len(word)
        for width in range(longest, max(_SHORTEST, longest // 2) - 1, -1):
            for start in range(longest - width + 1):
                part = word[start : start + width]
                found = [item for item in self._gazetteer.lookup(part)[:_MOST] if _telling(item, _LARGE)]
                if found:
                    return part, found
        return word, []


def _words(labels: list[str], source: str) -> Iterator[str]:
    """Yield the words of a host and of a paper's name, and neighbouring pairs of the latter ("New Orleans")."""
    for label in labels:
        yield from (part for part in label.split("-") if len(part) >= _SHORTEST)
    if " " in source:
        words = re.findall(r"[^\W\d_]+", source)
        yield from (f"{a} {b}" for a, b in pairwise(words))
        yield from (word for word in words if len(word) >= _SHORTEST)


def _bared(word: str) -> str:
    """Return a word without the words of newspapers at its ends: "theparisnews" as "paris"."""
    known = newspaper_words()
    while True:
        rest = next((word[len(own) :] for own in known if word.startswith(own)), word)
        rest = next((rest[: -len(own)] for own in known if rest.endswith(own)), rest)
        if rest == word or len(rest) < _SHORTEST_BARE:
            return word if len(rest) < _SHORTEST_BARE else rest
        word = rest


def _telling(item: Candidate, least: int) -> bool:
    place = item.place
    if item.match not in _OWN or is_country(place.feature_code):
        return False
    return place.feature_code == "ADM1" or (place.feature_class == "P" and place.population >= least)
