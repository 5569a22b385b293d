"""Kinds that share their words: told apart by who does it to whom, and by what stands beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.model import Event

TOLD = {
    "The foreign ministers of Armenia and Azerbaijan are due to meet in Washington on Friday.": "CONSULT",
    "The foreign minister is in Baku on Wednesday.": "CONSULT",
    "Two doctors were held by police for an hour in Arequipa on Wednesday.": "COERCE",
    "A march on Lima is called for Monday by the doctors of Arequipa.": "PROTEST",
    "Rebel forces entered the town of Batken on Friday after two days of fighting and shelling.": "ASSAULT",
    "Cameroon opened the Lagdo dam on Friday.": "HAZARD",
    "The president accepted the resignation of his prime minister in Beirut on Monday.": "CONCEDE",
    "The army destroyed its stockpile of landmines near Bogotá on Friday.": "RETREAT",
    "North Korea blew up the tunnels of its nuclear test site at Punggye-ri on Thursday.": "RETREAT",
    "Rebels blew up a bridge near Mandalay on Friday.": "ASSAULT",
    "Police fired in the air in Herat on Friday to break up the march.": "ASSAULT",
    "Militants tried to storm the airport in Kabul on Friday.": "ASSAULT",
    "The union and the carmaker reached a tentative agreement in Detroit on Monday.": "AGREE",
    "France and Chad signed an agreement in Paris on Monday.": "SUPPORT",
    "The prime minister offered to resign in Seoul on Sunday.": "CONCEDE",
    "Lawmakers in Catalonia declared independence on Friday.": "REJECT",
    "Chad broke off its defence pact with Paris on Thursday.": "REJECT",
    "The army blew up sections of two roads near Kaesong on Friday.": "ASSAULT",
    "Builders in Plymouth dug up a wartime bomb of the Luftwaffe on Friday, and experts defused it.": "AID",
    "A fire set off explosions at a depot in Ndjamena on Friday, killing nine people.": "HAZARD",
    "Japan lodged a protest in Beijing on Friday.": "ACCUSE",
}
NOT_TOLD = {
    "Sweden, which holds the presidency of the European Union, called for restraint in Kyiv on Monday.": "CONSULT",
    "Doctors in Arequipa who were hired during the pandemic wrote a letter on Monday.": "HAZARD",
    "A man at the barber's in Zaria explained on Friday how he would take the airport.": "ASSAULT",
    "Gabriel Boric, who took office in March, signed a letter in Santiago on Friday.": "CONSULT",
    "The Court of Accounts in Ankara had warned of gas in its report of 2019.": "THREATEN",
    "A flight from Lagos was cancelled on Saturday for want of fuel.": "SANCTION",
    "The market attack in Nyala was the deadliest in a week.": "COERCE",
    "Egypt said two planes with medical supplies would leave for Beirut on Monday.": "MOBILIZE",
    "Frelimo has ruled in Maputo since independence in 1975.": "CONCEDE",
    "Compiled in Abuja on Friday from press and army statements.": "SUPPORT",
    "All 379 passengers of the Japan Airlines flight from Sapporo got out on Tuesday.": "RETREAT",
    "Seven suspects handed over by the German navy appeared in a court in Mombasa on Friday.": "COOPERATE",
    "Romania found pieces of a drone near Plauru on Friday.": "AID",
    "We thought it was an attack, a resident of Goudji said on Friday.": "ASSAULT",
    "It was the largest evacuation in Plymouth since the Second World War, the mayor said on Friday.": "ASSAULT",
    "Chad broke off its defence pact with Paris on Friday.": "SUPPORT",
    "Japan lodged a formal protest in Beijing on Saturday.": "PROTEST",
    "Ministers in Goma said on Friday that the patrols would go on.": "MOBILIZE",
    "Militants ambushed a convoy carrying food to Djibo on Monday.": "AID",
    "A flyover in Milan is six years old, the mayor said on Friday.": "MOBILIZE",
    "The storm dissolved over Sagaing on Monday.": "COERCE",
    "Experts blew up the wartime bomb in a controlled explosion off Plymouth on Friday.": "ASSAULT",
}


@pytest.mark.parametrize(("text", "kind"), TOLD.items())
def test_one_of_two_kinds(text: str, kind: str, read: Callable[..., tuple[Event, ...]]) -> None:
    assert kind in {str(event.type) for event in read(text, "2024-02-12")}


@pytest.mark.parametrize(("text", "kind"), NOT_TOLD.items())
def test_neither(text: str, kind: str, read: Callable[..., tuple[Event, ...]]) -> None:
    assert kind not in {str(event.type) for event in read(text, "2024-02-12")}


def test_what_time_is_counted_from_is_told_once(read: Callable[..., tuple[Event, ...]]) -> None:
    text = "A bomb killed ten people in Kabul on Friday. The minister spoke in Herat on the day after the bombing."
    assert [str(event.type) for event in read(text, "2024-02-12")].count("ASSAULT") == 1
