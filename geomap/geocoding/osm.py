"""OpenStreetMap's kinds of places as GeoNames feature classes and codes.

Tags follow the OpenStreetMap wiki ("Key:place", "Tag:boundary=administrative"); codes follow GeoNames'
``featureCodes_en.txt``; Nominatim's ``addresstype`` names the rank of an administrative unit in words.
"""

from __future__ import annotations

_PLACES = {
    "country": ("A", "PCLI"), "state": ("A", "ADM1"), "province": ("A", "ADM1"), "region": ("L", "RGN"),
    "county": ("A", "ADM2"), "district": ("A", "ADM2"), "municipality": ("A", "ADM3"),
    "city": ("P", "PPL"), "town": ("P", "PPL"), "village": ("P", "PPL"), "hamlet": ("P", "PPL"),
    "isolated_dwelling": ("P", "PPL"), "farm": ("S", "FRM"), "borough": ("P", "PPLX"), "suburb": ("P", "PPLX"),
    "quarter": ("P", "PPLX"), "neighbourhood": ("P", "PPLX"), "city_block": ("P", "PPLX"), "locality": ("L", "LCTY"),
    "island": ("T", "ISL"), "islet": ("T", "ISLT"), "archipelago": ("T", "ISLS"), "continent": ("L", "CONT"),
    "sea": ("H", "SEA"), "ocean": ("H", "OCN"), "square": ("S", "SQR"),
}  # fmt: skip
_ADMINISTRATIVE = {
    "country": ("A", "PCLI"), "state": ("A", "ADM1"), "province": ("A", "ADM1"), "region": ("A", "ADM1"),
    "state_district": ("A", "ADM2"), "county": ("A", "ADM2"), "district": ("A", "ADM2"), "city": ("A", "ADM3"),
    "municipality": ("A", "ADM3"), "town": ("A", "ADM3"), "village": ("A", "ADM4"),
}  # fmt: skip
_NATURAL = {
    "peak": ("T", "PK"), "volcano": ("T", "VLC"), "mountain_range": ("T", "MTS"), "ridge": ("T", "RDGE"),
    "saddle": ("T", "PASS"), "valley": ("T", "VAL"), "gorge": ("T", "GRGE"), "cape": ("T", "CAPE"),
    "peninsula": ("T", "PEN"), "desert": ("T", "DSRT"), "plateau": ("T", "PLAT"), "beach": ("T", "BCH"),
    "glacier": ("H", "GLCR"), "bay": ("H", "BAY"), "strait": ("H", "STRT"), "water": ("H", "LK"),
    "spring": ("H", "SPNG"), "reef": ("H", "RF"), "wood": ("V", "FRST"),
}  # fmt: skip
_KEYS = {
    "place": _PLACES,
    "natural": _NATURAL,
    "waterway": {"river": ("H", "STM"), "stream": ("H", "STM"), "canal": ("H", "CNL"), "dam": ("S", "DAM")},
    "water": {"lake": ("H", "LK"), "reservoir": ("H", "RSV"), "river": ("H", "STM")},
    "aeroway": {"aerodrome": ("S", "AIRP")},
    "military": {"base": ("S", "MILB"), "airfield": ("S", "AIRB"), "naval_base": ("S", "NVB")},
    "mountain_pass": {"yes": ("T", "PASS")},
    "railway": {"station": ("S", "RSTN"), "halt": ("S", "RSTP")},
    "landuse": {"military": ("L", "MILB"), "reservoir": ("H", "RSV")},
}
# What is left of a key when its value is not listed: GeoNames' class alone, or nothing.
_OTHERS = {"natural": "T", "waterway": "H", "water": "H", "highway": "R", "railway": "R", "amenity": "S"}
# ISO 3166-2 subdivisions are states and provinces most often at OpenStreetMap's admin_level 4, then 3, 5 and 6.
ISO_LEVELS = ("ISO3166-2-lvl4", "ISO3166-2-lvl3", "ISO3166-2-lvl5", "ISO3166-2-lvl6")
TYPES = {"N": "node", "W": "way", "R": "relation", "node": "node", "way": "way", "relation": "relation"}


def feature(key: str, value: str, rank_word: str = "") -> tuple[str, str]:
    """Return GeoNames class and code of an OpenStreetMap object.

    Parameters
    ----------
    key, value
        Its main tag, such as ``place`` and ``city``.
    rank_word
        For administrative units, the rank in words ("state"), which the tag does not tell.

    Returns
    -------
    tuple
        Class and code; ``""`` for what is not known.
    """
    if (key, value) == ("boundary", "administrative"):
        return _ADMINISTRATIVE.get(rank_word, ("A", "ADMD"))
    if key == "place" and rank_word in {"state", "province"} and value in {"state", "province", "region"}:
        return "A", "ADM1"
    return _KEYS.get(key, {}).get(value, (_OTHERS.get(key, ""), ""))
