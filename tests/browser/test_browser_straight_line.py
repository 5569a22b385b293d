"""The straight line in a real browser: an article in, a page that shows where and when, as ``geomap map`` makes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from geomap.documents import read_documents
from geomap.mapping import render_page
from geomap.pipeline import build_pipeline
from geomap.resources import data_dir
from geomap.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from geomap.pipeline import Pipeline

pytestmark = pytest.mark.browser

# Longitude and latitude of cities within and outside Kars province, and of a point on the river Arpaçay, which is the
# border of Turkey and Armenia at Ani.
KARS, ERZURUM, GYUMRI, ANI = (43.09, 40.60), (41.27, 39.90), (43.84, 40.79), (43.57, 40.50)

# Which of the events drawn on the page's area sheet cover a point.
_COVERING = """([lon, lat]) => {
  const { view, store } = geomap.desks[0];
  const ctx = document.createElement("canvas").getContext("2d");
  const hit = (path) => Boolean(path) && ctx.isPointInPath(path, geomap.worldX(lon), geomap.worldY(lat));
  return Array.from(view.shapes.owners).filter(([shape]) => hit(view.shapes.rows[shape].area))
    .flatMap(([, members]) => members).map((i) => store.title(i));
}"""
# Relations drawn as lines: what the article says, what it means, and how far the line passes from a point, in degrees.
_LINES = """([lon, lat]) => {
  const { data } = geomap.desks[0].store;
  return data.relations.filter((row) => data.shapes[row.shape].lines.length).map((row) => {
    let nearest = Infinity;
    for (const line of data.shapes[row.shape].lines)
      for (let k = 0, x = 0, y = 0; k < line.length; k += 2) {
        x += line[k]; y += line[k + 1];
        nearest = Math.min(nearest, Math.hypot(x / 1e4 - lon, y / 1e4 - lat));
      }
    return { said: row.said, relation: row.relation, nearest };
  });
}"""
# The opacity of what the area sheet has painted at a point.
_PAINT = """([lon, lat]) => {
  const sheet = geomap.desks[0].view.areaSheet, view = sheet.view();
  const at = [view.x(geomap.worldX(lon)), view.y(geomap.worldY(lat))].map((v) => Math.round(v * view.ratio));
  const copy = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  copy.drawImage(sheet._container, -at[0], -at[1]);
  return copy.getImageData(0, 0, 1, 1).data[3];
}"""


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    folder = tmp_path_factory.mktemp("settings")
    return build_pipeline(Settings(answers=str(folder / "none.sqlite"), corrections=str(folder / "none.toml")))


def drawn(pipeline: Pipeline, path: Path, text: str, *, embed_text: bool = False) -> str:
    """Return the page of one article, made as ``geomap map`` makes it."""
    path.write_text(text, encoding="utf-8")
    annotations = list(pipeline.annotate_many(read_documents([str(path)])))
    return render_page(pipeline.event_map(annotations), embed_text=embed_text)


@pytest.fixture
def founding_page(
    pipeline: Pipeline, founding_text: str, tmp_path: Path, show: Callable[..., Page]
) -> tuple[Page, dict[str, Any]]:
    """Open the founding article's page; say which row is the planned exercises."""
    page = show(drawn(pipeline, tmp_path / "article.txt", founding_text))
    row = page.evaluate(
        "() => { const { store } = geomap.desks[0]; "
        "const at = Array.from(store.visible).findIndex((i) => store.status(i) === 'planned'); "
        "return { at, title: store.title(store.visible[at]), days: [store.first(store.visible[at]), "
        "store.last(store.visible[at])].map(geomap.dates.iso) }; }"
    )
    return page, row


