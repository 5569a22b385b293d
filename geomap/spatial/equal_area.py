"""Cutting shapes by shares of their area: an equal-area map, and how the area is spread along a direction."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt
    from shapely.geometry.base import BaseGeometry

_EDGE = 0.1  # radians: how far a strip reaches beyond a shape


class EqualArea:
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


class Frame:
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
