"""The golden expressions: sentences of all kinds and continents, with facts of the map as expectations."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from golden_run import Line, measure, rows


@pytest.fixture(scope="module")
def line() -> Line:
    return Line()


def test_the_file_covers_all_kinds_and_continents() -> None:
    found = rows()
    assert len(found) >= 150
    assert len({row["id"] for row in found}) == len(found)
    assert {row["continent"] for row in found} == {"AF", "AS", "EU", "NA", "OC", "SA"}
    assert all(row["surface"] in row["text"] for row in found)
    assert min(Counter(row["kind"] for row in found).values()) >= 1


def test_nine_in_ten_are_right(line: Line, capsys: pytest.CaptureFixture[str]) -> None:
    wrong, table = measure(line)
    with capsys.disabled():
        print(f"\n{table}")  # noqa: T201 -- the measured share belongs in the log
    assert 1 - len(wrong) / len(rows()) >= 0.9, wrong


def test_no_negative_yields_a_relation(line: Line) -> None:
    negatives = [row for row in rows() if row["kind"] == "negative"]
    found = {row["text"]: [one.mention.surface for one in line.relations(row["text"])] for row in negatives}
    assert all(not surfaces for surfaces in found.values()), found


def test_the_founding_article_names_the_border_with_turkey(line: Line, founding_text: str) -> None:
    found = line.relations(founding_text)
    assert found
    assert {one.mention.surface for one in found} == {"Armenian border"}
    for one in found:
        assert set(one.countries) == {"TR", "AM"}
        assert one.where_prec == 5
        assert founding_text[one.mention.start : one.mention.end] == one.mention.surface
    headline = found[0]
    assert headline.relation == "shared border of TUR and ARM"
    assert headline.geometry.geom_type == "LineString"
    near = found[1]
    assert near.relation == "within 25 km of the shared border of TUR and ARM; Natural Earth 5.1.1"
    assert near.geometry.contains(headline.geometry)
    assert near.radius_km == 25
