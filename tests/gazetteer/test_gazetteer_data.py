"""The data files: tables, curated files, filtering of alternate names."""

import json
import pickle
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from geomap.errors import DataError
from geomap.gazetteer import Gazetteer, curated, load_regions
from geomap.gazetteer.alternates import distinct, is_plausible, is_variant, without_collisions
from geomap.gazetteer.curated import PlaceCorrection
from geomap.gazetteer.curated_regions import CuratedRegion, EarlierSovereignty, ShapeSpec, SovereigntySpec
from geomap.gazetteer.packages import plain_pickle
from geomap.gazetteer.rows import short_key
from geomap.gazetteer.scoring import prominence
from geomap.gazetteer.sqlite import distance_km
from geomap.gazetteer.tables import read_table, write_table
from geomap.resources import data_dir, data_file

VALUES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), max_size=20)


@given(st.lists(st.tuples(VALUES, VALUES), max_size=20))
@settings(max_examples=10, deadline=None)  # the strongest compression takes 100 MB for however little
def test_tables_come_back_as_they_went(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]) -> None:
    path = tmp_path_factory.mktemp("table") / "t.xz"
    table = {"one": [one for one, _ in rows], "two": [two for _, two in rows]}
    write_table(path, table)
    assert read_table(path) == table
    first = path.read_bytes()
    write_table(path, table)
    assert path.read_bytes() == first


def test_a_damaged_table_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "t.xz"
    write_table(path, {"a": ["1", "2"]})
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(DataError, match="cannot be read"):
        read_table(path)
    with pytest.raises(ValueError, match="different lengths"):
        write_table(path, {"a": ["1"], "b": []})
    with pytest.raises(ValueError, match="line end"):
        write_table(path, {"a": ["1\n2"]})


def test_the_data_stay_small() -> None:
    size = sum(path.stat().st_size for path in (data_dir() / "gazetteer").iterdir())
    assert size <= 8_000_000


def test_the_manifest_says_what_is_there() -> None:
    manifest = json.loads(data_file("gazetteer", "manifest.json").read_text(encoding="utf-8"))
    assert manifest["counts"]["places"] == len(read_table(data_file("gazetteer", "places.xz"))["id"]) == 234_908
    sources = data_file("SOURCES.md").read_text(encoding="utf-8")
    for package in manifest["packages"]:
        assert package["sha256"] in sources
        assert package["version"] in sources


@pytest.mark.parametrize(
    ("identifier", "lat", "lon"),
    [
        # Points of GeoNames' web pages: countries and large divisions as corpora annotated with GeoNames place them.
        (2017370, 60.0, 100.0), (1814991, 35.0, 105.0), (6252001, 39.76, -98.5), (2077456, -25.0, 135.0),
        (3469034, -10.0, -55.0), (2635167, 54.75844, -2.69531), (1269750, 22.0, 79.0), (1643084, -5.0, 120.0),
        (6093943, 49.25014, -84.49983), (6115047, 52.00017, -71.99907), (5855797, 20.78785, -156.38612),
        (6255148, 48.69096, 9.14062), (6255146, 7.1881, 21.09375), (6269133, 33.13906, 35.85869),
        (3373405, 10.0, -25.0), (6695072, 50.83857, 4.37599),
    ],
)  # fmt: skip
def test_points_are_those_of_geonames(gazetteer: Gazetteer, identifier: int, lat: float, lon: float) -> None:
    place = gazetteer.get(f"geonames:{identifier}")
    assert place is not None
    assert distance_km(place.lon, place.lat, lon, lat) < 1


def test_a_pickle_that_names_a_class_is_refused() -> None:
    assert plain_pickle(pickle.dumps([["Kars", 43.1]])) == [["Kars", 43.1]]
    for harmful in (pickle.dumps(Path("x")), b"not a pickle", pickle.dumps([1])[:-1]):
        with pytest.raises(DataError, match="pickle"):
            plain_pickle(harmful)


def test_regions_have_a_name_of_their_own(gazetteer: Gazetteer) -> None:
    """A region of GeoNames is found by its name, and never instead of a country or a first-order division."""
    assert "RGN" in [c.place.feature_code for c in gazetteer.lookup("Gippsland")]
    assert gazetteer.lookup("Serbia")[0].place.is_country
    names = read_table(data_file("gazetteer", "regions.xz"))["name"]
    for odd in ("Serbia", "Kerala", "Region 1", "Central"):
        assert odd not in names


