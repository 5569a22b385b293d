"""Several processes: what they share, and that none is left behind however the reading ends."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from geomap.cli import annotating
from geomap.cli.annotating import annotated_lines
from geomap.errors import GeomapError
from geomap.model import Document
from geomap.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT = "Troops arrived in Poland on 3 May 2021."
LINUX = pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks into /proc")
PATIENCE_S = 60.0


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(answers=str(tmp_path / "none.sqlite"))


def documents(count: int) -> Iterator[Document]:
    return (Document(id=str(number), text=TEXT) for number in range(count))


def test_spawned_processes_read_as_forked_ones_do(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    forked = list(annotated_lines(documents(12), settings, processes=2))
    monkeypatch.setattr(annotating, "_context", lambda: multiprocessing.get_context("spawn"))
    assert list(annotated_lines(documents(12), settings, processes=2)) == forked
    assert [json.loads(line)["id"] for line, _ in forked] == [str(number) for number in range(12)]


def test_whoever_stops_reading_leaves_no_process_behind(settings: Settings) -> None:
    lines = annotated_lines(documents(400), settings, processes=2)
    for _ in range(10):  # beyond the first batch, which is read here
        next(lines)
    assert multiprocessing.active_children()
    lines.close()  # type: ignore[attr-defined]
    assert not multiprocessing.active_children()


def test_a_process_that_dies_is_told(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annotating, "_annotated", _die)
    monkeypatch.setattr(annotating, "_context", lambda: multiprocessing.get_context("fork"))
    with pytest.raises(GeomapError, match="ended early"):
        list(annotated_lines(documents(30), settings, processes=2))
    assert not multiprocessing.active_children()


def _die(*_: object) -> None:
    os._exit(9)


@LINUX
@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGKILL])
def test_a_command_that_is_ended_takes_its_processes_with_it(tmp_path: Path, kind: signal.Signals) -> None:
    """Ctrl-C reaches the whole group; a kill only the command itself."""
    source = tmp_path / "many.jsonl"
    source.write_text("".join(json.dumps({"id": str(n), "text": TEXT}) + "\n" for n in range(50_000)), encoding="utf-8")
    command = [sys.executable, "-m", "geomap", "annotate", str(source), "--processes", "2"]
    # A shell that runs tests in the background has them ignore Ctrl-C, and a process started here would inherit that.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as running:
        signal.signal(signal.SIGINT, before)
        assert running.stdout is not None
        assert running.stderr is not None
        for _ in range(40):
            assert running.stdout.readline()
        assert len(_group(running.pid)) >= 3
        if kind == signal.SIGINT:
            os.killpg(running.pid, kind)
        else:
            os.kill(running.pid, kind)
        _, told = running.communicate(timeout=PATIENCE_S)
    assert running.returncode != 0
    assert "Traceback" not in told
    assert "leaked" not in told
    patience = time.monotonic() + PATIENCE_S
    while _group(running.pid) and time.monotonic() < patience:
        time.sleep(0.2)
    assert not _group(running.pid)


def _group(leader: int) -> list[int]:
    """Return the processes of a session that run still."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split() if entry.name.isdigit() else []
        except (FileNotFoundError, ProcessLookupError):
            continue
        if fields and fields[0] != "Z" and int(fields[3]) == leader:
            found.append(int(entry.name))
    return found
