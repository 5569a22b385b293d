"""Passives without their "was", as headlines have them: "Opposition leader seized at airport"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.remembering import remembered
from geomap.events.syntax import OBJECTS, elliptic, forget_roles

if TYPE_CHECKING:
    from spacy.tokens import Token

_COMPLETING = OBJECTS | {"aux", "auxpass"}


def set_elliptic(verb: Token, *, holds: bool) -> None:
    """Take a verb for such a passive, or no longer; who does what is found anew."""
    known = elliptic(verb.doc)
    (known.add if holds else known.discard)(verb.i)
    forget_roles(verb.doc)


@remembered
def may_be_elliptic(verb: Token) -> bool:
    """Tell whether a past tense may be such a passive: in a line without a full stop, without helper and object."""
    if verb.tag_ not in {"VBD", "VBN"} or verb.dep_ not in {"ROOT", "acl", "relcl"}:
        return False
    if any(child.dep_ in _COMPLETING for child in verb.children):
        return False
    return not next(token for token in reversed(verb.sent) if not token.is_space).is_punct
