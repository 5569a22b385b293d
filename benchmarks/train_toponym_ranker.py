"""Train the toponym ranker, and measure it on documents that its weights have not seen.

    python benchmarks/train_toponym_ranker.py CORPUS.jsonl... --tagger-folds DIR --report scores.txt
        [--write data/models/toponym_ranker.json]

Every corpus is divided by document into folds. For each fold a ranker learns from the other folds of all corpora; the
report is made of what it says of the held-out documents. The weights that are written learn from everything.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from toponym_corpora import FOLDS, SEED, folded

from geomap.evaluation.toponyms import CONTINENTS, distance_km, measure, report
from geomap.model import Span
from geomap.resolution.context import lend, read_context
from geomap.resolution.features import NAMES, features, support
from geomap.resolution.ranker import NIL_NAMES, Layers, NetworkRanker, log_odds, nil_features
from geomap.resolution.resolver import beside

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.evaluation.toponyms import Gold, Judged, Outcome
    from geomap.language import ParsedDocument
    from geomap.model import Mention
    from geomap.recognition.recogniser import SpanRecogniser
    from geomap.resolution.candidates import CandidateFinder
    from geomap.resolution.context import Context

HIDDEN = 16
STAGES = 3
STEPS = 220
RATE = 0.02
DECAY = 1e-4  # L2
SAME_KM = 25.0  # a candidate this near the gold point is right when none has the gold identifier
NEAR_KM = 161.0
# Made ambiguous on purpose, which news is not, and its longitudes lack signs: measured, not learned from.
ARTIFICIAL = {"wiktor-sample"}


@dataclass
class Example:
    """One document, ready to learn from."""

    corpus: str
    fold: int
    parsed: ParsedDocument
    gold: list[Gold]
    mentions: list[Mention]  # the gold ones and those that the recogniser found beside them
    gold_of: list[Gold | None]  # per mention
    context: Context

    def right(self) -> list[np.ndarray]:
        """Return, per mention, 1 for each right candidate, and last for NIL; all 0 when it teaches nothing."""
        return [_right(self.context, i, item) for i, item in enumerate(self.gold_of)]


def main() -> None:
    arguments = _arguments()
    from geomap.gazetteer import open_gazetteer
    from geomap.recognition.recogniser import SpanRecogniser
    from geomap.recognition.span_model import default_weights, read_weights
    from geomap.resolution.candidates import CandidateFinder
    from geomap.resolution.resolver import RankingResolver
    from geomap.spatial import open_shapes

    gazetteer = open_gazetteer()
    finder = CandidateFinder(gazetteer)
    # Where the tagger's fold weights are at hand, no document is read by a tagger that learned from it either.
    if arguments.tagger_folds:
        weights = [read_weights(arguments.tagger_folds / f"tagger-fold-{fold}.npz") for fold in range(FOLDS)]
    else:
        weights = [default_weights()] * FOLDS
    recognisers = [SpanRecogniser(gazetteer, own) for own in weights]
    examples = [e for path in arguments.corpora for e in _examples(path, recognisers, finder, arguments)]
    print(f"{len(examples)} documents, {sum(len(e.gold) for e in examples)} toponyms", flush=True)
    shapes = open_shapes()
    outcomes: list[tuple[Example, Outcome]] = []
    for fold in range(FOLDS):
        ranker = _train([e for e in examples if e.fold != fold], finder, f"fold {fold}", arguments.steps)
        resolver = RankingResolver(gazetteer, shapes, ranker, recognisers[fold])
        outcomes += [
            (e, measure(e.parsed, e.gold, recognisers[fold].recognise, resolver.places))
            for e in examples
            if e.fold == fold
        ]
    calibration = _report(outcomes, arguments.report)
    if arguments.write:
        ranker = _train(examples, finder, arguments.name, arguments.steps)
        _write(arguments.write, ranker, calibration, sorted({e.corpus for e in examples} - ARTIFICIAL))


def _report(outcomes: list[tuple[Example, Outcome]], path: Path | None) -> tuple[float, float]:
    """Print the scores of each corpus, each fold's confidence calibrated on the other folds; return the calibration."""
    by_corpus: dict[str, list[Outcome]] = {}
    for fold in range(FOLDS):
        others = [outcome for e, outcome in outcomes if e.fold != fold and e.corpus not in ARTIFICIAL]
        calibration = _calibration(others)
        for e, outcome in outcomes:
            if e.fold == fold:
                judged = tuple(_calibrated(item, calibration) for item in outcome.judged)
                by_corpus.setdefault(e.corpus, []).append(replace(outcome, judged=judged))
    text = []
    for corpus, measured in by_corpus.items():
        found = report(corpus, measured)
        text.append(found.text())
        if path:
            path.with_suffix(f".{corpus}.errors.txt").write_text("\n".join(found.listing) + "\n", encoding="utf-8")
    print("\n\n".join(text))
    if path:
        path.write_text("\n\n".join(text) + "\n", encoding="utf-8")
    return _calibration([outcome for e, outcome in outcomes if e.corpus not in ARTIFICIAL])


