"""What every construction returns: a geometry, how it was made, and how far to trust it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from geomap.model.points import inner_point

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geomap.model import WherePrec


KEPT = 8192  # geometries of a kind that are kept once made: news names the same places again and again


@dataclass(frozen=True, slots=True, eq=False)  # one is made once and kept: known by identity
class Made:
    """A geometry made from a spatial expression.

    Attributes
    ----------
    geometry
        In degrees, WGS 84, valid, with longitudes within ±180.
    text
        How it was made, for a reader ("within 25 km of the shared border of TUR and ARM; Natural Earth 5.1.1").
    where_prec
        How exactly it is known.
    radius_km
        Radius of uncertainty around the representative point; ``None`` for a line.
    countries
        Alpha-2 codes of all countries concerned.
    point
        Longitude and latitude inside the geometry where a pin belongs; ``None`` for any inner point.
    note
        What a vague word may also mean; ``""`` where the text leaves nothing open.
    """

    geometry: BaseGeometry
    text: str
    where_prec: WherePrec
    radius_km: float | None = None
    countries: tuple[str, ...] = ()
    point: tuple[float, float] | None = None
    note: str = ""


@lru_cache(maxsize=KEPT)
def reach_km(made: Made) -> float:
    """Return how far a geometry reaches from a point inside it, in kilometres: its radius for who wants points only."""
    import numpy as np
    import shapely

    from geomap.spatial.projection import KM, geod

    lon, lat = inner_point(made.geometry) or (0.0, 0.0)
    xy = shapely.get_coordinates(made.geometry)
    _, _, metres = geod().inv(np.full(len(xy), lon), np.full(len(xy), lat), xy[:, 0], xy[:, 1])
    return round(float(np.max(metres)) / KM, 1)


def within_text(text: str, holder: str) -> str:
    """Add to a sentence what the geometry was kept within, before the source that it cites."""
    said, _, source = text.partition("; ")
    return f"{said}, within {holder}" + (f"; {source}" if source else "")
