"""Dates as the story means them, and the date that an event takes from its passage."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.documents import document_from_text
from geomap.events.rereading import on_the_day, read_again, shifted
from geomap.events.retelling import retold
from geomap.events.surfaces import is_from_now, is_from_story, is_heading, is_incomplete, is_weekday
from geomap.temporal import default_tagger, tag

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.language import Parser
    from geomap.model import Event

DAYS = st.dates(date(1900, 1, 1), date(2049, 12, 31))


@pytest.mark.parametrize(
    ("text", "published", "surface", "day"),
    [
        (
            "The landing began on 5 June 1982. The garrison gave up on 14 June. Nine days later the ships sailed home.",
            "2012-06-14",
            "14 June",
            "1982-06-14",
        ),
        (
            "The landing began on 5 June 1982. The garrison gave up on 14 June. Nine days later the ships sailed home.",
            "2012-06-14",
            "Nine days later",
            "1982-06-23",
        ),
        (
            "On Wednesday he refused to sign the bill, which deputies passed on Tuesday. A day earlier he praised it.",
            "2024-06-28",
            "A day earlier",
            "2024-06-25",
        ),
        (
            "Marines boarded the tanker on 4 July. The crew was freed a few hours later.",
            "2019-08-16",
            "a few hours",
            "2019-07-04",
        ),
        (
            "1 March 1990. Shells fall on the port.\n\n4 March. The port burns. A truce is called for 9 March.",
            "2020-05-01",
            "9 March",
            "1990-03-09",
        ),
        (
            "They sat down on 3 May 1999. The army left on Monday, a spokesman said today.",
            "2021-06-02",
            "Monday",
            "2021-05-31",
        ),
    ],
)
def test_dates_lean_on_the_story(parser: Parser, text: str, published: str, surface: str, day: str) -> None:
    document = document_from_text(text, published=date.fromisoformat(published))
    parsed = parser.parse(document)
    times = default_tagger().tag(parsed)
    told = retold(parsed, times)
    assert [(item.start, item.end) for item in told] == [(item.start, item.end) for item in times]
    found = next(item for item in told if item.surface.endswith(surface))
    assert (found.date_from, found.date_to) == (date.fromisoformat(day), date.fromisoformat(day))


@given(DAYS)
def test_an_expression_with_its_year_reads_alike_on_every_day(day: date) -> None:
    times = tag("on 5 November 1956", published=date(2006, 10, 29))
    assert {item.date_from for _, item in read_again(0, day, times, None)} == {date(1956, 11, 5)}


@given(DAYS)
def test_the_next_day_is_the_day_after(day: date) -> None:
    times = tag("the next day", published=date(2006, 10, 29))
    assert [
        (item.date_from.toordinal() if item.date_from else 0) - day.toordinal()
        for _, item in read_again(0, day, times, None)
    ] == [1]


def test_what_was_over_is_not_read_as_to_come() -> None:
    times = tag("on 6 November", published=date(2020, 12, 1))
    assert not list(read_again(0, date(2021, 11, 1), times, date(2020, 12, 1)))


def test_an_hour_reached_is_of_its_day() -> None:
    span = tag("by 6am", published=date(2020, 12, 1))[0]
    assert on_the_day(span).date_from == date(2020, 12, 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [("two days before that", "2020-05-08"), ("a few hours earlier", "2020-05-10"), ("two days of talks", None)],
)
def test_lengths_shift_from_the_story(text: str, day: str | None) -> None:
    span = tag(text, published=date(2020, 12, 1))[0]
    found = shifted(span, text, date(2020, 5, 10)).date_from
    assert (found and found.isoformat()) == day


def test_what_expressions_count_from() -> None:
    def one(text: str) -> tuple[bool, bool, bool, bool]:
        span = tag(text, published=date(2020, 12, 1))[0]
        return is_from_now(span), is_from_story(span), is_weekday(span), is_incomplete(span)

    assert one("yesterday") == (True, False, False, True)
    assert one("the next day") == (False, True, False, True)
    assert one("Friday") == (False, False, True, True)
    assert one("the following Friday") == (False, True, False, True)
    assert one("5 May 2020") == (False, False, False, False)


def test_a_heading_stands_at_the_head_of_its_paragraph() -> None:
    text = "Timeline\n\n- 5 May 2020. Shells fall. On 6 May 2020 they stop."
    first, second = tag(text, published=date(2020, 12, 1))
    assert is_heading(first, text)
    assert not is_heading(second, text)


@pytest.mark.parametrize(
    ("text", "type_", "day"),
    [
        # the simple past goes on from the sentence before
        ("Police arrested two leaders in Minsk on Sunday. In Brest a hundred people marched.", "PROTEST", "2023-05-07"),
        # a clause of a verb of saying that is itself the event's
        ("The junta answered on Thursday with a military exercise near Bamako.", "MOBILIZE", "2023-05-04"),
        # what hangs on the main clause with no date of its own
        (
            "An earthquake struck Tabriz on 3 May. Three days after the quake, a dam burst near Ahar.",
            "HAZARD",
            "2023-05-06",
        ),
        # "since" does not date what "when" tells of its date
        ("It is the worst crash since 2 August 1999, when two trains collided at Gaisal.", "HAZARD", "1999-08-02"),
        # two days before the day of saying
        ("The army said on Friday that rebels had attacked Palma two days earlier.", "ASSAULT", "2023-05-03"),
    ],
)
def test_events_take_dates_from_the_passage(
    read: Callable[..., tuple[Event, ...]], text: str, type_: str, day: str
) -> None:
    days = {event.date_from for event in read(text, "2023-05-10") if event.type == type_}
    assert date.fromisoformat(day) in days


@pytest.mark.parametrize(
    "text",
    [
        "Police arrested two leaders in Minsk on Sunday. Protesters have marched in Brest.",  # the perfect breaks it
        "Supporters of the coup marched in Niamey on Sunday.",  # the march's date, not the coup's
    ],
)
def test_dates_that_are_not_the_events(read: Callable[..., tuple[Event, ...]], text: str) -> None:
    kinds = {"coup", "protest"} if "coup" in text else {"protest"}
    found = {event.label: event.date_from for event in read(text, "2023-05-10") if event.label in kinds}
    assert found.get("coup" if "coup" in text else "protest") is None
