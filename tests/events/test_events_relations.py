"""An event told near, between, north of or off a place carries the relation, not the plain place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geomap.model import WherePrec

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.model import Event


@pytest.mark.parametrize(
    ("text", "name", "title", "relation"),
    [
        (
            "An attack killed five people near Douentza on 3 March 2021.",
            "near Douentza", "Attack near Douentza", "within",
        ),
        (
            "A flood struck a village between Bontoc and Banaue on 4 March 2021.",
            "between Bontoc and Banaue", "Flood between Bontoc and Banaue", "between",
        ),
        (
            "A protest was held in northern Luzon on 5 March 2021.",
            "northern Luzon", "Protest in northern Luzon", "northern part",
        ),
        (
            "A ship sank off Valparaiso on 6 March 2021.",
            "off Valparaiso", "Sinking of a ship off Valparaiso", "at sea",
        ),
        (
            "A car bomb exploded 20 km north of the town of Gao on 9 March 2021, killing two soldiers.",
            "20 km north of the town of Gao", "Car bombing 20 km north of the town of Gao", "north of Gao",
        ),
    ],
)  # fmt: skip
def test_the_relation_is_where_it_was(
    read: Callable[..., tuple[Event, ...]], text: str, name: str, title: str, relation: str
) -> None:
    event = read(text)[0]
    assert (event.place_name, event.title) == (name, title)
    assert event.relation is not None
    assert relation in event.relation
    assert event.where_prec is not WherePrec.EXACT
    assert event.geometry is not None
    assert event.geometry.geom_type in {"Polygon", "MultiPolygon"}


def test_a_plain_place_keeps_its_point(read: Callable[..., tuple[Event, ...]]) -> None:
    (event,) = read("An attack killed five people in Douentza on 3 March 2021.")
    assert (event.place_name, event.relation, event.where_prec) == ("Douentza", None, WherePrec.EXACT)


def test_the_body_is_nearer_than_its_headline(read: Callable[..., tuple[Event, ...]]) -> None:
    text = "Attack in Douentza\n\nBAMAKO, Mali - An attack killed five people near Douentza on 3 March 2021."
    assert [event.place_name for event in read(text)] == ["near Douentza"]


def test_a_border_told_of_something_else_is_not_the_place(read: Callable[..., tuple[Event, ...]]) -> None:
    text = (
        "Turkish troops took part in large drills in Azerbaijan in August 2020. "
        "Those exercises followed deadly clashes on the Armenian-Azerbaijani border in mid-July 2020."
    )
    (drills,) = (event for event in read(text) if event.label == "exercise" or "exercise" in event.title)
    assert drills.place_name == "Azerbaijan"


def test_an_unknown_town_is_not_the_one_named_before_it(read: Callable[..., tuple[Event, ...]]) -> None:
    text = "A flood struck Bontoc on 4 March 2021. On 7 March 2021 a landslide killed three near the town of Baggaoq."
    assert [event.place_name for event in read(text)] == ["Bontoc", "Baggaoq"]
