"""The house as docs/architecture.md tells it: the import contract holds, and its rooms are there."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_the_import_contract_holds(tmp_path: Path) -> None:
    command = shutil.which("lint-imports", path=str(Path(sys.executable).parent)) or shutil.which("lint-imports")
    assert command, "import-linter is not installed; run: make dev"
    result = subprocess.run(
        [command, "--config", str(ROOT / "pyproject.toml"), "--cache-dir", str(tmp_path)],
        capture_output=True, text=True, cwd=ROOT, check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stdout + result.stderr
    assert "0 broken" in result.stdout


def test_every_room_of_the_documentation_stands() -> None:
    told = set(
        re.findall(r"^\| `([\w./]+)` \|", (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert len(told) >= 14
    missing = [room for room in told if not (ROOT / "geomap" / room.rstrip("/")).exists()]
    assert missing == []
    standing = {
        path.name for path in (ROOT / "geomap").iterdir() if (path.is_dir() and (path / "__init__.py").is_file())
    }
    assert standing <= {room.rstrip("/").removesuffix(".py") for room in told}


def test_nobody_outside_the_command_line_prints_or_configures_logging() -> None:
    wrong = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "geomap").rglob("*.py"))
        if "cli" not in path.parts
        and re.search(r"^\s*(?:print|logging\.basicConfig)\(", path.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert wrong == []


def test_only_the_rooms_that_may_touch_the_network_do() -> None:
    network = re.compile(
        r"^\s*(?:import|from) (?:urllib\.request|http\.client|requests|httpx|socket|aiohttp|geopy)\b", re.MULTILINE
    )
    # geopy_adapter offers geopy's interface over the embedded places; fetching is `geomap gazetteer fetch`.
    allowed = {"documents", "geocoding", "gazetteer/fetching.py", "gazetteer/geopy_adapter.py"}
    found = [
        path.relative_to(ROOT / "geomap")
        for path in sorted((ROOT / "geomap").rglob("*.py"))
        if network.search(path.read_text(encoding="utf-8"))
    ]
    assert [path for path in found if path.parts[0] not in allowed and path.as_posix() not in allowed] == []
