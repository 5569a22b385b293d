"""Merging across articles, scored on three made-up reports counted by hand."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from geomap.errors import DataError
from geomap.evaluation.golden_articles import Gold, GoldArticle
from geomap.evaluation.golden_groups import Group, Telling, pairs, read_groups, tellings
from geomap.model import Document, Event, EventType, Evidence, Mark, Source, Status

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2021, 5, 3)
TEXT = "Rebels attacked Goma on 3 May 2021."
GROUP = Group("Goma", ("a", "b", "c"), ({"a": "attack", "b": "the raid"},))


def _article(name: str, label: str) -> GoldArticle:
    gold = Gold(label, ("ASSAULT",), ("happened",), ("Goma",), DAY, DAY, (), (7,), optional=False)
    return GoldArticle(name, Document(id=f"doc-{name}", text=TEXT), (gold,))


def _event(*articles: str, kind: EventType = EventType.ASSAULT) -> Event:
    marks = (Mark(7, 15, "trigger"),)
    return Event(
        id="ev-" + "".join(articles),
        type=kind,
        label="attack",
        title="Attack",
        status=Status.HAPPENED,
        date_from=DAY,
        date_to=DAY,
        edtf=DAY.isoformat(),
        place_name="Goma",
        evidence=tuple(Evidence(f"doc-{name}", 0, len(TEXT), TEXT, marks) for name in articles),
        sources=tuple(Source(f"doc-{name}") for name in articles),
    )


ARTICLES = [_article("a", "attack"), _article("b", "the raid"), _article("c", "attack")]


def test_reports_of_one_event_share_a_cluster_and_namesakes_do_not() -> None:
    assert GROUP.cluster(("b", "the raid")) == GROUP.cluster(("a", "attack"))
    assert GROUP.cluster(("c", "attack")) == ("c", "attack")


def test_a_merged_event_is_a_telling_in_each_article() -> None:
    found = tellings(ARTICLES, [_event("a", "b"), _event("c")])
    assert found == [Telling(("a", "attack"), 0), Telling(("b", "the raid"), 0), Telling(("c", "attack"), 1)]


def test_an_event_of_another_type_tells_nothing() -> None:
    assert tellings(ARTICLES, [_event("a", kind=EventType.AID)]) == []


def test_pairs_are_of_reports_that_were_both_found() -> None:
    together = [Telling(("a", "attack"), 0), Telling(("b", "the raid"), 0)]
    apart = [Telling(("a", "attack"), 0), Telling(("b", "the raid"), 1)]
    assert [found for *_, found in pairs(GROUP, together)] == [True]
    assert [found for *_, found in pairs(GROUP, apart)] == [False]
    assert list(pairs(GROUP, apart[:1])) == []


def test_groups_are_read_beside_the_articles_and_checked(tmp_path: Path) -> None:
    assert read_groups(tmp_path) == ()
    event = {"label": "attack", "types": ["ASSAULT"], "status": ["happened"], "places": ["Goma"], "trigger": "attacked"}
    for name in ("a", "b"):
        (tmp_path / f"{name}.json").write_text(json.dumps({"text": TEXT, "events": [event]}), encoding="utf-8")
    head = '[[group]]\nname = "Goma"\narticles = ["a", "b"]\n[[group.same]]\n'
    (tmp_path / "groups.toml").write_text(head + 'told = { a = "attack", b = "attack" }\n', encoding="utf-8")
    assert read_groups(tmp_path) == (Group("Goma", ("a", "b"), ({"a": "attack", "b": "attack"},)),)
    (tmp_path / "groups.toml").write_text(head + 'told = { a = "attack", b = "raid" }\n', encoding="utf-8")
    with pytest.raises(DataError, match="b has no event 'raid'"):
        read_groups(tmp_path)
