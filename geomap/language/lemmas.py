"""The work of spaCy's lemmatizer, remembered: a word of one kind and form is looked up once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from spacy.pipeline import Lemmatizer
    from spacy.tokens import Doc

    Key = tuple[int, int, int]

_KEY: list[str | int] = ["ORTH", "POS", "MORPH"]  # what rules look at
_MEMORY = 100_000


class RememberingLemmatizer:
    """Stands in for a rule ``Lemmatizer`` in a pipeline.

    Parameters
    ----------
    lemmatizer
        The pipeline's own; ``fits`` says whether it can be stood in for.
    """

    def __init__(self, lemmatizer: Lemmatizer) -> None:
        self._lemmatizer = lemmatizer
        self._vocab: Any = lemmatizer.vocab  # spaCy's declarations lack ``in_memory_zone``
        self._known: dict[Key, int] = {}

    @staticmethod
    def fits(lemmatizer: Lemmatizer) -> bool:
        """Tell whether it goes by rules, and leaves the lemmas alone that are set already."""
        return lemmatizer.mode == "rule" and not lemmatizer.overwrite

    def __call__(self, doc: Doc) -> Doc:
        """Set the lemmas of one text in place, where there are none."""
        lemmas: list[int] = doc.to_array("LEMMA").tolist()
        open_ones = [at for at, lemma in enumerate(lemmas) if not lemma]
        if open_ones:
            keys: list[Key] = list(map(tuple, doc.to_array(_KEY)[open_ones].tolist()))
            known = self._learned(doc, dict(zip(keys, open_ones, strict=True)))
            for key, at in zip(keys, open_ones, strict=True):
                lemmas[at] = known[key]
            doc.from_array("LEMMA", np.array(lemmas, np.uint64))  # type: ignore[arg-type]
        return doc

    def _learned(self, doc: Doc, asked: dict[Key, int]) -> dict[Key, int]:
        """Return what is known of words, those that are asked for among them; each is told with a token that is it."""
        if len(self._known) > _MEMORY:
            self._known.clear()
        # What is added in a memory zone is forgotten by spaCy at its end, and must be here.
        passing = self._vocab.in_memory_zone
        known = {key: self._known[key] for key in asked if key in self._known} if passing else self._known
        for key, at in asked.items():
            if key not in known:
                known[key] = self._vocab.strings.add(self._lemmatizer.lemmatize(doc[at])[0])
        return known
