"""The page's own scripts and styles: typed, and free of every way to turn text into markup or code."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from geomap import mapping
from geomap.mapping.groups import GROUPS, group_index
from geomap.mapping.vendor import SCRIPTS, STYLES, leaflet_css, static_text
from geomap.model import EventType

STATIC = Path(mapping.__file__).parent / "static"
FORBIDDEN = re.compile(
    r"\b(innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|document\.write|DOMParser|eval|Function)\b"
    r"|setAttribute\(\s*['\"](style|on)|javascript:|\bfetch\(|XMLHttpRequest|WebSocket|sendBeacon|import\("
)


def test_every_file_is_in_the_page() -> None:
    assert {path.name for path in STATIC.iterdir() if path.suffix in {".js", ".css"}} == {*SCRIPTS, *STYLES}


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_are_strict_typed_and_never_make_markup_of_text(name: str) -> None:
    text = static_text(name)
    assert text.startswith("// @ts-check\n")
    assert '"use strict";' in text
    assert "</script" not in text.lower()
    assert not FORBIDDEN.search(text)


def test_style_asks_for_nothing_and_leaflets_images_are_inside() -> None:
    for name in STYLES:
        assert "url(" not in static_text(name)
        assert "@import" not in static_text(name)
    assert not re.search(r"url\(\s*['\"]?(?!data:|#)", leaflet_css())


def test_types_hold() -> None:
    compiler = shutil.which("tsc")
    if compiler is None:
        pytest.skip("tsc is not installed: npm install --global typescript")
    done = subprocess.run([compiler, "-p", STATIC / "tsconfig.json"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_type_has_one_group_with_a_colour_and_a_shape_of_its_own() -> None:
    assert set(group_index()) == set(EventType)
    assert sum(len(group.types) for group in GROUPS) == len(EventType)
    for name in ("key", "color", "dark", "shape", "label"):
        assert len({getattr(group, name) for group in GROUPS}) == len(GROUPS)


def test_style_sheet_and_groups_name_the_same_colours() -> None:
    css = static_text("page.css")
    light, dark = css.split(':root[data-theme="dark"] {\n  .gm-g-')
    for group in GROUPS:
        assert f".gm-g-{group.key} {{ --gm-g: {group.color.lower()}; }}" in light
        assert group.dark == group.color or f"{group.key} {{ --gm-g: {group.dark.lower()}; }}" in dark


def test_type_settings_are_json() -> None:
    assert json.loads((STATIC / "tsconfig.json").read_text(encoding="utf-8"))["compilerOptions"]["checkJs"] is True
