"""Train the truecaser that reads texts in capitals: newspaper text, its case taken away, and the case to restore.

Usage: ``python benchmarks/train_truecaser.py CORPUS... [--test CORPUS...] [--write data/models/truecaser.npz]``

A corpus is a JSON lines file with ``text``, or one token a line with a blank line after each sentence.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click
import numpy as np

from geomap.language.parsing import BUNDLED, load_pipeline
from geomap.language.truecasing import (
    CAPITAL,
    CAPITALS,
    OPENING,
    SMALL,
    Truecaser,
    VocabularyRanks,
    Word,
    features,
    words_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LEAST = 4  # times that a feature must occur
_LEAST_WEIGHT = 0.3
_EPOCHS = 4
_BATCH = 2048
_RATE = 0.25
_SHRINK = 1e-5
_TITLED = 0.6  # share of words with a capital from which a sentence is a headline
_SEED = 7
_WIDTH = 16


def texts_of(path: Path) -> Iterator[str]:
    """Yield paragraphs."""
    if path.suffix == ".jsonl":
        for line in path.open(encoding="utf-8"):
            yield from re.split(r"\n\s*\n", json.loads(line)["text"])
        return
    tokens: list[str] = []
    for line in path.open(encoding="utf-8"):
        token = line.split("\t")[0].strip()
        if token:
            tokens.append(token)
        elif tokens:
            yield " ".join(tokens)
            tokens = []


def printed(word: str) -> int:
    """Return how a word is printed."""
    if len(word) > 1 and word.isupper():
        return CAPITALS
    return CAPITAL if word[:1].isupper() else SMALL


def cases_of(text: str) -> tuple[list[Word], list[int]]:
    """Return the words of a paragraph and how each is printed; none where its capitals say little."""
    words = words_of(text, 0, len(text))
    labels = [printed(text[word.start : word.end]) for word in words]
    inner = [label for word, label in zip(words, labels, strict=True) if not word.opens]
    if len(inner) < 4 or sum(label != SMALL for label in inner) > _TITLED * len(inner):
        return [], []
    return words, labels


class Examples:
    """Words as rows of feature numbers.

    Parameters
    ----------
    corpora
        Files to learn from.
    ranks
        How common printed forms are.
    """

    def __init__(self, corpora: Sequence[Path], ranks: VocabularyRanks) -> None:
        seen: Counter[str] = Counter()
        found: list[tuple[list[str], int, int]] = []
        for path in corpora:
            for text in texts_of(path):
                words, labels = cases_of(text)
                for index, names in enumerate(features(words, ranks)):
                    if words[index].opens:
                        continue
                    before = OPENING if words[index - 1].opens else labels[index - 1]
                    found.append((names, before, labels[index]))
                    seen.update(names)
        self.names = sorted(name for name, times in seen.items() if times >= _LEAST)
        rows = {name: row for row, name in enumerate(self.names)}
        blank = len(self.names)
        self.features = np.full((len(found), _WIDTH), blank, dtype=np.int32)
        for row, (names, _, _) in enumerate(found):
            known = [rows[name] for name in names if name in rows]
            self.features[row, : len(known)] = known
        self.before = np.array([before for _, before, _ in found])
        self.labels = np.array([label for _, _, label in found])


def train(examples: Examples) -> tuple[np.ndarray, np.ndarray]:
    """Return weights and chain of a multinomial logistic regression, by Adagrad (Duchi et al. 2011)."""
    draw = np.random.default_rng(_SEED)
    weights = np.zeros((len(examples.names) + 1, 3), dtype=np.float32)
    chain = np.zeros((4, 3), dtype=np.float32)
    squares, chain_squares = np.full_like(weights, 1e-2), np.full_like(chain, 1e-2)
    for epoch in range(_EPOCHS):
        loss, order = 0.0, draw.permutation(len(examples.labels))
        for start in range(0, len(order), _BATCH):
            rows = order[start : start + _BATCH]
            columns, before = examples.features[rows], examples.before[rows]
            scores = weights[columns].sum(axis=1) + chain[before]
            scores -= scores.max(axis=1, keepdims=True)
            chances = np.exp(scores)
            chances /= chances.sum(axis=1, keepdims=True)
            hit = chances[np.arange(len(rows)), examples.labels[rows]]
            loss -= float(np.log(np.maximum(hit, 1e-9)).sum())
            chances[np.arange(len(rows)), examples.labels[rows]] -= 1
            slope = np.zeros_like(weights)
            np.add.at(slope, columns.ravel(), np.repeat(chances, _WIDTH, axis=0).astype(np.float32))
            slope[-1] = 0
            touched = np.unique(columns)
            change = slope[touched] + _SHRINK * len(rows) * weights[touched]
            squares[touched] += change**2
            weights[touched] -= _RATE * change / np.sqrt(squares[touched])
            weights[-1] = 0
            step = np.zeros_like(chain)
            np.add.at(step, before, chances.astype(np.float32))
            chain_squares += step**2
            chain -= _RATE * step / np.sqrt(chain_squares)
        click.echo(f"epoch {epoch + 1}: loss {loss / len(order):.4f}")
    return weights[:-1], chain


def slimmed(examples: Examples, weights: np.ndarray, chain: np.ndarray, name: str) -> Truecaser:
    """Return a truecaser of the features that say something."""
    told = np.abs(weights - weights.mean(axis=1, keepdims=True)).max(axis=1) >= _LEAST_WEIGHT
    kept = [word for word, keep in zip(examples.names, told, strict=True) if keep]
    return Truecaser({word: row for row, word in enumerate(kept)}, weights[told], chain, name)


def write(truecaser: Truecaser, path: Path) -> None:
    """Write the weights as bytes of a common scale."""
    scale = float(np.abs(truecaser.weights).max()) / 127
    np.savez_compressed(
        path,
        names=np.array("\x1f".join(truecaser.rows)),
        weights=np.round(truecaser.weights / scale).astype(np.int8),
        scale=np.array(scale),
        chain=truecaser.chain,
        name=np.array(truecaser.name),
    )


def test(truecaser: Truecaser, path: Path, ranks: VocabularyRanks) -> str:
    """Return the share of words printed as the corpus has them, and precision and recall of capitals."""
    counts: Counter[str] = Counter()
    for text in texts_of(path):
        words, labels = cases_of(text)
        for word, label, chosen in zip(words, labels, truecaser.choose(words, ranks), strict=True):
            if not word.opens:
                counts["words"] += 1
                counts["right"] += label == chosen
                counts["gold"] += label != SMALL
                counts["told"] += chosen != SMALL
                counts["both"] += SMALL not in {label, chosen}
    precision, recall = counts["both"] / max(counts["told"], 1), counts["both"] / max(counts["gold"], 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return (
        f"{path.name}: {counts['right'] / max(counts['words'], 1):.4f} of {counts['words']} words; "
        f"words with a capital: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}"
    )


@click.command(help=__doc__)
@click.argument("corpora", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--test", "tests", multiple=True, type=click.Path(exists=True, path_type=Path), help="Measured on.")
@click.option("--name", default="truecaser-1", show_default=True, help="Name and version.")
@click.option("--write", "target", type=click.Path(path_type=Path), help="Where the weights go.")
def main(corpora: tuple[Path, ...], tests: tuple[Path, ...], name: str, target: Path | None) -> None:
    """Train, measure, write."""
    ranks = VocabularyRanks(load_pipeline(BUNDLED).vocab)
    examples = Examples(corpora, ranks)
    click.echo(f"{len(examples.labels)} words, {len(examples.names)} features")
    truecaser = slimmed(examples, *train(examples), name)
    click.echo(f"{len(truecaser.rows)} features kept")
    for path in tests:
        click.echo(test(truecaser, path, ranks))
    if target is not None:
        write(truecaser, target)
        click.echo(f"{target}: {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
