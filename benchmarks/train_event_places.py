"""Train the weights that choose an event's place in its sentence, and measure them on texts that they have not seen.

``python benchmarks/train_event_places.py CORPORA... [--golden FOLDER] [--write data/models/event_place_ranker.json]``

Each corpus is ``event-location.jsonl``, ``rams-dev.jsonl`` or ``wikievents-dev.jsonl``. The same corpora and library
versions give the same weights.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from geomap.evaluation.events_asked import asked_of
from geomap.evaluation.events_golden import answers
from geomap.evaluation.events_line import open_line
from geomap.evaluation.golden_articles import article_paths, read_article
from geomap.events.naming import place_name
from geomap.events.place_features import featured
from geomap.events.probing import trigger_at
from geomap.model import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from geomap.evaluation.events_line import Read
    from geomap.evaluation.golden_articles import GoldArticle
    from geomap.model import Resolution

NAME = "event-place-ranker-1"
GOLDEN = "golden"
FOLDS = 5
RARE = 25
RIDGE = 8.0
WEIGHT = 3.0  # of a golden sample: few, and nearest to what is asked
STEPS, RATE = 250, 0.08

Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class Sample:
    """An event's word with the options of its sentence, the last being "none of them", and which of them are right."""

    corpus: str
    document: str
    options: tuple[Features, ...]
    right: tuple[bool, ...]

    @property
    def fold(self) -> int:
        """Which fifth its document belongs to."""
        return int(hashlib.md5(self.document.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS

    @property
    def placed(self) -> bool:
        """Whether there is a right place."""
        return not self.right[-1]


def row_samples(corpus: str, row: dict[str, Any], read: Read) -> Iterator[Sample]:
    """Yield the samples of one row of a corpus."""
    for start, end, accepts in asked_of(row):
        found = _sample(corpus, row.get("text", ""), read, (start, end), accepts)
        if found is not None:
            yield found


def golden_samples(article: GoldArticle, read: Read) -> Iterator[Sample]:
    """Yield the samples of a golden article's events: every word that tells of them, in its own sentence."""
    for event in article.events:
        for start in event.triggers:
            found = _sample(GOLDEN, article.name, read, (start, start + 1), _named(event.places))
            if found is not None:
                yield found


def _named(places: Sequence[str | None]) -> Callable[[Resolution], bool]:
    return lambda found: answers(places, place_name(found), found.place)


def _sample(
    corpus: str, document: str, read: Read, span: tuple[int, int], accepts: Callable[[Resolution], bool] | None
) -> Sample | None:
    """Return what the sentence of an event's word offers; ``accepts`` is ``None`` where no place is right."""
    trigger, scene = trigger_at(read.parsed, read.resolutions, read.times, *span)
    if trigger is None:
        return None
    uses, options, none = featured(trigger, scene, strict=corpus != GOLDEN)
    right = [accepts is not None and accepts(scene.resolutions[use.index]) for use in uses]
    # An article's place may stand in another sentence; an annotator of one sentence has seen no other.
    missing = not any(right) if corpus == GOLDEN else accepts is None
    return Sample(corpus, document, (*options, none), (*right, missing))


@dataclass(frozen=True, slots=True)
class Table:
    """Samples as arrays: each option's features one after the other."""

    names: tuple[str, ...]
    columns: NDArray[np.int64]
    values: NDArray[np.float64]
    starts: NDArray[np.int64]  # where each option begins
    firsts: NDArray[np.int64]  # each sample's first option
    owners: NDArray[np.int64]  # each option's sample
    right: NDArray[np.float64]

    @classmethod
    def of(cls, samples: Sequence[Sample], names: Sequence[str]) -> Table:
        """Return the table of some samples over named features."""
        index = {name: number for number, name in enumerate(names)}
        columns: list[int] = []
        values: list[float] = []
        starts, firsts, owners, right = [], [], [], []
        for number, sample in enumerate(samples):
            firsts.append(len(owners))
            for option, good in zip(sample.options, sample.right, strict=True):
                starts.append(len(columns))
                owners.append(number)
                right.append(float(good))
                known = [(index[name], value) for name, value in option.items() if name in index] or [(0, 0.0)]
                columns += [column for column, _ in known]
                values += [value for _, value in known]
        return cls(
            tuple(names),
            np.array(columns),
            np.array(values),
            np.array(starts),
            np.array(firsts),
            np.array(owners),
            np.array(right),
        )

    def sums(self, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return each option's weighted sum."""
        return np.add.reduceat(self.values * weights[self.columns], self.starts)

    def hits(self, weights: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Return of each sample whether its best option is right."""
        sums = self.sums(weights)
        ends = [*self.firsts[1:], len(sums)]
        best = [a + int(np.argmax(sums[a:b])) for a, b in zip(self.firsts, ends, strict=True)]
        return self.right[best] > 0


def fitted(table: Table, share: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return ridge softmax weights (Adam over the whole table).

    Parameters
    ----------
    table
        The samples; those without a right option teach nothing.
    share
        How much each sample counts.
    """
    weights = np.zeros(len(table.names))
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    lengths = np.diff(np.append(table.starts, len(table.columns)))
    option = np.repeat(np.arange(len(table.starts)), lengths)
    for step in range(1, STEPS + 1):
        sums = table.sums(weights)
        power = np.exp(sums - np.maximum.reduceat(sums, table.firsts)[table.owners])
        chance = power / np.add.reduceat(power, table.firsts)[table.owners]
        hit = chance * table.right
        all_hit = np.add.reduceat(hit, table.firsts)[table.owners]
        wanted = np.where(all_hit > 0, hit / np.maximum(all_hit, 1e-12), chance)
        gap = (chance - wanted) * share[table.owners]
        slope = np.bincount(table.columns, weights=table.values * gap[option], minlength=len(weights)) + RIDGE * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        rate = RATE if step < STEPS * 0.6 else RATE / 4
        weights -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return weights


def common(samples: Iterable[Sample]) -> list[str]:
    """Return the features that occur often enough to learn from."""
    counts = Counter(name for sample in samples for option in sample.options for name in option)
    return sorted(name for name, count in counts.items() if count >= RARE)


def trained(samples: Sequence[Sample]) -> tuple[list[str], NDArray[np.float64]]:
    """Return features and their weights."""
    names = common(samples)
    share = np.array([WEIGHT if sample.corpus == GOLDEN else 1.0 for sample in samples])
    return names, fitted(Table.of(samples, names), share)


def cross_validated(samples: Sequence[Sample]) -> NDArray[np.bool_]:
    """Return of each sample whether weights that never saw its document choose rightly."""
    folds = np.array([sample.fold for sample in samples])
    right = np.zeros(len(samples), dtype=bool)
    for fold in range(FOLDS):
        names, weights = trained([sample for sample in samples if sample.fold != fold])
        unseen = [sample for sample in samples if sample.fold == fold]
        if unseen:
            right[folds == fold] = Table.of(unseen, names).hits(weights)
    return right


def told(samples: Sequence[Sample], right: NDArray[np.bool_]) -> Iterator[str]:
    """Yield a line a corpus: how often the place is right or rightly none, and each of the two alone."""
    for corpus in dict.fromkeys(sample.corpus for sample in samples):
        mine = [
            (sample.placed, bool(hit)) for sample, hit in zip(samples, right, strict=True) if sample.corpus == corpus
        ]
        parts = [
            ("all", mine),
            ("placed", [item for item in mine if item[0]]),
            ("none", [item for item in mine if not item[0]]),
        ]
        if corpus.startswith("event-location"):
            parts += [("first 1,500", mine[:1500]), ("after them", mine[1500:])]
        yield f"{corpus}: " + ", ".join(
            f"{name} {sum(hit for _, hit in part) / max(1, len(part)):.3f} of {len(part)}" for name, part in parts
        )


def dumped(names: Sequence[str], weights: NDArray[np.float64]) -> str:
    """Return the file's text, a feature a line; weights that round to nothing are left out."""
    kept = {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True) if abs(weight) >= 0.02}
    return json.dumps({"name": NAME, "sentence": kept}, indent=1, ensure_ascii=False) + "\n"


def read_samples(corpora: Sequence[Path], golden: Path) -> Iterator[Sample]:
    """Read all corpora and the golden articles with the built-in line."""
    line = open_line()
    for path in corpora:
        for text in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(text)
            yield from row_samples(path.stem, row, line.read(Document(row["id"], row["text"])))
    for path in article_paths(golden):
        article = read_article(path)
        yield from golden_samples(article, line.read(article.document))


def main() -> None:
    """Measure by folds; with ``--write``, train on everything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--golden", type=Path, default=Path("tests/golden"))
    parser.add_argument("--write", type=Path)
    asked = parser.parse_args()
    samples = list(read_samples(asked.corpora, asked.golden))
    print(*told(samples, cross_validated(samples)), sep="\n")
    if asked.write is not None:
        asked.write.write_text(dumped(*trained(samples)), encoding="utf-8")


if __name__ == "__main__":
    main()
