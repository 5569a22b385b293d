"""An event told at a place's distance, side or coast: "near Douentza" is where it was, Douentza what that is from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.model import MentionKind, RegionKind

if TYPE_CHECKING:
    from geomap.events.clusters import Cluster
    from geomap.events.focus import Where
    from geomap.events.scene import Scene
    from geomap.model import Resolution


def measured(
    placed: Where, resolution: Resolution | None, cluster: Cluster, scene: Scene
) -> tuple[Where, Resolution | None]:
    """Return the spatial relation that the text puts an event in, where it names the place only to measure from.

    Parameters
    ----------
    placed, resolution
        The place that the tellings elected.
    cluster
        The tellings; where one of them, the headline aside, gives a relation to that place, it is the event's.
    scene
        The document.

    Returns
    -------
    tuple
        Both as they were, or the relation's index and its resolution: its own geometry, precision and words, with the
        place that it is counted from.
    """
    if placed.index is None or resolution is None or resolution.place is None or resolution.is_corrected:
        return placed, resolution
    told = [item for item in cluster.tellings if any(choice.index == placed.index for choice in item.places)]
    if not told:
        return placed, resolution  # the place of the text at large
    below = [item for item in cluster.tellings if item.region is not RegionKind.HEADLINE]
    given = [item.place.index for item in below or cluster.tellings if item.place is not None]
    for index in [*given, placed.index]:
        found = _relation_to(index, resolution.place.id, scene)
        if found is not None:
            relation = scene.resolutions[found]
            return replace(placed, index=found), replace(
                relation,
                place=resolution.place,
                countries=relation.countries or resolution.countries,
                alternatives=resolution.alternatives,
            )
    return placed, resolution


def _relation_to(index: int, place_id: str, scene: Scene) -> int | None:
    """Return the index of the drawn relation that a mention is, or stands in, if it is counted from this place."""
    mention = scene.resolutions[index].mention
    for number, outer in enumerate(scene.resolutions):
        if outer.mention.kind is not MentionKind.RELATION or outer.is_nil:
            continue
        start, end = outer.mention.start, outer.mention.end
        if start <= mention.start and mention.end <= end and _measures(start, end, place_id, scene):
            return number
    return None


def _measures(start: int, end: int, place_id: str, scene: Scene) -> bool:
    """Tell whether a relation names the place; "the Azerbaijani border" is not counted from one."""
    return any(
        start <= item.mention.start
        and item.mention.end <= end
        and item.place is not None
        and item.place.id == place_id
        and item.mention.kind in {MentionKind.LITERAL, MentionKind.ASSOCIATIVE}
        for item in scene.resolutions
    )
