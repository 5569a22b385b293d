"""What ``geomap map`` says on the terminal, and what it notes for later."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from geomap.cli import main
from geomap.cli.line import surest, tell_findings
from geomap.documents.own import is_own
from geomap.geocoding import open_answers
from geomap.model import Event, EventMap, EventType, Status

DRILL = (
    "Troops exercise in Poland\n\nWARSAW, 4 May 2022 — Polish and American troops held joint military exercises in "
    "Poland on Tuesday.\n"
)
EVENTS = tuple(
    Event(f"ev-{number}", EventType.PROTEST, "", f"Protest {number}", Status.HAPPENED, confidence=number / 20)
    for number in range(12)
)


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GEOMAP_ANSWERS", str(tmp_path / "kept" / "answers.sqlite"))
    Path("drill.txt").write_text(DRILL, encoding="utf-8")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def test_quiet_and_verbose_are_taken_after_the_command_as_before_it() -> None:
    quiet = run("map", "-q", "drill.txt")
    assert (quiet.exit_code, quiet.stderr) == (0, "")
    verbose = run("map", "drill.txt", "-v")
    assert verbose.exit_code == 0
    assert "Read 1 article" in verbose.stderr
    assert run("export", "--quiet", "drill.txt", "-o", "events.csv").stderr == ""


def test_the_surest_events_are_told_in_their_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert surest(EVENTS, 3) == list(EVENTS[-3:])
    level = tuple(replace(event, confidence=0.5) for event in EVENTS)
    assert surest(level, 3) == list(level[:3])
    tell_findings(EventMap(EVENTS), quiet=False)
    told = capsys.readouterr().err
    assert "Protest 4" in told
    assert "Protest 3" not in told
    assert "4 more" in told
    tell_findings(EventMap(EVENTS), quiet=False, every=True)
    assert "Protest 3" in capsys.readouterr().err


def test_names_left_unplaced_are_noted_where_no_answer_was_ever_recorded(tmp_path: Path) -> None:
    Path("bazar.txt").write_text("Troops marched from Kars to Qwxyz Bazar in Turkey on Monday.\n", encoding="utf-8")
    result = run("map", "bazar.txt", "--published", "2022-05-04")
    assert "left unplaced" in result.stderr
    with open_answers(tmp_path / "kept" / "answers.sqlite", read_only=True) as answers:
        assert "Qwxyz Bazar" in [wanted.name for wanted in answers.wanted()]
    assert "0 names" not in run("geocode", "status").output


def test_a_map_is_drawn_though_its_names_cannot_be_noted(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file where the folder should be", encoding="utf-8")
    result = run("map", "drill.txt")
    assert result.exit_code == 0, result.output
    assert Path("outputs/map.html").is_file()


def test_a_folder_s_own_outputs_are_passed_over(tmp_path: Path) -> None:
    Path("a.txt").write_text("A protest was held in Kars on 5 March 2021.\n", encoding="utf-8")
    Path("b.csv").write_text("id,text\n1,A protest was held in Kars on 6 March 2021.\n", encoding="utf-8")
    Path("c.html").write_text("<html><p>A protest was held in Kars on 7 March 2021.</p></html>", encoding="utf-8")
    runner = CliRunner()
    also = [word for suffix in ("csv", "parquet") for word in ("--also", f"events.{suffix}")]
    assert runner.invoke(main, ["map", ".", "-o", "map.html", *also]).exit_code == 0
    assert runner.invoke(main, ["annotate", "a.txt", "-o", "said.jsonl"]).exit_code == 0
    again = runner.invoke(main, ["map", ".", "-o", "map.html"])
    assert again.exit_code == 0, again.output
    assert "Read 4 articles" in again.output
    assert is_own(Path("map.html"))
    assert [path.name for path in sorted(tmp_path.iterdir()) if is_own(path)] == [
        "events.csv", "events.parquet", "map.html", "said.jsonl",
    ]  # fmt: skip
