"""Rivers as places: pieces joined, names found, nothing taken from other places."""

import pytest

from geomap.gazetteer import Gazetteer
from geomap.gazetteer.compiling_rivers import RiverPiece, joined
from geomap.gazetteer.curated import load_lone_rivers
from geomap.gazetteer.river_rows import river_rows
from geomap.gazetteer.tables import read_table
from geomap.resources import data_file


def piece(name: str, code: str, west: float, east: float) -> RiverPiece:
    length = 100.0 * (east - west)
    return RiverPiece(name, [(west, 50.0), (east, 50.0)], (west, 50.0, east, 50.0), {code}, length, length)


def test_pieces_that_meet_are_one_river_and_others_are_not() -> None:
    pieces = [piece("Red", "US", -100, -95), piece("Red", "CN", 100, 103), piece("Red", "VN", 105, 106)]
    bridge = piece("Red", "VN", 103.5, 104.5)  # joins two that were apart when it came
    rivers = joined([*pieces, bridge])
    assert [(river.countries, river.length) for river in rivers] == [({"US"}, 500.0), ({"CN", "VN"}, 500.0)]
    assert rivers[1].course == [(100, 50.0), (103, 50.0)]


@pytest.mark.parametrize(
    ("name", "country", "lon", "lat"),
    [
        ("Elbe River", "", 12.0, 52.4),
        ("River Elbe", "", 12.0, 52.4),
        ("Seine", "FR", 2.4, 48.8),
        ("the Oder", "", 16.5, 51.3),
        ("Vistula River", "PL", 21.8, 51.5),
        ("Yukon River", "", -159.8, 63.1),
        ("Narmada River", "IN", 78.1, 22.8),
        ("Litani River", "LB", 35.6, 33.4),
    ],
)
def test_rivers_are_found(gazetteer: Gazetteer, name: str, country: str, lon: float, lat: float) -> None:
    place = gazetteer.lookup(name)[0].place
    assert (place.feature_class, place.feature_code, place.country) == ("H", "STM", country)
    assert abs(place.lon - lon) < 0.2
    assert abs(place.lat - lat) < 0.2
    assert gazetteer.get(place.id) == place


@pytest.mark.parametrize("word", ["Republican", "French", "Feather", "Copper", "Back"])
def test_a_word_alone_is_no_river(gazetteer: Gazetteer, word: str) -> None:
    assert all(candidate.place.feature_code != "STM" for candidate in gazetteer.lookup(word))
    assert gazetteer.lookup(f"{word} River")[0].place.feature_code == "STM"


def test_no_river_takes_a_name_that_another_place_bears() -> None:
    free = {key: row.place_id for row in river_rows(frozenset()) for key in row.names}
    taken = frozenset(("elbe river", "river oder", "seine"))
    rows = list(river_rows(taken))
    assert not taken & {key for row in rows for key in row.names}
    assert free["elbe river"] not in {row.place_id for row in rows}
    assert len({row.number for row in rows}) == len({row.place_id for row in rows}) == len(rows)


def test_rivers_that_go_by_their_bare_name_exist() -> None:
    assert load_lone_rivers() <= set(read_table(data_file("gazetteer", "rivers.xz"))["name"])
