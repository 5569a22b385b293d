"""A real Nominatim on a PostgreSQL cluster of its own, fed with a region of our own making."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

HERE = Path(__file__).resolve().parent
TOOL = HERE.parent / "tools" / "real_nominatim.sh"
REGION = HERE / "nominatim" / "region.osm"
INSTALL = f"{TOOL.relative_to(HERE.parent.parent)} install"


def nominatim_command() -> Path:
    """Return where the set-up puts Nominatim."""
    python = subprocess.run([TOOL, "python"], check=True, capture_output=True, text=True).stdout.strip()
    return Path(python).with_name("nominatim")


def missing() -> str:
    """Return what the set-up lacks, in words; ``""`` when all is there."""
    found = {
        "osm2pgsql": shutil.which("osm2pgsql"),
        "PostgreSQL": binaries(),
        "PostGIS": list(Path("/usr/share/postgresql").glob("*/extension/postgis.control")),
        "Nominatim": nominatim_command().is_file(),
    }
    return ", ".join(name for name, there in found.items() if not there)


def binaries() -> Path | None:
    """Return the folder of the newest PostgreSQL server's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def run(*command: object, env: Mapping[str, str], user: str | None = None, cwd: Path | None = None) -> None:
    """Run a program to its end, showing what it said when it fails."""
    told = subprocess.run(
        [str(word) for word in command], env=env, user=user, cwd=cwd, capture_output=True, text=True, check=False,
        timeout=300,
    )  # fmt: skip
    if told.returncode:
        raise RuntimeError(f"{command[0]} failed ({told.returncode}):\n{told.stdout[-3000:]}\n{told.stderr[-3000:]}")


@contextmanager
def cluster(folder: Path) -> Iterator[dict[str, str]]:
    """Run a PostgreSQL cluster in a folder; yield the environment in which programs find it.

    PostgreSQL refuses to run as root; the user "postgres" that Debian's package makes then runs it.
    """
    programs = binaries()
    if programs is None:
        raise RuntimeError("no PostgreSQL server is installed")
    as_root = os.geteuid() == 0
    user = "postgres" if as_root else None
    data, sockets, port = folder / "data", folder / "sockets", free_port()
    for made in (data, sockets):
        made.mkdir()
        if as_root:
            shutil.chown(made, "postgres", "postgres")
    env = {**os.environ, "PGHOST": str(sockets), "PGPORT": str(port), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    run(
        programs / "initdb",
        "-D",
        data,
        "--auth=trust",
        "--username=postgres",
        "-E",
        "UTF8",
        env=env,
        user=user,
        cwd=data,
    )
    settings = f"-k {sockets} -p {port} -c listen_addresses= -c fsync=off -c shared_buffers=64MB -c jit=off"
    server = [programs / "pg_ctl", "-D", data, "-w", "-l", data / "log", "-o", settings]
    run(*server, "start", env=env, user=user, cwd=data)
    try:
        for role, rights in ((getpass.getuser(), "SUPERUSER LOGIN"), ("www-data", "LOGIN")):
            if role != "postgres":
                statement = f'CREATE ROLE "{role}" {rights}'
                run(programs / "psql", "-U", "postgres", "-c", statement, "postgres", env=env)
        yield env
    finally:
        run(*server, "-m", "immediate", "stop", env=env, user=user, cwd=data)


class Server:
    """A Nominatim that serves one OSM file, and can be fed another."""

    def __init__(self, folder: Path, env: Mapping[str, str]) -> None:
        self.folder = folder
        self.port = free_port()
        self.project = folder / "project"
        self.project.mkdir()
        dsn = f"pgsql:dbname=nominatim;host={env['PGHOST']};port={env['PGPORT']}"
        self.env = {
            **env,
            "NOMINATIM_DATABASE_DSN": dsn,
            "NOMINATIM_FLATNODE_FILE": "",
            "NOMINATIM_OSM2PGSQL_CACHE": "50",
        }
        self.command = nominatim_command()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def load(self, osm: str) -> None:
        """Import an OSM file in place of what is there, and serve it."""
        self.stop()
        programs = binaries()
        assert programs is not None
        run(programs / "dropdb", "--if-exists", "nominatim", env=self.env)
        source = self.folder / "region.osm"
        source.write_text(osm, encoding="utf-8")
        arguments = ("--project-dir", self.project, "--osm-file", source, "--no-updates", "--threads", "1")
        run(self.command, "import", *arguments, env=self.env, cwd=self.project)
        self.serve()

    def serve(self) -> None:
        log = (self.folder / "serve.log").open("ab")
        self.process = subprocess.Popen(
            [str(self.command), "serve", "--project-dir", str(self.project), "--server", f"127.0.0.1:{self.port}"],
            env=self.env, cwd=self.project, stdout=log, stderr=log,
        )  # fmt: skip
        log.close()
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"{self.url}/status", timeout=2) as answer:  # noqa: S310 -- our own
                    if answer.read() == b"OK":
                        return
            except OSError:
                time.sleep(0.2)
            if self.process.poll() is not None:
                break
        raise RuntimeError(f"Nominatim does not serve:\n{(self.folder / 'serve.log').read_text()[-3000:]}")

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(20)
            self.process = None


@contextmanager
def real_nominatim(folder: Path) -> Iterator[Server]:
    """Run PostgreSQL and a Nominatim on it; what it serves is loaded by the test."""
    with cluster(folder) as env:
        server = Server(folder, env)
        try:
            yield server
        finally:
            server.stop()
