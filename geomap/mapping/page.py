"""The page: a folium map with geomap's parts on it, sealed."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from geomap.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import folium

    from geomap.model import EventMap

BASEMAPS = ("offline", "osm", "none")
# The events themselves are always drawn; their name is taken so that a list of layers may begin with it.
OVERLAYS = ("events", "areas", "relations", "mentions", "labels")
UNTITLED = "Events on the map"
_MAP_OPTIONS: dict[str, Any] = {
    "world_copy_jump": True,
    "zoom_control": False,
    "attribution_control": False,
    "zoom_snap": 0.5,
    "wheel_px_per_zoom_level": 90,
}


def build_map(
    event_map: EventMap,
    *,
    title: str | None = None,
    basemap: str = "offline",
    embed_text: bool = False,
    layers: Sequence[str] | None = None,
) -> folium.Map:
    """Return an EventMap as a folium map with all of geomap's parts.

    Parameters
    ----------
    event_map
        The events and the documents they came from.
    title
        A heading; the map's own by default.
    basemap
        ``"offline"`` for geomap's own ground, ``"osm"`` for OpenStreetMap tiles, ``"none"`` for neither.
    embed_text
        Whether the page carries whole articles; excerpts otherwise.
    layers
        Layers that are on when the page opens, of :data:`OVERLAYS`. By default all, the place mentions only where
        there is no event.

    Raises
    ------
    UsageError
        If the basemap or a layer has an unknown name.
    """
    import folium

    from geomap.mapping import plugins

    if basemap not in BASEMAPS:
        raise UsageError(f"There is no basemap {basemap!r}.", f"Known: {', '.join(BASEMAPS)}.")
    check_layers(layers or ())
    drawn = folium.Map(location=(20, 10), tiles=None, zoom_start=2, **_MAP_OPTIONS)
    # The drawn ground has nothing to show beyond zoom 12.
    drawn.add_child(plugins.PageLayout(most_zoom=18 if basemap == "osm" else 12))
    if basemap == "osm":
        drawn.add_child(folium.TileLayer("OpenStreetMap", control=False))
    elif basemap == "offline":
        drawn.add_child(plugins.OfflineBasemap())
    drawn.add_child(plugins.EventLayer(event_map, title=_heading(event_map, title), embed_text=embed_text))
    drawn.add_child(plugins.FilterBar(slot="bar"))
    drawn.add_child(plugins.EventList(slot="list"))
    drawn.add_child(plugins.TimeBrush(slot="brush"))
    shown = OVERLAYS if layers is None else layers
    if layers is None and event_map.events:
        shown = [name for name in shown if name != "mentions"]
    drawn.add_child(plugins.LayerPanel(shown=list(shown)))
    drawn.add_child(plugins.SourcePanel(slot="sources"))
    return drawn


def check_layers(names: Iterable[str]) -> None:
    """Raise where a layer is not known.

    Raises
    ------
    UsageError
        With the names that are.
    """
    unknown = sorted(set(names) - set(OVERLAYS))
    if unknown:
        raise UsageError(f"There is no layer {unknown[0]!r}.", f"Known: {', '.join(OVERLAYS)}.")


def render_page(
    event_map: EventMap,
    *,
    title: str | None = None,
    basemap: str = "offline",
    embed_text: bool = False,
    layers: Sequence[str] | None = None,
) -> str:
    """Return an EventMap as one sealed HTML page that opens from ``file://`` with no network.

    Parameters
    ----------
    event_map, title, basemap, embed_text, layers
        As in :func:`build_map`.

    Returns
    -------
    str
        The whole file; the same for the same input.

    Raises
    ------
    UsageError
        If the basemap or a layer has an unknown name.
    """
    from geomap.mapping.sealing import OSM_TILES, seal

    drawn = build_map(event_map, title=title, basemap=basemap, embed_text=embed_text, layers=layers)
    return seal(drawn, title=_heading(event_map, title), images=OSM_TILES if basemap == "osm" else "")


def render_fragment(event_map: EventMap, *, height: int = 640) -> str:
    """Return an EventMap as an HTML fragment for a notebook: the sealed page in a frame of its own.

    Parameters
    ----------
    event_map
        The events.
    height
        Height of the frame in CSS pixels.
    """
    page = escape(render_page(event_map), quote=True)
    return (
        f'<iframe srcdoc="{page}" title="{escape(_heading(event_map, None), quote=True)}" width="100%" '
        f'height="{height}" sandbox="allow-scripts allow-downloads allow-popups" '
        'allow="clipboard-write" style="border:0"></iframe>'
    )


def _heading(event_map: EventMap, title: str | None) -> str:
    return title or event_map.title or UNTITLED
