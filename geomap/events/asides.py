"""Asides that the parser takes for the clause they stand in: "the talks, planned for 3 November, were called off"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.syntax import SUBJECTS, VERBAL, auxiliaries, helpers_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLAUSES = frozenset({"ccomp", "conj", "dep", "parataxis", "advcl", "relcl"})


def enclosing(participle: Token) -> Token | None:
    """Return the verb of the clause that a participle between commas breaks off; ``None`` where it is no such aside.

    The parser hangs the subject on the participle, and leaves the verb that follows without one.
    """
    if participle.tag_ not in {"VBN", "VBD"} or helpers_of(participle):
        return None
    before = participle.i and participle.nbor(-1)
    if not before or before.text != ",":
        return None
    joined = [child for child in participle.children if child.dep_ in _CLAUSES]
    return next((verb for verb in (participle.head, *joined) if _goes_on_after(verb, participle)), None)


def _goes_on_after(verb: Token, participle: Token) -> bool:
    """Tell whether a verb with a helper but no subject of its own follows the comma that closes the aside."""
    if verb.pos_ not in VERBAL or verb.i <= participle.i or any(item.dep_ in SUBJECTS for item in verb.children):
        return False
    helpers = [item.i for item in auxiliaries(verb) if item.tag_ != "TO" and item.i > participle.i]
    first = min(helpers, default=verb.i)
    finite = helpers or verb.tag_ in {"VBD", "VBZ", "VBP"}
    return bool(finite) and verb.doc[first - 1].text == ","
