"""Draw the pictures of the map page that the README shows.

Run: ``python docs/map_pictures.py [ARTICLE]``. Writes into ``docs/images``: ``map.png``, the article's events (the
winter exercises of ``data/articles`` by default); ``map-card.png``, the card of the one that is planned;
``map-phone.png``, the same map on a phone; ``map-many.png``, 5,000 made-up events, dark. Needs a headless Chromium.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "mapping"))

from mapping_world import world

from geomap.cli.line import run_line
from geomap.mapping import render_page, render_png
from geomap.model import Status
from geomap.settings import load_settings

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"


def main() -> None:
    """Draw the pictures."""
    article = sys.argv[1] if len(sys.argv) > 1 else str(ROOT / "data" / "articles" / "kars-winter-exercise.txt")
    event_map = run_line((article,), None, load_settings(), quiet=True)
    planned = next(event for event in event_map.events if event.status is Status.PLANNED)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "map.html"
        page.write_text(render_page(event_map), encoding="utf-8")
        render_png(page, IMAGES / "map.png")
        render_png(page, IMAGES / "map-card.png", address=f"event={planned.id}")
        render_png(page, IMAGES / "map-phone.png", width=390, height=844)
        page.write_text(render_page(world(5000)), encoding="utf-8")
        render_png(page, IMAGES / "map-many.png", dark=True)


if __name__ == "__main__":
    main()
