"""Readings: from a rule's match to what it says. One small function for each word that ``read`` may hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geomap.temporal.expressions import (
    CalendarTime,
    Expression,
    HolidayTime,
    Length,
    Repeated,
    Shifted,
    Vague,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.temporal.grammar import Match

_LETTER = {
    "day": "D", "week": "W", "month": "M", "year": "Y", "hour": "H", "minute": "M", "second": "S", "decade": "DE",
    "century": "CE", "quarter": "Q", "fortnight": "W", "weekend": "WE", "half": "H", "millennium": "ML",
    "generation": "GE",
}  # fmt: skip
_CLOCKED = {"hour", "minute", "second"}


def read(match: Match) -> Expression | None:
    """Return what a match says, or ``None`` if it says no time after all."""
    return _READINGS[match.rule.read](match)


def _turn(match: Match) -> int | None:
    return match.number("turn")


def _text(match: Match, name: str) -> str:
    value = match.value(name)
    return str(value) if value is not None else ""


def _unit(match: Match) -> str:
    token = match.groups.get("unit")
    if token is None:
        return ""
    return "second" if token.lower == "second" else str(token.value)


def _calendar(match: Match) -> Expression | None:
    if match.value("year_unit") not in {None, "year"}:
        return None
    week = match.value("week")
    if week not in {None, "week"}:
        return None
    turn = _turn(match)
    by_year = "year_unit" in match.groups
    day, month, year = match.number("day"), match.number("month"), match.number("year")
    weekday, season = match.number("weekday"), match.value("season")
    if day is not None and not 1 <= day <= 31:
        return None
    unit = "day" if day or weekday else "month" if month else "season" if season else "year"
    clock = _text(match, "clock")
    return CalendarTime(
        unit, year, month, day, None if day else weekday, str(season) if season else None,
        part=_text(match, "part") if unit != "day" else "",
        clock=f"T{clock}" if clock else "",
        turn=None if by_year else turn,
        year_turn=turn if by_year or week else None,
    )  # fmt: skip


def _iso(match: Match) -> Expression | None:
    found = re.match(r"(\d{4})-(\d\d)(?:-(\d\d))?(?:[T ](\d\d:\d\d))?", _text(match, "iso"))
    if not found:
        return None
    year, month, day = int(found[1]), int(found[2]), int(found[3]) if found[3] else None
    if not 1 <= month <= 12 or year < 1 or (day is not None and not 1 <= day <= 31):
        return None
    clock = f"T{found[4]}" if found[4] else ""
    return CalendarTime("day" if day else "month", year, month, day, clock=clock)


def _slashed(match: Match) -> Expression | None:
    surface = _text(match, "slashed")
    one, two, three = (int(part) for part in re.split(r"[/.-]", surface))
    if len(re.split(r"[/.-]", surface)[0]) == 4:
        year, month, day = one, two, three
    elif "." in surface or (one > 12 >= two):  # dots write the day first
        day, month, year = one, two, three
    else:
        month, day, year = one, two, three
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return CalendarTime("day", year, month, day, short=year < 100)


def _decade(match: Match) -> Expression | None:
    value = match.number("decade") or 0
    return CalendarTime("decade", value, part=_text(match, "part"), short=value < 100)


def _century(match: Match) -> Expression | None:
    nth = match.number("century")
    if _unit(match) != "century" or nth is None or not 1 <= nth <= 30:
        return None
    return CalendarTime("century", (nth - 1) * 100, part=_text(match, "part"))


def _quarter(match: Match) -> Expression | None:
    nth, year = match.number("nth") or 0, match.number("year")
    if "half" in match.groups:
        return CalendarTime("half", year, half=nth) if nth <= 2 else None
    if _unit(match) == "quarter" and nth <= 4:
        return CalendarTime("quarter", year, quarter=nth)
    return None


def _day_word(match: Match) -> Expression | None:
    token = match.groups["day"]
    clock = _text(match, "clock") or ("NI" if token.lower == "tonight" else "")
    return Shifted("day", match.number("day"), clock=f"T{clock}" if clock else "")


def _turned_unit(match: Match) -> Expression | None:
    unit, turn = _unit(match), _turn(match)
    if turn is None:
        return None
    word = match.groups["turn"].lower
    if word in {"following", "previous", "preceding", "subsequent", "ensuing", "prior"}:
        return Shifted(unit, turn, narrative=True)
    if word == "past":
        return Length(f"P1{_LETTER[unit]}")
    return Shifted(unit, turn, part=_text(match, "part")) if unit not in {"generation", "millennium"} else None


def _this_daypart(match: Match) -> Expression | None:
    return Shifted("day", 0, clock=f"T{_text(match, 'clock')}")


def _part_of_unit(match: Match) -> Expression | None:
    unit = _unit(match)
    return (
        Shifted(unit, 0, part=_text(match, "part")) if unit in {"week", "month", "year", "decade", "century"} else None
    )


def _ago(match: Match) -> Expression | None:
    unit = _unit(match)
    if unit in {"millennium", "generation"}:
        return Vague("PAST_REF")
    amount: int | None = match.number("n")
    if "n" not in match.groups:
        amount = None if "vague" in match.groups else 1
    if amount == 0:
        amount = None
    word = next((match.groups[name].lower for name in ("ago", "after", "before", "hence") if name in match.groups), "")
    sign = 1 if word in {"later", "hence"} else -1
    return Shifted(unit, sign * amount if amount else None, narrative=word not in {"ago", "hence"})


def _anaphor(match: Match) -> Expression | None:
    unit = _unit(match)
    if unit in {"generation", "millennium", "weekend"}:
        return None
    return Shifted(unit, _turn(match) or 0, narrative=True)


def _vague(match: Match) -> Expression | None:
    return Vague(_text(match, "value"))


def _holiday(match: Match) -> Expression | None:
    return HolidayTime(_text(match, "holiday"), match.number("year"), _turn(match))


def _length(match: Match) -> Expression | None:
    if "units" in match.groups:
        return Length(f"PX{_LETTER[str(match.groups['units'].value)]}")
    unit = _unit(match)
    token = match.groups.get("n")
    amount: float | int | str = 1
    if token is not None and isinstance(token.value, int | float):
        amount = token.value or "X"
    if "vague" in match.groups:
        amount = "X"
    if unit == "fortnight" and isinstance(amount, int):
        amount *= 2
    letter = _LETTER[unit]
    return Length(f"P{'T' if unit in _CLOCKED else ''}{amount}{letter}")


def _every(match: Match) -> Expression | None:
    if "weekday" in match.groups:
        return Repeated(f"XXXX-WXX-{match.number('weekday')}")
    if "month" in match.groups:
        return Repeated(f"XXXX-{match.number('month'):02d}")
    if "season" in match.groups:
        return Repeated(f"XXXX-{match.value('season')}")
    if "clock" in match.groups:
        return Repeated(f"XXXX-XX-XXT{match.value('clock')}")
    unit = _unit(match)
    return Repeated(f"P{'T' if unit in _CLOCKED else ''}{match.number('n') or 1}{_LETTER[unit]}")


def _repeating(match: Match) -> Expression | None:
    return Repeated(_text(match, "value"))


def read_range(match: Match) -> tuple[CalendarTime, CalendarTime] | None:
    """Return both ends of a range that one rule matched, or ``None``."""
    if match.rule.read == "year_span":
        surface = _text(match, "year_span")
        first, last = int(surface[:4]), int(surface[5:])
        last += first // 100 * 100
        return (CalendarTime("year", first), CalendarTime("year", last)) if first < last else None

    def end(letter: str) -> CalendarTime:
        day = match.number(f"{letter}_day")
        month = match.number(f"{letter}_month") or match.number("month")
        year = match.number(f"{letter}_year") or match.number("year")
        return CalendarTime("day" if day else "month" if month else "year", year, month, day)

    return end("a"), end("b")


_READINGS: dict[str, Callable[[Match], Expression | None]] = {
    "calendar": _calendar,
    "iso": _iso,
    "slashed": _slashed,
    "decade": _decade,
    "century": _century,
    "quarter": _quarter,
    "day_word": _day_word,
    "turned_unit": _turned_unit,
    "this_daypart": _this_daypart,
    "part_of_unit": _part_of_unit,
    "ago": _ago,
    "anaphor": _anaphor,
    "vague": _vague,
    "holiday": _holiday,
    "length": _length,
    "every": _every,
    "repeating": _repeating,
}
