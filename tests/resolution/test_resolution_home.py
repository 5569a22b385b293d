from __future__ import annotations

import pytest

from geomap.gazetteer import open_gazetteer
from geomap.model import Document
from geomap.resolution.home import NOWHERE, Home, Homes


@pytest.fixture(scope="module")
def homes() -> Homes:
    return Homes(open_gazetteer())


def home(homes: Homes, **fields: str) -> Home:
    return homes.of(Document(id="d", text="", **fields))  # type: ignore[arg-type]


def test_a_paper_is_at_home_in_the_town_that_its_address_spells(homes: Homes) -> None:
    assert len(home(homes, url="https://www.dallasnews.com/news/1").xyz)
    assert "US-OR" in home(homes, url="http://www.eastoregonian.com/turkey-shells-city").provinces


def test_a_national_domain_tells_the_country(homes: Homes) -> None:
    assert home(homes, url="https://www.irishtimes.ie/a").country == "IE"
    assert home(homes, url="https://www.bbc.co.uk/news").country == "GB"
    assert home(homes, source="kyivpost.com.ua").country == "UA"


def test_domains_sold_to_everybody_tell_nothing(homes: Homes) -> None:
    assert not home(homes, url="https://start.io/x").country
    assert not home(homes, url="https://show.tv/x").country


def test_a_papers_name_is_read_too(homes: Homes) -> None:
    assert len(home(homes, source="The New Orleans Advocate").xyz)


def test_no_source_no_home(homes: Homes) -> None:
    assert home(homes) is NOWHERE
    assert not NOWHERE.known
    assert not home(homes, url="https://example.com/a").known


@pytest.mark.parametrize("url", ["not a url", "http://", "file:///tmp/x", "http://[::1]/x"])
def test_odd_addresses_are_no_trouble(homes: Homes, url: str) -> None:
    assert not home(homes, url=url).country


@pytest.mark.parametrize("host", ["theparisnews.com", "www.parisbeacon.com", "parispost.net"])
def test_newspapers_words_are_taken_off_a_host(homes: Homes, host: str) -> None:
    found = home(homes, url=f"https://{host}/a")
    assert found.names == {"paris"}
    assert len(found.xyz) > 3  # small namesakes too: a paper may be at home in any of them
