"""``geomap geocode``: ask online geocoders politely and once, and look at what was recorded."""

from __future__ import annotations

import click

from geomap.cli.geocode_answers import COMMANDS
from geomap.cli.geocode_refresh import refresh


@click.group("geocode")
def command() -> None:
    """Ask online geocoders about names that the gazetteer lacks, and look at what was recorded.

    Example: geomap geocode refresh articles/ --dry-run
    """


for _command in (refresh, *COMMANDS):
    command.add_command(_command)
