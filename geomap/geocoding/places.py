"""Raw answers of providers as places. Whoever answers nonsense is told so; nothing half-read is ever recorded."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

from geomap.geocoding.osm import ISO_LEVELS, TYPES, feature
from geomap.geocoding.records import RecordedPlace
from geomap.model import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_ALPHA2 = re.compile(r"[A-Z]{2}")
_SUBDIVISION = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")
_WIKIDATA = re.compile(r"Q[1-9][0-9]*")


class MalformedAnswerError(ValueError):
    """A provider's answer has a member of the wrong type, or a place that is not on the globe."""


def read_place(provider: str, location: Any) -> RecordedPlace:  # noqa: ANN401 -- geopy's Location has no types
    """Return one of geopy's locations as a place.

    Parameters
    ----------
    provider
        Name of the provider; it becomes the place's source.
    location
        geopy's ``Location``, with the provider's own object in ``raw``.

    Raises
    ------
    MalformedAnswerError
        If a member has the wrong type or value.
    """
    raw = location.raw
    if not isinstance(raw, dict):
        raise MalformedAnswerError(f"a place is a {type(raw).__name__}, not an object")
    reader = READERS.get(provider, _other)
    try:
        return reader(provider, raw, location)
    except MalformedAnswerError:
        raise
    except (TypeError, ValueError, KeyError, AttributeError, IndexError) as error:
        raise MalformedAnswerError(f"a place cannot be read: {error}") from error


def nominatim_place(provider: str, raw: Mapping[str, Any], location: Any = None) -> RecordedPlace:  # noqa: ANN401, ARG001
    """Return a place of Nominatim's ``json`` format, from ``/search`` or ``/lookup``.

    Raises
    ------
    MalformedAnswerError
        If a member has the wrong type or value.
    """
    osm_type, osm_id = _osm(raw.get("osm_type"), raw.get("osm_id"))
    address, tags = _object(raw, "address"), _object(raw, "extratags")
    label = _text(raw, "display_name")
    feature_class, feature_code = feature(_text(raw, "class"), _text(raw, "type"), _text(raw, "addresstype"))
    country = _code(_text(address, "country_code"), _ALPHA2)
    return RecordedPlace(
        place=Place(
            id=f"osm:{osm_type}/{osm_id}" if osm_type else f"{provider}:{label}",
            name=_text(raw, "name") or label.split(",")[0] or "unnamed",
            lon=_number(raw.get("lon"), "lon"),
            lat=_number(raw.get("lat"), "lat"),
            feature_class=feature_class,
            feature_code=feature_code,
            country=country,
            admin1=next((code for level in ISO_LEVELS if (code := _code(_text(address, level), _SUBDIVISION))), ""),
            admin2=_text(address, "county"),
            population=_population(tags.get("population")),
            wikidata=_code(_text(tags, "wikidata"), _WIKIDATA),
            source=provider,
        ),
        osm_type=osm_type,
        osm_id=osm_id,
        label=label,
        importance=_share(raw.get("importance")),
        bbox=_nominatim_box(raw.get("boundingbox")),
    )


def _photon(provider: str, raw: Mapping[str, Any], location: Any) -> RecordedPlace:  # noqa: ANN401
    known = _object(raw, "properties")
    osm_type, osm_id = _osm(known.get("osm_type"), known.get("osm_id"))
    feature_class, feature_code = feature(_text(known, "osm_key"), _text(known, "osm_value"), _text(known, "type"))
    lon, lat = _pair(_object(raw, "geometry").get("coordinates"))
    return RecordedPlace(
        place=Place(
            id=f"osm:{osm_type}/{osm_id}" if osm_type else f"{provider}:{location.address}",
            name=_text(known, "name") or "unnamed",
            lon=lon,
            lat=lat,
            feature_class=feature_class,
            feature_code=feature_code,
            country=_code(_text(known, "countrycode"), _ALPHA2),
            admin2=_text(known, "county"),
            source=provider,
        ),
        osm_type=osm_type,
        osm_id=osm_id,
        label=_label(location),
    )


def _geonames(provider: str, raw: Mapping[str, Any], location: Any) -> RecordedPlace:  # noqa: ANN401
    return RecordedPlace(
        place=Place(
            id=f"geonames:{_whole(raw.get('geonameId'), 'geonameId')}",
            name=_text(raw, "name") or "unnamed",
            lon=_number(raw.get("lng"), "lng"),
            lat=_number(raw.get("lat"), "lat"),
            feature_class=_text(raw, "fcl"),
            feature_code=_text(raw, "fcode"),
            country=_code(_text(raw, "countryCode"), _ALPHA2),
            admin1=_subdivision(raw),
            population=_population(raw.get("population")),
            source=provider,
        ),
        label=_label(location),
    )


def _pelias(provider: str, raw: Mapping[str, Any], location: Any) -> RecordedPlace:  # noqa: ANN401
    known = _object(raw, "properties")
    lon, lat = _pair(_object(raw, "geometry").get("coordinates"))
    feature_class, feature_code = _LAYERS.get(_text(known, "layer"), ("", ""))
    return RecordedPlace(
        place=Place(
            id=f"{provider}:{_text(known, 'gid') or _label(location)}",
            name=_text(known, "name") or "unnamed",
            lon=lon,
            lat=lat,
            feature_class=feature_class,
            feature_code=feature_code,
            country=_code(_text(known, "country_code"), _ALPHA2),
            admin2=_text(known, "county"),
            source=provider,
        ),
        label=_text(known, "label") or _label(location),
    )


