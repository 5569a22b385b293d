# ruff: noqa: ARG001, PLR0917 -- all checks have one signature
"""Checks of a geometry against facts of the map, by formulas of their own (a sphere, no projection of geomap's)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

if TYPE_CHECKING:
    from geomap.model import Resolution
    from geomap.spatial import Shapes

EARTH_KM = 6371.0088


def haversine(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    a, b = math.radians(lat1), math.radians(lat2)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(half))


def bearing(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    a, b, turn = math.radians(lat1), math.radians(lat2), math.radians(lon2 - lon1)
    east = math.sin(turn) * math.cos(b)
    north = math.cos(a) * math.sin(b) - math.sin(a) * math.cos(b) * math.cos(turn)
    return math.degrees(math.atan2(east, north)) % 360


def distance(geometry: Any, lon: float, lat: float) -> float:
    """Kilometres from a point to the nearest part of a geometry."""
    point = shapely.Point(lon, lat)
    if geometry.intersects(point):
        return 0.0
    x, y = shapely.get_coordinates(shapely.shortest_line(geometry, point))[0]
    return haversine(x, y, lon, lat)


def length(line: Any) -> float:
    total = 0.0
    for part in shapely.get_parts(line):
        xy = shapely.get_coordinates(part)
        total += sum(haversine(*xy[i], *xy[i + 1]) for i in range(len(xy) - 1))
    return total


def farthest(geometry: Any, lon: float, lat: float) -> float:
    return max(haversine(lon, lat, x, y) for x, y in shapely.get_coordinates(geometry))


def middle(geometry: Any) -> tuple[float, float]:
    """Centroid on the sphere of the geometry's vertices' hull, so that the antimeridian does not matter."""
    point = geometry.representative_point() if geometry.geom_type != "Point" else geometry
    if geometry.bounds[2] - geometry.bounds[0] < 180:
        centroid = geometry.centroid
        return centroid.x, centroid.y
    xy = np.radians(shapely.get_coordinates(shapely.segmentize(geometry, 0.5)))
    vector = np.stack(
        [np.cos(xy[:, 1]) * np.cos(xy[:, 0]), np.cos(xy[:, 1]) * np.sin(xy[:, 0]), np.sin(xy[:, 1])]
    ).mean(axis=1)
    if not np.any(vector):
        return point.x, point.y
    lon, lat = np.degrees(math.atan2(vector[1], vector[0])), np.degrees(math.asin(vector[2] / np.linalg.norm(vector)))
    return float(lon), float(lat)


def failures(found: Resolution, expect: dict[str, Any], shapes: Shapes) -> list[str]:
    """Return what of the expectation does not hold, in words."""
    geometry = found.geometry
    if geometry is None or geometry.is_empty or not geometry.is_valid:
        return ["no valid geometry"]
    wrong: list[str] = []
    spot = middle(geometry)
    for key, value in expect.items():
        check = CHECKS[key]
        problem = check(found, geometry, spot, value, expect, shapes)
        if problem:
            wrong.append(f"{key}: {problem}")
    return wrong


def _near(found: Any, geometry: Any, spot: Any, value: Any, expect: Any, shapes: Any) -> str:
    off = haversine(*spot, value[0], value[1])
    return "" if off <= value[2] else f"middle is {off:.0f} km off"


def _max(found: Any, geometry: Any, spot: Any, value: Any, expect: Any, shapes: Any) -> str:
    off = farthest(geometry, value[0], value[1])
    return "" if off <= value[2] else f"reaches {off:.0f} km"


def _in(found: Any, geometry: Any, spot: Any, value: Any, expect: Any, shapes: Any) -> str:
    for point in value:
        off = distance(geometry, point[0], point[1])
        if off > (point[2] if len(point) > 2 else 0.0):
            return f"{point[:2]} is {off:.0f} km outside"
    return ""


def _out(found: Any, geometry: Any, spot: Any, value: Any, expect: Any, shapes: Any) -> str:
    inside = [point for point in value if geometry.intersects(shapely.Point(point))]
    return f"{inside} lie inside" if inside else ""


def _box(found: Any, geometry: Any, spot: Any, value: Any, expect: Any, shapes: Any) -> str:
    frame = shapely.box(*value)
    share = geometry.intersection(frame).area / geometry.union(frame).area
    return "" if share >= expect["iou"] else f"IoU {share:.2f}"


def _length(found: Any, geometry: Any, spot: Any, value: Any, expect: Any, shapes: Any) -> str:
    if geometry.area > 0:
        return "not a line"
    km = length(geometry)
    return "" if value[0] <= km <= value[1] else f"{km:.0f} km"


def _codes(found: Any, geometry: Any, spot: Any, value: Any, expect: Any, shapes: Any) -> str:
    return "" if set(value) == set(found.countries) else f"{found.countries}"


def _prec(found: Any, geometry: Any, spot: Any, value: Any, expect: Any, shapes: Any) -> str:
    return "" if found.where_prec == value else f"{found.where_prec}"


def _from(found: Any, geometry: Any, spot: Any, value: Any, expect: Any, shapes: Any) -> str:
    km = haversine(value[0], value[1], *spot)
    if not expect["km"][0] <= km <= expect["km"][1]:
        return f"middle is {km:.0f} km away"
    want, slack = expect["bearing"]
    turn = abs((bearing(value[0], value[1], *spot) - want + 180) % 360 - 180)
    return "" if turn <= slack else f"bearing is {turn:.0f} degrees off"


def _ring(found: Any, geometry: Any, spot: Any, value: Any, expect: Any, shapes: Any) -> str:
    lon, lat, least, most = value
    nearest, far = distance(geometry, lon, lat), farthest(geometry, lon, lat)
    return "" if least <= nearest and far <= most else f"{nearest:.0f} to {far:.0f} km"


def _dist_to(found: Any, geometry: Any, spot: Any, value: Any, expect: Any, shapes: Any) -> str:
    for (lon, lat), least, most in value:
        off = distance(geometry, lon, lat)
        if not least <= off <= most:
            return f"{off:.0f} km from {lon}, {lat}"
    return ""


def _at_sea(found: Any, geometry: Any, spot: Any, value: Any, expect: Any, shapes: Any) -> str:
    """No more than a fortieth of the area may be land (coasts are simplified)."""
    west, south, east, north = geometry.bounds
    frame = shapely.box(west, south, east, north)
    land = [shapes.country(code) for code in shapes.codes()]
    wet = shapely.union_all([part.intersection(geometry) for part in land if part.intersects(frame)])
    share = wet.area / geometry.area
    return "" if share <= 0.025 else f"{share:.1%} is land"


def _max_off(found: Any, geometry: Any, spot: Any, value: Any, expect: Any, shapes: Any) -> str:
    return _max(found, geometry, spot, value, expect, shapes)


def _part(*_: Any) -> str:
    """Read by another check."""
    return ""


CHECKS = {
    "near": _near, "max": _max, "in": _in, "out": _out, "box": _box, "iou": _part, "length": _length, "codes": _codes,
    "prec": _prec, "from": _from, "km": _part, "bearing": _part, "ring": _ring, "dist_to": _dist_to,
    "at_sea": _at_sea, "max_off": _max_off,
}  # fmt: skip
