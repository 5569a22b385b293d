"""What an event's place is called: as the text spells it, where that is a name and no abbreviation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geomap.model import MentionKind

if TYPE_CHECKING:
    from geomap.events.governing import Use
    from geomap.model import Mention, Resolution

RELATIVE = frozenset(
    {"off", "near", "around", "outside", "between", "along", "within", "beyond", "across", "opposite", "behind"}
)
_STANCES = frozenset({"along", "around", "off", "near", "outside"})
_LINE = re.compile(r"\b(?:border|frontier|line of)\b", re.IGNORECASE)
_INITIALS = 4  # letters: "NATO" is left as it is


def place_name(resolution: Resolution | None) -> str:
    """Return the name of a place as a person who has read the text would write it.

    The text's own spelling ("Mekelle", where the gazetteer has "Mek'ele") wins where the mention is the place's
    proper name; what is in capitals ("US", "SUVA"), dotted, a demonym or a capital standing for its government
    gets the gazetteer's name; so does what a person corrected, as the text's name was of another place.

    Returns
    -------
    str
        ``""`` for no place.
    """
    if resolution is None:
        return ""
    mention = resolution.mention
    # In a text in capitals the name to look up is the same in the letters of a newspaper.
    respelt = mention.query.casefold() == mention.surface.casefold() or {"&", "\n"} & set(mention.surface)
    told = mention.query if mention.query and respelt else mention.surface
    surface = " ".join(told.split())
    place = resolution.place
    if mention.kind is MentionKind.RELATION and surface.split(" ", 1)[0].lower() in RELATIVE:
        word, _, rest = surface.partition(" ")
        surface = f"{word.lower()} {rest.title() if surface.isupper() else rest}"
    if place is None or mention.kind is MentionKind.RELATION:
        return surface.title() if surface.isupper() and len(surface) > _INITIALS else surface
    if resolution.is_corrected:
        return place.name
    return surface if mention.kind is MentionKind.LITERAL and _is_spelt_out(surface) else place.name


def _is_spelt_out(surface: str) -> bool:
    return not surface.isupper() and surface[:1].isupper() and not {".", "&", "<"} & set(surface)


def stance(use: Use, mention: Mention, text: str, name: str) -> str:
    """Return preposition and article as a text has them before a place: "around", "on the"; ``""`` for the usual."""
    if mention.kind is not MentionKind.LITERAL:
        return "on the" if _LINE.search(name) else ""
    alone = use.head.dep_ not in {"compound", "nmod", "amod"}  # "the Afungi peninsula": its article
    same = mention.surface.casefold() == name.casefold()
    article = " the" if text[: mention.start].casefold().endswith("the ") and same and alone else ""
    link = use.link if use.link in _STANCES else "on" if _LINE.search(name) else ""
    usual = "from" if use.link == "from" else "in"
    return f"{link or usual}{article}" if link or article else ""
