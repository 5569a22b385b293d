"""The embedded gazetteer as a geopy geocoder, so that existing scripts work offline by changing one line.

>>> from geomap.gazetteer.geopy_adapter import Embedded  # doctest: +SKIP
>>> Embedded().geocode("Kars, Turkey").point  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geopy.exc import GeocoderQueryError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

from geomap.gazetteer.opening import open_gazetteer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from geomap.gazetteer.protocol import Gazetteer
    from geomap.model import Candidate, Place


_IGNORED = frozenset(("language", "addressdetails", "namedetails", "extratags", "geometry", "zoom"))
# Nominatim's feature types; a settlement is anything that people live in below a state.
_FEATURES: dict[str, Callable[[Place], bool]] = {
    "country": lambda place: place.is_country,
    "state": lambda place: place.feature_code == "ADM1",
    "city": lambda place: place.feature_class == "P",
    "settlement": lambda place: place.feature_class == "P" or place.feature_code == "ADM2",
}


class Embedded(Geocoder):  # type: ignore[misc]
    """Geocode with the embedded gazetteer; nothing touches the network.

    Parameters
    ----------
    gazetteer
        Another gazetteer than the embedded one.
    options
        What geocoders of geopy are made with (``timeout``, ``user_agent``, ``proxies``, ``ssl_context``, ``scheme``,
        ``adapter_factory``, and ``domain`` or ``api_key`` of single ones) is accepted, and has nothing to do.
    """

    def __init__(self, gazetteer: Gazetteer | None = None, **options: Any) -> None:  # noqa: ANN401 -- geopy's own
        known = {"scheme", "timeout", "proxies", "user_agent", "ssl_context", "adapter_factory"}
        super().__init__(**{key: value for key, value in options.items() if key in known})
        self._gazetteer = gazetteer or open_gazetteer()

    def geocode(
        self,
        query: str | dict[str, str],
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,  # noqa: ANN401, ARG002 -- geopy's signature
        limit: int | None = None,
        country_codes: str | Iterable[str] | None = None,
        viewbox: Sequence[Any] | None = None,
        bounded: bool = False,
        featuretype: str | None = None,
        fuzzy: bool = False,
        **unused: Any,  # noqa: ANN401 -- what other geocoders take
    ) -> Location | list[Location] | None:
        """Return the location of a name.

        Parameters
        ----------
        query
            A name, with what it lies in after commas ("Kars, Turkey"), or a dict with ``city``, ``state``, ``country``.
        exactly_one
            Return one location, or a list of all.
        timeout
            Accepted and ignored.
        limit
            At most so many in a list.
        country_codes
            Alpha-2 codes to keep to.
        viewbox, bounded
            Two opposite corners, as Nominatim takes them: what lies within comes first, or alone when bounded.
        featuretype
            Keep to ``"country"``, ``"state"``, ``"city"`` or ``"settlement"``.
        fuzzy
            Try misspellings when nothing bears the name.
        unused
            Nominatim's ``language``, ``addressdetails``, ``namedetails``, ``extratags`` and ``geometry``: accepted and
            ignored.

        Raises
        ------
        GeocoderQueryError
            If the query is empty, the feature type unknown, or an argument is none of Nominatim's.
        """
        _check_unused(unused)
        if featuretype is not None and featuretype not in _FEATURES:
            raise GeocoderQueryError(f"featuretype is one of {', '.join(_FEATURES)}, not {featuretype!r}.")
        if isinstance(query, dict):
            query = ", ".join(query[key] for key in ("city", "county", "state", "country") if query.get(key))
        name, *within = [part.strip() for part in str(query).split(",") if part.strip()] or [""]
        if not name:
            raise GeocoderQueryError("The query is empty.")
        wanted = {country_codes} if isinstance(country_codes, str) else set(country_codes or ())
        codes = {code.upper() for code in wanted}
        found = [
            candidate
            for candidate in self._gazetteer.lookup(str(query), fuzzy=False) or self._within(name, within, fuzzy=fuzzy)
            if (not codes or candidate.place.country in codes)
            and (featuretype is None or _FEATURES[featuretype](candidate.place))
        ]
        if viewbox is not None:
            inside = [candidate for candidate in found if _in_box(candidate.place, viewbox)]
            found = inside if bounded else inside + [candidate for candidate in found if candidate not in inside]
        return self._answer([_location(candidate.place, candidate) for candidate in found], exactly_one, limit)

    def reverse(
        self,
        query: Point | tuple[float, float] | str,
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,  # noqa: ANN401, ARG002 -- geopy's signature
        limit: int | None = None,
        **unused: Any,  # noqa: ANN401 -- what other geocoders take
    ) -> Location | list[Location] | None:
        """Return the populated places nearest to a point.

        Parameters
        ----------
        query
            Latitude and longitude, as geopy has them: a Point, a pair, or a string.
        exactly_one
            Return the nearest, or a list.
        timeout
            Accepted and ignored.
        limit
            At most so many in a list; 5 by default.
        unused
            Nominatim's ``language``, ``addressdetails``, ``namedetails`` and ``zoom``: accepted and ignored.
        """
        _check_unused(unused)
        point = Point(query)
        count = 1 if exactly_one else limit or 5
        near = self._gazetteer.nearest(point.longitude, point.latitude, limit=count)
        return self._answer([_location(place, distance_km=km) for place, km in near], exactly_one, limit)

    def _within(self, name: str, within: list[str], *, fuzzy: bool) -> list[Candidate]:
        """Keep the candidates that lie in every larger place named after the comma."""
        found = list(self._gazetteer.lookup(name, fuzzy=fuzzy))
        for outer in within:
            larger = [candidate.place for candidate in self._gazetteer.lookup(outer)]
            countries = {place.country for place in larger if place.is_country}
            states = {place.admin1 for place in larger if place.feature_code == "ADM1" and place.admin1}
            districts = {place.name for place in larger if place.feature_code == "ADM2"}
            found = [
                candidate
                for candidate in found
                if candidate.place.country in countries
                or candidate.place.admin1 in states
                or candidate.place.admin2 in districts
            ]
        return found

    @staticmethod
    def _answer(locations: list[Location], exactly_one: bool, limit: int | None) -> Location | list[Location] | None:
        if not locations:
            return None
        return locations[0] if exactly_one else locations[:limit]


def _check_unused(given: dict[str, Any]) -> None:
    """Let through what Nominatim takes, so that one changed line is enough, and catch misspelt arguments."""
    if strange := sorted(set(given) - _IGNORED):
        raise GeocoderQueryError(f"Unknown arguments: {', '.join(strange)}.")


def _in_box(place: Place, corners: Sequence[Any]) -> bool:
    first, second = (Point(corner) for corner in corners)
    south, north = sorted((first.latitude, second.latitude))
    west, east = sorted((first.longitude, second.longitude))
    return bool(south <= place.lat <= north and west <= place.lon <= east)


def _location(place: Place, candidate: Candidate | None = None, distance_km: float | None = None) -> Location:
    parts = [place.name, place.admin2, place.admin1, place.country]
    address = ", ".join(dict.fromkeys(part for part in parts if part))
    raw = {
        "id": place.id,
        "name": place.name,
        "feature_class": place.feature_class,
        "feature_code": place.feature_code,
        "country": place.country,
        "admin1": place.admin1,
        "population": place.population,
        "wikidata": place.wikidata,
        "match": candidate.match if candidate else None,
        "score": candidate.score if candidate else None,
        "distance_km": distance_km,
    }
    return Location(address, Point(place.lat, place.lon), raw)
