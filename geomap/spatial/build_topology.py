"""Polygons to arcs: where borders meet they are cut, and a stretch that two polygons share is kept once.

The method is that of TopoJSON (Bostock 2013): a vertex whose neighbours differ from ring to ring is a junction.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt
    from shapely.geometry.base import BaseGeometry

    Points = npt.NDArray[np.int64]

_SPAN = 1 << 32


class _Arcs:
    """Arcs seen so far, each known from either end."""

    def __init__(self) -> None:
        self.points: list[Points] = []
        self._index: dict[bytes, int] = {}

    def ref(self, points: Points) -> int:
        """Return the arc's index, or ``~index`` when it was stored the other way round."""
        key = points.tobytes()
        if key in self._index:
            return self._index[key]
        back = points[::-1].tobytes()
        if back in self._index:
            return ~self._index[back]
        self._index[key] = len(self.points)
        self.points.append(points)
        return self._index[key]


def cut(shapes: Sequence[BaseGeometry], scale: float) -> dict[str, npt.NDArray[np.int32]]:
    """Cut polygons into shared arcs.

    Parameters
    ----------
    shapes
        Polygons and multipolygons, in degrees, WGS 84. Neighbours share their border's vertices exactly.
    scale
        Degrees a unit of the grid that coordinates are rounded to.

    Returns
    -------
    dict
        The arrays that :func:`geomap.spatial.topology.write_layer` takes.
    """
    layout = [[_rings(polygon, scale) for polygon in _polygons(shape)] for shape in shapes]
    kept = [[polygon for polygon in feature if polygon and len(polygon[0]) >= 3] for feature in layout]
    for feature, given in zip(kept, layout, strict=True):
        if not feature:  # smaller than the grid: keep its first ring as a tiny triangle
            feature.append([_speck(given[0][0])])
    every = [ring for feature in kept for polygon in feature for ring in polygon]
    junctions = _junctions(every)
    arcs = _Arcs()
    refs = [[[_cut_ring(ring, junctions, arcs) for ring in polygon] for polygon in feature] for feature in kept]
    return _arrays(kept, refs, arcs.points)


def _polygons(shape: BaseGeometry) -> list[BaseGeometry]:
    import shapely

    return [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon" and not part.is_empty]


def _rings(polygon: BaseGeometry, scale: float) -> list[Points]:
    rings = [_grid(ring, scale) for ring in (polygon.exterior, *polygon.interiors)]
    return [ring for index, ring in enumerate(rings) if index == 0 or len(ring) >= 3]


def _grid(ring: BaseGeometry, scale: float) -> Points:
    """Return a ring's vertices on the grid, open, with no vertex twice in a row."""
    import shapely

    points = np.rint(shapely.get_coordinates(ring) / scale).astype(np.int64)[:-1]
    kept: Points = points[np.any(points != np.roll(points, 1, axis=0), axis=1)]
    return kept


def _speck(ring: Points) -> Points:
    x, y = ring[0] if len(ring) else (0, 0)
    return np.array([[x, y], [x + 1, y], [x, y + 1]], dtype=np.int64)


def _keys(points: Points) -> npt.NDArray[np.int64]:
    return points[:, 0] * _SPAN + points[:, 1]


def _junctions(rings: Sequence[Points]) -> set[int]:
    """Return the keys of the vertices where borders meet or part."""
    keys = [_keys(ring) for ring in rings]
    here = np.concatenate(keys)
    before = np.concatenate([np.roll(key, 1) for key in keys])
    after = np.concatenate([np.roll(key, -1) for key in keys])
    sides = np.stack([here, np.minimum(before, after), np.maximum(before, after)], axis=1)
    distinct, counts = np.unique(np.unique(sides, axis=0)[:, 0], return_counts=True)
    return set(distinct[counts > 1].tolist())


def _cut_ring(ring: Points, junctions: set[int], arcs: _Arcs) -> list[int]:
    keys = _keys(ring)
    stops = [index for index, key in enumerate(keys.tolist()) if key in junctions]
    if not stops:  # an island, or a hole exactly filled by its neighbour: begin where both would begin
        stops = [int(np.argmin(keys))]
    turned = np.roll(ring, -stops[0], axis=0)
    ends = [*(stop - stops[0] for stop in stops), len(ring)]
    closed = np.concatenate([turned, turned[:1]])
    return [arcs.ref(closed[first : last + 1]) for first, last in pairwise(ends)]


def _arrays(
    kept: list[list[list[Points]]], refs: list[list[list[list[int]]]], arcs: list[Points]
) -> dict[str, npt.NDArray[np.int32]]:
    every = np.concatenate(arcs)
    deltas = np.diff(every, axis=0, prepend=np.zeros((1, 2), dtype=np.int64))
    bounds = []
    for feature in kept:
        points = np.concatenate([ring for polygon in feature for ring in polygon])
        bounds.append([*points.min(axis=0), *points.max(axis=0)])
    flat = {
        "polygons": [len(feature) for feature in refs],
        "rings": [len(polygon) for feature in refs for polygon in feature],
        "refs_per_ring": [len(ring) for feature in refs for polygon in feature for ring in polygon],
        "refs": [ref for feature in refs for polygon in feature for ring in polygon for ref in ring],
        "arc_sizes": [len(arc) for arc in arcs],
        "dx": deltas[:, 0],
        "dy": deltas[:, 1],
        "bounds": np.asarray(bounds).reshape(-1),
    }
    return {name: np.asarray(values, dtype=np.int32) for name, values in flat.items()}
