"""What every extractor promises: stable ids, evidence in the text, no event twice, no harm from odd texts.

The promises are put to the built-in extractor, to the one of CONTRIBUTING's walk-through, to one that asks a server on
the loopback, and to every one that an installed package registers.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from importlib.metadata import EntryPoint, EntryPoints, entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from served_extractor import ServedExtractor

from geomap.errors import SettingsError
from geomap.events import EventExtractor, default_extractor, open_extractor, registry
from geomap.gazetteer import open_gazetteer
from geomap.model import EventType, Status
from geomap.pipeline import build_pipeline
from geomap.settings import Settings, load_settings
from geomap.spatial import open_shapes

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_httpserver import HTTPServer

    from geomap.gazetteer import Gazetteer
    from geomap.model import Event
    from geomap.spatial import Shapes

CONTRIBUTING = Path(__file__).resolve().parents[2] / "CONTRIBUTING.md"
TEXT = """Norway and Sweden hold joint winter exercises near Narvik

Norwegian and Swedish troops will hold joint winter exercises near Narvik from 3 to 14 March, the Norwegian army said.

The exercises are the largest since 2018. About 500 Swedish soldiers have arrived in Narvik for the drills. In Oslo
several hundred people protested against them on Saturday.
"""
ANSWER = {
    "events": [
        {"word": "exercises", "type": "COOPERATE", "status": "planned"},
        {"word": "protested", "type": "PROTEST", "status": "happened"},
        {"word": "protested", "type": "PROTEST", "status": "happened"},
        {"word": "volcano", "type": "HAZARD", "status": "happened"},
        {"word": "arrived", "type": "INVASION", "status": "happened"},
        {"word": "", "type": "AID", "status": "happened"},
    ]
}
ODD = ["", "   ", "\n\n", "Nothing.", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 🙂 attack", "In in in at at the the war war war protest protested"]


def _pattern_extractor() -> EventExtractor:
    """Return the extractor of the walk-through."""
    blocks = re.findall(r"^```python\n(.*?)^```", CONTRIBUTING.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    (block,) = (block for block in blocks if "class PatternExtractor" in block)
    namespace: dict[str, Any] = {}
    exec(compile(block, "CONTRIBUTING.md", "exec"), namespace)  # noqa: S102 -- our own example
    extractor: EventExtractor = namespace["PatternExtractor"]()
    return extractor


def make_for_test(gazetteer: Gazetteer, shapes: Shapes | None) -> EventExtractor:
    """Stand for the function that a package registers."""
    del gazetteer, shapes
    return _pattern_extractor()


@pytest.fixture(params=["lexicon", "pattern", "served", *sorted(entry_points(group=registry.ENTRY_POINTS).names)])
def extractor(request: pytest.FixtureRequest) -> EventExtractor:
    """Return every extractor in turn."""
    if request.param == "pattern":
        return _pattern_extractor()
    if request.param == "served":
        server: HTTPServer = request.getfixturevalue("httpserver")
        server.expect_request("/events", method="POST").respond_with_json(ANSWER)
        return ServedExtractor(server.url_for("/events"))
    return open_extractor(request.param, open_gazetteer(), open_shapes())


@pytest.fixture
def told(extractor: EventExtractor, read_with: Callable[..., tuple[Event, ...]]) -> Callable[..., tuple[Event, ...]]:
    """Return a function from text to the events that the extractor in turn finds."""
    return partial(read_with, extractor)


def test_it_has_an_id_of_name_and_version(extractor: EventExtractor) -> None:
    assert re.fullmatch(r"\S+-\S*\d\S*", extractor.id)


def test_it_finds_something(told: Callable[..., tuple[Event, ...]]) -> None:
    assert told(TEXT, "2025-02-20")


@pytest.mark.parametrize("text", [TEXT, *ODD])
def test_evidence_and_marks_lie_in_the_text(told: Callable[..., tuple[Event, ...]], text: str) -> None:
    for event in told(text, "2025-02-20", "d"):
        assert event.evidence
        assert {source.doc_id for source in event.sources} == {item.doc_id for item in event.evidence} == {"d"}
        for item in event.evidence:
            assert text[item.start : item.end] == item.text
            assert any(mark.role == "trigger" for mark in item.marks)
            assert all(item.start <= mark.start < mark.end <= item.end for mark in item.marks)


def test_types_and_statuses_are_known(told: Callable[..., tuple[Event, ...]]) -> None:
    for event in told(TEXT, "2025-02-20"):
        assert isinstance(event.type, EventType)
        assert isinstance(event.status, Status)
        assert event.title
        assert event.label


def test_the_same_text_gives_the_same_events_each_once(told: Callable[..., tuple[Event, ...]]) -> None:
    first, second = told(TEXT, "2025-02-20"), told(TEXT, "2025-02-20")
    assert first == second
    assert len({event.id for event in first}) == len(first)


def test_what_stands_before_a_sentence_leaves_its_ids_alone(told: Callable[..., tuple[Event, ...]]) -> None:
    told_once = {event.id for event in told(TEXT, "2025-02-20")}
    told_later = {event.id for event in told("It was cold.\n\n" + TEXT.split("\n\n", 1)[1], "2025-02-20")}
    assert told_once & told_later


def test_the_line_takes_the_extractor(extractor: EventExtractor) -> None:
    from geomap.documents import document_from_text

    pipeline = replace(build_pipeline(Settings()), extractor=extractor)
    event_map = pipeline.event_map([pipeline.annotate(document_from_text(TEXT))])
    assert event_map.events
    assert event_map.provenance["events"] == extractor.id


def test_a_registered_extractor_is_chosen_by_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint("protests", f"{__name__}:make_for_test", registry.ENTRY_POINTS)
    monkeypatch.setattr(registry, "entry_points", lambda *, group: EntryPoints([point]).select(group=group))
    monkeypatch.setenv("GEOMAP_EXTRACTOR", "protests")
    assert build_pipeline(load_settings()).extractor.id == "pattern-1"


def test_an_unknown_extractor_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(SettingsError, match="oracle") as raised:
        build_pipeline(Settings(extractor="oracle"))
    assert "lexicon" in str(raised.value)


# -- What the built-in one does beyond that ----------------------------------------------------------------------------


def test_the_built_in_extractor_is_the_one_without_a_setting() -> None:
    assert Settings().extractor == registry.BUILT_IN
    extractor = default_extractor(open_gazetteer())
    assert extractor.id.startswith("events-lexicon-")
    assert extractor.id == open_extractor("lexicon", open_gazetteer()).id


def test_an_exercise_told_four_times_is_one_and_the_arrival_another(read: Callable[..., tuple[Event, ...]]) -> None:
    events = read(TEXT, "2025-02-20")
    assert sorted(event.type for event in events) == ["COOPERATE", "MOBILIZE", "PROTEST"]
    exercise = next(event for event in events if event.type == "COOPERATE")
    assert (str(exercise.date_from), str(exercise.date_to)) == ("2025-03-03", "2025-03-14")
    assert {actor.country for actor in exercise.actors} == {"NO", "SE"}
    assert len(exercise.evidence) >= 3
    assert exercise.title.startswith("Joint winter military exercises of")


def test_claims_keep_their_speaker(read: Callable[..., tuple[Event, ...]]) -> None:
    (event,) = read("Ukraine claimed that Russia had shelled Kharkiv on Monday.", "2022-06-01")
    assert event.attributed_to == "Ukraine"
