"""A refresh against a server that behaves, and one that does not: nothing lost, nothing wrong recorded."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from geocoding_loopback import Reply, place

from geomap.errors import GeocodingError, UsageError
from geomap.geocoding.client import Client, UnansweredError
from geomap.geocoding.outcomes import Change
from geomap.geocoding.plan import Reason, Scope
from geomap.geocoding.planning import make_plan
from geomap.geocoding.providers import find_provider, load_providers
from geomap.geocoding.records import AnswerStatus, make_key
from geomap.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geocoding_loopback import Loopback

    from geomap.geocoding import Answers
    from geomap.geocoding.outcomes import Outcome
    from geomap.geocoding.refresh import Refresh


def carry_out(refresh: Refresh, answers: Answers, scope: Scope) -> list[Outcome]:
    return list(refresh.run(make_plan(answers, "nominatim", scope)))


def test_found_and_not_found_are_recorded_as_they_are(
    server: Loopback, answers: Answers, refreshing: Callable[..., Refresh]
) -> None:
    server.known = {"Kars": [place(), place("Kars Province", 9, osm_type="relation")]}
    answers.want("Kars")
    answers.want("Qwxyz")
    outcomes = carry_out(refreshing(), answers, Scope(missing=True))
    assert {outcome.task.name: outcome.change for outcome in outcomes} == {"Kars": Change.NEW, "Qwxyz": Change.UNKNOWN}
    (kars,) = answers.find("Kars")
    first, second = kars.places
    assert (first.place.id, second.place.id) == ("osm:node/26", "osm:relation/9")
    assert (first.place.country, first.place.admin1, first.place.population) == ("TR", "TR-36", 91450)
    assert (first.place.feature_class, first.place.feature_code, first.place.wikidata) == ("P", "PPL", "Q483173")
    assert first.bbox == (42.9, 40.5, 43.2, 40.7)
    assert kars.reply is not None
    assert json.loads(kars.reply.raw)[0]["osm_id"] == 26
    assert kars.reply.licence == "ODbL 1.0"
    assert answers.find("Qwxyz")[0].status is AnswerStatus.NOT_FOUND
    assert server.seen[0].query["format"] == "json"
    assert server.seen[0].headers["User-Agent"].startswith("geomap/")
    assert carry_out(refreshing(), answers, Scope()) == []


BAD = {
    "500": (Reply(status=500), "server"),
    "502": (Reply(b"<html>Bad gateway</html>", status=502), "server"),
    "503": (Reply(status=503), "server"),
    "time-out": (Reply([place()], delay_s=5), "timeout"),
    "slow drip": (Reply([place()], drip_s=0.3), "timeout"),
    "slow drip of the head": (Reply(drip_s=0.3, drip_head=True), "timeout"),
    "broken off": (Reply([place()], cut=10), "unreachable"),
    "broken JSON": (Reply(b'[{"lat": "40.6", "lon"'), "malformed"),
    "HTML with status 200": (Reply(b"<html>Please log in to the hotel's network</html>"), "malformed"),
    "empty body": (Reply(b""), "malformed"),
    "null": (Reply(b"null"), "malformed"),
    "an object": (Reply({}), "malformed"),
    "an object of places": (Reply(place()), "malformed"),
    "a number": (Reply(b"42"), "malformed"),
    "text": (Reply(b'"Kars"'), "malformed"),
    "false": (Reply(b"false"), "malformed"),
    "a list of text": (Reply(["Kars"]), "malformed"),
    "a list of null": (Reply([None]), "malformed"),
    "an error as JSON": (Reply({"error": "database is down"}), "bad_request"),
    "a bad request": (Reply({"error": "nothing to search for"}, status=400), "bad_request"),
    "no coordinates": (Reply([place(lat=None)]), "malformed"),
    "coordinates in words": (Reply([place(lat="north")]), "malformed"),
    "off the globe": (Reply([place(lat="95.0")]), "malformed"),
    "not a number": (Reply(b'[{"lat": NaN, "lon": 1, "display_name": "x"}]'), "malformed"),
    "nan as text": (Reply([place(lat="nan")]), "malformed"),
    "osm_id as text": (Reply([place(osm_id="many")]), "malformed"),
    "a wrong osm_type": (Reply([place(osm_type="galaxy")]), "malformed"),
    "address as list": (Reply([place(address=["Kars"])]), "malformed"),
    "name as object": (Reply([place(name={"en": "Kars"})]), "malformed"),
    "one good and one bad": (Reply([place(), place(lat="?")]), "malformed"),
    "latin-1 bytes": (Reply('[{"name": "Iğdır"}]'.encode("latin-1", "replace") + b"\xff"), "malformed"),
    "unknown charset": (Reply([place()], headers={"Content-Type": "application/json; charset=klingon"}), "malformed"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_answers_are_failures_and_nothing_else(
    case: str, server: Loopback, answers: Answers, refreshing: Callable[..., Refresh]
) -> None:
    reply, kind = BAD[case]
    server.otherwise = reply
    refresh = refreshing(max_attempts=1)
    refresh.client.geocoder.timeout = 0.5
    (outcome,) = carry_out(refresh, answers, Scope(names=("Kars",)))
    (answer,) = answers.find("Kars")
    assert (outcome.change, answer.status, answer.places) == (Change.FAILING, AnswerStatus.FAILED, ())
    assert answer.failure is not None
    assert answer.failure.kind == kind
    assert answer.failure.due_at is not None
    assert answer.failure.failed_at is not None
    assert timedelta(minutes=50) < answer.failure.due_at - answer.failure.failed_at < timedelta(minutes=70)


@pytest.mark.parametrize("case", BAD)
def test_bad_answers_leave_good_ones_in_place(
    case: str, server: Loopback, answers: Answers, refreshing: Callable[..., Refresh]
) -> None:
    server.known = {"Kars": [place()]}
    carry_out(refreshing(), answers, Scope(names=("Kars",)))
    before = answers.find("Kars")[0]
    server.otherwise = BAD[case][0]
    refresh = refreshing(max_attempts=1)
    refresh.client.geocoder.timeout = 0.5
    carry_out(refresh, answers, Scope(names=("Kars",)))
    after = answers.find("Kars")[0]
    assert (after.reply, after.retrieved_at, after.status) == (before.reply, before.retrieved_at, AnswerStatus.FOUND)
    assert after.failure is not None


@pytest.mark.parametrize("bad", [Reply(status=500), Reply(status=503), Reply([place()], cut=5)])
def test_what_passes_is_asked_again_with_growing_jittered_waits(
    bad: Reply, server: Loopback, answers: Answers, refreshing: Callable[..., Refresh], slept: list[float]
) -> None:
    server.known = {"Kars": [place()]}
    server.play("Kars", bad, bad, bad)
    (outcome,) = carry_out(refreshing(), answers, Scope(names=("Kars",)))
    assert outcome.change is Change.NEW
    assert server.asked("Kars") == 4
    assert answers.find("Kars")[0].failure is None
    waits = [seconds for seconds in slept if seconds >= 0.1]
    assert len(waits) == 3
    assert all(seconds <= 2.0 ** (number + 1) for number, seconds in enumerate(waits))


def test_retry_after_in_seconds_is_waited_out_and_no_longer(
    server: Loopback, answers: Answers, refreshing: Callable[..., Refresh], slept: list[float]
) -> None:
    server.known = {"Kars": [place()]}
    server.play("Kars", Reply(status=429, headers={"Retry-After": "30"}))
    (outcome,) = carry_out(refreshing(), answers, Scope(names=("Kars",)))
    assert outcome.change is Change.NEW
    assert 29 <= sum(slept) <= 31


def test_retry_after_as_a_date_is_understood(
    server: Loopback, answers: Answers, refreshing: Callable[..., Refresh], slept: list[float]
) -> None:
    server.known = {"Kars": [place()]}
    when = datetime.now(UTC) + timedelta(seconds=60)
    server.play("Kars", Reply(status=503, headers={"Retry-After": when.strftime("%a, %d %b %Y %H:%M:%S GMT")}))
    (outcome,) = carry_out(refreshing(), answers, Scope(names=("Kars",)))
    assert outcome.change is Change.NEW
    assert 55 <= sum(slept) <= 61


def test_a_long_retry_after_ends_the_run_kindly_and_binds_the_next(
    server: Loopback, answers: Answers, refreshing: Callable[..., Refresh]
) -> None:
    server.known = {"Ani": [place("Ani", 3)], "Kars": [place()]}
    server.play("Kars", Reply(status=429, headers={"Retry-After": "3600"}))
    for name in ("Ani", "Kars", "Van"):
        answers.want(name)
    refresh = refreshing()
    outcomes = carry_out(refresh, answers, Scope())
    assert [outcome.task.name for outcome in outcomes] == ["Ani"]
    assert "asked to wait" in refresh.stopped
    assert refresh.left == 2
    assert len(server.seen) == 2
    again = refreshing()
    assert carry_out(again, answers, Scope()) == []
    assert len(server.seen) == 2
    again.pace.unblock()
    assert {outcome.task.name: outcome.change for outcome in carry_out(again, answers, Scope())} == {
        "Kars": Change.NEW,
        "Van": Change.UNKNOWN,
    }


@pytest.mark.parametrize(("status", "kind"), [(401, "key"), (403, "refused"), (402, "quota"), (407, "key")])
def test_a_refusal_opens_the_circuit_at_once(
    status: int, kind: str, server: Loopback, answers: Answers, refreshing: Callable[..., Refresh]
) -> None:
    server.otherwise = Reply({"message": "no"}, status=status)
    for name in ("Ani", "Kars", "Van"):
        answers.want(name)
    refresh = refreshing()
    outcomes = carry_out(refresh, answers, Scope())
    assert [outcome.change for outcome in outcomes] == [Change.FAILING]
    assert answers.find("Ani")[0].failure is not None
    assert answers.find("Ani")[0].failure.kind == kind  # type: ignore[union-attr]
    assert (len(server.seen), refresh.left) == (1, 2)
    assert "refuses to answer" in refresh.stopped
    again = refreshing()
    assert carry_out(again, answers, Scope()) == []
    assert (len(server.seen), again.left) == (1, 3)


def test_a_redirect_is_not_followed(server: Loopback, answers: Answers, refreshing: Callable[..., Refresh]) -> None:
    server.otherwise = Reply(status=302, headers={"Location": f"{server.url}/elsewhere?key=1"})
    refresh = refreshing()
    carry_out(refresh, answers, Scope(names=("Kars", "Van")))
    assert len(server.seen) == 1
    assert "redirects (302) to 127.0.0.1" in refresh.stopped
    assert answers.find("Kars")[0].status is AnswerStatus.FAILED


def test_a_service_that_is_down_is_left_alone(
    server: Loopback, answers: Answers, refreshing: Callable[..., Refresh]
) -> None:
    server.otherwise = Reply(status=500)
    for number in range(20):
        answers.want(f"Place {number}")
    refresh = refreshing(max_attempts=2)
    outcomes = carry_out(refresh, answers, Scope())
    assert len(outcomes) == 5
    assert len(server.seen) == 10
    assert "seems down" in refresh.stopped
    assert refresh.left == 15


def test_nobody_listening_is_a_failure(server: Loopback, answers: Answers, refreshing: Callable[..., Refresh]) -> None:
    refresh = refreshing(max_attempts=2)
    server.shutdown()
    server.server_close()
    (outcome,) = carry_out(refresh, answers, Scope(names=("Kars",)))
    assert outcome.detail.startswith("unreachable")


def test_a_question_waits_longer_each_time_it_fails(
    server: Loopback, answers: Answers, refreshing: Callable[..., Refresh]
) -> None:
    server.otherwise = Reply(b"{")
    gaps = []
    for _ in range(4):
        refresh = refreshing(max_attempts=1)
        carry_out(refresh, answers, Scope(names=("Kars",)))
        failure = answers.find("Kars")[0].failure
        assert failure is not None
        assert failure.due_at is not None
        assert failure.failed_at is not None
        gaps.append((failure.due_at - failure.failed_at) / timedelta(hours=1))
    assert gaps == pytest.approx([1, 4, 16, 64], rel=0.11)
    assert make_plan(answers, "nominatim", Scope()).later == 1


def test_another_process_answered_meanwhile(
    server: Loopback, answers: Answers, refreshing: Callable[..., Refresh]
) -> None:
    server.known = {"Kars": [place()]}
    answers.want("Kars")
    plan = make_plan(answers, "nominatim", Scope())
    assert [outcome.change for outcome in refreshing().run(plan)] == [Change.NEW]
    assert [outcome.change for outcome in refreshing().run(plan)] == [Change.ELSEWHERE]
    assert server.asked("Kars") == 1


def test_a_claim_of_a_living_process_is_respected_and_of_a_dead_one_not(
    server: Loopback, answers: Answers, refreshing: Callable[..., Refresh]
) -> None:
    import socket

    def claim(pid: int) -> None:
        with answers.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO claims VALUES ('kars', 'nominatim', '', ?, '2999-01-01T00:00:00.000Z')",
                (f"{socket.gethostname()}:{pid}",),
            )

    claim(1)
    outcomes = carry_out(refreshing(), answers, Scope(names=("Kars",)))
    assert ([outcome.change for outcome in outcomes], len(server.seen)) == ([Change.ELSEWHERE], 0)
    claim(2**22 + 1)  # above Linux's largest process id
    outcomes = carry_out(refreshing(), answers, Scope(names=("Kars",)))
    assert ([outcome.change for outcome in outcomes], len(server.seen)) == ([Change.UNKNOWN], 1)


def test_plan_tells_why_and_how_long(answers: Answers, refreshing: Callable[..., Refresh], server: Loopback) -> None:
    server.known = {name: [place(name, 5)] for name in ("Old", "Fresh")}
    server.play("Bad", Reply(status=400))
    carry_out(refreshing(), answers, Scope(names=("Old", "Nothing", "Bad")))
    for name in ("Newer", "Corrected"):
        answers.want(name)
    later = datetime.now(UTC) + timedelta(days=200)
    answers.record(make_key("Fresh", "nominatim"), "Fresh", answers.find("Old")[0].reply, at=later)  # type: ignore[arg-type]
    plan = make_plan(answers, "nominatim", Scope(), corrected=frozenset({"corrected"}), interval_s=90, at=later)
    assert {(task.name, task.reason) for task in plan.tasks} == {
        ("Newer", Reason.NEW),
        ("Bad", Reason.FAILED),
        ("Old", Reason.OLD),
        ("Nothing", Reason.OLD),
    }
    assert plan.corrected == ("Corrected",)
    text = plan.text()
    assert "4 requests, about 6 min 0 s" in text
    assert "corrected away: Corrected" in text
    limited = make_plan(answers, "nominatim", Scope(limit=1), at=later)
    assert (limited.requests, limited.beyond_limit) == (1, 4)
    assert {task.name for task in make_plan(answers, "nominatim", Scope(missing=True), at=later).tasks} == {
        "Newer",
        "Bad",
        "Corrected",
    }
    aged = make_plan(answers, "nominatim", Scope(older_than=timedelta(days=199)), at=later)
    assert {task.name for task in aged.tasks} == {"Old", "Nothing"}
    abroad = make_plan(answers, "nominatim", Scope(country="AM"), at=later)
    assert abroad.tasks == ()
    at_home = make_plan(answers, "nominatim", Scope(country="TR"), at=later)
    assert {task.name for task in at_home.tasks} == {"Old"}


def test_names_of_articles_are_asked_unless_fresh(
    server: Loopback, answers: Answers, refreshing: Callable[..., Refresh]
) -> None:
    server.known = {"Kars": [place()]}
    carry_out(refreshing(), answers, Scope(names=("Kars",)))
    plan = make_plan(answers, "nominatim", Scope(found_in=("Kars", "Ani", "ANI", "…")))
    assert [task.name for task in plan.tasks] == ["Ani"]
    assert plan.fresh == 1


def test_public_nominatim_demands_user_agent_and_contact() -> None:
    provider = find_provider("nominatim")
    for settings in (
        Settings(),
        Settings(user_agent="my-desk/1.0"),
        Settings(email="me@news.test"),
        Settings(user_agent="my-desk/1.0", email="me@example.com"),
        Settings(user_agent="my-desk/1.0", email="nobody"),
    ):
        with pytest.raises(UsageError, match="who they are") as caught:
            Client(provider, settings)
        assert "GEOMAP_USER_AGENT" in caught.value.remedy
    client = Client(provider, Settings(user_agent="my-desk/1.0", email="me@news.test"))
    assert client.endpoint == "https://nominatim.openstreetmap.org"
    assert client.user_agent.startswith("my-desk/1.0 geomap/")
    assert client.user_agent.endswith("(me@news.test)")


@pytest.mark.parametrize("endpoint", ["ftp://x", "nominatim.test", "http://", "http://x/?a=b", "http://me:pw@x/"])
def test_an_endpoint_that_is_none_is_refused(endpoint: str) -> None:
    with pytest.raises(UsageError):
        Client(find_provider("nominatim"), Settings(endpoint=endpoint))


def test_every_provider_has_a_policy_and_a_geopy_class() -> None:
    from geopy.geocoders import get_geocoder_for_service

    providers = load_providers()
    assert {"nominatim", "photon", "geonames", "pelias", "opencage"} <= set(providers)
    assert all(get_geocoder_for_service(provider.geopy) for provider in providers.values())


def test_providers_that_forbid_recording_are_refused() -> None:
    with pytest.raises(GeocodingError, match="does not allow answers to be recorded"):
        Client(find_provider("GoogleV3"), Settings())


def test_a_geopy_class_without_known_rules_asks_for_them(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not know its rules"):
        find_provider("ArcGIS")
    with pytest.raises(UsageError, match="no geocoder"):
        find_provider("Atlantis")
    own = tmp_path / "own.toml"
    own.write_text(
        '[arcgis]\ngeopy = "ArcGIS"\ntitle = "ArcGIS"\ndomain = "geocode.arcgis.test"\nper_second = 1.0\n'
        'attribution = "Esri"\nlicence = "Esri"\nstorable = true\nanswer = "candidates"\npolicy = "https://x.test"\n',
        encoding="utf-8",
    )
    assert find_provider("ArcGIS", own).per_second == 1.0


def test_a_missing_key_is_named_and_a_present_one_never_shows(
    server: Loopback, settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    provider = find_provider("opencage")
    monkeypatch.delenv("GEOMAP_KEY_OPENCAGE", raising=False)
    with pytest.raises(UsageError, match="needs a key") as caught:
        Client(provider, settings)
    assert "GEOMAP_KEY_OPENCAGE" in caught.value.remedy
    monkeypatch.setenv("GEOMAP_KEY_OPENCAGE", "s3cr3t+key/42")
    caplog.set_level(logging.DEBUG)
    client = Client(provider, settings)
    with pytest.raises(UnansweredError) as failed:
        client.ask("Kars")
    assert server.seen[0].query["key"] == "s3cr3t+key/42"
    told = " ".join([caplog.text, str(failed.value), client.params(), client.endpoint])
    assert "OpenCage.geocode" in caplog.text
    assert "s3cr3t" not in told


PROVIDERS = {
    "photon": (
        {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "geometry": {"type": "Point", "coordinates": [43.0975, 40.6085]},
                    "properties": {
                        "osm_type": "N", "osm_id": 26, "osm_key": "place", "osm_value": "city", "name": "Kars",
                        "countrycode": "TR", "country": "Turkey", "type": "city",
                    },
                }
            ],
        },
        ("osm:node/26", "P", "PPL", "TR", ""),
        {"type": "FeatureCollection", "features": []},
    ),
    "geonames": (
        {
            "totalResultsCount": 1,
            "geonames": [
                {
                    "geonameId": 743952, "name": "Kars", "lat": "40.6085", "lng": "43.0975", "fcl": "P",
                    "fcode": "PPLA", "countryCode": "TR", "adminCode1": "84", "adminCodes1": {"ISO3166_2": "36"},
                    "population": 91450, "adminName1": "Kars", "countryName": "Turkey",
                }
            ],
        },
        ("geonames:743952", "P", "PPLA", "TR", "TR-36"),
        {"totalResultsCount": 0, "geonames": []},
    ),
    "pelias": (
        {
            "features": [
                {
                    "geometry": {"type": "Point", "coordinates": [43.0975, 40.6085]},
                    "properties": {
                        "gid": "whosonfirst:locality:101752341", "layer": "locality", "name": "Kars",
                        "country_code": "TR", "label": "Kars, Turkey",
                    },
                }
            ]
        },
        ("pelias:whosonfirst:locality:101752341", "P", "PPL", "TR", ""),
        {"features": []},
    ),
    "opencage": (
        {
            "status": {"code": 200, "message": "OK"},
            "results": [
                {
                    "formatted": "Kars, Turkey",
                    "geometry": {"lat": 40.6085, "lng": 43.0975},
                    "components": {
                        "ISO_3166-1_alpha-2": "TR", "ISO_3166-2": ["TR-36"], "_type": "city", "city": "Kars",
                    },
                }
            ],
        },
        ("opencage:Kars, Turkey", "P", "PPL", "TR", "TR-36"),
        {"status": {"code": 200, "message": "OK"}, "results": []},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PROVIDERS)
def test_each_provider_is_read_through_geopy(
    name: str, server: Loopback, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, expected, empty = PROVIDERS[name]
    for provider in load_providers().values():
        if provider.key_env:
            monkeypatch.setenv(provider.key_env, "k")
    client = Client(find_provider(name), replace(settings, geocoder=name))
    server.otherwise = Reply(good)
    (found,) = client.ask("Kars").places
    place_ = found.place
    assert (place_.id, place_.feature_class, place_.feature_code, place_.country, place_.admin1) == expected
    assert (place_.lon, place_.lat, place_.source) == (43.0975, 40.6085, name)
    server.otherwise = Reply(empty)
    assert client.ask("Qwxyz").status is AnswerStatus.NOT_FOUND
    for nonsense in ({}, [], None, b"null", {next(iter(good)): 3}):
        server.otherwise = Reply(nonsense if nonsense is not None else b"[1]")
        with pytest.raises(UnansweredError):
            client.ask("Kars")


def test_a_country_bounds_the_question(server: Loopback, answers: Answers, refreshing: Callable[..., Refresh]) -> None:
    answers.want("Tripoli", country="lb")
    carry_out(refreshing(), answers, Scope())
    assert server.seen[0].query["countrycodes"] == "lb"
    (answer,) = answers.find("Tripoli")
    assert answer.key.context == "country=LB"
    assert answer.reply is not None
    assert '"country_codes":"lb"' in answer.reply.params
