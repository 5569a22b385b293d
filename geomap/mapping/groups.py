"""How kinds of events look: eight groups of PLOVER types, each with a colour and a shape of its own."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from geomap.model import EventType


@dataclass(frozen=True, slots=True)
class Group:
    """A group of event types drawn alike.

    Attributes
    ----------
    key
        Short name, used in the page's address.
    label
        What the legend calls it.
    color
        Fill; one of the eight colours of Okabe and Ito (2008), "Color Universal Design", safe for colour-blind eyes.
    dark
        Fill on the dark ground: the same hue, except that black becomes light grey.
    shape
        Name of the glyph that the page draws; colour is never the only sign.
    types
        The PLOVER types in the group.
    """

    key: str
    label: str
    color: str
    dark: str
    shape: str
    types: tuple[EventType, ...]


# The groups follow PLOVER's quad classes (verbal and material, cooperation and conflict); material conflict, which
# news is mostly about, is told apart further, and disasters stand alone.
GROUPS: tuple[Group, ...] = (
    Group("fighting", "Fighting and attacks", "#D55E00", "#E8702A", "star", (EventType.ASSAULT,)),
    Group("forces", "Forces and mobilisation", "#E69F00", "#E69F00", "triangle", (EventType.MOBILIZE,)),
    Group(
        "coercion", "Coercion and sanctions", "#3D3D3D", "#B9BEC4", "hexagon", (EventType.COERCE, EventType.SANCTION)
    ),
    Group("protest", "Protest", "#F0E442", "#F0E442", "pentagon", (EventType.PROTEST,)),
    Group(
        "words",
        "Threats and demands",
        "#CC79A7",
        "#D78DB5",
        "square",
        (EventType.REQUEST, EventType.REJECT, EventType.ACCUSE, EventType.THREATEN),
    ),
    Group(
        "talks",
        "Talks and agreements",
        "#0072B2",
        "#4A9BD1",
        "circle",
        (EventType.AGREE, EventType.CONSULT, EventType.SUPPORT, EventType.CONCEDE),
    ),
    Group(
        "cooperation",
        "Cooperation, aid, ceasefire",
        "#009E73",
        "#19B287",
        "diamond",
        (EventType.COOPERATE, EventType.AID, EventType.RETREAT),
    ),
    Group("hazard", "Disasters and accidents", "#56B4E9", "#6FC1F0", "drop", (EventType.HAZARD,)),
)


def group_index() -> dict[EventType, int]:
    """Return, for every event type, the index of its group."""
    return {kind: index for index, group in enumerate(GROUPS) for kind in group.types}


def groups_payload() -> list[dict[str, Any]]:
    """Return the groups as the page reads them."""
    return [{**asdict(group), "types": [kind.value for kind in group.types]} for group in GROUPS]
