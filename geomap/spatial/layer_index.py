"""A layer of shapes with what was built from it, and a tree over its bounding boxes."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from geomap.spatial.topology import Layer, read_layer

if TYPE_CHECKING:
    from pathlib import Path

    from shapely import STRtree
    from shapely.geometry.base import BaseGeometry


class LayerIndex:
    """A layer with the shapes that were asked for, and a tree over all bounding boxes."""

    def __init__(self, path: Path) -> None:
        self.layer: Layer = read_layer(path)
        self._shapes: dict[int, BaseGeometry] = {}

    def shape(self, feature: int) -> BaseGeometry:
        """Return a feature's shape, built once."""
        import shapely

        if feature not in self._shapes:
            found = self.layer.shape(feature)
            shapely.prepare(found)
            self._shapes[feature] = found
        return self._shapes[feature]

    @cached_property
    def tree(self) -> STRtree:
        """Bounding boxes of all features."""
        import shapely

        return shapely.STRtree(shapely.box(*self.layer.bounds.T))

    @cached_property
    def owners(self) -> dict[int, int]:
        """How many features use each arc."""
        counts: dict[int, int] = {}
        for feature in range(len(self.layer)):
            for arc in self.layer.arcs_of(feature):
                counts[arc] = counts.get(arc, 0) + 1
        return counts

    def holding(self, point: BaseGeometry) -> list[int]:
        """Return the features that hold a point, by index."""
        import shapely

        return sorted(int(i) for i in self.tree.query(point) if shapely.intersects(self.shape(int(i)), point))

    def near(self, point: BaseGeometry, degrees: float) -> list[tuple[float, int]]:
        """Return features within a distance in degrees, nearest first."""
        found = [(self.shape(int(i)).distance(point), int(i)) for i in self.tree.query(point.buffer(degrees))]
        return sorted(pair for pair in found if pair[0] <= degrees)
