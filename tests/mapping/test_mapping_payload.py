"""What travels in the page: columns, shapes, documents, packed and escaped."""

from __future__ import annotations

import base64
import gzip
import itertools
import json
import math
import struct
from dataclasses import replace
from datetime import date

import mapping_samples as samples
import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiPoint, Point, Polygon, box

from geomap.mapping.clock import NONE
from geomap.mapping.ground import ground_text
from geomap.mapping.packing import escape_json, narrowest, pack
from geomap.mapping.payload import payload, payload_text
from geomap.mapping.shapes import UNITS_PER_DEGREE, ShapeTable, anchors
from geomap.mapping.wording import correction_command, marked, safe_url, shell_word
from geomap.model import DatePrec, EventMap
from geomap.model.points import inner_point


@given(st.text())
def test_escaped_json_reads_back_and_cannot_end_its_block(text: str) -> None:
    escaped = escape_json({text: [text]})
    assert json.loads(escaped) == {text: [text]}
    assert not set(escaped) & set("<>&\u2028\u2029")
    escaped.encode("utf-8")


def test_a_lone_surrogate_travels() -> None:
    assert json.loads(escape_json("a\ud83d")) == "a\ud83d"


def unpacked(text: str) -> tuple[dict[str, object], dict[str, list[int]], dict[str, bytes]]:
    """Read packed data back as the page does: the head, the columns, the bytes of the tables."""
    raw = gzip.decompress(base64.b64decode(text))
    length = struct.unpack("<I", raw[:4])[0]
    head, body = json.loads(raw[4 : 4 + length]), raw[4 + length :]
    columns = {}
    for name, told in head["packed"].items():
        width = int(told["dtype"][1])
        planes = np.frombuffer(body, "u1", told["n"] * width, told["at"]).reshape(width, -1)
        columns[name] = planes.T.copy().view(f"<{told['dtype']}").ravel().tolist()
    tables = {name: body[told["at"] : told["at"] + told["bytes"]] for name, told in head["tables"].items()}
    return head, columns, tables


@given(st.lists(st.integers(-(2**31), 2**31 - 1)), st.lists(st.text()))
@example([255], ["a\ud83d", "\x01x", ""])
@example([256], [])
@example([65_536, 2**32 - 1], [])
def test_packed_columns_and_tables_read_back(values: list[int], strings: list[str]) -> None:
    head, columns, tables = unpacked(pack({"x": "é<"}, {"a": np.asarray(values, "i8")}, {"s": strings}))
    assert head["x"] == "é<"
    assert columns["a"] == values
    ends = np.cumsum([0, *columns["s#"]])
    found = [tables["s"][a:b].decode() for a, b in itertools.pairwise(ends)]
    assert [json.loads(text[1:]) if text[:1] == "\x01" else text for text in found] == strings


@pytest.mark.parametrize(("most", "kind"), [(255, "u1"), (256, "u2"), (65_535, "u2"), (65_536, "u4"), (-1, "i4")])
def test_columns_are_as_narrow_as_their_values(most: int, kind: str) -> None:
    assert narrowest(np.asarray([0, most], "i8")).dtype == np.dtype(kind)


@given(
    st.text(min_size=1, max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(1, 10), st.text(max_size=3)))
)
def test_marked_pieces_join_to_the_text(text: str, marks: list[tuple[int, int, str]]) -> None:
    spans = [(100 + at, 100 + at + size, role) for at, size, role in marks]
    pieces = marked(text, 100, 100 + len(text), spans)
    assert "".join(piece for _, piece in pieces) == text
    for role, piece in pieces:
        assert not role or any(text[at : at + size] == piece for at, size, kind in marks if kind == role)


def test_marks_count_code_points() -> None:
    assert marked("🕊 in Kars", 10, 19, [(15, 19, "place")]) == [["", "🕊 in "], ["place", "Kars"]]


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://a.example/x?y=1", True),
        ("HTTP://a.example", True),
        ("javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("https:alert(1)", False),
        ("//a.example", False),
        ("data:text/html,x", False),
        ("https://[bad", False),
        ("https://a.example/\u202e", False),
        ("", False),
        (None, False),
    ],
)
def test_only_http_addresses_are_links(url: str | None, safe: bool) -> None:
    assert safe_url(url) == (url if safe else "")


@given(st.text())
@example(" -")
@example("- \u2028--doc")
def test_shell_words_are_one_word(text: str) -> None:
    import shlex

    words = shlex.split(f"x {shell_word(text)}")
    assert len(words) == 2
    assert not words[1].startswith("-")
    assert all(char >= " " for char in words[1])


def test_correction_names_what_the_text_says() -> None:
    event = samples.five_events()[4]
    assert correction_command(event) == "geomap correct 'Kars province' --doc d1 --place"


def test_an_event_placed_by_no_name_is_corrected_itself() -> None:
    event = samples.five_events()[4]
    by_event = f"geomap correct --event {event.id} --place"
    assert correction_command(replace(event, relation="shared border of TUR and ARM")) == by_event
    assert correction_command(replace(event, evidence=())) == by_event


def test_a_name_that_no_correction_meets_is_not_offered() -> None:
    event = samples.five_events()[4]
    (mark,) = (mark for mark in event.evidence[0].marks if mark.role == "place")
    by_event = f"geomap correct --event {event.id} --place"
    assert correction_command(event, {"d1": {(mark.start, mark.end)}}).startswith("geomap correct 'Kars province'")
    assert correction_command(event, {"d1": {(mark.start + 1, mark.end)}}) == by_event
    assert correction_command(event, {}) == by_event


