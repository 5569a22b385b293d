"""A hundred hostile strings in every field that reaches the page: they show as text and do nothing."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import mapping_samples as samples
import pytest

from geomap.mapping import render_fragment, render_page
from geomap.model import (
    Actor,
    Annotation,
    Candidate,
    Document,
    Event,
    EventMap,
    EventType,
    Evidence,
    Mark,
    Mention,
    MentionKind,
    Place,
    Resolution,
    Source,
    Sovereignty,
    Status,
    WherePrec,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

_RUN = "window.hacked=1;alert(1)"
_BASES = [
    f"<script>{_RUN}</script>",
    f"</script><script>{_RUN}</script>",
    f"<!--<script>{_RUN}//",
    f"]]><script>{_RUN}</script>",
    f"<img src=x onerror='{_RUN}'>",
    f"<svg onload='{_RUN}'>",
    f"<svg><script>{_RUN}</script></svg>",
    f"<iframe srcdoc='<script>parent.{_RUN}</script>'></iframe>",
    f"<body onload='{_RUN}'>",
    f"<details open ontoggle='{_RUN}'>",
    f"<style>@import 'https://evil.example/x.css';</style><p onclick='{_RUN}'>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    f"${{{_RUN}}}",
    f"`${{{_RUN}}}`",
    f"`;{_RUN};`",
    f"';{_RUN};'",
    f'";{_RUN};"',
    f"\\';{_RUN};//",
    f"{{{{ {_RUN} }}}}",
    "{{ ''.__class__.__mro__ }}",
    "{% for x in range(9) %}x{% endfor %}",
    "{# comment #}",
    f"javascript:{_RUN}",
    f"JaVaScRiPt:{_RUN}",
    f"java\tscript:{_RUN}",
    f"data:text/html,<script>{_RUN}</script>",
    "https://evil.example/'\"><script>window.hacked=1</script>",
    "\u202egnp.exe\u202c \u2066isolate\u2069",
    "\u2028window.hacked=1\u2029",
    "</textarea></title></style></noscript><h1>out</h1>",
    "<a href='javascript:window.hacked=1'>click</a>",
    "&lt;script&gt;&#x3C;script&#x3E;",
    "\ud83d lone surrogate",
    "NUL \x00 BEL \x07 ESC \x1b[31m",
    "__proto__",
    "constructor",
    "toString",
    '=HYPERLINK("https://evil.example","x")',
    "+1+cmd|' /C calc'!A0",
    "$(touch /tmp/hacked) `touch /tmp/hacked` ; rm -rf ~",
    "A" * 3000,
    "Ω≈ç√∫˜µ≤ 日本語 العربية עברית",
    "zalgo " + "\u0301" * 60,
    "\r\n\r\nHTTP/1.1 200 OK",
    "null",
    "-2147483648",
    "%3Cscript%3Ewindow.hacked=1%3C/script%3E",
    "#event=x&type=<script>",
]  # fmt: skip
HOSTILE = [f"{prefix}{text}" for text in _BASES for prefix in ("", "Kars ")]


def hostile_event(text: str, number: int) -> Event:
    place = Place(text, text, 10 + number % 40, 5 + number // 40, "P", text, "TR", text, text, 1, text, text,
                  sovereignty=Sovereignty((text,), (text,), text, text))  # fmt: skip
    document = text or "d"
    return Event(
        text, list(EventType)[number % 17], text, text, list(Status)[number % 7], mode=text, context=text,
        date_from=date(2021, 1, 1 + number % 28), edtf=text, date_reasons=(text,), place=place, place_name=text,
        country=text, admin1=text, geometry=samples.Point(place.lon, place.lat), where_prec=WherePrec(1 + number % 7),
        radius_km=5.0, relation=text, place_reasons=(text,), alternatives=(Candidate(place, text, text, 0.5, (text,)),),
        actors=(Actor(text, text), Actor(text)), attributed_to=text, confidence=0.5,
        evidence=(Evidence(document, 0, len(text), text, (Mark(0, max(1, len(text) // 2), text),)),),
        sources=(Source(document, text, text, text, text),), disagreements=(text,),
    )  # fmt: skip


def hostile_map() -> EventMap:
    events = tuple(hostile_event(text, number) for number, text in enumerate(HOSTILE))
    annotations = []
    for text, event in zip(HOSTILE, events, strict=True):
        half = max(1, len(text) // 2)
        document = Document(text, text, title=text, url=text, source=text, lang=text, published=date(2021, 1, 1))
        found = (
            Resolution(Mention(0, half, text[:half]), event.place, score=0.5),
            Resolution(
                Mention(0, half, text[:half], MentionKind.RELATION),
                None,
                samples.LineString([(event.place.lon, 1), (event.place.lon + 1, 2)]),  # type: ignore[union-attr]
                text,
                score=0.5,
            ),
        )
        annotations.append(Annotation(document, found, error=text if len(text) % 5 == 0 else None))
    return EventMap(events, tuple(annotations), HOSTILE[3], tuple(HOSTILE[:30]), {text: text for text in HOSTILE})


@pytest.fixture(scope="module")
def hostile_html() -> str:
    return render_page(hostile_map(), embed_text=True)


def test_there_are_a_hundred_different_ones() -> None:
    assert len(set(HOSTILE)) == 100


def test_hostile_text_cannot_leave_its_data_block(hostile_html: str) -> None:
    data = re.search(
        r'<script type="(?:application/json|text/plain)" id="data-[^>]*>(.*?)</script>', hostile_html, re.DOTALL
    )
    assert data
    assert not re.search(r"[<>&\u2028\u2029]", data.group(1))


def test_hostile_text_never_runs(show: Callable[..., Page], hostile_html: str) -> None:
    page = show(hostile_html)
    for row in (0, 3, 40, 77):
        page.evaluate(
            "(i) => { const desk = geomap.desks[0]; geomap.card.show(desk, i, {focus: true}); "
            "for (const d of document.querySelectorAll('.gm-card details')) d.open = true; }",
            row,
        )
        card = page.locator(".gm-card")
        assert card.locator("script, img, svg:not(.gm-glyph), iframe, style, link, base, meta, h1").count() == 0
        for link in card.locator("a").all():
            assert (link.get_attribute("href") or "").startswith(("http://", "https://"))
    page.locator(".gm-articles").click()
    assert page.locator(".gm-article").count() == 100
    assert page.locator(".gm-sources script, .gm-sources img, .gm-sources iframe, .gm-sources h1").count() == 0
    page.locator(".gm-fly").first.click()
    assert page.evaluate("() => window.hacked") is None


def test_every_hostile_title_shows_as_it_is(show: Callable[..., Page], hostile_html: str) -> None:
    page = show(hostile_html)
    shown = page.evaluate(
        "() => Array.from({length: 100}, (_, i) => { const desk = geomap.desks[0]; "
        "return geomap.card.content(desk, desk.store, i).querySelector('h3').textContent; })"
    )
    assert [text.encode("utf-16", "surrogatepass") for text in shown] == [
        text.encode("utf-16", "surrogatepass") for text in HOSTILE
    ]


def test_hostile_addresses_change_nothing(show: Callable[..., Page]) -> None:
    page = show(
        render_page(samples.five()),
        address="#type=<script>&status=%00&time=x/y&sure=NaN&precise=-9&actor=__proto__&event=constructor&map=1/2/3/4",
    )
    assert page.evaluate("() => geomap.desks[0].store.state.confidence") == 0
    page.evaluate("() => { location.hash = '#find=<img src=x onerror=alert(1)>&layers=toString'; }")
    page.wait_for_function("() => geomap.desks[0].store.visible.length === 0")
    assert page.locator(".gm-none").inner_text() == "No event passes the filters."


def test_downloads_of_hostile_text_stay_data(show: Callable[..., Page], hostile_html: str) -> None:
    page = show(hostile_html)
    table = page.evaluate("() => geomap.exports.toCSV(geomap.desks[0].store)")
    assert not re.search(r'(^|,|\n)"?[=+@]', table)
    collection = json.loads(page.evaluate("() => geomap.exports.toGeoJSON(geomap.desks[0].store)"))
    assert len(collection["features"]) == 100
    assert all(
        (s["url"] or "https://").startswith("http") for f in collection["features"] for s in f["properties"]["sources"]
    )


def test_hostile_text_in_a_notebook_frame(page: Page, tmp_path: object) -> None:
    few = replace(hostile_map(), events=hostile_map().events[:10])
    path = tmp_path / "notebook.html"  # type: ignore[operator]
    path.write_text(f"<!DOCTYPE html><html><body>{render_fragment(few)}</body></html>", encoding="utf-8")
    page.goto(path.as_uri())
    frame = page.frames[1]
    frame.wait_for_function("() => document.documentElement.dataset.geomap === 'ready'")
    assert frame.evaluate("() => window.hacked") is None
    assert page.evaluate("() => window.hacked") is None
