"""One event once within a sentence: what absorbs a word that tells of it too, and keeps it as evidence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from geomap.events.kinship import default_kinship
from geomap.model import Event, EventType

Read = Callable[..., tuple[Event, ...]]


def _marked(event: Event) -> set[str]:
    return {
        item.text[mark.start - item.start : mark.end - item.start]
        for item in event.evidence
        for mark in item.marks
        if mark.role == "trigger"
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("France and Spain signed an agreement in Paris on Monday.", {"signed", "agreement"}),
        ("Rebels attacked a village near Goma on Monday, killing ten people.", {"attacked", "killing"}),
        ("Two men were killed and thirty injured when a bus plunged into a ravine near Cusco on Sunday.", {"plunged"}),
        ("A ferry sank off Zanzibar on Friday. Seventy-six passengers drowned.", {"sank", "drowned"}),
        ("An earthquake struck Gaziantep on Monday. At least 78 people were killed.", {"earthquake", "killed"}),
    ],
)
def test_what_absorbs_a_word_bears_it_as_evidence(read: Read, text: str, words: set[str]) -> None:
    (event,) = read(text)
    assert words <= _marked(event)


def test_those_shot_later_are_not_the_dead_of_the_disaster(read: Read) -> None:
    text = "A ferry sank off Zanzibar on Friday. Police shot two looters dead in Stone Town on Sunday."
    assert {event.type for event in read(text)} == {EventType.HAZARD, EventType.ASSAULT}


def test_a_bombing_is_one_however_often_the_blast_repeats_it(read: Read) -> None:
    text = (
        "A car bomb went off in Mogadishu on Tuesday, killing eleven. The explosion broke windows. "
        "The blast was heard in the port. The explosion was the worst this year."
    )
    (event,) = read(text)
    assert event.label == "bombing"


def test_no_kind_is_over_itself() -> None:
    ranks = default_kinship().ranks
    assert all(name not in below for name, below in ranks.items())
    assert not any(name in ranks.get(other, ()) for name, below in ranks.items() for other in below)
