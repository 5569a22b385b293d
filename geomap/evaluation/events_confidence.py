"""The weights of an event's confidence, fitted on golden articles, and how well its probabilities hold.

``python -m geomap.evaluation.events_confidence tests/golden --fresh FOLDER`` prints how well, every article judged by
weights fitted without it; with ``--write data/models/event_confidence.json`` it writes the weights. Fresh are articles
that no rule was tuned to yet. They set how sure geomap is on the whole: on what was tuned to, it is right more often.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from geomap.evaluation.events_golden import fit, ids_by_name
from geomap.evaluation.events_line import open_line
from geomap.evaluation.golden_articles import article_paths, read_article
from geomap.events.confidence import ASPECTS, Confidence, Sum
from geomap.events.extractor import default_extractor
from geomap.gazetteer import open_gazetteer
from geomap.spatial import open_shapes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from geomap.evaluation.events_golden import Ids
    from geomap.evaluation.golden_articles import GoldArticle
    from geomap.model import Event

RIDGE = 10.0
_STEPS = 30
_BINS = 5


@dataclass(frozen=True, slots=True)
class Sample:
    """An event that was read.

    Attributes
    ----------
    article
        Its article's number.
    signs
        What speaks for and against it.
    right
        By aspect: whether its kind, its date, its place is right; date and place are ``None`` where the kind is not.
    fresh
        Whether no rule was tuned to its article.
    """

    article: int
    signs: dict[str, float]
    right: dict[str, bool | None]
    fresh: bool

    @property
    def is_right(self) -> bool:
        """Whether kind, date and place are those of one annotated event, optional or not."""
        return all(self.right.values())


def samples(folders: Iterable[Path], fresh: Iterable[Path] = ()) -> Iterator[Sample]:
    """Yield every event that is read from the articles of some folders, and of some with articles not tuned to."""
    gazetteer = open_gazetteer()
    line, extractor, ids = open_line(), default_extractor(gazetteer, open_shapes()), ids_by_name(gazetteer)
    paths = [(path, False) for folder in folders for path in article_paths(folder)]
    paths += [(path, True) for folder in fresh for path in article_paths(folder)]
    for number, (path, new) in enumerate(paths):
        article = read_article(path)
        read = line.read(article.document)
        for event, signs in extractor.read(read.parsed, read.resolutions, read.times):
            yield Sample(number, signs, _judged(event, article, ids), new)


def _judged(event: Event, article: GoldArticle, ids: Ids) -> dict[str, bool | None]:
    fits = [fit(gold, event, article.document.text, ids) for gold in article.events]
    best = max((item for item in fits if item.related), key=lambda item: item.weight, default=None)
    if best is None:
        return {"type": False, "date": None, "place": None}
    return {"type": True, "date": best.date, "place": best.place}


def fitted(values: NDArray[np.float64], right: NDArray[np.float64], ridge: float = RIDGE) -> NDArray[np.float64]:
    """Return ridge logistic weights (Newton's method), the last one a constant's, which is let free.

    Parameters
    ----------
    values
        Standardised signs and a last column of ones, shape (events, signs + 1).
    right
        1 for right events, 0 for others, shape (events,).
    ridge
        How strongly weights are drawn to 0.
    """
    weights = np.zeros(values.shape[1])
    drawn = np.full(len(weights), ridge)
    drawn[-1] = 1e-6
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-values @ weights))
        slope = values.T @ (right - chance) - drawn * weights
        curve = (values * (chance * (1 - chance))[:, None]).T @ values + np.diag(drawn)
        weights += np.linalg.solve(curve, slope)
    return weights


def learned(items: Sequence[Sample], aspect: str) -> Sum:
    """Return the sum that tells best whether an aspect is right; date and place learn from events of the right kind.

    Its constant makes it as sure, on the whole, as geomap is right on fresh articles, where there are any.
    """
    names = ASPECTS[aspect]
    known = [item for item in items if item.right[aspect] is not None]
    raw = np.array([[item.signs[name] for name in names] for item in known])
    right = np.array([float(bool(item.right[aspect])) for item in known])
    mean, spread = raw.mean(axis=0), raw.std(axis=0) + 1e-6
    weights = fitted(np.column_stack([(raw - mean) / spread, np.ones(len(raw))]), right)
    own = weights[:-1] / spread
    told = np.array([item.fresh for item in known])
    judged = told if told.any() else ~told
    bias = _levelled(raw[judged] @ own, right[judged])
    return Sum(bias, dict(zip(names, own.tolist(), strict=True)))


def _levelled(scores: NDArray[np.float64], right: NDArray[np.float64]) -> float:
    """Return the constant with which scores are right, on average, as often as they say (by bisection)."""
    low, high = -_STEPS - float(scores.max()), _STEPS - float(scores.min())
    for _ in range(60):
        middle = (low + high) / 2
        said = float((1 / (1 + np.exp(-scores - middle))).mean())
        low, high = (middle, high) if said < float(right.mean()) else (low, middle)
    return (low + high) / 2


def confidence_of(items: Sequence[Sample]) -> Confidence:
    """Return the weights that samples teach."""
    return Confidence({aspect: learned(items, aspect) for aspect in ASPECTS})


def held_out(items: Sequence[Sample]) -> NDArray[np.float64]:
    """Return each event's probability by weights fitted without its article."""
    chance = np.zeros(len(items))
    for article in sorted({item.article for item in items}):
        taught = confidence_of([item for item in items if item.article != article])
        for index, item in enumerate(items):
            if item.article == article:
                chance[index] = taught.of(item.signs)
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


def apart(chance: NDArray[np.float64], right: NDArray[np.float64]) -> float:
    """Return the area under the curve: how often a right event is held likelier than a wrong one, ties half."""
    good, bad = chance[right > 0], chance[right == 0]
    lead = np.sign(good[:, None] - bad[None, :])
    return float((lead + 1).mean() / 2)


def main(arguments: Sequence[str]) -> None:
    """Print how well confidence holds, and write the weights if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, help="folders of golden articles")
    parser.add_argument(
        "--fresh", nargs="*", type=Path, default=[], help="folders of articles that no rule was tuned to"
    )
    parser.add_argument("--write", type=Path, help="where to write weights fitted on all of them")
    given = parser.parse_args(arguments)
    items = list(samples(given.folders, given.fresh))
    chance = held_out(items)
    sys.stdout.write("\n".join(_report(items, chance)) + "\n")
    if given.write is not None:
        sums = confidence_of(items).sums
        rounded = {
            name: {"bias": round(item.bias, 4), "weights": {sign: round(w, 4) for sign, w in item.weights.items()}}
            for name, item in sums.items()
        }
        given.write.write_text(json.dumps(rounded, indent=1) + "\n", encoding="utf-8")


def _report(items: Sequence[Sample], chance: NDArray[np.float64]) -> Iterator[str]:
    right = np.array([float(item.is_right) for item in items])
    fresh = np.array([item.fresh for item in items])
    yield "an article left out each time; right: in kind, date and place"
    for name, part in (("tuned to", ~fresh), ("fresh", fresh)):
        if not part.any():
            continue
        said, was = chance[part], right[part]
        error, told = calibration(said, was)
        yield f"{name}: {len(was)} events, {was.mean():.3f} right"
        yield f"  Brier score {float(((said - was) ** 2).mean()):.3f} (base rate {float(was.var()):.3f})"
        yield f"  area under the curve {apart(said, was):.3f}, expected calibration error {error:.3f}"
        yield from told


if __name__ == "__main__":
    main(sys.argv[1:])
