"""Of which country those are that a text names without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geomap.errors import DataError
from geomap.events.whos_who import default_whos_who, load_whos_who
from geomap.model import Role

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geomap.model import Event

CASES: dict[str, tuple[str, set[str]]] = {
    "an armed group": ("Hezbollah fired rockets at Kiryat Shmona on Tuesday.", {"LB"}),
    "who stands behind a group takes no part": (
        "Iran-backed Houthis attacked a port near Hodeidah on Tuesday.",
        {"YE"},
    ),
    "an abbreviation counts where its country is named": ("In Sudan the SAF bombed Nyala on Tuesday.", {"SD"}),
    "and only there": ("The SAF bombed Nanyuki on Tuesday.", set()),
    "a statesman by the whole name": ("Angela Merkel visited Athens on Tuesday.", {"DE"}),
    "by the family name, in office, the country named": (
        "Germany is pleased with the journey. Merkel visited Athens on Tuesday.",
        {"DE"},
    ),
    "another of that name": (
        "Una Merkel, a banker from Germany, is pleased. Una Merkel, visited Athens on Tuesday.",
        set(),
    ),
    "as the text introduced them": (
        "Chadian mediator Adoum Bako spoke first. Bako visited Niamey on Tuesday.",
        {"TD"},
    ),
    "he, not the many before him": (
        "Kenyan President Tom Otieno spoke. Caribbean ministers listened. He visited Kingston on Tuesday.",
        {"KE"},
    ),
    "two states by one name": ("The leaders of the two Koreas met at Panmunjom on Tuesday.", {"KP", "KR"}),
    "the two, of the states spoken of": (
        "Serbia and Kosovo remain at odds. Talks between the two were held in Brussels on Tuesday.",
        {"RS", "XK"},
    ),
    "a counterpart is of the other side": (
        "Ties between India and China are strained. The Indian minister met his counterpart in Beijing on Tuesday.",
        {"IN", "CN"},
    ),
    "the president of the land that the text is about": (
        "Chile mourns its dead. In Chile flags flew at half mast. The president visited Lima on Tuesday.",
        {"CL"},
    ),
    "the rebels are the band named last": (
        "The M23 has taken up arms. The rebels attacked Sake on Tuesday.",
        {"CD"},
    ),
    "the army is the one named before": ("Sudan's army is weak. The army attacked the town on Tuesday.", {"SD"}),
    "whose drones": ("Ukrainian drones struck Voronezh on Tuesday.", {"UA"}),
    "statesmen speak for their states": (
        "Felix Tshisekedi and Paul Kagame agreed. Talks between the two were held in Luanda on Tuesday.",
        {"CD", "RW"},
    ),
    "rioters are at home": ("Protesters attacked the town hall of Potosi on Tuesday.", {"BO"}),
    "those who march are at home": ("Teachers marched through Quito on Tuesday.", {"EC"}),
}


@pytest.mark.parametrize("name", CASES)
def test_countries_of_who_takes_part(name: str, read: Callable[..., tuple[Event, ...]]) -> None:
    text, wanted = CASES[name]
    found = [
        {actor.country for actor in event.actors if actor.country and actor.role is Role.ACTOR}
        for event in read(text, "2017-02-12")
    ]
    assert found[-1] == wanted


def test_no_person_is_listed_before_their_time() -> None:
    people = {person for items in default_whos_who().people.values() for person in items}
    assert all(1900 < person.first <= person.last for person in people)


def test_a_wrong_entry_is_named(tmp_path: Path) -> None:
    path = tmp_path / "whos_who.toml"
    path.write_text(
        'behind = []\ndoubtful = []\n[leagues]\n[bodies]\n[people]\nDE = ["Angela Merkel"]\n', encoding="utf-8"
    )
    with pytest.raises(DataError, match=r"people\.DE\.0"):
        load_whos_who(path)
