"""Write ``docs/cli.md`` from the commands themselves: ``python docs/cli_reference.py``; a test compares the two."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from geomap.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator

PATH = Path(__file__).parent / "cli.md"
HEAD = """# The command line

Made from the commands' own help by `python docs/cli_reference.py`.

Exit codes: 0 done, 1 some documents or questions failed, 2 wrong use. Messages go to standard error, data to
standard output.
"""


def commands(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    """Yield a command and all below it, each with its full name, in the order of the help."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command, info_name=path)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None and not below.hidden:
                yield from commands(below, f"{path} {name}")


def render() -> str:
    """Return the reference of all commands as Markdown."""
    return HEAD + "".join(_section(path, command) for path, command in commands(main, "geomap"))


def _section(path: str, command: click.Command) -> str:
    context = click.Context(command, info_name=path)
    usage = " ".join([path, *command.collect_usage_pieces(context)])
    lines = [f"\n## `{path}`\n", f"```text\n{usage}\n```\n", *_help(command)]
    options = [item for item in command.get_params(context) if isinstance(item, click.Option) and not item.hidden]
    rows = [_row(option, context) for option in options if "--help" not in option.opts]
    if rows:
        lines += ["| option | meaning |", "|---|---|", *rows, ""]
    return "\n".join(lines).rstrip() + "\n"


def _help(command: click.Command) -> list[str]:
    """Return the help, each example as code."""
    found = []
    for paragraph in (command.help or "").split("\n\n"):
        text = " ".join(paragraph.split())
        found.append(f"Example: `{text.removeprefix('Example: ')}`\n" if text.startswith("Example: ") else f"{text}\n")
    return found


def _row(option: click.Option, context: click.Context) -> str:
    names = ", ".join(option.opts + option.secondary_opts)
    metavar = "" if option.is_flag or option.count else f" {option.make_metavar(context)}"
    default = ""
    if option.show_default and option.default is not None and not option.is_flag:
        values = option.default if isinstance(option.default, list | tuple) else [option.default]
        default = f" Default: {', '.join(f'`{value}`' for value in values)}."
    cells = [f"`{names}{metavar}`", f"{option.help or ''}{default}"]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    PATH.write_text(render(), encoding="utf-8")
