"""What must hold for every text and every date (Hypothesis)."""

from __future__ import annotations

import calendar
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.model import TimexType
from geomap.temporal import tag
from geomap.temporal.religious import easter, hebrew_day, islamic_days, orthodox_easter

DAYS = st.dates(date(1850, 1, 1), date(2150, 12, 31))
PIECES = st.sampled_from(
    [
        *("on", "in", "from", "to", "between", "and", "since", "until", "by", "the", "of", "early", "mid"),
        *("late", "last", "next", "this", "that", "end", "February", "May", "March", "July-August", "Tuesday"),
        *("Sat", "12", "1", "2020", "1998-99", "2001-02", "10/11/2020", "9/11", "week", "weeks", "year"),
        *("years", "quarter", "century", "20th", "first", "second", "two", "a", "few", "ago", "earlier"),
        *("later", "yesterday", "now", "winter", "every", "p.m.", "10:35", "noon", "Easter", "Ramadan"),
        *("Passover", "-", ",", ".", "(", ")", "'s", "30", "31", "half", "BC"),
    ]
)
RELATIVE = st.sampled_from(
    [
        *("last year", "next year", "this year", "last month", "next month", "this month", "two years ago"),
        *("five months ago", "in early March", "in late October", "the end of the year", "last summer", "next winter"),
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=14), st.one_of(st.none(), DAYS))
def test_any_text_gives_true_offsets_and_ordered_intervals(words: list[str], published: date | None) -> None:
    text = " ".join(words)
    spans = tag(text, published=published)
    for index, span in enumerate(spans):
        assert text[span.start : span.end] == span.surface
        assert span.date_from is None or span.date_to is None or span.date_from <= span.date_to
        if span.range is not None:
            joint = spans[span.range]
            assert joint.is_range
            assert joint.start <= span.start
            assert span.end <= joint.end
            assert span.range < index
    singles = [span for span in spans if not span.is_range]
    assert all(one.end <= two.start for one, two in pairwise(singles))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200), DAYS)
def test_any_characters_are_survived(text: str, published: date) -> None:
    for span in tag(text, published=published):
        assert text[span.start : span.end] == span.surface


@given(DAYS)
def test_every_spelling_of_a_day_is_read_back(day: date) -> None:
    name = calendar.month_name[day.month]
    for text in (f"{day.day} {name} {day.year}", f"{name} {day.day}, {day.year}", day.isoformat()):
        (span,) = tag(f"It was signed on {text}.", published=date(2021, 1, 18))
        assert (span.value, span.date_from, span.date_to) == (day.isoformat(), day, day)
        assert span.surface == text


@given(DAYS, RELATIVE)
def test_a_year_of_publication_moves_relative_values_by_a_year(published: date, words: str) -> None:
    published = published.replace(day=min(published.day, 28))
    later = published.replace(year=published.year + 1)
    (one,) = tag(f"It began {words}.", published=published)
    (two,) = tag(f"It began {words}.", published=later)
    assert one.date_from is not None
    assert two.date_from is not None
    assert two.date_from.year - one.date_from.year == 1
    assert int(two.value[:4]) - int(one.value[:4]) == 1
    assert two.value[4:] == one.value[4:]


@given(DAYS, st.integers(0, 400))
def test_days_ago_count_back(published: date, days: int) -> None:
    (span,) = tag(f"It began {days + 2} days ago.", published=published)
    assert span.date_from == published - timedelta(days=days + 2)


@given(DAYS, st.sampled_from(list(calendar.day_name)))
def test_a_weekday_is_at_most_a_week_away(published: date, name: str) -> None:
    (past,) = tag(f"They met on {name}.", published=published)
    (future,) = tag(f"They will meet on {name}.", published=published)
    assert past.date_from is not None
    assert future.date_from is not None
    assert timedelta(0) <= published - past.date_from < timedelta(days=7)
    assert timedelta(0) <= future.date_from - published < timedelta(days=7)
    assert calendar.day_name[past.date_from.weekday()] == name


@given(st.dates(date(2000, 1, 1), date(2040, 12, 1)), st.integers(1, 27), st.integers(1, 27))
def test_a_range_in_a_month_covers_its_ends(first: date, one: int, two: int) -> None:
    low, high = sorted((one, two + 1)) if one != two + 1 else (one, one + 1)
    name = calendar.month_name[first.month]
    joint, start, end = tag(f"from {name} {low} to {high}, {first.year}", published=date(2021, 1, 18))
    assert (joint.date_from, joint.date_to) == (start.date_from, end.date_to)
    assert (start.date_from, end.date_to) == (first.replace(day=low), first.replace(day=high))


