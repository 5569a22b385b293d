"""Rivers, up and down: "upstream of Kherson", "the lower Mekong", "the mouth of the Orinoco"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.resolution.relations_distances import distance_before
from geomap.resolution.relations_match import Match
from geomap.resolution.relations_words import spatial_words
from geomap.spatial.rivers import River, river, river_at
from geomap.spatial.streams import course_part, from_place, mouth

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.resolution.relations_items import Row

_SURE = 0.9
_LIKELY = 0.7
_NAMED_WITHIN = 12  # items after "upstream of X" in which its river may be named


def find_rivers(row: Row) -> Iterator[Match]:
    """Yield what lies up and down rivers."""
    for index in range(len(row)):
        found = _stream(row, index) or _course(row, index)
        if found is not None:
            yield found


def _stream(row: Row, index: int) -> Match | None:
    """Read "upstream of Kherson", "15 km downriver from Mopti on the Niger River"."""
    words = spatial_words()
    word = row.word(index)
    if word not in words.upstream | words.downstream or row.word(index + 1) not in {"of", "from"}:
        return None
    found = row.ground(index + 2, town=True)
    if found is None or not row.same_sentence(index, found[1]):
        return None
    anchor, last = found
    stream = _river_named_after(row, last) or river_at(anchor.lon, anchor.lat)
    if stream is None:
        return None
    distance = distance_before(row, index)
    span = (distance.least, distance.most) if distance else None
    made = from_place(anchor, stream, row.shapes, span, up=word in words.upstream)
    if made is None:
        return None
    return Match(distance.first if distance else index, last, made, _SURE, (f"along the {stream.name}",))


def _river_named_after(row: Row, last: int) -> River | None:
    for at in range(last + 1, min(last + _NAMED_WITHIN, len(row))):
        if not row.same_sentence(last, at):
            return None
        if row.word(at) in {"on", "along"} and (found := river_from(row, at + 1)):
            return found[0]
    return None


def _course(row: Row, index: int) -> Match | None:
    """Read "the upper Nile", "lower reaches of the Mekong", "the mouth of the Orinoco"."""
    words = spatial_words()
    word = row.word(index)
    if word in words.mouths and row.word(index + 1) == "of":
        found = river_from(row, index + 2)
        return None if found is None else Match(index, found[1], mouth(found[0], row.shapes), _SURE, ("a mouth",))
    part = words.courses.get(word, "")
    if not part or (row.items[index].text[:1].isupper() and row.items[index].start != row.items[index].sentence):
        return None  # "Upper Nile" is a state
    at = index + 1
    if row.word(at) in words.reaches:
        at += 1 + (row.word(at + 1) == "of")
    elif word in words.reaches and row.word(at) == "of":
        at += 1
    found = river_from(row, at)
    if found is None:
        return None
    made = course_part(found[0], row.shapes, part)
    return Match(index, found[1], made, _LIKELY, (f"a part of the course of the {found[0].name}",))


def river_from(row: Row, at: int) -> tuple[River, int] | None:
    """Read "the River Niger", "the Niger River", "Euphrates" from an item on; return the river and its last item."""
    start = at
    while row.word(at) in {"the", "river"}:
        at += 1
    name, last = _river_name(row, at, the="the" in {row.word(at - 1), row.word(start - 1), row.word(start - 2)})
    if not name or not row.same_sentence(start, last):
        return None
    stream = river(name, row.whereabouts, row.countries, row.shapes)
    return None if stream is None else (stream, last)


def _river_name(row: Row, index: int, *, the: bool) -> tuple[str, int]:
    """Return the name of a river at an item, and its last item."""
    if not 0 <= index < len(row) or not row.items[index].text[:1].isupper():
        return "", index
    name, last = row.items[index].text, index
    if row.place(index) is None:
        while row.same_sentence(index, last + 1) and row.place(last + 1) is None and row.items[last + 1].text.istitle():
            last += 1
            name += f" {row.items[last].text}"
    elif row.anchor(index) is not None and "river" not in name.lower() and row.word(last + 1) != "river":
        found = row.place(index)
        place = None if found is None else found.place
        if place is not None and place.feature_class not in {"H", "P"} and not the:
            return "", index  # states take no article: "along the Mississippi", "the upper Niger" are rivers
    if row.word(last + 1) == "river":
        last += 1
    return name, last
