"""Building from a GeoNames dump, and fetching one."""

import hashlib
import io
import signal
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from geomap.cli.gazetteer import command
from geomap.errors import DataError, UsageError
from geomap.gazetteer import dump
from geomap.gazetteer.dump import build_from_dump
from geomap.gazetteer.fetching import fetch_files
from geomap.gazetteer.sqlite import SqliteGazetteer


def line(
    number: int, name: str, *, lon: str = "43.08", lat: str = "40.6", alternates: str = "", code: str = "PPL"
) -> str:
    return "\t".join(
        [str(number), name, name, alternates, lat, lon, "P", code, "TR", "", "84", "", "", "", "91450", "", "1756",
         "Europe/Istanbul", "2024-01-01"]
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lines = [
        line(743952, "Kars", alternates="Qars,kars,KSY,Карс", code="PPLA"),
        line(2, "Broken", lat="north"),
        "only\tthree\tcolumns",
        line(3, "Off the Globe", lat="140"),
        line(4, "Sarıkamış"),
    ]
    (tmp_path / "allCountries.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path


def test_a_dump_is_built_and_damaged_lines_are_named(folder: Path) -> None:
    out = folder / "world.sqlite"
    built = build_from_dump(folder, out)
    assert (built.places, built.damaged, built.resumed) == (2, 3, False)
    assert [example.split(":")[1] for example in built.examples] == ["2", "3", "4"]
    assert not out.with_name("world.sqlite.part").exists()
    gazetteer = SqliteGazetteer(out)
    place = gazetteer.lookup("kars")[0].place
    assert (place.id, place.admin1, place.country, place.population) == ("geonames:743952", "TR-36", "TR", 91450)
    assert gazetteer.lookup("Qars")[0].match == "alternate"
    assert gazetteer.lookup("Sarikamis")[0].place.id == "geonames:4"
    assert gazetteer.lookup("KSY") == ()
    assert gazetteer.nearest(43.08, 40.6)[0][1] < 1


def test_alternate_names_bring_kinds_and_wikidata(folder: Path) -> None:
    rows = [
        "1\t743952\ten\tKars City\t\t\t\t\t\t",
        "2\t743952\t\tVanand\t\t\t\t1\t\t",
        "3\t743952\twkdt\tQ83085\t\t\t\t\t\t",
        "4\t743952\tlink\thttps://example.org\t\t\t\t\t\t",
        "5\t743952\tabbr\tKRS\t\t\t\t\t\t",
        "6\tx\ten\tBad\t\t\t\t\t\t",
    ]
    (folder / "alternateNamesV2.txt").write_text("\n".join(rows) + "\n", encoding="utf-8")
    built = build_from_dump(folder, folder / "world.sqlite")
    assert built.damaged == 4
    gazetteer = SqliteGazetteer(folder / "world.sqlite")
    assert gazetteer.lookup("Kars City")[0].match == "official"
    assert gazetteer.lookup("Vanand")[0].match == "historic"
    assert gazetteer.lookup("KRS")[0].match == "abbreviation"
    assert gazetteer.lookup("krs") == ()
    assert gazetteer.lookup("https://example.org") == ()
    place = gazetteer.get("geonames:743952")
    assert place is not None
    assert place.wikidata == "Q83085"


def test_a_build_that_was_broken_off_goes_on(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many = [line(number, f"Place {number}") for number in range(1, 2001)]
    (folder / "allCountries.txt").write_text("\n".join(many) + "\n", encoding="utf-8")
    monkeypatch.setattr(dump, "BATCH", 1)
    out = folder / "world.sqlite"
    out.write_bytes(b"the old one")
    calls = 0

    def stop(_stage: str, _done: int, _total: int) -> None:
        nonlocal calls
        calls += 1
        if calls == 100:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_from_dump(folder, out, stop)
    assert out.read_bytes() == b"the old one"
    built = build_from_dump(folder, out)
    assert (built.resumed, built.places, built.names) == (True, 2000, 2000)


KILLED = """
import os, signal, sys
from pathlib import Path
from geomap.gazetteer import dump
dump.BATCH = 1
def report(stage, done, total):
    if done > total / 2:
        os.kill(os.getpid(), signal.SIGKILL)
folder = Path(sys.argv[1])
dump.build_from_dump(folder, folder / "world.sqlite", report)
"""


def test_a_build_that_was_killed_leaves_the_old_file_and_goes_on(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    many = [line(number, f"Place {number}") for number in range(1, 2001)]
    (folder / "allCountries.txt").write_text("\n".join(many) + "\n", encoding="utf-8")
    out = folder / "world.sqlite"
    out.write_bytes(b"the old one")
    killed = subprocess.run([sys.executable, "-c", KILLED, str(folder)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert out.read_bytes() == b"the old one"
    built = build_from_dump(folder, out)
    assert (built.resumed, built.places, built.names, built.damaged) == (True, 2000, 2000, 0)
    whole = tmp_path_factory.mktemp("whole") / "world.sqlite"
    build_from_dump(folder, whole)
    rows = [
        sqlite3.connect(path).execute("SELECT * FROM names JOIN places USING (number) ORDER BY number").fetchall()
        for path in (out, whole)
    ]
    assert rows[0] == rows[1]


def test_another_dump_starts_anew(folder: Path) -> None:
    out = folder / "world.sqlite"
    part = out.with_name("world.sqlite.part")
    connection = sqlite3.connect(part)
    connection.executescript("CREATE TABLE meta (key TEXT, value TEXT); INSERT INTO meta VALUES ('signature', 'other')")
    connection.close()
    assert build_from_dump(folder, out).resumed is False


def test_a_folder_without_a_dump_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="allCountries"):
        build_from_dump(tmp_path, tmp_path / "world.sqlite")


def test_the_command_says_what_it_built(folder: Path) -> None:
    run = CliRunner().invoke(command, ["build", "--geonames", str(folder), "-o", str(folder / "w.sqlite")])
    assert run.exit_code == 0, run.output
    assert "2 places" in run.output
    assert "3 damaged lines" in run.output
    assert "allCountries.txt:2" in run.output


def test_build_wants_one_source() -> None:
    assert CliRunner().invoke(command, ["build"]).exit_code == 2


def test_info_shows_what_is_loaded() -> None:
    run = CliRunner().invoke(command, ["info", "--name", "Kars", "--name", "Nowhereatall"])
    assert run.exit_code == 0, run.output
    assert "CC BY 4.0" in run.output
    assert "geonames:743952" in run.output
    assert "nothing bears this name" in run.output


def _zip(text: str) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as pack:
        pack.writestr("allCountries.txt", text)
        pack.writestr("../evil.txt", "out")
    return memory.getvalue()


def test_files_are_fetched_checked_and_unpacked(httpserver: HTTPServer, tmp_path: Path) -> None:
    data = _zip(line(743952, "Kars") + "\n")
    httpserver.expect_request("/dump/allCountries.zip").respond_with_data(data)
    sha = hashlib.sha256(data).hexdigest()
    folder = tmp_path / "dump"
    base = httpserver.url_for("/dump/")
    (fetched,) = fetch_files(base, ["allCountries.zip"], folder, {"allCountries.zip": sha})
    assert (fetched.sha256, fetched.kept) == (sha, False)
    assert build_from_dump(folder, folder / "w.sqlite").places == 1
    assert not (tmp_path / "evil.txt").exists()
    (again,) = fetch_files(base, ["allCountries.zip"], folder, {"allCountries.zip": sha})
    assert again.kept
    assert len(httpserver.log) == 1


def test_a_broken_off_download_is_resumed(httpserver: HTTPServer, tmp_path: Path) -> None:
    data = b"0123456789" * 1000

    def answer(request: Request) -> Response:
        wanted = request.headers.get("Range", "")
        start = int(wanted.removeprefix("bytes=").rstrip("-") or 0)
        return Response(data[start:], status=206 if start else 200)

    httpserver.expect_request("/admin2Codes.txt").respond_with_handler(answer)
    (tmp_path / "admin2Codes.txt.part").write_bytes(data[:4000])
    (fetched,) = fetch_files(httpserver.url_for("/"), ["admin2Codes.txt"], tmp_path, {})
    assert fetched.resumed
    assert fetched.path.read_bytes() == data
    assert httpserver.log[0][0].headers["Range"] == "bytes=4000-"


def test_a_server_that_ignores_ranges_is_read_from_the_start(httpserver: HTTPServer, tmp_path: Path) -> None:
    httpserver.expect_request("/a.txt").respond_with_data(b"whole")
    (tmp_path / "a.txt.part").write_bytes(b"old and wrong")
    (fetched,) = fetch_files(httpserver.url_for("/"), ["a.txt"], tmp_path, {})
    assert (fetched.resumed, fetched.path.read_bytes()) == (False, b"whole")


def test_a_wrong_checksum_leaves_the_old_file(httpserver: HTTPServer, tmp_path: Path) -> None:
    httpserver.expect_request("/a.txt").respond_with_data(b"new")
    (tmp_path / "a.txt").write_bytes(b"old")
    with pytest.raises(DataError, match="SHA-256"):
        list(fetch_files(httpserver.url_for("/"), ["a.txt"], tmp_path, {"a.txt": "0" * 64}))
    assert (tmp_path / "a.txt").read_bytes() == b"old"


@pytest.mark.parametrize(("base", "name"), [("file:///etc/", "a"), ("http://127.0.0.1/", "../a"), ("http://x/", ".a")])
def test_odd_addresses_and_names_are_refused(tmp_path: Path, base: str, name: str) -> None:
    with pytest.raises(UsageError):
        list(fetch_files(base, [name], tmp_path, {}))


def test_a_missing_file_is_an_error(httpserver: HTTPServer, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"500|404"):
        list(fetch_files(httpserver.url_for("/"), ["none.txt"], tmp_path, {}))
