"""Learning the toponym ranker's weights: three stages, each on the beliefs that the stage before it forms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from toponym_corpora import SEED

from geomap.resolution.features import features
from geomap.resolution.lending import lend
from geomap.resolution.ranker import NIL_NAMES, Layers, NetworkRanker, nil_features
from geomap.resolution.support import support

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ranker_examples import Example

    from geomap.resolution.finding import CandidateFinder

HIDDEN = 16
NETWORKS = 3  # from different beginnings, their scores averaged: one wider network
STAGES = 3
STEPS = 220
RATE = 0.02
DECAY = 2e-3  # L2
# Made ambiguous on purpose, which news is not, and its longitudes lack signs: measured, not learned from.
ARTIFICIAL = {"wiktor-sample"}


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


def train(examples: Sequence[Example], finder: CandidateFinder, name: str, steps: int) -> NetworkRanker:
    """Return a ranker trained stage by stage, each on the beliefs that the stage before it forms."""
    examples = [example for example in examples if example.corpus not in ARTIFICIAL]
    for example in examples:
        example.afresh(finder)
    stages: list[Layers] = []
    shared: list[dict] = [{} for _ in examples]
    for stage in range(STAGES):
        tables = [
            [features(example.context, i, mention, own) for i, mention in enumerate(example.mentions)]
            for example, own in zip(examples, shared, strict=True)
        ]
        batch = _batch(examples, tables)
        fitted = [_fit(batch, steps, SEED + number) for number in range(NETWORKS)]
        stages.append(_averaged([layers for layers, _ in fitted]))
        loss = float(np.mean([loss for _, loss in fitted]))
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


def _averaged(networks: Sequence[Layers]) -> Layers:
    """Return the network whose scores are the mean of the scores of several."""
    n = len(networks)
    return Layers(
        np.mean([one.linear for one in networks], axis=0),
        np.hstack([one.hidden for one in networks]),
        np.concatenate([one.hidden_bias for one in networks]),
        np.concatenate([one.out for one in networks]) / n,
        np.mean([one.nil for one in networks], axis=0),
    )


def _fit(batch: Batch, steps: int, seed: int) -> tuple[Layers, float]:
    """Minimise the weighted negative log of the probability that the right candidates get, by Adam."""
    random = np.random.default_rng(seed)
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
