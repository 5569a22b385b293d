"""Spatial: country and province shapes, shared borders, and relations as geometry."""

from geomap.spatial.shapes import Border, Shapes, open_shapes

__all__ = ["Border", "Shapes", "open_shapes"]
