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

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from geomap.gazetteer.protocol import Gazetteer
    from geomap.language import ParsedDocument
    from geomap.model import Resolution
    from geomap.spatial import Shapes

_PIECE = re.compile(r"[^\s/–—-]+|[/–—-]")
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
        self.text = parsed.document.text
        self.resolutions = [item for item in resolutions if _is_name(item)]
        self.gazetteer = gazetteer
        self.shapes = shapes
        self.items = list(self._items())

    def __len__(self) -> int:
        return len(self.items)

    def word(self, index: int) -> str:
        """Return an item in lower case, ``""`` beyond the ends."""
        return self.items[index].lower if 0 <= index < len(self.items) else ""

    def place(self, index: int) -> Resolution | None:
        """Return the place at an index, ``None`` for a word."""
        return self.items[index].place if 0 <= index < len(self.items) else None

    def same_sentence(self, first: int, second: int) -> bool:
        """Tell whether two items stand in one sentence."""
        if not (0 <= first < len(self.items) and 0 <= second < len(self.items)):
            return False
        return self.items[first].sentence == self.items[second].sentence

    def is_hyphen(self, index: int) -> bool:
        """Tell whether an item is a hyphen, dash or slash."""
        return self.word(index) in _HYPHENS

    def is_possessive(self, index: int) -> bool:
        """Tell whether an item is a genitive's ending."""
        return self.word(index) in {"'s", "’s", "'", "’"}

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
        for token in self.parsed.doc:
            for piece in _PIECE.finditer(token.text):
                start, end = token.idx + piece.start(), token.idx + piece.end()
                if start < covered_to:
                    if end < covered_to or open_place is None:
                        continue
                    tail = self.text[covered_to:end]
                    if tail and not tail.isspace():
                        yield self._word(tail, covered_to, token)
                    continue
                found = starts.get(start)
                if found is not None:
                    covered_to = found.mention.end
                    open_place = found
                    yield self._placed(found, token)
                    if covered_to < end:
                        yield self._word(self.text[covered_to:end], covered_to, token)
                    continue
                yield self._word(piece.group(), start, token)

    def _word(self, text: str, start: int, token: Token) -> Item:
        return Item(text, text.lower(), start, start + len(text), token, token.sent.start_char)

    def _placed(self, found: Resolution, token: Token) -> Item:
        mention = found.mention
        last = self.parsed.tokens_in(mention.start, mention.end)
        closing = last[-1] if last else token
        lower = mention.surface.lower()
        return Item(mention.surface, lower, mention.start, mention.end, closing, token.sent.start_char, found)


def _is_name(item: Resolution) -> bool:
    words = item.mention.surface.lower().split()
    return len(words) < 2 or words[-1] not in _NOT_NAMES
