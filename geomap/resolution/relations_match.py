"""A spatial expression found in a text, before it becomes a resolution."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.spatial.anchors import Anchor
    from geomap.spatial.made import Made


@dataclass(frozen=True, slots=True)
class Match:
    """An expression and what it means.

    Attributes
    ----------
    first, last
        Indices of the first and last item, both included.
    made
        The geometry.
    score
        Probability that it is meant so, 0 to 1.
    reasons
        Why, in words.
    narrows
        Whether a place or expression beside it narrows it ("near the border" in "in Hatay, near the border").
    reach
        Index of the first item of the words that lead to it ("near" of "near the border"); ``-1`` for ``first``.
    span
        Offsets into the text, where they are not those of the items.
    base
        What the geometry was made from, where a rule goes on building.
    """

    first: int
    last: int
    made: Made
    score: float
    reasons: tuple[str, ...] = ()
    narrows: bool = True
    reach: int = -1
    span: tuple[int, int] | None = None
    base: Anchor | None = None

    @property
    def begin(self) -> int:
        """Index of the first item with the words that lead to it."""
        return self.first if self.reach < 0 else min(self.reach, self.first)


def join_made(parts: Sequence[Made]) -> Made:
    """Return the union of geometries made alike ("northern and eastern")."""
    import shapely

    first = parts[0]
    if len(parts) == 1:
        return first
    geometry = shapely.union_all([part.geometry for part in parts])
    text = " and ".join(part.text for part in parts)
    countries = tuple(dict.fromkeys(code for part in parts for code in part.countries))
    return replace(first, geometry=geometry, text=text, countries=countries, point=None)
