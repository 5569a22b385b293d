"""What a time expression says, before it is known from where it counts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CalendarTime:
    """A place in the calendar, perhaps with parts left out ("February 1", "Tuesday night", "late 1990").

    Attributes
    ----------
    unit
        The finest unit that is said: day, week, weekend, month, season, quarter, half, year, decade or century.
    year, month, day
        As said; ``None`` when left out. For a decade or century, ``year`` is its first year.
    weekday
        1 Monday to 7 Sunday.
    season, quarter, half, week
        As said.
    part
        ``"early"``, ``"mid"``, ``"late"`` or ``""``.
    clock
        TIMEX3 time of day with its ``T`` ("T10:35", "TEV"), or ``""``.
    turn
        -1 for "last", 0 for "this", 1 for "next"; ``None`` when the tense decides.
    year_turn, month_turn, week_turn
        The same said of the year ("January last year"), the month or the week.
    same_year
        Whether the year is the one last told of ("January 24 of the same year").
    by_date
        Whether the week is the one that holds ``month`` and ``day``.
    short
        Whether ``year`` gives the last two digits only.
    before_christ
        Whether the years count backwards.
    fiscal
        Whether it is a part of a business year, which began before the calendar's.
    narrative
        Whether it counts from the last day told of ("the following Friday").
    """

    unit: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: str | None = None
    quarter: int | None = None
    half: int | None = None
    week: int | None = None
    part: str = ""
    clock: str = ""
    turn: int | None = None
    year_turn: int | None = None
    month_turn: int | None = None
    week_turn: int | None = None
    same_year: bool = False
    by_date: bool = False
    short: bool = False
    before_christ: bool = False
    fiscal: bool = False
    narrative: bool = False


@dataclass(frozen=True, slots=True)
class NthTime:
    """A unit by its number in a longer one ("the first week of May", "the last Friday of the month").

    Attributes
    ----------
    unit
        What is counted.
    nth
        From 1; negative from the end.
    inside
        The longer unit.
    weekday
        1 to 7 where a weekday is counted.
    """

    unit: str
    nth: int
    inside: CalendarTime
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Shifted:
    """So many units away from now, or from the last date told of ("last week", "two days earlier").

    Attributes
    ----------
    unit
        What is counted.
    amount
        How many, negative into the past; ``None`` when the text does not say ("a few years ago").
    narrative
        Whether it counts from the last date told of instead of the publication date.
    of_the_story
        Whether it does so in histories only ("the end of the year").
    part, clock
        As in :class:`CalendarTime`.
    forward
        Whether an amount that is not said leads into the future.
    by_tense
        Whether the tense decides between the last and the next ("the weekend", "overnight").
    by_comparison
        Whether it compares with a quarter where one is told of ("a year earlier").
    counted
        Whether the amount is said in so many words ("two weeks later", not "the following week").
    """

    unit: str
    amount: int | None
    narrative: bool = False
    of_the_story: bool = False
    part: str = ""
    clock: str = ""
    forward: bool = False
    by_tense: bool = False
    by_comparison: bool = False
    counted: bool = False


@dataclass(frozen=True, slots=True)
class MomentTime:
    """So many seconds from the moment of speaking ("two hours ago").

    Attributes
    ----------
    seconds
        How many, negative into the past.
    """

    seconds: int


@dataclass(frozen=True, slots=True)
class FromTime:
    """So many units from a day that is named ("a week from Monday", "two days after Christmas").

    Attributes
    ----------
    unit
        What is counted.
    amount
        How many, negative before the day.
    base
        The day.
    ahead
        Whether the day is the next one of its name ("from Monday").
    """

    unit: str
    amount: int
    base: CalendarTime | Shifted | HolidayTime
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class HalfOf:
    """The first or second half of a decade or century.

    Attributes
    ----------
    whole
        The decade or century.
    nth
        1 or 2.
    """

    whole: CalendarTime
    nth: int


@dataclass(frozen=True, slots=True)
class SamePeriod:
    """The quarter last told of, moved by years or put into a year ("the quarter", "the year-ago quarter").

    Attributes
    ----------
    years
        By how many years it is moved.
    year
        The year said instead.
    else_quarter
        Which quarter it is where none is told of ("the quarter ended July 31").
    """

    years: int
    year: int | None = None
    else_quarter: int | None = None


@dataclass(frozen=True, slots=True)
class Length:
    """A duration.

    Attributes
    ----------
    value
        Its TIMEX3 value.
    ahead
        The time that it leads to where the words around speak of the future ("in five years").
    """

    value: str
    ahead: Shifted | MomentTime | None = None


@dataclass(frozen=True, slots=True)
class Repeated:
    """A set of times ("every winter"): its TIMEX3 value."""

    value: str


@dataclass(frozen=True, slots=True)
class Vague:
    """``PAST_REF``, ``PRESENT_REF`` or ``FUTURE_REF``."""

    value: str


@dataclass(frozen=True, slots=True)
class HolidayTime:
    """A named day ("Easter Sunday 1998").

    Attributes
    ----------
    name
        Key in ``holidays.toml``.
    year
        As said, or ``None``.
    turn
        -1 for "last", 0 for "this", 1 for "next"; ``None`` when the tense decides.
    year_turn
        The same said of the year.
    weekend
        Whether the weekend nearest to it is meant.
    """

    name: str
    year: int | None = None
    turn: int | None = None
    year_turn: int | None = None
    weekend: bool = False


@dataclass(frozen=True, slots=True)
class DayOfFeast:
    """A day of a feast that lasts several ("the second day of Eid al-Fitr").

    Attributes
    ----------
    feast
        Its first day.
    nth
        From 1; -1 for the last.
    """

    feast: HolidayTime
    nth: int


Expression = (
    CalendarTime
    | NthTime
    | Shifted
    | MomentTime
    | FromTime
    | HalfOf
    | SamePeriod
    | Length
    | Repeated
    | Vague
    | HolidayTime
    | DayOfFeast
)


def needs_tense(said: Expression) -> bool:
    """Tell whether the tense decides between the last and the next time of that name."""
    match said:
        case FromTime() | NthTime():
            return needs_tense(said.base if isinstance(said, FromTime) else said.inside)
        case CalendarTime():
            turned = (said.turn, said.year_turn, said.month_turn, said.week_turn)
            return said.year is None and all(turn is None for turn in turned)
        case HolidayTime():
            return said.year is None and said.turn is None
        case DayOfFeast():
            return needs_tense(said.feast)
        case Shifted() | Length():
            return said.by_tense if isinstance(said, Shifted) else said.ahead is not None
        case _:
            return False
