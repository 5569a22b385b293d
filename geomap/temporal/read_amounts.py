"""Readings of durations and sets: twelve days, the past three months, every winter, daily."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.temporal.expressions import Expression, Length, MomentTime, Repeated, Shifted, Vague
from geomap.temporal.read_calendar import text_of, unit_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.temporal.grammar import Match

_LETTER = {
    "day": "D", "week": "W", "month": "M", "year": "Y", "hour": "H", "minute": "M", "second": "S", "decade": "DE",
    "century": "CE", "quarter": "Q", "fortnight": "W", "weekend": "WE", "half": "H", "millennium": "ML",
    "generation": "GE",
}  # fmt: skip
SECONDS_IN = {"hour": 3600, "minute": 60, "second": 1}
_CLOCKED = {"hour", "minute", "second"}
_HALVES = {"year": ("month", 6), "hour": ("minute", 30), "minute": ("second", 30), "day": ("hour", 12)}
_YEARS_IN = {"decade": 10, "century": 100}
# A unit after these is a length ("within a week"); after a number or a noun it may be a rate ("$20 a day").
_SCALES = {"million", "billion", "thousand", "hundred", "dozens", "hundreds", "thousands", "millions"}
_AMOUNTS = ("number", "number_word", "tens_word", "scale_word")
_RATE_BEFORE = {"once", "twice", "times", "time", "percent", "hours", "days"}


def duration(amount: float | str, unit: str, *, half: bool = False) -> str:
    """Return a TIMEX3 duration: ``P12D``, ``PT30M``, ``P2Y6M``; ``X`` for an amount that is not said."""
    if not amount and half and unit in _YEARS_IN:
        return f"P{_YEARS_IN[unit] // 2}Y"
    if isinstance(amount, int | float) and unit in {"fortnight", *_YEARS_IN}:
        amount, unit = (
            amount * {"fortnight": 2, **_YEARS_IN}[unit],
            "week" if unit == "fortnight" else "year",
        )
    number = f"{amount:g}" if isinstance(amount, float) else str(amount)
    rest = ""
    if half and unit in _HALVES:
        small, count = _HALVES[unit]
        rest = ("T" if small in _CLOCKED and unit not in _CLOCKED else "") + f"{count}{_LETTER[small]}"
        if amount == 0:
            return f"P{'T' if small in _CLOCKED else ''}{count}{_LETTER[small]}"
    return f"P{'T' if unit in _CLOCKED else ''}{number}{_LETTER[unit]}{rest}"


_AHEAD_OF_ONE_DAY = {"will", "would", "may", "might", "could", "can", "to", "shall"}


def read_length(match: Match) -> Expression | None:
    """Read "twelve days", "the past three months", "a year and a half", "recent weeks"."""
    unit = unit_of(match)
    if _is_no_length(match, unit):
        return None
    if match.rule.name == "the first units" and match.value("nth") not in {1, -1, None}:
        return None
    if vague := _vague_time(match):
        return Vague(vague)
    if _is_rate(match):
        return Repeated(duration(1, unit))
    if "only_half" in match.groups:
        known = unit in _HALVES or unit in _YEARS_IN
        ahead = _ahead(match, unit, 0.5) if unit in SECONDS_IN else None
        return Length(duration(0, unit, half=True), ahead) if known else None
    amount = _amount(match)
    half = "half" in match.groups or text_of(match, "fraction") == "1/2"
    if half and unit in SECONDS_IN and not isinstance(amount, str):
        ahead = _ahead(match, unit, amount + 0.5)
    else:
        ahead = None if half else _ahead(match, unit, amount)
    return Length(duration(amount, unit, half=half), ahead)


def _vague_time(match: Match) -> str:
    """Return the reference that "recent months", "coming weeks" and "will one day" are, ``""`` for lengths."""
    if match.rule.name == "recent units":
        return "PAST_REF"
    one_day = [token.lower for token in match.tokens] == ["one", "day"] and match.near(-1) in _AHEAD_OF_ONE_DAY
    return "FUTURE_REF" if one_day or _is_coming(match) else ""


def _is_no_length(match: Match, unit: str) -> bool:
    """Tell ages, fractions, rankings and nonsense ("three quarters of the troops", "one second place")."""
    if match.near(1) == "old" or (match.near(1) == "-" and match.near(2) == "old"):
        return True
    if unit == "quarter" and not match.groups.keys() & {"turn", "vague"} and match.rule.name != "recent units":
        return True
    if match.groups["unit"].lower == "second" and "n" in match.groups:
        return True
    if "a" in match.groups and match.near(1) == "-" and match.near(2) in {"long", "old"}:
        return True  # "a decades-long conflict" says it without the article
    low, high = match.number("n_low"), match.number("n")
    return low is not None and (high is None or not low < high <= 10 * low)


def _is_coming(match: Match) -> bool:
    turn = match.groups.get("turn")
    return turn is not None and turn.lower in {"coming", "upcoming"} and not match.groups.keys() & {"n", "vague"}


def _amount(match: Match) -> float | str:
    token = match.groups.get("n_low") or match.groups.get("n")  # "two to three weeks" last two at least
    if token is not None and isinstance(token.value, int | float):
        return token.value or "X"
    if "vague" in match.groups:
        return "X"
    if any(one.lower in {"couple", "pair"} for one in match.tokens):
        return 2
    return 1 if "a" in match.groups or not _is_plural(match) else "X"


def _ahead(match: Match, unit: str, amount: float | str) -> Shifted | MomentTime | None:
    """Return the time that "in five years" leads to, should the words around speak of the future."""
    if match.near(-1) == "in" and "turn" not in match.groups and unit in SECONDS_IN and not isinstance(amount, str):
        return MomentTime(round(amount * SECONDS_IN[unit]))
    counted = isinstance(amount, int) and unit in {"day", "week", "month", "year"}
    if match.near(-1) != "in" or "turn" in match.groups or not counted:
        return None
    return Shifted(unit, int(amount))


def _is_plural(match: Match) -> bool:
    return match.groups["unit"].lower.endswith("s") or match.groups["unit"].lower in {"centuries", "millennia"}


def _is_rate(match: Match) -> bool:
    """Tell rates ("$1.76 a year", "four flights a week") from lengths ("it lasted a year")."""
    if "a" not in match.groups or len(match.tokens) != 2 or match.near(-1) in {",", ";"}:
        return False
    counted = match.near(-1).endswith("s") and any(_is_amount(match, -steps) for steps in range(2, 6))
    return match.near(-1) in _RATE_BEFORE or _is_amount(match, -1) or _is_amount(match, -2) or counted


def _is_amount(match: Match, steps: int) -> bool:
    word = match.near(steps)  # sums of money ("$1.76") are of no category
    digits = word.replace(",", "").replace(".", "").isdigit()
    return digits or word in _SCALES or match.number_near(steps, *_AMOUNTS) is not None


def read_bare_length(match: Match) -> Expression | None:
    """Read "for weeks", "within days"."""
    unit = unit_of(match)
    if unit == "second" or match.near(-1) in {"those", "these", "early", "old", "school", "teenage", "holidays"}:
        return None
    return Length(duration("X", unit)) if match.near(-1) in _LENGTH_BEFORE else None


_LENGTH_BEFORE = {
    "for",
    "within",
    "in",
    "of",
    "after",
    "lasted",
    "took",
    "over",
    "last",
    "take",
    "the",
    "by",
    "follows",
}
_LENGTH_BEFORE |= {"and", "or", "only", "just", "spent", "many"}


def read_unit_long(match: Match) -> Expression | None:
    """Read "day-long", "decades-long", "years-old"."""
    return Length(duration("X" if _is_plural(match) else 1, unit_of(match)))


def read_long_word(match: Match) -> Expression | None:
    """Read "yearlong"."""
    return Length(text_of(match, "value"))


def read_quarter_century(match: Match) -> Expression | None:
    """Read "a quarter of a century"."""
    is_quarter = unit_of(match, "part_of_it") == "quarter" and unit_of(match) == "century"
    return Length("P25Y") if is_quarter else None


def read_every(match: Match) -> Expression | None:
    """Read "every two days", "every winter", "on Sundays"."""
    clock = f"T{match.value('clock')}" if "clock" in match.groups else ""
    if "weekday" in match.groups:
        return Repeated(f"XXXX-WXX-{match.number('weekday')}{clock}")
    if "month" in match.groups:
        return Repeated(f"XXXX-{match.number('month'):02d}")
    if "season" in match.groups:
        return Repeated(f"XXXX-{match.value('season')}")
    if clock:
        return Repeated(f"XXXX-XX-XX{clock}")
    amount: int | str = (
        ("X" if "vague" in match.groups else 0)
        or match.number("n")
        or match.number("nth")
        or (2 if any(one.lower in {"second", "other"} for one in match.tokens) else 1)
    )
    return Repeated(duration(amount, unit_of(match)))


def read_times_a_unit(match: Match) -> Expression | None:
    """Read "twice a week": it recurs within each week."""
    return Repeated(duration(1, unit_of(match)))


def read_every_nth(match: Match) -> Expression | None:
    """Read "the last Friday of every month"."""
    return Repeated(duration(1, unit_of(match))) if unit_of(match) in {"month", "year", "quarter"} else None


def read_repeating(match: Match) -> Expression | None:
    """Read "daily"."""
    return Repeated(text_of(match, "value"))


AMOUNT_READINGS: dict[str, Callable[[Match], Expression | None]] = {
    "length": read_length,
    "bare_length": read_bare_length,
    "unit_long": read_unit_long,
    "long_word": read_long_word,
    "quarter_century": read_quarter_century,
    "every": read_every,
    "times_a_unit": read_times_a_unit,
    "every_nth": read_every_nth,
    "repeating": read_repeating,
}
