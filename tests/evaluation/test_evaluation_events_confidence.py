"""Fitting confidence: what tells right from wrong gets weight, fresh articles set the level."""

from __future__ import annotations

import numpy as np
import pytest

from geomap.evaluation.events_confidence import Sample, apart, calibration, confidence_of, held_out, learned
from geomap.events.confidence import ASPECTS

SIGNS = sorted({sign for signs in ASPECTS.values() for sign in signs})


def _samples(count: int, *, share: float, fresh: bool, first: int = 0) -> list[Sample]:
    """Return samples, one an article, that are right in place exactly where they have a town, and all right in kind."""
    made = []
    for number in range(count):
        right = number < share * count
        signs = {**dict.fromkeys(SIGNS, 0.0), "a town": float(right)}
        made.append(Sample(first + number, signs, {"type": True, "date": True, "place": right}, fresh))
    return made


def test_the_sign_that_tells_right_from_wrong_gets_the_weight() -> None:
    found = learned(_samples(40, share=0.5, fresh=False), "place")
    assert found.weights["a town"] > 0.5
    assert all(found.weights[sign] == pytest.approx(0, abs=1e-6) for sign in ASPECTS["place"] if sign != "a town")


def test_fresh_articles_set_the_level() -> None:
    tuned, fresh = _samples(40, share=0.9, fresh=False), _samples(40, share=0.2, fresh=True, first=40)
    taught = learned([*tuned, *fresh], "place")
    said = np.mean([taught.chance(item.signs) for item in fresh])
    assert said == pytest.approx(0.2, abs=0.01)
    assert learned(tuned, "place").chance(tuned[0].signs) > taught.chance(tuned[0].signs)


def test_date_and_place_learn_from_events_of_the_right_kind_alone() -> None:
    good = _samples(20, share=0.5, fresh=False)
    wrong = [Sample(99, item.signs, {"type": False, "date": None, "place": None}, fresh=False) for item in good]
    assert learned([*good, *wrong], "place") == learned(good, "place")


def test_an_article_is_judged_by_weights_fitted_without_it() -> None:
    items = _samples(30, share=0.5, fresh=False)
    alone = confidence_of(items[1:]).of(items[0].signs)
    assert held_out(items)[0] == alone


def test_area_under_the_curve_counts_ties_half() -> None:
    right = np.array([1.0, 1.0, 0.0, 0.0])
    assert apart(np.array([0.9, 0.8, 0.2, 0.1]), right) == 1.0
    assert apart(np.array([0.5, 0.5, 0.5, 0.5]), right) == 0.5


def test_what_is_true_to_its_word_has_no_calibration_error() -> None:
    chance = np.repeat([0.0, 0.2, 0.4, 0.6, 0.8], 10)
    right = np.concatenate([np.arange(10) < share for share in (0, 2, 4, 6, 8)]).astype(float)
    error, told = calibration(chance, right)
    assert error == pytest.approx(0)
    assert len(told) == 5
