"""``geomap annotate``: every mention, date and event with offsets."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, Unpack

import click

from geomap.cli.line import SOME_FAILED, line_options, line_settings, progress, say
from geomap.files import replacing
from geomap.model import Document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from geomap.cli.line import LineFlags

_STDOUT = Path("-")


@click.command("annotate")
@line_options
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    default=_STDOUT,
    help="JSON lines; - for stdout.",
)
@click.option(
    "--processes",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="They share what the first has loaded.",
)
@click.option(
    "--mentions/--no-mentions", default=True, show_default=True,
    help="Where a document brings mentions, resolve exactly those; or find names anew.",
)  # fmt: skip
@click.pass_obj
def command(
    obj: dict[str, bool],
    /,
    *,
    inputs: tuple[str, ...],
    published: date | None,
    output: Path,
    processes: int,
    mentions: bool,
    **flags: Unpack[LineFlags],
) -> None:
    """Write one line of JSON a document, in input order, never dropping one.

    Documents are read as a stream, a small batch at a time, so that memory does not grow with their number.

    Example: geomap annotate articles/ -o out.jsonl
    """
    from geomap.cli.annotating import annotated_lines
    from geomap.documents import read_documents

    documents = read_documents(inputs, published=published)
    if not mentions:
        documents = (replace(item, mentions=None) if isinstance(item, Document) else item for item in documents)
    read = failed = 0
    with _sink(output) as sink, progress(0, "Annotating", quiet=obj["quiet"]) as tell:
        for line, error in annotated_lines(documents, line_settings(**flags), processes):
            sink.write(line + "\n")
            sink.flush()  # whoever reads the stream waits for no more than a batch
            read += 1
            tell(line)
            if error is not None:
                failed += 1
                click.echo(f"geomap: {error}", err=True)
    say(f"Annotated {read - failed} of {read} documents.", quiet=obj["quiet"])
    sys.exit(SOME_FAILED if failed else 0)


@contextmanager
def _sink(output: Path) -> Iterator[TextIO]:
    if output == _STDOUT:
        yield sys.stdout
        return
    with replacing(output) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as sink:
        yield sink
