"""Several gazetteers as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geomap.gazetteer.protocol import Country, Gazetteer
    from geomap.model import Candidate, Place


class ChainedGazetteer:
    """Asks each gazetteer in turn and joins the answers; what comes first wins where two name the same place.

    Parameters
    ----------
    first, others
        The gazetteers; candidates of a former one come before equally scored ones of a later one.
    """

    def __init__(self, first: Gazetteer, *others: Gazetteer) -> None:
        self.parts = (first, *others)

    @property
    def id(self) -> str:
        """Ids of the parts, joined by ``+``."""
        return "+".join(part.id for part in self.parts)

    def lookup(self, name: str, *, fuzzy: bool = False) -> tuple[Candidate, ...]:
        """Return the candidates of all parts, best score first; misspellings are tried only when none is exact."""
        for loose in (False, True) if fuzzy else (False,):
            found: dict[str, Candidate] = {}
            for part in self.parts:
                for candidate in part.lookup(name, fuzzy=loose):
                    found.setdefault(candidate.place.id, candidate)
            if found:
                return tuple(sorted(found.values(), key=lambda candidate: -candidate.score))
        return ()

    def get(self, place_id: str) -> Place | None:
        """Return the place with this id from the first part that has it."""
        return next((place for part in self.parts if (place := part.get(place_id)) is not None), None)

    def country(self, code: str) -> Country | None:
        """Return a country from the first part that has it."""
        return next((country for part in self.parts if (country := part.country(code)) is not None), None)

    def countries(self) -> tuple[Country, ...]:
        """Return the countries of all parts, by code."""
        table: dict[str, Country] = {}
        for part in self.parts:
            for country in part.countries():
                table.setdefault(country.code, country)
        return tuple(table[code] for code in sorted(table))

    def demonym(self, word: str) -> tuple[str, ...]:
        """Return the codes of the first part that knows the word."""
        return next((codes for part in self.parts if (codes := part.demonym(word))), ())

    def nearest(self, lon: float, lat: float, *, limit: int = 1) -> tuple[tuple[Place, float], ...]:
        """Return the nearest places of all parts with their distance in kilometres."""
        found = {place.id: (place, km) for part in self.parts for place, km in part.nearest(lon, lat, limit=limit)}
        return tuple(sorted(found.values(), key=lambda pair: (pair[1], pair[0].id))[:limit])
