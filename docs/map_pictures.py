"""Draw the pictures of the map page that the README shows.

Run: ``python docs/map_pictures.py [ARTICLE]``. Writes ``docs/images/map.png`` (the article's events; the winter
exercises of ``data/articles`` by default) and ``docs/images/map-many.png`` (5,000 made-up events, dark) in headless
Chromium.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "mapping"))

import mapping_samples as samples

from geomap.cli.line import run_line
from geomap.mapping import render_page, render_png
from geomap.settings import load_settings

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Draw both pictures."""
    article = sys.argv[1] if len(sys.argv) > 1 else str(ROOT / "data" / "articles" / "kars-winter-exercise.txt")
    event_map = run_line((article,), None, load_settings(), quiet=True)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "map.html"
        for name, drawn, dark in (("map", event_map, False), ("map-many", samples.many(5000), True)):
            page.write_text(render_page(drawn), encoding="utf-8")
            render_png(page, ROOT / "docs" / "images" / f"{name}.png", dark=dark)


if __name__ == "__main__":
    main()
