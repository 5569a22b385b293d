"""Options that say which places a command knows, and how it counts contested ones."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable

_KEY = "geomap.place_flags"


def place_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--gazetteer`` and ``--point-of-view``; `place_flags` tells what was given, so that no signature changes."""
    for option in (
        click.option(
            "--point-of-view", metavar="VIEW", expose_value=False, callback=_keep,
            help="Count contested places as: international (the default), 'de facto', or a state's own view (UA, IN).",
        ),
        click.option(
            "--gazetteer", "gazetteers", multiple=True, expose_value=False, callback=_keep,
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
            help="A file of your own places (CSV, GeoJSON, GeoPackage, built database); may be given again.",
        ),
    ):  # fmt: skip
        command = option(command)
    return command


def _keep(context: click.Context, parameter: click.Parameter, value: Any) -> None:  # noqa: ANN401 -- click's own
    if value:
        given = value if isinstance(value, str) else os.pathsep.join(str(path) for path in value)
        context.meta.setdefault(_KEY, {})[str(parameter.name)] = given


def place_flags() -> dict[str, Any]:
    """Return the settings that the options of the running command gave; empty outside a command."""
    context = click.get_current_context(silent=True)
    return dict(context.meta.get(_KEY, {})) if context else {}
