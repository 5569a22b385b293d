"""Names that the news of all continents uses: kind and country must be right, and first among the names' places."""

import csv
from pathlib import Path

import pytest

from geomap.gazetteer import Gazetteer

ROWS = list(csv.DictReader((Path(__file__).parent / "coverage.csv").read_text(encoding="utf-8").splitlines()))
KINDS = {
    "city": lambda place: place.feature_class == "P",
    "country": lambda place: place.is_country,
    "adm1": lambda place: place.feature_code == "ADM1",
    "region": lambda place: place.feature_class in {"L", "S", "T"},
    "water": lambda place: place.feature_class == "H",
    "terrain": lambda place: place.feature_class in {"T", "V", "S"},
}
# How many places of the same kind may stand before the one that is meant: the same name may be meant in several ways
# ("Victoria"), but a village must never stand before the city that news means.
WITHIN = 8


def test_there_are_names_enough() -> None:
    assert len({row["name"] for row in ROWS}) >= 400


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['name']}-{row['kind']}-{row['country']}")
def test_kind_and_country_are_right(gazetteer: Gazetteer, row: dict[str, str]) -> None:
    of_kind = [candidate.place for candidate in gazetteer.lookup(row["name"]) if KINDS[row["kind"]](candidate.place)]
    assert row["country"] in [place.country for place in of_kind[:WITHIN]]


@pytest.mark.parametrize("row", [row for row in ROWS if row["kind"] in {"country", "region", "water", "terrain"}])
def test_countries_and_regions_outrank_villages(gazetteer: Gazetteer, row: dict[str, str]) -> None:
    assert gazetteer.lookup(row["name"])[0].place.feature_class != "P"


def test_cities_come_first_among_cities(gazetteer: Gazetteer) -> None:
    wrong = []
    several = {"Victoria", "Tripoli", "Georgetown", "Valencia", "Kingston", "Santiago", "Hyderabad", "San José"}
    for row in ROWS:
        if row["kind"] == "city" and row["name"] not in several:
            cities = [c.place for c in gazetteer.lookup(row["name"]) if c.place.feature_class == "P"]
            if not cities or cities[0].country != row["country"]:
                wrong.append((row["name"], [(place.name, place.country) for place in cities[:2]]))
    assert wrong == []
