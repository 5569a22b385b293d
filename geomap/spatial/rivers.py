"""Named rivers as lines: along one, on its banks, on one side of it."""

from __future__ import annotations

import json
import lzma
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np
import shapely
from pydantic import BaseModel, ConfigDict

from geomap.errors import DataError
from geomap.model import WherePrec
from geomap.resources import data_file, read_toml
from geomap.spatial.compass import BEARINGS, spelled, swept
from geomap.spatial.made import KEPT, Made
from geomap.spatial.projection import buffer_km
from geomap.spatial.topology import polygonal
from geomap.spatial.vague import RIVER_STRIP_KM, note

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geomap.spatial.shapes import Shapes

_ONE_RIVER = 1.0  # degrees of gap (a lake, a stretch not drawn) across which pieces of a name are one river
_NEAR_CONTEXT = 12.0  # degrees: a river farther from everything else the text names is another of that name
_AT_RIVER = 0.15  # degrees from a river within which a town lies on it
_SIMPLE = 0.01


@dataclass(frozen=True, slots=True, eq=False)
class River:
    """A river.

    Attributes
    ----------
    name
        As the text has it.
    course
        Lines in degrees, as drawn: pieces in any order and direction.
    """

    name: str
    course: BaseGeometry


@lru_cache(maxsize=KEPT)
def river(name: str, near: tuple[tuple[float, float], ...], countries: tuple[str, ...], shapes: Shapes) -> River | None:
    """Return a river by name.

    Parameters
    ----------
    name
        With or without "River".
    near
        Longitudes and latitudes that the text speaks of; of several rivers of a name, the nearest to them is meant.
    countries
        Alpha-2 codes of the countries that the text speaks of; a river that runs through one is near.
    shapes
        For their outlines.

    Returns
    -------
    River or None
        ``None`` for a name that no river bears, or none near.
    """
    key = _key(name)
    courses = _named(_aliases().get(key, key))
    if not courses or not near:
        return River(name, courses[0]) if courses else None
    for course in courses:
        outlines = (shapes.country(code) for code in countries)
        if any(outline is not None and outline.intersects(course) for outline in outlines):
            return River(name, course)
    points = shapely.MultiPoint(near)
    best = min(courses, key=lambda course: course.distance(points))
    return River(name, best) if best.distance(points) <= _NEAR_CONTEXT else None


@lru_cache(maxsize=KEPT)
def river_at(lon: float, lat: float) -> River | None:
    """Return the longest river that passes a place; ``None`` for none."""
    names, courses, tree = _all_courses()
    rows = [int(row) for row in tree.query(shapely.Point(lon, lat), predicate="dwithin", distance=_AT_RIVER)]
    best = max(rows, key=lambda row: courses[row].length, default=None)
    return None if best is None else River(names[best].title(), courses[best])


def mouth_of(stream: River) -> tuple[float, float] | None:
    """Return the curated mouth of a river, longitude and latitude; ``None`` when the drawing tells."""
    mouths = _names().mouths
    key = _key(stream.name)
    return next((spot for name, spot in mouths.items() if _key(name) == _aliases().get(key, key)), None)


def courses_beside(course: BaseGeometry) -> tuple[BaseGeometry, ...]:
    """Return other rivers that come near a course."""
    _, courses, tree = _all_courses()
    return tuple(courses[row] for row in tree.query(course.buffer(_AT_RIVER)) if courses[row] is not course)


@lru_cache(maxsize=KEPT)
def along_river(stream: River, side: str = "") -> Made | None:
    """Return the strip along a river.

    Parameters
    ----------
    stream
        The river.
    side
        Compass point of the bank meant; ``""`` for both.
    """
    line = stream.course
    shape = buffer_km(line.simplify(_SIMPLE), RIVER_STRIP_KM)
    text = f"within {RIVER_STRIP_KM:.0f} km of the {stream.name}"
    if side:
        flat = shapely.MultiLineString(list(shapely.get_parts(line.simplify(_SIMPLE))))
        shape = polygonal(shape.intersection(swept(flat, BEARINGS[side], 3 * RIVER_STRIP_KM)))
        text += f", {spelled(side)} bank"
    doubt = note("along", RIVER_STRIP_KM)
    return None if shape.is_empty else Made(shape, text, WherePrec.LARGER, RIVER_STRIP_KM, note=doubt)


def _key(name: str) -> str:
    words = name.casefold().removeprefix("the ").split()
    return " ".join(word for word in words if word not in {"river", "rivers"})


@cache
def _named(key: str) -> tuple[BaseGeometry, ...]:
    """Return the courses of all rivers of a folded name, longest first."""
    rivers, scale = _rivers()
    lines = [np.cumsum(np.reshape(part, (-1, 2)), axis=0) * scale for part in rivers.get(key, ())]
    return _courses([shapely.LineString(line) for line in lines]) if lines else ()


@cache
def _rivers() -> tuple[dict[str, list[list[int]]], float]:
    """Read the rivers: packed lines by folded name, and the unit."""
    try:
        packed = json.loads(lzma.decompress(data_file("boundaries", "rivers.json.xz").read_bytes()))
    except (lzma.LZMAError, ValueError) as error:
        raise DataError(f"The file of rivers cannot be read: {error}.", "Reinstall geomap.") from error
    return {_key(name): parts for name, parts in packed["rivers"].items()}, packed["scale"]


class _RiverNames(BaseModel):
    model_config = ConfigDict(extra="forbid")

    aliases: dict[str, list[str]]
    mouths: dict[str, tuple[float, float]]


@cache
def _names() -> _RiverNames:
    return read_toml(data_file("curated", "river_names.toml"), _RiverNames.model_validate, "list of river names")


@cache
def _aliases() -> dict[str, str]:
    """Return other names of rivers, folded, each with the name that the source has."""
    return {_key(alias): _key(name) for name, aliases in _names().aliases.items() for alias in aliases}


@cache
def _all_courses() -> tuple[list[str], list[BaseGeometry], shapely.STRtree]:
    """Return the names and courses of all rivers, and a tree over them."""
    rivers, _ = _rivers()
    pairs = [(name, course) for name in rivers for course in _named(name)]
    courses = [course for _, course in pairs]
    return [name for name, _ in pairs], courses, shapely.STRtree(courses)


def _courses(lines: list[BaseGeometry]) -> tuple[BaseGeometry, ...]:
    """Put pieces that lie close together into one river."""
    groups = shapely.get_parts(shapely.union_all([line.envelope.buffer(_ONE_RIVER / 2) for line in lines]))
    courses = [shapely.MultiLineString([line for line in lines if group.intersects(line)]) for group in groups]
    return tuple(sorted(courses, key=lambda course: -course.length))
