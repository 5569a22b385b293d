"""What vague words mean in kilometres and degrees: documented defaults, in one place.

Every number is a choice, made so that an editor would nod at the drawing; each carries an uncertainty that the reader
sees as ``radius_km`` and ``where_prec``. UCDP GED's rule that "near" is within about 25 km of a place (Högbladh 2023,
codebook 23.1, where_prec 2) sets the scale for towns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.spatial.anchors import town_radius_km

if TYPE_CHECKING:
    from geomap.spatial.anchors import Anchor

OFF_COAST_KM = (
    50.0  # "off the coast" without a distance: within sight of events at sea, beyond territorial waters' 22 km
)
COAST_STRIP_KM = 20.0  # "on the coast", "coastal": how far inland
RIVER_STRIP_KM = 10.0  # "along the Euphrates"
LAKE_SHORE_KM = 10.0  # "on the northern shore of Lake Chad"
BANK_KM = 5.0  # "upstream of X": how far from the water
STREAM_KM = 50.0  # "upstream of X": how far along the river
MOUTH_KM = 20.0  # "at the mouth of the Orinoco"
DISTANCE_SLACK = 0.15  # "30 km" in news is rounded: 25 to 35
ABOUT_SLACK = 0.25  # "about", "some", "roughly"
DRIVE_KMH = (30.0, 90.0)  # straight-line speed of "an hour's drive": mountain road to motorway
WALK_KMH = (3.0, 5.0)
FLIGHT_KMH = (400.0, 850.0)
SECTOR_DEGREES = 45.0  # half the opening of "south of X"
NAUTICAL_MILE_KM = 1.852


def note(word: str, km: float) -> str:
    """Return what a vague word may also mean: half as much to twice as much, as readers differ."""
    return f"“{word}” is vague and taken as {km:.0f} km; {km / 2:.0f} to {km * 2:.0f} km would fit as well"


def near_km(anchor: Anchor) -> float:
    """Return the radius of "near": grows with the place, from 10 km around a hamlet to 50 around a country."""
    if anchor.is_point:
        if anchor.feature_class in {"", "P"}:
            return min(25.0, 10.0 + town_radius_km(anchor.population))
        return 15.0
    return min(50.0, max(10.0, 0.15 * anchor.size_km))


def reach_km(anchor: Anchor) -> float:
    """Return how far "south of X" goes where no distance is given."""
    if anchor.is_point:
        return 2.5 * near_km(anchor)
    if anchor.geometry().area == 0:  # a border is crossed at a spot; a river or a range parts whole regions
        return 30.0 if anchor.key.startswith("line:") else 100.0
    return min(300.0, max(30.0, 0.5 * anchor.size_km))


def corridor_km(length: float) -> float:
    """Return half the width of the land between two places so many kilometres apart."""
    return min(40.0, max(3.0, 0.12 * length))


def inland_km(anchor: Anchor) -> float:
    """Return how far from the sea an area's "interior" begins: an eighth of its size, 20 to 200 km."""
    return min(200.0, max(20.0, anchor.size_km / 8))


def spelled_km(least: float, most: float) -> str:
    """Return "26 to 34 km", with a decimal below ten."""
    low, high = (f"{km:.0f}" if most >= 10 else f"{km:.1f}" for km in (least, most))
    return f"{low} to {high} km" if low != high else f"{high} km"
