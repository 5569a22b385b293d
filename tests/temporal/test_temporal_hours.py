"""Stretches of hours, hours counted from a moment, and the words of the clock."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from geomap.model import TimexType
from geomap.temporal import tag

PUBLISHED = date(2024, 10, 9)  # a Wednesday
MOMENT = datetime(2024, 10, 9, 16, 45)  # noqa: DTZ001 -- wall-clock time, as a paper prints it


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Polls will be open from 8 a.m. to 8 p.m. on Sunday.", "2024-10-13T08:00", "2024-10-13T20:00"),
        ("The bridge was shut between 9:30 and 11 yesterday.", "2024-10-08T09:30", "2024-10-08T11:00"),
        ("A truce was kept on 5 May from noon to 3 p.m. in the valley.", "2024-05-05T12:00", "2024-05-05T15:00"),
        ("The curfew held on Monday from 10 p.m. to 4 a.m. in the town.", "2024-10-07T22:00", "2024-10-08T04:00"),
        ("The road was shut 3-4pm on 6 May 2023.", "2023-05-06T15:00", "2023-05-06T16:00"),
        ("The road was shut 11-2pm on 6 May 2023.", "2023-05-06T11:00", "2023-05-06T14:00"),
        ("They met on Tuesday from 9 to 11.", "2024-10-08T09:00", "2024-10-08T11:00"),
    ],
)
def test_stretches_of_hours(text: str, first: str, last: str) -> None:
    joint, one, two = tag(text, published=PUBLISHED)
    assert joint.is_range
    assert (joint.value, one.value, two.value) == (f"{first}/{last}", first, last)
    assert one.type is two.type is TimexType.TIME
    assert [str(joint.date_from), str(joint.date_to)] == [first[:10], last[:10]]


@pytest.mark.parametrize("text", ["He took from 9 to 11 of them.", "They won 3-4 in the rain.", "Some 10 to 12 left."])
def test_mere_numbers_are_no_hours(text: str) -> None:
    assert tag(text, published=PUBLISHED) == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The tower fell two hours ago.", "2024-10-09T14:45"),
        ("It will land in half an hour.", "2024-10-09T17:15"),
        ("It will land in ten hours.", "2024-10-10T02:45"),
        ("Talks resume 30 minutes from now.", "2024-10-09T17:15"),
    ],
)
def test_hours_are_counted_from_a_moment(text: str, value: str) -> None:
    (span,) = tag(text, published=MOMENT)
    assert span.value == value
    assert span.date_from == span.date_to == date.fromisoformat(value[:10])


def test_without_a_moment_the_hour_stays_unknown() -> None:
    (ago,) = tag("The tower fell two hours ago.", published=PUBLISHED)
    (ahead,) = tag("It will land in ten hours.", published=PUBLISHED)
    assert (ago.value, ago.date_from) == ("2024-10-09TXX", PUBLISHED)
    assert (ahead.value, ahead.date_from) == ("PT10H", None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It struck at half past three in the afternoon.", "2024-10-09T15:30"),
        ("It struck at a quarter to noon.", "2024-10-09T11:45"),
        ("It struck at 0340 GMT on Tuesday.", "2024-10-08T03:40"),
        ("The sirens wailed at 3 o'clock in the morning.", "2024-10-09T03:00"),
        ("The vote begins tonight at 8.", "2024-10-09T20:00"),
    ],
)
def test_clock_words(text: str, value: str) -> None:
    (span,) = tag(text, published=PUBLISHED)
    assert span.value == value


def test_a_range_may_end_now() -> None:
    joint, first, last = tag("The road was closed from 2 July 2022 until now.", published=PUBLISHED)
    assert joint.is_range
    assert (joint.date_from, joint.date_to) == (date(2022, 7, 2), PUBLISHED)
    assert (first.value, last.value) == ("2022-07-02", "PRESENT_REF")


def test_a_clock_in_a_story_of_long_ago_has_no_day() -> None:
    text = "In 1914, 1915, 1916 and 1917 the army fought. It marched from 19:00 until dawn, and in 1918 it was beaten."
    clock = next(span for span in tag(text, published=date(2019, 5, 8)) if span.surface == "19:00")
    assert (clock.value, clock.date_from) == ("XXXX-XX-XXT19:00", None)
