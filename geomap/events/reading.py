"""What the words around an event say of its reality."""

from __future__ import annotations

from dataclasses import dataclass

from geomap.model import Status


@dataclass(frozen=True, slots=True)
class Reading:
    """What the clause says of an event's reality.

    Attributes
    ----------
    status
        ``None`` when the words only point at an event that is told elsewhere.
    idle
        The event is only spoken of: a purpose, a fear, a wish. Nothing to map by itself.
    attributed_to
        Who says so, when it is only claimed.
    """

    status: Status | None
    idle: bool = False
    attributed_to: str = ""


POINTS = Reading(None)
IDLE = Reading(Status.HYPOTHETICAL, idle=True)
UNTOLD = Reading(None, idle=True)  # neither that it happens nor that it is called off
