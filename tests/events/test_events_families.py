"""One sentence for each family of news: an editor maps it, with this type; and sentences that nobody would map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.model import Event

TOLD = {
    "A bus plunged into a ravine near Cusco on Sunday.": "HAZARD",
    "A cargo plane vanished from radar off Palawan on Sunday.": "HAZARD",
    "A dam gave way above Derna on Sunday.": "HAZARD",
    "A footbridge collapsed in Morbi on Sunday.": "HAZARD",
    "A tanker ran aground off Mauritius on Saturday.": "HAZARD",
    "Crude oil spilled from a pipeline near Norilsk on Friday.": "HAZARD",
    "The river burst its banks in Dresden on Saturday.": "HAZARD",
    "Mud engulfed a hamlet outside Abancay on Saturday.": "HAZARD",
    "Mount Merapi spewed ash over Java on Saturday.": "HAZARD",
    "Measles has infected 300 children in Apia since November.": "HAZARD",
    "A fire gutted a market in Lomé on Friday night.": "HAZARD",
    "Twisters tore through Joplin on Sunday.": "HAZARD",
    "Gunmen opened fire on a bar in Soweto on Sunday.": "ASSAULT",
    "A sniper shot a mayor in Acapulco on Friday.": "ASSAULT",
    "Bandits kidnapped 30 pupils in Kuriga on Thursday.": "ASSAULT",
    "Masked men robbed a bank in Stockholm on Friday.": "ASSAULT",
    "Inmates broke out of a prison in Kinshasa on Monday.": "ASSAULT",
    "Hackers hacked into the network of the parliament in Canberra on Friday.": "ASSAULT",
    "Paratroopers were rushed to Goma on Friday.": "MOBILIZE",
    "Two frigates set sail for the Red Sea on Friday.": "MOBILIZE",
    "Teachers downed tools in Harare on Monday.": "PROTEST",
    "Farmers blocked a motorway near Toulouse on Monday.": "PROTEST",
    "Students staged a sit-in in Dhaka on Monday.": "PROTEST",
    "A court in Minsk sentenced an activist to ten years in prison on Friday.": "COERCE",
    "The authorities shut schools in Lahore on Monday.": "COERCE",
    "Greece closed its border with Turkey on Friday.": "COERCE",
    "Police dispersed a rally in Yerevan on Monday.": "COERCE",
    "Pakistan deported 2,000 Afghans on Friday.": "COERCE",
    "Canada imposed sanctions on Belarus on Friday.": "SANCTION",
    "Chad recalled its ambassador from Berlin on Friday.": "SANCTION",
    "President Saied dismissed his prime minister in Tunis on Monday.": "COERCE",
    "A convoy delivered food to Madaya on Monday.": "AID",
    "Rescuers pulled two women from the rubble in Antakya on Monday.": "AID",
    "Norway flew 60 of its citizens out of Kabul on Monday.": "AID",
    "Thousands of villagers fled Bunagana on Monday.": "RETREAT",
    "The last French troops left Bamako on Monday.": "RETREAT",
    "Rebels freed four hostages in Arauca on Monday.": "RETREAT",
    "The mayor of Lviv resigned on Monday.": "CONCEDE",
    "Bolivia lifted the curfew in La Paz on Monday.": "CONCEDE",
    "The airport of Catania reopened on Monday.": "CONCEDE",
    "The Swiss foreign minister travelled to Tirana on Monday.": "CONSULT",
    "Voters in Liberia went to the polls on Tuesday.": "CONSULT",
    "Kenya and Tanzania clinched a trade deal in Arusha on Friday.": "SUPPORT",
    "Peru accused Ecuador of spying in Lima on Friday.": "ACCUSE",
    "A fire tore through a hotel in Hua Hin on Friday.": "HAZARD",
    "Police fired tear gas at crowds in Tbilisi on Wednesday.": "COERCE",
    "Ferry sinking off Zanzibar kills 40": "HAZARD",
    "Iranian warships docked in Rio de Janeiro on Sunday.": "MOBILIZE",
    "Hundreds were evacuated from Pozzuoli on Monday.": "AID",
    "Lightning killed 16 wedding guests in Chapainawabganj on Wednesday.": "HAZARD",
    "At least 12 pilgrims were crushed to death in Karbala on Tuesday.": "HAZARD",
    "Somali pirates seized a bulk carrier off Eyl on Tuesday.": "ASSAULT",
    "The army recaptured Wad Madani on Saturday.": "ASSAULT",
    "Ethiopian Airlines suspended flights to Asmara on Tuesday.": "SANCTION",
    "The trial of a former president opened in Dakar on Monday.": "COERCE",
    "Separatists proclaimed a republic in Donetsk on Monday.": "REJECT",
}
SILENT = (
    "The keeper was set upon by reporters after the cup final in Turin on Sunday.",
    "Her new novel hit the shelves in Oslo on Friday.",
    "Sales at the bakery in Ghent rose on Friday.",
    "A storm of applause greeted the pianist in Vienna on Friday.",
    "The film crashed at the box office in Mumbai on Friday.",
    "Farmers near Toledo harvest olives in November.",
)


@pytest.mark.parametrize("text", TOLD)
def test_each_family_is_told(text: str, read: Callable[..., tuple[Event, ...]]) -> None:
    assert TOLD[text] in {event.type.value for event in read(text, "2024-03-12")}


@pytest.mark.parametrize("text", SILENT)
def test_no_family_is_told(text: str, read: Callable[..., tuple[Event, ...]]) -> None:
    assert [event.title for event in read(text, "2024-03-12")] == []


def test_a_strike_on_friday_is_no_strike_on_a_target(read: Callable[..., tuple[Event, ...]]) -> None:
    found = read("Workers at the port of Callao went on strike on Friday.", "2024-03-12")
    assert [event.type.value for event in found] == ["PROTEST"]


def test_dropped_bombs_are_not_called_off(read: Callable[..., tuple[Event, ...]]) -> None:
    (event,) = read("Jets dropped two bombs on Idlib on Tuesday.")
    assert event.status == "happened"
