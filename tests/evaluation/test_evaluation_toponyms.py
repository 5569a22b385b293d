from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from shapely.geometry import Point, box

from geomap.errors import DataError
from geomap.evaluation.toponyms import Gold, distance_km, evaluate, measure, read_corpus, report
from geomap.language import ParsedDocument, Parser
from geomap.model import Document, Mention, MentionKind, Place, Resolution

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Rebels left Homs. Turkish troops stayed in Paris, Texas."
HOMS = Place("geonames:169577", "Homs", 36.72, 34.73, feature_class="P", feature_code="PPLA", country="SY")
PARIS = Place("geonames:2988507", "Paris", 2.35, 48.85, feature_class="P", feature_code="PPLC", country="FR")
TURKEY = Place("geonames:298795", "Turkey", 33.0, 38.0, feature_class="A", feature_code="PCLI", country="TR")


def gold(surface: str, lon: float | None = None, lat: float | None = None, **fields: Any) -> Gold:
    start = TEXT.index(surface)
    values = {"geonameid": None, "adjective": False, **fields}
    return Gold(start, start + len(surface), surface, lon, lat, **values)


def found(surface: str, kind: MentionKind = MentionKind.LITERAL) -> Mention:
    start = TEXT.index(surface)
    return Mention(start, start + len(surface), surface, kind)


GOLD = [
    gold("Homs", 36.7, 34.7, geonameid=169577),
    gold("Turkish", 35.0, 39.0, geonameid=298795, adjective=True, feature="PCLI"),
    gold("Paris", -95.55, 33.66),
    gold("Texas"),
]


@pytest.fixture(scope="module")
def parsed() -> ParsedDocument:
    return Parser().parse(Document(id="d", text=TEXT))


def recognise(parsed: ParsedDocument) -> list[Mention]:
    if parsed.document.mentions is not None:
        return [Mention(s.start, s.end, parsed.document.text[s.start : s.end]) for s in parsed.document.mentions]
    return [found("Homs"), found("Turkish", MentionKind.DEMONYM), found("Paris, Texas"), found("Rebels")]


def resolve(_: ParsedDocument, mentions: list[Mention]) -> list[Resolution]:
    answers = {"Homs": (HOMS, None), "Turkish": (TURKEY, box(26, 36, 45, 42)), "Paris": (PARIS, Point(2.35, 48.85))}
    return [
        Resolution(mention, *answers[mention.surface], score=0.8) if mention.surface in answers else Resolution(mention)
        for mention in mentions
    ]


def scores(outcome: Any) -> dict[str, float]:
    return {score.name: score.value for score in report("small", [outcome]).scores}


def test_every_share_is_counted_by_hand(parsed: ParsedDocument) -> None:
    result = scores(measure(parsed, GOLD, recognise, resolve))
    # 4 gold, all touched; 3 of the 4 found touch one; 2 match exactly.
    assert result["recognition, overlapping F1, all toponyms"] == pytest.approx(2 * 1.0 * 0.75 / 1.75)
    assert result["recognition, strict F1, all toponyms"] == pytest.approx(0.5)
    # Without demonyms: 3 gold, all touched; 2 of 3 found.
    assert result["recognition, overlapping F1, without demonyms"] == pytest.approx(2 * 1.0 * (2 / 3) / (5 / 3))
    # Of the 3 with coordinates, Homs and Turkey are right, Paris is in the wrong country.
    assert result["gold spans, Acc@161, or the same place"] == pytest.approx(2 / 3)
    assert result["gold spans, exact GeoNames id"] == pytest.approx(1.0)
    # End to end: "Paris, Texas" is not resolved.
    assert result["end to end, recall@161"] == pytest.approx(2 / 3)
    assert result["end to end, precision@161"] == pytest.approx(1.0)
    # Three answers said 0.8, two thirds were right.
    assert result["calibration, ECE, gold spans"] == pytest.approx(0.8 - 2 / 3)


def test_nil_counts_as_wrong_and_far(parsed: ParsedDocument) -> None:
    result = scores(measure(parsed, GOLD, recognise, lambda _, mentions: [Resolution(mention) for mention in mentions]))
    assert result["gold spans, Acc@161, or the same place"] == 0
    assert result["gold spans, left NIL"] == 1
    assert result["gold spans, median error, km"] > 20_000


def test_a_country_is_right_wherever_its_point_lies(parsed: ParsedDocument) -> None:
    far = [replace(GOLD[1], lon=44.0, lat=37.5, geonameid=None)]
    outcome = measure(parsed, far, recognise, resolve)
    assert outcome.judged[0].km > 161
    assert outcome.judged[0].right
    elsewhere = [replace(GOLD[1], lon=60.0, lat=37.5, geonameid=None)]
    assert not measure(parsed, elsewhere, recognise, resolve).judged[0].right


def test_errors_are_listed_with_their_words(parsed: ParsedDocument) -> None:
    listing = report("small", [measure(parsed, GOLD, recognise, resolve)]).listing
    assert any("spurious 'Rebels'" in note for note in listing)
    assert any("resolved 'Paris' as Paris (PPLC, FR)" in note for note in listing)


def test_distance() -> None:
    # London to Paris, city centres: 344 km great circle.
    assert distance_km((-0.1276, 51.5072), (2.3522, 48.8566)) == pytest.approx(344, abs=2)
    assert distance_km((10, 20), (10, 20)) == 0
    assert distance_km((179.5, 0), (-179.5, 0)) == pytest.approx(111.2, abs=0.1)


def test_a_corpus_is_read_with_odd_line_ends_inside_its_text(tmp_path: Path) -> None:
    row = {"id": "a", "text": "One\u2028Homs\x85", "toponyms": [{"start": 4, "end": 8, "surface": "Homs"}]}
    path = tmp_path / "c.jsonl"
    path.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    ((document, annotated),) = read_corpus(path, lambda _: False)
    assert document.text[annotated[0].start : annotated[0].end] == "Homs"
    assert not annotated[0].placed


@pytest.mark.parametrize("content", ["not json", '{"id": "a", "text": "b"}', "[]"])
def test_a_bad_corpus_is_refused_with_its_line(tmp_path: Path, content: str) -> None:
    path = tmp_path / "c.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match="line 1"):
        list(read_corpus(path, lambda _: False))
    with pytest.raises(DataError, match="cannot be read"):
        list(read_corpus(tmp_path / "none.jsonl", lambda _: False))


@pytest.mark.corpus
def test_news_stays_as_good_as_measured(corpora: Path) -> None:
    result = {s.name: s.value for s in evaluate(corpora / "toponyms" / "geowebnews-odd.jsonl", limit=8).scores}
    assert result["recognition, overlapping F1, all toponyms"] > 0.8
    assert result["gold spans, Acc@161, or the same place"] > 0.75
