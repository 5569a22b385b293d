"""Mapping: an EventMap as one sealed folium page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geomap.mapping.page import build_map, render_fragment, render_page
    from geomap.mapping.picture import render_png
    from geomap.mapping.plugins import EventLayer, EventList, FilterBar, OfflineBasemap, SourcePanel, TimeBrush
    from geomap.mapping.sealing import seal

__all__ = [
    "EventLayer",
    "EventList",
    "FilterBar",
    "OfflineBasemap",
    "SourcePanel",
    "TimeBrush",
    "build_map",
    "render_fragment",
    "render_page",
    "render_png",
    "seal",
]

_HOMES = {
    "build_map": "page",
    "render_fragment": "page",
    "render_page": "page",
    "render_png": "picture",
    "seal": "sealing",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 -- folium is heavy, so that a room's parts load when asked for
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"geomap.mapping.{_HOMES.get(name, 'plugins')}"), name)
