"""Nominatim's ``/lookup``, which geopy lacks: known OpenStreetMap objects, many at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geopy.geocoders import Nominatim

from geomap.geocoding.places import MalformedAnswerError, nominatim_place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.geocoding.records import RecordedPlace

OsmId = tuple[str, int]
_LETTERS = {"node": "N", "way": "W", "relation": "R"}


class LookupNominatim(Nominatim):  # type: ignore[misc]
    """geopy's Nominatim with ``/lookup``."""

    lookup_path = "/lookup"

    def lookup(self, ids: Sequence[OsmId]) -> Any:  # noqa: ANN401 -- JSON
        """Return the raw answer about OpenStreetMap objects, at most fifty; unknown ones are missing in it.

        Parameters
        ----------
        ids
            ``("node", 26)`` and the like.

        Raises
        ------
        geopy.exc.GeopyError
            As geopy's own methods do.
        """
        params = {
            "osm_ids": ",".join(f"{_LETTERS[kind]}{number}" for kind, number in ids),
            "format": "json",
            "addressdetails": 1,
            "extratags": 1,
            "accept-language": "en",
        }
        url = self._construct_url(f"{self.scheme}://{self.domain}{self.lookup_path}", params)
        return self._call_geocoder(url, lambda payload: payload)


def read_lookup(provider: str, payload: object, ids: Sequence[OsmId]) -> dict[OsmId, tuple[RecordedPlace, Any]]:
    """Return the places of a raw answer and their raw objects, by id.

    Raises
    ------
    MalformedAnswerError
        If it is no list of places that were asked for.
    """
    if not isinstance(payload, list):
        raise MalformedAnswerError(f"the answer is a {type(payload).__name__}, not a list")
    found: dict[OsmId, tuple[RecordedPlace, Any]] = {}
    for raw in payload:
        if not isinstance(raw, dict):
            raise MalformedAnswerError(f"a place is a {type(raw).__name__}, not an object")
        recorded = nominatim_place(provider, raw)
        known = (recorded.osm_type, recorded.osm_id)
        if known not in ids:
            raise MalformedAnswerError(f"{known} was not asked for")
        found[known] = (recorded, raw)
    return found
