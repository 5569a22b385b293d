"""What became of each question of a refresh, compared with what was known before."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING

from geomap.geocoding.records import AnswerStatus

if TYPE_CHECKING:
    from geomap.geocoding.plan import Task
    from geomap.geocoding.records import Answer, RecordedPlace, Reply

# Mean radius of the Earth in metres (IUGG R1).
EARTH_M = 6_371_008.8
# Below this a place has not moved: OpenStreetMap's coordinates are rounded to 1e-7 degrees, points of areas wobble.
STILL_M = 1.0


class Change(StrEnum):
    """What became of a question."""

    NEW = "new"  # found, where nothing was known
    UNKNOWN = "unknown"  # asked for the first time: no such place
    UNCHANGED = "unchanged"
    MOVED = "moved"
    REASSIGNED = "reassigned"  # another country or province
    VANISHED = "vanished"  # was found, is not any more
    FAILING = "failing"
    ELSEWHERE = "elsewhere"  # another refresh asked it meanwhile


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one question.

    Attributes
    ----------
    task
        The question.
    change
        What became of it.
    before, after
        The first place of the old and of the new answer; ``None`` when there is none.
    metres
        How far the first place moved, in metres; 0 when it did not.
    held
        Whether the new answer waits for a person to accept it.
    detail
        Why it failed, or what changed, in words.
    """

    task: Task
    change: Change
    before: RecordedPlace | None = None
    after: RecordedPlace | None = None
    metres: float = 0.0
    held: bool = False
    detail: str = ""


def compare(task: Task, before: Answer | None, reply: Reply, *, hold_beyond_m: float) -> Outcome:
    """Return what a new answer changes.

    Parameters
    ----------
    task
        The question.
    before
        What was recorded; ``None`` for nothing.
    reply
        The new answer.
    hold_beyond_m
        A place that moved further, in metres, is held, as is one that changed country or province or vanished.
    """
    after = reply.places[0] if reply.places else None
    if before is None or before.status is AnswerStatus.FAILED:
        return Outcome(task, Change.NEW if after else Change.UNKNOWN, None, after)
    if before.status is AnswerStatus.NOT_FOUND:
        return Outcome(task, Change.NEW if after else Change.UNCHANGED, None, after)
    old = before.places[0]
    if after is None:
        return Outcome(task, Change.VANISHED, old, None, held=True, detail="the provider no longer knows it")
    metres = distance_m(old.place.lon, old.place.lat, after.place.lon, after.place.lat)
    moved = metres if metres >= STILL_M else 0.0
    for name in ("country", "admin1"):
        was, is_now = getattr(old.place, name), getattr(after.place, name)
        if was and is_now and was != is_now:
            return Outcome(task, Change.REASSIGNED, old, after, moved, held=True, detail=f"{was} → {is_now}")
    if not moved:
        return Outcome(task, Change.UNCHANGED, old, after)
    return Outcome(task, Change.MOVED, old, after, metres, held=metres > hold_beyond_m)


def distance_m(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Return the great-circle distance of two points in degrees, WGS 84, in metres (haversine on the mean sphere)."""
    phi1, phi2 = radians(lat1), radians(lat2)
    half = sin((phi2 - phi1) / 2) ** 2 + cos(phi1) * cos(phi2) * sin(radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_M * asin(min(1.0, sqrt(half)))
