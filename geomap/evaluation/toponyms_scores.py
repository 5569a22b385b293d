"""The scores of a corpus of toponyms: recognition, resolution, both together, calibration, and who fares worse."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.evaluation.report import Report, Score
from geomap.evaluation.toponyms_sampling import BINS, Samples, interval

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geomap.evaluation.toponyms_judging import Judged, Outcome

TASK = "toponyms"
LEAST_SHOWN = 10  # members from which a group's accuracy is worth telling
_OFTEN = ((1, "once"), (5, "2 to 5 times"), (20, "6 to 20 times"))
_CLASSES = {
    "A": "A: countries and divisions",
    "P": "P: populated places",
    "H": "H: waters",
    "L": "L: areas and continents",
    "S": "S: buildings and sites",
    "T": "T: mountains and islands",
    "R": "R: roads",
    "V": "V: forests",
}


@dataclass(frozen=True, slots=True)
class Bin:
    """One bar of a reliability plot.

    Attributes
    ----------
    low, high
        Edges of the scores in it.
    said, was
        Their mean, and the share of answers that were right.
    members
        How many answers.
    """

    low: float
    high: float
    said: float
    was: float
    members: int


def report(corpus: str, outcomes: Sequence[Outcome]) -> Report:
    """Return the scores of all documents together, with 95 % bootstrap intervals over documents.

    Parameters
    ----------
    corpus
        Its name, for the heading.
    outcomes
        What was measured in each document.
    """
    samples = Samples(outcomes)
    scores = _recognition(samples)
    for name, part, whole in (
        ("gold spans, Acc@161, or the same place", "resolved_right", "resolved_total"),
        ("gold spans, Acc@161, by distance alone", "resolved_near", "resolved_total"),
        ("gold spans, exact GeoNames id", "resolved_exact", "resolved_ids"),
        ("gold spans, right country", "resolved_country", "resolved_countries"),
        ("gold spans, left NIL", "resolved_nil", "resolved_total"),
        ("end to end, recall@161", "end_gold_right", "end_gold"),
        ("end to end, precision@161", "end_answers_right", "end_answers"),
        ("end to end, found and in the right country", "end_country_right", "end_countries"),
    ):
        values = samples.share(part, whole)
        scores.append(Score(name, float(values[0]), int(samples.count(whole)[0]), interval(values)))
    judged = [item for outcome in outcomes for item in outcome.judged]
    if judged:
        scores += [*_errors(samples), *_calibration(samples), *_by_group(judged)]
    return Report(TASK, corpus, tuple(scores), tuple(note for outcome in outcomes for note in outcome.notes))


def _recognition(samples: Samples) -> list[Score]:
    scores = []
    for group, words in (("all", "all toponyms"), ("names", "without demonyms")):
        for match, title in (("hit", "overlapping"), ("strict", "strict")):
            values = samples.f1(group, match)
            note = (
                f"P {samples.share(f'{group}_found_{match}', f'{group}_found')[0]:.3f} "
                f"R {samples.share(f'{group}_gold_{match}', f'{group}_gold')[0]:.3f} {interval(values)}"
            )
            members = int(samples.count(f"{group}_gold")[0])
            scores.append(Score(f"recognition, {title} F1, {words}", float(values[0]), members, note))
    return scores


def _errors(samples: Samples) -> list[Score]:
    """Return the median and mean error, and the area under the curve of log errors."""
    rows = (
        ("gold spans, median error, km", samples.median_km(), "NIL counts as half the globe", "{:,.0f}".format),
        ("gold spans, mean error, km", samples.mean_km(), "", "{:,.0f}".format),
        ("gold spans, AUC of log error", samples.curve(), "0 is perfect", "{:.3f}".format),
    )
    return [
        Score(name, float(values[0]), len(samples.km), f"{interval(values, form)} {note}".strip())
        for name, values, note, form in rows
    ]


def reliability(outcomes: Sequence[Outcome]) -> tuple[Bin, ...]:
    """Return the bars of the reliability plot of resolved gold spans; empty bins are left out."""
    found = Samples(outcomes).calibration()
    return tuple(
        Bin(
            number / BINS,
            (number + 1) / BINS,
            float(found.said[number]),
            float(found.was[number]),
            int(found.members[number]),
        )
        for number in range(BINS)
        if found.members[number]
    )


def _calibration(samples: Samples) -> list[Score]:
    """Return the expected calibration error of the resolved, and the share right by bin of score."""
    found, together = samples.calibration(), samples.calibration(together=True)
    scores = [
        Score(
            f"calibration, ECE, {title}", float(one.error[0]), int(one.members.sum()), f"{interval(one.error)} {note}"
        )
        for title, one, note in (
            ("gold spans", found, "of the resolved, against being right"),
            ("end to end", together, "of answers, against being right; without demonyms where most are unmarked"),
        )
    ]
    scores += [
        Score(
            f"reliability, said {number / BINS:.1f} to {(number + 1) / BINS:.1f}",
            float(found.was[number]),
            int(found.members[number]),
            f"mean score {found.said[number]:.3f}",
        )
        for number in range(BINS)
        if found.members[number]
    ]
    return scores


def groups_of(judged: Sequence[Judged]) -> dict[str, Callable[[Judged], str]]:
    """Return the ways to group judged toponyms: by feature class, feature, country, and frequency in the corpus."""
    often = Counter(item.gold.surface.casefold() for item in judged)

    def frequency(item: Judged) -> str:
        times = often[item.gold.surface.casefold()]
        return next((words for most, words in _OFTEN if times <= most), "more than 20 times")

    return {
        "feature class": lambda item: _CLASSES.get(item.gold.feature_class, item.gold.feature_class),
        "feature": lambda item: item.gold.feature,
        "country": lambda item: item.gold.country,
        "frequency": frequency,
    }


def _by_group(judged: Sequence[Judged]) -> list[Score]:
    """Return Acc@161 of each group with enough members, the largest first."""
    scores = []
    for title, key in groups_of(judged).items():
        groups: dict[str, list[Judged]] = {}
        for item in judged:
            groups.setdefault(key(item), []).append(item)
        for value, members in sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0])):
            if value and len(members) >= LEAST_SHOWN:
                right = sum(item.right for item in members) / len(members)
                scores.append(Score(f"Acc@161, {title} {value}", right, len(members)))
    return scores
