"""Directions: south of a place, 30 km south of it, the southern part of it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from geomap.model import WherePrec
from geomap.spatial.made import KEPT, Made
from geomap.spatial.projection import Local, buffer_km, destination, local_to, normal
from geomap.spatial.topology import polygonal
from geomap.spatial.vague import SECTOR_DEGREES, note, reach_km, spelled_km

if TYPE_CHECKING:
    import numpy.typing as npt
    from shapely.geometry.base import BaseGeometry

    from geomap.spatial.anchors import Anchor

# Degrees clockwise from north.
_POINTS = ("n", "nne", "ne", "ene", "e", "ese", "se", "sse", "s", "ssw", "sw", "wsw", "w", "wnw", "nw", "nnw")
BEARINGS = {point: 22.5 * index for index, point in enumerate(_POINTS)}
NAMES = {"n": "north", "s": "south", "e": "east", "w": "west", "c": "centre"}
# Share of the area that "northern", "north-eastern", "the far north" and "the northern half" are taken to be.
_CARDINAL_SHARE = 0.4
_DIAGONAL_SHARE = 0.3
_FAR_SHARE = 0.15
_HALF_SHARE = 0.5
_CENTRAL_SPAN = (0.22, 0.78)  # quantiles of the area across and up that bound "central"
_MIDDLE_SHARE = 0.3  # what those leave of most countries
_PART_WORDS = {"": "{} part", "far": "far {} part", "half": "{} half"}
ADJECTIVES = {"n": "northern", "s": "southern", "e": "eastern", "w": "western", "c": "central"}
_BEARING_SLACK = 5.0  # degrees: a bearing in a report is rounded
_EDGE = 0.1  # radians: how far a strip reaches beyond a shape
_SHARES = {"": 0.0, "far": _FAR_SHARE, "half": _HALF_SHARE}


def spelled(point: str) -> str:
    """Return "north-east" for "ne"."""
    return "-".join(NAMES[letter] for letter in point)


def spread(point: str) -> float:
    """Return half the angle that a compass point leaves open: 22.5, 15 or 11.25 degrees for N, NE, NNE."""
    return {1: 22.5, 2: 15.0}.get(len(point), 11.25)


@lru_cache(maxsize=KEPT)
def at_bearing(anchor: Anchor, point: str, near: float, far: float) -> Made:
    """Return what lies so many kilometres in a direction from a place.

    Parameters
    ----------
    anchor
        The place. From a point the result is a piece of a ring; from a shape, the strip beyond its edge.
    point
        Compass point ("sse").
    near, far
        Kilometres.
    """
    if not anchor.is_point:
        text = f"{spelled_km(near, far)} {spelled(point)} of {anchor.name}"
        shape = _beyond(anchor, BEARINGS[point], near, far, SECTOR_DEGREES)
        return Made(shape, anchor.cited(text), WherePrec.LARGER, round((far - near) / 2, 1), anchor.countries)
    return _piece(anchor, (BEARINGS[point], spread(point)), (near, far), f"{spelled(point)} of")


@lru_cache(maxsize=KEPT)
def at_degrees(anchor: Anchor, degrees: float, near: float, far: float) -> Made:
    """Return what lies so many kilometres from a place on a bearing in degrees clockwise from north."""
    return _piece(anchor, (degrees, _BEARING_SLACK), (near, far), f"on a bearing of {degrees:.0f} degrees from")


def _piece(anchor: Anchor, sector: tuple[float, float], span: tuple[float, float], words: str) -> Made:
    """Return a piece of a ring around a place's point; ``sector`` is its middle and half its opening, in degrees."""
    (bearing, half), (near, far) = sector, span
    middle = (near + far) / 2
    shape = wedge((anchor.lon, anchor.lat), bearing - half, bearing + half, near, far)
    reach = max((far - near) / 2, middle * np.sin(np.radians(half)))
    prec = WherePrec.NEAR if reach <= 25 else WherePrec.LARGER
    spot = normal(*destination(anchor.lon, anchor.lat, bearing, middle))
    return Made(
        shape, f"{spelled_km(near, far)} {words} {anchor.name}", prec, round(float(reach), 1), anchor.countries, spot
    )


@lru_cache(maxsize=KEPT)
def towards(anchor: Anchor, point: str) -> Made:
    """Return what lies in a direction from a place, as far as the place's size makes one say so."""
    bearing, reach = BEARINGS[point], reach_km(anchor)
    text = f"up to {reach:.0f} km {spelled(point)} of {anchor.name}"
    doubt = note(f"{spelled(point)} of", reach)
    if not anchor.is_point:
        shape = _beyond(anchor, bearing, 0, reach, SECTOR_DEGREES)
        return Made(shape, anchor.cited(text), WherePrec.LARGER, round(reach, 1), anchor.countries, note=doubt)
    inner = 0.4 * anchor.size_km
    start, stop = bearing - SECTOR_DEGREES, bearing + SECTOR_DEGREES
    shape = wedge((anchor.lon, anchor.lat), start, stop, inner, reach)
    spot = normal(*destination(anchor.lon, anchor.lat, bearing, reach / 2))
    return Made(shape, text, WherePrec.NEAR, round(reach / 2, 1), anchor.countries, spot, doubt)


def wedge(spot: tuple[float, float], start: float, stop: float, near: float, far: float) -> BaseGeometry:
    """Return the piece of a ring around a point between two bearings (degrees) and two distances (kilometres)."""
    import shapely

    plane = Local(*spot)
    middle = shapely.get_coordinates(plane.project(shapely.Point(spot)))[0]
    angles = np.radians(np.linspace(start, stop, max(3, int((stop - start) / 5) + 1)))
    rays = np.column_stack([np.sin(angles), np.cos(angles)])
    inner = rays[::-1] * near if near > 0 else np.zeros((1, 2))
    return plane.unprojected(shapely.Polygon(middle + np.concatenate([rays * far, inner])))


