"""Compass points: their names and bearings, and what lies in their direction."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geomap.spatial.projection import Local, local_to

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

# Degrees clockwise from north.
_POINTS = ("n", "nne", "ne", "ene", "e", "ese", "se", "sse", "s", "ssw", "sw", "wsw", "w", "wnw", "nw", "nnw")
BEARINGS = {point: 22.5 * index for index, point in enumerate(_POINTS)}
NAMES = {"n": "north", "s": "south", "e": "east", "w": "west", "c": "centre"}
ADJECTIVES = {"n": "northern", "s": "southern", "e": "eastern", "w": "western", "c": "central"}


def spelled(point: str) -> str:
    """Return "north-east" for "ne"."""
    return "-".join(NAMES[letter] for letter in point)


def spread(point: str) -> float:
    """Return half the angle that a compass point leaves open: 22.5, 15 or 11.25 degrees for N, NE, NNE."""
    return {1: 22.5, 2: 15.0}.get(len(point), 11.25)


def wedge(spot: tuple[float, float], start: float, stop: float, near: float, far: float) -> BaseGeometry:
    """Return the piece of a ring around a point between two bearings (degrees) and two distances (kilometres)."""
    import shapely

    plane = Local(*spot)
    middle = shapely.get_coordinates(plane.project(shapely.Point(spot)))[0]
    angles = np.radians(np.linspace(start, stop, max(3, int((stop - start) / 5) + 1)))
    rays = np.column_stack([np.sin(angles), np.cos(angles)])
    inner = rays[::-1] * near if near > 0 else np.zeros((1, 2))
    return plane.unprojected(shapely.Polygon(middle + np.concatenate([rays * far, inner])))


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
