"""Readings of stretches of hours: "from 8 a.m. to 6 p.m. on Sunday", "Thursday 9:30-11", "3-4pm"."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geomap.temporal.expressions import CalendarTime, Shifted
from geomap.temporal.read_calendar import read_iso, read_slashed

if TYPE_CHECKING:
    from geomap.temporal.grammar import Match

_HALF_DAY = 12 * 60
_DAY = 24 * 60


class Hours(NamedTuple):
    """A stretch of hours of one day, or into the next.

    Attributes
    ----------
    day
        The day that is said, or the one told of.
    first, last
        TIMEX3 times of day with their ``T``.
    overnight
        Whether it ends on the next day.
    """

    day: CalendarTime | Shifted
    first: str
    last: str
    overnight: bool


def read_hours(match: Match) -> Hours | None:
    """Return the stretch of hours that a match says, ``None`` where nothing shows that the numbers are hours."""
    marks = {"a_mer", "b_mer", "a_clock", "b_clock", "a_noon", "b_noon", "part_clock"}
    named = match.groups.keys() & {"day_word", "weekday", "day"}
    joined = match.groups["to"].lower
    if not match.groups.keys() & marks and not (named and "from" in match.groups):
        return None
    if joined in {"and", "/"} and not ("from" in match.groups and match.groups["from"].lower == "between"):
        return None
    ends, day = _minutes(match), _day(match)
    if ends is None or day is None:
        return None
    first, last = ends
    return Hours(day, _clock(first), _clock(last % _DAY if last > _DAY else last), last > _DAY)


def _minutes(match: Match) -> tuple[int, int] | None:
    """Return both ends in minutes of the day, the last beyond 24 hours where it is on the next day."""
    first, last = _said(match, "a"), _said(match, "b")
    if first is None or last is None:
        return None
    (one, one_mark), (two, two_mark) = first, last
    if match.value("part_clock") in {"AF", "EV", "NI"} and not two_mark:
        two_mark = "pm"
    two = _marked(two, two_mark)
    if one_mark or not two_mark:
        one = _marked(one, one_mark)
    else:  # "3-4pm" is in the afternoon, "11-2pm" begins before noon
        late = _marked(one, two_mark)
        one = late if late < two else _marked(one, "am")
    if two <= one and not two_mark and two + _HALF_DAY > one and two < _HALF_DAY:
        two += _HALF_DAY  # "from 9:30 to 2"
    return (one, two) if two > one else (one, two + _DAY) if two < one else None


def _said(match: Match, letter: str) -> tuple[int, str] | None:
    """Return the minutes and the half of the day ("am", "pm", "24" for noon and midnight, "") of one end."""
    if f"{letter}_noon" in match.groups:
        return int(str(match.value(f"{letter}_noon"))[1:3]) * 60, "24"
    mark = str(match.value(f"{letter}_mer") or "")
    hours, _, minutes = str(match.value(f"{letter}_clock") or match.number(f"{letter}_hour")).partition(":")
    total = int(hours) * 60 + int(minutes[:2] or 0)
    return (total, mark) if int(hours) <= 24 and int(minutes[:2] or 0) < 60 else None


def _marked(minutes: int, mark: str) -> int:
    if mark == "pm" and minutes < _HALF_DAY:
        return minutes + _HALF_DAY
    return minutes - _HALF_DAY if mark == "am" and minutes >= _HALF_DAY else minutes


def _clock(minutes: int) -> str:
    return f"T{minutes // 60:02d}:{minutes % 60:02d}"


def _day(match: Match) -> CalendarTime | Shifted | None:
    if "day_word" in match.groups:
        return Shifted("day", match.number("day_word"))
    if match.groups.keys() & {"slashed", "iso"}:
        said = read_slashed(match) if "slashed" in match.groups else read_iso(match)
        return said if isinstance(said, CalendarTime) and said.unit == "day" else None
    if "weekday" in match.groups or "day" in match.groups:
        return CalendarTime(
            "day", match.number("year"), match.number("month"), match.number("day"), match.number("weekday"),
            turn=match.number("turn"),
        )  # fmt: skip
    return Shifted("day", 0, narrative=True, clock="TXX")
