"""The grammar as data: every rule reads its own example; damaged files say what to mend; parts and EDTF are right."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from geomap.errors import DataError
from geomap.model import Document, Precision, Region, RegionKind, TimexType
from geomap.resources import data_file
from geomap.temporal import default_tagger, grammar, tag
from geomap.temporal.calendar import edtf_of, interval, interval_edtf, narrow, season_interval
from geomap.temporal.grammar import load_grammar
from geomap.temporal.lexer import lex
from geomap.temporal.lexicon import load_lexicon

if TYPE_CHECKING:
    from pathlib import Path

PUBLISHED = date(2021, 1, 18)
RULES: list[dict[str, Any]] = tomllib.loads(data_file("curated", "time_rules.toml").read_text(encoding="utf-8"))["rule"]


@pytest.mark.parametrize("rule", RULES, ids=[rule["name"] for rule in RULES])
def test_every_rule_matches_its_example(rule: dict[str, Any]) -> None:
    lexed = lex(rule["example"])
    regex = next(one.regex for one in load_grammar().rules if one.name == rule["name"])
    assert any(regex.match(lexed.codes, start) for start in range(len(lexed.codes))), lexed.tokens


def test_rule_names_are_unique() -> None:
    names = [rule["name"] for rule in RULES]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("not toml [", "cannot be read"),
        ('[classes]\n[[rule]]\nname="a"\npattern="nonsense"\nread="calendar"\nexample="x"', "nonsense"),
        ('[classes]\n[[rule]]\nname="a"\npattern="month"\nread="calendar"\nexample="x"\nextra=1', "extra"),
    ],
)
def test_a_damaged_grammar_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str, message: str) -> None:
    path = tmp_path / "time_rules.toml"
    path.write_text(content, encoding="utf-8")
    monkeypatch.setattr(grammar, "data_file", lambda *_: path)
    load_grammar.cache_clear()
    try:
        with pytest.raises(DataError, match=re.escape(message)):
            load_grammar()
    finally:
        load_grammar.cache_clear()


def test_words_stand_in_one_category() -> None:
    words = load_lexicon().words
    assert words["monday"][0] != words["march"][0]
    assert len(load_lexicon().codes) == len(set(load_lexicon().codes.values()))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("twenty-four hours", "PT24H"),
        ("nineteen ninety-six", "1996"),
        ("two hundred years", "P200Y"),
        ("the twenty-first century", "20"),
        ("a couple of days", "P2D"),
        ("half an hour", "PT30M"),
    ],
)
def test_numbers_in_words(text: str, value: str) -> None:
    (span,) = tag(text, published=PUBLISHED)
    assert (span.surface, span.value) == (text, value)


@pytest.mark.parametrize(
    ("value", "edtf"),
    [
        ("2021-02-01", "2021-02-01"),
        ("2021-02", "2021-02"),
        ("2021", "2021"),
        ("199", "199X"),
        ("19", "19XX"),
        ("2020-Q3", "2020-35"),
        ("2020-H1", "2020-40"),
        ("2020-SU", "2020-26"),
        ("XXXX-02-01", "XXXX-02-01"),
        ("2021-01-18TMO", "2021-01-18"),
    ],
)
def test_edtf_of_values(value: str, edtf: str) -> None:
    assert edtf_of(value, None) == edtf


def test_edtf_of_weeks_and_open_ends() -> None:
    week = interval("week", PUBLISHED)
    assert edtf_of("2021-W03", week) == "2021-01-18/2021-01-24"
    assert interval_edtf((None, PUBLISHED)) == "../2021-01-18"
    assert interval_edtf((PUBLISHED, None)) == "2021-01-18/.."
    assert interval_edtf((None, None)) == ""


def test_parts_and_hemispheres() -> None:
    year = interval("year", date(2021, 5, 5))
    assert narrow("year", year, "early") == (date(2021, 1, 1), date(2021, 4, 30))
    assert narrow("year", year, "late") == (date(2021, 9, 1), date(2021, 12, 31))
    assert season_interval(2020, "WI") == (date(2020, 12, 1), date(2021, 2, 28))
    assert season_interval(2020, "WI", south=True) == (date(2020, 6, 1), date(2020, 8, 31))
    (south,) = tag("the summer of 2019", published=PUBLISHED, south=True)
    assert (south.date_from, south.date_to, south.edtf) == (date(2019, 12, 1), date(2020, 2, 29), "2019-30")


def test_the_hemisphere_is_told_from_the_places() -> None:
    (south,) = tag("Australia flooded last summer, and Sydney most of all.", published=PUBLISHED)
    (north,) = tag("Ukraine dried out last summer, and Kyiv most of all.", published=PUBLISHED)
    assert (south.date_from, south.date_to) == (date(2019, 12, 1), date(2020, 2, 29))
    assert (north.date_from, north.date_to) == (date(2020, 6, 1), date(2020, 8, 31))


def test_impossible_days_stay_words_without_dates() -> None:
    (span,) = tag("signed on February 30, 2020", published=PUBLISHED)
    assert (span.date_from, span.date_to) == (None, None)


def test_precision_is_the_unit_said() -> None:
    spans = tag("in 1994, in May 1994, last week, in the 1990s, last summer", published=PUBLISHED)
    assert [span.precision for span in spans] == [
        Precision.YEAR,
        Precision.MONTH,
        Precision.WEEK,
        Precision.DECADE,
        Precision.SEASON,
    ]


def test_the_anchor_is_named() -> None:
    explicit, relative = tag("on May 4, 2020 and last week", published=PUBLISHED)
    assert (explicit.anchor, relative.anchor) == ("", "published")
    _, story = tag("It fell on May 4, 1920. The next day, it burned.")
    assert (story.value, story.anchor) == ("1920-05-05", "narrative")


def test_a_lean_decides_where_no_word_does() -> None:
    assert tag("Friday", published=PUBLISHED)[0].value == "2021-01-15"
    assert tag("Friday", published=PUBLISHED, lean=1)[0].value == "2021-01-22"


def test_an_old_story_is_told_from_its_own_dates() -> None:
    text = (
        "The war began in September 1939. In May 1940 the front broke, and in June 1941 another opened."
        " In December the army stood before the capital. It was thrown back by 1943 and beaten in 1945."
    )
    spans = {span.surface: span.value for span in tag(text, published=date(2019, 5, 8))}
    assert spans["December"] == "1941-12"


def test_bylines_tell_no_story() -> None:
    from spacy.lang.en import English

    from geomap.language import ParsedDocument

    text = "Updated 3 March 2019. The city fell on 1 May 1920. The next day, it burned."
    region = Region(0, 21, RegionKind.METADATA)
    document = Document(id="a", text=text, regions=(region,))
    parsed = ParsedDocument(document, English()(text))
    assert [span.value for span in default_tagger().tag(parsed)] == ["2019-03-03", "1920-05-01", "1920-05-02"]
    assert default_tagger().id.startswith("geomap-temporal-")


def test_a_comma_parts_a_number_from_a_length() -> None:
    *_, after = tag("Drills ran from February 1 to 12, a week after the vote.", published=PUBLISHED)
    *_, rate = tag("The ferry makes 3 crossings a week.", published=PUBLISHED)
    assert (after.type, rate.type) == (TimexType.DURATION, TimexType.SET)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The Sun and the Rabotnik daily Delo reported it.", []),
        ('She said on "This Week" that it was over.', []),
        ("This Week in Review: nothing.", ["2021-W03"]),
        ("Now, that is another matter.", []),
        ("It is over now, she said.", ["PRESENT_REF"]),
        ("Ministers Roman Prymula and Jan Kavan met.", []),
        ("In August Russia withdrew.", ["2020-08"]),
        ("The April UN report had told of it.", ["2020-04"]),
    ],
)
def test_names_and_titles_are_no_times(text: str, values: list[str]) -> None:
    assert [span.value for span in tag(text, published=PUBLISHED)] == values


def test_a_damaged_list_of_festivals_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from geomap.temporal import holidays

    path = tmp_path / "movable_days.csv"
    path.write_text("name,day\ndiwali,soon\n", encoding="utf-8")
    real = holidays.data_file
    monkeypatch.setattr(holidays, "data_file", lambda *parts: path if parts[-1] == path.name else real(*parts))
    holidays._listed_days.cache_clear()
    try:
        with pytest.raises(DataError, match="holds no day"):
            holidays.holiday_date("Diwali", 2022)
    finally:
        holidays._listed_days.cache_clear()


@pytest.mark.parametrize(
    ("name", "year", "day"),
    [
        ("Diwali", 2022, date(2022, 10, 24)),
        ("Lunar New Year", 2023, date(2023, 1, 22)),
        ("Eid al-Adha", 2023, date(2023, 6, 28)),  # as kept; the tables have the 29th
        ("Eid al-Adha", 1930, date(1930, 5, 9)),  # before the list: by arithmetic
        ("Diwali", 1930, None),
    ],
)
def test_listed_festivals(name: str, year: int, day: date | None) -> None:
    from geomap.temporal.holidays import holiday_date

    assert holiday_date(name, year) == day


def test_weekends_of_holidays_and_last_weeks() -> None:
    spans = tag(
        "Labor Day weekend 2021, Thanksgiving weekend 2023, the last week of September 2014", published=PUBLISHED
    )
    assert [span.value for span in spans] == ["2021-W35-WE", "2023-W47-WE", "2014-W39"]


def test_a_year_that_the_story_is_in_does_not_move_it() -> None:
    text = "The front broke in December 1941. Hopes of 1941 were gone. In January the army fell back; by May it stood."
    assert [span.value for span in tag(text) if not span.is_range][-2:] == ["1942-01", "1942-05"]


def test_that_day_is_none_of_a_month() -> None:
    *_, day = tag("The town fell in May 1940. That day, it burned.")
    assert (day.value, day.date_from) == ("XXXX-XX-XX", None)
