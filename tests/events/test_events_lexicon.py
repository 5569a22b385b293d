"""The editable word lists: complete, checked, and clear about what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geomap.errors import DataError
from geomap.events.lexicon import default_lexicon, load_lexicon
from geomap.events.named import default_named_events, load_named_events
from geomap.gazetteer import open_gazetteer
from geomap.model import EventType

if TYPE_CHECKING:
    from pathlib import Path

SMALL = """
[classes]
force = ["soldier"]
[clauses]
occur = ["hold"]
[[kinds]]
name = "siege"
type = "ASSAULT"
label = "siege"
title = "siege"
"""


def test_every_plover_type_has_nouns_or_verbs() -> None:
    told = {
        rule.kind.code.type
        for rules in (*default_lexicon().nouns.values(), *default_lexicon().verbs.values())
        for rule in rules
    }
    assert told == set(EventType)


def test_a_joint_exercise_is_cooperation_and_an_own_one_is_not() -> None:
    kind = default_lexicon().kinds["exercise"]
    assert kind.code.type is EventType.MOBILIZE
    assert kind.joint is not None
    assert (kind.joint.type, kind.joint.context) == (EventType.COOPERATE, "military")


def test_the_surer_rule_is_tried_first() -> None:
    lengths = [len(rule.before) + len(rule.after) for rule in default_lexicon().nouns["strike"]]
    assert lengths == sorted(lengths, reverse=True)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('nouns = [{ is = "siege", need = ["town"] }]', "need"),
        ('nouns = [{ is = "siege", needs = ["@nobody"] }]', "@nobody"),
        ('plaec = "object"', "plaec"),
        ("nouns = [", "not a valid trigger lexicon"),
    ],
)
def test_a_wrong_field_is_named(tmp_path: Path, more: str, said: str) -> None:
    path = tmp_path / "triggers.toml"
    path.write_text(SMALL + more, encoding="utf-8")
    with pytest.raises(DataError, match=said):
        load_lexicon(path)


def test_there_are_sixty_named_events_of_known_kinds() -> None:
    events = default_named_events().events
    assert len(events) >= 60
    assert {event.kind for event in events} <= set(default_lexicon().kinds)


def test_the_gazetteer_knows_where_named_events_were() -> None:
    gazetteer = open_gazetteer()
    lost = [
        event.id
        for event in default_named_events().events
        if (event.place or event.place_id)
        and gazetteer.get(event.place_id) is None
        and not gazetteer.lookup(event.place)
    ]
    assert lost == []


def test_the_gazetteer_knows_who_took_part() -> None:
    gazetteer = open_gazetteer()
    codes = {code for event in default_named_events().events for code in event.actors}
    assert [code for code in sorted(codes) if gazetteer.country(code) is None] == []


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            '[[events]]\nid = "x"\nname = "X"\nkind = "war"\nstart = 2001-01-02\nend = 2001-01-01\n',
            "ends before it starts",
        ),
        ('[[events]]\nid = "x"\nname = "X"\nkind = "war"\nstart = 2001-01-02\nwikidata = "12"\n', "wikidata"),
        (
            (
                '[[events]]\nid = "x"\nname = "X"\nkind = "war"\nstart = 2001-01-02\n'
                '[[events]]\nid = "y"\nname = "Y"\naliases = ["x"]\nkind = "war"\nstart = 2001-01-02\n'
            ),
            "names both",
        ),
    ],
)
def test_a_wrong_named_event_is_told(tmp_path: Path, row: str, said: str) -> None:
    path = tmp_path / "named_events.toml"
    path.write_text(row, encoding="utf-8")
    with pytest.raises(DataError, match=said):
        load_named_events(path)
