"""The learned weights by which an event's place is chosen, read from ``data/models/event_place_ranker.json``."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from math import exp
from typing import TYPE_CHECKING

from geomap.resources import data_file, trained

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

FILE = ("models", "event_place_ranker.json")


@dataclass(frozen=True, slots=True)
class PlaceRanker:
    """A softmax regression over the places that may be an event's, "none of them" being one more.

    Attributes
    ----------
    name
        Name and version.
    sentence
        Weight of each feature of a place in the event's own sentence.
    """

    name: str
    sentence: Mapping[str, float]


@cache
def default_place_ranker() -> PlaceRanker:
    """Return the weights that ship with geomap."""
    return load_place_ranker(data_file(*FILE))


def load_place_ranker(path: Path) -> PlaceRanker:
    """Read weights as ``benchmarks/train_event_places.py`` writes them.

    Raises
    ------
    DataError
        If the file is missing or holds something else.
    """
    with trained(path, "weights of event places"):
        raw = json.loads(path.read_text(encoding="utf-8"))
        weights = {str(key): float(value) for key, value in raw["sentence"].items()}
        return PlaceRanker(str(raw["name"]), weights)


def chances(options: Sequence[Mapping[str, float]], weights: Mapping[str, float]) -> list[float]:
    """Return the probability of each option, given its features; they add up to 1.

    Parameters
    ----------
    options
        Features of each; by custom the last is "none of them".
    weights
        A feature without a weight counts nothing.
    """
    sums = [sum(weights.get(name, 0.0) * value for name, value in option.items()) for option in options]
    top = max(sums, default=0.0)
    shares = [exp(value - top) for value in sums]
    whole = sum(shares)
    return [share / whole for share in shares]
