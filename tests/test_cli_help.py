"""Every command tells a person what it does, with an example, and the reference says the same."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner

from geomap.cli import main

if TYPE_CHECKING:
    from types import ModuleType

DOCS = Path(__file__).resolve().parent.parent / "docs"


def load_reference() -> ModuleType:
    spec = importlib.util.spec_from_file_location("cli_reference", DOCS / "cli_reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


REFERENCE = load_reference()
COMMANDS: dict[str, click.Command] = dict(REFERENCE.commands(main, "geomap"))


def test_the_main_commands_are_there() -> None:
    assert {"geomap map", "geomap export", "geomap annotate", "geomap geocode refresh", "geomap evaluate"} <= set(
        COMMANDS
    )


@pytest.mark.parametrize("path", COMMANDS)
def test_help_has_an_example_of_this_command(path: str) -> None:
    result = CliRunner().invoke(main, [*path.split()[1:], "--help"], terminal_width=200)
    assert result.exit_code == 0
    example = " ".join(result.output.partition("Example: ")[2].split())
    assert example.startswith(path), f"{path} --help needs 'Example: {path} ...'"


@pytest.mark.parametrize("path", COMMANDS)
def test_every_option_is_told(path: str) -> None:
    untold = [item.name for item in COMMANDS[path].params if isinstance(item, click.Option) and not item.help]
    assert untold == []


@pytest.mark.parametrize("path", COMMANDS)
def test_an_unknown_option_is_wrong_use(path: str) -> None:
    result = CliRunner().invoke(main, [*path.split()[1:], "--no-such-option"])
    assert result.exit_code == 2


def test_the_reference_is_up_to_date() -> None:
    assert REFERENCE.PATH.read_text(encoding="utf-8") == REFERENCE.render(), "run: python docs/cli_reference.py"


def test_the_version_is_told() -> None:
    from geomap import __version__

    assert __version__ in CliRunner().invoke(main, ["--version"]).output


def test_help_imports_nothing_heavy() -> None:
    code = """
import sys
from geomap.cli import main
try:
    main(["--help"], prog_name="geomap")
except SystemExit:
    heavy = {"spacy", "geopandas", "pandas", "numpy", "folium", "shapely", "pyarrow"}
    print(sorted(heavy & set(sys.modules)), file=sys.stderr)
"""
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "Usage: geomap" in result.stdout
    assert result.stderr.strip() == "[]"
