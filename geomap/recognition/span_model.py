"""The weights that decide which stretches of text are place names, read from ``data/models/toponym_tagger.npz``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from geomap.resources import data_file, trained

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from geomap.recognition.span_features import SpanFeatures

FILE = ("models", "toponym_tagger.npz")
_ARRAYS = ("table", "vectors", "bias", "out", "linear", "again")
POSITIONS = 4  # tokens whose vectors count: before, after, head, last
AGAIN = 4  # second-round features: the same words elsewhere in the document, as the first round judged them


@dataclass(frozen=True, slots=True)
class SpanWeights:
    """Weights of a network with one hidden layer, in two rounds.

    Attributes
    ----------
    words
        Symbolic feature to row of ``table``.
    table
        One row of hidden-layer weights per symbolic feature.
    vectors
        For each position around the span, word vector to hidden layer.
    bias, out, out_bias
        Of the hidden layer, and from it to the score.
    linear
        One weight per symbolic feature straight to the score.
    again
        Second round: weights of the first round's score and of what it said of the same words elsewhere; last the bias.
    name
        Name and version.
    """

    words: dict[str, int]
    table: NDArray[np.float32]
    vectors: NDArray[np.float32]
    bias: NDArray[np.float32]
    out: NDArray[np.float32]
    out_bias: float
    linear: NDArray[np.float32]
    again: NDArray[np.float32]
    name: str

    def scores(self, features: Sequence[SpanFeatures]) -> NDArray[np.float32]:
        """Return the first round's score of each candidate: the log of its odds."""
        if not features:
            return np.zeros(0, dtype=np.float32)
        hidden: NDArray[np.float32] = np.tile(self.bias, (len(features), 1)).astype(np.float32)
        direct = np.full(len(features), self.out_bias, dtype=np.float32)
        known = self.words
        for row, feature in enumerate(features):
            columns = [known[word] for word in feature.words if word in known]
            hidden[row] += self.table[columns].sum(axis=0)
            direct[row] += self.linear[columns].sum()
        for position in range(POSITIONS):
            stacked = np.zeros((len(features), self.vectors.shape[1]), dtype=np.float32)
            for row, feature in enumerate(features):
                token = feature.around[position]
                if token is not None and token.has_vector:
                    vector = np.asarray(token.vector, dtype=np.float32)
                    stacked[row] = vector / np.float32(float(np.linalg.norm(vector)) or 1.0)
            np.add(hidden, stacked @ self.vectors[position], out=hidden)
        return np.asarray(direct + np.tanh(hidden) @ self.out, dtype=np.float32)

    def probabilities(self, features: Sequence[SpanFeatures], texts: Sequence[str]) -> NDArray[np.float64]:
        """Return how likely each candidate is a place name, given what the others say of the same words.

        Parameters
        ----------
        features
            Of each candidate.
        texts
            The candidates' words, to tell which are the same.
        """
        first = self.scores(features).astype(np.float64)
        if not len(first):
            return first
        second = again(first, texts) @ self.again[:-1].astype(np.float64) + float(self.again[-1])
        result: NDArray[np.float64] = 1 / (1 + np.exp(-second))
        return result


def again(scores: NDArray[np.float64], texts: Sequence[str]) -> NDArray[np.float64]:
    """Return, per candidate, its own score and the highest, mean and number of scores of the same words elsewhere."""
    groups: dict[str, list[int]] = {}
    for row, text in enumerate(texts):
        groups.setdefault(text.lower(), []).append(row)
    table = np.zeros((len(scores), AGAIN), dtype=np.float64)
    clipped = np.clip(scores, -6, 6)
    table[:, 0] = scores
    for rows in groups.values():
        if len(rows) < 2:
            continue
        total = clipped[rows].sum()
        best = np.sort(clipped[rows])
        for row in rows:
            others = len(rows) - 1
            highest = best[-1] if clipped[row] < best[-1] else best[-2]
            table[row, 1] = highest
            table[row, 2] = (total - clipped[row]) / others
            table[row, 3] = np.log(others + 1)
    return table


@cache
def default_weights() -> SpanWeights:
    """Return the weights that ship with geomap.

    Raises
    ------
    DataError
        If they are missing or damaged.
    """
    return read_weights(data_file(*FILE))


def read_weights(path: Path) -> SpanWeights:
    """Read weights as ``benchmarks/train_toponym_tagger.py`` writes them.

    Raises
    ------
    DataError
        If the file is missing or damaged.
    """
    with trained(path, "weights of the tagger"), np.load(path, allow_pickle=False) as raw:
        arrays = {key: raw[key].astype(np.float32) for key in _ARRAYS}
        words = {word: row for row, word in enumerate(str(raw["words"]).split("\x1f"))}
        name, out_bias = str(raw["name"]), float(raw["out_bias"])
    return SpanWeights(words, out_bias=out_bias, name=name, **arrays)
