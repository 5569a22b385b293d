"""Reports of one event by several outlets, each in its own words, read and merged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geomap.events import merge

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.model import Event

# Each story: what outlets wrote, and the day of printing.
BLAST = {
    "wire": ("2023-06-06", "A bomb exploded at a bus station in Quetta on Tuesday, killing 11 people, police said."),
    "daily": (
        "2023-06-07",
        "Fourteen people died when a bomb went off at the bus station in Quetta on 6 June 2023.",
    ),
    "site": ("2023-06-07", "An attack on the bus station in Quetta on Tuesday killed 11 people, officials said."),
}
QUAKE = {
    "wire": ("2021-09-22", "An earthquake shook Mansfield in Australia on Wednesday morning."),
    "daily": (
        "2021-09-23",
        "Melbourne felt it too: an earthquake struck near Mansfield, Australia, on 22 September 2021.",
    ),
    "site": ("2021-09-23", "The earthquake on Wednesday damaged walls in Victoria, Australia."),
}
MARCH = {
    "wire": ("2022-03-14", "Thousands of people marched in Lyon on Saturday against the pension law."),
    "daily": (
        "2022-03-13",
        "Riots broke out in Lyon on Saturday after thousands of people marched against the pension law.",
    ),
    "site": ("2022-03-13", "Thousands of people joined a protest in Lyon against the pension law on 12 March."),
}
SINKING = {
    "wire": (
        "2022-08-02",
        "A ferry carrying 90 people capsized on Lake Kivu near Bukavu on Monday, killing at least 14, officials said.",
    ),
    "daily": ("2022-08-03", "The army pulled bodies from the lake after a ferry sank near Bukavu on 1 August."),
    "site": ("2022-08-03", "The sinking of a boat off Bukavu has killed 17 people, the navy said."),
}
ARREST = {
    "wire": ("2022-10-05", "Police arrested opposition leader John Mwangi in Arusha on Wednesday."),
    "daily": ("2022-10-06", "The opposition leader John Mwangi was detained in Arusha on 5 October, his party said."),
    "site": ("2022-10-06", "Tanzanian opposition figure Mwangi has been arrested, his lawyer said on Thursday."),
}
AMBUSH = {
    "wire": ("2023-02-12", "Gunmen killed eight soldiers in an ambush near Tillabéri in Niger on Friday."),
    "daily": ("2023-02-12", "Eight soldiers died in an attack in western Niger on 10 February, the ministry said."),
    "site": ("2023-02-13", "Militants ambushed a convoy in Niger's Tillabéri region on Friday, killing ten soldiers."),
}


def _read_all(
    read: Callable[..., tuple[Event, ...]], story: dict[str, tuple[str, str]]
) -> tuple[tuple[Event, ...], tuple[Event, ...]]:
    told = tuple(event for name, (day, text) in story.items() for event in read(text, day, name))
    return told, merge(told)


@pytest.mark.parametrize(
    "story",
    [BLAST, QUAKE, MARCH, SINKING, ARREST, AMBUSH],
    ids=["blast", "earthquake", "march", "sinking", "arrest", "ambush"],
)
def test_three_outlets_tell_of_one_event(
    read: Callable[..., tuple[Event, ...]], story: dict[str, tuple[str, str]]
) -> None:
    told, merged = _read_all(read, story)
    assert {source.doc_id for event in told for source in event.sources} == set(story)
    assert any({source.doc_id for source in event.sources} == set(story) for event in merged)


def test_where_outlets_count_the_dead_differently_is_told(read: Callable[..., tuple[Event, ...]]) -> None:
    _, merged = _read_all(read, BLAST)
    (event,) = (event for event in merged if len(event.sources) == 3)
    assert "dead: 11 (site, wire); 14 (daily)" in event.disagreements


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "A bomb exploded in Quetta on Tuesday, killing 11 people.",
            "A bomb exploded in Lahore on Tuesday, killing two.",
        ),
        ("A bomb exploded in Quetta on Tuesday.", "A bomb exploded in Quetta on 6 January 2021."),
        ("Rebels attacked Goma on Tuesday.", "Rebels abducted three miners near Goma last month."),
        ("Rebels attacked Goma on Tuesday.", "Police arrested three rebels in Goma on Tuesday."),
    ],
    ids=["other place", "other year", "other deed and month", "the arrests that followed"],
)
def test_other_events_stay_apart(read: Callable[..., tuple[Event, ...]], one: str, other: str) -> None:
    told = (*read(one, "2023-06-07", "a"), *read(other, "2023-06-07", "b"))
    assert len(told) == 2
    assert len(merge(told)) == 2


def test_the_copy_of_a_sentence_joins_only_what_its_own_word_tells_of(read: Callable[..., tuple[Event, ...]]) -> None:
    text = "The bombing in Quetta on Tuesday was revenge for the killing of a commander in Kandahar last August."
    told = (*read(text, "2023-06-07", "a"), *read(text, "2023-06-07", "b"))
    merged = merge(told)
    assert len(merged) == len(told) / 2
    assert all(len(event.sources) == 2 for event in merged)
