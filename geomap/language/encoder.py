"""spaCy's ``tok2vec`` layer, the same numbers sooner.

What the layer's first half makes of a word depends on the word alone, so it is made once and remembered. The second
half, convolutions over neighbours, is computed in blocks that stay in the processor's cache. Rounding apart (the order
in which products are summed), the results are those of thinc's layers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    Floats = np.ndarray[Any, np.dtype[np.float32]]
    Key = tuple[int, ...]
    Layer = Any  # thinc's models, whose own annotations are wider than numpy's

_OF_THE_WORD = frozenset({"PREFIX", "SUFFIX", "SHAPE", "IS_SPACE"})  # the same wherever a word stands
_OF_THE_PLACE = frozenset({"NORM", "SPACY"})  # may differ between two places of a word
_REMEMBERED = 40_000  # words; 15 MB
_ROOM = 1024  # words at first
_BLOCK = 512  # tokens: the widest matrix of a block takes 600 kB
_EMBED = ["extract_features", "static_vectors", "hashembed", "maxout", "layernorm"]
_TINY = np.float32(1e-8)  # thinc's own, against division by nought


class Encoder:
    """Stands in for a model of ``spacy.Tok2Vec.v2`` with hashed embeddings, vectors and maxout windows.

    Parameters
    ----------
    model
        Trained; ``fits`` says whether it can be stood in for.
    vocab
        Holds the words' vectors.
    """

    def __init__(self, model: Layer, vocab: Vocab) -> None:
        embed, encode = model.get_ref("embed"), model.get_ref("encode")
        self._vocab = vocab
        self._columns = _named(embed, "extract_features")[0].attrs["columns"]
        self._key = ["ORTH", *(name for name in self._columns if name in _OF_THE_PLACE)]
        self._hashed = _named(embed, "hashembed")
        self._projection = np.ascontiguousarray(_named(embed, "static_vectors")[0].get_param("W").T)
        self._mix = _Maxout(embed)
        self._layers = [_Maxout(layer) for layer in encode.layers[0].layers]
        self._margin = int(encode.attrs["pad"])
        self.width = self._mix.width
        self._known: dict[Key, int] = {}
        self._table = self._room(_ROOM)

    @staticmethod
    def fits(model: Layer, vocab: Vocab) -> bool:
        """Tell whether the model is of the kind whose arithmetic is known here."""
        if not (model.has_ref("embed") and model.has_ref("encode")):
            return False
        embed, encode = model.get_ref("embed"), model.get_ref("encode")
        if any(len(_named(embed, name)) == 0 for name in _EMBED) or vocab.vectors.mode != "default":
            return False
        columns = _named(embed, "extract_features")[0].attrs["columns"]
        in_order = [layer.attrs["column"] for layer in _named(embed, "hashembed")] == list(range(len(columns)))
        windows = _named(encode, "expand_window")
        return (
            set(columns) <= _OF_THE_WORD | _OF_THE_PLACE
            and in_order
            and len(windows) == len(encode.layers[0].layers)
            and all(
                layer.name.startswith("residual(expand_window>>maxout>>layernorm") for layer in encode.layers[0].layers
            )
            and all(window.attrs["window_size"] == 1 for window in windows)
        )

    def __call__(self, docs: Sequence[Doc]) -> list[Floats]:
        """Return a row of features for every token of each text; shape (tokens, width)."""
        rows = self._rows(docs)
        padded, starts = self._laid_out(docs, rows)
        for layer in self._layers:
            padded = _convolved(padded, layer)
        return [padded[start : start + len(doc)] for start, doc in zip(starts, docs, strict=True)]

    def _laid_out(self, docs: Sequence[Doc], rows: list[int]) -> tuple[Floats, list[int]]:
        """Return the words' rows, with rows of nought before, between and after the texts; and where each begins."""
        # One row more at either end, for the windows of the outermost.
        total = len(rows) + self._margin * (len(docs) + 1) + 2
        padded = np.zeros((total, self.width), np.float32)
        starts, at, read = [], 1 + self._margin, 0
        for doc in docs:
            padded[at : at + len(doc)] = self._table[rows[read : read + len(doc)]]
            starts.append(at)
            at += len(doc) + self._margin
            read += len(doc)
        return padded, starts

    def _rows(self, docs: Sequence[Doc]) -> list[int]:
        """Return each token's row in the table of words; words that are new are learned first."""
        keys: list[Key] = [key for doc in docs for key in map(tuple, doc.to_array(self._key).tolist())]
        if len(self._known) > _REMEMBERED:
            self._known, self._table = {}, self._room(_ROOM)
        new = {key: index for index, key in enumerate(keys) if key not in self._known}
        if new:
            self._learn(docs, new)
        return [self._known[key] for key in keys]

    def _learn(self, docs: Sequence[Doc], new: dict[Key, int]) -> None:
        told = np.concatenate([doc.to_array(["ORTH", *self._columns]) for doc in docs])[list(new.values())]
        first, needed = len(self._known), len(self._known) + len(new)
        if needed > len(self._table):
            table = self._room(max(needed, 2 * len(self._table)))
            table[:first] = self._table[:first]
            self._table = table
        for begin in range(0, len(told), _BLOCK):
            block = told[begin : begin + _BLOCK]
            self._table[first + begin : first + begin + len(block)] = self._embedded(block)
        self._known.update(zip(new, range(first, needed), strict=True))

    def _room(self, words: int) -> Floats:
        return np.empty((words, self.width), np.float32)

    def _embedded(self, told: np.ndarray[Any, Any]) -> Floats:
        """Return the rows of words that are told by their attributes, the word itself first."""
        parts = []
        for column, layer in enumerate(self._hashed, 1):
            table = layer.get_param("E")
            keys = layer.ops.hash(np.ascontiguousarray(told[:, column]), layer.attrs["seed"]) % len(table)
            parts.append(layer.ops.gather_add(table, keys))
        rows = self._vocab.vectors.find(keys=told[:, 0])
        vectors = self._vocab.vectors.data[rows] @ self._projection
        vectors[rows < 0] = 0
        return self._mix(np.concatenate([*parts, vectors], axis=1))


