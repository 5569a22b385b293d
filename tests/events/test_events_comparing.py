"""What is compared with its like: "the deadliest since January", "the first president to visit"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.model import Event


def test_since_beside_a_superlative_is_no_date_of_the_event(read: Callable[..., tuple[Event, ...]]) -> None:
    text = (
        "Gunmen killed 21 people in raids on villages near Gao at the weekend, officials said on Monday, "
        "in the deadliest violence to hit the area since January."
    )
    [event] = read(text, "2024-03-04")
    assert (event.status, event.edtf) == ("happened", "2024-03-02/2024-03-03")
    assert "deadliest" not in event.title.casefold()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Obama became the first sitting president to visit Hiroshima on 27 May 2016.", "happened 2016-05-27"),
        ("Macron will be the first French president to visit Antananarivo on 24 April.", "planned 2025-04-24"),
        ("It is the third cargo ship to sink off Aden since Monday.", "happened"),
    ],
)
def test_the_first_to_do_something_did_it_where_the_clause_tells_so(
    text: str, told: str, read: Callable[..., tuple[Event, ...]]
) -> None:
    assert f"{read(text, '2025-04-10')[0].status} {read(text, '2025-04-10')[0].edtf}".startswith(told)


def test_what_has_gone_on_since_a_day_began_then(read: Callable[..., tuple[Event, ...]]) -> None:
    [event] = read("Two engineers have been held hostage in Basilan since 4 March.", "2025-04-10")
    assert event.edtf.startswith("2025-03-04")
