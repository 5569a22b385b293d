"""The work of spaCy's attribute ruler, remembered: the same annotations, ten times sooner.

The ruler matches some 180 patterns against every token of every text, and nearly all of them look at one token's tag,
dependency and word alone. What such patterns say of a tag, dependency and word is asked of the ruler once.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

_READ = frozenset({"TAG", "DEP", "LOWER", "IS_SPACE"})  # what patterns may look at to be remembered
_KEY: list[str | int] = ["TAG", "DEP", "LOWER"]
_SET: list[str | int] = ["TAG", "POS", "MORPH", "LEMMA", "DEP"]  # what rules set
_MEMORY = 50_000

Key = tuple[int, int, int]


class RememberingRuler:
    """Stands in for an ``AttributeRuler`` in a pipeline.

    Parameters
    ----------
    ruler
        The pipeline's own; ``fits`` says whether it can be stood in for.
    """

    def __init__(self, ruler: AttributeRuler) -> None:
        self._ruler: Any = ruler  # spaCy's annotations are narrower than what it takes
        self._vocab = ruler.vocab
        rules = _rules(ruler)
        self._single = AttributeRuler(ruler.vocab)
        self._single.add_patterns([rule for rule in rules if not _spans_tokens(rule)])
        self._joint = Matcher(ruler.vocab)
        for number, rule in enumerate(rule for rule in rules if _spans_tokens(rule)):
            self._joint.add(str(number), rule["patterns"])
        self._known: dict[Key, tuple[int, ...]] = {}

    @staticmethod
    def fits(ruler: AttributeRuler) -> bool:
        """Tell whether the patterns look at nothing but tag, dependency and word, and start from no annotation."""
        rules = _rules(ruler)
        read = {name for rule in rules for pattern in rule["patterns"] for token in pattern for name in token}
        written = {name for rule in rules for name in rule["attrs"]}
        return read <= _READ and written <= set(_SET)

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one text in place."""
        keys: list[Key] = list(map(tuple, doc.to_array(_KEY).tolist()))
        self._learn(doc, keys)
        if keys:
            values: Any = np.array([self._known[key] for key in keys], dtype=np.uint64)
            doc.from_array(_SET, values)
        for _, start, end in self._joint(doc, allow_missing=True):
            # Rules have precedence by their order, so all are applied anew to these few words.
            matches = self._ruler.match(doc[start:end])
            self._ruler.set_annotations(doc, [(rule, name, a + start, b + start) for rule, name, a, b in matches])
        return doc

    def _learn(self, doc: Doc, keys: list[Key]) -> None:
        if len(self._known) > _MEMORY:
            self._known.clear()
        new = {key: index for index, key in enumerate(keys) if key not in self._known}
        if not new:
            return
        tokens = [doc[index] for index in new.values()]
        # A text of words that are their own heads: no rule here looks at a neighbour.
        told = Doc(
            self._vocab,
            words=[token.text for token in tokens],
            tags=[token.tag_ for token in tokens],
            deps=[token.dep_ for token in tokens],
            heads=list(range(len(tokens))),
        )
        self._known.update(zip(new, map(tuple, self._single(told).to_array(_SET).tolist()), strict=True))


def _rules(ruler: AttributeRuler) -> list[Any]:
    return list(ruler.patterns)


def _spans_tokens(rule: dict[str, Any]) -> bool:
    return any(len(pattern) > 1 for pattern in rule["patterns"])
