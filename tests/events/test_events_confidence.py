"""Confidence: a probability of three aspects; what ties date and place to an event makes it surer."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.errors import DataError
from geomap.events.confidence import ASPECTS, default_confidence, read_confidence

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geomap.model import Event

SIGNS = sorted({sign for signs in ASPECTS.values() for sign in signs})


def _read(read: Callable[..., tuple[Event, ...]], text: str) -> Event:
    (found,) = read(text, "2021-02-12")
    return found


def test_a_date_and_a_place_of_its_own_make_an_event_surer(read: Callable[..., tuple[Event, ...]]) -> None:
    full = _read(read, "Rebels attacked Mekelle on Friday.")
    undated = _read(read, "Rebels attacked Mekelle.")
    beside = _read(read, "Mekelle is a city in Ethiopia. Rebels attacked a convoy.")
    assert full.confidence > undated.confidence
    assert full.confidence > beside.confidence


@given(st.fixed_dictionaries({sign: st.floats(0, 4) for sign in SIGNS}))
def test_confidence_is_the_product_of_probabilities(signs: dict[str, float]) -> None:
    weights = default_confidence()
    parts = weights.aspects(signs)
    assert parts.keys() == ASPECTS.keys()
    assert all(0 <= part <= 1 for part in parts.values())
    assert weights.of(signs) == pytest.approx(math.prod(parts.values()), abs=0.001)


def _write(path: Path, weights: dict[str, float]) -> Path:
    path.write_text(json.dumps({aspect: {"bias": 0.5, "weights": weights} for aspect in ASPECTS}), encoding="utf-8")
    return path


def test_a_sign_that_the_file_does_not_name_weighs_nothing(tmp_path: Path) -> None:
    weights = read_confidence(_write(tmp_path / "weights.json", {"noun": 1.0}))
    signs = dict.fromkeys(SIGNS, 0.0)
    assert weights.of(signs) == weights.of({**signs, "deep": 4.0})
    assert weights.of(signs) < weights.of({**signs, "noun": 1.0})


def test_weights_for_unknown_signs_are_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="loudness"):
        read_confidence(_write(tmp_path / "weights.json", {"loudness": 1.0}))


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "weights.json").write_text("{}", encoding="utf-8")
    with pytest.raises(DataError, match=r"weights\.json"):
        read_confidence(tmp_path / "weights.json")
