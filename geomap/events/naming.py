"""What an event's place is called: as the text spells it, where that is a name and no abbreviation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.model import MentionKind

if TYPE_CHECKING:
    from geomap.model import Resolution

RELATIVE = frozenset(
    {"off", "near", "around", "outside", "between", "along", "within", "beyond", "across", "opposite", "behind"}
)
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
        surface = surface[0].lower() + surface[1:]
    if place is None or mention.kind is MentionKind.RELATION:
        return surface.title() if surface.isupper() and len(surface) > _INITIALS else surface
    if resolution.is_corrected:
        return place.name
    return surface if mention.kind is MentionKind.LITERAL and _is_spelt_out(surface) else place.name


def _is_spelt_out(surface: str) -> bool:
    return not surface.isupper() and surface[:1].isupper() and not {".", "&", "<"} & set(surface)
