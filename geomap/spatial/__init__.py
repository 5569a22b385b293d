"""Spatial: country and province shapes, shared borders, and relations as geometry."""

from geomap.spatial.frontiers import Border
from geomap.spatial.shapes import Shapes, open_shapes

__all__ = ["Border", "Shapes", "open_shapes"]
