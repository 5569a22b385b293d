"""``geomap evaluate``: scores against gold."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from geomap.files import check_writable, write_text

if TYPE_CHECKING:
    from geomap.evaluation.report import Report

TASKS = {
    "toponyms": "geomap.evaluation.toponyms",
    "dates": "geomap.evaluation.dates",
    "events": "geomap.evaluation.events",
}
WITH_PAGE = {"toponyms"}


@click.command("evaluate")
@click.argument("task", type=click.Choice(list(TASKS)))
@click.argument("corpus", type=click.Path(exists=True, path_type=Path))
@click.option("--limit", type=click.IntRange(min=1), help="Only the first so many documents.")
@click.option("--json", "json_path", type=click.Path(path_type=Path), help="Also write the scores here.")
@click.option(
    "--report",
    "page",
    type=click.Path(path_type=Path),
    help="Also write an HTML page with a map of the errors (toponyms).",
)
@click.option("--errors", is_flag=True, help="List the errors too.")
def command(
    *, task: str, corpus: Path, limit: int | None, json_path: Path | None, page: Path | None, errors: bool
) -> None:
    """Measure one task on one gold corpus (a JSON lines file, or a folder of golden articles).

    Example: geomap evaluate dates corpora/temporal/timebank_te3.jsonl
    """
    options: dict[str, Any] = {"limit": limit}
    if page is not None:
        if task not in WITH_PAGE:
            raise click.UsageError(f"--report is for {', '.join(sorted(WITH_PAGE))}; {task} has none.")
        check_writable(page)
        options["page"] = page
    report: Report = importlib.import_module(TASKS[task]).evaluate(corpus, **options)
    click.echo(report.text())
    if errors:
        click.echo("\n".join(report.listing))
    if json_path is not None:
        write_text(json_path, report.json())
