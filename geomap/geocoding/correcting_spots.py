"""Where a correction puts something: a place that a gazetteer knows, or a point with its country."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from geomap.model import Place, WherePrec

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geomap.geocoding.corrections import EventCorrection, PlaceCorrection


class Places(Protocol):
    """Ids to places: a gazetteer, as far as corrections need one."""

    def get(self, place_id: str) -> Place | None:
        """Return the place with this id."""


class Outlines(Protocol):
    """Places to shapes, as far as corrections need them."""

    def place(self, place: Place) -> BaseGeometry | None:
        """Return the outline of a place; ``None`` for a point."""

    def locate(self, lon: float, lat: float) -> tuple[str, str]:
        """Return country and first-order division of a point."""


class Spot(NamedTuple):
    """Where a correction puts something.

    Attributes
    ----------
    place
        The place.
    outline
        Its shape in degrees, WGS 84; ``None`` for a point.
    precision
        How exactly that is known.
    """

    place: Place
    outline: BaseGeometry | None
    precision: WherePrec


def spot(item: PlaceCorrection | EventCorrection, name: str, places: Places, outlines: Outlines) -> Spot | None:
    """Return where a correction puts something; ``None`` when no gazetteer knows its place (any more).

    Parameters
    ----------
    item
        A correction with ``place`` or ``at``.
    name
        What a bare point is called.
    places, outlines
        Where ids lead to places, and places to shapes.
    """
    if item.at is not None:
        lat, lon = item.at
        country, admin1 = outlines.locate(lon, lat)
        place = Place(
            id=f"correction:{item.id}", name=item.label or name, lon=lon, lat=lat, country=country, admin1=admin1,
            source="correction",
        )  # fmt: skip
        return Spot(place, None, WherePrec.EXACT)
    known = places.get(item.place)
    if known is None:
        return None
    outline = outlines.place(known)
    return Spot(known, outline, _precision(known, outline))


def _precision(place: Place, outline: BaseGeometry | None) -> WherePrec:
    if place.is_country:
        return WherePrec.COUNTRY
    if place.feature_code == "ADM1":
        return WherePrec.PROVINCE
    if place.feature_code == "ADM2":
        return WherePrec.DISTRICT
    return WherePrec.EXACT if outline is None else WherePrec.LARGER
