from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geomap.model import MentionKind, Resolution, WherePrec

if TYPE_CHECKING:
    from collections.abc import Callable

    Resolve = Callable[[str], tuple[Resolution, ...]]


def places(found: tuple[Resolution, ...]) -> dict[str, Resolution]:
    return {item.mention.surface: item for item in found if item.mention.kind is not MentionKind.RELATION}


def where(item: Resolution) -> tuple[str, str]:
    assert item.place is not None
    return item.place.country, item.place.feature_code


def test_province_and_city_as_the_text_says(resolve: Resolve) -> None:
    province = places(resolve("Heavy snow fell in Kars province in Turkey."))["Kars"]
    assert where(province) == ("TR", "ADM1")
    assert province.where_prec is WherePrec.PROVINCE
    assert province.geometry is not None
    assert province.geometry.area > 0
    assert any("province" in reason for reason in province.reasons)
    city = places(resolve("He flew to the city of Kars in Turkey."))["Kars"]
    assert where(city)[1].startswith("PPL")
    assert city.geometry is not None
    assert city.geometry.geom_type == "Point"


def test_bare_name_is_the_city(resolve: Resolve) -> None:
    city = places(resolve("She was born in Kars, Turkey, and lives in Ankara."))["Kars"]
    assert where(city)[1].startswith("PPL")


@pytest.mark.parametrize(
    ("text", "surface", "country"),
    [
        ("Protests in Tbilisi, Georgia, followed the vote in Batumi.", "Georgia", "GE"),
        ("A storm hit Savannah and Atlanta in Georgia, officials in Alabama and Florida said.", "Georgia", "US"),
        ("Militias clashed in Tripoli as Benghazi and the rest of Libya voted.", "Tripoli", "LY"),
        ("Clashes in Tripoli, Lebanon's second city, alarmed Beirut and Sidon.", "Tripoli", "LB"),
        ("Farmers near Córdoba, Argentina, met in Rosario and Buenos Aires.", "Córdoba", "AR"),
        ("Trains from Córdoba to Seville and Madrid were late across Spain.", "Córdoba", "ES"),
        ("Police in Hyderabad, Pakistan, and Karachi in Sindh held two men.", "Hyderabad", "PK"),
        ("Startups in Hyderabad, Bangalore and Chennai hired; India cheered.", "Hyderabad", "IN"),
        ("Harvard and MIT in Cambridge, Massachusetts, near Boston, reopened.", "Cambridge", "US"),
        ("Students in Cambridge and Oxford returned, England's health minister said.", "Cambridge", "GB"),
        ("Fires burned across Victoria, Australia, from Melbourne to Geelong.", "Victoria", "AU"),
        ("Ferries leave Victoria, British Columbia, for Vancouver in Canada.", "Victoria", "CA"),
        ("North of Avdiivka, Russian troops crossed the railway, Ukraine's army said.", "Avdiivka", "UA"),
        ("Shells fell on Sloviansk and Izium, and on Khan Younis in another war.", "Izium", "UA"),
        ("Aid reached Mekelle in northern Ethiopia.", "Mekelle", "ET"),
        ("The earthquake shook Noto, and Japan's prime minister flew to Kanazawa.", "Noto", "JP"),
    ],
)
def test_namesakes(resolve: Resolve, text: str, surface: str, country: str) -> None:
    assert where(places(resolve(text))[surface])[0] == country


def test_springfields(resolve: Resolve) -> None:
    def state(text: str) -> str:
        place = places(resolve(text))["Springfield"].place
        assert place is not None
        return place.admin1

    assert state("Lawmakers met in Springfield, Illinois, not in Chicago.") == "US-IL"
    assert state("Lawmakers from Springfield, Mass., went to Boston and Worcester.") == "US-MA"
    assert state("A school in Springfield, Missouri, near Branson and Joplin closed.") == "US-MO"


def test_demonyms_stand_for_countries(resolve: Resolve) -> None:
    found = places(resolve("Azerbaijani and Turkish officers met."))
    assert where(found["Azerbaijani"])[0] == "AZ"
    assert where(found["Turkish"])[0] == "TR"
    assert found["Turkish"].where_prec is WherePrec.COUNTRY
    assert found["Turkish"].countries == ("TR",)


def test_curated_regions_have_shapes(resolve: Resolve) -> None:
    region = places(resolve("The war in Karabakh ended; Armenia and Azerbaijan signed."))["Karabakh"]
    assert region.place is not None
    assert region.place.id == "geomap:karabakh"
    assert region.geometry is not None
    assert region.geometry.area > 0


