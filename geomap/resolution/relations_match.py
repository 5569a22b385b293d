"""A spatial expression found in a text, before it becomes a resolution."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
    """

    first: int
    last: int
    made: Made
    score: float
    reasons: tuple[str, ...] = ()
