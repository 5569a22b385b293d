from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pytest
from click.testing import CliRunner

from geomap.cli.main import main
from geomap.evaluation.toponyms import Gold, Judged, Outcome, report
from geomap.evaluation.toponyms_page import page, write_page
from geomap.evaluation.toponyms_sampling import Samples, interval
from geomap.evaluation.toponyms_scores import reliability
from geomap.model import Mention, Place, Resolution

if TYPE_CHECKING:
    from pathlib import Path

PARIS = Place("geonames:2988507", "Paris", 2.35, 48.85, feature_class="P", feature_code="PPLC", country="FR")


def judged(surface: str, km: float, score: float, *, nil: bool = False) -> Judged:
    mention = Mention(0, len(surface), surface)
    answer = Resolution(mention, score=score) if nil else Resolution(mention, PARIS, score=score)
    gold = Gold(0, len(surface), surface, -95.5, 33.7, 1, adjective=False, country="US", feature_class="P")
    return Judged("d", gold, answer, km, exact=km == 0, around=f"in {surface} today")


def outcome(*items: Judged) -> Outcome:
    right = sum(item.right for item in items)
    return Outcome("d", Counter(resolved_total=len(items), resolved_right=right), items, ())


SOME = [
    outcome(judged("Paris", 0.0, 0.9), judged("Paris", 7000.0, 0.6)),
    outcome(judged("<b>{%x", 20015, 0.1, nil=True)),
]


def test_the_page_says_what_is_wrong_and_asks_for_nothing() -> None:
    text = page(report("small", SOME), SOME)
    assert "2 of 3 gold toponyms with coordinates are wrong; 1 of these were left unplaced" in text
    assert "Content-Security-Policy" in text
    assert "<b>{%x" not in text
    assert 'src="http' not in text
    assert "<link" not in text


def test_the_page_is_written(tmp_path: Path) -> None:
    write_page(tmp_path / "errors.html", report("small", SOME), SOME)
    assert (tmp_path / "errors.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_reliability_bars() -> None:
    bars = reliability(SOME)
    assert [(bar.low, bar.members) for bar in bars] == [(0.6, 1), (0.9, 1)]
    assert [bar.was for bar in bars] == [0.0, 1.0]


def test_samples_are_the_corpus_first_and_then_its_resamples() -> None:
    samples = Samples(SOME)
    shares = samples.share("resolved_right", "resolved_total")
    assert shares[0] == pytest.approx(1 / 3)
    assert set(np.round(shares, 3)) <= {0.0, 0.333, 0.5}
    assert samples.median_km()[0] == 7000
    assert samples.mean_km()[0] == pytest.approx((7000 + 20015) / 3)
    assert interval(shares) == "[0.000, 0.500]"
    assert np.array_equal(shares, Samples(SOME).share("resolved_right", "resolved_total"))


def test_groups_are_told_by_class_country_and_frequency() -> None:
    many = [outcome(*(judged("Paris", 0.0, 0.9) for _ in range(12)))]
    names = {score.name for score in report("small", many).scores}
    assert {
        "Acc@161, feature class P: populated places",
        "Acc@161, country US",
        "Acc@161, frequency 6 to 20 times",
    } <= names


def test_only_toponyms_have_a_page(tmp_path: Path) -> None:
    corpus = tmp_path / "c.jsonl"
    corpus.write_text("", encoding="utf-8")
    done = CliRunner().invoke(main, ["evaluate", "dates", str(corpus), "--report", str(tmp_path / "x.html")])
    assert done.exit_code == 2
    assert "--report is for toponyms" in done.output
