"""The scores of a corpus of toponyms as one HTML page that opens with no network, with a map of the errors."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from geomap.evaluation.toponyms_scores import reliability
from geomap.files import write_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    import folium

    from geomap.evaluation.report import Report
    from geomap.evaluation.toponyms_judging import Judged, Outcome
    from geomap.evaluation.toponyms_scores import Bin

_GOLD, _ANSWER, _NIL = "#0b7a3b", "#c0392b", "#6c4bb4"  # the colours of the key in _STYLE
_SIMPLER = 0.15  # degrees by which the outlines of land are thinned
_PLOT = 260  # side of the reliability plot, pixels
_MOST_ROWS = 2000
_STYLE = """
body { margin: 0; display: flex; flex-direction: column;
       font: 15px/1.45 system-ui, sans-serif; color: #1d2429; background: #fff; }
header, main { box-sizing: border-box; width: 100%; max-width: 1132px; margin: 0 auto; padding: 0 16px; }
main { padding-bottom: 48px; } header { order: -2; } .folium-map { order: -1; flex: none; }
h1 { font-size: 22px; margin: 20px 0 4px; } h2 { font-size: 17px; margin: 28px 0 8px; }
table { border-collapse: collapse; width: 100%; } caption { text-align: left; padding: 4px 0; }
th, td { text-align: left; padding: 3px 10px 3px 0; border-bottom: 1px solid #dfe4e7; vertical-align: top; }
td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.key { margin: 0 0 10px; }
.key i { display: inline-block; width: 11px; height: 11px; border-radius: 50%; margin-right: 5px; }
.key i.gold { background: #0b7a3b; } .key i.answer { background: #c0392b; } .key i.nil { background: #6c4bb4; }
.key span { margin-right: 16px; white-space: nowrap; }
svg text { font: 11px system-ui, sans-serif; fill: #4a555c; }
"""


def write_page(path: Path, report: Report, outcomes: Sequence[Outcome]) -> None:
    """Write the page.

    Parameters
    ----------
    path
        Where to; an existing file is replaced whole.
    report
        The scores.
    outcomes
        What they were counted from.

    Raises
    ------
    OutputError
        If it cannot be written.
    """
    write_text(path, page(report, outcomes))


def page(report: Report, outcomes: Sequence[Outcome]) -> str:
    """Return the page as HTML, sealed: it may run only its own scripts and load nothing.

    Parameters
    ----------
    report
        The scores.
    outcomes
        What they were counted from.
    """
    from geomap.mapping.sealing import seal

    title = f"{report.task} on {report.corpus}"
    judged = [item for outcome in outcomes for item in outcome.judged]
    wrong = sorted((item for item in judged if not item.right), key=lambda item: (-item.km, item.doc, item.gold.start))
    drawn = _map(wrong)
    _add(drawn, "header", f"<style>{_STYLE}</style>")
    _add(drawn, "html", _words(title, report, wrong, len(judged), reliability(outcomes)))
    return seal(drawn, title=title)


def _add(drawn: folium.Map, place: str, text: str) -> None:
    from branca.element import Element

    figure: Any = drawn.get_root()
    # Jinja would read braces in the corpus's words.
    getattr(figure, place).add_child(Element("{% raw %}" + text.replace("{%", "{&#37;") + "{% endraw %}"))


def _map(wrong: Sequence[Judged]) -> folium.Map:
    """Return a map with each wrong answer as a line from the gold point to it, and NIL as a point alone."""
    import folium

    drawn = folium.Map(location=(25, 10), zoom_start=2, tiles=None, height="62vh", world_copy_jump=False)
    ground = {"color": "#b9c2c8", "weight": 0.7, "fillColor": "#eef1f2", "fillOpacity": 1.0}
    folium.GeoJson(_land(), style_function=lambda _: ground, interactive=False).add_to(drawn)
    for item in wrong:
        gold = (item.gold.lat or 0.0, item.gold.lon or 0.0)
        place = item.resolution.place
        told = html.escape(_told(item)).replace("{", "&#123;").replace("`", "&#96;")
        if place is not None:
            way = folium.PolyLine([gold, (place.lat, place.lon)], color=_ANSWER, weight=1, opacity=0.45, tooltip=told)  # type: ignore[no-untyped-call]
            way.add_to(drawn)
            _point((place.lat, place.lon), _ANSWER, told).add_to(drawn)
        _point(gold, _NIL if place is None else _GOLD, told).add_to(drawn)
    return drawn


def _point(where: tuple[float, float], colour: str, told: str) -> folium.CircleMarker:
    import folium

    return folium.CircleMarker(where, radius=4, color=colour, weight=1, fill=True, fill_opacity=0.7, tooltip=told)


def _land() -> dict[str, Any]:
    """Return the outlines of land as GeoJSON, thin enough for a map of the world."""
    from shapely.geometry import mapping, shape

    from geomap.spatial.basemap import load_basemap

    shapes = (shape(feature["geometry"]).simplify(_SIMPLER) for feature in load_basemap()["land"]["features"])
    return {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": {}, "geometry": mapping(found)} for found in shapes if not found.is_empty
        ],
    }


def _told(item: Judged) -> str:
    place = item.resolution.place
    got = (
        "left NIL" if place is None else f"put at {place.name} ({place.country or 'no country'}), {item.km:,.0f} km off"
    )
    return f"{item.gold.surface}: {got}. {item.doc}: … {item.around} …"


def _words(title: str, report: Report, wrong: Sequence[Judged], judged: int, bins: Sequence[Bin]) -> str:
    nil = sum(item.resolution.is_nil for item in wrong)
    return (
        f"<header><h1>{html.escape(title)}</h1>"
        f"<p>{len(wrong):,} of {judged:,} gold toponyms with coordinates are wrong; {nil:,} of these were left"
        " unplaced. A line runs from where a place is to where it was put.</p>"
        '<p class="key"><span><i class="gold"></i>where it is</span><span><i class="answer"></i>where it was put</span>'
        '<span><i class="nil"></i>where it is, left unplaced</span></p></header><main>'
        f"<h2>Scores</h2>{_table(('measure', 'value', 'of', 'note'), _score_rows(report))}"
        f"<h2>Reliability</h2><p>How often answers were right, by how sure geomap said it was. On the line, the two"
        f" agree.</p>{_plot(bins)}"
        f"<h2>Wrong answers, the farthest first</h2>"
        f"{_table(('name', 'document', 'answer', 'km', 'sure', 'words round it'), _wrong_rows(wrong))}</main>"
    )


def _score_rows(report: Report) -> Iterable[tuple[str, ...]]:
    for score in report.scores:
        value = f"{score.value:,.0f}" if score.name.endswith(", km") else f"{score.value:.3f}"
        yield score.name, value, f"{score.count:,}" if score.count else "", score.note


def _wrong_rows(wrong: Sequence[Judged]) -> Iterable[tuple[str, ...]]:
    for item in wrong[:_MOST_ROWS]:
        place = item.resolution.place
        answer = "NIL" if place is None else f"{place.name} ({place.feature_code}, {place.country})"
        km = "" if place is None else f"{item.km:,.0f}"
        yield item.gold.surface, item.doc, answer, km, f"{item.resolution.score:.2f}", f"… {item.around} …"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    numbers = {"value", "of", "km", "sure"}

    def cell(tag: str, column: str, text: str) -> str:
        kind = ' class="number"' if column in numbers and tag == "td" else ""
        return f"<{tag}{kind}>{html.escape(text)}</{tag}>"

    body = "".join(
        f"<tr>{''.join(cell('td', column, text) for column, text in zip(head, row, strict=True))}</tr>" for row in rows
    )
    names = "".join(cell("th", name, name) for name in head)
    return f"<table><thead><tr>{names}</tr></thead><tbody>{body}</tbody></table>"


def _plot(bins: Sequence[Bin]) -> str:
    """Return the reliability plot as SVG: a bar a bin, its height the share right, over its mean score."""
    bars = []
    for one in bins:
        width, height = (one.high - one.low) * _PLOT - 4, one.was * _PLOT
        bars.append(
            f'<rect x="{one.low * _PLOT + 2:.1f}" y="{_PLOT - height:.1f}" width="{width:.1f}" height="{height:.1f}"'
            f' fill="#7aa6c2"><title>said {one.said:.2f}, right {one.was:.2f}, of {one.members}</title></rect>'
            f'<circle cx="{one.said * _PLOT:.1f}" cy="{_PLOT - height:.1f}" r="3" fill="#1d2429"/>'
        )
    return (
        f'<svg role="img" aria-label="Reliability plot" width="{_PLOT + 60}" height="{_PLOT + 50}"'
        f' viewBox="-40 -10 {_PLOT + 60} {_PLOT + 50}">{"".join(bars)}'
        f'<rect width="{_PLOT}" height="{_PLOT}" fill="none" stroke="#9aa5ab"/>'
        f'<path d="M0 {_PLOT} L{_PLOT} 0" stroke="#c0392b" stroke-dasharray="4 3" fill="none"/>'
        f'<text x="0" y="{_PLOT + 16}">0</text><text x="{_PLOT - 8}" y="{_PLOT + 16}">1</text>'
        f'<text x="{_PLOT / 2 - 40}" y="{_PLOT + 32}">how sure it was</text>'
        f'<text x="-16" y="10">1</text><text x="-16" y="{_PLOT}">0</text>'
        f'<text transform="translate(-24 {_PLOT / 2 + 30}) rotate(-90)">share right</text></svg>'
    )
