"""The deed and the court: an arrest, a charge or a sentence has another date than what it is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.lexicon import words
from geomap.events.syntax import VERBAL, lemma
from geomap.events.wording import wording

if TYPE_CHECKING:
    from collections.abc import Collection

    from spacy.tokens import Token

    from geomap.events.governing import Use
    from geomap.events.triggers import Trigger

_LINKS = frozenset({"on", "of", "for", "over", "in", "with", "to"})
_STEPS = 8
_BELOW = frozenset({"pobj", "dobj", "attr", "acomp", "oprd", "conj", "nsubjpass"})
_PROSECUTING, _ACCUSING = wording("verb.prosecuting"), wording("governor.accusing")


def prosecuted(deed: Token) -> Token | None:
    """Return what a court or the police do for a deed: "arrested" of "arrested on a charge of assault".

    Parameters
    ----------
    deed
        The word that names it, a noun or a verb: "the *murder*", "for *attacking* him".

    Returns
    -------
    Token or None
        The verb, or the noun of a fragment ("a life sentence for the murder"); ``None`` if nobody is held for it there.
    """
    current, led = deed, False
    for _ in range(_STEPS):
        above = current.head
        if above == current:
            return None
        if current.dep_ in {"pobj", "pcomp"}:
            if above.lower_ not in _LINKS:
                return None
            led = True
        elif above.pos_ in VERBAL:
            return above if led and lemma(above) in _PROSECUTING else None
        elif led and lemma(above) in _ACCUSING and above.dep_ not in _BELOW:
            return above
        elif not (current.dep_ == "conj" or (led and lemma(above) in _ACCUSING | words("crimes"))):
            return None
        current = above
    return None


def apart_from_the_court(use: Use, trigger: Trigger, deeds: Collection[int]) -> float:
    """Return how far a date of the court dates the deed, and one of the deed the court.

    "Arrested on 11 March on a charge of assault", "a life sentence for the 1995 murder".

    Parameters
    ----------
    use
        The date.
    trigger
        What may have happened then.
    deeds
        Indices of the words of the text that tell of events.
    """
    court = prosecuted(trigger.token)
    if court is not None and use.head not in trigger.token.subtree:
        return 0.02 if use.governor is not None and use.governor in {court, court.head} else 1.0
    inside = (token for token in (use.head, *use.head.ancestors) if token.i in deeds and token != trigger.token)
    deed = next((token for token in inside if trigger.token in token.ancestors), None)
    return 0.02 if deed is not None and prosecuted(deed) in {trigger.token, trigger.verb} else 1.0
