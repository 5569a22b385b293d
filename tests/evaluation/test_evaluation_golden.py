"""Every golden annotation, of both halves, is what the README of the golden articles says."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from geomap.errors import DataError
from geomap.evaluation.golden_articles import article_paths, occurrences, read_article
from geomap.evaluation.golden_groups import read_groups
from geomap.model import EventType, MentionKind, Status

ROOT = Path(__file__).resolve().parent.parent.parent
GOLDEN = ROOT / "tests" / "golden"
HALVES = (GOLDEN, GOLDEN / "held")
PATHS = [path for half in HALVES for path in article_paths(half)]
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
REGIONS = {"Africa", "Antarctica", "Asia", "Europe", "North America", "Oceania", "South America", "World"}
ARTICLE_KEYS = {"article", "published", "region", "style", "mentions", "dates", "events"}
EVENT_KEYS = {
    "label",
    "types",
    "status",
    "start",
    "end",
    "places",
    "countries",
    "trigger",
    "nth",
    "tellings",
    "optional",
}


def _row(path: Path) -> dict[str, Any]:
    row: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return row


@pytest.fixture(params=PATHS, ids=[path.stem for path in PATHS])
def annotation(request: pytest.FixtureRequest) -> tuple[dict[str, Any], str]:
    """Return an annotation and the text it is of."""
    path: Path = request.param
    return _row(path), read_article(path).document.text


def test_an_annotation_has_the_documented_fields(annotation: tuple[dict[str, Any], str]) -> None:
    row, _ = annotation
    assert set(row) <= ARTICLE_KEYS
    assert row["region"] in REGIONS
    assert row["style"]
    assert all(set(event) <= EVENT_KEYS for event in row["events"])


def test_stretches_occur_in_the_text(annotation: tuple[dict[str, Any], str]) -> None:
    row, text = annotation
    named = [(item["surface"], item["nth"]) for item in [*row["mentions"], *row["dates"]]]
    for event in row["events"]:
        named.append((event["trigger"], event.get("nth")))
        named += [(telling["surface"], telling["nth"]) for telling in event.get("tellings", ())]
    assert [item for item in named if not list(occurrences(text, *item))] == []


def test_mentions_have_a_kind_and_coordinates_on_the_globe(annotation: tuple[dict[str, Any], str]) -> None:
    row, _ = annotation
    for mention in row["mentions"]:
        assert MentionKind(mention["kind"])
        assert re.fullmatch(r"([A-Z]{2})?", mention["country"])
        assert (mention["lon"] is None) == (mention["lat"] is None)
        assert -180 <= (mention["lon"] or 0) <= 180
        assert -90 <= (mention["lat"] or 0) <= 90


def test_dates_are_in_order_and_agree_with_the_calendar(annotation: tuple[dict[str, Any], str]) -> None:
    row, _ = annotation
    for item in row["dates"]:
        start, end = (date.fromisoformat(item[key]) if item[key] else None for key in ("from", "to"))
        assert start is None or end is None or start <= end, item
        said = [name for name in WEEKDAYS if name in item["surface"].casefold()]
        if said and start is not None and start == end:
            assert WEEKDAYS[start.weekday()] == said[0], item


def test_events_use_the_known_words(annotation: tuple[dict[str, Any], str]) -> None:
    row, _ = annotation
    labels = [event["label"] for event in row["events"]]
    assert len(labels) == len(set(labels))
    for event in row["events"]:
        assert [EventType(kind) for kind in event["types"]]
        assert [Status(status) for status in event["status"]]
        assert event["places"]
        assert all(re.fullmatch(r"[A-Z]{2}", country) for country in event["countries"])
        start, end = (date.fromisoformat(event[key]) if event[key] else None for key in ("start", "end"))
        assert start is None or end is None or start <= end, event["label"]


def test_no_article_is_in_both_halves_or_annotated_twice() -> None:
    articles = [_row(path)["article"] for path in PATHS]
    assert len(articles) == len(set(articles))
    texts = {path.resolve() for half in HALVES for path in (half / "articles").glob("*")}
    assert texts == {(ROOT / name).resolve() for name in articles if name.startswith("tests/")}


@pytest.mark.parametrize("half", HALVES, ids=lambda half: half.name)
def test_groups_name_events_that_are_annotated(half: Path) -> None:
    groups = read_groups(half)
    assert groups
    for group in groups:
        assert all(len(event) > 1 for event in group.same)


@pytest.mark.parametrize("path", article_paths(GOLDEN / "newswire"), ids=lambda path: path.stem)
def test_annotations_of_real_articles_point_into_them(path: Path, corpora: Path) -> None:
    del corpora  # skips where the corpora are not at hand
    row, article = _row(path), read_article(path)
    assert set(row) == {"corpus", "id", "published", "events"}
    for event in row["events"]:
        told = [(event["trigger"], event["nth"])]
        told += [(item["surface"], item.get("nth")) for item in event.get("tellings", ())]
        assert all(list(occurrences(article.document.text, words, nth)) for words, nth in told), event["label"]
        assert {EventType(name) for name in event["types"]}
        assert {Status(name) for name in event["status"]}
        assert len(" ".join(words for words, _ in told[:1]).split()) <= 3, "a few words: the sentence is not ours"


def test_a_corpus_that_is_not_at_hand_is_told(tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    path.write_text(json.dumps({"corpus": "toponyms/none.jsonl", "id": "1", "published": None, "events": []}))
    with pytest.raises(DataError, match=r"toponyms/none\.jsonl is not at hand"):
        read_article(path)


def test_a_row_that_a_corpus_lacks_is_told(tmp_path: Path) -> None:
    corpus = tmp_path / "shared" / "corpora" / "few.jsonl"
    corpus.parent.mkdir(parents=True)
    corpus.write_text(json.dumps({"id": "1", "text": "Kars. Troops left Kars.\u2028They went home."}) + "\n")
    path = tmp_path / "one.json"
    row = {"corpus": "few.jsonl", "id": "1", "published": None, "events": []}
    path.write_text(json.dumps(row))
    assert "went home" in read_article(path).document.text
    path.write_text(json.dumps(row | {"id": "2"}))
    with pytest.raises(DataError, match="no row with id '2'"):
        read_article(path)
