"""A learned PLOVER type beside the lexicon's: both measured on one file, the learned one by cross-validation.

``python -m geomap.evaluation.events_classifier plover-train.jsonl`` prints the accuracies of each and of both together.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from geomap.evaluation.events_line import open_line
from geomap.events import type_of_sentence
from geomap.events.syntax import lemma
from geomap.model import Document

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from geomap.language import ParsedDocument

FOLDS = 5
_RARE = 2
_STEPS, _RATE, _RIDGE = 60, 3.0, 0.0005
_RENAMED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}  # the file's names


def words_of(parsed: ParsedDocument) -> Iterator[str]:
    """Yield a sentence's lemmas, those of its main verb and its object marked, and pairs of verb and object."""
    for token in parsed.doc:
        if token.is_alpha and not token.is_stop:
            yield lemma(token)
        if token.dep_ == "ROOT":
            yield f"root={lemma(token)}"
            yield from (
                f"{lemma(token)}>{lemma(child)}" for child in token.children if child.dep_ in {"dobj", "prep", "prt"}
            )


def matrix(rows: Sequence[Counter[str]], names: Sequence[str]) -> NDArray[np.float64]:
    """Return word counts capped at 1, rows of unit length, shape (sentences, words and a constant)."""
    index = {name: number for number, name in enumerate(names)}
    found = np.zeros((len(rows), len(names) + 1))
    for number, row in enumerate(rows):
        for word in row:
            if word in index:
                found[number, index[word]] = 1.0
    found /= np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1.0)
    found[:, -1] = 1.0
    return found


def train(values: NDArray[np.float64], wanted: NDArray[np.int64], classes: int) -> NDArray[np.float64]:
    """Return the weights of a softmax regression, shape (words, classes), by gradient descent with a ridge."""
    target = np.eye(classes)[wanted]
    weights = np.zeros((values.shape[1], classes))
    for _ in range(_STEPS):
        weights += _RATE * (values.T @ (target - _chances(values, weights)) / len(values) - _RIDGE * weights)
    return weights


def _chances(values: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    raw = values @ weights
    raw = np.exp(raw - raw.max(axis=1, keepdims=True))
    shares: NDArray[np.float64] = raw / raw.sum(axis=1, keepdims=True)
    return shares


def main(path: str) -> None:
    """Print the accuracy of the lexicon, of the learned model, and of the model that also sees the lexicon's answer."""
    rows = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]
    parser = open_line().parser
    parsed = [parser.parse(Document(row["id"], row["text"])) for row in rows]
    told = [type_of_sentence(item) for item in parsed]
    lexical = [_RENAMED.get(item.value, item.value) if item is not None else "" for item in told]
    kinds = sorted({row["event_type"] for row in rows})
    wanted = np.array([kinds.index(row["event_type"]) for row in rows])
    words = [Counter(words_of(item)) for item in parsed]
    both = [row + Counter([f"lexicon={kind}"] * 3) for row, kind in zip(words, lexical, strict=True)]
    lines = [
        f"lexicon alone                    {np.mean([kinds[w] == k for w, k in zip(wanted, lexical, strict=True)]):.3f}"
    ]
    for name, given in (("learned, words and parse alone", words), ("learned, with the lexicon's word", both)):
        lines.append(f"{name:<32} {_folded(given, wanted, len(kinds)):.3f}  ({FOLDS} folds)")
    sys.stdout.write("\n".join(lines) + "\n")


def _folded(rows: Sequence[Counter[str]], wanted: NDArray[np.int64], classes: int) -> float:
    fold = np.random.default_rng(0).permutation(len(rows)) % FOLDS
    right = 0
    for number in range(FOLDS):
        seen = Counter(word for row, part in zip(rows, fold, strict=True) if part != number for word in row)
        names = sorted(word for word, count in seen.items() if count >= _RARE)
        values = matrix(rows, names)
        weights = train(values[fold != number], wanted[fold != number], classes)
        right += int((_chances(values[fold == number], weights).argmax(axis=1) == wanted[fold == number]).sum())
    return right / len(rows)


if __name__ == "__main__":
    main(sys.argv[1])
