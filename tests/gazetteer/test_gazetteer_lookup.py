"""What the embedded gazetteer answers."""

import dataclasses
import multiprocessing
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.errors import DataError
from geomap.gazetteer import Gazetteer, open_gazetteer
from geomap.gazetteer.sqlite import SqliteGazetteer, distance_km
from geomap.settings import load_settings


def codes(gazetteer: Gazetteer, name: str) -> list[str]:
    return [candidate.place.feature_code for candidate in gazetteer.lookup(name)]


def test_kars_is_the_city_and_the_province(gazetteer: Gazetteer) -> None:
    found = {c.place.feature_code: c.place for c in gazetteer.lookup("Kars") if c.place.country == "TR"}
    assert found["PPLA"].id == "geonames:743952"
    assert found["ADM1"].admin1 == "TR-36"
    assert {c.place.country for c in gazetteer.lookup("Kars")} == {"TR"}


def test_georgia_is_the_country_and_the_state(gazetteer: Gazetteer) -> None:
    first, second = gazetteer.lookup("Georgia")[:2]
    assert (first.place.country, first.place.is_country) == ("GE", True)
    assert (second.place.admin1, second.place.feature_code) == ("US-GA", "ADM1")


def test_a_transliteration_in_another_place_is_no_name(gazetteer: Gazetteer) -> None:
    assert all(candidate.place.country != "US" for candidate in gazetteer.lookup("Baku"))
    assert all(candidate.place.name != "Kadirli" for candidate in gazetteer.lookup("Kars"))


@pytest.mark.parametrize("name", ["Nagorno-Karabakh", "Nagorno Karabakh", "Artsakh", "Mountainous Karabakh"])
def test_karabakh_has_its_names_and_its_sovereignty(gazetteer: Gazetteer, name: str) -> None:
    place = gazetteer.lookup(name)[0].place
    assert place.id == "geomap:karabakh"
    assert place.sovereignty is not None
    assert place.sovereignty.governs == ("AZ",)
    assert 46.2 < place.lon < 47.3
    assert 39.3 < place.lat < 40.5


@pytest.mark.parametrize("code", ["TW", "XK", "EH", "PS"])
def test_contested_countries_say_so(gazetteer: Gazetteer, code: str) -> None:
    country = gazetteer.country(code)
    assert country is not None
    assert country.place.sovereignty is not None
    assert country.place.sovereignty.claims


