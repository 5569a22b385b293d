"""Own passages: type, status, date, place and countries of each event, and none besides."""

from __future__ import annotations

from fnmatch import fnmatch
from typing import TYPE_CHECKING

import pytest
from event_passages import PASSAGES

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.model import Event


def _agrees(event: Event, wanted: str) -> bool:
    kind, status, when, where, who = wanted.split(" ")
    start, end = event.date_from or "-", event.date_to or "-"
    countries = {actor.country for actor in event.actors if actor.country}
    return (
        event.type == kind
        and fnmatch(event.status, status)
        and fnmatch(f"{start}..{end}", when)
        and (where == "*" or fnmatch(event.place_name.split(" ")[0] or "-", where) or fnmatch(event.place_name, where))
        and (who == "*" or countries == {code for code in who.split(",") if code != "-"})
    )


@pytest.mark.parametrize("name", PASSAGES)
def test_passage(name: str, read: Callable[..., tuple[Event, ...]]) -> None:
    published, text, wanted = PASSAGES[name]
    events = list(read(text, published))
    told = [
        (
            str(e.type),
            str(e.status),
            str(e.date_from),
            str(e.date_to),
            e.place_name,
            [a.country for a in e.actors],
            e.title,
        )
        for e in events
    ]
    assert len(events) == len(wanted), told
    for line in wanted:
        found = next((event for event in events if _agrees(event, line)), None)
        assert found is not None, (line, told)
        events.remove(found)
