"""Points of view: contested places, each on purpose."""

from datetime import date

import pytest

from geomap.errors import SettingsError
from geomap.gazetteer import ChainedGazetteer, Gazetteer, open_gazetteer
from geomap.gazetteer.facts import facts
from geomap.gazetteer.views import ViewedGazetteer, checked_view, territories, told_view, view_of
from geomap.model.features import contested_properties
from geomap.settings import load_settings

CRIMEA, SIMFEROPOL, KOSOVO, PRISTINA = "geomap:crimea", "geonames:693805", "geonames:831053", "geonames:786714"
TAIWAN, TAIPEI, SAHARA, LAAYOUNE = "geonames:1668284", "geonames:1668341", "geonames:2461445", "geonames:2462881"
GAZA, RAMALLAH, GOLAN = "geomap:gaza-strip", "geonames:282239", "geomap:golan-heights"
KATZRIN, DAN = "geonames:443093", "geonames:295357"  # on the Golan, and in Israel below it
SRINAGAR, MUZAFFARABAD, GILGIT = "geonames:1255634", "geonames:1169607", "geonames:1178338"
KHANKENDI, SHUSHA, KARABAKH = "geonames:146970", "geonames:147105", "geomap:karabakh"
DONETSK, SUKHUMI, HARGEISA, ANKARA = "geonames:709717", "geonames:611847", "geonames:57289", "geonames:323786"


def view(name: str) -> Gazetteer:
    return open_gazetteer(load_settings(point_of_view=name))


def country(gazetteer: Gazetteer, place_id: str) -> str:
    place = gazetteer.get(place_id)
    assert place is not None, place_id
    return place.country


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "international",
            {
                CRIMEA: "UA", SIMFEROPOL: "UA", KOSOVO: "XK", PRISTINA: "XK", TAIWAN: "TW", TAIPEI: "TW", SAHARA: "EH",
                LAAYOUNE: "EH", GAZA: "PS", RAMALLAH: "PS", GOLAN: "SY", KATZRIN: "SY", DAN: "IL",
                SRINAGAR: "IN", MUZAFFARABAD: "PK",
                GILGIT: "PK", KHANKENDI: "AZ", SHUSHA: "AZ", KARABAKH: "AZ", DONETSK: "UA", SUKHUMI: "GE",
                HARGEISA: "SO",
            },
        ),
        (
            "de facto",
            {
                CRIMEA: "RU", SIMFEROPOL: "RU", KOSOVO: "XK", TAIPEI: "TW", SAHARA: "EH", GAZA: "PS", GOLAN: "IL",
                SRINAGAR: "IN", MUZAFFARABAD: "PK", KARABAKH: "AZ", DONETSK: "UA", SUKHUMI: "", HARGEISA: "",
            },
        ),
        ("RU", {CRIMEA: "RU", SIMFEROPOL: "RU", DONETSK: "RU", KOSOVO: "RS", SUKHUMI: "", TAIPEI: "TW"}),
        ("UA", {CRIMEA: "UA", SIMFEROPOL: "UA", DONETSK: "UA"}),
        ("RS", {KOSOVO: "RS", PRISTINA: "RS", CRIMEA: "UA"}),
        ("CN", {TAIWAN: "CN", TAIPEI: "CN", KOSOVO: "RS", SRINAGAR: "IN"}),
        ("MA", {SAHARA: "MA", LAAYOUNE: "MA"}),
        ("US", {SAHARA: "MA", GOLAN: "IL", KOSOVO: "XK", CRIMEA: "UA"}),
        ("IL", {HARGEISA: "", GAZA: "PS", RAMALLAH: "PS", GOLAN: "IL", KATZRIN: "IL", "geomap:east-jerusalem": "IL"}),
        ("IN", {SRINAGAR: "IN", MUZAFFARABAD: "IN", GILGIT: "IN", "geomap:aksai-chin": "IN"}),
        ("PK", {SRINAGAR: "PK", MUZAFFARABAD: "PK", GILGIT: "PK"}),
        ("SY", {KATZRIN: "SY", DAN: "IL"}),
        ("AM", {KARABAKH: "AZ", KHANKENDI: "AZ"}),
    ],
)  # fmt: skip
def test_each_contested_place_is_counted_on_purpose(name: str, expected: dict[str, str]) -> None:
    gazetteer = view(name)
    assert {place: country(gazetteer, place) for place in expected} == expected
    assert country(gazetteer, ANKARA) == "TR"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("international", "as seen internationally"),
        ("de facto", "counted with who governs them"),
        ("RU", "as seen by Russia"),
        ("xx", "as seen by XX"),
    ],
)
def test_a_map_says_whose_view_it_follows(name: str, told: str) -> None:
    gazetteer = view(name)
    assert told_view(gazetteer) == f"Contested places: {told}"
    chained = ChainedGazetteer(open_gazetteer(load_settings()), gazetteer)
    assert view_of(chained) == checked_view(name)
    assert told_view(chained) == told_view(gazetteer)


