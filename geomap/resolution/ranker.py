"""The built-in ranker: a small network over candidate features, read from ``data/models/toponym_ranker.json``."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from geomap.errors import DataError
from geomap.resolution.features import NAMES
from geomap.resources import data_file, trained

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

FILE = ("models", "toponym_ranker.json")
# What speaks for "none of these", from all candidates together.
NIL_NAMES = (
    "one",
    "none",
    "most_people",
    "own_name",
    "crowd",
    "fallback",
    "contained",
    "supported",
    "near",
    "kind_agrees",
    "contradicted",
    "stranger",  # the least so of the candidates
    "home",
    "weak",
    "lent",
    "lent_stated",
    "lent_near",
    "lent_focus",
)
_LEAST_DOUBT = 0.01  # of a name being a place name
_COLUMNS = {name: column for column, name in enumerate(NAMES)}


@dataclass(frozen=True, slots=True)
class Layers:
    """Weights of one stage: ``tanh`` of a hidden layer added to a linear score, and a linear score of NIL.

    Attributes
    ----------
    linear
        One weight per feature.
    hidden, hidden_bias, out
        Features to hidden units to the score; empty for a purely linear stage.
    nil
        One weight per name in ``NIL_NAMES``.
    """

    linear: NDArray[np.float64]
    hidden: NDArray[np.float64]
    hidden_bias: NDArray[np.float64]
    out: NDArray[np.float64]
    nil: NDArray[np.float64]

    def scores(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the raw score of each row, and last of NIL."""
        scores = features @ self.linear
        if self.out.size:
            scores = scores + np.tanh(features @ self.hidden + self.hidden_bias) @ self.out
        return np.append(scores, nil_features(features) @ self.nil)


@dataclass(frozen=True, slots=True)
class Calibration:
    """How the log odds of an answer become how often such answers are right on held-out documents (Platt 1999).

    Attributes
    ----------
    slope, intercept
        Of the logistic curve.
    lent
        Added for answers that stand for a name without an entry of its own.
    certainty
        Weight of the log odds that the name is a place name at all.
    """

    slope: float = 1.0
    intercept: float = 0.0
    lent: float = 0.0
    certainty: float = 0.0

    def confidence(self, probability: float, *, lent: bool, certainty: float = 1.0) -> float:
        """Return how often such an answer is right, 0 to 1."""
        odds = self.slope * log_odds(probability) + self.intercept + self.lent * lent
        return 1 / (1 + math.exp(-(odds + self.certainty * log_odds(certainty, _LEAST_DOUBT))))


class NetworkRanker:
    """Learned weights applied.

    Parameters
    ----------
    stages
        Before the document's other names are known, and after.
    name
        Name and version.
    brought, found
        Calibration of answers about spans that the input says are places, and about names that the recogniser found,
        of which some are none.
    """

    def __init__(
        self,
        stages: tuple[Layers, ...],
        name: str,
        brought: Calibration | None = None,
        found: Calibration | None = None,
    ) -> None:
        self.stages = stages
        self.id = name
        self._brought = brought or Calibration()
        self._found = found or Calibration()

    def calibrated(self, brought: Calibration, found: Calibration) -> NetworkRanker:
        """Return the same ranker with other calibrations."""
        return NetworkRanker(self.stages, self.id, brought, found)

    def probabilities(self, stage: int, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return one probability per candidate and, last, that of NIL."""
        layers = self.stages[min(stage, len(self.stages) - 1)]
        return softmax(layers.scores(features))

    def confidence(self, probability: float, *, brought: bool, lent: bool, certainty: float = 1.0) -> float:
        """Return how often an answer given this probability turns out right, 0 to 1."""
        return (self._brought if brought else self._found).confidence(probability, lent=lent, certainty=certainty)


def log_odds(probability: float, least: float = 1e-4) -> float:
    """Return the log odds of a probability, kept from infinity by never being nearer to 0 or 1 than ``least``."""
    kept = min(max(probability, least), 1 - least)
    return math.log(kept / (1 - kept))


def softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return scores as probabilities that sum to one."""
    powers = np.exp(scores - scores.max())
    result: NDArray[np.float64] = powers / powers.sum()
    return result


def nil_features(features: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what the candidates together say about NIL; columns as in ``NIL_NAMES``."""
    found = np.zeros(len(NIL_NAMES))
    found[0] = 1.0
    lent = features[:, _COLUMNS["borrowed"]] > 0
    own = features[~lent]
    if len(own):
        best = own.max(axis=0)
        found[2:14] = [
            best[_COLUMNS["population"]],
            best[_COLUMNS["own_name"]],
            min(len(own), 20) / 20,
            best[_COLUMNS["fallback"]],
            best[_COLUMNS["contained"]],
            best[_COLUMNS["near_in_text"]],
            best[_COLUMNS["near"]],
            best[_COLUMNS["kind_agrees"]],
            best[_COLUMNS["contradicted"]],
            own[:, _COLUMNS["stranger"]].min(),
            max(best[_COLUMNS["home_near"]], best[_COLUMNS["home_country"]], best[_COLUMNS["home_province"]]),
            best[_COLUMNS["weak"]],
        ]
    else:
        found[1] = 1.0
    if lent.any():
        best = features[lent].max(axis=0)
        found[14:] = [1.0, best[_COLUMNS["lent_stated"]], best[_COLUMNS["lent_near"]], best[_COLUMNS["lent_focus"]]]
    return found


@cache
def default_ranker() -> NetworkRanker:
    """Return the ranker whose weights ship with geomap.

    Raises
    ------
    DataError
        If the weights are missing or were made for other features.
    """
    return read_ranker(data_file(*FILE))


def read_ranker(path: Path) -> NetworkRanker:
    """Read a ranker's weights.

    Parameters
    ----------
    path
        A JSON file as ``geomap.resolution.training`` writes it.

    Raises
    ------
    DataError
        If the file is damaged or was made for other features.
    """
    with trained(path, "weights of the ranker"):
        raw = json.loads(path.read_text(encoding="utf-8"))
        if tuple(raw["features"]) != NAMES or tuple(raw["nil_features"]) != NIL_NAMES:
            raise DataError(f"{path.name} was made for other features.", "Train it again or reinstall geomap.")
        brought, found = (Calibration(*map(float, raw["calibration"][kind])) for kind in ("brought", "found"))
        stages = tuple(_layers(stage) for stage in raw["stages"])
        return NetworkRanker(stages, str(raw["name"]), brought, found)


def _layers(raw: dict[str, Any]) -> Layers:
    arrays = {key: np.array(raw[key], dtype=np.float64) for key in ("linear", "hidden", "hidden_bias", "out", "nil")}
    return Layers(**arrays)
