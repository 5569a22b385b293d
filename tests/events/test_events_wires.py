"""What agencies' first paragraphs tell: fire at a target, denials, what blocks a road, who is hit, days to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.model import Event

_PUBLISHED = "2026-06-17"

_ONE_EVENT = {
    "rockets": ("Militants fired rockets at an army base in Ansongo on Sunday.", "ASSAULT happened", "shelling"),
    "mortars": ("Insurgents fired mortars at the airport of Gao on Sunday.", "ASSAULT happened", "shelling"),
    "rained": ("Gunmen rained mortar bombs on a market in El Fasher on Friday.", "ASSAULT happened", "shelling"),
    "on foot": ("Militants attacked a military camp in Djibo on Sunday.", "ASSAULT happened", "attack"),
    "convoy": ("Gunmen struck an army convoy near Douentza on Monday.", "ASSAULT happened", "attack"),
    "unknown town": ("The mayor denied that fighters had seized Koro on Friday.", "ASSAULT denied", "capture"),
    "denied report": (
        "The mayor denied reports that fighters had seized Koro on Friday, saying the garrison there was safe.",
        "ASSAULT denied",
        "capture",
    ),
    "one report": ("The mayor denied a report that fighters had seized Koro on Friday.", "ASSAULT denied", "capture"),
    "was denied": ("A report that rebels had captured Gao on Monday was denied.", "ASSAULT denied", "capture"),
    "across a border": ("Hezbollah fired rockets into northern Israel on Tuesday.", "ASSAULT happened", "shelling"),
    "opening day": (
        "Trade unions have called a strike in Cusco for the opening day of the fair.",
        "PROTEST planned",
        "strike",
    ),
    "slide": ("A landslide blocked the road between Bontoc and Banaue on Monday.", "HAZARD happened", "landslide"),
    "people": ("Farmers blocked the road between Bontoc and Banaue on Monday.", "PROTEST happened", "protest"),
    "sent": ("A military convoy arrived in Gao on Monday.", "MOBILIZE happened", "convoy"),
}


@pytest.mark.parametrize("name", _ONE_EVENT)
def test_one_event(name: str, read: Callable[..., tuple[Event, ...]]) -> None:
    text, told, title = _ONE_EVENT[name]
    events = read(text, _PUBLISHED)
    assert [f"{event.type} {event.status}" for event in events] == [told]
    assert title in events[0].title.casefold()


@pytest.mark.parametrize(
    "text",
    [
        "Fallen trees blocked the road between Bontoc and Banaue on Monday.",
        "The garrison in Gao was safe on Monday, the governor said.",
    ],
)
def test_no_event(text: str, read: Callable[..., tuple[Event, ...]]) -> None:
    assert read(text, _PUBLISHED) == ()


def test_what_lasts_until_a_day_lasts_from_publication(read: Callable[..., tuple[Event, ...]]) -> None:
    [event] = read("Schools in Laoag will stay closed until Friday.", _PUBLISHED)
    assert (str(event.date_from), str(event.date_to)) == ("2026-06-17", "2026-06-19")
