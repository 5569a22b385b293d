"""What a noun that stands for a place refers back to: "the city", "the capital", "the Chinese capital"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.model import MentionKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from geomap.model import Resolution

_CAPITAL = "PPLC"


def town_meant(token: Token, resolutions: Sequence[Resolution | None]) -> int | None:
    """Return which resolved place "the city" or "the capital" means.

    Parameters
    ----------
    token
        The noun; only with "the", or "the" and a people's adjective, does it refer.
    resolutions
        The document's places, in text order; ``None`` for those that cannot be meant.

    Returns
    -------
    int or None
        An index among ``resolutions``: the town named last before; for a capital the one of the country that the
        adjective names, wherever the text names it, or the capital named last before, or failing that named next.
    """
    beside = [child for child in token.children if child.dep_ in {"amod", "compound", "nmod", "det", "poss"}]
    others = [child for child in beside if child.lower_ != "the"]
    if (
        len(beside) - len(others) != 1
        or len(others) > 1
        or any(child.dep_ in {"prep", "appos"} for child in token.children)
    ):
        return None
    capital = token.lower_ == "capital"
    code = _country_of(others[0], resolutions) if others else ""
    if others and not (capital and code):
        return None
    towns = [
        (item.mention.start, index)
        for index, item in enumerate(resolutions)
        if item is not None
        and item.mention.kind is not MentionKind.DEMONYM
        and (place := item.place) is not None
        and (place.feature_code == _CAPITAL if capital else place.feature_class == "P")
        and (capital or item.mention.kind is MentionKind.LITERAL)
        and (not code or place.country == code)
    ]
    before = [index for start, index in towns if start < token.idx]
    if before:
        return before[-1]
    return towns[0][1] if towns and capital else None


def _country_of(token: Token, resolutions: Sequence[Resolution | None]) -> str:
    """Return the country that a word names or whose people it names."""
    for item in resolutions:
        if item is not None and item.mention.start <= token.idx < item.mention.end and item.place is not None:
            return item.place.country
    return ""
