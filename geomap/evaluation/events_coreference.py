"""The weights of coreference between tellings, fitted on golden articles, and how often its choices are right.

``python -m geomap.evaluation.events_coreference tests/golden [data/models/event_coreference.json]`` prints what leaving
one article out gives, and writes the weights fitted on all.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from geomap.evaluation.events_line import open_line
from geomap.evaluation.golden_articles import article_paths, read_article
from geomap.events.clusters import Cluster, in_order
from geomap.events.coreference import FEATURES, features, may_be_one
from geomap.events.extractor import LexiconExtractor
from geomap.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from geomap.evaluation.golden_articles import Gold
    from geomap.events.scene import Scene
    from geomap.events.telling import Telling

_NEAR = 25  # characters, as in events_golden
RIDGE = 1.0
# What the language itself says, in log-odds; the fit departs from it as far as the articles ask for it.
PRIOR = {
    "always": -1.5,
    "one kind": 0.4,
    "one family": 0.4,
    "one word": 0.6,
    "same dates": 1.5,
    "dates apart": -2.0,
    "dates a month apart": -4.0,
    "undated, of an old event": -0.7,
    "same place": 1.2,
    "within": 0.6,
    "places apart": -2.5,
    "countries shared": 0.6,
    "countries differ": -1.5,
    "the same two sides": 1.0,
    "one denied": -1.5,
    "planned against done": -1.0,
    "cancelled against done": -0.5,
    "points back": 1.0,
    "indefinite": -1.0,
    "set apart": -2.5,
    "number of nouns differs": -0.5,
    "headline": 0.8,
    "headline of old event": -1.0,
    "caption": 0.8,
    "event of the headline": 0.8,
    "far off": -0.5,
    "told last": 0.5,
    "also": -0.5,
    "modifier shared": 0.5,
    "modifiers differ": -0.5,
    "same dead": 0.7,
    "dead differ": -1.0,
    "one named event spoken of": 1.5,
    "another named event spoken of": -1.5,
    "told apart in one sentence": -1.5,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One telling before one event: the article, the telling, what holds of the two, and whether they are one."""

    article: int
    telling: int
    holds: tuple[float, ...]
    same: bool


def choices(folder: Path) -> Iterator[Choice]:
    """Yield every choice that clustering has to make, with the annotated events told so far as the clusters."""
    line = open_line()
    if not isinstance(line.extractor, LexiconExtractor):
        raise TypeError("These weights are for the built-in extractor.")
    for number, path in enumerate(article_paths(folder)):
        article = read_article(path)
        read = line.read(article.document)
        told = line.extractor.tell(read.parsed, read.resolutions, read.times)
        if told is not None:
            yield from _choices(number, told[0], told[1], article.events)


def _choices(number: int, tellings: Sequence[Telling], scene: Scene, golds: Sequence[Gold]) -> Iterator[Choice]:
    clusters: dict[int, Cluster] = {}
    for telling in in_order(tellings):
        gold = _gold(telling, golds)
        if gold is None or telling.reading.status is Status.RECURRING:
            continue
        known = list(clusters.values())
        rivals = [item for item in known if may_be_one(telling, item)]
        for index, cluster in clusters.items():
            if telling.trigger.named is None and any(item is cluster for item in rivals):
                holds = features(telling, cluster, scene, known, rivals)
                yield Choice(number, telling.order, tuple(float(name in holds) for name in FEATURES), index == gold)
        clusters.setdefault(gold, Cluster()).tellings.append(telling)


def _gold(telling: Telling, golds: Sequence[Gold]) -> int | None:
    """Return the annotated event that a telling tells of: by the words, or as the one of its type in the sentence."""
    start, end = telling.words_at
    first, last = telling.sentence
    kind = telling.trigger.kind
    types = {kind.code.type.value, *((kind.joint.type.value,) if kind.joint else ())}
    near = [
        (min(abs(start - at) for at in gold.triggers if first <= at < last), -bool(types & set(gold.types)), index)
        for index, gold in enumerate(golds)
        if any(start - _NEAR <= at <= end + _NEAR and first <= at < last for at in gold.triggers)
    ]
    fitting = [item for item in near if item[1]]
    if fitting or near:
        return min(fitting or near)[2]
    beside = [
        index
        for index, gold in enumerate(golds)
        if types & set(gold.types) and any(first <= at < last for at in gold.triggers)
    ]
    return beside[0] if len(beside) == 1 else None


def fitted(values: NDArray[np.float64], same: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return logistic weights, held near the prior by a ridge (Newton's method).

    Parameters
    ----------
    values
        Features, shape (pairs, features).
    same
        1 for pairs that are one event, 0 for others, shape (pairs,).
    """
    prior = np.array([PRIOR.get(name, 0.0) for name in FEATURES])
    away = np.zeros(len(prior))
    for _ in range(30):
        chance = 1 / (1 + np.exp(-values @ (prior + away)))
        slope = values.T @ (same - chance) - RIDGE * away
        curve = (values * (chance * (1 - chance))[:, None]).T @ values + RIDGE * np.eye(len(away))
        away += np.linalg.solve(curve, slope)
    return prior + away


def held_out(groups: NDArray[np.int64], values: NDArray[np.float64], same: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return each pair's probability by weights fitted without its article."""
    chance = np.zeros(len(same))
    for group in np.unique(groups):
        out = groups == group
        chance[out] = 1 / (1 + np.exp(-values[out] @ fitted(values[~out], same[~out])))
    return chance


def main(folder: str, target: str = "") -> None:
    """Print how often pairs are told right when their article is left out; write the weights where asked."""
    rows = list(choices(Path(folder)))
    groups = np.array([row.article for row in rows])
    values = np.array([row.holds for row in rows])
    same = np.array([float(row.same) for row in rows])
    chance = held_out(groups, values, same)
    weights = fitted(values, same)
    lines = [f"{len(rows)} pairs of a telling and an event, {same.mean():.3f} of them one"]
    lines += [
        f"  {name:<34} {weight:+.2f}  n={int(count)}"
        for name, weight, count in zip(FEATURES, weights, values.sum(axis=0), strict=True)
    ]
    lines += [f"told right, an article left out {((chance >= 0.5) == (same > 0.5)).mean():.3f}"]
    sys.stdout.write("\n".join(lines) + "\n")
    if target:
        told = {"weights": {name: round(float(weight), 3) for name, weight in zip(FEATURES, weights, strict=True)}}
        Path(target).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
