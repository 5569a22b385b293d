"""Steps of time: whole days, or minutes where an event tells the hour."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import mapping_samples as samples
import pytest

from geomap.mapping.clock import MINUTES_PER_DAY, NONE, UNIX_EPOCH_ORDINAL, per_day, span

DAY = date(2021, 1, 18)
MIDNIGHT = (DAY.toordinal() - UNIX_EPOCH_ORDINAL) * MINUTES_PER_DAY
EVENT = replace(samples.five_events()[4], date_from=DAY, date_to=DAY)


def test_days_unless_an_hour_is_told() -> None:
    plain = samples.five_events()
    assert per_day(plain) == 1
    assert per_day((*plain, replace(EVENT, edtf="2021-01-18T14:30"))) == MINUTES_PER_DAY


def test_a_map_beyond_the_reach_of_minutes_keeps_to_days() -> None:
    far = replace(EVENT, date_from=date(6500, 1, 1), date_to=date(6500, 1, 1), edtf="6500-01-01")
    assert per_day((far, replace(EVENT, edtf="2021-01-18T14:30"))) == 1


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2021-01-18T14:30", 870, 870),
        ("2021-01-18T14:30:59Z", 870, 870),
        ("2021-01-18T14:30/2021-01-18T15:00", 870, 900),
        ("2021-01-18", 0, 1439),
        ("2021-01-18T09:00/2021-01-18", 540, 1439),
        ("2021-01-18T99:00", 0, 1439),
    ],
)
def test_minutes_within_the_day(edtf: str, first: int, last: int) -> None:
    assert span(replace(EVENT, edtf=edtf), MINUTES_PER_DAY) == (MIDNIGHT + first, MIDNIGHT + last)


def test_open_ends_stay_open() -> None:
    assert span(replace(EVENT, date_from=None, edtf="../2021-01-18"), 1) == (NONE, MIDNIGHT // MINUTES_PER_DAY)
    assert span(replace(EVENT, date_to=None, edtf="2021-01-18T06:00/.."), MINUTES_PER_DAY) == (MIDNIGHT + 360, NONE)
