"""Resolution: mentions to what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.resolution.protocol import Ranker, Resolver

if TYPE_CHECKING:
    from geomap.gazetteer.protocol import Gazetteer
    from geomap.spatial import Shapes


def default_resolver(gazetteer: Gazetteer, shapes: Shapes) -> Resolver:
    """Return the built-in resolver.

    Parameters
    ----------
    gazetteer
        Where candidates come from.
    shapes
        Shapes of countries, provinces and regions.

    Raises
    ------
    DataError
        If the ranker's weights are missing or damaged.
    """
    from geomap.recognition import default_recogniser
    from geomap.resolution.ranker import default_ranker
    from geomap.resolution.resolver import RankingResolver

    return RankingResolver(gazetteer, shapes, default_ranker(), default_recogniser(gazetteer))


__all__ = ["Ranker", "Resolver", "default_resolver"]
