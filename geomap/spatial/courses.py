"""The way a river runs: its pieces in order from source to mouth, stretches of it up and down from a place.

The source draws a river as loose pieces, with gaps at lakes and branches at islands, and not always downstream. They
are joined by the shortest gaps into a tree (Kruskal 1956); the longest way through the tree is the course.
"""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import numpy as np
import shapely
import shapely.ops

from geomap.spatial.projection import length_km

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from shapely.geometry.base import BaseGeometry

_AT_SEA = 0.4  # degrees from the sea within which a river ends in it
_TOUCHES = 0.05  # degrees from another river within which a river ends in that


def ordered(course: BaseGeometry) -> tuple[BaseGeometry, float]:
    """Join a river's pieces into one line.

    Parameters
    ----------
    course
        Lines in degrees.

    Returns
    -------
    tuple
        The line, and how far its direction is that of the drawing: from -1 (all pieces run the other way) to 1.
    """
    pieces = list(shapely.get_parts(course))
    ends = np.array([xy for piece in pieces for xy in (piece.coords[0], piece.coords[-1])])
    tree: dict[int, list[tuple[int, float]]] = {node: [] for node in range(len(ends))}
    group = list(range(len(ends)))

    def join(one: int, other: int, length: float) -> None:
        tree[one].append((other, length))
        tree[other].append((one, length))
        old, new = group[one], group[other]
        group[:] = [new if label == old else label for label in group]

    for number, piece in enumerate(pieces):
        join(2 * number, 2 * number + 1, piece.length)
    gaps = sorted((float(np.hypot(*(ends[i] - ends[j]))), i, j) for i, j in combinations(range(len(ends)), 2))
    for gap, one, other in gaps:
        if group[one] != group[other]:
            join(one, other, gap)
    path = _longest_from(tree, _longest_from(tree, 0)[-1])
    coordinates: list[tuple[float, ...]] = []
    along = 0.0
    for one, other in pairwise(path):
        if one // 2 == other // 2:
            piece = pieces[one // 2]
            coordinates += piece.coords if one < other else list(piece.coords)[::-1]
            along += piece.length if one < other else -piece.length
    line = shapely.LineString(coordinates)
    return line, along / line.length if line.length else 0.0


def _longest_from(tree: dict[int, list[tuple[int, float]]], start: int) -> list[int]:
    """Return the longest way from a node of a tree."""
    best: tuple[float, list[int]] = (0.0, [start])
    stack = [(start, -1, 0.0, [start])]
    while stack:
        node, before, length, path = stack.pop()
        if length > best[0]:
            best = (length, path)
        stack += [(then, node, length + step, [*path, then]) for then, step in tree[node] if then != before]
    return best[1]


def downstream(
    course: BaseGeometry,
    mouth: tuple[float, float] | None,
    sea_at: Callable[[BaseGeometry], float],
    others: Sequence[BaseGeometry],
) -> BaseGeometry:
    """Return a river's course as one line from source to mouth.

    A river ends where its mouth is known to be; else at the sea, if one end lies there; else in another river, if one
    end does; else it runs as most of its pieces are drawn.

    Parameters
    ----------
    course
        Lines in degrees.
    mouth
        Longitude and latitude near its mouth; ``None`` when not known.
    sea_at
        Distance of a point from the sea in degrees.
    others
        Other rivers.
    """
    line, drawn = ordered(course)
    first, last = (shapely.Point(line.coords[at]) for at in (0, -1))
    if mouth is not None:
        spot = shapely.Point(mouth)
        return line if last.distance(spot) <= first.distance(spot) else line.reverse()
    at_sea = [sea_at(end) <= _AT_SEA for end in (first, last)]
    if at_sea[0] != at_sea[1]:
        return line if at_sea[1] else line.reverse()
    touches = [any(other.distance(end) <= _TOUCHES for other in others) for end in (first, last)]
    if touches[0] != touches[1]:
        return line if touches[1] else line.reverse()
    return line if drawn >= 0 else line.reverse()


def stretch(line: BaseGeometry, lon: float, lat: float, least: float, most: float, *, up: bool) -> BaseGeometry:
    """Return the part of a course between two distances along it from a place, up or down the river.

    Parameters
    ----------
    line
        From source to mouth, in degrees.
    lon, lat
        The place, in degrees; the nearest spot of the river counts.
    least, most
        Kilometres along the river.
    up
        Whether towards the source.

    Returns
    -------
    LineString
        Empty when the river is not as long.
    """
    here = line.project(shapely.Point(lon, lat))
    rest = shapely.ops.substring(line, 0.0, here) if up else shapely.ops.substring(line, here, line.length)
    if rest.length == 0:
        return shapely.LineString()
    xy = shapely.get_coordinates(rest)
    xy = xy[::-1] if up else xy
    way = shapely.LineString(xy)
    whole = length_km(way)
    if whole <= least:
        return shapely.LineString()
    return shapely.ops.substring(way, least / whole, min(1.0, most / whole), normalized=True)
