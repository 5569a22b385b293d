"""The one table that the line ends in: annotations and merged events."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any

from geomap.model.features import event_feature, feature_collection

if TYPE_CHECKING:
    import geopandas as gpd

    from geomap.model.document import Document
    from geomap.model.event import Event
    from geomap.model.place import Resolution
    from geomap.model.time import TimeSpan


@dataclass(frozen=True, slots=True)
class Annotation:
    """Everything found in one document.

    Attributes
    ----------
    document
        The document, with an empty text when it could not be read.
    toponyms
        Every mention with what it was decided to mean, in text order.
    times
        Every time expression, in text order.
    events
        The document's own events, before merging across documents.
    error
        What went wrong, in words; ``None`` when nothing did.
    """

    document: Document
    toponyms: tuple[Resolution, ...] = ()
    times: tuple[TimeSpan, ...] = ()
    events: tuple[Event, ...] = ()
    error: str | None = None


@dataclass(frozen=True, slots=True)
class EventMap:
    """Events merged over all documents, and the documents they came from.

    Attributes
    ----------
    events
        Merged events, in order of date, then id.
    annotations
        One per document, in input order; failed ones too.
    title
        A heading for the map.
    attribution
        Credits that any picture of the events must carry, such as the gazetteer's licence.
    provenance
        Component name to component id, for everything that had a hand in it.
    """

    events: tuple[Event, ...]
    annotations: tuple[Annotation, ...] = ()
    title: str = ""
    attribution: tuple[str, ...] = ()
    provenance: dict[str, str] = field(default_factory=dict)

    @property
    def __geo_interface__(self) -> dict[str, Any]:
        """The events as an RFC 7946 FeatureCollection."""
        return feature_collection(self.events)

    def to_geodataframe(self) -> gpd.GeoDataFrame:
        """Return the events as a table, one row an event, columns as in the GeoJSON export.

        Returns
        -------
        geopandas.GeoDataFrame
            In EPSG:4326; rows without a place have a null geometry.
        """
        import geopandas as gpd

        rows = [event_feature(event)["properties"] for event in self.events]
        geometry = gpd.GeoSeries([event.geometry for event in self.events], crs="EPSG:4326")
        return gpd.GeoDataFrame(rows, geometry=geometry)

    def _repr_html_(self) -> str | None:
        """Show the same map in a notebook, drawn by the ``geomap.renderers`` entry point ``html``."""
        found = entry_points(group="geomap.renderers", name="html")
        return str(next(iter(found)).load()(self)) if found else None
