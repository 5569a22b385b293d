"""Texts that use words of war and disaster as figures: match reports, recipes, reviews, market news, science.

The registers and their words are in ``data/curated/registers.toml``.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from geomap.events.lexicon import words
from geomap.events.sentences import sentence_of
from geomap.events.syntax import lemma, lemmas, patients
from geomap.model import EventType  # noqa: TC001 -- pydantic reads it
from geomap.resources import data_file, read_toml

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from geomap.events.triggers import Trigger
    from geomap.language import ParsedDocument

# Set on golden articles and on sixteen written without an event: no article with events of these types reaches both.
_FEWEST = 5  # words of a register that a text of it has, at the least
_OUTWEIGHS = 1.5  # of them for each word of hard news, and one more
_HARD = 5
_TELLING = frozenset({"NOUN", "PROPN", "VERB", "AUX", "ADJ"})


class _Register(BaseModel):
    """A register: its words, and the types and single kinds whose words are figures there."""

    model_config = ConfigDict(extra="forbid")

    name: str
    figures: frozenset[EventType]
    kinds: frozenset[str] = frozenset()
    words: frozenset[str]
    plot: bool = False


class _File(BaseModel):
    """The file."""

    model_config = ConfigDict(extra="forbid")

    registers: tuple[_Register, ...]


@cache
def _registers() -> tuple[_Register, ...]:
    return read_toml(data_file("curated", "registers.toml"), _File.model_validate, "registers").registers


def in_earnest(parsed: ParsedDocument, triggers: Sequence[Trigger]) -> list[Trigger]:
    """Leave out the triggers that are figures of the text's register, or part of a plot it tells.

    A sentence with a word of hard news is in earnest in any text but one about a work of art: "police said that a bomb
    had gone off at the ground".
    """
    register = _register_of(parsed) if triggers else None
    if register is None:
        return list(triggers)
    return [
        trigger
        for trigger in triggers
        if not (trigger.kind.code.type in register.figures or trigger.kind.name in register.kinds)
        or (not register.plot and _is_hard(trigger))
    ]


def _register_of(parsed: ParsedDocument) -> _Register | None:
    """Return the register that most words of the text are of, if they are enough."""
    found = _telling(parsed)
    best = max(_registers(), key=lambda register: len(found & register.words))
    count = len(found & best.words)
    return best if count >= _FEWEST and count >= _OUTWEIGHS * (1 + len(found & words("hard"))) else None


def is_hard_news(parsed: ParsedDocument) -> bool:
    """Tell whether a text has many words of hard news: police, soldiers, victims, ministers."""
    return len(_telling(parsed) & words("hard")) >= _HARD


def _telling(parsed: ParsedDocument) -> set[str]:
    parts = {parsed.doc.vocab.strings[part] for part in _TELLING}
    tags = parsed.doc.to_array("POS").tolist()
    return {word for word, part in zip(lemmas(parsed.doc), tags, strict=True) if part in parts}


def _is_hard(trigger: Trigger) -> bool:
    """Tell whether a sentence speaks of police, soldiers, ministers, or counts people who were hurt."""
    sentence, doc = sentence_of(trigger.token), trigger.token.doc
    return any(
        lemma(token) in words("hard") - words("figures") or (lemma(token) in words("harming") and _counts(token))
        for token in doc[sentence.start : sentence.end]
        if token != trigger.token
    )


def _counts(verb: Token) -> bool:
    return any(noun.like_num or any(child.like_num for child in noun.children) for noun in patients(verb))
