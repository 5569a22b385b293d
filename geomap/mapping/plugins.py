"""The parts of the page as folium plugins, each usable on any folium map.

Every part finds the map it was added to, and the parts of one map share one state: put an :class:`EventLayer` on a
map, then any of the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from branca.element import Element, Figure

from geomap.mapping.packing import escape_json
from geomap.mapping.payload import payload_text
from geomap.mapping.vendor import SCRIPTS, STYLES, static_text

if TYPE_CHECKING:
    from geomap.model import EventMap


class Raw(Element):
    """Text that goes to the page as it is.

    branca's own ``Element(text)`` would run the text as a Jinja template, so that a headline with ``{{`` in it
    would be executed while the page is made.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self._name = "Raw"
        self.text = text

    def render(self, **_kwargs: Any) -> str:  # noqa: ANN401 -- branca's signature
        """Return the text."""
        return self.text


class Plugin(Element):
    """A part of the page: its scripts and styles go into the head once, its call behind the map's own script.

    Parameters
    ----------
    options
        Plain JSON values handed to the part's JavaScript.
    """

    method: ClassVar[str] = ""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 -- JSON values
        super().__init__()
        self._name = type(self).__name__
        self.options = options

    def render(self, **_kwargs: Any) -> str:  # noqa: ANN401 -- branca's signature
        """Add the part to the figure; nothing is left to print in its place.

        Raises
        ------
        TypeError
            If the part is not on a folium map.
        """
        figure = self.get_root()
        if not isinstance(figure, Figure) or self._parent is None:
            raise TypeError(f"{self._name} must be added to a folium map: part.add_to(map).")
        for name in STYLES:
            figure.header.add_child(Raw(f"<style>{static_text(name)}</style>"), name=f"geomap-{name}")
        for name in SCRIPTS:
            figure.header.add_child(Raw(f"<script>{static_text(name)}</script>"), name=f"geomap-{name}")
        for name, text in self.blocks().items():
            figure.html.add_child(Raw(text), name=name)
        options = escape_json(self.options)
        figure.script.add_child(
            Raw(f"geomap.{self.method}({self._parent.get_name()}, {options});"), name=self.get_name()
        )
        return ""

    def blocks(self) -> dict[str, str]:
        """Return data blocks for the body, by name."""
        return {}


class EventLayer(Plugin):
    """Events drawn on the map: areas, lines, halos and glyphs, clustered by zoom.

    Parameters
    ----------
    event_map
        The events.
    title
        A heading for the page; the map's own by default.
    embed_text
        Whether the page carries whole articles.
    fit
        Whether the map opens on the events.
    """

    method = "addEvents"

    def __init__(
        self, event_map: EventMap, *, title: str | None = None, embed_text: bool = False, fit: bool = True
    ) -> None:
        super().__init__(fit=fit)
        self._text, self._encoding = payload_text(event_map, title=title, embed_text=embed_text)

    def blocks(self) -> dict[str, str]:
        """Return the events as one data block."""
        self.options["data"] = block = f"data-{self._id}"
        return {block: data_block(block, self._text, self._encoding)}


class OfflineBasemap(Plugin):
    """Land, borders, lakes, rivers and cities drawn on a canvas, with no tile server.

    Parameters
    ----------
    ground
        GeoJSON FeatureCollections by name: ``land``, ``borders``, ``disputed``, ``lakes``, ``rivers``, ``cities``,
        ``labels``; geomap's own by default.
    """

    method = "addBasemap"

    def __init__(self, ground: dict[str, Any] | None = None) -> None:
        super().__init__()
        from geomap.mapping.ground import ground_text, own_ground_text

        self._text = own_ground_text() if ground is None else ground_text(ground)

    def blocks(self) -> dict[str, str]:
        """Return the ground as one data block."""
        self.options["data"] = block = f"ground-{self._id}"
        return {block: data_block(block, self._text, "gzip")}


class TimeBrush(Plugin):
    """A time control under the map: histogram, two handles, play."""

    method = "addBrush"


class EventList(Plugin):
    """The events as a list that the keyboard and a screen reader can use."""

    method = "addList"


class FilterBar(Plugin):
    """Title, search, filters, download, light and dark."""

    method = "addFilters"


class LayerPanel(Plugin):
    """Layers and legend in one panel on the map."""

    method = "addLayers"


class SourcePanel(Plugin):
    """The articles behind the events, their mentions marked."""

    method = "addSources"


def data_block(name: str, text: str, encoding: str) -> str:
    """Return a data block, which a browser never runs."""
    kind = "application/json" if encoding == "json" else "text/plain"
    return f'<script type="{kind}" id="{name}" data-encoding="{encoding}">{text}</script>'


class PageLayout(Plugin):
    """The whole window as a desk: bar above, list beside, brush below, panel over the map."""

    method = "addLayout"

    def blocks(self) -> dict[str, str]:
        """Return the empty places that the other parts fill, in reading order."""
        return {
            "geomap-slots": (
                '<header id="gm-bar" class="gm-bar"></header>'
                '<aside id="gm-list" class="gm-list"></aside>'
                '<section id="gm-brush" class="gm-brush"></section>'
                '<aside id="gm-sources" class="gm-sources" hidden></aside>'
            )
        }
