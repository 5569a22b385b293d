"""A map of places before and after a refresh: one sealed page, an inline drawing and a table, no script."""

from __future__ import annotations

from html import escape
from math import cos, radians
from typing import TYPE_CHECKING

from geomap.geocoding.outcomes import Change

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from shapely.geometry.base import BaseGeometry

    from geomap.geocoding.outcomes import Outcome
    from geomap.geocoding.records import RecordedPlace
    from geomap.geocoding.report import Report

    _At = Callable[[float, float], tuple[float, float]]

_WIDTH = 1000.0
_DRAWN = (Change.NEW, Change.MOVED, Change.REASSIGNED, Change.VANISHED)
# Colours of the Okabe-Ito palette, which people with any kind of colour vision tell apart.
_COLOURS = {Change.NEW: "#009e73", Change.MOVED: "#0072b2", Change.REASSIGNED: "#d55e00", Change.VANISHED: "#cc79a7"}
_STYLE = """
:root{color-scheme:light dark;--land:#ece8df;--line:#a89f8d;--sea:#f7f9fb;--text:#222;--quiet:#555}
@media(prefers-color-scheme:dark){:root{--land:#3a3f44;--line:#7d858c;--sea:#1d2226;--text:#eee;--quiet:#bbb}}
body{font:16px/1.5 system-ui,sans-serif;margin:1rem auto;max-width:64rem;padding:0 1rem;background:var(--sea);
color:var(--text)}svg{width:100%;height:auto;border:1px solid var(--line)}.land{fill:var(--land);stroke:var(--line);
stroke-width:.6}.before{fill:none}text{font-size:13px;fill:var(--text);paint-order:stroke;stroke:var(--sea);
stroke-width:3px}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .6rem;
border-bottom:1px solid var(--line)}td.n{text-align:right;font-variant-numeric:tabular-nums}.quiet{color:var(--quiet)}
"""


def before_and_after(report: Report, countries: Iterable[BaseGeometry]) -> str:
    """Return a page that shows what a refresh changed.

    Parameters
    ----------
    report
        The report.
    countries
        Outlines in degrees, WGS 84, to draw underneath.

    Returns
    -------
    str
        A complete HTML page that opens with no network; names are escaped.
    """
    drawn = [outcome for outcome in report.outcomes if outcome.change in _DRAWN]
    drawing = _drawing(drawn, countries) if drawn else "<p>No place is new, moved or gone.</p>"
    title = f"Places before and after: {report.provider}"
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body><main><h1>{escape(title)}</h1>"
        f"{drawing}{_legend(drawn)}{_table(drawn)}"
        f'<p class="quiet">{escape(report.attribution)}; outlines: Natural Earth (public domain).</p>'
        "</main></body></html>\n"
    )


def _drawing(drawn: Sequence[Outcome], countries: Iterable[BaseGeometry]) -> str:
    from shapely import clip_by_rect

    west, south, east, north = _window(drawn)
    squeeze = cos(radians((south + north) / 2))  # equirectangular, true to scale on the middle parallel
    scale = _WIDTH / ((east - west) * squeeze)
    height = (north - south) * scale

    def at(lon: float, lat: float) -> tuple[float, float]:
        return round((lon - west) * squeeze * scale, 1), round((north - lat) * scale, 1)

    paths = [path for shape in countries if (path := _path(clip_by_rect(shape, west, south, east, north), at))]
    marks = "".join(_mark(outcome, at) for outcome in drawn)
    return (
        f'<svg viewBox="0 0 {_WIDTH:.0f} {height:.0f}" role="img" aria-label="Map of places before and after">'
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0 8 4 0 8z" fill="#0072b2"/></marker></defs>'
        f'<path class="land" d="{"".join(paths)}"/>{marks}</svg>'
    )


def _window(drawn: Sequence[Outcome]) -> tuple[float, float, float, float]:
    """Return the bounds to draw, with a margin, at least three degrees wide and two high."""
    points = [one.place for outcome in drawn for one in (outcome.before, outcome.after) if one is not None]
    lons, lats = [place.lon for place in points], [place.lat for place in points]
    wide = max(1.5, (max(lons) - min(lons)) * 0.6)
    high = max(1.0, (max(lats) - min(lats)) * 0.6)
    lon, lat = (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2
    return max(-180.0, lon - wide), max(-89.0, lat - high), min(180.0, lon + wide), min(89.0, lat + high)


def _path(shape: BaseGeometry, at: _At) -> str:
    from shapely import get_parts

    if shape.is_empty:
        return ""
    rings = [
        ring for part in get_parts(shape) if part.geom_type == "Polygon" for ring in (part.exterior, *part.interiors)
    ]
    return "".join(f"M{' '.join('{},{}'.format(*at(*point[:2])) for point in ring.coords)}Z" for ring in rings)


def _mark(outcome: Outcome, at: _At) -> str:
    colour = _COLOURS[outcome.change]
    told = f"<title>{escape(_words(outcome))}</title>"
    before = None if outcome.before is None else at(outcome.before.place.lon, outcome.before.place.lat)
    after = None if outcome.after is None else at(outcome.after.place.lon, outcome.after.place.lat)
    parts = []
    if before and after:
        parts.append(
            f'<line x1="{before[0]}" y1="{before[1]}" x2="{after[0]}" y2="{after[1]}" stroke="{colour}" '
            'stroke-width="1.6" marker-end="url(#tip)"/>'
        )
    if before:
        parts.append(
            f'<circle class="before" cx="{before[0]}" cy="{before[1]}" r="5" stroke="{colour}" stroke-width="1.6"/>'
        )
    if after:
        parts.append(f'<circle cx="{after[0]}" cy="{after[1]}" r="4" fill="{colour}"/>')
    where = after or before
    if where:
        parts.append(f'<text x="{where[0] + 7}" y="{where[1] + 4}">{escape(outcome.task.name)}</text>')
    return f"<g>{told}{''.join(parts)}</g>"


def _legend(drawn: Sequence[Outcome]) -> str:
    kinds = [change for change in _DRAWN if any(outcome.change is change for outcome in drawn)]
    items = "".join(f'<span style="color:{_COLOURS[change]}">●</span> {change.value} &ensp;' for change in kinds)
    return f"<p>{items}<span class=quiet>○ before, ● after</span></p>" if kinds else ""


def _table(drawn: Sequence[Outcome]) -> str:
    if not drawn:
        return ""
    rows = "".join(
        f"<tr><td>{escape(outcome.task.name)}</td><td>{outcome.change.value}{' (held)' if outcome.held else ''}</td>"
        f'<td class="n">{f"{outcome.metres:,.0f}" if outcome.metres else ""}</td>'
        f"<td>{_where(outcome.before)}</td><td>{_where(outcome.after)}</td><td>{escape(outcome.detail)}</td></tr>"
        for outcome in sorted(drawn, key=lambda outcome: -outcome.metres)
    )
    head = "<tr><th>Name<th>Change<th>Metres<th>Before<th>After<th>Detail</tr>"
    return f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>"


def _where(recorded: RecordedPlace | None) -> str:
    if recorded is None:
        return "–"
    place = recorded.place
    return escape(f"{place.name}, {place.admin1 or place.country or '?'} ({place.lat:.4f}, {place.lon:.4f})")


def _words(outcome: Outcome) -> str:
    moved = f" by {outcome.metres:,.0f} m" if outcome.metres else ""
    return f"{outcome.task.name}: {outcome.change.value}{moved} {outcome.detail}".strip()
