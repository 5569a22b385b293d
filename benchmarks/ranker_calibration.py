"""How sure to be: what a ranker answers about documents that it has not seen, and how often that is right."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from ranker_learning import ARTIFICIAL

from geomap.evaluation.toponyms_judging import judge, untold
from geomap.model import Resolution
from geomap.resolution.context import read_context
from geomap.resolution.precision import is_lent
from geomap.resolution.ranker import Calibration, log_odds
from geomap.resolution.resolver import believe
from geomap.resolution.support import EARTH_KM

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ranker_examples import Example, ExampleReader

    from geomap.model import Mention
    from geomap.resolution.context import Context
    from geomap.resolution.protocol import Ranker
    from geomap.spatial import Shapes

Answer = tuple[float, bool, bool]  # probability of the answer and its surroundings, whether lent, whether right
_SAME_AREA = float(np.cos(161.0 / EARTH_KM))
# Corpora that leave demonyms and names inside other names unannotated: an answer to one is not wrong.
_SPARING = {"tud-loc-2013"}


@dataclass
class Answers:
    """What was answered about one document."""

    brought: list[Answer] = field(default_factory=list)
    found: list[Answer] = field(default_factory=list)


def answers_about(example: Example, ranker: Ranker, reader: ExampleReader, shapes: Shapes) -> Answers:
    """Return the likeliest answer to every gold span with coordinates, and to every name that the recogniser finds."""
    answers = Answers()
    if example.corpus in ARTIFICIAL:
        return answers
    example.afresh(reader.finder)
    for i, place, said, lent in _likeliest(example.context, example.mentions, ranker):
        gold = example.gold_of[i]
        if gold is not None and gold.placed:
            answer = Resolution(example.mentions[i], place, shapes.place(place))
            answers.brought.append((said, lent, judge("", gold, answer).right))
    if example.corpus in _SPARING:
        return answers
    mentions = reader.recognisers[example.fold].recognise(example.parsed)
    context = read_context(example.parsed.document.text, mentions, reader.finder, example.context.home)
    for i, place, said, lent in _likeliest(context, mentions, ranker):
        answer = Resolution(mentions[i], place, shapes.place(place))
        if not untold(example.gold, answer):
            touched = (g for g in example.gold if g.start < answer.mention.end and answer.mention.start < g.end)
            answers.found.append((said, lent, any(judge("", gold, answer).right for gold in touched)))
    return answers


def _likeliest(context: Context, mentions: Sequence[Mention], ranker: Ranker) -> Iterator[tuple]:
    tables, beliefs = believe(context, mentions, ranker)
    for i, belief in enumerate(beliefs):
        candidates = context.names[context.of_mention[i]].candidates
        if candidates.items:
            row = int(belief[:-1].argmax())
            near = candidates.xyz @ candidates.xyz[row] >= _SAME_AREA
            yield i, candidates.items[row].place, float(belief[:-1][near].sum()), is_lent(tables[i][row])


def calibrations(answers: Iterable[Answers]) -> tuple[Calibration, Calibration]:
    """Return how sure to be of answers about spans that the input brings, and about names that were found."""
    answers = list(answers)
    brought = [one for document in answers for one in document.brought]
    found = [one for document in answers for one in document.found]
    return _fitted(brought), _fitted(found or brought)


def _fitted(answers: Sequence[Answer]) -> Calibration:
    """Return the logistic regression of being right on an answer's log odds and whether it was lent (Platt 1999)."""
    x = np.array([[log_odds(said), 1.0, float(lent)] for said, lent, _ in answers])
    y = np.array([float(right) for _, _, right in answers])
    w = np.array([1.0, 0.0, 0.0])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        w -= np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + 1e-3 * np.eye(3), x.T @ (p - y) + 1e-3 * w)
    return Calibration(*(float(value) for value in w))
