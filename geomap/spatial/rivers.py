"""Named rivers as lines: along one, on its banks, on one side of it."""

from __future__ import annotations

import json
import lzma
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import shapely
from pydantic import BaseModel, ConfigDict

from geomap.errors import DataError
from geomap.model import WherePrec
from geomap.resources import data_file, read_toml
from geomap.spatial.directions import BEARINGS, spelled, swept
from geomap.spatial.made import Made
from geomap.spatial.projection import buffer_km
from geomap.spatial.topology import polygonal
from geomap.spatial.vague import RIVER_STRIP_KM

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_ONE_RIVER = 1.0  # degrees of gap (a lake, a stretch not drawn) across which pieces of a name are one river
_NEAR_CONTEXT = 12.0  # degrees: a river farther from everything else the text names is another of that name
_SIMPLE = 0.01


def river(name: str, near: tuple[tuple[float, float], ...]) -> BaseGeometry | None:
    """Return a river's course by name.

    Parameters
    ----------
    name
        With or without "River".
    near
        Longitudes and latitudes that the text speaks of; of several rivers of a name, the nearest to them is meant.

    Returns
    -------
    geometry or None
        Lines in degrees; ``None`` for a name that no river bears, or none near.
    """
    key = _key(name)
    courses = _named(_aliases().get(key, key))
    if not courses or not near:
        return courses[0] if courses else None
    points = shapely.MultiPoint(near)
    best = min(courses, key=lambda course: course.distance(points))
    return best if best.distance(points) <= _NEAR_CONTEXT else None


def along_river(name: str, course: BaseGeometry, within: BaseGeometry | None = None, side: str = "") -> Made | None:
    """Return the strip along a river.

    Parameters
    ----------
    name, course
        The river.
    within
        An outline that the strip is kept in ("the Euphrates in Syria"); ``None`` for the whole course.
    side
        Compass point of the bank meant; ``""`` for both.
    """
    line = course.intersection(within) if within is not None else course
    if line.is_empty:
        line, within = course, None
    shape = buffer_km(line.simplify(_SIMPLE), RIVER_STRIP_KM)
    text = f"within {RIVER_STRIP_KM:.0f} km of the {name}"
    if side:
        flat = shapely.MultiLineString(list(shapely.get_parts(line.simplify(_SIMPLE))))
        shape = polygonal(shape.intersection(swept(flat, BEARINGS[side], 3 * RIVER_STRIP_KM)))
        text += f", {spelled(side)} bank"
    if within is not None:
        shape = polygonal(shape.intersection(within))
    return None if shape.is_empty else Made(shape, text, WherePrec.LARGER, RIVER_STRIP_KM)


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


@cache
def _aliases() -> dict[str, str]:
    """Return other names of rivers, folded, each with the name that the source has."""
    table = read_toml(data_file("curated", "river_names.toml"), _RiverNames.model_validate, "list of river names")
    return {_key(alias): _key(name) for name, aliases in table.aliases.items() for alias in aliases}


def _courses(lines: list[BaseGeometry]) -> tuple[BaseGeometry, ...]:
    """Put pieces that lie close together into one river."""
    groups = shapely.get_parts(shapely.union_all([line.envelope.buffer(_ONE_RIVER / 2) for line in lines]))
    courses = [shapely.MultiLineString([line for line in lines if group.intersects(line)]) for group in groups]
    return tuple(sorted(courses, key=lambda course: -course.length))