@given(st.integers(1900, 2200))
def test_easters_are_sundays_in_spring(year: int) -> None:
    assert easter(year).weekday() == 6
    assert orthodox_easter(year).weekday() == 6
    assert timedelta(0) <= orthodox_easter(year) - easter(year) <= timedelta(days=35)


@given(st.integers(1900, 2200))
def test_religious_calendars_fall_where_they_must(year: int) -> None:
    passover, new_year = hebrew_day(year, 1, 15), hebrew_day(year, 7, 1)
    assert passover is not None
    assert new_year is not None
    assert new_year - passover == timedelta(days=163)  # always, as the months between have fixed lengths
    assert new_year.isoweekday() not in {7, 3, 5}  # never Sunday, Wednesday or Friday
    assert 1 <= len(islamic_days(year, 9, 1)) <= 2


@pytest.mark.parametrize(
    ("name", "year", "day"),
    [
        ("Rosh Hashanah", 2021, date(2021, 9, 7)),
        ("Passover", 2018, date(2018, 3, 31)),
        ("Hanukkah", 2018, date(2018, 12, 3)),
        ("Eid al-Fitr", 2018, date(2018, 6, 15)),
        ("Orthodox Easter", 2018, date(2018, 4, 8)),
        ("Good Friday", 2021, date(2021, 4, 2)),
        ("Labor Day", 2021, date(2021, 9, 6)),
    ],
)
def test_named_days(name: str, year: int, day: date) -> None:
    (span,) = tag(f"It happened on {name} {year}.")
    assert span.date_from == day


def test_sets_and_durations_have_no_dates_of_their_own() -> None:
    spans = tag("Every winter, for two weeks, patrols pass daily.", published=date(2021, 1, 18))
    assert [span.type for span in spans] == [TimexType.SET, TimexType.DURATION, TimexType.SET]
    assert all(span.date_from is None and span.edtf == "" for span in spans)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=10), st.one_of(st.none(), DAYS))
def test_reading_twice_gives_the_same(words: list[str], published: date | None) -> None:
    text = " ".join(words)
    assert tag(text, published=published) == tag(text, published=published)


@settings(deadline=None)
@given(DAYS, st.integers(0, 40))
def test_words_before_move_the_offsets_and_nothing_else(day: date, spaces: int) -> None:
    text = f"It was signed on {day.day} {calendar.month_name[day.month]} {day.year} in Geneva."
    (near,) = tag(text)
    (far,) = tag("\n" * spaces + "Čapek said: " + text)
    moved = spaces + len("Čapek said: ")
    assert (far.start, far.end) == (near.start + moved, near.end + moved)
    assert (far.value, far.edtf, far.surface) == (near.value, near.edtf, near.surface)


@given(DAYS)
def test_what_is_written_out_is_read_back_from_its_own_value(day: date) -> None:
    (span,) = tag(f"on {calendar.day_name[day.weekday()]}, {calendar.month_name[day.month]} {day.day}, {day.year}")
    (again,) = tag(span.value)
    assert (again.value, again.date_from, again.date_to) == (span.value, span.date_from, span.date_to)


@given(DAYS, st.integers(1, 60), st.sampled_from(["day", "week", "month", "year"]))
def test_ago_and_hence_lie_on_either_side(published: date, count: int, unit: str) -> None:
    (past,) = tag(f"It began {count} {unit}s ago.", published=published)
    (future,) = tag(f"It will begin {count} {unit}s from now.", published=published)
    assert past.date_from is not None
    assert future.date_from is not None
    assert past.date_from <= published <= (future.date_to or future.date_from)
    assert past.date_from < future.date_from


@given(st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1)), st.integers(2, 90))  # noqa: DTZ001
def test_hours_ago_are_counted_from_the_moment(moment: datetime, hours: int) -> None:
    (span,) = tag(f"It fell {hours} hours ago.", published=moment.replace(second=0, microsecond=0))
    when = moment.replace(second=0, microsecond=0) - timedelta(hours=hours)
    assert span.value == f"{when:%Y-%m-%dT%H:%M}"