@pytest.mark.parametrize("name", ["Mumbai", "Al-Bab", "al-Bab", "'s-Hertogenbosch", "Xi’an", "N'Djamena", "São Paulo"])
def test_names_that_news_may_write(name: str) -> None:
    assert is_plausible(name)


@pytest.mark.parametrize(
    "name", ["kars", "KSY", "Карс", "卡爾斯", "Q", "A1", "http://x", "Kars!", "ka er si", "x" * 70]
)
def test_names_that_news_never_writes(name: str) -> None:
    assert not is_plausible(name)


def test_spellings_are_kept_once() -> None:
    assert distinct("Kars", ["Kars", "KARS", "Qars", "qars", "Qárs", "Карс"]) == ["Qars"]


def test_a_name_of_a_greater_place_is_dropped_unless_it_is_a_spelling() -> None:
    owners = {"paris": 0.8, "burkeville": 0.9}
    shared = Counter({"paris": 1, "stepanakert": 1, "burkeville": 1, "el centro": 9})
    names = ["Paris", "Burkeville", "Stepanakert", "El Centro"]
    assert without_collisions("Burkevile", 0.2, names, shared, owners) == ["Burkeville", "Stepanakert"]
    assert is_variant("marrakech", "marrakesh")
    assert not is_variant("kadirli", "kars")


@pytest.mark.parametrize(
    ("key", "short"),
    [
        ("kars province", "kars"),
        ("republic of crimea", "crimea"),
        ("autonomous republic of crimea", "crimea"),
        ("donetsk oblast", "donetsk"),
        ("northern province", ""),
        ("kars", ""),
        ("northern territory", ""),
        ("state of georgia", "georgia"),
    ],
)
def test_short_names_of_divisions(key: str, short: str) -> None:
    assert short_key(key) == short


def test_prominence_grows_with_people_and_rank() -> None:
    assert prominence("PPL", 500) < prominence("PPL", 50_000) < prominence("PPL", 5_000_000)
    assert prominence("PPL", 100_000) < prominence("PPLA", 100_000) < prominence("PPLC", 100_000)
    assert prominence("PCLI", 10_000) > prominence("PPLC", 20_000_000)
    for code in ("PCLI", "ADM1", "ADM2", "PPLC", "PPLA", "PPL", "PPLX", "PPLH", ""):
        for population in (0, 1, 1000, 10**10):
            assert 0 <= prominence(code, population) <= 1


def test_there_are_some_hundreds_of_regions_each_with_a_name_of_its_own() -> None:
    regions = load_regions()
    assert len(regions) >= 150
    assert len({region.name for region in regions}) == len(regions)
    contested = [region for region in regions if region.kind == "contested territory"]
    assert len(contested) >= 20
    for region in contested:
        assert region.sovereignty is not None, region.slug


def states() -> list[tuple[str, SovereigntySpec | EarlierSovereignty]]:
    entries = [(region.slug, region.sovereignty, region.earlier) for region in load_regions()]
    entries += [(entry.place, entry.sovereignty, entry.earlier) for entry in curated.load_corrections()]
    return [(key, state) for key, present, earlier in entries for state in (present, *earlier) if state]


def test_a_source_confirms_what_the_entry_says() -> None:
    for key, state in states():
        for fact in state.source.confirms if state.source else ():
            assert getattr(state, fact), (key, fact)
    for region in load_regions():
        for fact in region.source.confirms if region.source else ():
            assert getattr(region, fact), (region.slug, fact)


def test_the_sources_tell_how_much_was_checked() -> None:
    every = [state for _, state in states()]
    facts = Counter(fact for state in every if state.source for fact in state.source.confirms)
    dated = [region for region in load_regions() if region.valid_from or region.valid_to]
    told = " ".join(data_file("SOURCES.md").read_text(encoding="utf-8").split())
    assert f"{sum(state.source is not None for state in every)} of the {len(every)} states of sovereignty" in told
    assert f"{sum(region.source is not None for region in dated)} of the {len(dated)} entries" in told
    assert f"`since` is borne out for {facts['since']} states, `governs` for {facts['governs']}" in told
    assert f"`claims` for {facts['claims']}." in told


