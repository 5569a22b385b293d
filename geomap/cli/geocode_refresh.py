"""``geomap geocode refresh``: plan what to ask, ask it politely, and say what changed."""

from __future__ import annotations

import json
import random
import re
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from geomap.cli.geocode_answers import answers_option, store
from geomap.cli.line import progress, say
from geomap.errors import UsageError
from geomap.settings import load_settings

if TYPE_CHECKING:
    from geomap.geocoding.answers import Answers
    from geomap.geocoding.client import Client
    from geomap.geocoding.plan import Plan, Scope
    from geomap.geocoding.providers import Provider
    from geomap.geocoding.report import Report
    from geomap.settings import Settings

_AGE = re.compile(r"(\d+)\s*([dhw])")
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
# Scheduled runs start at a random moment within so many seconds, so that not everybody's come at the full hour.
_SCHEDULED_S = 60.0


class Age(click.ParamType[timedelta]):
    """An age such as ``180d``, ``12h`` or ``2w``."""

    name = "age"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:  # noqa: ANN401
        """Return the duration, or fail as click does."""
        if isinstance(value, timedelta):
            return value
        found = _AGE.fullmatch(str(value).strip())
        if found is None:
            self.fail(f"{value!r} is no age such as 180d, 12h or 2w.", param, ctx)
        return int(found[1]) * _UNITS[found[2]]


@click.command("refresh")
@click.argument("inputs", nargs=-1, metavar="[INPUT]...")
@click.option("--missing", is_flag=True, help="Only names that have no definite answer yet.")
@click.option("--place", "names", multiple=True, metavar="NAME", help="Only this name, whatever is recorded.")
@click.option("--older-than", type=Age(), help="Only answers older than this, such as 180d.")
@click.option("--country", default="", metavar="CC", help="Only questions about this country (ISO 3166-1 alpha-2).")
@click.option("--provider", "geocoder", help="Whom to ask; Nominatim by default.")
@click.option("--endpoint", help="Base URL of your own server.")
@click.option("--limit", type=click.IntRange(1), help="At most so many questions.")
@click.option("--dry-run", is_flag=True, help="Only say what would be asked.")
@click.option("--accept", is_flag=True, help="Accept answers that were held, all or those of --place; asks nobody.")
@click.option(
    "--hold-beyond",
    type=click.FloatRange(0),
    default=1000.0,
    show_default=True,
    metavar="METRES",
    help="Hold places that moved further, until --accept.",
)
@click.option("--by-name", is_flag=True, help="Ask old answers by name, not by the known ids of their places.")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
@click.option("--map", "picture", type=click.Path(dir_okay=False, path_type=Path), help="Also draw before and after.")
@click.option("--geojson", "points", type=click.Path(dir_okay=False, path_type=Path), help="Also write it as GeoJSON.")
@click.option("--anyway", is_flag=True, help="Ask although the endpoint refused a while ago: its cause is mended.")
@click.option("--start-within", type=click.FloatRange(0), help="Start at a random moment within so many seconds.")
@click.option("--providers", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="More providers.")
@answers_option
@click.pass_obj
def refresh(
    obj: dict[str, bool], /, *, inputs: tuple[str, ...], missing: bool, names: tuple[str, ...],
    older_than: timedelta | None, country: str, limit: int | None, dry_run: bool, anyway: bool,
    start_within: float | None, providers: Path | None, accept: bool, by_name: bool, hold_beyond: float,
    as_json: bool, picture: Path | None, points: Path | None, **flags: Any,  # noqa: ANN401 -- settings check them
) -> None:  # fmt: skip
    """Plan what to ask, ask it at the provider's pace, record every answer, and say what changed.

    INPUT is articles, as for `geomap map`: the names in them that the gazetteer lacks are asked. Without INPUT, what
    earlier maps could not place, what failed and is due again, and what has grown old.

    Killed at any moment, the same command goes on where it stopped.

    Example: geomap geocode refresh --missing --dry-run
    """
    from geomap.geocoding.client import Client
    from geomap.geocoding.plan import Scope
    from geomap.geocoding.providers import find_provider

    settings = load_settings(**flags)
    if accept:
        _accept(names, settings)
        return
    provider = find_provider(settings.geocoder, providers)
    found_in = _names_in(inputs, settings) if inputs else None
    scope = Scope(
        names, found_in, missing, older_than, country.upper(), limit or 0, lookup=provider.lookup and not by_name
    )
    interval_s = 1 / _pace_of(settings, provider)
    if dry_run:
        with store(settings, read_only=True) as answers:
            click.echo(_planned(answers, scope, provider.name, interval_s, settings).text())
        return
    client = Client(provider, settings)
    with store(settings) as answers:
        plan = _planned(answers, scope, provider.name, interval_s, settings)
        say(plan.text(), quiet=obj["quiet"])
        if found_in:
            answers.want_all([(name, "", scope.country) for name in found_in])
        if not plan.tasks:
            return
        _start(client, start_within, quiet=obj["quiet"])
        report = _carry_out(
            answers, client, plan, scope, settings, anyway=anyway, hold_beyond_m=hold_beyond, quiet=obj["quiet"]
        )
    _tell(report, as_json=as_json, picture=picture, points=points)
    sys.exit(0 if report.clean else 1)


