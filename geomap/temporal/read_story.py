"""Readings of times that the story tells already: that year, the day before, in the morning, the year-ago quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.temporal.expressions import CalendarTime, Expression, Length, SamePeriod, Shifted
from geomap.temporal.neighbours import load_neighbours
from geomap.temporal.read_calendar import COUNTABLE, ENDED, clock_of, text_of, unit_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.temporal.grammar import Match

_ENDS_A_CLAUSE = {".", ",", ";", ")", "?", "!", "", "and", "but", "in", "when", "at", "'s"}
_BEFORE_TWILIGHT = {"at", "before", "after", "by", "from", "until", "till", "since", "around", "about", "and", "to"}
_SETS_BESIDE = {",", "-", "–", "—"}


def read_next_daypart(match: Match) -> Expression | None:
    """Read "the next morning", "that evening"."""
    return Shifted("day", match.number("turn") or 0, narrative=True, clock=clock_of(match) or "")


def read_anaphor(match: Match) -> Expression | None:
    """Read "the following day", "that year", "the same month"."""
    unit = unit_of(match)
    if unit not in COUNTABLE or unit == "weekend":
        return None
    return Shifted(unit, match.number("turn") or 0, narrative=True, part=text_of(match, "part"))


def read_the_unit(match: Match) -> Expression | None:
    """Read "the quarter" as the one told of, and "the full year" as this one; other bare units say too little."""
    match unit_of(match):
        case "day":
            return Shifted("day", 0, narrative=True) if _is_beside_its_date(match) else None
        case "week":
            return _period_ended(match, "week") or _this_week(match)
        case "quarter":
            return _period_ended(match, "quarter") or SamePeriod(0)
        case "year":
            return _the_year(match)
        case _:
            return None


def _this_week(match: Match) -> Expression | None:
    """Read "for the week", "the week's losses"."""
    of_now = match.near(1) == "'s" or (match.near(-1) == "for" and match.near(1) in _ENDS_A_CLAUSE)
    return Shifted("week", 0, of_the_story=True) if of_now else None


def _the_year(match: Match) -> Expression | None:
    """Read "for the year", "the full year"; "the year ended June 30" is a length."""
    if not match.says("full") and match.near(1) in ENDED:
        return Length("P1Y")
    return Shifted("year", 0) if match.says("full") or match.near(-1) == "for" else None


def _is_beside_its_date(match: Match) -> bool:
    """Tell whether "the day" says what a date beside it was: "on October 8, the day after the crossing"."""
    beside = match.near(-1) in _SETS_BESIDE and match.number_near(-2, "n31", "n4") is not None
    return beside and match.near(1) in {"before", "after"}


def _period_ended(match: Match, unit: str) -> CalendarTime | SamePeriod | None:
    """Read "the week ended March 16", "the quarter ended July 31" (which lies by two thirds in the month before)."""
    month, day = match.number_near(2, "month", "month_word"), match.number_near(3, "n31")
    if month is None or day is None or match.near(1) not in ENDED:
        return None
    if unit == "week":
        return CalendarTime("week", month=month, day=day, by_date=True)
    return SamePeriod(0, else_quarter=((month - 2) % 12) // 3 + 1)


def read_latest(match: Match) -> Expression | None:
    """Read "the latest quarter", "the latest period"."""
    return SamePeriod(0) if unit_of(match, "period") in {"quarter", "period"} else None


def read_year_ago(match: Match) -> Expression | None:
    """Read "the year-ago quarter", "year-earlier"."""
    return SamePeriod(-1) if unit_of(match) == "year" and match.says("-") else None


def read_year_period(match: Match) -> Expression | None:
    """Read "the 1988 quarter": the period told of, in that year."""
    if unit_of(match, "period") not in {"quarter", "period"}:
        return None
    return SamePeriod(0, match.number("year"))


def read_part_of_day(match: Match) -> Expression | None:
    """Read "later in the day", "the end of the day": the day told of, else that of publication."""
    said = Shifted("day", 0, narrative=True, part=text_of(match, "part"))
    named_after = match.number_near(1, "weekday", "day_word") is not None  # "early in the day Wednesday"
    return said if unit_of(match) == "day" and not named_after else None


def read_unit_before(match: Match) -> Expression | None:
    """Read "the day before" where nothing follows that it was before, and "October 8, the day after the crossing"."""
    unit = unit_of(match)
    if unit not in {"day", "week", "month", "year"}:
        return None
    if match.near(1) in _ENDS_A_CLAUSE:
        return Shifted(unit, -1 if "before" in match.groups["sign"].lower else 1, narrative=True)
    return None


def read_so_long_before(match: Match) -> Expression | None:
    """Read "ten years before" where nothing follows that it was before."""
    amount = match.number("n") if "n" in match.groups else 2 if match.says("couple") else 1
    if match.near(1) not in _ENDS_A_CLAUSE or "vague" in match.groups or not amount or unit_of(match) == "weekend":
        return None
    unit, sign = unit_of(match), 1 if match.groups["sign"].lower == "after" else -1
    if unit in {"decade", "century"}:
        unit, amount = "year", amount * (10 if unit == "decade" else 100)
    return Shifted(unit, sign * amount, narrative=True, counted=True)


def read_night_before(match: Match) -> Expression | None:
    """Read "the night before" where nothing follows."""
    said = Shifted("day", -1, narrative=True, clock=clock_of(match) or "")
    return said if match.near(1) in _ENDS_A_CLAUSE else None


def read_the_daypart(match: Match) -> Expression | None:
    """Read "in the morning"."""
    if match.near(-1) != "in" or match.near(1) in {"of", "at", "-"} or match.near(1)[:1].isdigit():
        return None
    return Shifted("day", 0, narrative=True, clock=clock_of(match) or "")


def read_twilight(match: Match) -> Expression | None:
    """Read "at dawn", "before sunrise": of the day told of."""
    if match.near(-1) not in _BEFORE_TWILIGHT or match.near(1) in {"of", "on", "-"}:
        return None
    return Shifted("day", 0, narrative=True, clock=clock_of(match) or "")


def read_overnight(match: Match) -> Expression | None:
    """Read "overnight" as the night before the report, or that of the day told of; "an overnight bus" is none."""
    if match.near(1) in load_neighbours().not_times.overnight_things or match.near(1) == "-":
        return None
    return Shifted("day", None, of_the_story=True, by_tense=True, clock="TNI")


STORY_READINGS: dict[str, Callable[[Match], Expression | None]] = {
    "next_daypart": read_next_daypart,
    "anaphor": read_anaphor,
    "the_unit": read_the_unit,
    "latest": read_latest,
    "year_ago": read_year_ago,
    "year_period": read_year_period,
    "part_of_day": read_part_of_day,
    "unit_before": read_unit_before,
    "so_long_before": read_so_long_before,
    "night_before": read_night_before,
    "the_daypart": read_the_daypart,
    "twilight": read_twilight,
    "overnight": read_overnight,
}
