"""The documentation is kept true: names exist, links lead somewhere, examples run, and it builds without a warning."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from geomap.exporting.registry import all_exporters
from geomap.model import Document, Event, EventMap, EventType, Status

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
NAMES = [path.relative_to(ROOT).as_posix() for path in PAGES]
EVENTS = EventMap((Event("e", EventType.AID, "aid", "Aid arrives", Status.HAPPENED),))


def code_blocks(page: str, language: str) -> list[str]:
    text = (ROOT / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def resolve(dotted: str) -> Any:
    """Import as much of a dotted name as is a module, and get the rest from it."""
    parts = dotted.split(".")
    for end in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:end]))
        except ModuleNotFoundError:
            continue
        for name in parts[end:]:
            found = getattr(found, name) if hasattr(found, name) else found.__annotations__[name]
        return found
    raise ModuleNotFoundError(dotted)


@pytest.mark.parametrize("page", NAMES)
def test_every_name_of_the_package_exists(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    names = set(re.findall(r"`(geomap(?:\.[A-Za-z_]\w*)+)`", text))
    groups = {"geomap.exporters", "geomap.extractors", "geomap.toml", "geomap.renderers"}
    for name in names - groups:
        assert resolve(name) is not None


@pytest.mark.parametrize("page", NAMES)
def test_every_link_and_path_leads_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    links = [link.split("#")[0] for link in re.findall(r"\]\(([^)]+)\)", text) if "://" not in link]
    named = re.findall(r"`((?:data|docs|tests|geomap|\.ci)/[\w./-]+)`", text)
    for link in filter(None, links):
        assert ((ROOT / page).parent / link).exists(), link
    for path in named:
        assert (ROOT / path).exists() or path.startswith("docs/_build"), path


@pytest.mark.parametrize("page", NAMES)
def test_every_block_of_python_and_toml_is_well_formed(page: str) -> None:
    for block in code_blocks(page, "python"):
        compile(block, page, "exec")
    for block in code_blocks(page, "toml"):
        tomllib.loads(block)


def run_contributing() -> dict[str, Any]:
    namespace: dict[str, Any] = {}
    for block in code_blocks("CONTRIBUTING.md", "python"):
        exec(compile(block, "CONTRIBUTING.md", "exec"), namespace)  # noqa: S102 -- our own examples
    return namespace


def test_the_recogniser_of_the_walk_through_works() -> None:
    from geomap.language import Parser

    text = "The cable came from ANKARA on Monday."
    found = run_contributing()["CapitalsRecogniser"]().recognise(Parser().parse(Document("d", text)))
    assert [mention.surface for mention in found] == ["ANKARA"]


def test_the_exporter_of_the_walk_through_works(tmp_path: Path) -> None:
    exporter = run_contributing()["MarkdownExporter"]()
    exporter.write(EVENTS, tmp_path / "a.md")
    assert (tmp_path / "a.md").read_text(encoding="utf-8").count("- **") == len(EVENTS.events)
    assert {name for name in dir(type(exporter)) if name[0] != "_"} == {"name", "suffixes", "write"}
    assert exporter.name not in all_exporters()


def test_the_layer_of_the_walk_through_goes_onto_a_map() -> None:
    import folium

    layer = run_contributing()["Graticule"](every=15)
    drawn = folium.Map(tiles=None)
    layer.add_to(drawn)
    assert "geomap.addGraticule(" in drawn.get_root().render()


def test_the_geocoder_of_the_walk_through_is_valid(tmp_path: Path) -> None:
    from geomap.geocoding.providers import load_providers

    (block,) = [block for block in code_blocks("CONTRIBUTING.md", "toml") if "geopy" in block]
    (tmp_path / "mine.toml").write_text(block, encoding="utf-8")
    assert load_providers(tmp_path / "mine.toml")["my_nominatim"].geopy == "Nominatim"


def test_every_format_and_suffix_is_documented() -> None:
    from geomap.documents.reading import SUFFIXES

    text = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    for name, exporter in all_exporters().items():
        assert f"| `{name}` |" in text
        assert all(f"`{suffix}`" in text for suffix in exporter.suffixes)
    assert [suffix for suffix in SUFFIXES if f"`{suffix}`" not in text] == []


def test_every_property_of_an_event_is_documented() -> None:
    text = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    told = EVENTS.__geo_interface__["features"][0]["properties"]
    assert [name for name in told if f"`{name}`" not in text] == []


def test_the_makefile_has_every_target_that_is_told_of() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    told = {
        name
        for page in NAMES
        for name in re.findall(r"(?m)(?:^|`)make ([a-z]+)", (ROOT / page).read_text(encoding="utf-8"))
    }
    assert told - targets == set()


def test_the_locks_hold_the_same_versions_with_hashes_and_no_host() -> None:
    pins = {}
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        pins[name] = set(re.findall(r"^([a-z0-9][\w.-]*==\S+(?: ; [^\\\n]+)?)", text, re.MULTILINE))
        assert pins[name]
        assert text.count("--hash=sha256:") >= len(pins[name])
        assert not re.search(r"https?://|file:|--index|--find-links|^/", text, re.MULTILINE)
    assert pins["requirements.lock"] <= pins["requirements-dev.lock"]


def test_the_documentation_builds_without_a_warning(tmp_path: Path) -> None:
    pytest.importorskip("sphinx")
    result = subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html", "docs", str(tmp_path)],
        capture_output=True, text=True, cwd=ROOT, check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "index.html").is_file()
