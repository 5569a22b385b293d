"""Matches, kitchens, films, markets and laboratories: words of war in them tell of none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.model import Event

MATCH = """Late strike sinks Albion

Albion's defence was bombarded all evening. The goal came from a corner, when the striker attacked the near post; the
goalkeeper and his coach blamed the midfield. The trophy goes north, and Albion surrendered the title.
"""


RECIPE = """Daube for Sunday

Drown the meat in red wine with an onion, garlic and thyme. On Saturday attack it with salt and pepper, brown it over a
fierce fire, and throw in the bacon. If the sauce threatens to separate, beat it into submission. Serves six in Arles.
"""

FILM = """Review: the beach and the sky

The film begins in a street where soldiers are shot at. In the next scene a destroyer is torpedoed by an unseen enemy;
the director, whose last movie bombed, keeps the camera on the actor, who is captured off Dunkirk. The score explodes,
the audience in Boston wept, and the hero surrenders in the last reel. The cast is splendid, the script is not.
"""

MARKET = """Shares crash in Tokyo

Stocks in Tokyo were bombarded by sellers on Monday as investors stormed the exits. The index crashed, the yen was
under attack from traders, and banks retreated. Analysts said the rout had killed the rally in bonds.
"""

LABORATORY = """How frogs fight back

A fungus that invades the skin has killed amphibian species round the world, researchers in Sydney report in a study. In
the laboratory infected frogs fought off the attack of the spores when their immune cells were mobilised by heat.
"""


@pytest.mark.parametrize("text", [RECIPE, FILM, MARKET, LABORATORY])
def test_figures_and_plots_have_no_war(text: str, read: Callable[..., tuple[Event, ...]]) -> None:
    assert [event.title for event in read(text, "2021-02-12")] == []


def test_a_bomb_dropped_on_investors_is_none(read: Callable[..., tuple[Event, ...]]) -> None:
    text = MARKET + "\nThe company then dropped a bomb on Wall Street: it will stop reporting sales in 2025.\n"
    assert [event.title for event in read(text, "2021-02-12")] == []


def test_a_blast_in_the_market_news_is_told(read: Callable[..., tuple[Event, ...]]) -> None:
    text = MARKET + "\nAn explosion at a plant in Osaka killed four workers on Sunday, police said.\n"
    assert [str(event.type) for event in read(text, "2021-02-12")] == ["HAZARD"]


def test_a_match_report_has_no_war(read: Callable[..., tuple[Event, ...]]) -> None:
    assert read(MATCH, "2021-02-12") == ()


def test_a_bomb_at_a_match_is_still_told(read: Callable[..., tuple[Event, ...]]) -> None:
    text = (
        "A bomb exploded at a football match in Mogadishu on Friday, police said. Five players and two soldiers died."
    )
    assert [str(event.type) for event in read(text, "2021-02-12")] == ["ASSAULT"]
