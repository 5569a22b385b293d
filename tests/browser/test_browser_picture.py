"""Still pictures of a page."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import mapping_samples as samples
import pytest

from geomap.errors import OutputError, UsageError
from geomap.mapping import render_page, render_png

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def test_a_picture_is_a_png_of_the_asked_size(tmp_path: Path, browser: Browser) -> None:
    assert browser.is_connected()  # skips where no browser is at hand
    page = tmp_path / "map.html"
    page.write_text(render_page(samples.five(), basemap="none"), encoding="utf-8")
    render_png(page, tmp_path / "map.png", width=900, height=600)
    head = (tmp_path / "map.png").read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", head[16:24]) == (900, 600)


def test_a_missing_page_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nothing\.html"):
        render_png(tmp_path / "nothing.html", tmp_path / "map.png")


def test_an_unwritable_picture_is_named(tmp_path: Path) -> None:
    page = tmp_path / "map.html"
    page.write_text("x", encoding="utf-8")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(OutputError, match=r"map\.png"):
        render_png(page, tmp_path / "file" / "map.png")
