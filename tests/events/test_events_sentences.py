"""Single sentences in the project's own words, each with the PLOVER types that tell it, or none.

Each batch was written before the lexicon was widened to it; ``docs/scores-events.md`` has the first scores.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from geomap.events.lexicon import default_lexicon
from geomap.events.triggers import find_triggers
from geomap.model import Document

if TYPE_CHECKING:
    from geomap.language import Parser

ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("event_sentences.tsv").read_text(encoding="utf-8").splitlines()
]


def _types(parser: Parser, text: str) -> set[str]:
    kinds = [trigger.kind for trigger in find_triggers(parser.parse(Document("x", text)), default_lexicon())]
    return {code.type.value for kind in kinds for code in (kind.code, kind.joint) if code is not None}


def test_most_sentences_are_told_with_their_type(parser: Parser) -> None:
    told = [(types, text) for _, types, text in ROWS if types != "-"]
    missed = [text for types, text in told if not _types(parser, text) & set(types.split("|"))]
    assert len(missed) <= 0.12 * len(told), missed


def test_few_sentences_without_an_event_are_told(parser: Parser) -> None:
    untold = [text for _, types, text in ROWS if types == "-"]
    wrong = [text for text in untold if _types(parser, text)]
    assert len(wrong) <= 0.23 * len(untold), wrong


@pytest.mark.parametrize(
    "text",
    [
        "A storm of criticism greeted the plan.",
        "Tourists flood the old town every summer.",
        "Strikes are illegal in the public service.",
        "The law allows police to detain suspects for two days.",
        "No cyclone on record has lasted longer.",
        "They explored a cave in Utah.",
        "Her brother was born in March 1950.",
    ],
)
def test_figures_habits_and_permissions_are_no_events(parser: Parser, text: str) -> None:
    assert _types(parser, text) <= {"CONCEDE", "ACCUSE"}  # to allow and to criticise are words


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The bridge that the rebels blew up stood at Kasai.", "ASSAULT"),
        ("Pirates seized and burned a tanker off Lome.", "ASSAULT"),
        ("Activists closed off the Lachin corridor in December.", "COERCE"),
        ("The guerrillas let two nuns go on Friday.", "RETREAT"),
        ("Two F-16s were scrambled over Finnmark.", "MOBILIZE"),
        ("HMS Trent arrived in Georgetown on Friday.", "MOBILIZE"),
        ("Soldiers raped women in Bukavu.", "ASSAULT"),
        ("Internet access was cut across Gabon.", "COERCE"),
        ("Five people were killed when gunmen attacked a mine near Djibo.", "ASSAULT"),
        ("Miners from Oruro, who marched into the capital on Thursday, went home.", "PROTEST"),
        ("Opposition leader seized at airport in Conakry", "COERCE"),
        ("The ceasefire collapsed on Tuesday.", "REJECT"),
        ("Ursula von der Leyen visited Bucha in April 2022.", "CONSULT"),
    ],
)
def test_frames_that_the_parse_hides(parser: Parser, text: str, kind: str) -> None:
    assert kind in _types(parser, text)
