"""Borders at sea: "the maritime border between Lebanon and Israel", "Kenya's sea boundary with Somalia"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.resolution.relations_match import Match
from geomap.resolution.relations_sides import ARTICLES, distinct, left_sides, right_sides
from geomap.resolution.relations_words import spatial_words
from geomap.spatial.medians import median_line, waters_along

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.resolution.relations_items import Row

_LIKELY = 0.6
_AT_SEA = frozenset({"maritime", "sea", "marine"})
_NEAR = frozenset({"near", "around"})


def find_sea_borders(row: Row) -> Iterator[Match]:
    """Yield the median lines that stand for borders at sea, where the text names both sides."""
    for index in range(len(row)):
        found = _sea_border(row, index) if is_sea_border(row, index) else None
        if found is not None:
            yield found


def is_sea_border(row: Row, index: int) -> bool:
    """Tell whether an item says "border", "boundary" or "frontier" of one at sea."""
    words = spatial_words()
    return row.word(index) in words.borders | words.boundaries and row.word(index - 1) in _AT_SEA


def _sea_border(row: Row, index: int) -> Match | None:
    left, right = left_sides(row, index - 1), right_sides(row, index + 1)
    codes = [one.code for one in distinct((*left.named, *right.named))]
    if len(codes) != 2 or any("-" in code or "+" in code for code in codes):
        return None
    made = median_line(row.shapes, codes[0], codes[1])
    if made is None:
        return None
    first = left.edge if left.named else index - 1
    last = max(index, right.edge if right.named else -1)
    at = first - 1
    while row.word(at) in ARTICLES:
        at -= 1
    zone = waters_along(made, row.shapes) if row.word(at) in _NEAR else None
    reasons = ("both sides are named; no drawing has their border at sea, so the median line stands for it",)
    return Match(first, last, zone or made, _LIKELY, reasons, narrows=False)
