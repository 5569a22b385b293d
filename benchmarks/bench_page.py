"""The page's size and speed in a real browser, beside plain folium pages of the same events.

Run: ``python benchmarks/bench_page.py [--sizes 1000,5000,100000,1000000] [--plain-most 5000] [--fast-most 100000]``.

Each page is opened three times from ``file://`` in headless Chromium, without a graphics card, at 1440 by 900 pixels;
the browser has opened another page before. "interactive" is the wall time from navigation until the events are drawn
and the page answers (for plain folium: until the load event and a frame after), "whole" until the ground beneath them
is drawn too; "busy" is what the page's main thread really worked until interactive, which other load on the machine
does not lengthen; all three are medians. "work" is the main thread's mean work for one of forty steps of dragging the
time window, "median" and "worst" the wall time between two animation frames meanwhile, over all three times (plain
folium has no time filter; there the map is panned in forty steps). Plain folium's libraries are swapped for the
installed copies of Leaflet and MarkerCluster inside the page, so that no page waits for the network; the libraries
that plain pages link but markers do not need (jQuery, Bootstrap, icon fonts) are left out, which favours the plain
pages. Their size is counted as folium writes them, without any library; geomap's with all of its own.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "mapping"))

import folium
from folium.plugins import FastMarkerCluster, MarkerCluster
from mapping_world import world
from playwright.sync_api import sync_playwright

from geomap.mapping import render_page
from geomap.mapping.picture import launch
from geomap.mapping.vendor import leaflet_css, leaflet_js

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, CDPSession, Page

    from geomap.model import EventMap

STEPS = 40
OPENINGS = 3
COLUMNS = ("interactive", "whole", "busy", "work", "median", "worst")
FRAME = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"
GROUND = "await Promise.all((window.geomap?.desks ?? []).map((desk) => desk.ground))"
FRAMES = """async (step) => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  await frame(); await frame();
  let last = performance.now(), worst = 0, gaps = [];
  for (let k = 0; k < 40; k++) {
    step(k);
    const now = await frame();
    gaps.push(now - last); worst = Math.max(worst, now - last); last = now;
  }
  gaps.sort((a, b) => a - b);
  return {worst, median: gaps[20]};
}"""
BRUSH = """(k) => { const s = geomap.desks[0].store, t = s.span, w = Math.round((t.to - t.from) / 6),
  a = t.from + Math.round(k * (t.to - t.from - w) / 40); s.set({from: a, to: a + w}); }"""
PAN = """(k) => { const m = Object.values(window).find((v) => v instanceof L.Map);
  m.panBy([k % 2 ? 60 : -60, 0], {animate: false}); }"""


def plain(event_map: EventMap, kind: str) -> str:
    """Return an ordinary folium page with a popup an event."""
    drawn = folium.Map(tiles=None, location=(20, 10), zoom_start=2)
    points = [(event.geometry.y, event.geometry.x, event.title) for event in event_map.events if event.geometry]
    if kind == "FastMarkerCluster":
        FastMarkerCluster([[lat, lon] for lat, lon, _ in points]).add_to(drawn)
    else:
        home = MarkerCluster().add_to(drawn) if kind == "MarkerCluster" else drawn
        for lat, lon, title in points:
            folium.Marker((lat, lon), popup=title).add_to(home)
    return drawn.get_root().render()


def local(html: str) -> str:
    """Return a plain page with its linked libraries replaced by the installed ones, inlined."""
    folder = Path(import_module("xstatic.pkg.leaflet_markercluster").BASE_DIR)
    cluster_js = (folder / "leaflet.markercluster.js").read_text(encoding="utf-8")
    cluster_css = (folder / "MarkerCluster.css").read_text(encoding="utf-8")

    def script(found: re.Match[str]) -> str:
        if "leaflet.markercluster" in found.group(1):
            return f"<script>{cluster_js}</script>"
        return f"<script>{leaflet_js()}</script>" if "/leaflet.js" in found.group(1) else ""

    def style(found: re.Match[str]) -> str:
        if "MarkerCluster.css" in found.group(1):
            return f"<style>{cluster_css}</style>"
        return f"<style>{leaflet_css()}</style>" if "/leaflet.css" in found.group(1) else ""

    html = re.sub(r'<script src="([^"]*)"></script>', script, html)
    return re.sub(r'<link rel="stylesheet" href="([^"]*)"/>', style, html)


def measure(browser: Browser, path: Path, step: str, ready: Callable[[Page], object]) -> dict[str, float]:
    """Open a page some times; return seconds until it is interactive and whole, and frames in milliseconds."""
    times = [_open(browser, path, step, ready) for _ in range(OPENINGS)]
    told = {name: statistics.median(row[name] for row in times) for name in COLUMNS}
    return {**told, "worst": max(row["worst"] for row in times)}


def _open(browser: Browser, path: Path, step: str, ready: Callable[[Page], object]) -> dict[str, float]:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.set_default_timeout(180_000)
    tools = page.context.new_cdp_session(page)
    tools.send("Performance.enable", {"timeDomain": "threadTicks"})
    begun = time.perf_counter()
    page.goto(path.as_uri(), wait_until="commit")
    ready(page)
    page.evaluate(FRAME)
    interactive = time.perf_counter() - begun
    busy = _busy(tools)
    page.evaluate(f"async () => {{ {GROUND}; await ({FRAME})(); }}")
    whole = time.perf_counter() - begun
    page.wait_for_timeout(500)
    before = _busy(tools)
    frames = page.evaluate(f"() => ({FRAMES})({step})")
    work = (_busy(tools) - before) / STEPS * 1000
    page.close()
    return {"interactive": interactive, "whole": whole, "busy": busy, "work": work, **frames}


def _busy(tools: CDPSession) -> float:
    """Return the seconds that the page's main thread has worked so far."""
    rows = tools.send("Performance.getMetrics")["metrics"]
    return next(row["value"] for row in rows if row["name"] == "TaskDuration")


