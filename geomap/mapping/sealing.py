"""Making one sealed file of a folium map: everything inside, nothing asked for, only known scripts run."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING, Any

from geomap.errors import DataError
from geomap.mapping.vendor import leaflet_css, leaflet_js

if TYPE_CHECKING:
    import folium

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_LINKED = re.compile(r'<script src="[^"]*"></script>|<link rel="stylesheet" href="[^"]*"/?>')
# folium's header names of what a sealed page carries or does without: geomap's parts need no jQuery or Bootstrap.
_CARRIED = {"leaflet": ("script", leaflet_js), "leaflet_css": ("style", leaflet_css)}
_UNNEEDED = {
    "jquery",
    "bootstrap",
    "awesome_markers",
    "bootstrap_css",
    "glyphicons_css",
    "awesome_markers_font_css",
    "awesome_markers_css",
    "awesome_rotate_css",
}
OSM_TILES = "https://tile.openstreetmap.org"


def seal(drawn: folium.Map, *, title: str, lang: str = "en", images: str = "") -> str:
    """Return a folium map as one HTML file that opens with no network.

    Parameters
    ----------
    drawn
        The map, with geomap's plugins or others that need no linked script.
    title
        The document's title, as plain text.
    lang
        Language of the page.
    images
        Origins, beside the file itself, that the page may load images from; for online tiles.

    Returns
    -------
    str
        HTML with a Content-Security-Policy that allows exactly the scripts and styles in it, by their SHA-256.

    Raises
    ------
    DataError
        If a part of the map links to a script or style that geomap does not carry.
    """
    settle_ids(drawn)
    figure: Any = drawn.get_root()
    for child in figure._children.values():  # noqa: SLF001 -- branca renders parts into the figure this way itself
        child.render()
    head = "\n".join(_carried(name, part.render()) for name, part in figure.header._children.items())  # noqa: SLF001
    body = "\n".join(part.render() for part in figure.html._children.values())  # noqa: SLF001
    calls = "\n".join(part.render() for part in figure.script._children.values())  # noqa: SLF001
    head = re.sub(r'<meta name="viewport".*?/>', "", head, flags=re.DOTALL)
    script = f"<script>{calls}</script>"
    policy = _policy(head + script, images)
    return (
        "<!DOCTYPE html>\n"
        f'<html lang="{_text(lang)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="generator" content="geomap">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{_text(title)}</title>\n{head}\n</head>\n<body>\n{body}\n{script}\n</body>\n</html>\n"
    )


def settle_ids(drawn: folium.Map) -> None:
    """Give every element of a map a number in place of its random id, so that the same map is the same bytes."""
    waiting: list[Any] = [drawn]
    number = 0
    while waiting:
        element = waiting.pop(0)
        element._id = str(number)  # noqa: SLF001 -- folium offers no other way to set it
        number += 1
        waiting += element._children.values()  # noqa: SLF001


def _carried(name: str, html: str) -> str:
    """Return a header part with linked libraries replaced by the installed ones."""
    if name in _CARRIED:
        tag, read = _CARRIED[name]
        return f"<{tag}>{read()}</{tag}>"
    if name in _UNNEEDED:
        return ""
    if _LINKED.search(html):
        raise DataError(f"The map links to {name!r}, which a sealed page cannot carry.", "Leave that part out.")
    return html


def _policy(html: str, images: str) -> str:
    scripts = " ".join(_hash(text) for text in _SCRIPT.findall(html))
    styles = " ".join(_hash(text) for text in _STYLE.findall(html))
    return (
        f"default-src 'none'; script-src {scripts}; style-src {styles}; img-src data: blob: {images}".rstrip()
        + "; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
