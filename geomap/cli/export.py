"""``geomap export``: events as files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from geomap.cli.line import line_options, line_settings, run_line, say, tell_failures, tell_findings
from geomap.files import check_writable

if TYPE_CHECKING:
    from datetime import date

    from geomap.cli.line import LineFlags


@click.command("export")
@line_options
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The file to write.")
@click.option("--format", "file_format", help="Format, when the suffix does not tell it.")
@click.pass_obj
def command(
    obj: dict[str, bool], /, inputs: tuple[str, ...], published: date | None, output: Path, file_format: str | None,
    **flags: Unpack[LineFlags],
) -> None:  # fmt: skip
    """Write the events of articles; the format follows from the suffix.

    Example: geomap export articles/ -o events.geojson
    """
    from geomap.exporting import check_format, export

    check_format(output, file_format)
    check_writable(output)
    event_map = run_line(inputs, published, line_settings(**flags), quiet=obj["quiet"])
    code = tell_failures(event_map.annotations)
    export(event_map, output, file_format)
    tell_findings(event_map, every=obj["verbose"], quiet=obj["quiet"])
    say(f"Wrote {output}", quiet=obj["quiet"])
    sys.exit(code)
