"""How sure to be: what a ranker answers about documents that it has not seen, and how often that is right."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from ranker_learning import ARTIFICIAL

from geomap.evaluation.toponyms_judging import judge, untold
from geomap.model import MentionKind, Resolution
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

# Probability of the answer and its surroundings, whether lent, how likely the name is one, whether right.
Answer = tuple[float, bool, float, bool]
_SAME_AREA = float(np.cos(161.0 / EARTH_KM))
# Corpora that leave demonyms and names inside other names unannotated: an answer to one is not wrong.
_SPARING = {"tud-loc-2013"}
_SPARED = {MentionKind.DEMONYM, MentionKind.ASSOCIATIVE}


@dataclass
class Answers:
    """What was answered about one document of a corpus."""

    corpus: str = ""
    brought: list[Answer] = field(default_factory=list)
    found: list[Answer] = field(default_factory=list)


def answers_about(example: Example, ranker: Ranker, reader: ExampleReader, shapes: Shapes) -> Answers:
    """Return the likeliest answer to every gold span with coordinates, and to every name that the recogniser finds."""
    answers = Answers(example.corpus)
    if example.corpus in ARTIFICIAL:
        return answers
    example.afresh(reader.finder)
    for i, place, said, lent in _likeliest(example.context, example.mentions, ranker):
        gold = example.gold_of[i]
        if gold is not None and gold.placed:
            answer = Resolution(example.mentions[i], place, shapes.place(place))
            answers.brought.append((said, lent, 1.0, judge("", gold, answer).right))
    mentions = reader.recognisers[example.fold].recognise(example.parsed)
    context = read_context(example.parsed.document.text, mentions, reader.finder, example.context.home)
    for i, place, said, lent in _likeliest(context, mentions, ranker):
        answer = Resolution(mentions[i], place, shapes.place(place))
        spared = example.corpus in _SPARING and mentions[i].kind in _SPARED
        if not spared and not untold(example.gold, answer):
            touched = (g for g in example.gold if g.start < answer.mention.end and answer.mention.start < g.end)
            right = any(judge("", gold, answer).right for gold in touched)
            answers.found.append((said, lent, mentions[i].certainty, right))
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
    sizes = Counter(document.corpus for document in answers for _ in document.found)
    # Local news is four fifths of the names, so that its ways weigh less than they count: halfway to all corpora alike.
    weights = np.array([sizes[document.corpus] ** -0.5 for document in answers for _ in document.found])
    return _fitted(brought, np.ones(len(brought))), _fitted(found, weights * len(found) / weights.sum())


def _fitted(answers: Sequence[Answer], weights: np.ndarray) -> Calibration:
    """Return the logistic regression of being right on log odds of answer and name and on being lent (Platt 1999)."""
    x = np.array([[log_odds(said), 1.0, float(lent), log_odds(sure, 0.01)] for said, lent, sure, _ in answers])
    if np.ptp(x[:, 3]) == 0:
        x[:, 3] = 0.0  # spans that the input says are places
    y = np.array([float(right) for *_, right in answers])
    w = np.array([1.0, 0.0, 0.0, 0.0])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        slopes = (x * (weights * p * (1 - p))[:, None]).T @ x
        w -= np.linalg.solve(slopes + 1e-3 * np.eye(4), x.T @ (weights * (p - y)) + 1e-3 * w)
    return Calibration(*(float(value) for value in w))
