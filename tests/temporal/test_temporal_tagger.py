"""The tagger on the shapes that news uses most; every expectation is written from what the words mean."""

from __future__ import annotations

from datetime import date

import pytest

from geomap.model import TimexType
from geomap.temporal import tag

PUBLISHED = date(2021, 1, 18)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("signed on November 10, 2020 by three", "2020-11-10"),
        ("signed on 10 November 2020 by three", "2020-11-10"),
        ("signed on 2020-11-10 by three", "2020-11-10"),
        ("signed on 10.11.2020 by three", "2020-11-10"),
        ("It ended last week.", "2021-W02"),
        ("It ended two days ago.", "2021-01-16"),
        ("It ended yesterday.", "2021-01-17"),
        ("It is snowing now.", "PRESENT_REF"),
        ("They met on Tuesday.", "2021-01-12"),
        ("They will meet on Tuesday.", "2021-01-19"),
        ("They fought for twelve days.", "P12D"),
        ("They meet every winter.", "XXXX-WI"),
        ("They spoke on New Year's Eve.", "2020-12-31"),
    ],
)
def test_single_values(text: str, value: str) -> None:
    (span,) = tag(text, published=PUBLISHED)
    assert span.value == value
    assert text[span.start : span.end] == span.surface


@pytest.mark.parametrize(
    "text",
    [
        "The winter exercises were large.",
        "May said so.",
        "The March on Washington was peaceful.",
        "After the second Karabakh war they left.",
        "Turn left in 300 metres.",
        "Some 2000 soldiers took part.",
    ],
)
def test_not_dates(text: str) -> None:
    assert tag(text, published=PUBLISHED) == ()


def test_a_joint_range_stands_before_its_ends() -> None:
    joint, first, last = tag("From February 1 to 12, tank units will take part.", published=PUBLISHED)
    assert joint.is_range
    assert (joint.date_from, joint.date_to) == (date(2021, 2, 1), date(2021, 2, 12))
    assert joint.edtf == "2021-02-01/2021-02-12"
    assert (first.surface, first.value, first.range) == ("February 1", "2021-02-01", 0)
    assert (last.surface, last.value, last.range) == ("12", "2021-02-12", 0)


def test_two_months_share_their_year() -> None:
    joint, first, last = tag("were held in July-August 2020", published=PUBLISHED)
    assert joint.edtf == "2020-07/2020-08"
    assert (first.value, last.value) == ("2020-07", "2020-08")


def test_open_ranges() -> None:
    joint, end = tag("It has lasted since September 27, 2020.", published=PUBLISHED)
    assert (joint.date_from, joint.date_to, joint.edtf) == (date(2020, 9, 27), None, "2020-09-27/..")
    assert end.range == 0


def test_without_a_publication_date_the_year_stays_unknown() -> None:
    (span,) = tag("They met on February 1.")
    assert (span.value, span.date_from, span.edtf) == ("XXXX-02-01", None, "XXXX-02-01")


def test_a_duration_is_no_date() -> None:
    (span,) = tag("It took two weeks.", published=PUBLISHED)
    assert span.type is TimexType.DURATION
    assert span.date_from is None
