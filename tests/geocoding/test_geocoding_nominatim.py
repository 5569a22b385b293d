"""The whole refresh against a real Nominatim: asked, recorded, read offline, changed, checked by id, held, accepted."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from nominatim_server import INSTALL, REGION, Server, missing, real_nominatim

from geomap.cli import main
from geomap.geocoding import RecordedGazetteer, open_answers
from geomap.geocoding.records import AnswerStatus, now, to_text

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.nominatim


@pytest.fixture(scope="module")
def nominatim() -> Iterator[Server]:
    lacking = missing()
    if lacking and os.environ.get("CI") != "true":
        pytest.skip(f"{lacking} not installed; run {INSTALL}")
    assert not lacking, f"{lacking} not installed; run {INSTALL}"
    with tempfile.TemporaryDirectory(prefix="geomap-nominatim-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)  # the database may run as another user
        with real_nominatim(folder) as server:
            server.load(REGION.read_text(encoding="utf-8"))
            yield server


def geomap(*arguments: str) -> Any:
    return CliRunner().invoke(main, ["geocode", *arguments])


def later() -> str:
    """Return the region after a year of mapping: the city 60 m off, the village gone, the castle 11 km off."""
    region = REGION.read_text(encoding="utf-8")
    start, end = region.index('  <node id="2"'), region.index('  <node id="3"')
    region = region[:start] + region[end:]
    region = region.replace('lat="40.6085" lon="43.0975"', 'lat="40.6090" lon="43.0980"')
    return region.replace('lat="40.6140" lon="43.0920"', 'lat="40.7140" lon="43.0920"')


def test_a_refresh_from_first_question_to_accepted_move(
    nominatim: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "geomap.toml").write_text(
        f'answers = "answers.sqlite"\ncache_dir = "cache"\nendpoint = "{nominatim.url}"\nrequests_per_second = 20.0\n',
        encoding="utf-8",
    )
    with open_answers(tmp_path / "answers.sqlite") as answers:
        for name in ("Kars", "Ani", "Kars Kalesi", "Atlantis"):
            answers.want(name, "doc-1")
    first = geomap("refresh", "--missing", "--json")
    assert first.exit_code == 0, first.output
    assert json.loads(first.stdout)["counts"] == {"new": 3, "unknown": 1}

    with open_answers(tmp_path / "answers.sqlite") as answers:
        gazetteer = RecordedGazetteer(answers)
        kars = {candidate.place.id: candidate.place for candidate in gazetteer.lookup("KARS")}
        city, province = kars["osm:node/1"], kars["osm:relation/31"]
        assert (city.lon, city.lat, city.population, city.wikidata) == (43.0975, 40.6085, 91450, "Q483173")
        assert (city.feature_class, city.feature_code, city.country, city.admin1) == ("P", "PPL", "TR", "TR-36")
        assert (province.name, province.feature_class, province.feature_code) == ("Kars Province", "A", "ADM1")
        assert gazetteer.lookup("Ani")[0].place.name == "Ocaklı"
        assert answers.find("Atlantis")[0].status is AnswerStatus.NOT_FOUND
        (recorded,) = answers.find("Kars Kalesi")
        assert recorded.places[0].place.feature_class in {"S", ""}
        with answers.writing() as connection:  # a year and more goes by
            before = to_text(now().replace(year=now().year - 2))
            connection.execute("UPDATE answers SET checked_at = ?, retrieved_at = ?", (before, before))

    nominatim.load(later())
    plan = geomap("refresh", "--dry-run").output
    assert "4 names, 2 requests" in plan
    second = geomap("refresh", "--json", "--map", "before-after.html")
    assert second.exit_code == 0, second.output
    told = {outcome["name"]: outcome for outcome in json.loads(second.stdout)["outcomes"]}
    assert {name: (one["change"], one["held"]) for name, one in told.items()} == {
        "Kars": ("unchanged", False),  # the province comes first, and stays
        "Ani": ("vanished", True),
        "Kars Kalesi": ("moved", True),
        "Atlantis": ("unchanged", False),
    }
    assert 11_000 < told["Kars Kalesi"]["metres"] < 11_300  # a tenth of a degree of latitude
    assert "<svg" in (tmp_path / "before-after.html").read_text(encoding="utf-8")
    with open_answers(tmp_path / "answers.sqlite") as answers:
        assert RecordedGazetteer(answers).lookup("Ani")[0].place.name == "Ocaklı"
        moved = {candidate.place.id: candidate.place for candidate in RecordedGazetteer(answers).lookup("Kars")}
        assert (moved["osm:node/1"].lon, moved["osm:node/1"].lat) == (43.098, 40.609)

    assert geomap("refresh", "--accept").output.count("accepted") == 2
    with open_answers(tmp_path / "answers.sqlite") as answers:
        assert RecordedGazetteer(answers).lookup("Ani") == ()
        assert RecordedGazetteer(answers).lookup("Kars Kalesi")[0].place.lat == 40.714
        assert geomap("status").exit_code == 0
