"""Documents drawn again and again: what the scores of other samples like this one would be (Efron 1979)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geomap.evaluation.toponyms_judging import HALF_TURN_KM

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from geomap.evaluation.toponyms_judging import Outcome

RESAMPLES = 1000
SEED = 20210118
BINS = 10  # of equal width, for expected calibration error (Guo et al. 2017)
Counts = dict[str, "NDArray[np.float64]"]


@dataclass(frozen=True, slots=True)
class Reliability:
    """How sure answers were and how often right, in ``BINS`` bins of score.

    Attributes
    ----------
    error
        Expected calibration error, in each sample.
    said, was, members
        Of the corpus itself: each bin's mean score, share right, and number of answers.
    """

    error: NDArray[np.float64]
    said: NDArray[np.float64]
    was: NDArray[np.float64]
    members: NDArray[np.float64]


class Samples:
    """Sums over documents, of the whole corpus first and then of its resamples.

    Every measure is a function of additive counts, or of the errors of gold spans; so it can be taken of all samples
    at once. Row 0 is the corpus itself.

    Parameters
    ----------
    outcomes
        What was measured in each document.
    """

    def __init__(self, outcomes: Sequence[Outcome]) -> None:
        n = len(outcomes)
        keys = sorted({key for outcome in outcomes for key in outcome.counts})
        table = np.array([[outcome.counts[key] for key in keys] for outcome in outcomes], dtype=float).reshape(n, -1)
        random = np.random.default_rng(SEED)
        picks = random.integers(0, n, size=(RESAMPLES, n)) if n else np.zeros((0, 0), dtype=np.int64)
        drawn = [np.bincount(pick, minlength=n) for pick in picks]
        self._weights: NDArray[np.float64] = np.array([np.ones(n), *drawn], dtype=float).reshape(-1, n)
        self._counts: Counts = dict(zip(keys, (self._weights @ table).T, strict=True))
        judged = [(index, item) for index, outcome in enumerate(outcomes) for item in outcome.judged]
        self._owner = np.array([index for index, _ in judged], dtype=np.int64)
        self.km: NDArray[np.float64] = np.array([item.km for _, item in judged], dtype=float)
        spans = [(i, item.resolution.score, item.right) for i, item in judged if not item.resolution.is_nil]
        self._spans = _columns(spans)
        # Where annotators leave out most demonyms, an answer to one cannot be judged.
        adjectives = 2 * _demonyms(outcomes, "found_hit") >= _demonyms(outcomes, "found")
        answers = [(i, *answer) for i, outcome in enumerate(outcomes) for answer in outcome.answers]
        self._answers = _columns([(i, said, right) for i, said, right, demonym in answers if adjectives or not demonym])

    def count(self, key: str) -> NDArray[np.float64]:
        """Return a count in each sample."""
        return self._counts.get(key, np.zeros(len(self._weights)))

    def share(self, part: str, whole: str) -> NDArray[np.float64]:
        """Return a ratio of counts in each sample, 0 where there is nothing to count."""
        return _ratio(self.count(part), self.count(whole))

    def f1(self, group: str, match: str) -> NDArray[np.float64]:
        """Return the F1 of recognition in each sample."""
        recall = self.share(f"{group}_gold_{match}", f"{group}_gold")
        precision = self.share(f"{group}_found_{match}", f"{group}_found")
        return _ratio(2 * precision * recall, precision + recall)

    def mean_km(self) -> NDArray[np.float64]:
        """Return the mean error in each sample, kilometres."""
        return self._mean(self.km)

    def curve(self) -> NDArray[np.float64]:
        """Return the area under the curve of log errors in each sample, 0 for perfect (Jurgens et al. 2015)."""
        return self._mean(np.log1p(self.km) / math.log1p(HALF_TURN_KM))

    def median_km(self) -> NDArray[np.float64]:
        """Return the median error in each sample, kilometres."""
        order = np.argsort(self.km, kind="stable")
        ranked, owner = self.km[order], self._owner[order]
        found = []
        for weights in self._weights:
            total = np.cumsum(weights[owner])
            found.append(ranked[np.searchsorted(total, total[-1] / 2)] if len(total) and total[-1] else 0.0)
        found[0] = float(np.median(self.km))
        return np.array(found, dtype=float)

    def calibration(self, *, together: bool = False) -> Reliability:
        """Return the expected calibration error in each sample, and the corpus's own bins.

        Parameters
        ----------
        together
            Of end to end answers rather than of gold spans that were resolved.
        """
        owner, said, right = self._answers if together else self._spans
        place = (owner, np.minimum(BINS - 1, (said * BINS).astype(np.int64)))
        sums = []
        for values in (np.ones(len(said)), said, right):
            table = np.zeros((self._weights.shape[1], BINS))
            np.add.at(table, place, values)
            sums.append(self._weights @ table)
        members, score, share = sums
        error = _ratio(np.abs(score - share).sum(axis=1), members.sum(axis=1))
        return Reliability(error, _ratio(score[0], members[0]), _ratio(share[0], members[0]), members[0])

    def _mean(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        size = self._weights.shape[1]
        totals = np.bincount(self._owner, weights=values, minlength=size)
        members = np.bincount(self._owner, minlength=size)
        return _ratio(self._weights @ totals, self._weights @ members)


def interval(values: NDArray[np.float64], form: Callable[[float], str] = "{:.3f}".format) -> str:
    """Return the middle 95 % of a measure's values in the resamples, in words."""
    if len(values) < RESAMPLES:
        return ""
    low, high = np.percentile(values[1:], [2.5, 97.5])
    return f"[{form(low)}, {form(high)}]"


def _ratio(part: NDArray[np.float64], whole: NDArray[np.float64]) -> NDArray[np.float64]:
    found = np.zeros_like(part, dtype=np.float64)
    np.divide(part, whole, out=found, where=whole != 0)
    return found


def _demonyms(outcomes: Sequence[Outcome], count: str) -> int:
    return sum(outcome.counts[f"all_{count}"] - outcome.counts[f"names_{count}"] for outcome in outcomes)


def _columns(
    rows: Sequence[tuple[int, float, bool]],
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    owner, said, right = zip(*rows, strict=True) if rows else ((), (), ())
    return np.array(owner, dtype=np.int64), np.array(said, dtype=np.float64), np.array(right, dtype=np.float64)