def _calibrated(item: Judged, calibration: tuple[float, float]) -> Judged:
    if item.resolution.is_nil:
        return item
    score = 1 / (1 + np.exp(-(calibration[0] * log_odds(item.resolution.score) + calibration[1])))
    return replace(item, resolution=replace(item.resolution, score=float(score)))


def _calibration(outcomes: Sequence[Outcome]) -> tuple[float, float]:
    """Return slope and intercept of a logistic regression of being right on the log odds of the answer (Platt 1999)."""
    judged = [item for outcome in outcomes for item in outcome.judged if not item.resolution.is_nil]
    x = np.array([[log_odds(item.resolution.score), 1.0] for item in judged])
    y = np.array([float(item.right) for item in judged])
    w = np.array([1.0, 0.0])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        w -= np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + 1e-6 * np.eye(2), x.T @ (p - y))
    return float(w[0]), float(w[1])


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--report", type=Path)
    parser.add_argument("--write", type=Path)
    parser.add_argument("--cache", type=Path, help="folder of parses kept between runs")
    parser.add_argument("--tagger-folds", type=Path, help="folder of the tagger's fold weights")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--name", default="toponym-ranker-1")
    return parser.parse_args()


def _examples(
    path: Path, recognisers: list[SpanRecogniser], finder: CandidateFinder, arguments: argparse.Namespace
) -> Iterator[Example]:
    for parsed, gold, fold in folded(path, lambda _: False, arguments.cache, arguments.limit):
        spans = tuple(Span(item.start, item.end) for item in gold)
        given = replace(parsed, document=replace(parsed.document, mentions=spans))
        own = recognisers[fold].recognise(given)
        pairs: list[tuple[Mention, Gold | None]] = list(zip(own, gold, strict=True))
        pairs += [(mention, None) for mention in beside(recognisers[fold], given, own)]
        pairs.sort(key=lambda pair: pair[0].start)
        mentions = [mention for mention, _ in pairs]
        context = read_context(parsed.document.text, mentions, finder)
        yield Example(path.stem, fold, parsed, gold, mentions, [item for _, item in pairs], context)


def _right(context: Context, i: int, gold: Gold | None) -> np.ndarray:
    """Return which candidates are right: the gold identifier's, else the nearest ones, else NIL."""
    items = context.names[context.of_mention[i]].candidates.items
    right = np.zeros(len(items) + 1)
    if gold is None:
        return right
    if not gold.placed:
        right[-1] = 1.0
        return right
    km = np.array([distance_km((c.place.lon, c.place.lat), (gold.lon, gold.lat)) for c in items])
    ids = {f"geonames:{gold.geonameid}", CONTINENTS.get(gold.geonameid or 0)}
    same = np.array([c.place.id in ids for c in items], dtype=bool)
    if same.any():
        right[:-1] = same
        # The same place under another identifier is as right: a city and the district named after it.
        right[:-1] = np.maximum(right[:-1], 0.5 * (km < SAME_KM / 5))
    elif len(km) and km.min() < SAME_KM:
        right[:-1] = km < SAME_KM
    elif len(km) and km.min() < NEAR_KM:
        right[int(km.argmin())] = 1.0
    else:
        right[-1] = 1.0
    return right


@dataclass
class Batch:
    """Rows of many mentions, one after another; the last row of each is NIL's."""

    rows: np.ndarray
    nil: np.ndarray
    is_nil: np.ndarray
    starts: np.ndarray
    group: np.ndarray
    right: np.ndarray
    weight: np.ndarray


def _batch(examples: Sequence[Example], tables: Sequence[Sequence[np.ndarray]]) -> Batch:
    rows, nil, flags, starts, group, right, weight = [], [], [], [], [], [], []
    at = number = 0
    for example, own in zip(examples, tables, strict=True):
        seen: dict[tuple, int] = {}
        answers = example.right()
        for i, table in enumerate(own):
            if not answers[i].any():
                continue
            key = (example.context.of_mention[i], table.tobytes(), answers[i].tobytes())
            if key in seen:
                weight[seen[key]] += 1.0
                continue
            seen[key] = number
            n = len(table)
            rows.append(np.vstack([table, np.zeros((1, table.shape[1]))]))
            nil.append(np.vstack([np.zeros((n, len(NIL_NAMES))), nil_features(table)]))
            flags.append(np.append(np.zeros(n, bool), True))
            starts.append(at)
            group.append(np.full(n + 1, number))
            right.append(answers[i])
            weight.append(1.0)
            at += n + 1
            number += 1
    cat = np.concatenate
    floats = [cat(parts).astype(np.float32) for parts in (rows, nil, right)]
    counted = np.sqrt(np.array(weight, dtype=np.float32))
    return Batch(floats[0], floats[1], cat(flags), np.array(starts), cat(group), floats[2], counted)


