"""Heads of cables and memoranda, and the day that a report states."""

from __future__ import annotations

from datetime import date

import pytest

from geomap.documents.headers import read_header
from geomap.documents.layout import lay_out
from geomap.model import RegionKind

CABLE = """O 231530Z APR 97
FM EMBASSY LIMA
TO DEPT NIACT IMMEDIATE

SUBJ: TROOPS RETAKE RESIDENCE

1. COMMANDOS FREED THE HOSTAGES ON APRIL 22."""


def test_a_cable_tells_its_day_and_its_subject() -> None:
    layout = lay_out(CABLE)
    assert layout.published == date(1997, 4, 23)
    assert layout.title == "TROOPS RETAKE RESIDENCE"
    assert [CABLE[item.start : item.end] for item in layout.regions if item.kind is RegionKind.HEADLINE] == [
        layout.title
    ]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("DATE: 06 JUL 09", date(2009, 7, 6)),
        ("Date: 6 July 2009", date(2009, 7, 6)),
        ("DTG 060912Z JUL 1989", date(1989, 7, 6)),
        ("P 060912Z JUL 89", date(1989, 7, 6)),
        ("Sent: 2009-07-06 10:00", date(2009, 7, 6)),
        ("DATE: 31 FEB 09", None),
    ],
)
def test_days_of_headers(line: str, day: date | None) -> None:
    header = read_header(["FROM: EMBASSY", line, "SUBJECT: UNREST", "1. Troops fired."])
    assert header is not None
    assert header.published == day
    assert header.size == 3


@pytest.mark.parametrize(
    "lines", [["Rebels enter town", "The army left."], ["To the editor:", "Sir, I write to you."], []]
)
def test_other_texts_have_no_header(lines: list[str]) -> None:
    assert read_header(lines) is None


@pytest.mark.parametrize(
    "head",
    [
        "FLOODS — SITUATION REPORT No. 5\n30 April 2015, 20:00 NPT",
        "Floods: situation report no. 3, as of 30 April 2015, 18:00 local time",
        "Flood bulletin\n\nStatement issued on 30 April 2015",
    ],
)
def test_a_report_states_its_day(head: str) -> None:
    assert lay_out(
        f"{head}\n\nOVERVIEW\nThe rivers are still rising, and the road to the port is cut."
    ).published == date(2015, 4, 30)


@pytest.mark.parametrize("separator", ["\n", "\n\n"])
def test_who_sends_a_cable_is_its_dateline(separator: str) -> None:
    text = CABLE.replace("\n", separator)
    regions = lay_out(text).regions
    assert [text[item.start : item.end] for item in regions if item.kind is RegionKind.DATELINE] == ["FM EMBASSY LIMA"]


@pytest.mark.parametrize("head", ["Savusavu, Fiji\n3 March 2016", "Savusavu, 3 March 2016"])
def test_the_head_of_a_letter_is_its_dateline(head: str) -> None:
    layout = lay_out(f"{head}\n\nDear Margaret,\n\nThe storm came on Saturday night. We are all well.")
    assert layout.published == date(2016, 3, 3)
    assert layout.title is None
    assert [item.kind for item in layout.regions][-2:] == [RegionKind.DATELINE, RegionKind.METADATA]


def test_a_clock_with_full_stops_ends_no_sentence() -> None:
    text = "FIRE UPDATE\nNovember 12, 2018 7:00 p.m. PST\n\nThe fire is thirty percent contained, officials said."
    assert lay_out(text).published == date(2018, 11, 12)
