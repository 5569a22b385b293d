"""spaCy's entity recogniser, the same decisions for all tokens at once.

The recogniser reads from left to right and looks at three tokens: the next, the first of the entity that is open, and
the one before the next within it. Where none is open, its scores depend on the next token alone: one matrix gives them
for a whole batch. Only entities of several words are followed word by word, all that begin in the batch together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.tokens import Span

from geomap.language.encoder import Encoder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.pipeline import EntityRecognizer
    from spacy.tokens import Doc

    Array = np.ndarray[Any, Any]
    Layer = Any

_FEATURES = 3  # the next token, the first of the open entity, the one before the next
_PIECES = 2
_NEVER = np.float32(-np.inf)


class EntityReader:
    """Stands in for an ``EntityRecognizer`` in a pipeline, on texts that have no entities yet.

    Parameters
    ----------
    component
        The pipeline's own; ``fits`` says whether it can be stood in for.
    """

    def __init__(self, component: EntityRecognizer) -> None:
        model: Any = component.model
        tok2vec = model.get_ref("tok2vec")
        self._tok2vec = Encoder(tok2vec.layers[0], component.vocab)
        (linear,) = (layer for layer in tok2vec.layers if layer.name == "linear")
        self._linear = _Linear(linear)
        self._scores = _Linear(model.get_ref("upper"))
        lower = model.get_ref("lower")
        # (features, hidden, pieces, inputs) → a matrix a feature, the pieces one after another
        self._weights = [
            np.ascontiguousarray(of_feature.transpose(1, 0, 2).reshape(-1, of_feature.shape[2]).T)
            for of_feature in lower.get_param("W")
        ]
        self._bias = lower.get_param("b").T.reshape(-1)
        self._missing = [of_feature.T.reshape(-1) for of_feature in lower.get_param("pad")[0]]
        self._moves = _Moves(component)

    @staticmethod
    def fits(component: EntityRecognizer) -> bool:
        """Tell whether the component is greedy and its model of the kind whose arithmetic is known here."""
        model: Any = component.model
        if component.cfg["beam_width"] != 1 or not model.attrs["has_upper"] or model.attrs["unseen_classes"]:
            return False
        tok2vec, lower = model.get_ref("tok2vec"), model.get_ref("lower")
        return (
            (lower.get_dim("nF"), lower.get_dim("nP")) == (_FEATURES, _PIECES)
            and [layer.name for layer in tok2vec.layers][1:] == ["list2array", "linear"]
            and Encoder.fits(tok2vec.layers[0], component.vocab)
        )

    def __call__(self, docs: Sequence[Doc]) -> Iterable[Doc]:
        """Set the entities of each text in place."""
        if any(len(doc) for doc in docs):
            vectors = self._linear(np.concatenate(self._tok2vec(docs)))
            bounds = _Bounds(docs)
            best = self._outside(vectors, bounds)
            ends = self._followed(vectors, bounds, best)
            for doc, start in zip(docs, bounds.starts, strict=True):
                found = self._moves.entities(best, ends, start, start + len(doc))
                doc.set_ents([Span(doc, a, b, label=label) for a, b, label in found], default="outside")
        return docs

    def _outside(self, vectors: Array, bounds: _Bounds) -> Array:
        """Return the best move at each token, were no entity open there."""
        hidden = vectors @ self._weights[0]
        hidden += self._missing[1]
        hidden += self._missing[2]
        scores = self._scores(self._maxed(hidden))
        moves = self._moves
        scores[:, moves.inside] = _NEVER
        scores[np.ix_(bounds.blank, moves.begin | moves.unit)] = _NEVER
        scores[np.ix_(bounds.closing, moves.begin)] = _NEVER
        best: Array = scores.argmax(axis=1)
        return best

    def _followed(self, vectors: Array, bounds: _Bounds, best: Array) -> dict[int, int]:
        """Return the last token of each entity of several words, by its first, wherever one might begin."""
        starts = np.flatnonzero(self._moves.begin[best])
        more, last = self._moves.inner_of[best[starts]], self._moves.last_of[best[starts]]
        of_start = vectors[starts] @ self._weights[1]
        ends: dict[int, int] = {}
        at = starts + 1
        while len(at):
            hidden = vectors[at] @ self._weights[0]
            hidden += of_start
            hidden += vectors[at - 1] @ self._weights[2]
            hidden = self._maxed(hidden)
            further, over = self._scores.of(hidden, more), self._scores.of(hidden, last)
            goes_on = ((further > over) | ((further == over) & (more < last))) & ~bounds.closing[at]
            ends.update(zip(starts[~goes_on].tolist(), at[~goes_on].tolist(), strict=True))
            starts, of_start, more, last = starts[goes_on], of_start[goes_on], more[goes_on], last[goes_on]
            at = at[goes_on] + 1
        return ends

    def _maxed(self, hidden: Array) -> Array:
        hidden += self._bias
        half = hidden.shape[1] // _PIECES
        return np.maximum(hidden[:, :half], hidden[:, half:])


class _Bounds:
    """Where texts begin in a batch, and which of its tokens are white space or end a sentence."""

    def __init__(self, docs: Sequence[Doc]) -> None:
        told = np.concatenate([doc.to_array(["SENT_START", "IS_SPACE"]) for doc in docs if len(doc)])
        self.starts = np.cumsum([0, *(len(doc) for doc in docs)])[:-1].tolist()
        self.blank = told[:, 1] == 1
        self.closing = np.append(told[1:, 0] == 1, True)  # an entity that is open here must end here
        self.closing[[start + len(doc) - 1 for start, doc in zip(self.starts, docs, strict=True) if len(doc)]] = True


class _Moves:
    """What each class of the recogniser's output means."""

    def __init__(self, component: EntityRecognizer) -> None:
        moves: Any = component.moves
        kinds, self._labels = zip(*(_told(moves.get_class_name(i)) for i in range(moves.n_moves)), strict=True)
        number = {move: i for i, move in enumerate(zip(kinds, self._labels, strict=True))}
        named = np.array([label != "" for label in self._labels])
        of_kind = {kind: np.array([one == kind for one in kinds]) for kind in "BILUO"}
        self.begin, self.unit = of_kind["B"] & named, of_kind["U"] & named
        self.inside = ~(self.begin | self.unit | of_kind["O"])  # impossible where no entity is open
        self.inner_of = np.array([number.get(("I", label), 0) for label in self._labels])
        self.last_of = np.array([number.get(("L", label), 0) for label in self._labels])

    def entities(self, best: Array, ends: dict[int, int], start: int, end: int) -> Iterator[tuple[int, int, str]]:
        """Yield first token, the one after the last, and label, counted from ``start``."""
        free = start
        for at in (start + np.flatnonzero((self.begin | self.unit)[best[start:end]])).tolist():
            if at < free:
                continue
            free = ends[at] + 1 if self.begin[best[at]] else at + 1
            yield at - start, free - start, self._labels[best[at]]


class _Linear:
    def __init__(self, layer: Layer) -> None:
        self._weights, self._bias = layer.get_param("W"), layer.get_param("b")
        self._turned = np.ascontiguousarray(self._weights.T)

    def __call__(self, inputs: Array) -> Array:
        result: Array = inputs @ self._turned
        result += self._bias
        return result

    def of(self, inputs: Array, classes: Array) -> Array:
        """Return one score a row, that of the class named beside it."""
        score: Array = np.einsum("ij,ij->i", inputs, self._weights[classes]) + self._bias[classes]
        return score


def _told(name: str) -> tuple[str, str]:
    kind, _, label = name.partition("-")
    return kind, label