def test_the_planned_exercises_are_a_shape_beside_the_border(founding_page: tuple[Page, dict[str, Any]]) -> None:
    page, row = founding_page
    assert row["days"] == ["2021-02-01", "2021-02-12"]
    assert row["title"] in page.evaluate(_COVERING, KARS)
    for outside in (ERZURUM, GYUMRI):
        assert row["title"] not in page.evaluate(_COVERING, outside)
    borders = [line for line in page.evaluate(_LINES, ANI) if "TUR and ARM" in line["relation"]]
    assert borders
    assert borders[0]["said"] == ["Armenian border"]
    assert borders[0]["nearest"] < 0.1


def test_the_shape_is_painted_only_while_its_layer_is_on(founding_page: tuple[Page, dict[str, Any]]) -> None:
    page, _ = founding_page
    assert page.evaluate(_PAINT, KARS) > 0
    page.get_by_label("Areas and halos").uncheck()
    # A function, not an expression: the page's policy forbids evaluating text, also to the test's own polling.
    page.wait_for_function(f"(spot) => ({_PAINT})(spot) === 0", arg=list(KARS))
    page.get_by_label("Areas and halos").check()
    page.wait_for_function(f"(spot) => ({_PAINT})(spot) > 0", arg=list(KARS))


def test_a_click_in_the_list_opens_the_card(founding_page: tuple[Page, dict[str, Any]]) -> None:
    page, row = founding_page
    page.locator(".gm-row").nth(row["at"]).click()
    card = page.locator(".gm-card")
    assert card.locator("h3").inner_text().strip() == row["title"]
    words = card.inner_text()
    assert "1–12 February 2021, planned" in words
    assert "reported 18 January 2021" in words
    assert "Kars" in words
    assert "%)" in words
    assert card.locator("mark.gm-mark-trigger").count() >= 1
    assert card.locator("mark.gm-mark-date").first.inner_text() == "From February 1 to 12"
    assert "Kars" in card.locator("mark.gm-mark-place").all_inner_texts()


def test_only_dates_not_known_to_the_day_are_hatched(founding_page: tuple[Page, dict[str, Any]]) -> None:
    page, _ = founding_page
    told = page.evaluate(
        "() => { const { store } = geomap.desks[0]; return Object.fromEntries(Array.from(store.visible, "
        "(i) => [[store.first(i), store.last(i)].map(geomap.dates.iso).join('/'), store.columns.fuzzy[i]])); }"
    )
    exact = {"2020-09-27/2020-11-10", "2020-11-10/2020-11-10", "2021-02-01/2021-02-12"}
    assert {days for days, fuzzy in told.items() if not fuzzy} == exact
    assert told["2020-07-01/2020-08-31"] == 3  # "July-August" names no day at either end


TITLE = "Troops to train in Kars <script>window.hacked = 1</script> ${window.hacked = 1} `winter`"
BODY = "Soldiers from Turkey and Azerbaijan will train <b onclick='window.hacked=1'>together</b> </script> ${1} `here`"


def test_an_article_full_of_code_shows_as_text(pipeline: Pipeline, tmp_path: Path, show: Callable[..., Page]) -> None:
    sample = (data_dir() / "articles" / "kars-winter-exercise.txt").read_text(encoding="utf-8")
    first, _, rest = sample.partition("\n")
    assert first
    text = f"{TITLE}\n{rest.replace('Soldiers from Turkey and Azerbaijan will train side by side', BODY)}"
    assert BODY in text
    page = show(drawn(pipeline, tmp_path / "code.txt", text, embed_text=True))
    assert TITLE in page.locator(".gm-name").inner_text()
    assert page.title() == TITLE
    assert page.locator(".gm-row").count() >= 2
    for at in range(page.locator(".gm-row").count()):
        page.locator(".gm-row").nth(at).click()
        assert page.locator(".gm-card script, .gm-card b").count() == 0
    page.locator(".gm-articles").click()
    article = page.locator(".gm-article")
    assert TITLE in article.locator("h3").inner_text()
    assert BODY in article.inner_text()
    assert article.locator("script, b").count() == 0
    assert page.evaluate("() => window.hacked") is None
