"""The commands, as a person types them, against a server on loopback."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from geocoding_loopback import Reply, place

from geomap.cli import main
from geomap.geocoding import open_answers
from geomap.geocoding.records import AnswerStatus
from geomap.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geocoding_loopback import Loopback

Call = "Callable[..., Result]"


@pytest.fixture
def geomap(tmp_path: Path, server: Loopback, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "geomap.toml").write_text(
        f'answers = "answers.sqlite"\ncache_dir = "cache"\nendpoint = "{server.url}"\nrequests_per_second = 1000.0\n'
        "timeout_s = 2.0\nmax_attempts = 1\n",
        encoding="utf-8",
    )
    return lambda *arguments: CliRunner().invoke(main, ["geocode", *arguments])


def want(*names: str) -> None:
    from pathlib import Path

    with open_answers(Path("answers.sqlite")) as answers:
        for name in names:
            answers.want(name, "doc-1")


def test_refresh_asks_what_maps_could_not_place(geomap: Callable[..., Result], server: Loopback) -> None:
    server.known = {"Ani": [place("Ani", 3)]}
    want("Ani", "Qwxyz")
    result = geomap("refresh", "--missing")
    assert result.exit_code == 0, result.output
    assert "2 requests" in result.output
    assert "new: Ani" in result.output
    assert "unknown to the provider: Qwxyz" in result.output
    again = geomap("refresh", "--missing")
    assert "0 requests" in again.output
    assert len(server.seen) == 2


def test_dry_run_asks_and_writes_nothing(geomap: Callable[..., Result], server: Loopback, tmp_path: Path) -> None:
    result = geomap("refresh", "--place", "Kars", "--dry-run")
    assert result.exit_code == 0, result.output
    assert "1 request, about" in result.output
    assert server.seen == []
    assert not (tmp_path / "answers.sqlite").exists()


def test_failures_exit_with_1_and_are_told(geomap: Callable[..., Result], server: Loopback) -> None:
    server.otherwise = Reply(b"{")
    result = geomap("refresh", "--place", "Kars")
    assert result.exit_code == 1
    assert "Kars (malformed: the answer is not JSON" in result.output
    refused = Reply(status=403)
    server.otherwise = refused
    result = geomap("refresh", "--place", "Kars", "--place", "Van")
    assert "refuses to answer" in result.output
    assert "1 of the plan are left" in result.output
    assert geomap("refresh", "--place", "Kars").exit_code == 1
    assert len(server.seen) == 2
    server.otherwise = Reply([place()])
    assert geomap("refresh", "--place", "Kars", "--anyway").exit_code == 0


def test_public_nominatim_without_contact_is_wrong_use(geomap: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "geomap.toml").write_text('answers = "answers.sqlite"\n', encoding="utf-8")
    result = geomap("refresh", "--place", "Kars")
    assert result.exit_code == 2
    assert "asks everyone to say who they are" in result.output
    assert "GEOMAP_EMAIL" in result.output


def test_status_counts_and_export_import_go_round(
    geomap: Callable[..., Result], server: Loopback, tmp_path: Path
) -> None:
    server.known = {"Kars": [place()]}
    server.play("Bad", Reply(b"{"))
    geomap("refresh", "--place", "Kars", "--place", "Qwxyz", "--place", "Bad")
    want("Elsewhere")
    told = json.loads(geomap("status", "--json").output)
    assert told["waiting"] == 1
    assert told["held"] == []
    assert told["providers"] == [
        {"provider": "nominatim", "found": 1, "not_found": 1, "failed": 1, "failing": 1, "due": 0, "old": 0}
    ]
    assert "1 found, 1 not found, 1 failed" in geomap("status").output
    assert geomap("export", "out.jsonl").exit_code == 0
    first = (tmp_path / "out.jsonl").read_text(encoding="utf-8")
    assert [json.loads(line)["name"] for line in first.splitlines()] == ["Bad", "Kars", "Qwxyz"]
    assert "Took 0 answers" in geomap("import", "out.jsonl").output
    (tmp_path / "answers.sqlite").rename(tmp_path / "aside.sqlite")
    assert "Took 3 answers" in geomap("import", "out.jsonl").output
    geomap("export", "again.jsonl")
    assert (tmp_path / "again.jsonl").read_text(encoding="utf-8") == first


@pytest.mark.parametrize(
    "damage",
    [
        lambda line: line[:-5],
        lambda line: line.replace('"status": "found"', '"status": "not_found"'),
        lambda line: line.replace('"lat": 40.6085', '"lat": 140.6085'),
        lambda line: line.replace('"osm_id": 26', '"osm_id": 0', 1).replace('"raw"', '"rawer"'),
        lambda line: line.replace('"name": "Kars"', '"named": "Kars"'),
    ],
)
def test_a_damaged_line_imports_nothing(
    damage: Callable[[str], str], geomap: Callable[..., Result], server: Loopback, tmp_path: Path
) -> None:
    server.known = {"Ani": [place("Ani", 3)], "Kars": [place()]}
    geomap("refresh", "--place", "Kars", "--place", "Ani")
    geomap("export", "out.jsonl")
    good, bad = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    (tmp_path / "out.jsonl").write_text(good + "\n" + damage(bad) + "\n", encoding="utf-8")
    (tmp_path / "answers.sqlite").rename(tmp_path / "aside.sqlite")
    result = geomap("import", "out.jsonl")
    assert result.exit_code == 1
    assert "line 2" in result.output
    with open_answers(tmp_path / "answers.sqlite") as answers:
        assert list(answers.everything()) == []


def test_import_keeps_what_is_newer(geomap: Callable[..., Result], server: Loopback, tmp_path: Path) -> None:
    server.known = {"Kars": [place()]}
    geomap("refresh", "--place", "Kars")
    geomap("export", "out.jsonl")
    server.known = {"Kars": []}
    line = (tmp_path / "out.jsonl").read_text(encoding="utf-8")
    older = line.replace('"checked_at": "2', '"checked_at": "1').replace('"retrieved_at": "2', '"retrieved_at": "1')
    (tmp_path / "out.jsonl").write_text(older, encoding="utf-8")
    assert "Took 0 answers" in geomap("import", "out.jsonl").output
    with open_answers(tmp_path / "answers.sqlite") as answers:
        assert answers.find("Kars")[0].status is AnswerStatus.FOUND


@pytest.mark.parametrize("arguments", [("refresh", "--older-than", "soon"), ("refresh", "--provider", "atlantis")])
def test_wrong_use_is_2(arguments: tuple[str, ...], geomap: Callable[..., Result]) -> None:
    result = geomap(*arguments)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_held_moves_are_shown_and_accepted(geomap: Callable[..., Result], server: Loopback, tmp_path: Path) -> None:
    server.known = {"Kars": [place()], "Ani": [place("Ani", 3)]}
    geomap("refresh", "--place", "Kars", "--place", "Ani")
    server.known = {"Kars": [place(lat=42)], "Ani": [place("Ani", 3, lat=42)]}
    arguments = ("refresh", "--place", "Kars", "--place", "Ani", "--json", "--map", "m.html", "--geojson", "m.geojson")
    result = geomap(*arguments)
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["held"] == 2
    assert "<svg" in (tmp_path / "m.html").read_text(encoding="utf-8")
    assert len(json.loads((tmp_path / "m.geojson").read_text(encoding="utf-8"))["features"]) == 6
    assert "2 held" in geomap("status").output
    asked = len(server.seen)
    assert "accepted Ani: moved by 154" in geomap("refresh", "--accept", "--place", "ani").output
    assert json.loads(geomap("status", "--json").output)["held"] == ["Kars: moved by 154,728 m"]
    geomap("refresh", "--accept")
    assert "Nothing is held" in geomap("refresh", "--accept").output
    assert len(server.seen) == asked
    wide = geomap("refresh", "--place", "Kars", "--hold-beyond", "1000000")
    assert "unchanged: Kars" in wide.output


def test_explain_shows_every_candidate_and_the_correction(
    geomap: Callable[..., Result], server: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GEOMAP_CACHE_DIR", str(Settings().cache_path))  # the gazetteer need not be compiled anew
    server.known = {"Kars": [place(), place("Kars Kalesi", 9, osm_type="way")]}
    server.play("Qwxyz", Reply(b"{"))
    geomap("refresh", "--place", "Kars", "--place", "Qwxyz", "--place", "Nowhereville")
    told = geomap("explain", "kars")
    assert told.exit_code == 0, told.output
    assert "geonames:743952" in told.output
    assert "1. Kars (osm:node/26)" in told.output
    assert "2. Kars Kalesi (osm:way/9)" in told.output
    assert "the embedded gazetteer comes first" in told.output
    assert "malformed" in geomap("explain", "Qwxyz").output
    assert "know no such place" in geomap("explain", "Nowhereville").output
    CliRunner().invoke(main, ["correct", "Kars", "--place", "osm:node/26", "--who", "ada"])
    again = geomap("explain", "Kars").output
    assert "corrected: “Kars” is Kars, TR-36 (osm:node/26), everywhere (ada on" in again
    assert "the correction wins" in again
    want("Kars")
    plan = geomap("refresh", "--provider", "photon", "--dry-run").output
    assert "corrected away: Kars" not in plan  # Nominatim has found it already
    (tmp_path / "answers.sqlite").unlink()
    want("Kars")
    assert "corrected away: Kars" in geomap("refresh", "--dry-run").output
