"""The ``geomap`` command: subcommands are imported when they are called, so that ``--help`` stays instant."""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any

import click

from geomap import __version__
from geomap.cli.loudness import begin
from geomap.errors import GeomapError

# name → (module under geomap.cli that defines `command`, one line for --help)
COMMANDS = {
    "map": ("map", "Draw one map page of the events in articles: the main job."),
    "export": ("export", "Write the events of articles as GeoJSON and its sisters."),
    "annotate": ("annotate", "Write every mention, date and event with its offsets, as JSON lines."),
    "geocode": ("geocode", "Ask online geocoders, politely and once; look at what was recorded."),
    "correct": ("correct", "Say what a place or an event really is; kept in a file and applied on every run."),
    "gazetteer": ("gazetteer", "The place database: look at it, build it."),
    "evaluate": ("evaluate", "Measure geomap against gold corpora."),
}


class LazyGroup(click.Group):
    """A group whose subcommands live in modules of their own."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's signature
        """Return the names, in the order of a day's work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import and return a subcommand."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"geomap.cli.{COMMANDS[cmd_name][0]}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 -- click's signature
        """Run, turning geomap's own errors into one clear message and an exit code."""
        try:
            return super().invoke(ctx)
        except GeomapError as error:
            click.echo(f"geomap: {error.what}", err=True)
            if error.remedy:
                click.echo(f"  → {error.remedy}", err=True)
            sys.exit(error.exit_code)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="geomap")
@click.option("-q", "--quiet", is_flag=True, help="Say only what went wrong.")
@click.option("-v", "--verbose", is_flag=True, help="Say more, for finding out why.")
@click.pass_context
def main(ctx: click.Context, quiet: bool, verbose: bool) -> None:
    """Read news, find the places and dated events in it, and draw layered, sourced maps.

    Example: geomap map articles/ -o outputs/map.html
    """
    if "OMP_NUM_THREADS" not in os.environ:
        # Read when numpy is first imported. The parser's matrices are small: a second thread waits more than it works.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    begin(ctx, quiet=quiet, verbose=verbose)
