"""Confidence: a probability from what the event's own fields show; more evidence, more of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from geomap.events.confidence import FEATURES, WEIGHTS, confidence, features
from geomap.model import DatePrec

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.model import Event

TEXT = "Rebels attacked Mekelle on Friday."


@pytest.fixture
def event(read: Callable[..., tuple[Event, ...]]) -> Event:
    (found,) = read(TEXT, "2021-02-12")
    return found


def test_every_feature_has_a_weight(event: Event) -> None:
    assert len(features(event)) == len(FEATURES) == len(WEIGHTS)
    assert event.confidence == confidence(event)


def test_a_date_and_a_place_of_its_own_make_it_surer(event: Event) -> None:
    assert event.date_prec is DatePrec.DAY
    assert confidence(replace(event, date_prec=None)) < event.confidence
    assert confidence(replace(event, place_reasons=("named shortly before",))) < event.confidence
