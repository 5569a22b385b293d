"""Geometries as RFC 7946 wants them: rings wound by the right-hand rule, cut at the antimeridian, rounded, boxed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import shapely
from shapely.affinity import translate
from shapely.geometry import GeometryCollection, MultiPolygon, Polygon, box

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

# Six decimals are 11 cm at the equator, which RFC 7946 section 11.2 recommends as reasonable.
DECIMALS = 6
_HALF_TURN = 180.0
_TURN = 360.0


def geometry_mapping(geometry: BaseGeometry) -> dict[str, Any]:
    """Return a geometry as a GeoJSON object.

    Parameters
    ----------
    geometry
        In degrees, WGS 84. Longitudes beyond ±180 are taken to go on across the antimeridian and are cut there.

    Returns
    -------
    dict
        With outer rings counter-clockwise (section 3.1.6) and no part across the antimeridian (section 3.1.9).
    """
    rounded = shapely.set_precision(cut_at_antimeridian(geometry), 10**-DECIMALS)
    if rounded.is_empty:
        rounded = cut_at_antimeridian(geometry)
    return _mapping(wound(rounded))


def wound(geometry: BaseGeometry) -> BaseGeometry:
    """Return the geometry with outer rings counter-clockwise and holes clockwise."""
    if isinstance(geometry, Polygon):
        return shapely.geometry.polygon.orient(geometry, sign=1.0)
    if isinstance(geometry, MultiPolygon):
        return MultiPolygon([shapely.geometry.polygon.orient(part, sign=1.0) for part in geometry.geoms])
    if isinstance(geometry, GeometryCollection):
        return GeometryCollection([wound(part) for part in geometry.geoms])
    return geometry


def cut_at_antimeridian(geometry: BaseGeometry) -> BaseGeometry:
    """Return the geometry with all longitudes within ±180, cut where it crosses the antimeridian."""
    west, _, east, _ = geometry.bounds
    if west >= -_HALF_TURN and east <= _HALF_TURN:
        return geometry
    if isinstance(geometry, GeometryCollection):
        return GeometryCollection([cut_at_antimeridian(part) for part in geometry.geoms])
    parts = []
    for turn in range(-2, 3):
        window = box(-_HALF_TURN + turn * _TURN, -90.0, _HALF_TURN + turn * _TURN, 90.0)
        # A polygon that only touches the window meets it in a line, which is no part of it.
        inside = [
            part
            for part in shapely.get_parts(geometry.intersection(window))
            if shapely.get_dimensions(part) == shapely.get_dimensions(geometry)
        ]
        parts += [translate(part, xoff=-turn * _TURN) for part in inside]
    return shapely.unary_union(parts)


def geometry_bbox(geometry: BaseGeometry) -> list[float]:
    """Return west, south, east, north in degrees; west > east when the box crosses the antimeridian (section 5.2)."""
    cut = cut_at_antimeridian(geometry)
    west, south, east, north = cut.bounds
    eastern, western = _halves(cut)
    if eastern is not None and western is not None and eastern.bounds[2] == _HALF_TURN == -western.bounds[0]:
        west, east = eastern.bounds[0], western.bounds[2]
        if west <= east:  # it goes all the way round
            west, east = -_HALF_TURN, _HALF_TURN
    return [round(value, DECIMALS) for value in (west, south, east, north)]


def _halves(geometry: BaseGeometry) -> tuple[BaseGeometry | None, BaseGeometry | None]:
    """Return the parts east of Greenwich and the parts west of it, when no single part spans both."""
    parts = shapely.get_parts(geometry)
    east = [part for part in parts if part.bounds[0] >= 0]
    west = [part for part in parts if part.bounds[2] <= 0]
    if not east or not west or len(east) + len(west) < len(parts):
        return None, None
    return GeometryCollection(east), GeometryCollection(west)


def _mapping(geometry: BaseGeometry) -> dict[str, Any]:
    """Return a geometry as JSON will read it back, with rounded coordinates."""
    kind = geometry.geom_type
    if kind == "GeometryCollection":
        return {"type": kind, "geometries": [_mapping(part) for part in geometry.geoms]}
    if kind == "Point":
        coordinates: list[Any] = next(iter(_positions(geometry)), [])
    elif kind == "Polygon":
        rings = () if geometry.is_empty else (geometry.exterior, *geometry.interiors)
        coordinates = [_positions(ring) for ring in rings]
    elif kind.startswith("Multi"):
        coordinates = [_mapping(part)["coordinates"] for part in geometry.geoms]
    else:
        coordinates = _positions(geometry)
    return {"type": kind, "coordinates": coordinates}


def _positions(geometry: BaseGeometry) -> list[list[float]]:
    found: list[list[float]] = shapely.get_coordinates(geometry).round(DECIMALS).tolist()
    return found
