"""``geomap geocode status | explain | export | import``: look at the recorded answers, and carry them about."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from geomap.settings import load_settings

if TYPE_CHECKING:
    from geomap.geocoding.answers import Answers
    from geomap.settings import Settings

answers_option = click.option("--answers", type=click.Path(dir_okay=False), help="File of recorded geocoder answers.")


def store(settings: Settings, *, read_only: bool = False) -> Answers:
    """Open the recorded answers."""
    from geomap.geocoding import open_answers

    return open_answers(settings.answers_path, read_only=read_only)


@click.command("status")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@answers_option
def status(as_json: bool, **flags: Any) -> None:  # noqa: ANN401 -- settings check them
    """Say what is recorded.

    Example: geomap geocode status
    """
    from geomap.geocoding.held import held
    from geomap.geocoding.summary import status as figures
    from geomap.geocoding.summary import waiting_names

    settings = load_settings(**flags)
    # Opened for writing where there is a file, so that one of an older schema is brought up to date.
    with store(settings, read_only=not settings.answers_path.is_file()) as answers:
        rows, waiting, waits = figures(answers), waiting_names(answers), held(answers)
    if as_json:
        told = {"answers": str(answers.path), "providers": [asdict(row) for row in rows], "waiting": waiting}
        told["held"] = [str(item) for item in waits]
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    click.echo(f"Recorded answers: {answers.path}{'' if answers.path.exists() else ' (none yet)'}")
    for row in rows:
        click.echo(
            f"  {row.provider}: {row.found:,} found, {row.not_found:,} not found, {row.failed:,} failed; "
            f"{row.failing:,} failing ({row.due:,} due again), {row.old:,} older than their time to live"
        )
    if waits:
        click.echo(f"  {len(waits):,} held until `geomap geocode refresh --accept`:")
        for item in waits[:10]:
            click.echo(f"    {item}")
    click.echo(f"  {waiting:,} names that maps could not place wait for `geomap geocode refresh --missing`")


@click.command("explain")
@click.argument("name")
@answers_option
def explain(name: str, **flags: Any) -> None:  # noqa: ANN401 -- settings check them
    """Show every candidate for a name, where it comes from, and which one wins without a text.

    Example: geomap geocode explain Kars
    """
    from geomap.gazetteer import open_gazetteer
    from geomap.geocoding.corrections_file import load_corrections
    from geomap.geocoding.summary import explain as told

    settings = load_settings(**flags)
    embedded = open_gazetteer(settings).lookup(name)
    with store(settings, read_only=True) as answers:
        notes = [str(item) for item in load_corrections(settings.corrections_path).about(name)]
        click.echo(told(name, answers.find(name), embedded, notes))


@click.command("export")
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--no-raw", is_flag=True, help="Leave out the providers' own answers.")
@answers_option
def export(path: Path, no_raw: bool, **flags: Any) -> None:  # noqa: ANN401 -- settings check them
    """Write all answers as sorted JSON lines, for git and review.

    Example: geomap geocode export answers.jsonl
    """
    from geomap.geocoding.transfer import export_answers

    with store(load_settings(**flags), read_only=True) as answers:
        number = export_answers(answers, path, raw=not no_raw)
    click.echo(f"Wrote {number:,} answers to {path}.", err=True)


@click.command("import")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@answers_option
def import_(path: Path, **flags: Any) -> None:  # noqa: ANN401 -- settings check them
    """Read answers that `geocode export` wrote; newer ones that are recorded already are kept.

    Example: geomap geocode import answers.jsonl
    """
    from geomap.geocoding.transfer import import_answers

    with store(load_settings(**flags)) as answers:
        taken, older = import_answers(answers, path)
    click.echo(f"Took {taken:,} answers from {path}; {older:,} were no newer than what is recorded.", err=True)


COMMANDS = (status, explain, export, import_)
