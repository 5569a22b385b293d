"""Points of view: with which country a contested place is counted.

The default, ``international``, is the view of the United Nations or, where it has none, of most states; it is what the
data files say: Crimea is Ukraine's, the Golan Heights Syria's, Abkhazia Georgia's; Kosovo, Taiwan, Palestine and
Western Sahara stand under codes of their own; the parts of Kashmir are counted with who administers them, on either
side of the line of control. ``de facto`` counts a place with who governs it, with none where that is a state without a
code. An alpha-2 code takes that state's own view: what it governs or claims is counted with it.

Names, points, outlines and borders stay as they are; what changes is the country of places, and so of events. A place
whose country was changed says so in the note of its `Sovereignty`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from geomap.errors import SettingsError
from geomap.gazetteer.curated import load_corrections, load_regions

if TYPE_CHECKING:
    from geomap.gazetteer.curated_regions import SovereigntySpec
    from geomap.gazetteer.protocol import Country, Gazetteer
    from geomap.model import Candidate, Place, Sovereignty

INTERNATIONAL = "international"
DE_FACTO = "de facto"


@dataclass(frozen=True, slots=True)
class Territory:
    """A contested territory: which places belong to it, and with which country a point of view counts them.

    Attributes
    ----------
    place_id
        The place that is the territory itself.
    code
        Its ISO 3166-1 or 3166-2 code, ``""`` for none: places that carry it belong to the territory.
    divisions
        Further ISO codes whose places belong to it.
    ring
        Its hand-drawn outline (lon, lat), within which populated places belong to it; ``()`` for none.
    spec, state
        Its lot as curated, and as a value of the model.
    """

    place_id: str
    code: str
    divisions: frozenset[str]
    ring: tuple[tuple[float, float], ...]
    spec: SovereigntySpec
    state: Sovereignty

    def holds(self, place: Place) -> bool:
        """Tell whether a place is the territory or lies in it."""
        if place.id == self.place_id:
            return True
        codes = {code for code in (place.country, place.admin1) if code}
        if codes & self.divisions or self.code in codes:
            return True
        return place.feature_class == "P" and bool(self.ring) and _within(place.lon, place.lat, self.ring)

    def country(self, view: str) -> str | None:
        """Return the code that a point of view gives it, ``""`` for no code, ``None`` when it leaves it as it is."""
        if view in self.spec.views:
            return self.spec.views[view]
        if view == DE_FACTO:
            governs = self.spec.governs
            if len(governs) != 1:
                return None
            return governs[0] if _is_code(governs[0]) else ""
        return view if view in self.spec.governs or view in self.spec.claims else None


@cache
def territories() -> tuple[Territory, ...]:
    """Return the contested territories, what is smaller first: single places, regions, divisions, countries."""
    found: list[tuple[int, Territory]] = []
    for correction in load_corrections():
        if correction.sovereignty:
            code = "" if correction.place.isdigit() else correction.place
            rank = 0 if not code else 2 if "-" in code else 3
            own = f"geonames:{correction.place}"
            state = correction.sovereignty.value(correction.earlier)
            found.append((rank, Territory(own, code, frozenset(), (), correction.sovereignty, state)))
    for region in load_regions():
        if region.sovereignty and region.state:
            ring = region.shape.polygon if region.shape.polygon and not region.shape.union else ()
            divisions = frozenset(region.divisions)
            found.append((1, Territory(region.id, "", divisions, ring, region.sovereignty, region.state)))
    found.sort(key=lambda pair: pair[0])
    return tuple(territory for _, territory in found)


def checked_view(view: str) -> str:
    """Return a point of view in its usual form.

    Parameters
    ----------
    view
        ``international``, ``de facto``, or an ISO 3166-1 alpha-2 code; case does not matter.

    Raises
    ------
    SettingsError
        If it is none of them.
    """
    usual = " ".join(view.replace("-", " ").replace("_", " ").split())
    if usual.lower() in {INTERNATIONAL, DE_FACTO}:
        return usual.lower()
    if _is_code(usual.upper()):
        return usual.upper()
    raise SettingsError(
        f"point_of_view is {view!r}.", "Use international, de facto, or the two-letter code of a country, such as UA."
    )


def _is_code(word: str) -> bool:
    return len(word) == 2 and word.isascii() and word.isalpha() and word.isupper()


def _within(lon: float, lat: float, ring: tuple[tuple[float, float], ...]) -> bool:
    """Tell whether a point lies in a ring: a ray to the east crosses its sides an odd number of times."""
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


class ViewedGazetteer:
    """A gazetteer that counts contested places with the country that a point of view gives them.

    Parameters
    ----------
    inner
        The gazetteer.
    view
        As `checked_view` returns it, and not the default.
    """

    def __init__(self, inner: Gazetteer, view: str) -> None:
        self.parts = (inner,)
        self.view = view
        self._inner = inner

    @property
    def id(self) -> str:
        """The gazetteer's id and the point of view."""
        return f"{self._inner.id}(view:{self.view})"

    def lookup(self, name: str, *, fuzzy: bool = False) -> tuple[Candidate, ...]:
        """Return the places that bear the name, as the gazetteer ranks them."""
        return tuple(
            candidate if (place := self._seen(candidate.place)) is candidate.place else replace(candidate, place=place)
            for candidate in self._inner.lookup(name, fuzzy=fuzzy)
        )

    def get(self, place_id: str) -> Place | None:
        """Return the place with this id."""
        place = self._inner.get(place_id)
        return self._seen(place) if place else None

    def country(self, code: str) -> Country | None:
        """Return a country by its own alpha-2 code; its place may be counted with another."""
        found = self._inner.country(code)
        return replace(found, place=self._seen(found.place)) if found else None

    def countries(self) -> tuple[Country, ...]:
        """Return all countries, by code."""
        return tuple(replace(found, place=self._seen(found.place)) for found in self._inner.countries())

    def demonym(self, word: str) -> tuple[str, ...]:
        """Return the alpha-2 codes that a demonym stands for: a word's sense does not hang on the view."""
        return self._inner.demonym(word)

    def nearest(self, lon: float, lat: float, *, limit: int = 1) -> tuple[tuple[Place, float], ...]:
        """Return the nearest populated places with their distance in kilometres."""
        return tuple((self._seen(place), km) for place, km in self._inner.nearest(lon, lat, limit=limit))

    def _seen(self, place: Place) -> Place:
        for territory in territories():
            if not territory.holds(place):
                continue
            country = territory.country(self.view)
            if country is None:
                continue
            if country == place.country:
                return place
            return replace(place, country=country, sovereignty=_noted(place, territory, country, self.view))
        return place


def view_of(gazetteer: Gazetteer) -> str:
    """Return the point of view of a gazetteer, or of the first of its parts that has one."""
    own: str = getattr(gazetteer, "view", INTERNATIONAL)
    views = (own, *(view_of(part) for part in getattr(gazetteer, "parts", ())))
    return next((view for view in views if view != INTERNATIONAL), INTERNATIONAL)


def told_view(gazetteer: Gazetteer) -> str:
    """Say in a line for the credits of a map whose view of contested places its countries follow."""
    view = view_of(gazetteer)
    if view == INTERNATIONAL:
        return "Contested places: as seen internationally"
    if view == DE_FACTO:
        return "Contested places: counted with who governs them"
    country = gazetteer.country(view)
    return f"Contested places: as seen by {country.place.name if country else view}"


def _noted(place: Place, territory: Territory, country: str, view: str) -> Sovereignty:
    told = place.sovereignty or territory.state
    usual = place.country or "no single country"
    shown = country or "no country with a code"
    said = f"Counted here with {shown}, the point of view chosen ({view}); internationally with {usual}."
    return replace(told, note=f"{told.note} {said}".strip())
