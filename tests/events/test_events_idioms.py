"""Idioms, regional words and what came of an event tell of it; the same words said of other things do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geomap.errors import DataError
from geomap.events.lexicon import default_lexicon, load_lexicon
from geomap.events.triggers import find_triggers
from geomap.model import Document
from geomap.resources import data_file

if TYPE_CHECKING:
    from pathlib import Path

    from geomap.language import Parser

TOLD = {
    # regional words
    "A 12-hour bandh hit traffic in Kolkata on Monday.": "PROTEST",
    "Students gheraoed the rector in Jadavpur for 14 hours.": "PROTEST",
    "Two rebels were killed in an encounter with police in Bijapur on Friday.": "ASSAULT",
    "Raiders rustled 300 head of cattle from Baragoi on Monday.": "ASSAULT",
    # the object stands far from its verb
    "Ottawa showed six Indian diplomats the door on Monday.": "SANCTION",
    # the result for the event
    "Half of the hospital lay in ruins after the missile had come down.": "ASSAULT",
    "A million homes were without power in Florida on Thursday.": "HAZARD",
    "Half the city was under water by Tuesday night.": "HAZARD",
    "Police searched the homes of two editors in Ankara on Monday.": "COERCE",
    "Jihadists put the village of Barsalogho to the sword in August.": "ASSAULT",
    "Thieves made off with eight crown jewels from a museum in Paris on Sunday.": "ASSAULT",
    "Two tourists were marched into the bush near Bwindi.": "ASSAULT",
    "A notorious drug lord slipped out of a jail in Guayaquil.": "ASSAULT",
    "Shots rang out in the old town of Handlova.": "ASSAULT",
    "The rebels burned their rifles near Sulaymaniyah on Friday.": "RETREAT",
    "Voters swept aside the incumbent in Gaborone on Wednesday.": "CONSULT",
    "The ground heaved in Wajima at ten past four.": "HAZARD",
    "Toxic hooch killed 57 people in Kallakurichi in June.": "HAZARD",
    "The first case of polio was confirmed in Gaza in August.": "HAZARD",
    "Heads rolled in Taipei on Monday over the blackout.": "COERCE",
    "Lava swallowed the church of Todoque.": "HAZARD",
    # what is done to what says enough
    "Junior officers seized the presidential palace in Bamako.": "ASSAULT",
    "Assam withdrew the travel advisory on Friday.": "CONCEDE",
    "The band fought police in the village of Banjska for a whole day.": "ASSAULT",
    # ordinary fields
    "Four tankers were damaged by mines off Fujairah.": "ASSAULT",
    "Its diplomats left Ecuador on Sunday.": "RETREAT",
    "Prosecutors summoned the president for questioning on Sunday.": "COERCE",
    "The National Guard set up checkpoints on the roads to Sultepec.": "COERCE",
    "The union shut a plant in Spring Hill on Saturday.": "PROTEST",
    "The Rubymar, a cargo ship loaded with fertilizer, went down in the Red Sea.": "HAZARD",
    "A destroyer picked up survivors from lifeboats off Aden.": "AID",
    "A three-year-old girl was dug out alive on Friday.": "AID",
    "Its units have regained 41 settlements since November 9.": "ASSAULT",
    "Japan lifted curbs on exports of chip materials in March.": "CONCEDE",
    "Lawmakers suspended him from office on Saturday.": "COERCE",
    "They attacked a base in Mansila, and gunmen killed at least 132 people at Solhan.": "ASSAULT",
    "Investigators boarded the ship off Baltimore on Tuesday night.": "COERCE",
    "More than 14,000 visitors were flown off the island on Wednesday.": "AID",
    "The convention center was turned into a shelter for 4,000 evacuees.": "AID",
    "Thousands gathered outside the National Assembly in Yerevan.": "PROTEST",
    "Bangkok's botanical garden burned on Saturday.": "HAZARD",
    "A Tunis judge threw the book at 40 opposition figures.": "COERCE",
    "Lawyers abstained from work in Allahabad on Friday.": "PROTEST",
    "South Africa played host to the foreign ministers in Johannesburg.": "CONSULT",
    "Trump doubled tariffs on Indian goods.": "SANCTION",
    "Parliament meets tomorrow in Colombo.": "CONSULT",
    # anybody can be killed or caught
    "More than twenty terrorists were killed in Palmyra.": "ASSAULT",
    "Hicks was captured in Kunduz in December 2001.": "COERCE",
    "Around 400 Palestinians demonstrated in Nablus on Wednesday.": "PROTEST",
    "A bomber killed two soldiers and wounded two more people in Balad.": "ASSAULT",
}
UNTOLD = [
    "Milan's designers launched an assault on good taste.",
    "The team came under fire from pundits after a goalless draw.",
    "The two presidents demonstrated that they were friends.",
    "Her lawyer is under water with work this month.",
    "The novelist captured the mood of Lagos.",
    "Darwin's theory came under attack from creationists.",
    "A blaze of colour greets visitors to Keukenhof.",
    "The committee declared a day of mourning for the referee.",
    "He stole the show in Nairobi.",
    "A legal case of great interest opened.",
    "The ground moved under the feet of the old parties.",
    "An encounter with a leopard is every tourist's dream.",
]


def _types(parser: Parser, text: str) -> set[str]:
    found = find_triggers(parser.parse(Document("x", text)), default_lexicon())
    return {trigger.kind.code.type.value for trigger in found}


@pytest.mark.parametrize("text", TOLD)
def test_told(parser: Parser, text: str) -> None:
    assert TOLD[text] in _types(parser, text)


@pytest.mark.parametrize("text", UNTOLD)
def test_not_told(parser: Parser, text: str) -> None:
    assert not _types(parser, text) & {"ASSAULT", "PROTEST", "HAZARD", "COERCE"}


def test_an_idiom_of_no_known_kind_is_named(tmp_path: Path) -> None:
    path = tmp_path / "idioms.toml"
    path.write_text('[[idioms]]\nkind = "picnic"\nverbs = ["grill"]\n', encoding="utf-8")
    with pytest.raises(DataError, match="picnic"):
        load_lexicon(data_file("curated", "triggers.toml"), path)
