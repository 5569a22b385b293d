"""The wheel carries what an installed geomap needs: code, scripts of the page, facts, licence."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    pytest.importorskip("hatchling", reason="hatchling is not installed; run: make dev")
    from hatchling.builders.wheel import WheelBuilder

    folder = tmp_path_factory.mktemp("wheel")
    (path,) = WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])
    return zipfile.ZipFile(path)


def test_every_file_of_the_package_is_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    wanted = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "geomap").rglob("*")
        if path.is_file() and path.suffix in {".py", ".js", ".css", ".typed"}
    }
    assert wanted - names == set()


def test_the_facts_and_their_sources_are_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    assert "geomap/_data/SOURCES.md" in names
    for folder in ("gazetteer", "boundaries", "basemap", "curated", "models"):
        wanted = {path.name for path in (ROOT / "data" / folder).iterdir() if path.is_file()}
        assert wanted
        assert {f"geomap/_data/{folder}/{name}" for name in wanted} <= names


def test_the_wheel_holds_nothing_else(wheel: zipfile.ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"geomap"}
    assert any(name.endswith("LICENSE") for name in wheel.namelist())
