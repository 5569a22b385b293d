"""Matches, kitchens and holidays: words of war in them tell of none."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.model import Event

MATCH = """Late strike sinks Albion

Albion's defence was bombarded all evening. The goal came from a corner, when the striker attacked the near post; the
goalkeeper and his coach blamed the midfield. The trophy goes north, and Albion surrendered the title.
"""


def test_a_match_report_has_no_war(read: Callable[..., tuple[Event, ...]]) -> None:
    assert read(MATCH, "2021-02-12") == ()


def test_a_bomb_at_a_match_is_still_told(read: Callable[..., tuple[Event, ...]]) -> None:
    text = (
        "A bomb exploded at a football match in Mogadishu on Friday, police said. Five players and two soldiers died."
    )
    assert [str(event.type) for event in read(text, "2021-02-12")] == ["ASSAULT"]
