"""What becomes of plans: called off, put off to another day, come to nothing; and the date that then holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geomap.events.outcomes import falls_through, puts_off, sequels, undoing
from geomap.events.wording import wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Token

    from geomap.language import Parser
    from geomap.model import Event

CASES = [
    ("Military drills near Riga had been planned for June but were called off on Friday.", "cancelled", "2024-06-01"),
    ("Talks in Doha were to resume on Sunday but were put off until Wednesday.", "planned", "2024-05-22"),
    ("The summit in Kampala, which was due to open on 27 May, has been postponed to 12 June.", "planned", "2024-06-12"),
    ("The opposition has put off its rally in Goma of Saturday until the 26th.", "planned", "2024-05-26"),
    ("President Ruto was to have visited Kampala on Friday, but he called the trip off.", "cancelled", "2024-05-24"),
    ("The election in Mali scheduled for June 2 will now be held on July 14.", "planned", "2024-07-14"),
    ("A protest march in Tunis planned for Saturday has been cancelled.", "cancelled", "2024-05-25"),
    ("Plans for a joint exercise off Guam in July were shelved.", "cancelled", "2024-07-01"),
    ("NATO announced plans for a joint exercise in Latvia in October.", "planned", "2024-10-01"),
    ("The government had planned to hold an election in Juba but postponed it to 2026.", "planned", "2026-01-01"),
    ("General Mladić went into hiding and was not arrested until May 2011.", "happened", "2011-05-01"),
    ("The army did not attack Bor on Monday, a spokesman said.", "denied", "2024-05-20"),
    (
        "The visit to Lusaka of the regional director, planned for 23 May, did not take place.",
        "cancelled",
        "2024-05-23",
    ),
    ("Campaigning in Mali closes today for the vote of 29 May.", "planned", "2024-05-29"),
    ("London issued an ultimatum to Egypt on 13 May.", "happened", "2024-05-13"),
    ("A veto in Bucharest stopped the treaty in April; another cannot be ruled out.", "happened", "2024-04-01"),
    ("The first cases of cholera were confirmed in Beira.", "happened", "None"),
    ("The explosion in Amasra on 14 May was no accident.", "happened", "2024-05-14"),
    ("Iran's foreign minister is expected in Beirut on Friday.", "planned", "2024-05-24"),
    (
        "A visit to Bonn by Mr Gierek, set for 19 May, had been put off when the strikes spread.",
        "cancelled",
        "2024-05-19",
    ),
    ("The visit of the director to Cali, planned for 26 May, is off.", "cancelled", "2024-05-26"),
    ("Brazil had sent envoys to La Paz on Friday to mediate.", "happened", "2024-05-17"),
    ("The text provides for a presidential election no later than December.", "planned", "2024-12-01"),
    ("China and Nauru put their names on Sunday to a text by which they resume relations.", "happened", "2024-05-19"),
    ("Prosecutors searched an office in Lima on Friday, and its assets have been frozen.", "happened", "None"),
    ("Unions in Lima have called an indefinite strike from Tuesday.", "planned", "2024-05-21"),
    ("Talks in Astana, originally planned for May 1, took place on May 8.", "happened", "2024-05-08"),
    ("The talks in Geneva, planned for 3 November, were called off on Monday.", "cancelled", "2024-11-03"),
    ("The royal visit to Chiva, planned for the same afternoon, was called off.", "cancelled", "2024-05-20"),
    ("The Dutch exercise in Curaçao, planned for early December, was cancelled.", "cancelled", "2024-12-01"),
    ("Germany has suspended plans to deploy a battalion to Kaunas.", "cancelled", "None"),
    ("The talks in Geneva, planned for 3 May, were held on 8 May.", "happened", "2024-05-08"),
]


@pytest.mark.parametrize(("text", "status", "start"), CASES, ids=[case[0][:40] for case in CASES])
def test_status_and_date_of_plans(read: Callable[..., tuple[Event, ...]], text: str, status: str, start: str) -> None:
    found = [(event.status.value, str(event.date_from)) for event in read(text, "2024-05-20")]
    assert (status, start) in found


@pytest.fixture
def verb(parser: Parser) -> Callable[[str, str], Token]:
    """Return a function from a text and a word to that word in the parse."""
    from geomap.documents import document_from_text

    def find(text: str, word: str) -> Token:
        doc = parser.parse(document_from_text(text)).doc
        return next(token for token in doc if token.text == word)

    return find


def test_sequels_share_the_subject(verb: Callable[[str, str], Token]) -> None:
    found = verb("The march was planned for June but was scrapped, and the mayor resigned.", "planned")
    assert [item.text for item in sequels(found)] == ["scrapped"]


def test_what_undoes_a_plan(verb: Callable[[str, str], Token]) -> None:
    planned = verb("The march was planned for June but was scrapped.", "planned")
    assert undoing(planned, frozenset({"scrap"})) is not None
    assert undoing(planned, frozenset({"cancel"})) is None
    assert puts_off(planned) is None


def test_a_plan_that_came_to_nothing(verb: Callable[[str, str], Token]) -> None:
    assert falls_through(verb("He planned a visit but did not leave.", "planned"))
    assert not falls_through(verb("He plans a visit but will not stay.", "plans"))


def test_word_lists_are_words() -> None:
    assert "postpone" in wording("verb.put_off")
    with pytest.raises(KeyError):
        wording("verb.nothing")


def test_failing_to_sign_a_treaty_denies_none(read: Callable[..., tuple[Event, ...]]) -> None:
    assert not read("Pashinyan and Aliyev failed to sign a peace treaty.", "2024-05-20")
    assert read("Pashinyan and Aliyev signed a peace treaty.", "2024-05-20")
