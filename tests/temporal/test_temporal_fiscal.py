"""Business years: their last month as the text tells it, and the days of their quarters."""

from __future__ import annotations

from datetime import date

import pytest

from geomap.temporal import tag
from geomap.temporal.fiscal import last_month

PUBLISHED = date(2013, 3, 22)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("Sales fell in fiscal 2013, which ends in March.", 3),
        ("The fiscal year begins on October 1.", 9),
        ("The financial year starts on 1 April.", 3),
        ("For the fiscal year ended Sept. 30, it lost money.", 9),
        ("The business year starts in January.", 12),
        ("In fiscal 2013 sales fell. It ends in March.", None),
        ("The school year ends in June.", None),
    ],
)
def test_the_last_month_is_told(text: str, month: int | None) -> None:
    assert last_month(text) == month


@pytest.mark.parametrize(
    ("text", "value", "first", "last", "edtf"),
    [
        ("fiscal 2013", "2013", date(2012, 4, 1), date(2013, 3, 31), "2012-04/2013-03"),
        ("the second quarter of fiscal 2013", "2013-Q2", date(2012, 7, 1), date(2012, 9, 30), "2012-07/2012-09"),
        ("the fiscal third quarter", "2013-Q3", date(2012, 10, 1), date(2012, 12, 31), "2012-10/2012-12"),
    ],
)
def test_business_years_have_their_own_months(text: str, value: str, first: date, last: date, edtf: str) -> None:
    spans = tag(f"The fiscal year ends in March. Profit fell in {text}.", published=PUBLISHED)
    assert [(span.value, span.date_from, span.date_to, span.edtf) for span in spans[2:]] == [(value, first, last, edtf)]


def test_without_a_word_they_are_those_of_the_calendar() -> None:
    (span,) = tag("Profit fell in fiscal 2013.", published=PUBLISHED)
    assert (span.date_from, span.date_to, span.edtf) == (date(2013, 1, 1), date(2013, 12, 31), "2013")


def test_a_range_of_business_years_is_one_interval() -> None:
    text = "The fiscal year ends in March. It grew from fiscal 2010 to fiscal 2012."
    (joint,) = [span for span in tag(text, published=PUBLISHED) if span.is_range]
    assert joint.edtf == "2009-04-01/2012-03-31"
