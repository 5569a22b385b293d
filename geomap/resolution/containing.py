"""The division that a text says a place without an entry lies in: "Igabi LGA" of "Tudun Biri, Igabi LGA, Kaduna"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.model import MentionKind
from geomap.recognition.names import is_country

if TYPE_CHECKING:
    from geomap.model import Mention, Place
    from geomap.resolution.context import Context

_PLAIN = 1.0  # "X, Y" and "X in Y", not "Y's X"
CONTAINED = 0.75  # how often such an answer is said to be right; of 11 in golden articles all were


def stated_division(context: Context, number: int, mention: Mention) -> Place | None:
    """Return the narrowest division below a country that the text plainly says a mention lies in.

    Parameters
    ----------
    context
        The document's names; their beliefs must be set.
    number, mention
        The mention and its index.
    """
    if mention.kind is not MentionKind.LITERAL:
        return None
    own = context.of_mention[number]
    stated = {**context.names[own].containers, **context.containers[number]}
    found = [
        best.place
        for other, plainly in stated.items()
        if plainly >= _PLAIN and other != own and not context.names[other].candidates.fallback
        if (best := context.names[other].best()) is not None and _divides(best.place)
    ]
    return max(found, key=lambda place: place.feature_code, default=None)


def _divides(place: Place) -> bool:
    return place.feature_class == "A" and not is_country(place.feature_code)