def test_middle_east_is_not_in_maryland(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Middle East")[0].place.id == "geomap:middle-east"


def test_case_tells_the_country_from_the_pronoun(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("US")[0].place.country == "US"
    assert all(not candidate.place.is_country for candidate in gazetteer.lookup("us"))
    assert gazetteer.demonym("us") == ()


@pytest.mark.parametrize(
    ("short", "code"), [("Calif.", "US-CA"), ("CALIF.", "US-CA"), ("Ky.", "US-KY"), ("KY", "US-KY"), ("N.Y.", "US-NY")]
)
def test_abbreviations(gazetteer: Gazetteer, short: str, code: str) -> None:
    found = [c for c in gazetteer.lookup(short) if c.place.admin1 == code and c.place.feature_code == "ADM1"]
    assert found
    assert found[0].match == "abbreviation"


@pytest.mark.parametrize("word", ["in", "or", "me", "ok"])
def test_a_word_is_no_postal_code(gazetteer: Gazetteer, word: str) -> None:
    assert all(candidate.match != "abbreviation" for candidate in gazetteer.lookup(word))


def test_historic_names_are_marked(gazetteer: Gazetteer) -> None:
    found = gazetteer.lookup("Leninakan")
    assert (found[0].place.name, found[0].match) == ("Gyumri", "historic")


def test_fuzzy_only_when_nothing_is_exact(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Azerbajian") == ()
    found = gazetteer.lookup("Azerbajian", fuzzy=True)
    assert (found[0].place.country, found[0].match) == ("AZ", "fuzzy")
    assert gazetteer.lookup("Kars", fuzzy=True) == gazetteer.lookup("Kars")
    assert gazetteer.lookup("Xqzzvkw", fuzzy=True) == ()


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Turkish", ("TR",)),
        ("Turks", ("TR",)),
        ("Dutch", ("NL",)),
        ("Emirati", ("AE",)),
        ("Congolese", ("CD", "CG")),
        ("Dominican", ("DO", "DM")),
        ("Azeri", ("AZ",)),
        ("British", ("GB",)),
        ("Scottish", ("GB",)),
        ("Chechen", ("RU",)),
        ("Filipino", ("PH",)),
        ("Swiss", ("CH",)),
        ("Nigerien", ("NE",)),
        ("Nigerian", ("NG",)),
        ("table", ()),
        ("", ()),
    ],
)
def test_demonyms(gazetteer: Gazetteer, word: str, expected: tuple[str, ...]) -> None:
    assert gazetteer.demonym(word) == expected


def test_every_sovereign_country_has_a_demonym_a_capital_and_a_point(gazetteer: Gazetteer) -> None:
    countries = gazetteer.countries()
    assert len(countries) == 250
    assert [country.code for country in countries] == sorted(country.code for country in countries)
    for country in countries:
        assert (country.place.lon, country.place.lat) != (0.0, 0.0)
        if country.place.feature_code == "PCLI":
            assert country.demonyms, country.code
            assert country.capital, country.code


def test_neighbours_are_mutual(gazetteer: Gazetteer) -> None:
    table = {country.code: country for country in gazetteer.countries()}
    one_sided = {
        (code, other)
        for code, country in table.items()
        for other in country.neighbours
        if code not in table[other].neighbours
    }
    assert one_sided == set()


def test_get_by_both_ids(gazetteer: Gazetteer) -> None:
    kars = gazetteer.get("geonames:743952")
    europe = gazetteer.get("geonames:6255148")
    assert kars is not None
    assert kars.name == "Kars"
    assert europe is not None
    assert europe.id == "geomap:europe"
    assert gazetteer.get("geomap:europe") == europe
    assert gazetteer.get("geonames:1") is None
    assert gazetteer.get("geonames:x' OR 1=1") is None


def test_every_candidate_can_be_got_by_its_id(gazetteer: Gazetteer) -> None:
    for name in ("Kars", "Victoria", "Georgia", "Karabakh", "Paris", "US", "Springfield"):
        for candidate in gazetteer.lookup(name):
            assert gazetteer.get(candidate.place.id) == candidate.place


def test_nearest_is_nearest(gazetteer: Gazetteer) -> None:
    (place, km), *others = gazetteer.nearest(43.0855, 40.5983, limit=3)
    assert place.id == "geonames:743952"
    assert km < 0.1
    assert [distance for _, distance in others] == sorted(distance for _, distance in others)
    assert others[0][1] > km


def test_nearest_across_the_antimeridian_and_at_the_pole(gazetteer: Gazetteer) -> None:
    east = gazetteer.nearest(179.99, -16.8)[0]
    west = gazetteer.nearest(-179.99, -16.8)[0]
    assert east[0] == west[0]
    assert gazetteer.nearest(0.0, 89.9)[0][0].lat > 70


@given(st.floats(-180, 180), st.floats(-85, 85))
@settings(max_examples=25, deadline=None)
def test_nearest_agrees_with_the_distance(lon: float, lat: float) -> None:
    gazetteer = open_gazetteer(load_settings())
    (first, km), (_, other) = gazetteer.nearest(lon, lat, limit=2)
    assert km <= other
    assert km == pytest.approx(distance_km(lon, lat, first.lon, first.lat), abs=0.001)


@given(st.text(max_size=30))
@settings(max_examples=200, deadline=None)
def test_any_text_may_be_asked(name: str) -> None:
    found = open_gazetteer(load_settings()).lookup(name)
    scores = [candidate.score for candidate in found]
    assert scores == sorted(scores, reverse=True)
    assert len({candidate.place.id for candidate in found}) == len(found)


def test_threads_share_it(gazetteer: Gazetteer) -> None:
    names = ["Kars", "Paris", "Baku", "Victoria"] * 20
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(gazetteer.lookup, names))
    assert found == [gazetteer.lookup(name) for name in names]


def _first_of(name: str) -> str:
    return open_gazetteer(load_settings()).lookup(name)[0].place.id


def test_processes_share_it() -> None:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        assert pool.map(_first_of, ["Karabakh", "Turkey"]) == ["geomap:karabakh", "geonames:298795"]


def test_it_cannot_be_written_to(gazetteer: Gazetteer) -> None:
    assert isinstance(gazetteer, SqliteGazetteer)
    with pytest.raises(sqlite3.OperationalError):
        gazetteer._connection().execute("DELETE FROM places")


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "broken.sqlite"
    path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(DataError, match="not a place database"):
        SqliteGazetteer(path)


def test_the_id_names_the_data(gazetteer: Gazetteer) -> None:
    assert gazetteer.id.startswith("embedded@")
    assert dataclasses.is_dataclass(gazetteer.lookup("Kars")[0])


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Al-Mawasi", "PS"),
        ("Shejaiya", "PS"),
        ("Robotyne", "UA"),
        ("Barsalogho", "BF"),
        ("Jindo", "KR"),
        ("Tal Rifaat", "SY"),
    ],
)
def test_settlements_that_no_package_has(gazetteer: Gazetteer, name: str, country: str) -> None:
    assert gazetteer.lookup(name)[0].place.country == country
