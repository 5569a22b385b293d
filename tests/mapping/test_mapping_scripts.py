"""The page's own scripts and styles: typed, and free of every way to turn text into markup or code."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from geomap import mapping
from geomap.mapping.groups import GROUPS, group_index
from geomap.mapping.vendor import SCRIPTS, STYLES, leaflet_css, static_text
from geomap.model import EventType

STATIC = Path(mapping.__file__).parent / "static"
ROOT = Path(__file__).resolve().parent.parent.parent
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


@pytest.mark.parametrize("check", ["types", "lint", "style"])
def test_scripts_are_typed_linted_and_formatted(check: str) -> None:
    if not (ROOT / "node_modules" / ".bin" / "tsc").exists():
        if os.environ.get("CI") == "true":
            pytest.fail("the tools for the page's scripts are missing: run `make scripts`")
        pytest.skip("the tools for the page's scripts are missing: run `make scripts`")
    done = subprocess.run(
        [ROOT / ".ci" / "node", "npm", "run", "--silent", check], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_type_has_one_group_with_a_colour_and_a_shape_of_its_own() -> None:
    assert set(group_index()) == set(EventType)
    assert sum(len(group.types) for group in GROUPS) == len(EventType)
    for name in ("key", "color", "dark", "shape", "label"):
        assert len({getattr(group, name) for group in GROUPS}) == len(GROUPS)


def test_style_sheet_and_groups_name_the_same_colours() -> None:
    rules = re.findall(r"([^{}]+)\{\s*--gm-g: (#[0-9a-f]{6});\s*\}", static_text("list.css"))
    colours = {" ".join(selector.split()): colour for selector, colour in rules}
    for group in GROUPS:
        light = colours[f".gm-g-{group.key}"]
        assert light == group.color.lower()
        assert colours.get(f':root[data-theme="dark"] .gm-g-{group.key}', light) == group.dark.lower()


def test_type_settings_are_json() -> None:
    assert json.loads((STATIC / "tsconfig.json").read_text(encoding="utf-8"))["compilerOptions"]["checkJs"] is True
