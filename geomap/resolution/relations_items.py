"""The text as a row of items: words, and places that stand for one word whatever their length.

The grammar of spatial expressions reads this row instead of tokens, because a place is one thing to it ("Kars
province", "U.S." in "U.S.-Mexico") wherever the tokeniser cuts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from geomap.model import MentionKind
from geomap.model.points import inner_point
from geomap.resolution.relations_words import spatial_words
from geomap.spatial.anchors import Anchor, anchor_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from geomap.gazetteer.protocol import Gazetteer
    from geomap.language import ParsedDocument
    from geomap.model import Resolution
    from geomap.resolution.relations_compass import Direction
    from geomap.resolution.relations_match import Match
    from geomap.spatial import Shapes

_PIECE = re.compile(r"[^\s/–—-]+|[/–—-]")
_DIVISIONS = frozenset({"province", "region", "district", "governorate", "oblast", "state", "county", "prefecture"})
_MOST_LEADING = 6  # words such as "the city of" before a name
_HYPHENS = frozenset("-–—/")
# A mention that ends in one of these is an expression, not a name; its words are read one by one.
_NOT_NAMES = frozenset({"border", "borders", "frontier", "coast", "coastline", "airspace", "outskirts", "waters"})


@dataclass(frozen=True, slots=True)
class Item:
    """A word, or a place.

    Attributes
    ----------
    text, lower
        As it stands, and in lower case.
    start, end
        Offsets in Unicode code points into the document's text, end exclusive.
    token
        The token it lies in (the last one, for a place of several).
    sentence
        Offset at which its sentence begins.
    place
        What the place was decided to mean; ``None`` for a word.
    """

    text: str
    lower: str
    start: int
    end: int
    token: Token
    sentence: int
    place: Resolution | None = None

    @property
    def is_noun(self) -> bool:
        """Whether the parse takes the word for a noun."""
        return self.token.pos_ in {"NOUN", "PROPN"}


class Row:
    """A document's items, and what the rules ask of them.

    Parameters
    ----------
    parsed
        The document.
    resolutions
        Its places.
    gazetteer, shapes
        For demonyms and outlines.
    """

    def __init__(
        self, parsed: ParsedDocument, resolutions: Sequence[Resolution], gazetteer: Gazetteer, shapes: Shapes
    ) -> None:
        self.parsed = parsed
        self.text = parsed.text
        self.resolutions = [item for item in resolutions if _is_name(item)]
        self.gazetteer = gazetteer
        self.shapes = shapes
        self.items = list(self._items())
        self._words = [item.lower for item in self.items]
        self._size = len(self.items)
        # Expressions that others build on ("30 km south of the border"), by their first item.
        self.grounds: dict[int, tuple[Anchor, int]] = {}
        # Compass points already read, by item: several rules ask for the same.
        self.directions: dict[int, Direction | None] = {}

    def __len__(self) -> int:
        return len(self.items)

    def word(self, index: int) -> str:
        """Return an item in lower case, ``""`` beyond the ends."""
        return self._words[index] if 0 <= index < self._size else ""

    def place(self, index: int) -> Resolution | None:
        """Return the place at an index, ``None`` for a word."""
        return self.items[index].place if 0 <= index < self._size else None

    def same_sentence(self, first: int, second: int) -> bool:
        """Tell whether two items stand in one sentence."""
        if not (0 <= first < self._size and 0 <= second < self._size):
            return False
        return self.items[first].sentence == self.items[second].sentence

    def is_noun_at(self, index: int) -> bool:
        """Tell whether an item is a noun."""
        return 0 <= index < len(self.items) and self.items[index].is_noun

    def is_hyphen(self, index: int) -> bool:
        """Tell whether an item is a hyphen, dash or slash."""
        return self.word(index) in _HYPHENS

    def is_possessive(self, index: int) -> bool:
        """Tell whether an item is a genitive's ending."""
        return self.word(index) in {"'s", "’s", "'", "’"}

    def anchor(self, index: int) -> Anchor | None:
        """Return a place item as an anchor; ``None`` for words, demonyms and places not found."""
        found = self.place(index)
        if found is None or found.place is None or found.mention.kind is MentionKind.DEMONYM:
            return None
        return anchor_of(found.place, self.shapes)

    def town(self, index: int) -> Anchor | None:
        """Return a place item as an anchor, a town rather than the division that bears its name.

        "30 km south of Aleppo" is counted from the city, whatever else the text says of the province, unless the text
        says "province".
        """
        anchor = self.anchor(index)
        found = self.place(index)
        if anchor is None or found is None or found.place is None or found.mention.kind_word:
            return anchor
        if found.place.is_country or found.place.feature_class != "A":
            return anchor
        if self.word(index + 1) in _DIVISIONS or self.word(index - 2) in _DIVISIONS:
            return anchor
        own = [
            candidate.place
            for candidate in self.gazetteer.lookup(found.mention.name)
            if candidate.place.feature_class == "P" and candidate.place.country == found.place.country
        ]
        near = [place for place in own if place.admin1 == found.place.admin1] or own
        return anchor_of(max(near, key=lambda place: place.population), self.shapes) if near else anchor

    def country(self, code: str) -> Anchor | None:
        """Return a country as an anchor."""
        found = self.gazetteer.country(code)
        return None if found is None else anchor_of(found.place, self.shapes)

    def ground(self, start: int, *, town: bool = False) -> tuple[Anchor, int] | None:
        """Read "the city of X", "the border of A and B", "northern X" from an item on.

        Parameters
        ----------
        start
            Item to begin at.
        town
            Whether to take a town rather than the division of its name.

        Returns
        -------
        tuple or None
            The anchor and the index of its last item.
        """
        at = start
        for _ in range(_MOST_LEADING):
            if at in self.grounds and self.same_sentence(start - 1, at):
                return self.grounds[at]
            anchor = None
            if self.same_sentence(start - 1, at):
                anchor = self.town(at) if town else self.anchor(at)
            if anchor is not None:
                return anchor, at
            if self.word(at) not in spatial_words().leading:
                return None
            at += 1
        return None

    def add_ground(self, match: Match, base: Anchor | None = None) -> None:
        """Let other expressions build on one ("30 km south of the border", "near northern Syria")."""
        made = match.made
        lon, lat = inner_point(made.geometry) or (0.0, 0.0)
        is_line = made.geometry.area == 0
        anchor = Anchor(
            f"{'line' if is_line else 'part'}:{made.text}",
            made.text.partition(";")[0],
            lon,
            lat,
            made.geometry,
            base.population if base else 0,
            made.countries,
        )
        self.grounds[match.first] = (anchor, match.last)

    @cached_property
    def whereabouts(self) -> tuple[tuple[float, float], ...]:
        """Longitudes and latitudes of all places that the document names."""
        places = [item.place for item in self.resolutions if item.place is not None]
        return tuple(dict.fromkeys((place.lon, place.lat) for place in places))

    @cached_property
    def countries(self) -> tuple[str, ...]:
        """Alpha-2 codes of all countries in which the document's places lie."""
        return tuple(sorted({item.place.country for item in self.resolutions if item.place and item.place.country}))

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The country that each item names by itself, by name or demonym; ``""`` for none."""
        return tuple(self._code(item) for item in self.items)

    def code(self, index: int) -> str:
        """Return the alpha-2 code of the country that an item names; ``""`` for none."""
        return self.codes[index] if 0 <= index < len(self.items) else ""

    def _code(self, item: Item) -> str:
        if item.place is not None:
            place = item.place.place
            if place is not None and place.is_country:
                return place.country
            if item.place.mention.kind is not MentionKind.DEMONYM:
                return ""
        if not item.text[:1].isupper():
            return ""
        found = self.gazetteer.demonym(item.text)
        if found:
            return found[0]
        if item.place is None and item.token.pos_ == "PROPN" and item.end - item.start < len(item.token):
            # Half a token, such as the U.S. of "U.S.-Mexico": recognisers may not look inside.
            for candidate in self.gazetteer.lookup(item.text)[:1]:
                return candidate.place.country if candidate.place.is_country else ""
        return ""

    def _items(self) -> Iterator[Item]:
        starts = {item.mention.start: item for item in sorted(self.resolutions, key=lambda r: r.mention.end)}
        covered_to = -1
        open_place: Resolution | None = None
        begins: list[int] = []
        for sentence in self.parsed.doc.sents:
            begins += [sentence.start_char] * len(sentence)
        for token in self.parsed.doc:
            begin = begins[token.i]
            for piece in _PIECE.finditer(token.text):
                start, end = token.idx + piece.start(), token.idx + piece.end()
                if start < covered_to:
                    if end < covered_to or open_place is None:
                        continue
                    tail = self.text[covered_to:end]
                    if tail and not tail.isspace():
                        yield self._word(tail, covered_to, token, begin)
                    continue
                found = starts.get(start)
                if found is not None:
                    covered_to = found.mention.end
                    open_place = found
                    yield self._placed(found, token, begin)
                    if covered_to < end:
                        yield self._word(self.text[covered_to:end], covered_to, token, begin)
                    continue
                yield self._word(piece.group(), start, token, begin)

    @staticmethod
    def _word(text: str, start: int, token: Token, begin: int) -> Item:
        return Item(text, text.lower(), start, start + len(text), token, begin)

    def _placed(self, found: Resolution, token: Token, begin: int) -> Item:
        mention = found.mention
        last = self.parsed.tokens_in(mention.start, mention.end)
        closing = last[-1] if last else token
        text = self.text[mention.start : mention.end]
        return Item(text, text.lower(), mention.start, mention.end, closing, begin, found)


def _is_name(item: Resolution) -> bool:
    surface = item.mention.surface
    words = surface.lower().split()
    if item.place is not None and surface.split()[-1][:1].isupper():
        return True  # "Ivory Coast", a name of its own
    if item.place is None and len(words) == 1 and _HYPHENS & set(surface):
        return False  # "U.S.-Mexico", taken for one name that no gazetteer has: two names
    return len(words) < 2 or words[-1] not in _NOT_NAMES
