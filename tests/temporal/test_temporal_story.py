"""Times that the story tells already, lengths in one word, halves ago, and names that only look like days."""

from __future__ import annotations

from datetime import date

import pytest

from geomap.temporal import tag

FRIDAY = date(2013, 3, 22)


def _values(text: str) -> list[tuple[str, str]]:
    return [(span.surface, span.value) for span in tag(text, published=FRIDAY) if not span.is_range]


@pytest.mark.parametrize(
    ("text", "surface", "value"),
    [
        ("He was released later in the day.", "later in the day", "2013-03-22"),
        ("By the end of the day all was over.", "the end of the day", "2013-03-22"),
        ("He was jailed on March 12 and freed the day after.", "the day after", "2013-03-13"),
        ("The vote was on Tuesday. The night before, shots were heard.", "The night before", "2013-03-18TNI"),
        ("The shop burned on March 12. It had opened in the morning.", "the morning", "2013-03-12TMO"),
        ("A decades-long conflict ended.", "decades-long", "PXDE"),
        ("After a nine-month-long siege the town fell.", "nine-month-long", "P9M"),
        ("The third day-long meeting brought nothing.", "day-long", "P1D"),
        ("She took a yearlong leave.", "yearlong", "P1Y"),
        ("They spoke in a three-and-a-half-hour session.", "three-and-a-half-hour", "PT3H30M"),
        ("The war began two and a half years ago.", "two and a half years ago", "2010-09"),
        ("Half a century ago, the dam was built.", "Half a century ago", "1963"),
        ("A quarter of a century ago, it was closed.", "A quarter of a century ago", "1988"),
        ("Dozens died in the first hours of the assault.", "the first hours", "PTXH"),
        ("Profit rose in the quarter ended Dec. 31.", "the quarter", "2012-Q4"),
        ("Claims fell in the week ended March 16.", "the week", "2013-W11"),
        ("It earned more in the final quarter of 2012.", "the final quarter of 2012", "2012-Q4"),
        ("In the fiscal year ended June 30, it lost money.", "the fiscal year", "P1Y"),
        ("Forty people died last weekend.", "last weekend", "2013-W11-WE"),
        ("They met this past weekend.", "this past weekend", "2013-W11-WE"),
        ("The fair opens next weekend.", "next weekend", "2013-W13-WE"),
        ("They met on the weekend of March 9.", "the weekend of March 9", "2013-W10-WE"),
        ("He died at about 2:40 a.m. Friday.", "about 2:40 a.m. Friday", "2013-03-22T02:40"),
        ("It was held on the last weekend of October 2012.", "the last weekend of October 2012", "2012-W43-WE"),
        ("He expects more in the second half of the year.", "the second half of the year", "2013-H2"),
        ("He will be back in the evening at eight.", "evening at eight", "2013-03-22T20:00"),
        ("It happens every few years.", "every few years", "PXY"),
        ("Jazz came in the twenties.", "the twenties", "192"),
        ("It remained the capital for the next decade.", "the next decade", "P10Y"),
    ],
)
def test_read(text: str, surface: str, value: str) -> None:
    assert (surface, value) in _values(text)


OLD = "War came in 1939. In 1940 it spread. By 1941 all fought. On 12 March 1942 the front broke. "


@pytest.mark.parametrize(
    ("text", "surface", "value"),
    [
        ("At 0600 hours the guns fired.", "0600 hours", "1942-03-12T06:00"),
        ("Ten years before, the fort had been sold.", "Ten years before", "1932"),
        ("They left in the evening of the 15th.", "the evening of the 15th", "1942-03-15TEV"),
        ("They won in the latter half of 1943.", "the latter half of 1943", "1943-H2"),
        ("In the summer of the same year they withdrew.", "the summer of the same year", "1942-SU"),
        ("Their walls were of the 3rd century BC.", "the 3rd century BC", "BC02"),
        ("They landed in the early morning of 3 July.", "the early morning of 3 July", "1942-07-03TMO"),
    ],
)
def test_read_in_a_history(text: str, surface: str, value: str) -> None:
    assert (surface, value) in _values(OLD + text)


@pytest.mark.parametrize(
    "text",
    [
        "USA Today reported the loss.",
        "They met the day after the riots broke out.",
        "The Hundred Years' War and the Six-Day War were studied.",
    ],
)
def test_left_alone(text: str) -> None:
    assert _values(text) == []


def test_a_rate_is_a_set_and_a_length_is_none() -> None:
    spans = tag("It runs four flights a week. The work lasted a week.", published=FRIDAY)
    assert [span.type.value for span in spans] == ["SET", "DURATION"]


def test_the_day_beside_a_date_is_that_date() -> None:
    found = _values("On October 8, the day after the crossing, he ordered the army in.")
    assert found == [("October 8", "2012-10-08"), ("the day", "2012-10-08")]


def test_the_week_of_results_is_this_one() -> None:
    assert _values("For the week, the index fell.") == [("the week", "2013-W12")]


def test_a_season_that_describes_is_a_time_in_a_history_only() -> None:
    history = (
        "War came in 1939. In 1940 it spread. By May 1941 all fought. "
        "In June 1942 the army fell back before the summer offensive."
    )
    assert ("the summer", "1942-SU") in _values(history)
    assert _values("The army began its summer offensive.") == []


def test_this_time_last_year_is_not_the_present() -> None:
    assert _values("At this time last year he was free.") == [("last year", "2012")]


def test_a_quarter_told_of_is_the_one_that_ended() -> None:
    text = "Fiscal first-quarter sales doubled. Profit for the quarter ended Sept. 29 fell."
    told, again, _ = _values(text)
    assert told[1] == again[1] == "2012-Q1"


def test_a_look_ahead_does_not_move_the_story() -> None:
    text = (
        "The siege began in May 1944. In September 1944 the column crossed the river. It held out until the fall of "
        "the city in February 1945. By early November, the camp was empty."
    )
    spans = tag(text, published=None)
    assert spans[-1].value == "1944-11"