def test_a_changed_country_says_so_and_says_what_is_usual() -> None:
    gazetteer = view("RU")
    found = {candidate.place.id: candidate.place for candidate in gazetteer.lookup("Simferopol")}
    told = found[SIMFEROPOL].sovereignty
    assert told is not None
    assert told.note.endswith("Counted here with RU, the point of view chosen (RU); internationally with UA.")
    assert gazetteer.id.endswith("(view:RU)")
    assert ("point of view", "RU") in facts(gazetteer, regions=1)


def test_the_rest_of_a_viewed_gazetteer_is_the_gazetteer(gazetteer: Gazetteer) -> None:
    seen = view("CN")
    assert isinstance(seen, ViewedGazetteer)
    assert seen.lookup("Kars") == gazetteer.lookup("Kars")
    assert seen.demonym("Taiwanese") == gazetteer.demonym("Taiwanese") == ("TW",)
    taiwan = seen.country("TW")
    assert taiwan is not None
    assert (taiwan.code, taiwan.place.country) == ("TW", "CN")
    assert [found.code for found in seen.countries()] == [found.code for found in gazetteer.countries()]
    near, km = seen.nearest(121.53, 25.05)[0]
    assert (near.country, km < 10) == ("CN", True)
    assert seen.country("ZZ") is None
    assert seen.get("geonames:1") is None


@pytest.mark.parametrize(
    ("given", "usual"), [("De-Facto", "de facto"), ("INTERNATIONAL", "international"), ("ua", "UA")]
)
def test_a_point_of_view_has_several_spellings(given: str, usual: str) -> None:
    assert checked_view(given) == usual


def test_a_point_of_view_that_is_none_is_an_error() -> None:
    with pytest.raises(SettingsError, match="point_of_view"):
        view("everybody")


@pytest.mark.parametrize(
    ("place_id", "day", "governs"),
    [
        (KARABAKH, "2015-01-01", ["Republic of Artsakh"]),
        (KARABAKH, "2021-01-18", ["Republic of Artsakh", "AZ"]),
        (KARABAKH, "2024-01-01", ["AZ"]),
        (SHUSHA, "2020-11-07", ["Republic of Artsakh"]),
        (SHUSHA, "2020-11-08", ["AZ"]),
        (KHANKENDI, "2021-06-01", ["Republic of Artsakh"]),
        (KHANKENDI, "2023-09-20", ["AZ"]),
        (CRIMEA, "2013-05-01", ["UA"]),
        (CRIMEA, "2022-05-01", ["RU"]),
        (GAZA, "2004-01-01", ["IL"]),
    ],
)
def test_who_governed_on_the_day_of_an_event(gazetteer: Gazetteer, place_id: str, day: str, governs: list[str]) -> None:
    told = contested_properties(gazetteer.get(place_id), date.fromisoformat(day))
    assert told is not None
    assert told["governs"] == governs


def test_every_view_and_code_of_a_territory_is_known(gazetteer: Gazetteer) -> None:
    known = {found.code for found in gazetteer.countries()} | {""}
    held = {territory.place_id for territory in territories()}
    assert len(held) >= 50
    for territory in territories():
        assert set(territory.spec.views.values()) <= known, territory
        if territory.place_id.startswith("geomap:") or territory.place_id.removeprefix("geonames:").isdigit():
            assert gazetteer.get(territory.place_id) is not None, territory
