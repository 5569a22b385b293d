"""Corrections: what a person says wins, the file stays the person's, and what has become redundant is told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from shapely.geometry import Point, box

from geomap.cli import main
from geomap.errors import DataError
from geomap.geocoding.correcting import CorrectingResolver
from geomap.geocoding.correcting_events import EventCorrector
from geomap.geocoding.corrections import Corrections, EventCorrection, PlaceCorrection
from geomap.geocoding.corrections_file import add_correction, load_corrections, table
from geomap.model import (
    Actor,
    Annotation,
    Document,
    Event,
    EventType,
    Evidence,
    Mention,
    Place,
    Resolution,
    Source,
    Status,
    WherePrec,
)

if TYPE_CHECKING:
    from pathlib import Path

SIGNED = {"who": "ada", "when": datetime(2026, 3, 1, tzinfo=UTC)}
CITY = Place("geonames:743952", "Kars", 43.0975, 40.6085, "P", "PPLA", "TR", "TR-36")
PROVINCE = Place("geonames:743943", "Kars Province", 43.0, 40.5, "A", "ADM1", "TR", "TR-36")
OUTLINE = box(42, 40, 44, 41)
TEXT = "In Kars and in Kars province, Washington said; the Turkish border was calm."


class Gazetteer:
    def get(self, place_id: str) -> Place | None:
        return {CITY.id: CITY, PROVINCE.id: PROVINCE}.get(place_id)


class Shapes:
    def place(self, place: Place) -> Any:
        return OUTLINE if place.id == PROVINCE.id else None

    def locate(self, lon: float, lat: float) -> tuple[str, str]:
        return ("TR", "TR-36") if OUTLINE.contains(Point(lon, lat)) else ("", "")


@dataclass
class Parsed:
    document: Document


class Resolver:
    """Says the province for every Kars, and leaves Washington unplaced."""

    id = "test/1"

    def resolve(self, parsed: Parsed, mentions: Any) -> tuple[Resolution, ...]:
        del parsed
        return tuple(
            Resolution(mention)
            if mention.surface == "Washington"
            else Resolution(mention, geometry=OUTLINE, relation="border")
            if mention.surface == "the Turkish border"
            else Resolution(mention, PROVINCE, OUTLINE, score=0.6)
            for mention in mentions
        )


def mention(surface: str, query: str = "") -> Mention:
    start = TEXT.index(surface)
    return Mention(start, start + len(surface), surface, query=query)


MENTIONS = (
    mention("Kars"),
    mention("Kars province", "Kars"),
    mention("Washington"),
    mention("the Turkish border", "Kars"),
)
DOC = Document("doc-1", TEXT, source="Daily")


def resolved(corrections: Corrections, document: Document = DOC) -> tuple[CorrectingResolver, tuple[Resolution, ...]]:
    resolver = CorrectingResolver(Resolver(), corrections, Gazetteer(), Shapes())
    return resolver, resolver.resolve(Parsed(document), MENTIONS)


def places(*items: dict[str, Any]) -> Corrections:
    return Corrections(place=tuple(PlaceCorrection(**SIGNED, **item) for item in items))


def test_a_name_means_what_the_person_says() -> None:
    resolver, said = resolved(places({"name": "KARS", "place": CITY.id, "why": "the city"}))
    city, province, washington, border = said
    assert (city.place, city.geometry, city.where_prec, city.score) == (CITY, None, WherePrec.EXACT, 1.0)
    assert city.reasons == ("corrected by ada on 2026-03-01: the city; geomap said Kars Province (geonames:743943)",)
    assert province.place == CITY
    assert washington.is_nil
    assert border.relation == "border"
    assert "corrections/1" in resolver.id
    assert [count for _, count in resolver.review().applied] == [2]


def test_the_surface_and_the_name_looked_up_both_count() -> None:
    _, said = resolved(places({"name": "Kars province", "place": CITY.id}))
    assert [found.place for found in said[:2]] == [PROVINCE, CITY]


def test_a_narrow_scope_wins_and_then_the_later() -> None:
    items = (
        {"name": "Kars", "place": CITY.id, "doc": "doc-1"},
        {"name": "Kars", "not_a_place": True, "source": "Daily"},
        {"name": "Kars", "place": PROVINCE.id},
    )
    assert resolved(places(*items))[1][0].place == CITY
    assert [found.mention.surface for found in resolved(places(*items[1:]))[1]] == ["Washington", "the Turkish border"]
    other = replace(DOC, id="doc-2", source="Weekly")
    assert resolved(places(*items), other)[1][0].place == PROVINCE
    twice = places({"name": "Kars", "place": PROVINCE.id}, {"name": "Kars", "place": CITY.id})
    assert resolved(twice)[1][0].place == CITY


def test_a_point_is_placed_with_its_country() -> None:
    _, said = resolved(places({"name": "Washington", "at": (40.5, 43.5)}))
    place = said[2].place
    assert place is not None
    assert (place.lon, place.lat, place.country, place.admin1, place.name) == (43.5, 40.5, "TR", "TR-36", "Washington")


def test_redundant_unused_and_broken_corrections_are_told() -> None:
    resolver, _ = resolved(
        places(
            {"name": "Kars", "place": PROVINCE.id},
            {"name": "Elsewhere", "place": CITY.id},
            {"name": "Washington", "place": "geonames:1"},
        )
    )
    review = resolver.review()
    assert [item.name for item in review.redundant] == ["Kars"]
    assert [item.name for item in review.unused] == ["Elsewhere"]
    assert [item.name for item in review.broken] == ["Washington"]
    assert review.applied == ()
    assert "redundant" in review.text()
    assert "broken" in review.text()


def test_a_correction_that_names_nothing_in_its_own_article_is_told() -> None:
    resolver, _ = resolved(
        places(
            {"name": "Elsewhere", "place": CITY.id, "doc": DOC.id},
            {"name": "Elsewhere", "place": CITY.id, "doc": "another"},
        )
    )
    review = resolver.review()
    assert [item.doc for item in review.missed] == [DOC.id]
    assert len(review.unused) == 2
    assert "met nothing" in review.text()


def event(number: int, *docs: str, **changes: Any) -> Event:
    evidence = tuple(Evidence(doc, number, number + 5, "Shots") for doc in docs)
    return Event(
        id=f"e{number}", type=EventType.ASSAULT, label="battle", title="Battle", status=Status.HAPPENED,
        date_from=date(2021, 1, 1), date_to=date(2021, 1, 1), edtf="2021-01-01", geometry=Point(43, 40),
        evidence=evidence, sources=tuple(Source(doc) for doc in docs), **changes,
    )  # fmt: skip


def events_with(**item: Any) -> EventCorrector:
    return EventCorrector(Corrections(event=(EventCorrection(**SIGNED, **item),)), Gazetteer(), Shapes())


def test_an_event_gets_its_date_and_type() -> None:
    corrector = events_with(event="e2", start="2021-02-01", end="2021-02-12", type="MOBILIZE", status="planned")
    kept, changed = corrector.correct((event(1, "a"), event(2, "b", mode="troops")))
    assert kept == event(1, "a")
    assert (changed.date_from, changed.date_to, changed.edtf) == (
        date(2021, 2, 1),
        date(2021, 2, 12),
        "2021-02-01/2021-02-12",
    )
    assert (changed.type, changed.mode, changed.status) == (EventType.MOBILIZE, "", Status.PLANNED)
    assert changed.date_reasons == ("corrected by ada on 2026-03-01",)


def test_events_are_merged_with_all_their_evidence() -> None:
    actor = Actor("Turkey", "TR")
    (one,) = events_with(event="e1", merge=("e2", "e9")).correct(
        (event(1, "a"), event(2, "b", actors=(actor,), confidence=0.9))
    )
    assert [part.doc_id for part in one.evidence] == ["a", "b"]
    assert [source.doc_id for source in one.sources] == ["a", "b"]
    assert (one.id, one.actors, one.confidence) == ("e1", (actor,), 0.9)


def test_a_split_event_takes_its_own_date_from_its_own_document() -> None:
    merged = event(1, "a", "b")
    own = replace(event(1, "b"), date_from=date(2020, 5, 1), date_to=date(2020, 5, 1))
    annotation = Annotation(Document("b", "Shots were fired"), events=(own,))
    parted, stays = events_with(event="e1", split=("b",)).correct((merged,), (annotation,))
    assert [part.doc_id for part in stays.evidence] == ["a"]
    assert ([part.doc_id for part in parted.evidence], parted.date_from) == (["b"], date(2020, 5, 1))
    assert parted.id != stays.id
    assert events_with(event="e1", split=("a", "b")).correct((merged,)) == (merged,)


def test_an_event_that_is_none_goes() -> None:
    corrector = events_with(event="e1", not_an_event=True)
    assert corrector.correct((event(1, "a"), event(2, "b"))) == (event(2, "b"),)


def test_an_event_is_put_where_the_person_says() -> None:
    border = event(1, "a", relation="shared border of TUR and ARM", toponym=3, place_name="the border", radius_km=25.0)
    (moved,) = events_with(event="e1", place=PROVINCE.id, why="inland").correct((border,))
    assert (moved.place, moved.place_name, moved.country, moved.admin1) == (PROVINCE, "Kars Province", "TR", "TR-36")
    assert (moved.geometry, moved.where_prec) == (OUTLINE, WherePrec.PROVINCE)
    assert (moved.relation, moved.toponym, moved.radius_km) == (None, None, None)
    assert moved.place_reasons == ("corrected by ada on 2026-03-01: inland; geomap said the border",)
    (pinned,) = events_with(event="e1", at=(40.5, 43.5)).correct((replace(event(1, "a"), geometry=None),))
    assert (pinned.geometry, pinned.country, pinned.place_name) == (Point(43.5, 40.5), "TR", "40.5, 43.5")
    assert pinned.place_reasons == ("corrected by ada on 2026-03-01; geomap left it unplaced",)
    named = replace(event(1, "a"), title="Battle in Japan", place_name="Japan")
    (renamed,) = events_with(event="e1", at=(40.5, 43.5), label="the airfield").correct((named,))
    assert (renamed.title, renamed.place_name) == ("Battle in the airfield", "the airfield")


def test_a_title_says_the_status_that_the_person_says() -> None:
    called_off = replace(event(1, "a"), title="Cancelled: battle", status=Status.CANCELLED)
    (happened,) = events_with(event="e1", status="happened").correct((called_off,))
    assert happened.title == "Battle"
    (denied,) = events_with(event="e1", status="denied").correct((event(1, "a"),))
    assert denied.title == "Denied: Battle"
    assert denied.status_reasons == ("status corrected by ada on 2026-03-01; geomap said happened",)


def test_event_corrections_that_change_or_meet_nothing_or_lost_their_place_are_told() -> None:
    events = (event(1, "a"),)
    same = events_with(event="e1", start="2021-01-01", end="2021-01-01", type="ASSAULT", status="happened")
    assert same.review(events).redundant == same.corrections.event
    assert "redundant" in same.review(events).text()
    lost = events_with(event="e7", type="AID")
    assert lost.review(events).unused == lost.corrections.event
    assert lost.review(events).redundant == ()
    assert "met nothing, no event of these articles has this id: event e7" in lost.review(events).text()
    nowhere = events_with(event="e1", place="geonames:1")
    assert nowhere.correct(events) == events
    assert nowhere.review(events).broken == nowhere.corrections.event
    other = events_with(event="e1", type="AID")
    assert other.review(events).applied == ((other.corrections.event[0], 1),)


@pytest.mark.parametrize(
    "item",
    [
        {"name": "Kars"},
        {"name": "Kars", "place": "x", "not_a_place": True},
        {"name": "Kars", "at": (95, 0)},
        {"name": "Kars", "place": "x", "doc": "a", "source": "b"},
        {"name": "?", "place": "x"},
        {"name": "a\nb", "place": "x"},
        {"name": "Kars", "place": "x", "extra": 1},
    ],
)
def test_nonsense_about_places_is_refused(item: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        PlaceCorrection(**SIGNED, **item)


@pytest.mark.parametrize(
    "item",
    [
        {},
        {"start": "2021-01-02", "end": "2021-01-01"},
        {"start": "2021-01-02"},
        {"type": "PARTY"},
        {"status": "perhaps"},
        {"at": (91, 0)},
        {"at": (1, 0), "place": "x"},
        {"merge": ("e1",)},
    ],
)
def test_nonsense_about_events_is_refused(item: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        EventCorrection(**SIGNED, event="e1", **item)


_WORDS = st.text(max_size=20).map("K".__add__)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_WORDS, _WORDS, st.tuples(st.floats(-90, 90), st.floats(-180, 180)))
def test_any_correction_survives_the_file(name: str, why: str, at: tuple[float, float]) -> None:
    import tomllib

    try:
        item = PlaceCorrection(**SIGNED, name=name, at=at, why=why, doc=why)
    except ValidationError:
        return
    read = Corrections.model_validate(tomllib.loads("version = 1\n\n" + table(item)))
    assert read.place == (item,)


def test_the_file_keeps_what_a_person_wrote_in_it(tmp_path: Path) -> None:
    path = tmp_path / "corrections.toml"
    first = PlaceCorrection(**SIGNED, name="Kars", place=CITY.id, label="Kars, TR-36")
    assert add_correction(path, first)
    path.write_text(path.read_text(encoding="utf-8") + "# mine: do not touch\n", encoding="utf-8")
    second = EventCorrection(**SIGNED, event="e1", start=date(2021, 1, 1), end=date(2021, 1, 2), merge=("e2",))
    assert add_correction(path, second)
    text = path.read_text(encoding="utf-8")
    assert "# mine: do not touch" in text
    assert text.count("[[place]]") == 1
    known = load_corrections(path)
    assert (known.place, known.event) == ((first,), (second,))
    assert not add_correction(path, first.model_copy(update={"why": "again"}))
    assert known.answered() == {"kars"}


@pytest.mark.parametrize("text", ["version = 2", "version = 1\n[[place]]\nname = 'x'", "version = ", "\x00"])
def test_a_damaged_file_is_refused_and_left_alone(text: str, tmp_path: Path) -> None:
    path = tmp_path / "corrections.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        add_correction(path, PlaceCorrection(**SIGNED, name="Kars", place=CITY.id))
    assert str(path) in caught.value.what
    assert path.read_text(encoding="utf-8") == text


def run(*arguments: str) -> Any:
    return CliRunner().invoke(main, ["correct", *arguments])


def test_the_command_notes_a_point_and_lists_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("Cape Town Base", "--at", "-33.9,18.4", "--source", "Daily", "--who", "ada", "--why", "seen there")
    assert result.exit_code == 0, result.output
    assert "Noted in corrections.toml" in result.output
    (item,) = load_corrections(tmp_path / "corrections.toml").place
    assert (item.name, item.at, item.source, item.who, item.why) == (
        "Cape Town Base",
        (-33.9, 18.4),
        "Daily",
        "ada",
        "seen there",
    )
    assert "is at latitude -33.9, longitude 18.4, in Daily (ada on" in run("--list").output
    assert "Already there" in run("Cape Town Base", "--at", "-33.9,18.4", "--source", "Daily", "--who", "bob").output


def test_the_command_corrects_events(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said = ("--date", "2021-02-01/2021-02-12", "--type", "mobilize", "--status", "planned", "--at", "40.6,43.1")
    first, second = "ev-24d2a32f0c51b7e9", "ev-0123456789abcdef"
    result = run("--event", first, *said, "--merge", second, "--who", "a")
    assert result.exit_code == 0, result.output
    (item,) = load_corrections(tmp_path / "corrections.toml").event
    assert (item.start, item.end, item.merge) == (date(2021, 2, 1), date(2021, 2, 12), (second,))
    assert (item.type, item.status, item.at) == (EventType.MOBILIZE, Status.PLANNED, (40.6, 43.1))
    assert "is planned, was at latitude 40.6, longitude 43.1" in result.output


@pytest.mark.parametrize(
    "arguments",
    [
        ("Kars",),
        (),
        ("Kars", "--not-a-place", "--at", "1,2"),
        ("Kars", "--at", "1;2"),
        ("Kars", "--at", "91,2"),
        ("Kars", "--not-a-place", "--doc", "a", "--everywhere"),
        ("Kars", "--event", "ev-24d2a32f0c51b7e9", "--type", "AID"),
        ("--event", "ev-24d2a32f0c51b7e9", "--type", "PARTY"),
        ("--event", "ev-24d2a32f0c51b7e9", "--status", "perhaps"),
        ("--event", "ev-24d2a32f0c51b7e9", "--type", "AID", "--doc", "a"),
        ("Kars", "--not-a-place", "--status", "denied"),
        ("--event", "ev-24d2a32f0c51b7e9", "--date", "2021-13-01"),
        ("--event", "ev-24d2a32f0c51b7e9", "--date", "2021-02-01/2021-01-01"),
        ("Kars", "--not-a-place", "--type", "AID"),
        ("--check",),
    ],
)
def test_wrong_use_writes_nothing(arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert result.exit_code == 2, result.output
    assert list(tmp_path.iterdir()) == []
