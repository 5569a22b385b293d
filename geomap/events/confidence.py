"""How likely an event is right: in kind, in date, in place, and in all three.

Three logistic sums over the signs of `geomap.events.signs`. What is right in all three is taken to be as likely as the
product of the three, date and place being learned from events whose kind is right.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from geomap.errors import DataError
from geomap.events.signs import DATE, PLACE, TYPE
from geomap.resources import data_file, trained

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE = ("models", "event_confidence.json")
ASPECTS = {"type": TYPE, "date": DATE, "place": PLACE}


@dataclass(frozen=True, slots=True)
class Sum:
    """A logistic sum.

    Attributes
    ----------
    bias
        What is added whatever the signs.
    weights
        By the name of the sign.
    """

    bias: float
    weights: Mapping[str, float]

    def chance(self, signs: Mapping[str, float]) -> float:
        """Return the probability, 0 to 1."""
        score = self.bias + sum(weight * signs[name] for name, weight in self.weights.items())
        return 1 / (1 + math.exp(-score))


@dataclass(frozen=True, slots=True)
class Confidence:
    """The weights.

    Attributes
    ----------
    sums
        By aspect: ``"type"``, ``"date"``, ``"place"``.
    """

    sums: Mapping[str, Sum]

    def aspects(self, signs: Mapping[str, float]) -> dict[str, float]:
        """Return how likely each aspect is right; date and place, if the kind is."""
        return {name: item.chance(signs) for name, item in self.sums.items()}

    def of(self, signs: Mapping[str, float]) -> float:
        """Return the probability, 0 to 1, that kind, date and place are those a careful editor would accept."""
        return round(math.prod(self.aspects(signs).values()), 3)


@cache
def default_confidence() -> Confidence:
    """Return the weights that ship with geomap."""
    return read_confidence(data_file(*FILE))


def read_confidence(path: Path) -> Confidence:
    """Read weights as ``python -m geomap.evaluation.events_confidence`` writes them.

    A sign that the file does not name weighs nothing: a new one, before the weights are fitted anew.

    Raises
    ------
    DataError
        If the file is damaged or was made for other signs.
    """
    with trained(path, "weights of confidence"):
        raw = json.loads(path.read_text(encoding="utf-8"))
        sums = {
            name: Sum(float(raw[name]["bias"]), {sign: float(raw[name]["weights"].get(sign, 0.0)) for sign in signs})
            for name, signs in ASPECTS.items()
        }
        strange = {sign for name, signs in ASPECTS.items() for sign in raw[name]["weights"] if sign not in signs}
    if strange:
        raise DataError(f"{path}: no sign is called {min(strange)!r}.", "Fit the weights anew or reinstall.")
    return Confidence(sums)