def test_every_code_in_a_shape_exists(gazetteer: Gazetteer) -> None:
    table = read_table(data_file("gazetteer", "divisions.xz"))
    known = {iso for iso, level in zip(table["iso"], table["level"], strict=True) if level == "1"}
    known |= {country.code for country in gazetteer.countries()}
    # These governorates stand in the boundaries; GeoNames counts them under the Kurdistan Region.
    known |= {"IQ-AR", "IQ-DA", "IQ-SU"}
    for region in load_regions():
        for code in (*region.shape.union, *region.shape.minus, *region.shape.clip, *region.countries):
            assert code in known, f"{region.slug}: {code}"


def test_every_region_is_found_by_each_of_its_names(gazetteer: Gazetteer) -> None:
    lost = [
        (region.slug, name)
        for region in load_regions()
        for name in (region.name, *region.aliases)
        if region.id not in [candidate.place.id for candidate in gazetteer.lookup(name)]
    ]
    assert lost == []


def test_labels_lie_near_hand_made_shapes() -> None:
    for region in load_regions():
        ring = region.shape.polygon or region.shape.line
        if region.label and ring and not region.shape.union:
            lon, lat = region.label
            assert min(x for x, _ in ring) - 1 <= lon <= max(x for x, _ in ring) + 1, region.slug
            assert min(y for _, y in ring) - 1 <= lat <= max(y for _, y in ring) + 1, region.slug


GOOD = {"slug": "x", "name": "Xland", "kind": "region", "shape": {"union": ["TR"]}}


@pytest.mark.parametrize(
    "change",
    [
        {"slug": "Not A Slug"},
        {"kind": "planet"},
        {"shape": {}},
        {"shape": {"union": ["Turkey"]}},
        {"shape": {"box": [10, 20, 5, 10]}},
        {"shape": {"polygon": [[0, 0], [1, 1]]}},
        {"shape": {"point": [200, 0]}},
        {"shape": {"point": [0, 0], "buffer_km": -1}},
        {"shape": {"marine": "Some Sea"}},
        {"valid_from": "last year"},
        {"prominence": 2},
        {"colour": "red"},
        {"countries": ["TUR"]},
        {"wikidata": "43"},
        {"source": {"page": "a book", "confirms": ["valid_to"]}},
        {"source": {"page": "https://example.org/", "confirms": []}},
        {"source": {"page": "https://example.org/", "confirms": ["colour"]}},
    ],
)
def test_a_wrong_region_is_refused(change: dict[str, object]) -> None:
    assert CuratedRegion.model_validate(GOOD).id == "geomap:x"
    with pytest.raises(ValidationError):
        CuratedRegion.model_validate(GOOD | change)


def test_a_correction_needs_a_place() -> None:
    with pytest.raises(ValidationError):
        PlaceCorrection.model_validate({"place": "Turkey"})
    assert ShapeSpec.model_validate({"marine": "Black Sea"}).marine == "Black Sea"


def test_a_wrong_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "regions.toml"
    monkeypatch.setattr(curated, "data_file", lambda *_: path)
    load = curated.load_regions.__wrapped__
    path.write_text(
        '[[region]]\nslug = "a"\nname = "Aland"\nkind = "region"\nshape = { union = ["XX1"] }\n', encoding="utf-8"
    )
    with pytest.raises(DataError, match="entry 1"):
        load()
    entry = '[[region]]\nslug = "a"\nname = "Aland"\nkind = "region"\nshape = { union = ["TR"] }\n'
    path.write_text(entry * 2, encoding="utf-8")
    with pytest.raises(DataError, match="said twice: a"):
        load()
    path.write_text("[[province]]\n", encoding="utf-8")
    with pytest.raises(DataError, match="expected"):
        load()
    path.write_text("[[region\n", encoding="utf-8")
    with pytest.raises(DataError, match="cannot be read"):
        load()


def test_the_curated_files_are_toml_that_python_reads() -> None:
    for name in ("regions.toml", "places.toml"):
        assert tomllib.loads(data_file("curated", name).read_text(encoding="utf-8"))
