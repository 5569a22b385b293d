"""The places that a name may stand for, by the gazetteer: by the whole name, or by a part of it that places it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.model import Candidate, MentionKind
from geomap.recognition.lexicon import abbreviations, kind_words, not_places, shortened_kinds
from geomap.recognition.names import people_of
from geomap.resolution.candidates import OWN, Candidates, arrays

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geomap.gazetteer.protocol import Gazetteer
    from geomap.model import Mention, Place

_MEMORY = 20_000
_PER_PART = 12  # candidates of each part of a name without an entry
_WELL_KNOWN = 20_000  # inhabitants
_LONGEST_PART = 3  # words
_SIDES = frozenset(
    {
        *("northern", "southern", "eastern", "western", "central", "north", "south", "east", "west", "upper", "lower"),
        *("new", "old", "great", "greater", "saint", "st", "the"),
    }
)


class CandidateFinder:
    """Mentions to candidates, remembered by name.

    Parameters
    ----------
    gazetteer
        Where to look.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._memory: dict[tuple[str, str, bool, bool], Candidates] = {}

    def find(self, mention: Mention) -> Candidates:
        """Return the candidates of a mention."""
        demonym = mention.kind is MentionKind.DEMONYM
        key = (mention.surface, mention.query, demonym, bool(mention.kind_word))
        found = self._memory.get(key)
        if found is None:
            if len(self._memory) >= _MEMORY:
                self._memory.clear()
            found = self._memory[key] = self._demonym(mention) if demonym else self._named(mention)
        return found

    def _demonym(self, mention: Mention) -> Candidates:
        return arrays(self._people(" ".join(mention.surface.split())), mention.surface)

    def _people(self, word: str) -> list[Candidate]:
        """Return the places that an adjective or people stands for: its region or town, else countries."""
        region = self._place(people_of(word))
        if region is not None:
            return [Candidate(region, word, "demonym", 1.0)]
        countries = (self._gazetteer.country(code) for code in self._gazetteer.demonym(word))
        return [
            Candidate(country.place, word, "demonym", 1.0 / (1 + i))
            for i, country in enumerate(filter(None, countries))
        ]

    def _place(self, reference: str) -> Place | None:
        """Return a place by its id or its GeoNames number."""
        if not reference:
            return None
        return self._gazetteer.get(f"geonames:{reference}" if reference.isdecimal() else reference)

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
        if mention.name.lower() in not_places().sides and not mention.kind_word:
            return arrays((), mention.name)  # "the South" is no place by itself; see `read_context`
        surface = _in_full(" ".join(mention.surface.split()))
        whole = self._gazetteer.lookup(surface)
        # "Mexico City" and "Guernsey County" are looked up by halves only where nothing bears the whole name.
        if whole and (mention.name == surface or any(candidate.match in OWN for candidate in whole)):
            return replace(arrays(whole, surface), whole=surface)
        merged = {candidate.place.id: candidate for candidate in whole}
        for candidate in self._gazetteer.lookup(mention.name):
            merged.setdefault(candidate.place.id, candidate)
        if merged:
            return arrays(list(merged.values()), mention.name, bare=merged.keys() - {c.place.id for c in whole})
        parts: dict[str, Candidate] = {}
        first = ""
        for part in shorter(surface):
            found = self._people(part) or _well_known(self._gazetteer.lookup(part))[:_PER_PART]
            for candidate in found:
                parts.setdefault(candidate.place.id, replace(candidate, name=part))
            first = first or (part if found else "")
        return arrays(list(parts.values()), first or mention.name, fallback=first)


def _in_full(surface: str) -> str:
    """Return a name with the kind of feature at its end spelled out: "Loudon Co." as "Loudon County"."""
    before, _, last = surface.rpartition(" ")
    full = shortened_kinds().get(last.lower().removesuffix("."))
    return f"{before} {full}" if before and full else surface


def _is(candidate: Candidate, code: str) -> bool:
    return candidate.place.feature_code == "ADM1" and candidate.place.admin1 == code


def _well_known(found: Iterable[Candidate]) -> list[Candidate]:
    """Return the candidates well known enough to be meant by a part of a name: "Manila" in "Manila Cathedral"."""
    return [
        item
        for item in found
        if item.match in OWN
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
            single = part[0].lower() in _SIDES or part[0].lower() in kind_words() or len(part[0]) < 2
            if part[0][0].isupper() and part[-1][0].isupper() and not (width == 1 and single):
                yield " ".join(part)
