"""One event once within a text: what repeats it, and what sets another apart."""

from __future__ import annotations

import json
from collections.abc import Callable

import numpy as np
import pytest

from geomap.evaluation.events_coreference import PRIOR, fitted
from geomap.events.coreference import FEATURES
from geomap.model import Event
from geomap.resources import data_file

Read = Callable[..., tuple[Event, ...]]


@pytest.mark.parametrize(
    "text",
    [
        "An explosion killed 41 miners in Amasra on Friday. The blast happened during a change of shifts.",
        "An earthquake struck Gaziantep on Monday. Thousands of people slept outside after the quake.",
        "France and Spain held a naval exercise off Toulon on Monday. The drill ended on Tuesday.",
        "A bomb went off in a market in Baghdad on Monday. Nobody claimed the attack.",
    ],
)
def test_a_definite_noun_repeats_what_was_told_before(read: Read, text: str) -> None:
    assert len(read(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "A bomb exploded in Baghdad on Monday. Another bomb exploded in Mosul on Tuesday.",
        "Talks were held in Geneva on Monday. Separate talks took place in Vienna on Friday.",
        "Rebels attacked Goma in March 2023. Rebels attacked Bukavu in April 2023.",
    ],
)
def test_another_day_and_place_is_another_event(read: Read, text: str) -> None:
    assert len(read(text)) == 2


def test_every_weight_has_its_feature() -> None:
    weights = json.loads(data_file("models", "event_coreference.json").read_text(encoding="utf-8"))["weights"]
    assert tuple(weights) == FEATURES
    assert set(PRIOR) <= set(FEATURES)


def test_a_fit_without_pairs_is_the_prior() -> None:
    weights = fitted(np.zeros((0, len(FEATURES))), np.zeros(0))
    assert dict(zip(FEATURES, weights, strict=True)) == {name: PRIOR.get(name, 0.0) for name in FEATURES}


def test_a_fit_departs_from_the_prior_with_the_pairs() -> None:
    row = [float(name in {"always", "points back"}) for name in FEATURES]
    weights = dict(zip(FEATURES, fitted(np.array([row] * 50), np.zeros(50)), strict=True))
    assert weights["points back"] < PRIOR["points back"]
    assert weights["same place"] == pytest.approx(PRIOR["same place"])
