"""Readings of times that count from another: last week, two days ago, that year, the year-ago quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.temporal.expressions import CalendarTime, Expression, FromTime, Length, MomentTime, Shifted, Vague
from geomap.temporal.read_amounts import SECONDS_IN, duration
from geomap.temporal.read_calendar import COUNTABLE, ENDED, OF_THE_STORY, clock_of, text_of, unit_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.temporal.grammar import Match

_LONG = {"decade": 10, "century": 100}


def read_day_word(match: Match) -> Expression | None:
    """Read "yesterday evening", "5 p.m. today"."""
    clock = clock_of(match)
    if clock is None:
        return None
    if match.groups["day"].lower == "tonight" and not clock:
        clock = "TNI"
    return Shifted("day", match.number("day"), clock=clock)


def read_time(match: Match) -> Expression | None:
    """Read a time of day that stands alone: on the day told of, else the day of publication."""
    clock = clock_of(match)
    if not clock:
        return None
    if "day" in match.groups:  # "tomorrow evening at 8"
        return Shifted("day", match.number("day"), clock=clock)
    if clock == "T12:00" and "clock" in match.groups and match.groups["clock"].lower == "noon" and len(match.spans) > 1:
        return None
    return Shifted("day", 0, narrative=True, clock=clock)


def read_military_time(match: Match) -> Expression | None:
    """Read "at 0600 hours"; other numbers of hours are lengths."""
    clock = clock_of(match)
    written = len(match.groups["hhmm"].lower) == 4
    led = match.groups["hhmm"].lower.startswith("0") or match.near(-1) in {"at", "by", "until", "around", "about"}
    hours = unit_of(match, "military") == "hour"
    return Shifted("day", 0, narrative=True, clock=clock) if clock and written and led and hours else None


def read_minutes_past(match: Match) -> Expression | None:
    """Read "half past three in the afternoon", "a quarter to nine", "20 minutes past noon"."""
    marked = match.groups.keys() & {"half", "quarter", "noon", "meridiem", "part_clock"}
    if unit_of(match, "quarter") not in {"", "quarter"} or (match.near(-1) == "from") or not marked:
        return None  # "from 10 to 12"
    if "to_hour" in match.groups and match.groups["to_hour"].lower != "to":
        return None
    minutes = 30 if "half" in match.groups else 15 if "quarter" in match.groups else match.number("minutes") or 0
    hour = int(str(match.value("noon"))[1:3]) if "noon" in match.groups else match.number("hour") or 0
    if match.value("part_clock") in {"AF", "EV", "NI"} or text_of(match, "meridiem") == "pm":
        hour += 12 if hour < 12 else 0
    total = (60 * hour + (minutes if "past" in match.groups else -minutes)) % (24 * 60)
    return Shifted("day", 0, narrative=True, clock=f"T{total // 60:02d}:{total % 60:02d}")


def read_turned_unit(match: Match) -> Expression | None:
    """Read "last week", "earlier this month", "the previous year"."""
    unit, turn = unit_of(match), match.number("turn")
    if turn is None:
        if match.near(1) in ENDED:
            return Length("P1Y")  # "the fiscal year ended Jan. 31"
        return Shifted("year", 0) if "unit" in match.groups and unit == "year" else None
    word = match.groups["turn"].lower
    if unit not in COUNTABLE:
        return None
    if word == "past" and "part" not in match.groups and unit != "weekend":
        return Length(duration(1, unit))
    if unit in _LONG and match.tokens[0].lower == "the" and match.near(-1) in {"for", "over"}:
        return Length(duration(1, unit))  # "for the next decade"
    # "The next year" and "the next day" follow what is told; "next year" is counted from now.
    with_article = word == "next" and match.tokens[0].lower == "the" and unit != "decade"
    return Shifted(
        unit,
        turn,
        narrative=word in OF_THE_STORY or with_article,
        part=text_of(match, "part"),
        of_the_story=word == "next",
    )


def read_second_turn(match: Match) -> Expression | None:
    """Read "the week after next", "the year before last"."""
    unit = unit_of(match)
    return Shifted(unit, 2 * (match.number("turn") or 0)) if unit in COUNTABLE else None


def read_second_weekday(match: Match) -> Expression | None:
    """Read "the Friday before last", "the Sunday after next"."""
    turn = match.number("turn") or 0
    return FromTime("week", turn, CalendarTime("day", weekday=match.number("weekday"), turn=turn))


def read_this_daypart(match: Match) -> Expression | None:
    """Read "this morning", "last night"."""
    return Shifted("day", match.number("turn") or 0, clock=clock_of(match) or "")


def read_part_of_unit(match: Match) -> Expression | None:
    """Read "the end of the year", "month's end"."""
    unit = unit_of(match)
    if unit not in {"week", "month", "quarter", "year", "decade", "century"}:
        return None
    turn = match.number("turn")
    if match.groups["part"].lower == "ending":
        return Length(duration(1, unit))  # "the year ending June 30"
    if "turn" not in match.groups and match.groups["part"].value != "late" and match.rule.name == "month's end":
        return None
    return Shifted(unit, turn or 0, part=text_of(match, "part"), of_the_story="turn" not in match.groups)


def read_the_weekend(match: Match) -> Expression | None:
    """Read "over the weekend": the last one, or the next where the words around speak of what is to come."""
    return Shifted(unit_of(match), None, by_tense=True)


def read_ago(match: Match) -> Expression | None:
    """Read "two days ago", "a year earlier", "three weeks from now"."""
    unit = unit_of(match)
    if unit in SECONDS_IN:
        return _moment(match, unit)
    if unit not in COUNTABLE:
        return Vague("PAST_REF")
    amount: int | None = match.number("n")
    if "n" not in match.groups:
        amount = None if "vague" in match.groups else 2 if match.says("couple") else 1
    word = next(
        (match.groups[name].lower for name in ("ago", "back", "after", "hence", "now") if name in match.groups), ""
    )
    sign = 1 if word in {"later", "hence", "now"} else -1
    narrative = word in {"earlier", "later"}
    if not amount:
        return Shifted(unit, None, narrative=narrative, forward=sign > 0)
    if unit in _LONG:
        unit, amount = "year", amount * _LONG[unit]  # "a decade ago" is ten years ago, not the 1980s
    compared = unit == "year" and sign * amount == -1
    return Shifted(unit, sign * amount, narrative=narrative, by_comparison=compared, counted=True)


_MONTHS_IN = {"year": 12, "decade": 120, "century": 1200}


def read_half_ago(match: Match) -> Expression | None:
    """Read "two and a half years ago", "half a century later", "a quarter of a century ago"."""
    unit = unit_of(match) or unit_of(match, "unit_half")
    if unit not in _MONTHS_IN or unit_of(match, "part_of_it") not in {"", "quarter"}:
        return None
    whole = 0 if "only_half" in match.groups else match.number("n") or 1
    quarters = 1 if "part_of_it" in match.groups else 4 * whole + 2
    word = next(match.groups[name].lower for name in ("ago", "back", "after") if name in match.groups)
    months = quarters * _MONTHS_IN[unit] // 4 * (1 if word == "later" else -1)
    unit, amount = ("year", months // 12) if unit != "year" else ("month", months)
    return Shifted(unit, amount, narrative=word in {"earlier", "later"}, counted=True)


def _moment(match: Match, unit: str) -> Expression | None:
    """Read "two hours ago", "30 minutes from now"; "an hour later" follows an event."""
    if "after" in match.groups:
        return None
    said = match.number("n") if "n" in match.groups else 2 if match.says("couple") else 1
    if "vague" in match.groups or not said:
        return Shifted("day", 0, clock="TXX")
    return MomentTime((-1 if match.groups.keys() & {"ago", "back"} else 1) * said * SECONDS_IN[unit])


def read_vague_ago(match: Match) -> Expression | None:
    """Read "years ago", "days later"."""
    after = match.groups.get("after")
    return Shifted("day", None, narrative=after is not None, forward=after is not None and after.lower == "later")


def read_vague(match: Match) -> Expression | None:
    """Read "now", "recently", "in the future"."""
    return Vague(text_of(match, "value"))


def read_the_past(match: Match) -> Expression | None:
    """Read "in the past"."""
    return Vague("PAST_REF") if match.near(-1) in {"in", "of", "from"} else None


def read_coming(match: Match) -> Expression | None:
    """Read "in the coming weeks", which says only that it is to come."""
    return Vague("FUTURE_REF") if match.groups["turn"].lower in {"coming", "upcoming"} else None


RELATIVE_READINGS: dict[str, Callable[[Match], Expression | None]] = {
    "day_word": read_day_word,
    "time": read_time,
    "military_time": read_military_time,
    "minutes_past": read_minutes_past,
    "turned_unit": read_turned_unit,
    "second_turn": read_second_turn,
    "second_weekday": read_second_weekday,
    "this_daypart": read_this_daypart,
    "part_of_unit": read_part_of_unit,
    "half_ago": read_half_ago,
    "the_weekend": read_the_weekend,
    "ago": read_ago,
    "vague_ago": read_vague_ago,
    "vague": read_vague,
    "the_past": read_the_past,
    "coming": read_coming,
}
