"""How exactly a place is known when only its name is: UCDP GED's ``where_prec`` (Högbladh 2023)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.model import WherePrec
from geomap.recognition.lexicon import kind_words
from geomap.recognition.names import is_country
from geomap.resolution.features import NAMES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from geomap.model import Mention, Place

_FALLBACK, _BORROWED, _STATED, _NEAR = (
    NAMES.index(name) for name in ("fallback", "borrowed", "lent_stated", "lent_near")
)
# GeoNames feature codes whose point says where something happened to within about 25 km.
_SMALL = frozenset({"MT", "PK", "VLC", "HLL", "PASS", "CAPE", "PRK", "MILB", "RES", "RESV", "ISLET", "BCH", "HBR"})
_SEAS = frozenset({"SEA", "OCN", "GULF", "STRT", "BAY"})


def is_lent(row: NDArray[np.float64]) -> bool:
    """Tell from a candidate's features whether it stands for a name that has no entry of its own."""
    return bool(row[_FALLBACK] or row[_BORROWED])


def is_facility(mention: Mention, place: Place) -> bool:
    """Tell whether the text names something in a town, "Aleppo University" or "Kars airport", by the town's name."""
    kind = kind_words().get(mention.kind_word)
    return kind is not None and "S" in kind.codes and place.feature_class == "P"


def roughly(place: Place, row: NDArray[np.float64]) -> WherePrec:
    """Return how exactly something without an entry is known that was put at ``place``, which holds it or lies near.

    Parameters
    ----------
    place
        Where it was put.
    row
        The candidate's features: whether the text says that it lies there, names it beside it, or only somewhere.
    """
    exact = precision(place)
    if exact is not WherePrec.EXACT:
        return exact
    told = row[_FALLBACK] or row[_STATED] or row[_NEAR] == 1.0
    return WherePrec.NEAR if told else WherePrec.DISTRICT


def precision(place: Place) -> WherePrec:
    """Return how exactly a place is known when only its name is."""
    code = place.feature_code
    if is_country(code):
        return WherePrec.COUNTRY
    if code == "ADM1":
        return WherePrec.PROVINCE
    if code.startswith("ADM"):
        return WherePrec.DISTRICT
    if place.feature_class in {"P", "S"}:
        return WherePrec.EXACT
    if code in _SMALL:
        return WherePrec.NEAR
    return WherePrec.WATER if code in _SEAS and not place.country else WherePrec.LARGER
