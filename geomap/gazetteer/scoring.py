"""How likely a name means a place before anything of the text is known: the ``score`` of a `Candidate`.

``score = prominence(place) * QUALITY[match]``, both 0 to 1. It is a prior to rank by, not a probability:

======================================  =====================================================
place                                   prominence
======================================  =====================================================
country or territory                    0.90 to 0.99, growing with population
continent, curated region               as its curated entry says, 0.85 by default
capital (PPLC)                          0.72 to 0.90
first-order division (ADM1)             0.50 to 0.75
other populated place                   0.10 (500 inhabitants) to 0.80 (10 million and more)
second-order division (ADM2)            0.15 to 0.45
region that only GeoNames has (RGN)     0.20 to 0.45
======================================  =====================================================
"""

from __future__ import annotations

from functools import lru_cache
from math import log10

# What a match of each kind is worth beside a match of the preferred name.
QUALITY = {
    "preferred": 1.0,
    "curated": 1.0,
    "official": 0.97,
    "short": 0.93,
    "abbreviation": 0.9,
    "historic": 0.75,
    "alternate": 0.7,
    "fuzzy": 0.5,
}
# Stored in the database as small integers; "short" names ("Kars" for "Kars Province") count as official in answers.
MATCHES = ("preferred", "official", "short", "curated", "abbreviation", "historic", "alternate")
CURATED = 0.85


def _magnitude(population: int, least: float, most: float) -> float:
    """Map population on a logarithmic scale between two powers of ten to 0..1."""
    return min(1.0, max(0.0, (log10(max(population, 1)) - least) / (most - least)))


@lru_cache(maxsize=65_536)
def prominence(feature_code: str, population: int) -> float:
    """Return the prominence of a place, 0 to 1.

    Parameters
    ----------
    feature_code
        GeoNames feature code.
    population
        Inhabitants; 0 when unknown.
    """
    if feature_code.startswith("PCL") or feature_code == "TERR":
        return 0.90 + 0.09 * _magnitude(population, 3, 9)
    if feature_code == "ADM1":
        return 0.50 + 0.25 * _magnitude(population, 4, 8)
    if feature_code == "ADM2":
        return 0.15 + 0.30 * _magnitude(population, 3, 7)
    if feature_code == "RGN":
        return 0.20 + 0.25 * _magnitude(population, 4, 8)
    if feature_code == "PPLC":
        return 0.72 + 0.18 * _magnitude(population, 4, 7.3)
    base = 0.10 + 0.70 * _magnitude(population, 2.7, 7)
    if feature_code == "PPLA":
        base += 0.06
    elif feature_code in {"PPLX", "PPLL", "PPLF"}:  # sections of towns, hamlets, farm villages
        base *= 0.8
    elif feature_code in {"PPLH", "PPLQ", "PPLW", "PPLCH"}:  # no longer there
        base *= 0.5
    return min(base, 0.86)
