"""Parts of places: northern, south-eastern, central, the far north, the western half."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from geomap.model import WherePrec
from geomap.spatial.compass import ADJECTIVES, BEARINGS, NAMES, wedge
from geomap.spatial.equal_area import EqualArea, Frame
from geomap.spatial.made import KEPT, Made
from geomap.spatial.projection import destination, normal
from geomap.spatial.topology import polygonal

if TYPE_CHECKING:
    import numpy.typing as npt
    from shapely.geometry.base import BaseGeometry

    from geomap.spatial.anchors import Anchor

# Share of the area that "northern", "north-eastern", "the far north" and "the northern half" are taken to be.
_CARDINAL_SHARE = 0.4
_DIAGONAL_SHARE = 0.3
_FAR_SHARE = 0.15
_HALF_SHARE = 0.5
_SHARES = {"": 0.0, "far": _FAR_SHARE, "half": _HALF_SHARE}
_CENTRAL_SPAN = (0.22, 0.78)  # quantiles of the area across and up that bound "central"
_MIDDLE_SHARE = 0.3  # what those leave of most countries
_PART_WORDS = {"": "{} part", "far": "far {} part", "half": "{} half"}


def part_of(anchor: Anchor, point: str, how: str = "") -> Made:
    """Return a part of a place.

    Parameters
    ----------
    anchor
        The place; around a point, the built-up area is cut.
    point
        Compass point, or ``"c"`` for the middle.
    how
        ``"far"`` for the outermost part, ``"half"`` for a half, ``""`` for the usual.
    """
    word = "-".join([*(NAMES[letter] for letter in point[:-1]), ADJECTIVES[point[-1]]])
    text = f"{_PART_WORDS[how].format(word)} of {anchor.name}"
    if anchor.is_point:
        return _part_of_town(anchor, point, text)
    shape = _part(anchor.key, point, how, anchor)
    prec = WherePrec.LARGER if anchor.size_km > 150 else WherePrec.PROVINCE
    share = 100 * (_MIDDLE_SHARE if point == "c" else _share(point, how))
    text = anchor.cited(f"{text}, about {share:.0f} % of its area")
    doubt = (
        ""
        if how == "half"
        else f"“{word}” is vague: {share * 0.6:.0f} to {min(share * 1.5, 60):.0f} % would fit as well"
    )
    return Made(shape, text, prec, None, anchor.countries, note=doubt)


def _share(point: str, how: str) -> float:
    """Return the share of the area that a part is taken to be."""
    return _SHARES[how] or (_CARDINAL_SHARE if len(point) == 1 else _DIAGONAL_SHARE)


def _part_of_town(anchor: Anchor, point: str, text: str) -> Made:
    radius = max(anchor.size_km, 1.5)
    if point == "c":
        shape = wedge((anchor.lon, anchor.lat), 0, 360, 0, radius / 2)
        return Made(shape, text, WherePrec.EXACT, round(radius / 2, 1), anchor.countries, (anchor.lon, anchor.lat))
    bearing = BEARINGS[point]
    shape = wedge((anchor.lon, anchor.lat), bearing - 60, bearing + 60, 0.15 * radius, 1.2 * radius)
    spot = normal(*destination(anchor.lon, anchor.lat, bearing, 0.7 * radius))
    return Made(shape, text, WherePrec.NEAR, round(radius * 0.7, 1), anchor.countries, spot)


@lru_cache(maxsize=KEPT)
def _part(key: str, point: str, how: str, anchor: Anchor) -> BaseGeometry:
    """Cut a shape so that the part has its share of the area."""
    import shapely

    del key
    shape = anchor.geometry()
    plane = EqualArea(main_part(shape))
    flat = plane.project(main_part(shape))
    flat = flat if flat.is_valid else shapely.make_valid(flat)
    if point == "c":
        low, high = _CENTRAL_SPAN
        cut = flat
        for bearing in (0.0, 90.0):
            frame = Frame(flat, bearing)
            cut = cut.intersection(frame.band(frame.quantile(low), frame.quantile(high)))
    else:
        share = _share(point, how)
        frame = Frame(flat, BEARINGS[point])
        cut = flat.intersection(frame.band(frame.quantile(1 - share), np.inf))
    whole = plane.unproject(polygonal(cut))
    return whole if whole.is_valid else polygonal(shapely.make_valid(whole))


def main_part(shape: BaseGeometry) -> BaseGeometry:
    """Leave out far-away small islands, so that "northern France" is not about overseas."""
    import shapely

    parts = shapely.get_parts(shape)
    if len(parts) < 2:
        return shape
    largest = max(parts, key=lambda part: part.area)
    west, south, east, north = largest.bounds
    margin = 0.5 * max(east - west, north - south, 1.0)
    home = shapely.box(west - margin, south - margin, east + margin, north + margin)
    around = shapely.union_all([home, shapely.transform(home, _eastward), shapely.transform(home, _westward)])
    kept = [part for part in parts if part.intersects(around)]
    return shapely.MultiPolygon(kept) if largest.geom_type == "Polygon" else shape


def _eastward(xy: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    moved: npt.NDArray[np.float64] = xy + np.array([360.0, 0.0])
    return moved


def _westward(xy: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    moved: npt.NDArray[np.float64] = xy - np.array([360.0, 0.0])
    return moved
