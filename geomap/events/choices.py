"""Places and dates that may be an event's, and which of two places is the narrower answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.events.geography import distance_km
from geomap.model import MentionKind

if TYPE_CHECKING:
    from geomap.model import Place, Resolution

_SUBURB_KM = 20.0
_CITY = 10  # times the people of a suburb


@dataclass(frozen=True, slots=True)
class Choice:
    """A place or date that may belong to an event.

    Attributes
    ----------
    index
        Its index among the document's resolutions or time expressions.
    score
        How surely it belongs, 0 to 1.
    """

    index: int
    score: float


def is_inside(one: Resolution, other: Resolution) -> bool:
    """Tell whether a place is a narrower answer than another: inside it, or the place that the other only measures."""
    mine, theirs = one.mention, other.mention
    if mine.kind not in {MentionKind.LITERAL, MentionKind.ASSOCIATIVE}:
        return False
    if theirs.start <= mine.start and mine.end <= theirs.end:
        return False  # what "north of Kutum" is counted from
    if theirs.kind is MentionKind.RELATION:
        return one.place is None or not (one.place.is_country or one.place.feature_code == "ADM1")
    return other.place is not None and (one.place is None or _lies_in(one.place, other.place))


def _lies_in(narrow: Place, wide: Place) -> bool:
    if wide.id == narrow.id or narrow.is_country:
        return False
    if wide.is_country:
        return wide.country == narrow.country
    if wide.feature_code == "ADM1":
        return narrow.feature_code != "ADM1" and wide.admin1 == narrow.admin1
    close = distance_km(wide.lon, wide.lat, narrow.lon, narrow.lat) <= _SUBURB_KM
    return close and wide.population >= _CITY * max(1, narrow.population)