def main() -> None:
    """Measure and print one line a page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", default="1000,5000,100000,1000000")
    parser.add_argument("--plain-most", type=int, default=5_000, help="largest set for plain Marker and MarkerCluster")
    parser.add_argument("--fast-most", type=int, default=100_000, help="largest set for plain FastMarkerCluster")
    options = parser.parse_args()
    most = {"Marker": options.plain_most, "MarkerCluster": options.plain_most, "FastMarkerCluster": options.fast_most}
    print(
        f"{'events':>8}  {'page':<18} {'write s':>8} {'MB':>7} {'interactive s':>14} {'whole s':>8} {'busy s':>7} "
        f"{'work ms':>8} {'median ms':>10} {'worst ms':>9}"
    )
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = launch(playwright)
        path = Path(folder) / "page.html"
        path.write_text("<!DOCTYPE html><title>warm</title>", encoding="utf-8")
        browser.new_page().goto(path.as_uri())
        for size in (int(word) for word in options.sizes.split(",")):
            event_map = world(size)
            for kind in ("geomap", *most):
                if size <= most.get(kind, size):
                    line(browser, event_map, kind, path)
        browser.close()


def line(browser: Browser, event_map: EventMap, kind: str, path: Path) -> None:
    """Write, open and measure one page, and print its figures."""
    begun = time.process_time()
    html = render_page(event_map) if kind == "geomap" else plain(event_map, kind)
    written = time.process_time() - begun
    size = len(html.encode("utf-8"))
    path.write_text(html if kind == "geomap" else local(html), encoding="utf-8")
    told = measure(browser, path, BRUSH, _drawn) if kind == "geomap" else measure(browser, path, PAN, _loaded)
    print(
        f"{len(event_map.events):>8}  {kind:<18} {written:>8.2f} {size / 1e6:>7.2f} {told['interactive']:>14.2f} "
        f"{told['whole']:>8.2f} {told['busy']:>7.2f} {told['work']:>8.0f} {told['median']:>10.0f} "
        f"{told['worst']:>9.0f}",
        flush=True,
    )


def _drawn(page: Page) -> None:
    page.wait_for_function("() => document.documentElement.dataset.geomap === 'ready'")


def _loaded(page: Page) -> None:
    page.wait_for_load_state("load")


if __name__ == "__main__":
    main()
