"""A still picture of a page, made by the same headless browser that the tests use."""

from __future__ import annotations

import importlib.util
import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.errors import GeomapError, UsageError
from geomap.files import replacing

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

# As root a container has no user namespaces for Chromium's sandbox; the page is sealed and asks for nothing.
ARGUMENTS = (
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
)
_CANDIDATES = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
_READY = "() => document.documentElement.dataset.geomap === 'ready'"
# The ground is unpacked beside the events; two frames later both are painted.
_SETTLED = """async () => {
  await Promise.all(geomap.desks.map((desk) => desk.ground));
  for (let k = 0; k < 2; k++) await new Promise((done) => requestAnimationFrame(done));
}"""


def find_chromium() -> str | None:
    """Return the browser to use: ``GEOMAP_CHROMIUM``, the system's Chromium, or ``None`` for Playwright's own."""
    named = os.environ.get("GEOMAP_CHROMIUM")
    return named or next((path for path in _CANDIDATES if Path(path).is_file()), None)


def launch(playwright: Playwright) -> Browser:
    """Start a headless Chromium.

    Raises
    ------
    GeomapError
        If none is installed or it does not start.
    """
    from playwright.sync_api import Error

    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    arguments = [*ARGUMENTS, *(["--no-sandbox"] if as_root else [])]
    try:
        return playwright.chromium.launch(executable_path=find_chromium(), args=arguments)
    except Error as error:
        first = str(error).strip().splitlines()[0]
        raise GeomapError(
            f"No headless Chromium could be started: {first}.",
            "Install one (Debian: apt install chromium; else: playwright install chromium) or set GEOMAP_CHROMIUM.",
        ) from error


def render_png(
    html_path: Path, out: Path, *, width: int = 1440, height: int = 900, dark: bool = False, address: str = ""
) -> None:
    """Write a picture of a map page.

    Parameters
    ----------
    html_path
        A page that :func:`geomap.mapping.render_page` made.
    out
        The PNG file to write.
    width, height
        Size of the window in CSS pixels.
    dark
        Whether to use the dark colours.
    address
        The part of the page's address behind ``#``: filters, view, and the event whose card is open.

    Raises
    ------
    UsageError
        If the page does not exist, or Playwright is not installed.
    GeomapError
        If no headless Chromium can be started.
    OutputError
        If the picture cannot be written.
    """
    page_path = Path(html_path)
    if not page_path.is_file():
        raise UsageError(f"There is no page {page_path}.", "Write it first: geomap map ... -o page.html.")
    if importlib.util.find_spec("playwright") is None:
        raise UsageError(
            "A picture needs the package playwright, which is not installed.", "Install it: pip install playwright."
        )
    # Playwright's plain interface refuses to run inside an event loop, which a notebook always has.
    with ThreadPoolExecutor(1) as worker:
        worker.submit(_draw, page_path, Path(out), (width, height), dark=dark, address=address).result()


def _draw(page_path: Path, out: Path, size: tuple[int, int], *, dark: bool, address: str) -> None:
    from playwright.sync_api import sync_playwright

    with replacing(out) as temporary, sync_playwright() as playwright, closing(launch(playwright)) as browser:
        page = browser.new_page(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        page.goto(page_path.resolve().as_uri() + (f"#{address}" if address else ""))
        page.wait_for_function(_READY)
        page.evaluate(_SETTLED)
        page.screenshot(path=temporary)