def _beyond(anchor: Anchor, bearing: float, near: float, far: float, half: float) -> BaseGeometry:
    """Return the strip beyond a shape's edge in a direction; for a line, the side of it that faces there."""
    import shapely

    shape = anchor.geometry()
    strip = buffer_km(shape, far)
    strip = strip.difference(buffer_km(shape, near) if near > 0 else shape)
    if shape.area == 0:
        return polygonal(strip.intersection(swept(shape, bearing, far * 1.5)))
    size = 3 * (anchor.size_km + far)
    fan = wedge((anchor.lon, anchor.lat), bearing - half, bearing + half, 0, min(size, 9_000.0))
    kept = polygonal(strip.intersection(fan))
    return shapely.make_valid(kept) if not kept.is_empty else polygonal(strip)


def swept(line: BaseGeometry, bearing: float, km: float) -> BaseGeometry:
    """Return what a line passes over when it is moved in a direction."""
    import shapely

    plane = local_to(line)
    shift = km * np.array([np.sin(np.radians(bearing)), np.cos(np.radians(bearing))])
    quads = []
    for part in shapely.get_parts(plane.project(line)):
        xy = shapely.get_coordinates(part)
        corners = np.stack([xy[:-1], xy[1:], xy[1:] + shift, xy[:-1] + shift, xy[:-1]], axis=1)
        quads.append(shapely.polygons(corners))
    return plane.unprojected(shapely.union_all(shapely.make_valid(np.concatenate(quads))))


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
    plane = _EqualArea(main_part(shape))
    flat = plane.project(main_part(shape))
    flat = flat if flat.is_valid else shapely.make_valid(flat)
    if point == "c":
        low, high = _CENTRAL_SPAN
        cut = flat
        for bearing in (0.0, 90.0):
            frame = _frame(flat, bearing)
            cut = cut.intersection(frame.band(frame.quantile(low), frame.quantile(high)))
    else:
        share = _share(point, how)
        frame = _frame(flat, BEARINGS[point])
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


class _EqualArea:
    """A cylindrical equal-area map of a shape: north is up, and a share of the area is that share of the ground.

    The parallel of the shape's middle is true to scale. Parts beyond the antimeridian are set beside the others.
    """

    def __init__(self, shape: BaseGeometry) -> None:
        import shapely

        largest = max(shapely.get_parts(shape), key=lambda part: part.area)
        west, south, east, north = largest.bounds
        self._lon = (west + east) / 2
        self._stretch = max(0.05, float(np.cos(np.radians((south + north) / 2))))

    def project(self, shape: BaseGeometry) -> BaseGeometry:
        """Return a shape on the map, in radians of the middle parallel."""
        import shapely

        moved = [shapely.transform(part, self._turned) for part in shapely.get_parts(shape)]
        return shapely.transform(shapely.MultiPolygon(moved), self._forward)

    def unproject(self, shape: BaseGeometry) -> BaseGeometry:
        """Return a shape in degrees, longitudes within ±180."""
        import shapely

        from geomap.model.rfc7946 import cut_at_antimeridian

        return cut_at_antimeridian(shapely.transform(shape, self._backward))

    def _turned(self, xy: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Bring a whole part to the side of the antimeridian where the middle lies."""
        turns = np.round((xy[:, 0].mean() - self._lon) / 360.0)
        moved: npt.NDArray[np.float64] = xy - np.array([360.0 * turns, 0.0])
        return moved

    def _forward(self, xy: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        rows = np.radians(xy)
        return np.column_stack([rows[:, 0] * self._stretch, np.sin(rows[:, 1]) / self._stretch])

    def _backward(self, xy: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        heights = np.clip(xy[:, 1] * self._stretch, -1.0, 1.0)
        back: npt.NDArray[np.float64] = np.degrees(np.column_stack([xy[:, 0] / self._stretch, np.arcsin(heights)]))
        return back


class _Frame:
    """A direction across a flat shape, and how the shape's area is spread along it."""

    def __init__(self, flat: BaseGeometry, bearing: float) -> None:
        angle = np.radians(bearing)
        self._along = np.array([np.sin(angle), np.cos(angle)])
        self._across = np.array([self._along[1], -self._along[0]])
        self._flat = flat
        import shapely

        reach = shapely.get_coordinates(flat) @ self._along
        side = shapely.get_coordinates(flat) @ self._across
        self._low, self._high = float(reach.min()), float(reach.max())
        self._left, self._right = float(side.min()) - _EDGE, float(side.max()) + _EDGE

    def band(self, low: float, high: float) -> BaseGeometry:
        """Return the strip between two distances along the direction."""
        import shapely

        low, high = max(low, self._low - _EDGE), min(high, self._high + _EDGE)
        corners = [(low, self._left), (low, self._right), (high, self._right), (high, self._left)]
        return shapely.Polygon([a * self._along + b * self._across for a, b in corners])

    def quantile(self, share: float) -> float:
        """Return the distance along the direction below which this share of the area lies."""
        low, high = self._low, self._high
        total = self._flat.area
        for _ in range(14):  # 1/16,000 of the width
            middle = (low + high) / 2
            below = self._flat.intersection(self.band(self._low - _EDGE, middle)).area
            low, high = (middle, high) if below < share * total else (low, middle)
        return (low + high) / 2


def _frame(flat: BaseGeometry, bearing: float) -> _Frame:
    return _Frame(flat, bearing)
