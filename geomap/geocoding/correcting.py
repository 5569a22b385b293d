"""Corrections of places applied to what the line says, as pure functions of both, and what became of each."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from geomap.geocoding.correcting_review import Review
from geomap.geocoding.correcting_spots import spot

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geomap.geocoding.correcting_spots import Outlines, Places
    from geomap.geocoding.corrections import Corrections, PlaceCorrection
    from geomap.model import Document, Mention, Resolution


class _Parsed(Protocol):
    @property
    def document(self) -> Document: ...


class _Resolver(Protocol):
    @property
    def id(self) -> str: ...

    def resolve(self, parsed: Any, mentions: Sequence[Mention]) -> tuple[Resolution, ...]: ...  # noqa: ANN401


class CorrectingResolver:
    """A resolver whose word a person's corrections overrule; remembers what became of each.

    Parameters
    ----------
    resolver
        The resolver.
    corrections
        The corrections.
    places, outlines
        Where ids lead to places, and places to shapes.
    """

    def __init__(self, resolver: _Resolver, corrections: Corrections, places: Places, outlines: Outlines) -> None:
        self._resolver, self._corrections = resolver, corrections
        self._places, self._outlines = places, outlines
        self._changed: Counter[str] = Counter()
        self._met: set[str] = set()
        self._read: set[str] = set()

    @property
    def id(self) -> str:
        """The resolver's id, and that of the corrections."""
        return f"{self._resolver.id} {self._corrections.id}" if self._corrections.place else self._resolver.id

    def resolve(self, parsed: _Parsed, mentions: Sequence[Mention]) -> tuple[Resolution, ...]:
        """Return the resolver's resolutions, corrected; what is no place is left out."""
        said = self._resolver.resolve(parsed, mentions)
        if not self._corrections.place:
            return said
        self._read.add(parsed.document.id)
        for resolution in said:
            item = decisive(parsed.document, resolution, self._corrections)
            if item is not None:
                self._met.add(item.id)
                self._changed[item.id] += not agrees(resolution, item, self._places)
        return correct_toponyms(parsed.document, said, self._corrections, self._places, self._outlines)

    def review(self) -> Review:
        """Return what became of the corrections so far."""
        broken = tuple(item for item in self._corrections.place if item.place and self._places.get(item.place) is None)
        sound = [item for item in self._corrections.place if item not in broken]
        unused = tuple(item for item in sound if item.id not in self._met)
        return Review(
            applied=tuple((item, self._changed[item.id]) for item in sound if self._changed[item.id]),
            redundant=tuple(item for item in sound if item.id in self._met and not self._changed[item.id]),
            unused=unused,
            broken=broken,
            missed=tuple(item for item in unused if item.doc in self._read),
        )


def correct_toponyms(
    document: Document,
    toponyms: Iterable[Resolution],
    corrections: Corrections,
    places: Places,
    outlines: Outlines,
) -> tuple[Resolution, ...]:
    """Return a document's resolutions with the corrections applied; what is no place is left out.

    Parameters
    ----------
    document
        Where they stand.
    toponyms
        What the line says.
    corrections
        What a person says.
    places, outlines
        Where ids lead to places, and places to shapes.
    """
    corrected: list[Resolution] = []
    for resolution in toponyms:
        item = decisive(document, resolution, corrections)
        if item is None:
            corrected.append(resolution)
        elif not item.not_a_place:
            corrected.append(_corrected(resolution, item, places, outlines))
    return tuple(corrected)


def decisive(document: Document, resolution: Resolution, corrections: Corrections) -> PlaceCorrection | None:
    """Return the correction that decides about a mention; relations ("the Armenian border") have none."""
    if resolution.relation is not None:
        return None
    mention = resolution.mention
    return corrections.find((mention.surface, mention.name), document.id, document.source or "")


def agrees(resolution: Resolution, item: PlaceCorrection, places: Places) -> bool:
    """Tell whether the line says by itself what a correction says; one whose place is gone changes nothing either."""
    if item.not_a_place:
        return False
    if item.at is not None:
        where = resolution.place
        return where is not None and (round(where.lat, 4), round(where.lon, 4)) == (
            round(item.at[0], 4),
            round(item.at[1], 4),
        )
    return places.get(item.place) is None or (resolution.place is not None and resolution.place.id == item.place)


def _corrected(resolution: Resolution, item: PlaceCorrection, places: Places, outlines: Outlines) -> Resolution:
    where = spot(item, item.name, places, outlines)
    if where is None or (resolution.place is not None and resolution.place.id == where.place.id):
        return resolution
    before = resolution.place
    was = f"; geomap said {before.name} ({before.id})" if before is not None else "; geomap left it unplaced"
    return replace(
        resolution,
        place=where.place,
        geometry=where.outline,
        where_prec=where.precision,
        radius_km=None,
        score=1.0,
        reasons=(f"corrected by {item.signature}{was}",),
        countries=(where.place.country,) if where.place.country else (),
        is_corrected=True,
    )
