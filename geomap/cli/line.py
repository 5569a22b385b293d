"""What map, export and annotate share: options, running the line with a progress bar, and saying what was found."""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

import click

from geomap.cli.loudness import loudness_options
from geomap.cli.place_options import place_flags, place_options
from geomap.errors import DocumentError
from geomap.pipeline import build_pipeline, unresolved_names, watch
from geomap.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from geomap.geocoding.correcting_review import Review
    from geomap.model import Annotation, Document, Event, EventMap, FailedDocument
    from geomap.pipeline import Pipeline
    from geomap.settings import Settings

DONE, SOME_FAILED = 0, 1
_SHOWN = 8


class IsoDate(click.ParamType[date]):
    """An ISO date on the command line."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:  # noqa: ANN401
        """Return the date, or fail as click does."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a date such as 2021-01-18.", param, ctx)


def line_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that every command of the line takes."""
    for option in (
        click.argument("inputs", nargs=-1, required=True, metavar="INPUT..."),
        click.option("--published", type=IsoDate(), help="Publication date of articles that do not tell theirs."),
        click.option("--min-confidence", type=click.FloatRange(0, 1), help="Leave out events below."),
        click.option("--language-model", help="An installed spaCy pipeline; the bundled one by default."),
        click.option("--answers", type=click.Path(dir_okay=False), help="File of recorded geocoder answers."),
    ):
        command = option(command)
    return place_options(loudness_options(command))


class LineFlags(TypedDict, total=False):
    """The flags of the line that set a setting."""

    min_confidence: float | None
    language_model: str | None
    answers: str | None


def line_settings(**flags: Unpack[LineFlags]) -> Settings:
    """Return the settings with the line's flags applied."""
    return load_settings(**place_flags(), **flags)


def read_inputs(inputs: Sequence[str], published: date | None) -> list[Document | FailedDocument]:
    """Read all inputs.

    Raises
    ------
    UsageError
        If an input does not exist.
    """
    from geomap.documents import read_documents

    return list(read_documents(inputs, published=published))


def run_line(
    inputs: Sequence[str], published: date | None, settings: Settings, *, title: str = "", quiet: bool = False
) -> EventMap:
    """Run the whole line over the inputs, with a progress bar on a terminal."""
    documents = read_inputs(inputs, published)
    pipeline = build_pipeline(settings)
    with progress(len(documents), "Reading", quiet=quiet) as tell:
        annotations = tuple(watch(pipeline.annotate_many(documents), tell))
    tell_corrections(pipeline, annotations, quiet=quiet)
    return pipeline.event_map(annotations, title=title, min_confidence=settings.min_confidence)


def tell_corrections(pipeline: Pipeline, annotations: Sequence[Annotation], *, quiet: bool) -> None:
    """Say which of a person's corrections changed something, and which have become redundant."""
    told = "\n".join(filter(None, (review.text() for review in reviews(pipeline, annotations))))
    if told:
        say(f"Corrections: {told.replace(chr(10), chr(10) + '  ')}", quiet=quiet)


def reviews(pipeline: Pipeline, annotations: Sequence[Annotation]) -> tuple[Review, ...]:
    """Return what became of a person's corrections of places and of events."""
    from geomap.geocoding.correcting import CorrectingResolver

    found = (pipeline.resolver.review(),) if isinstance(pipeline.resolver, CorrectingResolver) else ()
    if pipeline.corrector is None:
        return found
    by_itself = replace(pipeline, corrector=None).event_map(annotations).events
    return (*found, pipeline.corrector.review(by_itself, annotations))


@contextmanager
def progress(length: int, label: str, *, quiet: bool) -> Iterator[Callable[[object], None]]:
    """Show a progress bar on a terminal, nothing in a pipe."""
    if quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    with click.progressbar(length=length, label=label, file=sys.stderr) as bar:
        yield lambda _: bar.update(1)


def say(text: str, *, quiet: bool) -> None:
    """Say something to the person, on standard error, so that standard output stays data."""
    if not quiet:
        click.echo(text, err=True)


def tell_failures(annotations: Sequence[Annotation]) -> int:
    """Name every document that failed; return the exit code.

    Raises
    ------
    DocumentError
        If none could be read, so that there is nothing to write.
    """
    failed = [annotation for annotation in annotations if annotation.error is not None]
    for annotation in failed:
        click.echo(f"geomap: {annotation.error}", err=True)
    if len(failed) == len(annotations):
        raise DocumentError("No article could be read, so nothing was written.", "Earlier outputs are untouched.")
    return SOME_FAILED if failed else DONE


def tell_findings(event_map: EventMap, *, quiet: bool, every: bool = False) -> None:
    """Say what was read and what was found, so that a person can judge it at a glance."""
    read = [annotation for annotation in event_map.annotations if annotation.error is None]
    mentions = [found for annotation in read for found in annotation.toponyms]
    placed = sum(event.is_placed for event in event_map.events)
    say(
        f"Read {_count(len(read), 'article')}: {_count(len(mentions), 'place mention')}, "
        f"{_count(sum(len(annotation.times) for annotation in read), 'date')}, "
        f"{_count(len(event_map.events), 'event')} ({placed} on the map).",
        quiet=quiet,
    )
    _tell_unread(len(event_map.annotations) - len(read), len(event_map.annotations), quiet=quiet)
    shown = event_map.events if every else surest(event_map.events)
    for event in shown:
        say(f"  {event.edtf or 'undated':<24} {event.status.value:<12} {event.title}{_off(event)}", quiet=quiet)
    if len(shown) < len(event_map.events):
        more = len(event_map.events) - len(shown)
        say(f"  ... and {more:,} more; these are the surest (the same command with -v lists all)", quiet=quiet)
    if read and not event_map.events:
        say(_why_nothing(mentions), quiet=quiet)
    _tell_undated(read, quiet=quiet)
    _tell_unresolved(read, quiet=quiet)


def _off(event: Event) -> str:
    return "" if event.is_placed else "  (not on the map)"


def _tell_unread(failed: int, given: int, *, quiet: bool) -> None:
    if failed:
        say(f"{failed:,} of {_count(given, 'article')} could not be read.", quiet=quiet)


def surest(events: Sequence[Event], most: int = _SHOWN) -> list[Event]:
    """Return the events of highest confidence, in the order in which they were given."""
    kept = sorted(range(len(events)), key=lambda at: (-events[at].confidence, at))[:most]
    return [events[at] for at in sorted(kept)]


def _why_nothing(mentions: Sequence[object]) -> str:
    if not mentions:
        return "No place names were found in the text, so there is nothing to map."
    return "No event was found in the text; the map shows the places mentioned."


def _tell_undated(read: Sequence[Annotation], *, quiet: bool) -> None:
    undated = [annotation.document for annotation in read if annotation.document.published is None]
    if undated:
        names = Counter(document.path or document.id for document in undated)
        say(
            f"No publication date in {', '.join(list(names)[:_SHOWN])}: relative dates there stay unresolved. "
            "Give it with --published YYYY-MM-DD.",
            quiet=quiet,
        )


def _tell_unresolved(read: Sequence[Annotation], *, quiet: bool) -> None:
    names = unresolved_names(read)
    if names:
        shown = ", ".join(names[:_SHOWN]) + (", ..." if len(names) > _SHOWN else "")
        say(
            f"{_count(len(names), 'name')} left unplaced, unknown or undecided: {shown}. "
            "`geomap geocode refresh INPUT...` would ask online.",
            quiet=quiet,
        )


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
