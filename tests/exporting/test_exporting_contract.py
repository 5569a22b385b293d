"""What every registered exporter must do, whoever wrote it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geomap.errors import OutputError, UsageError
from geomap.exporting import EXPORTERS, check_format, export
from geomap.exporting.registry import all_exporters
from geomap.model import EventMap

if TYPE_CHECKING:
    from pathlib import Path

NAMES = sorted(all_exporters())


def test_the_formats_of_the_contract_are_there() -> None:
    assert set(EXPORTERS) >= {"geojson", "csv", "geoparquet", "gpkg", "kml", "lpf", "plover"}


@pytest.mark.parametrize("name", NAMES)
def test_name_and_suffixes_are_well_formed_and_lead_back(name: str, tmp_path: Path) -> None:
    exporter = all_exporters()[name]
    assert exporter.name == name == name.lower()
    assert exporter.suffixes
    for suffix in exporter.suffixes:
        assert suffix.startswith(".")
        assert suffix == suffix.lower()
        assert check_format(tmp_path / f"events{suffix}").name == name
        assert check_format(tmp_path / f"EVENTS{suffix.upper()}").name == name


@pytest.mark.parametrize("name", NAMES)
def test_writes_the_same_bytes_twice(name: str, event_map: EventMap, tmp_path: Path) -> None:
    suffix = EXPORTERS[name].suffixes[0]
    first, second = tmp_path / f"a{suffix}", tmp_path / f"b{suffix}"
    export(event_map, first)
    export(event_map, second)
    assert first.read_bytes() == second.read_bytes() != b""


@pytest.mark.parametrize("name", NAMES)
def test_writes_a_map_without_events(name: str, tmp_path: Path) -> None:
    path = tmp_path / "events.out"
    export(EventMap(()), path, name)
    assert path.is_file()


@pytest.mark.parametrize("name", NAMES)
def test_writes_a_map_without_places(name: str, event_map: EventMap, tmp_path: Path) -> None:
    unplaced = EventMap(tuple(event for event in event_map.events if event.geometry is None))
    assert unplaced.events
    export(unplaced, tmp_path / "events.out", name)
    assert (tmp_path / "events.out").stat().st_size > 0


@pytest.mark.parametrize("name", NAMES)
def test_replaces_an_earlier_file(name: str, event_map: EventMap, tmp_path: Path) -> None:
    path = tmp_path / "events.out"
    path.write_text("an earlier file")
    export(event_map, path, name)
    assert path.read_bytes() != b"an earlier file"
    assert [item.name for item in tmp_path.iterdir()] == ["events.out"]


@pytest.mark.parametrize("name", NAMES)
def test_failure_leaves_the_earlier_file_whole(name: str, event_map: EventMap, tmp_path: Path) -> None:
    path = tmp_path / "events.out"
    path.write_text("an earlier file")
    broken = EventMap((*event_map.events, None))  # type: ignore[arg-type]
    with pytest.raises(AttributeError):
        export(broken, path, name)
    assert path.read_text() == "an earlier file"
    assert [item.name for item in tmp_path.iterdir()] == ["events.out"]


def test_format_wins_over_the_suffix(event_map: EventMap, tmp_path: Path) -> None:
    export(event_map, tmp_path / "events.txt", "CSV")
    assert (tmp_path / "events.txt").read_text(encoding="utf-8").startswith("id,title,")


@pytest.mark.parametrize("file", ["events.shp", "events", ".geojson", "geojson"])
def test_unknown_suffix_is_refused_with_the_list(file: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        export(EventMap(()), tmp_path / file)
    assert ".geojson" in caught.value.remedy
    assert ".parquet" in caught.value.remedy


def test_unknown_format_is_refused_with_the_list(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="shapefile") as caught:
        export(EventMap(()), tmp_path / "events.geojson", "shapefile")
    assert "geojson" in caught.value.remedy


def test_the_longest_suffix_decides(tmp_path: Path) -> None:
    assert check_format(tmp_path / "a.lpf.json").name == "lpf"
    assert check_format(tmp_path / "a.json").name == "geojson"
    assert check_format(tmp_path / "a.plover.jsonl").name == "plover"


def test_a_folder_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "events.geojson").mkdir()
    with pytest.raises(OutputError, match="folder"):
        export(EventMap(()), tmp_path / "events.geojson")
