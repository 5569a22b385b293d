"""Pack shapes for the basemap as flat lists of whole numbers; the form is told in :mod:`geomap.spatial.basemap`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

SCALE = 0.005  # degrees: 0.6 km, one pixel at zoom 8
_LEAST_RING = 8  # numbers: three corners and the first again


def packed(kind: str, shapes: Sequence[BaseGeometry], properties: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
    """Return a layer of the basemap: its type, its columns and its packed shapes."""
    return {
        "type": kind,
        "properties": {name: list(values) for name, values in properties.items()},
        "shapes": [parts_of(shape) for shape in shapes],
    }


def parts_of(shape: BaseGeometry, scale: float = SCALE) -> list[list[list[int]]]:
    """Return the parts of a shape, each a list of packed rings or one packed line, in units of ``scale`` degrees."""
    import shapely

    parts = []
    for part in shapely.get_parts(shape):
        if part.geom_type == "Polygon":
            turned = shapely.geometry.polygon.orient(part)
            rings = [_ring(ring, scale) for ring in (turned.exterior, *turned.interiors)]
            if len(rings[0]) >= _LEAST_RING:
                parts.append([ring for ring in rings if len(ring) >= _LEAST_RING])
        else:
            line = _ring(part, scale)
            if part.geom_type == "Point" or len(line) > 2:  # a line shorter than the grid is none
                parts.append([line])
    return parts


def _ring(line: BaseGeometry, scale: float) -> list[int]:
    import shapely

    grid = np.rint(shapely.get_coordinates(line) / scale).astype(np.int64)
    moved = np.concatenate([[True], np.any(np.diff(grid, axis=0) != 0, axis=1)])
    steps = np.diff(grid[moved], axis=0, prepend=np.zeros((1, 2), dtype=np.int64))
    found: list[int] = steps.reshape(-1).tolist()
    return found