def test_unknown_names_are_nil_not_nowhere(resolve: Resolve) -> None:
    found = places(resolve("They camped in the Zzyxqar Valley for a week."))
    assert all(item.is_nil for item in found.values())
    assert all(item.reasons for item in found.values())


def test_scores_and_alternatives(resolve: Resolve) -> None:
    item = places(resolve("They moved to Springfield last year."))["Springfield"]
    assert 0 < item.score < 1
    assert item.alternatives
    assert all(item.place is None or other.place.id != item.place.id for other in item.alternatives)
    scores = [other.score for other in item.alternatives]
    assert scores == sorted(scores, reverse=True)


def test_founding_article(resolve: Resolve, founding_text: str) -> None:
    found = [item for item in resolve(founding_text) if item.mention.kind is not MentionKind.RELATION]
    for item in found:
        if item.mention.surface == "Kars" and item.mention.kind_word == "province":
            assert where(item) == ("TR", "ADM1")
    codes = {item.mention.surface: where(item)[0] for item in found if item.place is not None and item.place.country}
    assert codes["Armenia"] == codes["Armenian"] == "AM"
    assert codes["Turkey"] == "TR"
    assert {item.place.id for item in found if item.mention.surface == "Karabakh" and item.place} == {"geomap:karabakh"}


def test_same_text_same_answer(resolve: Resolve) -> None:
    text = "Talks moved from Geneva to Astana, Kazakhstan."
    assert resolve(text) == resolve(text)


@pytest.mark.parametrize(
    ("text", "surface", "country"),
    [
        ("North Korea and South Korea blamed each other; the South's navy fired back.", "South", "KR"),
        ("South Sudan and Sudan signed; soldiers of the South went home to South Sudan.", "South", "SS"),
    ],
)
def test_a_side_of_the_compass_is_short_for_a_fuller_name(
    resolve: Resolve, text: str, surface: str, country: str
) -> None:
    found = places(resolve(text))[surface]
    assert where(found)[0] == country
    assert any("short for" in reason for reason in found.reasons)


@pytest.mark.parametrize(
    "text",
    [
        # The only Palma, Noto and Changwon at hand lie in other countries than these.
        "Insurgents attacked Palma in northern Mozambique, and Mozambique's army flew to Cabo Delgado from Maputo.",
        "North Korea fired missiles from Sangwon, south of Pyongyang, North Korea's army said in Pyongyang.",
    ],
)
def test_a_namesake_abroad_is_not_taken_for_a_place_without_an_entry(resolve: Resolve, text: str) -> None:
    found = places(resolve(text))
    name = "Palma" if "Palma" in text else "Sangwon"
    own = "MZ" if name == "Palma" else "KP"
    assert found[name].place is None or found[name].place.country == own
    assert found[name].reasons


def test_an_abbreviated_state_is_itself_whatever_the_bare_name_means(resolve: Resolve) -> None:
    found = places(resolve("CAMP MURRAY, Wash. - Soldiers flew from Seattle, Wash., to Washington, D.C."))
    assert where(found["Wash."]) == ("US", "ADM1")


@pytest.mark.parametrize(
    ("text", "surface", "code"),
    [
        ("A quake shook Mexico City and Puebla in Mexico.", "Mexico City", "PPLC"),
        ("Deputies in Guernsey County, Ohio, found the car.", "Guernsey County", "ADM2"),
        ("Aides left the White House for Capitol Hill in Washington.", "White House", "SITE"),
    ],
)
def test_a_whole_name_goes_before_its_parts(resolve: Resolve, text: str, surface: str, code: str) -> None:
    assert where(places(resolve(text))[surface])[1] == code


def test_a_longer_name_is_another_name(resolve: Resolve) -> None:
    found = places(resolve("A landslide hit Mt. Kenya near Nanyuki, Kenya; the emir of Kuwait left Kuwait City."))
    assert where(found["Mt. Kenya"]) == ("KE", "MT")
    assert where(found["Kenya"]) == ("KE", "PCLI")
    assert where(found["Kuwait"])[1] == "PCLI"
    assert where(found["Kuwait City"])[1] == "PPLC"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Turkey has moved tanks to the border. On Sunday it shelled Kobani.", "Kobani"),
        ("Ethiopian troops crossed into Luuq on Friday.", "Luuq"),
        ("Armenian forces shelled Shusha.", "Shusha"),
    ],
)
def test_a_town_across_the_border_is_no_stranger(resolve: Resolve, text: str, name: str) -> None:
    assert places(resolve(text))[name].place is not None
