"""Dates of mastheads, feeds and URLs."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.documents.dates import complete_year, date_in_url, find_dates, find_yearless, parse_date

DAY = date(2021, 1, 18)


@pytest.mark.parametrize(
    "text",
    [
        "2021-01-18", "2021/1/18", "2021.01.18", "18 January 2021", "18th of January, 2021", "January 18, 2021",
        "Jan. 18, 2021", "JANUARY 18 2021", "18-Jan-2021", "18.01.2021", "18/01/2021", "01/18/2021", "Mon, 18 Jan 2021",
    ],
)  # fmt: skip
def test_a_whole_date(text: str) -> None:
    assert [item.day for item in find_dates(f"on {text} at")] == [DAY]


@pytest.mark.parametrize(
    "text", ["03/04/2021", "2021-13-40", "30 February 2021", "January 2021", "18 January", "12021-01-18", "1.2.3.2021"]
)
def test_no_whole_date(text: str) -> None:
    assert find_dates(text) == ()


def test_offsets_point_at_the_date() -> None:
    text = "é from 1 May 2021 to May 3, 2021"
    assert [text[item.start : item.end] for item in find_dates(text)] == ["1 May 2021", "May 3, 2021"]


@given(
    st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d.%m.%Y"])
)
def test_round_trip(day: date, pattern: str) -> None:
    assert parse_date(day.strftime(pattern)) == day


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2021-01-18T23:30:00-08:00", DAY),
        ("20210118", DAY),
        ("Mon, 18 Jan 2021 23:30:00 -0800", DAY),
        ("18 January 2021", DAY),
        ("yesterday", None),
        ("", None),
    ],
)
def test_metadata_fields_keep_the_day_as_written(value: str, day: date | None) -> None:
    assert parse_date(value) == day


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://example.org/world/2021/01/18/armies-meet", DAY),
        ("https://example.org/2021/jan/18/armies-meet?x=1", DAY),
        ("https://example.org/armies-meet-2021-01-18.html", DAY),
        ("https://example.org/20210118_armies", DAY),
        ("https://example.org/world-12345678", None),
        ("https://2021-01-18.example.org/armies", None),
        ("https://example.org/2021/01/", None),
        ("https://example.org/2021/13/45/", None),
    ],
)
def test_date_in_url(url: str, day: date | None) -> None:
    assert date_in_url(url) == day


def test_yearless() -> None:
    assert find_yearless("ANKARA, Jan. 18 (Reuters)") == (8, 15, 1, 18)
    assert find_yearless("18 January") == (0, 10, 1, 18)
    assert find_yearless("no date") is None


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_complete_year_is_never_far_ahead(near: date) -> None:
    found = complete_year(near.month, near.day, near)
    assert found == near
    earlier = complete_year(12, 31, near)
    assert earlier is not None
    assert -365 <= (earlier - near).days <= 1
