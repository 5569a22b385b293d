"""``geomap correct``: a person's corrections, kept in a versioned file and applied on every run."""

from __future__ import annotations

import getpass
import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import click

from geomap.errors import UsageError
from geomap.model import Status
from geomap.settings import load_settings

if TYPE_CHECKING:
    from geomap.geocoding.corrections import Corrections, EventCorrection, PlaceCorrection
    from geomap.model import Place
    from geomap.settings import Settings

_NUMBER = r"[+-]?\d+(?:\.\d+)?"
_EVENT_ID = re.compile(r"ev-[0-9a-f]{16}(-.+)?")  # as the line makes them; a split event bears its document's name too
_POINT = re.compile(rf"\s*({_NUMBER})\s*[, ]\s*({_NUMBER})\s*")


class Point(click.ParamType[tuple[float, float]]):
    """``LAT,LON`` in degrees."""

    name = "lat,lon"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[float, float]:  # noqa: ANN401
        """Return latitude and longitude, or fail as click does."""
        if isinstance(value, tuple):
            return value
        found = _POINT.fullmatch(str(value))
        if found is None or abs(float(found[1])) > 90 or abs(float(found[2])) > 180:
            self.fail(f"{value!r} is no latitude and longitude such as 40.6,43.1.", param, ctx)
        return float(found[1]), float(found[2])


