"""What a refresh says has changed, what it holds back, and how it goes on after being cut off."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from geocoding_loopback import Reply, place
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import box, shape

from geomap.geocoding.held import accept, held
from geomap.geocoding.outcomes import Change, distance_m
from geomap.geocoding.picture import before_and_after
from geomap.geocoding.plan import Scope
from geomap.geocoding.planning import make_plan
from geomap.geocoding.records import AnswerStatus, to_text
from geomap.geocoding.report import Report
from geomap.geocoding.runs import begin, finish, outcome_line, outcome_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from geocoding_loopback import Loopback

    from geomap.geocoding import Answers
    from geomap.geocoding.outcomes import Outcome
    from geomap.geocoding.refresh import Refresh

    Make = Callable[..., Refresh]


def ask(refresh: Refresh, answers: Answers, *names: str) -> dict[str, Outcome]:
    plan = make_plan(answers, "nominatim", Scope(names=names))
    return {outcome.task.name: outcome for outcome in refresh.run(plan)}


@pytest.fixture
def changed(server: Loopback, answers: Answers, refreshing: Make) -> dict[str, Outcome]:
    """Return the outcomes of a refresh in which every name met its own fate."""
    names = ("Still", "Near", "Far", "Abroad", "Other", "Gone", "Back", "Bad")
    server.known = {name: [place(name, number)] for number, name in enumerate(names, start=1) if name != "Back"}
    ask(refreshing(), answers, *names)
    server.known |= {
        "Near": [place("Near", 2, lat=40.6090)],
        "Far": [place("Far", 3, lat=41.6085)],
        "Abroad": [place("Abroad", 4, address={"country_code": "am"})],
        "Other": [place("Other", 5, address={"country_code": "tr", "ISO3166-2-lvl4": "TR-04"})],
        "Gone": [],
        "Back": [place("Back", 7)],
        "New": [place("New", 9)],
    }
    server.play("Bad", Reply(status=400))
    return ask(refreshing(), answers, *names, "New")


def test_every_kind_of_change_is_told_apart(changed: dict[str, Outcome]) -> None:
    assert {name: outcome.change.value for name, outcome in changed.items()} == {
        "Still": "unchanged",
        "Near": "moved",
        "Far": "moved",
        "Abroad": "reassigned",
        "Other": "reassigned",
        "Gone": "vanished",
        "Back": "new",
        "Bad": "failing",
        "New": "new",
    }
    assert changed["Near"].metres == pytest.approx(55.6, abs=0.2)  # 0.0005 degrees of latitude
    assert changed["Far"].metres == pytest.approx(111_195, abs=5)  # one degree on the mean sphere
    assert (changed["Abroad"].detail, changed["Other"].detail) == ("TR → AM", "TR-36 → TR-04")


def test_far_moves_wait_for_a_person(changed: dict[str, Outcome], answers: Answers) -> None:
    assert {name for name, outcome in changed.items() if outcome.held} == {"Far", "Abroad", "Other", "Gone"}
    assert answers.find("Near")[0].places[0].place.lat == 40.6090
    assert answers.find("Far")[0].places[0].place.lat == 40.6085
    assert answers.find("Gone")[0].status is AnswerStatus.FOUND
    assert [item.name for item in held(answers)] == ["Abroad", "Far", "Gone", "Other"]
    assert [item.name for item in accept(answers, ["far"])] == ["Far"]
    assert answers.find("Far")[0].places[0].place.lat == 41.6085
    accept(answers)
    assert answers.find("Gone")[0].status is AnswerStatus.NOT_FOUND
    assert answers.find("Abroad")[0].places[0].place.country == "AM"
    assert held(answers) == ()


def test_what_is_held_counts_as_asked(changed: dict[str, Outcome], answers: Answers) -> None:
    assert changed
    assert make_plan(answers, "nominatim", Scope()).tasks == ()


def test_a_move_taken_back_is_no_longer_held(
    changed: dict[str, Outcome], server: Loopback, answers: Answers, refreshing: Make
) -> None:
    assert changed
    server.known["Far"] = [place("Far", 3)]
    assert ask(refreshing(), answers, "Far")["Far"].change is Change.UNCHANGED
    assert "Far" not in [item.name for item in held(answers)]


def test_the_report_as_text_json_and_geojson(changed: dict[str, Outcome]) -> None:
    report = Report("nominatim", tuple(changed.values()), "© OpenStreetMap contributors")
    text = report.text()
    assert "2  new: Back, New" in text
    assert "Far by 111,195 m — held" in text
    assert "Abroad (TR → AM) — held" in text
    assert "Bad (bad_request: HTTP 400)" in text
    assert "4 held" in text
    assert not report.clean
    told = json.loads(report.json())
    assert told["counts"]["moved"] == 2
    assert told["outcomes"][2]["before"]["lat"] == 40.6085
    points = report.geojson()
    kinds = [feature["properties"]["when"] for feature in points["features"]]
    assert (kinds.count("before"), kinds.count("after"), kinds.count("moved")) == (6, 7, 2)
    assert all(shape(feature["geometry"]).is_valid for feature in points["features"])


def test_outcomes_survive_the_store(changed: dict[str, Outcome]) -> None:
    for outcome in changed.values():
        again = outcome_of(json.loads(json.dumps(outcome_line(outcome))))
        assert outcome_line(again) == outcome_line(outcome)
        assert (again.before is None) == (outcome.before is None)


def test_the_picture_is_sealed_and_escapes_names(server: Loopback, answers: Answers, refreshing: Make) -> None:
    evil = "<script>alert(1)</script> & “Kars”"
    server.known = {evil: [place(evil)], "Far": [place("Far", 3)]}
    ask(refreshing(), answers, "Far")
    server.known["Far"] = [place("Far", 3, lat=42)]
    outcomes = ask(refreshing(), answers, "Far", evil)
    page = before_and_after(Report("nominatim", tuple(outcomes.values()), "© OSM"), [box(40, 35, 46, 43)])
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "default-src 'none'" in page
    assert "http" not in page.replace("http-equiv", "")
    assert page.count("<circle") == 3
    assert 'class="land" d="M' in page
    empty = before_and_after(Report("nominatim", ()), [])
    assert "No place is new" in empty


@settings(deadline=None)
@given(st.floats(-180, 180), st.floats(-90, 90), st.floats(-180, 180), st.floats(-90, 90))
def test_distance_is_a_distance(lon1: float, lat1: float, lon2: float, lat2: float) -> None:
    there = distance_m(lon1, lat1, lon2, lat2)
    assert 0 <= there <= 20_015_200
    assert there == pytest.approx(distance_m(lon2, lat2, lon1, lat1), abs=0.01)
    assert distance_m(lon1, lat1, lon1, lat1) == 0


def test_distance_is_geographic() -> None:
    pyproj = pytest.importorskip("pyproj")
    sphere = pyproj.Geod(a=6_371_008.8, b=6_371_008.8)
    for ends in ((43.1, 40.6, 44.5, 40.2), (179.9, -16.5, -179.9, -16.6), (0, 90, 10, -90)):
        assert distance_m(*ends) == pytest.approx(sphere.inv(*ends)[2], abs=0.1)


def test_a_line_across_the_antimeridian_is_cut(server: Loopback, answers: Answers, refreshing: Make) -> None:
    server.known = {"Taveuni": [place("Taveuni", 5, lat=-16.8, lon=179.9)]}
    ask(refreshing(), answers, "Taveuni")
    server.known = {"Taveuni": [place("Taveuni", 5, lat=-16.9, lon=-179.9)]}
    outcomes = ask(refreshing(), answers, "Taveuni")
    assert outcomes["Taveuni"].metres < 30_000
    line = Report("nominatim", tuple(outcomes.values())).geojson()["features"][-1]["geometry"]
    assert line["type"] == "MultiLineString"
    assert shape(line).length < 1


def test_a_run_cut_off_goes_on_and_reports_as_a_whole(server: Loopback, answers: Answers, refreshing: Make) -> None:
    server.known = {name: [place(name, 5)] for name in ("A1", "B1", "C1", "D1")}
    scope = Scope(names=("A1", "B1", "C1", "D1"))
    run = begin(answers, make_plan(answers, "nominatim", scope), scope)
    cut = refreshing(run_id=run.id).run(run.plan)
    next(cut)
    next(cut)  # and here the process dies
    again = begin(answers, make_plan(answers, "nominatim", scope), scope)
    assert again.id == run.id
    assert [outcome.task.name for outcome in again.done] == ["A1", "B1"]
    assert [task.name for task in again.plan.tasks] == ["C1", "D1"]
    assert [outcome.change for outcome in refreshing(run_id=again.id).run(again.plan)] == [Change.NEW, Change.NEW]
    finish(answers, again.id)
    assert [server.asked(name) for name in ("A1", "B1", "C1", "D1")] == [1, 1, 1, 1]
    fresh = begin(answers, make_plan(answers, "nominatim", scope), scope)
    assert (fresh.id != run.id, len(fresh.plan.tasks), fresh.done) == (True, 4, ())
    other = Scope(names=("A1",))
    assert begin(answers, make_plan(answers, "nominatim", other), other).id not in (run.id, fresh.id)


def test_a_question_that_failed_in_a_run_is_asked_when_it_goes_on(
    server: Loopback, answers: Answers, refreshing: Make
) -> None:
    server.known = {"A1": [place("A1", 5)]}
    server.play("A1", Reply(status=400))
    scope = Scope(names=("A1", "B1"))
    run = begin(answers, make_plan(answers, "nominatim", scope), scope)
    next(refreshing(run_id=run.id).run(run.plan))
    again = begin(answers, make_plan(answers, "nominatim", scope), scope)
    assert [task.name for task in again.plan.tasks] == ["A1", "B1"]
    outcomes = list(refreshing(run_id=again.id).run(again.plan))
    assert [outcome.change for outcome in outcomes] == [Change.NEW, Change.UNKNOWN]


def aged(answers: Answers, days: int = 400) -> None:
    """Let all answers have been checked so many days ago."""
    from datetime import timedelta

    from geomap.geocoding.records import now

    with answers.writing() as connection:
        before = to_text(now() - timedelta(days=days))
        connection.execute("UPDATE answers SET checked_at = ?, retrieved_at = ?", (before, before))


def lookup_reply(*places: dict[str, Any]) -> Callable[[str], Reply]:
    letters = {"node": "N", "way": "W", "relation": "R"}
    known = {f"{letters[one['osm_type']]}{one['osm_id']}": one for one in places}
    return lambda ids: Reply([known[one] for one in ids.split(",") if one in known])


def test_old_answers_are_checked_by_id_fifty_at_once(server: Loopback, answers: Answers, refreshing: Make) -> None:
    names = [f"Place {number:03}" for number in range(1, 121)]
    places = {name: place(name, number, importance=0.3) for number, name in enumerate(names, start=1)}
    server.known = {name: [one] for name, one in places.items()}
    ask(refreshing(), answers, *names, "Nowhere")
    aged(answers)
    server.seen.clear()
    places["Place 002"]["lat"] = "40.6090"
    places["Place 003"]["lat"] = "45"
    gone = places.pop("Place 004")
    server.known["Place 004"] = [{**gone, "osm_id": 9004, "osm_type": "relation"}]
    server.lookup = lookup_reply(*places.values())
    plan = make_plan(answers, "nominatim", Scope(lookup=True))
    assert (len(plan.tasks), plan.requests) == (121, 4)
    assert "121 names, 4 requests" in plan.text()
    outcomes = {outcome.task.name: outcome for outcome in refreshing().run(plan)}
    assert len(outcomes) == 121
    assert {name: one.change.value for name, one in outcomes.items() if one.change is not Change.UNCHANGED} == {
        "Place 002": "moved",
        "Place 003": "moved",
    }
    assert outcomes["Place 003"].held
    paths = [seen.path for seen in server.seen]
    assert (paths.count("/lookup"), paths.count("/search")) == (3, 2)
    assert answers.find("Place 004")[0].places[0].osm_id == 9004
    assert max(len(seen.query.get("osm_ids", "").split(",")) for seen in server.seen) == 50
    assert make_plan(answers, "nominatim", Scope(lookup=True)).tasks == ()


def test_a_server_without_lookup_is_asked_by_name(server: Loopback, answers: Answers, refreshing: Make) -> None:
    server.known = {"Kars": [place()], "Ani": [place("Ani", 3)]}
    ask(refreshing(), answers, "Kars", "Ani")
    aged(answers)
    server.lookup = lambda _: Reply(b"<html>no such page</html>", status=404)
    outcomes = list(refreshing().run(make_plan(answers, "nominatim", Scope(lookup=True))))
    assert [outcome.change for outcome in outcomes] == [Change.UNCHANGED, Change.UNCHANGED]


@pytest.mark.parametrize(
    "reply", [Reply({"error": "x"}), Reply([3]), Reply([place("Else", 77)]), Reply(b"["), Reply([place(lat="?")])]
)
def test_a_lookup_that_answers_nonsense_changes_nothing(
    reply: Reply, server: Loopback, answers: Answers, refreshing: Make
) -> None:
    server.known = {"Kars": [place()]}
    ask(refreshing(), answers, "Kars")
    aged(answers)
    before = answers.find("Kars")[0]
    server.lookup = lambda _: reply
    server.play("Kars", Reply(status=400))
    (outcome,) = refreshing().run(make_plan(answers, "nominatim", Scope(lookup=True)))
    assert outcome.change is Change.FAILING
    assert answers.find("Kars")[0].reply == before.reply


def test_a_lookup_that_fails_fails_its_batch_once(server: Loopback, answers: Answers, refreshing: Make) -> None:
    names = [f"Place {number:03}" for number in range(1, 31)]
    server.known = {name: [place(name, number)] for number, name in enumerate(names, start=1)}
    ask(refreshing(), answers, *names)
    aged(answers)
    server.lookup = lambda _: Reply(status=503)
    refresh = refreshing(max_attempts=2)
    outcomes = list(refresh.run(make_plan(answers, "nominatim", Scope(lookup=True))))
    assert {outcome.change for outcome in outcomes} == {Change.FAILING}
    assert refresh.stopped == ""
    assert all(answer.status is AnswerStatus.FOUND and answer.failure for answer in answers.everything())
