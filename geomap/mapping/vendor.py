"""Scripts and styles that the page carries: geomap's own, and Leaflet from the installed XStatic packages."""

from __future__ import annotations

import base64
import re
from functools import cache
from importlib import import_module, resources
from pathlib import Path

from geomap.errors import DataError

# In order: each file uses only what stands before it. Every one adds to one global, `geomap`.
SCRIPTS = (
    "strings.js",
    "dates.js",
    "clock.js",
    "dom.js",
    "reading.js",
    "search.js",
    "store.js",
    "desk.js",
    "address.js",
    "glyphs.js",
    "sheet.js",
    "ground.js",
    "relations.js",
    "labels.js",
    "basemap.js",
    "clusters.js",
    "shapes.js",
    "marks.js",
    "pointing.js",
    "events.js",
    "layers.js",
    "evidence.js",
    "reasons.js",
    "card.js",
    "popup.js",
    "timeline.js",
    "brush.js",
    "list.js",
    "filters.js",
    "panel.js",
    "download.js",
    "printing.js",
    "page.js",
)
STYLES = (
    "theme.css",
    "controls.css",
    "desk.css",
    "list.css",
    "legend.css",
    "card.css",
    "time.css",
    "sources.css",
    "narrow.css",
    "paper.css",
)

_URL = re.compile(r"url\(\s*['\"]?(?!data:|#)([^'\")]+)['\"]?\s*\)")
_SOURCE_MAP = re.compile(r"^//[#@] sourceMappingURL=.*$|/\*[#@] sourceMappingURL=.*?\*/", re.MULTILINE)


@cache
def static_text(name: str) -> str:
    """Return one of geomap's own scripts or styles."""
    return (resources.files("geomap.mapping") / "static" / name).read_text(encoding="utf-8")


@cache
def leaflet_js() -> str:
    """Return Leaflet's script.

    Raises
    ------
    DataError
        If the XStatic package is not installed.
    """
    return _SOURCE_MAP.sub("", (_xstatic("leaflet") / "leaflet.js").read_text(encoding="utf-8")).strip()


@cache
def leaflet_css() -> str:
    """Return Leaflet's style sheet with its images inside, so that it asks for no file.

    Raises
    ------
    DataError
        If the XStatic package is not installed.
    """
    folder = _xstatic("leaflet")
    text = (folder / "leaflet.css").read_text(encoding="utf-8")
    return _URL.sub(lambda found: f"url({_data_url(folder / found.group(1))})", text).strip()


def _xstatic(name: str) -> Path:
    try:
        module = import_module(f"xstatic.pkg.{name}")
    except ImportError as error:
        raise DataError(
            f"The package XStatic-{name.title()} is not installed.", "Install it: pip install XStatic-Leaflet==1.9.3.0"
        ) from error
    return Path(str(module.BASE_DIR))


def _data_url(path: Path) -> str:
    # Old Internet Explorer filters and behaviours name files that do not exist; nothing is lost by leaving them empty.
    if not path.is_file():
        return "data:,"
    return f"data:image/png;base64,{base64.b64encode(path.read_bytes()).decode('ascii')}"
