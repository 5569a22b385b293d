"""Who did it, and where, when somebody else or another place stands nearer in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geomap.model import WherePrec

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.model import Event


@pytest.mark.parametrize(
    "said",
    ["It was the deadliest attack in Lahore since 2014.", "This was the worst bombing in Lahore for ten years."],
)
def test_what_it_was_says_nothing_of_who_did_it(said: str, read: Callable[..., tuple[Event, ...]]) -> None:
    events = read(
        "A suicide bomber killed 30 people in Lahore on Monday.\n\n"
        f"Prime Minister Shehbaz Sharif flew to Lahore.\n\n{said}",
        "2025-09-03",
    )
    attacks = [event for event in events if event.type == "ASSAULT"]
    assert attacks
    assert all(not event.actors for event in attacks)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("On Monday a bomber killed 14 people in Kandahar.", "bombing"),
        ("A car bomber wounded 12 people in Mosul on Monday.", "bombing"),
        ("American bombers killed 20 people in Mosul on Monday.", "airstrike"),
        ("A B-52 bomber dropped bombs and killed ten people in Mosul on Monday.", "airstrike"),
        ("Bombers flattened a village near Mosul on Monday.", "airstrike"),
    ],
)
def test_a_bomber_is_a_man_unless_it_flies(text: str, label: str, read: Callable[..., tuple[Event, ...]]) -> None:
    assert {event.label for event in read(text, "2025-09-03")} == {label}


def test_the_capital_that_sends_soldiers_is_a_government(read: Callable[..., tuple[Event, ...]]) -> None:
    (event,) = read("Vilnius sent 4,000 soldiers to the border with Belarus in August.", "2025-09-03")
    assert event.place_name == "border with Belarus"


@pytest.mark.parametrize(
    "text",
    [
        "A bomb exploded in Zamar Lines in Quetta on Monday.",
        "A bomb exploded in a mosque in Zamar Lines in the city of Quetta on Monday.",
    ],
)
def test_an_unknown_quarter_is_drawn_at_the_town_of_its_phrase_roughly(
    text: str, read: Callable[..., tuple[Event, ...]]
) -> None:
    (event,) = read(text, "2025-09-03")
    assert event.place_reasons[0].endswith("shown at Quetta")
    assert event.where_prec is WherePrec.NEAR


def test_an_unknown_name_is_not_drawn_in_another_paragraphs_country(read: Callable[..., tuple[Event, ...]]) -> None:
    events = read(
        "Vietnam said China's coast guard rammed a boat near Zhamir Island on 12 August.\n\n"
        "Donald Trump and Vladimir Putin met in Anchorage, Alaska, on 15 August.",
        "2025-09-03",
    )
    rammed = [event for event in events if event.type != "CONSULT"]
    assert rammed
    assert all(event.country != "US" for event in rammed)
