"""How much a command says: ``-q`` and ``-v``, before or after the name of the subcommand."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable


def begin(ctx: click.Context, *, quiet: bool, verbose: bool) -> None:
    """Begin logging, and note for the subcommands what was asked for before their name."""
    logging.basicConfig(format="%(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    ctx.obj = {"quiet": quiet, "verbose": verbose}
    _set_level(ctx.obj)


def loudness_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let a subcommand take ``-q`` and ``-v`` itself, as ``geomap`` does."""
    verbose = click.option(
        "-v", "--verbose", is_flag=True, expose_value=False, callback=_heard, help="Say more; list every event."
    )
    quiet = click.option(
        "-q", "--quiet", is_flag=True, expose_value=False, callback=_heard, help="Say only what went wrong."
    )
    return quiet(verbose(command))


def _heard(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and param.name is not None:
        ctx.obj[param.name] = True
        _set_level(ctx.obj)


def _set_level(said: dict[str, bool]) -> None:
    """Let geomap itself say more or less; what other libraries say while they work is no concern of a reader's."""
    least = logging.ERROR if said["quiet"] else logging.WARNING
    logging.getLogger().setLevel(least)
    logging.getLogger("geomap").setLevel(logging.DEBUG if said["verbose"] else least)