def _names_in(inputs: tuple[str, ...], settings: Settings) -> tuple[str, ...]:
    from geomap.pipeline import nil_names

    return nil_names(inputs, settings)


def _pace_of(settings: Settings, provider: Provider) -> float:
    """Return requests a second: a person may ask a public service more slowly than it allows, never faster."""
    if settings.requests_per_second <= 0:
        raise UsageError(f"requests_per_second is {settings.requests_per_second}.", "Give a number above 0.")
    own_server = settings.endpoint and not (provider.domain and provider.domain in settings.endpoint)
    return settings.requests_per_second if own_server else min(settings.requests_per_second, provider.per_second)


def _planned(answers: Answers, scope: Scope, provider: str, interval_s: float, settings: Settings) -> Plan:
    from geomap.geocoding.corrections_file import load_corrections
    from geomap.geocoding.planning import make_plan

    corrected = load_corrections(settings.corrections_path).answered()
    return make_plan(answers, provider, scope, corrected=corrected, interval_s=interval_s)


def _start(client: Client, start_within: float | None, *, quiet: bool) -> None:
    """Wait a random while before a scheduled run asks a public service."""
    scheduled = client.public and not sys.stderr.isatty()
    most = start_within if start_within is not None else _SCHEDULED_S if scheduled else 0.0
    seconds = random.SystemRandom().uniform(0, most)
    if seconds >= 1:
        say(f"Starting in {seconds:.0f} s, not with everybody else's (--start-within 0 starts now).", quiet=quiet)
    time.sleep(seconds)


def _carry_out(
    answers: Answers, client: Client, plan: Plan, scope: Scope, settings: Settings, *, anyway: bool,
    hold_beyond_m: float, quiet: bool,
) -> Report:  # fmt: skip
    """Begin or go on with a run, ask what is left, and return what became of all of it."""
    from geomap.geocoding.pace import Pace
    from geomap.geocoding.refresh import Refresh
    from geomap.geocoding.report import Report
    from geomap.geocoding.runs import begin, finish

    per_day = client.provider.per_day if client.public else 0
    pace = Pace(settings.cache_path / "pace.sqlite", client.endpoint, interval_s=plan.interval_s, per_day=per_day)
    if anyway:
        pace.unblock()
    run = begin(answers, plan, scope)
    if run.done:
        say(f"Going on with a run that was cut off: {len(run.done):,} answers are in.", quiet=quiet)
    refreshing = Refresh(
        answers, client, pace, max_attempts=settings.max_attempts, hold_beyond_m=hold_beyond_m, run_id=run.id
    )
    outcomes = list(run.done)
    with progress(len(run.plan.tasks), "Asking", quiet=quiet) as tell:
        for outcome in refreshing.run(run.plan):
            outcomes.append(outcome)
            tell(outcome)
    if not refreshing.stopped:
        finish(answers, run.id)
    credit = client.provider.attribution
    return Report(plan.provider, tuple(outcomes), credit, refreshing.stopped, refreshing.left, len(run.done))


def _tell(report: Report, *, as_json: bool, picture: Path | None, points: Path | None) -> None:
    from geomap.files import write_text

    click.echo(report.json() if as_json else report.text())
    if points is not None:
        write_text(points, json.dumps(report.geojson(), ensure_ascii=False) + "\n")
    if picture is not None:
        from geomap.geocoding.picture import before_and_after
        from geomap.spatial import open_shapes

        shapes = open_shapes()
        outlines = (shapes.country(code) for code in shapes.codes())
        write_text(picture, before_and_after(report, [shape for shape in outlines if shape is not None]))
    if report.stopped:
        click.echo(f"geomap: {report.stopped}", err=True)
        click.echo(f"  → {report.left:,} of the plan are left; the same command goes on later.", err=True)


def _accept(names: tuple[str, ...], settings: Settings) -> None:
    from geomap.geocoding.held import accept

    with store(settings) as answers:
        accepted = accept(answers, names)
    for item in accepted:
        click.echo(f"accepted {item}")
    if not accepted:
        click.echo("Nothing is held." if not names else f"Nothing is held about {', '.join(names)}.", err=True)
