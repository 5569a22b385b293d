"""Front lines: "the front line in Donetsk region", "the line of contact near Horlivka", from curated lines."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from geomap.model import WherePrec
from geomap.resolution.relations_match import Match
from geomap.resolution.relations_read import phrase_at
from geomap.resolution.relations_words import spatial_words
from geomap.spatial.made import KEPT, Made
from geomap.spatial.near import near
from geomap.spatial.regions import fronts
from geomap.spatial.topology import polygonal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.resolution.relations_items import Row
    from geomap.spatial import Shapes
    from geomap.spatial.anchors import Anchor

_LIKELY = 0.6  # lines move, and the text may be of another day than the drawing


def find_fronts(row: Row) -> Iterator[Match]:
    """Yield the stretches of front lines that a document speaks of."""
    words = spatial_words()
    for index in range(len(row)):
        end = phrase_at(row, index, words.fronts)
        if end < 0 or row.word(end + 1) not in {"in", "near", "around", "of", "at", "outside", "across", "through"}:
            continue
        found = row.ground(end + 2)
        if found is None or not row.same_sentence(index, found[1]):
            continue
        made = _front(found[0], row.shapes)
        if made is not None:
            yield Match(index, found[1], made, _LIKELY, (f"a front line that crosses {found[0].name}",))


@lru_cache(maxsize=KEPT)
def _front(anchor: Anchor, shapes: Shapes) -> Made | None:
    """Return the stretch of a curated front line in or near a place; ``None`` where none passes."""
    around = near(anchor).geometry if anchor.is_point else anchor.geometry()
    for name, region_id, since in fronts(spatial_words().front_shapes):
        line = shapes.region(region_id)
        kept = None if line is None else polygonal(line.intersection(around))
        if kept is not None and not kept.is_empty:
            text = f"{name}, as drawn for the time from {since}, within {'reach of ' * anchor.is_point}{anchor.name}"
            return Made(kept, text, WherePrec.LARGER, None, anchor.countries)
    return None
