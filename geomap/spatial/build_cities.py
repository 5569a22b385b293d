"""The cities that the basemap names, and from which zoom level on."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from geomap.spatial.build_packing import packed
from geomap.spatial.build_sources import City, read_cities

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_LEAST_CITY = 50_000
_CITY_COUNT = 3_400  # and every capital
_ZOOMS = range(2, 8)
_GAP = 56  # pixels between labels
# The inhabitants from which a city, and a capital, may be named at each zoom level: however much sea there is around
# Grytviken, a map of the world has no use for it.
_LEAST_NAMED = {2: (1_000_000, 300_000), 3: (200_000, 50_000), 4: (50_000, 20_000), 5: (50_000, 1_000)}


def city_layer(packages: Path) -> dict[str, Any]:
    """Return cities, each with the first zoom level at which its name does not crowd a greater one."""
    import shapely

    cities = sorted(read_cities(packages, _LEAST_CITY), key=_weight)
    ranked: list[tuple[City, int]] = []
    left = [city for city in cities if city.code != "PPLX"]
    for zoom in _ZOOMS:
        still = []
        for city in left:
            named = _is_known(city, zoom) and _has_room(city, ranked, zoom)
            (ranked.append((city, zoom)) if named else still.append(city))
        left = still
    kept = [*ranked[:_CITY_COUNT], *(row for row in ranked[_CITY_COUNT:] if row[0].code == "PPLC")]
    properties: dict[str, Sequence[Any]] = {
        "name": [city.name for city, _ in kept],
        "country": [city.country for city, _ in kept],
        "capital": [int(city.code == "PPLC") for city, _ in kept],
        "population": [city.population for city, _ in kept],
        "rank": [zoom for _, zoom in kept],
    }
    return packed("Point", shapely.points([(city.lon, city.lat) for city, _ in kept]), properties)


def _weight(city: City) -> tuple[float, str]:
    """Sort capitals before cities of four times their size."""
    return -city.population * (4 if city.code == "PPLC" else 1), city.name


def _is_known(city: City, zoom: int) -> bool:
    """Tell whether a place is large enough to be named at a zoom level."""
    plain, capital = _LEAST_NAMED.get(zoom, (0, 0))
    return city.population >= (capital if city.code == "PPLC" else plain)


def _has_room(city: City, ranked: Sequence[tuple[City, int]], zoom: int) -> bool:
    x, y = _pixel(city.lon, city.lat, zoom)
    return all(math.dist((x, y), _pixel(other.lon, other.lat, zoom)) >= _GAP for other, _ in ranked)


def _pixel(lon: float, lat: float, zoom: int) -> tuple[float, float]:
    """Return web Mercator pixels at a zoom level."""
    size = 256 << zoom
    rise = math.asinh(math.tan(math.radians(max(-85.0, min(85.0, lat)))))
    return (lon + 180) / 360 * size, (1 - rise / math.pi) / 2 * size
