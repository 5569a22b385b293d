"""The weights of an event's confidence, fitted on golden articles, and how well its probabilities hold.

``python -m geomap.evaluation.events_confidence tests/golden`` prints both.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from geomap.evaluation.events_golden import fit
from geomap.evaluation.events_line import open_line
from geomap.evaluation.golden_articles import article_paths, read_article
from geomap.events.confidence import FEATURES, features

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

RIDGE = 1.0
_BINS = 5


def samples(folder: Path) -> Iterator[tuple[int, tuple[float, ...], bool]]:
    """Yield every event read from a folder: its article's number, its features, and whether it is right.

    Right is an event that agrees with an annotated one, optional or not, in type, date and place.
    """
    line = open_line()
    for number, path in enumerate(article_paths(folder)):
        article = read_article(path)
        read = line.read(article.document)
        for event in line.extractor.extract(read.parsed, read.resolutions, read.times):
            fits = [fit(gold, event, article.document.text) for gold in article.events]
            yield number, features(event), any(item.related and item.full for item in fits)


def fitted(values: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return ridge logistic weights (Newton's method).

    Parameters
    ----------
    values
        Features, shape (events, features).
    right
        1 for right events, 0 for others, shape (events,).
    """
    weights = np.zeros(values.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-values @ weights))
        slope = values.T @ (right - chance) - RIDGE * weights
        curve = (values * (chance * (1 - chance))[:, None]).T @ values + RIDGE * np.eye(len(weights))
        weights += np.linalg.solve(curve, slope)
    return weights


def held_out(groups: NDArray[np.int64], values: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return each event's probability by weights fitted without its article."""
    chance = np.zeros(len(right))
    for group in np.unique(groups):
        out = groups == group
        chance[out] = 1 / (1 + np.exp(-values[out] @ fitted(values[~out], right[~out])))
    return chance


def calibration(chance: NDArray[np.float64], right: NDArray[np.float64]) -> tuple[float, list[str]]:
    """Return the expected calibration error over equally filled bins, and a line a bin."""
    order = np.argsort(chance, kind="stable")
    error, told = 0.0, []
    for part in np.array_split(order, _BINS):
        said, was = float(chance[part].mean()), float(right[part].mean())
        error += abs(said - was) * len(part) / len(right)
        told.append(f"  said {said:.2f}  was {was:.2f}  n={len(part)}")
    return error, told


def main(folder: str) -> None:
    """Print weights, Brier score and calibration, the latter two by leaving one article out."""
    rows = list(samples(Path(folder)))
    groups = np.array([row[0] for row in rows])
    values = np.array([row[1] for row in rows])
    right = np.array([float(row[2]) for row in rows])
    chance = held_out(groups, values, right)
    error, told = calibration(chance, right)
    weights = fitted(values, right)
    lines = [f"{len(rows)} events, {right.mean():.3f} right in type, date and place"]
    lines += [f"  {name:<28} {weight:+.2f}" for name, weight in zip(FEATURES, weights, strict=True)]
    lines += [f"Brier score {float(((chance - right) ** 2).mean()):.3f} (base rate {float(right.var()):.3f})"]
    lines += [f"expected calibration error {error:.3f}", *told]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
