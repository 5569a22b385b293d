"""``geomap map``: the main job."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from geomap.cli.line import line_options, line_settings, run_line, say, tell_failures, tell_findings
from geomap.errors import GeomapError
from geomap.files import check_writable, write_text

if TYPE_CHECKING:
    from datetime import date

    from geomap.cli.line import LineFlags
    from geomap.model import EventMap
    from geomap.settings import Settings

_LOG = logging.getLogger(__name__)


@click.command("map")
@line_options
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default=Path("outputs/map.html"), show_default=True,
    help="The page to write.",
)  # fmt: skip
@click.option("--also", multiple=True, type=click.Path(path_type=Path), help="Also write the events here (.geojson).")
@click.option("--title", default="", help="A heading for the page.")
@click.option(
    "--basemap", type=click.Choice(["offline", "osm", "none"]), default="offline", show_default=True,
    help="The ground: geomap's own, OpenStreetMap's online tiles, or none.",
)  # fmt: skip
@click.option(
    "--layers", metavar="NAMES",
    help="Layers that are on when the page opens, with commas between: areas, relations, mentions, labels; none.  "
    "[default: areas,relations,labels; mentions too where there is no event]",
)  # fmt: skip
@click.option("--embed-text", is_flag=True, help="Put whole articles into the page, not excerpts.")
@click.option("--png", type=click.Path(path_type=Path), help="Also write a picture of the page.")
@click.option("--open", "open_page", is_flag=True, help="Open the page in the browser.")
@click.pass_obj
def command(
    obj: dict[str, bool], /, *, inputs: tuple[str, ...], published: date | None, output: Path, also: tuple[Path, ...],
    title: str, png: Path | None, open_page: bool, basemap: str, layers: str | None, embed_text: bool,
    **flags: Unpack[LineFlags],
) -> None:  # fmt: skip
    """Draw one map page of the events in articles.

    INPUT is a .txt, .html, .jsonl, .csv or .parquet file, a feed, a folder, a URL, or - for standard input.

    Example: geomap map articles/ -o outputs/map.html --also outputs/events.geojson
    """
    quiet = obj["quiet"]
    for path in (output, *also, *([png] if png else [])):
        check_writable(path)
    shown = None if layers is None else _layer_names(layers)
    settings = line_settings(**flags)
    event_map = run_line(inputs, published, settings, title=title, quiet=quiet)
    code = tell_failures(event_map.annotations)
    _write(event_map, output, also, png, basemap=basemap, layers=shown, embed_text=embed_text)
    _note_wanted(event_map, settings)
    tell_findings(event_map, every=obj["verbose"], quiet=quiet)
    say(f"Wrote {', '.join(str(path) for path in (output, *also, *([png] if png else [])))}", quiet=quiet)
    say(f"Open {output.resolve().as_uri()}", quiet=quiet)
    if open_page:
        click.launch(output.resolve().as_uri())
    sys.exit(code)


def _layer_names(text: str) -> list[str]:
    """Return the layers named, checked before an hour of reading is spent on them."""
    from geomap.mapping.page import check_layers

    names = [name.strip() for name in text.split(",")]
    names = [name for name in names if name and name != "none"]
    check_layers(names)
    return names


def _write(
    event_map: EventMap, output: Path, also: tuple[Path, ...], png: Path | None, *, basemap: str,
    layers: list[str] | None, embed_text: bool,
) -> None:  # fmt: skip
    from geomap.exporting import export
    from geomap.mapping import render_page

    page = render_page(event_map, basemap=basemap, layers=layers, embed_text=embed_text)
    for path in also:
        export(event_map, path)
    write_text(output, page)
    if png is not None:
        from geomap.mapping import render_png

        render_png(output, png)


def _note_wanted(event_map: EventMap, settings: Settings) -> None:
    """Note the names that were left unplaced, for a later ``geomap geocode refresh --missing``.

    A map is not lost over a note that cannot be kept.
    """
    from geomap.geocoding import open_answers
    from geomap.pipeline import unresolved_names

    names = unresolved_names(event_map.annotations)
    if not names:
        return
    try:
        with open_answers(settings.answers_path) as answers:
            answers.want_all([(name, "", "") for name in names])
    except (GeomapError, OSError) as error:
        _LOG.warning("the names left unplaced are not noted for `geomap geocode refresh`: %s", error)
