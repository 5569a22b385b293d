"""What a spatial expression starts from: a place as a point or a shape, with its size."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from geomap.spatial.projection import area_km2

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geomap.model import Place
    from geomap.spatial.shapes import Shapes


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place that an expression speaks of.

    Attributes
    ----------
    key
        Equal for equal anchors; what is built from them is kept by it.
    name
        For sentences ("Kars", "the shared border of TUR and ARM").
    lon, lat
        Representative point in degrees, WGS 84.
    shape
        Simplified outline or line in degrees; ``None`` for a place known as a point.
    population
        Inhabitants; 0 when unknown.
    countries
        Alpha-2 codes.
    code
        Alpha-2 or ISO 3166-2 code, ``""`` for what is neither country nor first-order division.
    feature_class
        GeoNames feature class, ``""`` when unknown.
    source
        Whose drawing the shape is ("Natural Earth 5.1.1"), ``""`` for a point or a shape of our own.
    """

    key: str
    name: str
    lon: float
    lat: float
    shape: BaseGeometry | None = field(default=None, compare=False)
    population: int = 0
    countries: tuple[str, ...] = ()
    code: str = ""
    feature_class: str = ""
    source: str = ""

    @property
    def is_point(self) -> bool:
        """Whether only a point is known."""
        return self.shape is None

    @property
    def size_km(self) -> float:
        """Side of a square as large as the shape, or the radius of a town of this population."""
        if self.shape is None:
            return town_radius_km(self.population)
        return _size(self.key, self)

    def cited(self, text: str) -> str:
        """Add to a sentence whose drawing it is made from."""
        return f"{text}; {self.source}" if self.source else text

    def geometry(self) -> BaseGeometry:
        """Return the shape, or the point."""
        import shapely

        return shapely.Point(self.lon, self.lat) if self.shape is None else self.shape


@lru_cache(maxsize=4096)
def _size(key: str, anchor: Anchor) -> float:
    del key
    shape = anchor.shape
    if shape is None or shape.area == 0:
        return 0.0
    return math.sqrt(area_km2(shape))


def town_radius_km(population: int) -> float:
    """Return the radius of a built-up area by its population.

    10 km for a million, falling and rising with the power 0.45 (built-up area grows a little more slowly than
    population: Angel et al. 2011, "The dimensions of global urban expansion"); at least 1 km.
    """
    return max(1.0, 10.0 * (population / 1e6) ** 0.45) if population > 0 else 1.0


def anchor_of(place: Place, shapes: Shapes) -> Anchor:
    """Return a gazetteer's place as an anchor."""
    shape = simple_shape(place, shapes)
    code = place.country if place.is_country else place.admin1 if place.feature_code == "ADM1" else ""
    countries = (place.country,) if place.country else ()
    source = "" if shape is None or place.id.startswith("geomap:") else shapes.version
    return Anchor(
        place.id,
        place.name,
        place.lon,
        place.lat,
        shape,
        place.population,
        countries,
        code,
        place.feature_class,
        source,
    )


def simple_shape(place: Place, shapes: Shapes) -> BaseGeometry | None:
    """Return a place's outline with no more corners than relations need; simplified once, then kept."""
    whole = shapes.place(place)
    return None if whole is None or whole.is_empty else shapes.simplified(place.id, whole)