class _Maxout:
    """A layer of maxout with normalisation.

    The pieces of which the largest counts lie side by side in thinc, and apart here: whole rows are compared.
    """

    def __init__(self, parent: Layer) -> None:
        (maxout,), (norm,) = _named(parent, "maxout"), _named(parent, "layernorm")
        weights, bias = maxout.get_param("W"), maxout.get_param("b")  # (width, pieces, inputs), (width, pieces)
        self.width, self._pieces, inputs = weights.shape
        self._weights = np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(-1, inputs).T)
        self._bias = np.ascontiguousarray(bias.T).reshape(-1)
        self._scale, self._shift = norm.get_param("G"), norm.get_param("b")

    def __call__(self, inputs: Floats) -> Floats:
        """Return the layer's values; shape (tokens, width)."""
        summed = inputs @ self._weights
        summed += self._bias
        pieces = summed.reshape(len(inputs), self._pieces, self.width)
        best: Floats = np.maximum(pieces[:, 0], pieces[:, 1])
        for piece in range(2, self._pieces):
            np.maximum(best, pieces[:, piece], out=best)
        best -= best.mean(axis=1, keepdims=True)
        spread = np.einsum("ij,ij->i", best, best) / np.float32(self.width) + _TINY
        best *= (spread ** np.float32(-0.5))[:, None]
        best *= self._scale
        best += self._shift
        return best


def _convolved(padded: Floats, layer: _Maxout) -> Floats:
    """Return each row plus what the layer makes of it and its two neighbours."""
    count, width = len(padded) - 2, padded.shape[1]
    # A row and its neighbours lie one after another in memory already.
    windows = np.lib.stride_tricks.as_strided(padded, (count, 3 * width), padded.strides, writeable=False)
    result = np.zeros_like(padded)
    for begin in range(0, count, _BLOCK):
        end = min(count, begin + _BLOCK)
        np.add(padded[begin + 1 : end + 1], layer(windows[begin:end]), out=result[begin + 1 : end + 1])
    return result


def _named(model: Layer, name: str) -> list[Layer]:
    return [node for node in model.walk() if node.name == name]
