"""Which words of a text in capitals a newspaper would print small, with a capital, or in capitals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Protocol

import numpy as np

from geomap.resources import data_file, trained

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from spacy.vocab import Vocab

SMALL, CAPITAL, CAPITALS = range(3)
OPENING = 3  # the state of a word that opens a sentence, whose capital says nothing
FILE = ("models", "truecaser.npz")
# Letters with the full stops of "U.S.", or a word with its apostrophes; digits and hyphens part words.
WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’][^\W\d_]+)*")
_REMEMBERED = 100_000  # ranks of forms
_END = re.compile(r"[.!?…:]|\n\s*\n")
_UNRANKED = 20.0  # about the logarithm of the last rank
_LONGEST_ENDING = 3


class Ranks(Protocol):
    """How common a printed form is."""

    def __call__(self, form: str) -> float:
        """Return the base-2 logarithm of the form's rank among all, about 20 where it is not among them."""
        ...


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text.

    Attributes
    ----------
    start, end
        Offsets into the text, end exclusive.
    lower
        The word in small letters.
    opens
        Whether it opens a sentence.
    before, after
        What stands between it and its neighbours, reduced to one mark: ``" "``, ``"-"``, ``"."`` or the like.
    after_digit
        Whether it follows a digit without a space: the "th" of "4th".
    """

    start: int
    end: int
    lower: str
    opens: bool
    before: str
    after: str
    after_digit: bool = False


def words_of(text: str, start: int, end: int) -> list[Word]:
    """Return the words of a stretch of text, which itself opens a sentence."""
    found = list(WORD.finditer(text, start, end))
    words = []
    last = start
    for number, match in enumerate(found):
        gap = text[last : match.start()]
        follow = text[match.end() : found[number + 1].start() if number + 1 < len(found) else end]
        opens = number == 0 or _END.search(gap) is not None
        digit = match.start() > start and text[match.start() - 1].isdigit()
        words.append(Word(*match.span(), match[0].lower(), opens, _mark(gap[::-1]), _mark(follow), digit))
        last = match.end()
    return words


def _mark(gap: str) -> str:
    """Return the sign nearest to the word: a digit is 0, white space and nothing else a blank."""
    bare = gap.strip()
    sign = (bare if gap[:1].isspace() else gap)[:1] or " "
    return "0" if sign.isdigit() else sign


def features(words: Sequence[Word], ranks: Ranks) -> list[list[str]]:
    """Return what speaks for the printing of each word: itself, its neighbours, and how common each form is."""
    odds = [_odds(word.lower, ranks) for word in words]
    names = [word.lower for word in words]
    made = []
    for index, word in enumerate(words):
        before = names[index - 1] if index and not word.opens else "^"
        after = names[index + 1] if index + 1 < len(words) and not words[index + 1].opens else "$"
        beside = odds[index + 1][0] if after != "$" else "$"
        behind = odds[index - 1][0] if before != "^" else "^"
        common, capitals = odds[index]
        made.append(
            [
                f"w={names[index]}",
                f"b={before}",
                f"a={after}",
                f"bw={before}_{names[index]}",
                f"wa={names[index]}_{after}",
                f"c={common}",
                f"u={capitals}",
                f"cu={common}_{capitals}",
                f"cb={common}_{behind}",
                f"ca={common}_{beside}",
                f"cba={common}_{behind}_{beside}",
                f"e={names[index][-_LONGEST_ENDING:]}_{common}",
                f"l={min(len(names[index]), 8)}_{capitals}",
                f"m={word.before}_{word.after}_{common}",
                f"bc={before}_{common}",
                f"ac={after}_{common}",
            ]
        )
    return made


def _odds(lower: str, ranks: Ranks) -> tuple[str, str]:
    """Return how much commoner the word is with a capital than small, and in capitals than either, in steps."""
    small, capital, capitals = ranks(lower), ranks(lower.capitalize()), ranks(lower.upper())
    if min(small, capital, capitals) >= _UNRANKED:
        return "?", "?"
    best = min(small, capital)
    return str(round(max(-8.0, min(8.0, small - capital)))), str(round(max(-6.0, min(6.0, best - capitals)) / 2))


@dataclass(frozen=True, slots=True)
class Truecaser:
    """A chain of choices between three printings, each by learned weights.

    Attributes
    ----------
    rows
        Feature to row of ``weights``.
    weights
        For each feature what it adds to each printing's score.
    chain
        What the printing of the word before (small, capital, capitals, or one that opens a sentence) adds to each.
    name
        Name and version.
    """

    rows: dict[str, int]
    weights: NDArray[np.float32]
    chain: NDArray[np.float32]
    name: str

    def choose(self, words: Sequence[Word], ranks: Ranks) -> list[int]:
        """Return the likeliest printings of a stretch of words as a whole (Viterbi 1967)."""
        if not words:
            return []
        scores = np.zeros((len(words), 3), dtype=np.float64)
        known = self.rows
        for row, names in enumerate(features(words, ranks)):
            scores[row] = self.weights[[known[name] for name in names if name in known]].sum(axis=0)
        return _best_chain(scores, self.chain.astype(np.float64), [word.opens for word in words])


def _best_chain(scores: NDArray[np.float64], chain: NDArray[np.float64], opens: Sequence[bool]) -> list[int]:
    """Return the path whose local probabilities, each given the choice before, multiply to the most."""
    links = _log_softmax(scores[:, None, :] + chain[None, :, :])  # word, choice before, choice
    alone = _log_softmax(scores)
    total = alone[0]
    back: list[NDArray[np.int64]] = []
    for row in range(1, len(scores)):
        # A word that opens a sentence starts the chain anew, and hides how it would else be printed.
        if opens[row]:
            back.append(np.full(3, int(total.argmax())))
            total = total.max() + alone[row]
        elif opens[row - 1]:
            back.append(np.full(3, int(total.argmax())))
            total = total.max() + links[row, OPENING]
        else:
            paths = total[:, None] + links[row, :3]
            back.append(paths.argmax(axis=0))
            total = paths.max(axis=0)
    path = [int(total.argmax())]
    for step in reversed(back):
        path.append(int(step[path[-1]]))
    return path[::-1]


def _log_softmax(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    shifted = rows - rows.max(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)), dtype=np.float64)


class VocabularyRanks:
    """How common printed forms are, by their order among a pipeline's word vectors, which is that of frequency.

    Parameters
    ----------
    vocab
        The pipeline's vocabulary; without word vectors nothing is known of any form.
    """

    def __init__(self, vocab: Vocab) -> None:
        self._vocab = vocab
        keys = np.fromiter(vocab.vectors.key2row, dtype=np.uint64)
        self._order = np.argsort(keys)
        self._sorted = keys[self._order]
        self._known: dict[str, float] = {}

    def __call__(self, form: str) -> float:
        """Return the base-2 logarithm of a form's rank."""
        found = self._known.get(form)
        if found is None:
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            found = self._known[form] = self._rank(form)
        return found

    def _rank(self, form: str) -> float:
        from spacy.strings import get_string_id

        key = np.uint64(get_string_id(form))
        at = int(np.searchsorted(self._sorted, key))
        if at >= len(self._sorted) or self._sorted[at] != key:
            return _UNRANKED
        return float(np.log2(self._order[at] + 1.0))


@cache
def default_truecaser() -> Truecaser:
    """Return the weights that ship with geomap.

    Raises
    ------
    DataError
        If they are missing or damaged.
    """
    return read_truecaser(data_file(*FILE))


def read_truecaser(path: Path) -> Truecaser:
    """Read weights as ``benchmarks/train_truecaser.py`` writes them.

    Raises
    ------
    DataError
        If the file is missing or damaged.
    """
    with trained(path, "weights of the truecaser"), np.load(path, allow_pickle=False) as raw:
        rows = {name: row for row, name in enumerate(str(raw["names"]).split("\x1f"))}
        weights = raw["weights"].astype(np.float32) * np.float32(raw["scale"])
        return Truecaser(rows, weights, raw["chain"].astype(np.float32), str(raw["name"]))
