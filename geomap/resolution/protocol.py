"""What a resolver and a ranker offer, and what they need of the spatial room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from geomap.language import ParsedDocument
    from geomap.model import Mention, Resolution


class Resolver(Protocol):
    """Mentions to what they mean."""

    @property
    def id(self) -> str:
        """Name, version and configuration of the component."""

    def resolve(self, parsed: ParsedDocument, mentions: Sequence[Mention]) -> tuple[Resolution, ...]:
        """Return one resolution per mention, and further ones for spatial relations, in text order."""


class Ranker(Protocol):
    """Features of candidates to how likely each is meant."""

    @property
    def id(self) -> str:
        """Name and version."""

    def probabilities(self, stage: int, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return one probability per candidate and, last, that of NIL.

        Parameters
        ----------
        stage
            0 before the document's other names are known, 1 after.
        features
            One row per candidate, columns as in ``features.NAMES``.
        """

    def confidence(self, probability: float, *, brought: bool, lent: bool, certainty: float = 1.0) -> float:
        """Return how often an answer given this probability turns out right, 0 to 1.

        Parameters
        ----------
        probability
            Of the candidate and those within 161 km of it.
        brought
            Whether the input says that the span is a place; a name that the recogniser found may be none.
        lent
            Whether the name has no entry of its own, so that another place stands for it.
        certainty
            How likely the name that was found is a place name at all.
        """