def test_columns_tell_the_events() -> None:
    told = payload(samples.five())
    value, columns, strings = told.head, told.columns, told.strings
    assert value["count"] == 5
    assert told.ids == ["ev-1", "ev-2", "ev-3", "ev-4", "ev-5"]
    assert [strings[k] for k in columns["country"]] == ["AZ", "AZ", "AZ", "TR", "TR"]
    assert columns["start"][3] == NONE
    assert columns["end"][3] == date(2021, 1, 18).toordinal() - 719163
    assert columns["fuzzy"] == [3, 0, 0, 1, 0]
    assert columns["confidence"] == [82, 90, 88, 76, 94]
    assert columns["shape"][1] == columns["shape"][2] >= 0  # one shape, drawn once
    assert columns["shape"][3] == -1
    assert value["relations"][0]["relation"] == "shared border of TUR and ARM"
    assert [row["name"] for row in value["mentions"]] == ["Azerbaijan", "Karabakh", "Kars", "Kars"]


def test_a_month_without_edtf_is_fuzzy_and_an_unplaced_event_has_no_coordinates() -> None:
    event = replace(samples.five_events()[0], edtf="", date_prec=DatePrec.MONTH, geometry=None)
    columns = payload(EventMap((event,))).columns
    assert columns["fuzzy"] == [3]
    assert (columns["lon"], columns["lat"]) == ([NONE], [NONE])


def test_whole_articles_only_when_asked() -> None:
    words = "Winter drill planned near the frontier\\n\\nSoldiers"
    assert words not in payload_text(samples.five())[0]
    assert words in payload_text(samples.five(), embed_text=True)[0]


def test_many_events_are_packed_and_few_are_readable() -> None:
    assert payload_text(samples.five())[1] == "json"
    assert payload_text(samples.many(1000))[1] == "packed"


def test_large_maps_carry_less_of_each_event(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geomap.mapping.payload.BRIEF_FROM", 5)
    told = payload(samples.five())
    assert told.head["detail"] == "brief"
    assert "correct" not in json.loads(told.details[4])
    monkeypatch.setattr("geomap.mapping.payload.BARE_FROM", 5)
    assert payload(samples.five()).details == []


def decoded(coded: list[int]) -> list[tuple[float, float]]:
    xs, ys = np.cumsum(coded[0::2]) / UNITS_PER_DEGREE, np.cumsum(coded[1::2]) / UNITS_PER_DEGREE
    return list(zip(xs.tolist(), ys.tolist(), strict=True))


def test_shapes_are_coded_once_and_read_back() -> None:
    table = ShapeTable(0.0001)
    square = box(10, 20, 11, 21)
    assert [table.add(square), table.add(box(10, 20, 11, 21)), table.add(Point(1, 2)), table.add(None)] == [
        0,
        0,
        -1,
        -1,
    ]
    assert Polygon(decoded(table.rows[0]["areas"][0][0])).equals_exact(square, 1e-3) or Polygon(
        decoded(table.rows[0]["areas"][0][0])
    ).equals(square)


def test_shapes_across_the_antimeridian_are_cut() -> None:
    table = ShapeTable()
    table.add(box(175, -20, 185, -10))
    for rings in table.rows[0]["areas"]:
        assert all(-180 <= lon <= 180 for lon, _ in decoded(rings[0]))
    assert len(table.rows[0]["areas"]) == 2


def test_anchors_stand_on_what_they_mark() -> None:
    horseshoe = Polygon([(0, 0), (10, 0), (10, 10), (8, 10), (8, 2), (2, 2), (2, 10), (0, 10)])
    assert horseshoe.contains(Point(*inner_point(horseshoe)))  # type: ignore[misc]
    assert inner_point(LineString([(0, 0), (4, 0)])) == (2, 0)
    assert inner_point(Point(181, 5)) == (-179, 5)
    assert inner_point(MultiPoint([(1, 1)])) == (1, 1)
    assert inner_point(None) is None


def test_ground_of_ones_own_is_packed() -> None:
    city = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [43.1, 40.6]},
        "properties": {"name": "Kars"},
    }
    land = {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}}
    text = ground_text({"cities": {"features": [city]}, "land": {"features": [land]}})
    told = json.loads(gzip.decompress(base64.b64decode(text)))
    assert told["layers"]["cities"]["properties"]["name"] == ["Kars"]
    right, down = told["layers"]["cities"]["shapes"][0][0][0]
    units = told["units"]
    assert right / units * 360 - 180 == pytest.approx(43.1, abs=0.001)
    assert math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * down / units)))) == pytest.approx(40.6, abs=0.001)
    ring = told["layers"]["land"]["shapes"][0][0][0]
    assert sum(ring[2::2]) == sum(ring[3::2]) == 0  # steps that come home
    assert np.cumsum(ring[0::2]).tolist()[:2] == [units / 2, round(units / 2 + units / 360)]


def test_many_anchors_are_those_found_one_by_one() -> None:
    shapes = [Point(1, 2), Point(181, 5), None, box(10, 20, 11, 21), LineString([(0, 0), (4, 0)]), Point()]
    lons, lats = anchors(shapes)
    assert [None if lon is None else (lon, lat) for lon, lat in zip(lons, lats, strict=True)] == [
        inner_point(shape) for shape in shapes
    ]


def test_runners_up_are_likely_and_told_once() -> None:
    event = samples.five_events()[4]
    (city,) = event.alternatives
    twin = replace(city, place=replace(city.place, id="geonames:1"), score=0.2)
    faint = replace(city, place=replace(city.place, id="geonames:2", name="Karsz"), score=0.009)
    details = payload(EventMap((replace(event, alternatives=(city, twin, faint)),))).details
    told = json.loads(details[0])["runners_up"]
    assert [row["id"] for row in told] == [city.place.id]