def _train(examples: Sequence[Example], finder: CandidateFinder, name: str, steps: int) -> NetworkRanker:
    """Return a ranker trained stage by stage, each on the beliefs that the stage before it forms."""
    examples = [example for example in examples if example.corpus not in ARTIFICIAL]
    for example in examples:
        example.context = read_context(example.parsed.document.text, example.mentions, finder)
    stages: list[Layers] = []
    shared: list[dict] = [{} for _ in examples]
    for stage in range(STAGES):
        tables = [
            [features(example.context, i, mention, own) for i, mention in enumerate(example.mentions)]
            for example, own in zip(examples, shared, strict=True)
        ]
        layers, loss = _fit(_batch(examples, tables), steps)
        stages.append(layers)
        print(f"{name}, stage {stage}: loss {loss:.4f}", flush=True)
        ranker = NetworkRanker(tuple(stages), name)
        for number, example in enumerate(examples):
            beliefs = [ranker.probabilities(stage, table) for table in tables[number]]
            for own in example.context.names:
                own.belief = np.mean([beliefs[i] for i in own.mentions], axis=0)
            if stage == 0:
                lend(example.context)
            shared[number] = support(example.context)
    return NetworkRanker(tuple(stages), name)


def _fit(batch: Batch, steps: int) -> tuple[Layers, float]:
    """Minimise the weighted negative log of the probability that the right candidates get, by Adam."""
    random = np.random.default_rng(SEED)
    width = batch.rows.shape[1]
    parameters = [
        np.zeros(width),
        random.normal(0, 1 / np.sqrt(width), (width, HIDDEN)),
        np.zeros(HIDDEN),
        random.normal(0, 0.1, HIDDEN),
        np.zeros(len(NIL_NAMES)),
    ]
    parameters = [p.astype(np.float32) for p in parameters]
    first = [np.zeros_like(p) for p in parameters]
    second = [np.zeros_like(p) for p in parameters]
    loss = 0.0
    for step in range(1, steps + 1):
        loss, gradients = _gradients(batch, parameters)
        rate = RATE * min(1.0, 2 * (1 - step / (steps + 1)))
        for i, gradient in enumerate(gradients):
            slope = gradient + DECAY * parameters[i]
            first[i] += 0.1 * (slope - first[i])
            second[i] += 0.01 * (slope * slope - second[i])
            parameters[i] -= rate * (first[i] / (1 - 0.9**step)) / (np.sqrt(second[i] / (1 - 0.99**step)) + 1e-8)
    return Layers(*(p.astype(np.float64) for p in parameters)), loss


def _gradients(batch: Batch, parameters: list[np.ndarray]) -> tuple[float, list[np.ndarray]]:
    linear, hidden, bias, out, nil = parameters
    active = np.tanh(batch.rows @ hidden + bias)
    scores = np.where(batch.is_nil, batch.nil @ nil, batch.rows @ linear + active @ out)
    scores -= np.maximum.reduceat(scores, batch.starts)[batch.group]
    powers = np.exp(scores)
    share = powers / np.add.reduceat(powers, batch.starts)[batch.group]
    mass = share * batch.right
    hit = np.maximum(np.add.reduceat(mass, batch.starts), 1e-12)
    total = batch.weight.sum()
    loss = float(-(batch.weight * np.log(hit)).sum() / total)
    slope = (batch.weight / total)[batch.group] * (share - mass / hit[batch.group])
    named = np.where(batch.is_nil, 0.0, slope)
    through = named[:, None] * out * (1 - active**2)
    return loss, [
        batch.rows.T @ named,
        batch.rows.T @ through,
        through.sum(axis=0),
        active.T @ named,
        batch.nil.T @ np.where(batch.is_nil, slope, 0.0),
    ]


def _write(path: Path, ranker: NetworkRanker, calibration: tuple[float, float], corpora: list[str]) -> None:
    keys = ("linear", "hidden", "hidden_bias", "out", "nil")
    body = {
        "name": ranker.id,
        "trained_on": corpora,
        "features": NAMES,
        "nil_features": NIL_NAMES,
        "calibration": [round(value, 4) for value in calibration],
        "stages": [{key: np.round(getattr(layers, key), 4).tolist() for key in keys} for layers in ranker.stages],
    }
    path.write_text(json.dumps(body, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"wrote {path}, {path.stat().st_size / 1024:.0f} KiB; calibration {calibration}")


if __name__ == "__main__":
    main()
