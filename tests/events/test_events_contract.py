"""What every extractor promises: stable ids, evidence in the text, no event twice, claims with their speaker."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geomap.events import EventExtractor, default_extractor
from geomap.gazetteer import open_gazetteer

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.model import Event

TEXT = """Norway and Sweden hold joint winter exercises near Narvik

Norwegian and Swedish troops will hold joint winter exercises near Narvik from 3 to 14 March, the Norwegian army said.

The exercises are the largest since 2018. About 500 Swedish soldiers have arrived in Narvik for the drills.
"""


def test_the_built_in_extractor_fulfils_the_protocol() -> None:
    extractor: EventExtractor = default_extractor(open_gazetteer())
    assert extractor.id.startswith("events-lexicon-")
    assert extractor.id == default_extractor(open_gazetteer()).id


def test_evidence_and_marks_lie_in_the_text(read: Callable[..., tuple[Event, ...]]) -> None:
    for event in read(TEXT, "2025-02-20"):
        assert event.evidence
        for item in event.evidence:
            assert TEXT[item.start : item.end] == item.text
            assert any(mark.role == "trigger" for mark in item.marks)
            assert all(item.start <= mark.start < mark.end <= item.end for mark in item.marks)


def test_the_same_text_gives_the_same_events(read: Callable[..., tuple[Event, ...]]) -> None:
    first, second = read(TEXT, "2025-02-20"), read(TEXT, "2025-02-20")
    assert first == second
    assert len({event.id for event in first}) == len(first)


def test_an_exercise_told_four_times_is_one_and_the_arrival_another(read: Callable[..., tuple[Event, ...]]) -> None:
    events = read(TEXT, "2025-02-20")
    assert sorted(event.type for event in events) == ["COOPERATE", "MOBILIZE"]
    exercise = next(event for event in events if event.type == "COOPERATE")
    assert (str(exercise.date_from), str(exercise.date_to)) == ("2025-03-03", "2025-03-14")
    assert {actor.country for actor in exercise.actors} == {"NO", "SE"}
    assert len(exercise.evidence) >= 3
    assert exercise.title.startswith("Joint winter military exercises of")


@pytest.mark.parametrize(
    "text", ["", "   ", "\n\n", "Nothing.", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 🙂 attack", "In in in at at the the war war war"]
)
def test_odd_texts_do_no_harm(read: Callable[..., tuple[Event, ...]], text: str) -> None:
    assert all(event.evidence for event in read(text))


def test_claims_keep_their_speaker(read: Callable[..., tuple[Event, ...]]) -> None:
    (event,) = read("Ukraine claimed that Russia had shelled Kharkiv on Monday.", "2022-06-01")
    assert event.attributed_to == "Ukraine"