class Days(click.ParamType[tuple[date, date]]):
    """A day, or two with a slash between."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[date, date]:  # noqa: ANN401
        """Return first and last day, or fail as click does."""
        if isinstance(value, tuple):
            return value
        first, _, last = str(value).partition("/")
        try:
            days = date.fromisoformat(first), date.fromisoformat(last or first)
        except ValueError:
            self.fail(f"{value!r} is no date such as 2021-02-01 or 2021-02-01/2021-02-12.", param, ctx)
        if days[0] > days[1]:
            self.fail(f"{value!r} ends before it starts.", param, ctx)
        return days


@click.command("correct")
@click.argument("words", nargs=-1, metavar="[NAME]")
@click.option("--place", default="", metavar="ID", help="What NAME means or where EVENT was: geonames:743952, say.")
@click.option("--at", type=Point(), help="Or where that is: latitude and longitude in degrees.")
@click.option("--label", default="", metavar="NAME", help="What the place of --at is called.")
@click.option("--not-a-place", is_flag=True, help="Or that NAME is no place.")
@click.option("--doc", "--document", "doc", default="", metavar="ID", help="Only in this document.")
@click.option("--source", default="", metavar="NAME", help="Only in documents of this source.")
@click.option("--everywhere", is_flag=True, help="In all documents; also when nothing is said.")
@click.option("--event", default="", metavar="ID", help="Correct an event instead, by its id.")
@click.option("--date", "days", type=Days(), help="When it was: a day, or FIRST/LAST.")
@click.option("--type", "kind", default="", metavar="TYPE", help="What it was: a PLOVER type such as ASSAULT.")
@click.option(
    "--status", type=click.Choice([word.value for word in Status]), help="Whether it is a fact, a plan or a word."
)
@click.option("--merge", multiple=True, metavar="ID", help="Another event that is the same one.")
@click.option("--split", multiple=True, metavar="DOC", help="A document that tells of another event.")
@click.option("--not-an-event", is_flag=True, help="Nothing of the kind was told.")
@click.option("--who", default="", help="Who says so; your login name by default.")
@click.option("--why", default="", help="Why, for whoever reads the file.")
@click.option("--list", "listing", is_flag=True, help="Show all corrections.")
@click.option("--check", is_flag=True, help="Read articles (as NAME...) and say which corrections are redundant.")
@click.option("--corrections", type=click.Path(dir_okay=False), help="The file; corrections.toml by default.")
@click.pass_obj
def command(
    obj: dict[str, bool], /, *, words: tuple[str, ...], listing: bool, check: bool, corrections: str | None,
    event: str, **said: Any,  # noqa: ANN401 -- checked below, by pydantic at the latest
) -> None:  # fmt: skip
    """Say what a place name or an event really is. The correction wins on every run from now on.

    Example: geomap correct Kars --place geonames:743952 --doc kars-exercises --why "the city, not the province"
    """
    from geomap.geocoding.corrections_file import add_correction, load_corrections

    settings = load_settings(corrections=corrections)
    path = settings.corrections_path
    if listing:
        _list(load_corrections(path))
        return
    if check:
        _check(words, settings)
        return
    item = _event(event, words, said, settings) if event else _place(words, said, settings)
    added = add_correction(path, item)
    if not obj["quiet"]:
        click.echo(f"{'Noted' if added else 'Already there'} in {path}: {item}", err=True)


def _place(words: tuple[str, ...], said: dict[str, Any], settings: Settings) -> PlaceCorrection:
    from geomap.geocoding.corrections import PlaceCorrection

    for_events = [name for name in ("days", "kind", "status", "merge", "split", "not_an_event") if said[name]]
    if len(words) != 1 or for_events:
        raise UsageError(
            "A correction is about one place name, or about one --event.",
            'For example: geomap correct "Kars" --place geonames:743952',
        )
    if bool(said["doc"]) + bool(said["source"]) + said["everywhere"] > 1:
        raise UsageError("--doc, --source and --everywhere exclude each other.", "Give one of them.")
    fields = {name: said[name] for name in ("not_a_place", "doc", "source")}
    item: PlaceCorrection = _checked(
        PlaceCorrection, {"name": words[0], **fields, **_where(said, settings), **_signed(said)}
    )
    return item


def _event(event: str, words: tuple[str, ...], said: dict[str, Any], settings: Settings) -> EventCorrection:
    from geomap.geocoding.corrections import EventCorrection

    for_names = [name for name in ("not_a_place", "doc", "source", "everywhere") if said[name]]
    if words or for_names:
        raise UsageError(
            "--event corrects one event; a name, --not-a-place, --doc, --source and --everywhere are about a name.",
            "Give two commands: one with --event, one with the place's name.",
        )
    for name in (event, *said["merge"]):
        _check_event_id(name)
    fields = {"event": event, **{name: said[name] for name in ("status", "merge", "split", "not_an_event")}}
    if said["days"]:
        fields |= {"start": said["days"][0], "end": said["days"][1]}
    if said["kind"]:
        fields["type"] = said["kind"].upper()
    item: EventCorrection = _checked(EventCorrection, {**fields, **_where(said, settings), **_signed(said)})
    return item


def _check_event_id(text: str) -> None:
    if not _EVENT_ID.fullmatch(text):
        raise UsageError(
            f"{text!r} is no event's id: one is ev- and 16 digits, such as ev-24d2a32f0c51b7e9.",
            'The event\'s card on the map shows its id under "Wrong?"; so does the id column of geomap export.',
        )


def _where(said: dict[str, Any], settings: Settings) -> dict[str, Any]:
    """Return where a correction puts something, and what that is called."""
    chosen = _known(said["place"], settings) if said["place"] else None
    label = f"{chosen.name}, {chosen.admin1 or chosen.country}".rstrip(", ") if chosen is not None else ""
    return {"place": said["place"], "at": said["at"], "label": label or said["label"]}


def _signed(said: dict[str, Any]) -> dict[str, Any]:
    try:
        who = said["who"] or getpass.getuser()
    except (OSError, KeyError) as error:
        raise UsageError("Nobody is logged in by name.", "Say who you are with --who.") from error
    return {"who": who, "when": datetime.now(UTC).replace(microsecond=0), "why": said["why"]}


def _checked(model: Any, fields: dict[str, Any]) -> Any:  # noqa: ANN401 -- one of two models
    from pydantic import ValidationError

    try:
        return model.model_validate(fields)
    except ValidationError as error:
        first = error.errors()[0]
        where = " ".join(str(part) for part in first["loc"])
        message = first["msg"].removeprefix("Value error, ")
        raise UsageError(
            f"The correction {where}{': ' if where else ''}{message}.", "See geomap correct --help."
        ) from error


def _known(place_id: str, settings: Settings) -> Place:
    """Return the place with an id, or refuse: a correction to nowhere would be a new mistake."""
    from geomap.gazetteer import open_gazetteer
    from geomap.geocoding import RecordedGazetteer, open_answers

    place = open_gazetteer(settings).get(place_id)
    if place is None:
        with open_answers(settings.answers_path, read_only=True) as answers:
            place = RecordedGazetteer(answers).get(place_id)
    if place is None:
        raise UsageError(
            f"No gazetteer knows {place_id!r}.",
            "`geomap geocode explain NAME` shows ids; --at LAT,LON places what has none.",
        )
    return place


def _list(known: Corrections) -> None:
    for item in (*known.place, *known.event):
        click.echo(str(item))
    if not known:
        click.echo("No corrections.", err=True)


def _check(inputs: tuple[str, ...], settings: Settings) -> None:
    """Run the line over articles and say which corrections still matter."""
    from geomap.cli.line import reviews
    from geomap.documents import read_documents
    from geomap.pipeline import build_pipeline

    if not inputs:
        raise UsageError("--check needs articles to read.", "For example: geomap correct --check articles/")
    pipeline = build_pipeline(settings)
    annotations = tuple(pipeline.annotate_many(read_documents(inputs)))
    rows = []
    for review in reviews(pipeline, annotations):
        rows += [review.text()] if review.text() else []
        rows += [f"met nothing in these articles: {item}" for item in review.unused if item not in review.missed]
    click.echo("\n".join(rows) or "No correction changes anything in these articles.")
