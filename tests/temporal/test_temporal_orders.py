"""Day first or month first: from the text, the day of publication, the source, or the caller."""

from __future__ import annotations

from datetime import date

import pytest

from geomap.errors import SettingsError
from geomap.model import Document
from geomap.settings import Settings
from geomap.temporal import default_tagger, tag
from geomap.temporal.orders import order_of_source

PUBLISHED = date(2021, 1, 18)


def _values(text: str, published: date | None = PUBLISHED, *, day_first: bool | None = None) -> list[str]:
    return [span.value for span in tag(text, published=published, day_first=day_first)]


def test_a_date_beyond_twelve_proves_the_order_of_all() -> None:
    assert _values("Left on 25/12/2020, back on 03/01/2021.") == ["2020-12-25", "2021-01-03"]
    assert _values("Left on 12/25/2020, back on 03/01/2021.") == ["2020-12-25", "2021-03-01"]


def test_the_day_of_publication_proves_an_order() -> None:
    assert _values("Filed on 04/03/2021; hearing on 05/06/2021.", date(2021, 3, 4)) == ["2021-03-04", "2021-06-05"]


def test_month_first_where_nothing_tells() -> None:
    assert _values("Filed on 10/07/2020.") == ["2020-10-07"]


def test_the_caller_decides() -> None:
    assert _values("Filed on 10/07/2020.", day_first=True) == ["2020-07-10"]
    assert _values("Filed on 13/07/2020 and 10/07/2020.", day_first=False) == ["2020-07-13", "2020-10-07"]
    assert _values("Filed on 10.07.2020.", day_first=False) == ["2020-07-10"]  # dots are day first everywhere


@pytest.mark.parametrize(
    ("url", "order"),
    [
        ("https://www.example.co.uk/a", "day first"),
        ("news.example.au", "day first"),
        ("https://example.us/a", "month first"),
        ("https://example.com/a", ""),
        ("https://example.tv/a", ""),
        ("https://example.jp/a", ""),
    ],
)
def test_the_country_of_the_source(url: str, order: str) -> None:
    assert order_of_source(url) == order


def test_the_pipeline_asks_the_source_and_the_setting() -> None:
    from spacy.lang.en import English

    from geomap.language import ParsedDocument

    text = "Filed on 10/07/2020."
    british = Document(id="a", text=text, url="https://www.example.co.uk/a", published=PUBLISHED)
    parsed = ParsedDocument(british, English()(text))
    assert [span.value for span in default_tagger().tag(parsed)] == ["2020-07-10"]
    assert [span.value for span in default_tagger("month").tag(parsed)] == ["2020-10-07"]
    assert default_tagger("day").id.endswith("-day-first")
    assert Settings().date_order == ""
    with pytest.raises(SettingsError, match="date_order"):
        default_tagger("year")
