"""What any gazetteer offers, and the facts of countries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from geomap.model import Candidate, Place


@dataclass(frozen=True, slots=True)
class Country:
    """A country or dependent territory.

    Attributes
    ----------
    code, alpha3
        ISO 3166-1 alpha-2 and alpha-3 (``XK``/``XKX`` for Kosovo, user-assigned).
    name
        Short English name.
    place
        The country as a place, with its GeoNames id.
    capital
        Name of the capital, ``""`` for none.
    neighbours
        Alpha-2 codes of the countries that share a land border.
    demonyms
        English demonyms and adjectives, most usual first ("Azerbaijani", "Azeri").
    continent
        ``AF``, ``AN``, ``AS``, ``EU``, ``NA``, ``OC``, ``SA``.
    """

    code: str
    alpha3: str
    name: str
    place: Place
    capital: str = ""
    neighbours: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    continent: str = ""


class Gazetteer(Protocol):
    """Names to candidate places. Read-only; safe to share between threads."""

    @property
    def id(self) -> str:
        """Name, version and configuration of the component."""

    def lookup(self, name: str, *, fuzzy: bool = False) -> tuple[Candidate, ...]:
        """Return every place that bears the name, best name match and most prominent first.

        Case, accents, ``ı``/``İ``, hyphens, apostrophes and "Saint"/"St." do not matter.
        """

    def get(self, place_id: str) -> Place | None:
        """Return the place with this id."""

    def country(self, code: str) -> Country | None:
        """Return a country by its alpha-2 code."""

    def countries(self) -> tuple[Country, ...]:
        """Return all countries, by code."""

    def demonym(self, word: str) -> tuple[str, ...]:
        """Return the alpha-2 codes that a demonym or adjective stands for ("Turkish" → TR), most likely first."""

    def nearest(self, lon: float, lat: float, *, limit: int = 1) -> tuple[tuple[Place, float], ...]:
        """Return the nearest populated places with their distance in kilometres."""
