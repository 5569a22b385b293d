"""Turns of phrase of ordinary reports: counts, comparisons with earlier events, what only looks like an event."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from geomap.model import Event, EventType, Status

Read = Callable[..., tuple[Event, ...]]


def test_what_lies_years_apart_is_two_events(read: Read) -> None:
    found = read("The attack on the hotel in Nairobi came three years to the day after rebels overran Kismayo.")
    assert sorted(event.place_name for event in found) == ["Kismayo", "Nairobi"]


def test_the_worst_since_is_neither_an_event_of_its_own_nor_the_earlier_one(read: Read) -> None:
    text = (
        "An airliner crashed in Karachi on Friday, killing 97 people.\n\n"
        "The crash is the worst in the country since April 2012, when a jet came down near Islamabad."
    )
    assert [(event.place_name, event.edtf) for event in read(text, published="2020-05-23")] == [
        ("Karachi", "2020-05-22"),
        ("near Islamabad", "2012-04"),
    ]


def test_two_disasters_of_one_sentence_with_places_of_their_own(read: Read) -> None:
    found = read("Heavy rain set off flooding in Kisumu on Sunday and landslides in Nakuru.")
    assert {("Kisumu", "flood"), ("Nakuru", "landslide")} <= {(event.place_name, event.label) for event in found}


def test_the_day_of_a_new_count_is_not_the_day_of_the_event(read: Read) -> None:
    text = "The death toll in the attack in Kampala rose to 21 on Wednesday. The attack took place on Monday."
    (event,) = read(text, published="2023-05-10")
    assert event.edtf == "2023-05-08"


def test_a_law_suspended_in_a_coup_does_not_call_off_the_coup(read: Read) -> None:
    found = read("Officers suspended the constitution of Niger on Friday in the second coup in two years.")
    assert Status.CANCELLED not in {event.status for event in found}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("A passenger plane crashes into a suburb of Karachi.", EventType.ASSAULT),
        ("The president declared the siege of the hotel in Nairobi over.", EventType.COERCE),
        ("Ukraine will use the new ground to strike supply lines in Crimea.", EventType.PROTEST),
        (
            "The bridge in Genoa collapsed on Tuesday, sending vehicles falling to the ground.",
            EventType.MOBILIZE,
        ),
        ("Six more bodies were found in the ruins of the hotel in Nairobi.", EventType.AID),
    ],
)
def test_what_only_sounds_like_an_event(read: Read, text: str, wrong: EventType) -> None:
    assert wrong not in {event.type for event in read(text)}


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Russian troops destroyed a span of the bridge in Kherson on Friday.", EventType.ASSAULT),
        ("Russian forces are fortifying positions in Melitopol.", EventType.MOBILIZE),
        ("Chinese ships used water cannon off Palawan in November.", EventType.COERCE),
        ("The prime minister addressed the General Assembly in New York on Friday.", EventType.CONSULT),
        ("Officers evacuated the shopping centre in Perth on Monday.", EventType.AID),
        ("An ATR turboprop crashed near Havelian in December 2016.", EventType.HAZARD),
    ],
)
def test_ordinary_words_for_it(read: Read, text: str, type_: EventType) -> None:
    assert type_ in {event.type for event in read(text)}


def test_a_headline_name_read_into_a_strange_country_gives_no_scene(read: Read) -> None:
    text = (
        "21 dead as Riverside siege ends\n\nGunmen stormed a hotel in Nairobi on Tuesday. Kenyan police shot them. "
        "Two suspects were held in Kiambu.\n\nOfficers evacuated more than 700 civilians through the night."
    )
    assert "US" not in {event.country for event in read(text) if event.label == "evacuation"}


def test_peoples_that_no_gazetteer_knows_are_no_place(read: Read) -> None:
    found = read("Soldiers seized power in Burkina Faso on Friday in the West African country's second coup this year.")
    assert [event.place_name for event in found] == ["Burkina Faso"]


def test_a_named_war_that_only_qualifies_is_no_event(read: Read) -> None:
    assert [event.label for event in read("A World War II-era ship sank off Palawan on Monday.")] == ["accident"]


def test_the_year_in_the_name_of_a_treaty_does_not_date_what_follows(read: Read) -> None:
    text = (
        "Washington said on Friday that any attack would invoke the 1951 treaty.\n\n"
        "In February, a Chinese ship rammed a boat off Palawan."
    )
    assert "2023-02" in {event.edtf for event in read(text, published="2023-08-06")}


def test_the_line_under_a_headline_is_no_heading_of_a_day(read: Read) -> None:
    text = (
        "Protest in Valencia over floods\n\nFerran Bono\nValencia - Nov 10, 2024\n\n"
        "Some 130,000 people marched through the centre of Valencia on Saturday evening to demand the fall of the "
        "premier, who sent the alert too late.\n\n"
        "Four people were arrested."
    )
    found = {event.label: event for event in read(text, published="2024-11-10")}
    assert found["arrest"].edtf == "2024-11-09"
    assert found["arrest"].place_name == "Valencia"


def test_what_a_light_verb_begins_is_told_once(read: Read) -> None:
    assert [event.label for event in read("The United States began air strikes on Hodeidah on 12 January.")] == [
        "airstrike"
    ]


def test_what_was_done_every_day_of_a_week_that_is_over_happened(read: Read) -> None:
    (event,) = read("Rebels shelled El Fasher every day last week.")
    assert event.status is Status.HAPPENED


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Protesters attacked the home of Prime Minister-designate Najib Mikati in Beirut on Sunday.", "Mikati"),
        ("The Centre moved nine teams of rescuers to the State on Tuesday.", "State"),
    ],
)
def test_people_with_an_office_and_common_nouns_are_no_places(read: Read, text: str, wrong: str) -> None:
    assert not any(wrong in event.place_name for event in read(text))


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("The ship was struck by two ballistic missiles off Mokha on 18 February.", EventType.ASSAULT),
        ("The premier will appear before parliament in Valencia on Thursday.", EventType.CONSULT),
        ("The president decreed a curfew in Quito on Friday night.", EventType.COERCE),
        ("Twenty-four sailors were picked up by a container ship off Aden on Sunday.", EventType.AID),
    ],
)
def test_more_ordinary_words_for_it(read: Read, text: str, type_: EventType) -> None:
    assert type_ in {event.type for event in read(text)}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Some 8,500 soldiers have been deployed in Valencia to clear the streets of mud.", EventType.ASSAULT),
        ("Ships in the Red Sea are advised to transit with caution.", EventType.MOBILIZE),
        ("The bulk carrier was on passage from the UAE to Bulgaria on Sunday.", EventType.MOBILIZE),
    ],
)
def test_more_of_what_only_sounds_like_an_event(read: Read, text: str, wrong: EventType) -> None:
    assert wrong not in {event.type for event in read(text)}


def test_a_gerund_that_opens_a_sentence_names_what_happens(read: Read) -> None:
    found = read("Fighting between the army and rebels broke out in Khartoum on 15 April 2023.", published="2023-05-10")
    assert [(event.place_name, event.edtf) for event in found] == [("Khartoum", "2023-04-15")]


def test_the_capital_is_that_of_the_country_in_view(read: Read) -> None:
    text = (
        "Donors met in London on Tuesday to talk of Sudan. Fighting broke out in Khartoum in 2023, spread to Nyala and "
        "El Obeid, and Sudan's army retook the capital in March."
    )
    assert "London" not in {event.place_name for event in read(text) if event.type == EventType.ASSAULT}


def test_a_desk_before_the_first_sentence_is_no_scene(read: Read) -> None:
    text = (
        "Train siege ends\n\nQUETTA: Security forces on Wednesday ended a siege of 30 hours by killing 33 militants "
        "who had hijacked a train near Sibi, in the plains of the province, a military spokesman said.\n\n"
        "In August gunmen killed more than 70 people in attacks across Punjab."
    )
    found = read(text, published="2025-03-13")
    assert "Punjab" in {event.place_name for event in found}
    assert "Sibi" in {event.place_name.removeprefix("near ") for event in found}


@pytest.mark.parametrize(
    ("text", "type_", "status"),
    [
        ("Germany has ordered the deployment of two frigates to the Baltic Sea.", EventType.MOBILIZE, Status.PLANNED),
        ("Schools in Dhaka reopened on Tuesday.", EventType.CONCEDE, Status.HAPPENED),
        ("The mayor of Bangkok declared the city a disaster area on Friday.", EventType.COERCE, Status.HAPPENED),
        ("A rescue team of 37 arrived in Yangon on Saturday.", EventType.AID, Status.HAPPENED),
        ("A convoy of food trucks is expected to leave Port Sudan on Monday.", EventType.AID, Status.PLANNED),
        ("More than 11,000 travelers were flown off the island of Maui on Wednesday.", EventType.AID, Status.HAPPENED),
    ],
)
def test_orders_reopenings_and_relief(read: Read, text: str, type_: EventType, status: Status) -> None:
    assert (type_, status) in {(event.type, event.status) for event in read(text)}


def test_a_tower_that_topples_is_no_coup(read: Read) -> None:
    found = read("The control tower of the airport of Mandalay toppled over on Friday.")
    assert "coup" not in {event.label for event in found}


def test_a_storm_by_its_name_alone_attacks_nobody(read: Read) -> None:
    text = (
        "Typhoon Odette made landfall on Siargao on Thursday.\n\nOdette struck Palawan on Friday. "
        "The onslaught of the typhoon left 31 people dead."
    )
    assert {event.type for event in read(text, published="2021-12-18")} == {EventType.HAZARD}


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Riot police dismantled a camp of protesters in Brasilia on Monday.", EventType.COERCE),
        ("The government dispatched a plane with 14 tonnes of relief supplies to Benghazi on Tuesday.", EventType.AID),
    ],
)
def test_camps_cleared_and_planes_sent_with_relief(read: Read, text: str, type_: EventType) -> None:
    assert type_ in {event.type for event in read(text)}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The Coast Guard has sent a ship with relief goods to Siargao.", EventType.ASSAULT),
        ("Candidates canceled campaign sorties in Cebu on Friday.", EventType.ASSAULT),
        ("The United Nations has released $10m from its emergency fund for Libya.", EventType.RETREAT),
    ],
)
def test_ships_sent_and_money_released(read: Read, text: str, wrong: EventType) -> None:
    assert wrong not in {event.type for event in read(text)}


def test_early_on_a_day_is_that_day(read: Read) -> None:
    found = read("Saboteurs blew up the bridge in Kherson early on June 6.", published="2023-06-07")
    assert [event.edtf for event in found] == ["2023-06-06"]
