"""Between two places, from one to the other, half way, corridors, and where three countries meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.resolution.relations_match import Match
from geomap.resolution.relations_read import phrase_at
from geomap.resolution.relations_sea import is_sea_border
from geomap.resolution.relations_words import spatial_words
from geomap.spatial.anchors import anchor_of
from geomap.spatial.between import between, midway, sea_between
from geomap.spatial.borders import TRIANGLE_KM, tripoint
from geomap.spatial.medians import median_line, waters_along
from geomap.spatial.projection import distance_km

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.resolution.relations_items import Row
    from geomap.spatial.anchors import Anchor
    from geomap.spatial.made import Made

_SURE = 0.9
_LIKELY = 0.7
_SHORT_KM = 250.0  # farther apart, towns have more dealings than ground in common
_FARTHEST_KM = 1500.0  # a strip of land between two towns farther apart is no place
# Verbs that put something between two places; any other reading of "between" ("talks between") is left alone.
_PLACED = frozenset({"VERB", "AUX", "ADV"})
_JOINTS = frozenset({"and", "to", "with"})
_THREES = frozenset({"tri", "three", "triple", "four"})
_AREAS = frozenset({"area", "region", "zone", "triangle", "areas"})
_TRIPLE_FILLERS = frozenset(
    {"-", "border", "borders", "frontier", "country", "countries", "point", "area", "region", "zone", "junction"}
    | {"between", "of", "the"}
)


def find_between(row: Row) -> Iterator[Match]:
    """Yield what lies between places."""
    for index in range(len(row)):
        found = _between(row, index) or _corridor(row, index) or _meeting(row, index) or _route(row, index)
        if found is not None:
            yield found


def _pair(row: Row, start: int, joints: frozenset[str] = _JOINTS) -> tuple[Anchor, Anchor, int] | None:
    """Read "A and B", "the cities of A and B"."""
    first = row.ground(start, town=True)
    if first is None or row.word(first[1] + 1) not in joints:
        return None
    at = first[1] + 2
    second = row.ground(at, town=True)
    if second is None and (unseen := _unseen(row, at, first[0], _SHORT_KM)) is not None:
        second = unseen, at
    if second is None or not row.same_sentence(start, second[1]):
        return None
    return first[0], second[0], second[1]


def _between(row: Row, index: int) -> Match | None:
    if row.word(index) != "between" or is_sea_border(row, index - 1):  # a border at sea is never a strip of land
        return None
    pair = _pair(row, index + 1, frozenset({"and"}))
    if pair is None:
        return None
    first, second, last = pair
    words = spatial_words()
    before = [row.word(at) for at in range(max(0, index - 3), index) if row.same_sentence(at, index)]
    if any(word in words.waters for word in before):
        made = sea_between(first, second, row.shapes) or _beside(row, first, second)
        start = next(at for at in range(max(0, index - 3), index) if row.word(at) in words.waters)
        return None if made is None else Match(start, last, made, _SURE, ("the water between two shores",))
    if before and before[-1] in words.middles:
        return Match(index - 1, last, midway(first, second), _SURE, ("half way",))
    if not _is_land(row, index, before, first, second):
        return None
    word = "along the way between" if words.ways & set(before) else "between"
    return Match(index, last, between(first, second, word), _LIKELY, ("the land between two places",))


def _beside(row: Row, first: Anchor, second: Anchor) -> Made | None:
    """Return the waters of two countries that lie side by side: along the median line between their coasts."""
    if not (len(first.code) == len(second.code) == 2):
        return None
    line = median_line(row.shapes, first.code, second.code)
    return None if line is None else waters_along(line, row.shapes)


def _is_land(row: Row, index: int, before: list[str], first: Anchor, second: Anchor) -> bool:
    """Tell whether "between" is about ground: after a word for land, or after a verb and with two towns."""
    km = distance_km(first.lon, first.lat, second.lon, second.lat)
    if not 0 < km <= _FARTHEST_KM:
        return False
    if spatial_words().lands & set(before):
        return True
    if not (first.feature_class == second.feature_class == "P" or (first.is_point and second.is_point)):
        return False
    head = row.items[index].token.head
    if head.pos_ not in _PLACED and not (head.pos_ in {"NOUN", "PROPN"} and _is_ground(head.lemma_, km)):
        return False
    return not _are_capitals(row, first, second)


def _is_ground(noun: str, km: float) -> bool:
    """Tell whether a noun before "between two towns" is a thing that lies there, and no dealing of theirs."""
    return km <= _SHORT_KM and noun.lower() not in spatial_words().dealings


def _are_capitals(row: Row, *anchors: Anchor) -> bool:
    """Tell whether both stand for governments, as capitals do ("relations soured between Moscow and Kyiv")."""
    places = [row.gazetteer.get(anchor.key) for anchor in anchors]
    return all(place is not None and place.feature_code == "PPLC" for place in places)


def _corridor(row: Row, index: int) -> Match | None:
    """Read "the Moscow-Kyiv highway", "the Suwałki–Grodno corridor", "the Syria-Turkey-Iraq triangle"."""
    if row.anchor(index) is None and not row.code(index):
        return None
    chain = [index]
    while row.is_hyphen(chain[-1] + 1) and _may_be_place(row, chain[-1] + 2):
        chain.append(chain[-1] + 2)
    words = spatial_words()
    tail = chain[-1] + 1
    if len(chain) == 3:
        tail += 2 * (row.word(tail) in _THREES and row.is_hyphen(tail + 1))
        return _three(row, chain, index, tail) if row.word(tail) in words.triples | words.borders else None
    if len(chain) != 2 or not row.same_sentence(index, tail):
        return None
    if row.word(tail) == "road" or row.word(tail) in words.ways:
        first, second = row.town(chain[0]), row.town(chain[1]) or _unseen(row, chain[1], row.town(chain[0]))
        if first is None or second is None or distance_km(first.lon, first.lat, second.lon, second.lat) > _FARTHEST_KM:
            return None
        return Match(index, tail, between(first, second, f"the {row.word(tail)} between"), _SURE, ("a way",))
    return None


def _may_be_place(row: Row, index: int) -> bool:
    if not 0 <= index < len(row):
        return False
    item = row.items[index]
    unseen = item.place is None and item.text[:1].isupper()
    return unseen or row.anchor(index) is not None or bool(row.code(index))


def _unseen(row: Row, index: int, partner: Anchor | None, most: float = _FARTHEST_KM) -> Anchor | None:
    """Look up a name that was not recognised or not decided; of several places, the nearest to the partner is meant."""
    found = row.place(index)
    if partner is None or not 0 <= index < len(row) or (found is not None and found.place is not None):
        return None
    if not row.items[index].text[:1].isupper():
        return None
    places = [one.place for one in row.gazetteer.lookup(row.items[index].text) if one.place.feature_class in {"P", "A"}]
    away = {one.id: distance_km(one.lon, one.lat, partner.lon, partner.lat) for one in places}
    best = min(places, key=lambda one: away[one.id], default=None)
    return None if best is None or away[best.id] > most else anchor_of(best, row.shapes)


def _three(row: Row, chain: list[int], first: int, last: int) -> Match | None:
    codes = tuple(row.code(at) for at in chain)
    km = TRIANGLE_KM if row.word(last) == "triangle" else 0.0
    made = tripoint(row.shapes, codes, km) if all(codes) else None
    return None if made is None else Match(first, last, made, _SURE, ("three countries meet",))


def _meeting(row: Row, index: int) -> Match | None:
    """Read "the tripoint of A, B and C", "where the borders of A, B and C meet", "three-border area of ..."."""
    words = spatial_words()
    listed = row.word(index) in words.triples or (row.word(index) in _THREES and row.is_hyphen(index + 1))
    if not listed and row.word(index) != "where":
        return None
    at = index + 1
    while row.word(at) in _TRIPLE_FILLERS:
        at += 1
    codes, last = _listed_codes(row, at)
    if len(codes) < 3:
        return None
    if not listed:
        last += 1 + (row.word(last + 1) in words.borders)
        if row.word(last) not in words.meets:
            return None
    said = {row.word(step) for step in range(index, at)}
    made = tripoint(row.shapes, tuple(codes), TRIANGLE_KM if said & _AREAS else 0.0)
    return None if made is None else Match(index, last, made, _SURE, ("the countries meet",))


def _listed_codes(row: Row, start: int) -> tuple[list[str], int]:
    """Read "A, B and C"; return the codes and the last one's item."""
    codes: list[str] = []
    last = at = start
    while row.same_sentence(start, at) and (row.code(at) or row.word(at) in {",", "and", "the"}):
        if row.code(at):
            codes.append(row.code(at))
            last = at
        at += 1
    return codes, last


def _route(row: Row, index: int) -> Match | None:
    """Read "the road from A to B", "the highway linking A and B", "the pipeline connecting A with B"."""
    words = spatial_words()
    if row.word(index) not in words.ways or row.place(index) is not None:
        return None
    at = index + 1
    if row.is_noun_at(at) and row.word(at) in words.ways:
        at += 1
    joint = phrase_at(row, at, words.way_joints)
    if joint < 0:
        return None
    while row.word(joint + 1) in words.way_joints:
        joint += 1
    if row.word(joint) == "between":
        return None  # the rule for "between" reads it
    pair = _pair(row, joint + 1)
    if pair is None or distance_km(pair[0].lon, pair[0].lat, pair[1].lon, pair[1].lat) > _FARTHEST_KM:
        return None
    made = between(pair[0], pair[1], f"the {row.word(index)} between")
    return Match(index, pair[2], made, _SURE, ("a way",))