def _opencage(provider: str, raw: Mapping[str, Any], location: Any) -> RecordedPlace:  # noqa: ANN401, ARG001
    known, point = _object(raw, "components"), _object(raw, "geometry")
    codes = known.get("ISO_3166-2") or [""]
    feature_class, feature_code = _LAYERS.get(_text(known, "_type"), ("", ""))
    label = _text(raw, "formatted")
    return RecordedPlace(
        place=Place(
            id=f"{provider}:{label}",
            name=label.split(",")[0] or "unnamed",
            lon=_number(point.get("lng"), "lng"),
            lat=_number(point.get("lat"), "lat"),
            feature_class=feature_class,
            feature_code=feature_code,
            country=_code(_text(known, "ISO_3166-1_alpha-2"), _ALPHA2),
            admin1=_code(str(codes[0]), _SUBDIVISION),
            admin2=_text(known, "county"),
            source=provider,
        ),
        label=label,
    )


def _other(provider: str, raw: Mapping[str, Any], location: Any) -> RecordedPlace:  # noqa: ANN401, ARG001
    """Return what any geopy class gives: a point and an address."""
    label = _label(location)
    return RecordedPlace(
        place=Place(
            id=f"{provider}:{label}",
            name=label.split(",")[0] or "unnamed",
            lon=_number(location.longitude, "longitude"),
            lat=_number(location.latitude, "latitude"),
            source=provider,
        ),
        label=label,
    )


READERS: dict[str, Callable[[str, Mapping[str, Any], Any], RecordedPlace]] = {
    "nominatim": nominatim_place,
    "photon": _photon,
    "geonames": _geonames,
    "pelias": _pelias,
    "opencage": _opencage,
}
# Layers of Pelias (Who's On First placetypes) and kinds of OpenCage.
_LAYERS = {
    "country": ("A", "PCLI"), "dependency": ("A", "PCLD"), "macroregion": ("L", "RGN"), "region": ("A", "ADM1"),
    "state": ("A", "ADM1"), "macrocounty": ("A", "ADM2"), "county": ("A", "ADM2"), "localadmin": ("A", "ADM3"),
    "locality": ("P", "PPL"), "city": ("P", "PPL"), "village": ("P", "PPL"), "borough": ("P", "PPLX"),
    "neighbourhood": ("P", "PPLX"), "body_of_water": ("H", "LK"),
}  # fmt: skip


def _label(location: Any) -> str:  # noqa: ANN401
    return location.address if isinstance(location.address, str) else ""


def _text(raw: Mapping[str, Any], name: str) -> str:
    value = raw.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise MalformedAnswerError(f"{name} is a {type(value).__name__}, not text")
    return value.strip()


def _object(raw: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = raw.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise MalformedAnswerError(f"{name} is a {type(value).__name__}, not an object")
    return value


def _number(value: object, name: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise MalformedAnswerError(f"{name} is {value!r}, not a number")
    number = float(value)
    if not math.isfinite(number):
        raise MalformedAnswerError(f"{name} is {number}, not a place on the globe")
    return number


def _whole(value: object, name: str) -> int:
    number = _number(value, name)
    if number != int(number) or number <= 0:
        raise MalformedAnswerError(f"{name} is {value!r}, not a positive whole number")
    return int(number)


def _share(value: object) -> float:
    return 0.0 if value is None else min(1.0, max(0.0, _number(value, "importance")))


def _pair(value: object) -> tuple[float, float]:
    if not isinstance(value, list) or len(value) < 2:
        raise MalformedAnswerError(f"coordinates are {value!r}, not a pair of numbers")
    return _number(value[0], "longitude"), _number(value[1], "latitude")


def _nominatim_box(value: object) -> tuple[float, float, float, float] | None:
    """Return west, south, east, north; Nominatim gives south, north, west, east."""
    if value is None:
        return None
    if not isinstance(value, list) or len(value) != 4:
        raise MalformedAnswerError(f"boundingbox is {value!r}, not four numbers")
    south, north, west, east = (_number(item, "boundingbox") for item in value)
    return west, south, east, north


def _osm(kind: object, number: object) -> tuple[str, int]:
    if kind is None or number is None:
        return "", 0
    if kind not in TYPES:
        raise MalformedAnswerError(f"osm_type is {kind!r}, not node, way or relation")
    return TYPES[str(kind)], _whole(number, "osm_id")


def _code(value: str, shape: re.Pattern[str]) -> str:
    """Return a code in capitals, or ``""`` when it is none of its kind."""
    return value.upper() if shape.fullmatch(value.upper()) else ""


def _subdivision(raw: Mapping[str, Any]) -> str:
    codes = _object(raw, "adminCodes1")
    country, code = _text(raw, "countryCode"), _text(codes, "ISO3166_2")
    return _code(f"{country}-{code}", _SUBDIVISION)


def _population(value: object) -> int:
    """Return the inhabitants; OpenStreetMap's is free text, and 0 stands for what cannot be read."""
    try:
        return max(0, int(str(value).replace(",", "").replace(" ", "")))
    except ValueError:
        return 0
