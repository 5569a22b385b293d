"""A document as the event reader sees it: places and dates, each with the word that governs it."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from geomap.events.governing import Use, use_of
from geomap.events.headings import Heading, Outline, outline
from geomap.events.lexicon import words
from geomap.events.names import is_guessed, unrecognised_names, whole_names
from geomap.events.narrating import is_eventful
from geomap.events.referring import place_meant, referring_words
from geomap.events.retelling import retold
from geomap.events.sentences import sentence_starts, start_of
from geomap.events.syntax import VERBAL, any_of
from geomap.model import MentionKind, RegionKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from geomap.events.telling import Telling
    from geomap.language import ParsedDocument
    from geomap.model import Resolution, TimeSpan

_DATELINE = re.compile(
    r"\s*[A-Z][\w'’/-]+(?:[ -][A-Z][\w'’/-]+){0,2}(?:, [A-Z][\w. '’/-]{1,30}?){0,3}"
    r"(?: {3,}|\s*[–—]\s|\s+--?\s)"
)

_TITLE = 120  # characters
_ROLES = frozenset({"pobj", "dobj", "nsubjpass"})


class Scene:
    """One document's parse, places and dates.

    Parameters
    ----------
    parsed
        The document and its parse.
    resolutions, times
        What was found in it, in text order.
    nil
        Whether names that no gazetteer knows count as places too.
    """

    def __init__(
        self,
        parsed: ParsedDocument,
        resolutions: Sequence[Resolution],
        times: Sequence[TimeSpan],
        *,
        nil: bool = False,
    ) -> None:
        self._nil = nil
        self.trigger_tokens: frozenset[int] = frozenset()
        self.spoken_tokens: frozenset[int] = frozenset()
        self.tellings: tuple[Telling, ...] = ()
        self.parsed = parsed
        self.resolutions = tuple(resolutions)
        if nil:
            self.resolutions = (*whole_names(parsed, resolutions), *unrecognised_names(parsed, resolutions))
        self.times = retold(parsed, times)

    def recognised(self, index: int | None) -> int | None:
        """Return a place's index if the recogniser found it; names that only the event reader saw have none."""
        return index if index is not None and not is_guessed(self.resolutions[index]) else None

    @cached_property
    def places(self) -> tuple[Use, ...]:
        """Every resolved place in prose, demonyms and metonyms among them."""
        found = []
        for index, resolution in enumerate(self.resolutions):
            mention = resolution.mention
            if (resolution.is_nil and not self._nil) or not self.is_read(mention.start):
                continue
            if mention.start < self._dateline_end:
                continue
            head = self._head(mention.start, mention.end)
            peoples = resolution.is_nil and head is not None and (head.pos_ == "ADJ" or head.ent_type_ == "NORP")
            if head is not None and not peoples:  # "the West African country" is nowhere of its own
                nation = resolution.place is not None and resolution.place.is_country
                use = use_of(index, head, is_time=False, nation=nation)
                if not (resolution.is_nil and _names_a_make(use)):
                    found.append(use)
        more = (*self._there(found), *self._here(), *self._meant(found))
        return tuple(sorted((*found, *more), key=lambda use: use.head.i))

    @cached_property
    def _dateline_end(self) -> int:
        """Offset up to which a text opens with places alone: "Suruc, Turkey     About 36 militants ..."."""
        found = _DATELINE.match(self.parsed.document.text)
        return 0 if found is None else found.end()

    def _there(self, places: Sequence[Use]) -> Iterator[Use]:
        """Yield "there" as the place named last."""
        for token in any_of(self.parsed.doc, {"there"}):
            if token.dep_ != "advmod" or token.head.pos_ not in VERBAL:
                continue
            before = [
                use
                for use in places
                if use.head.i < token.i
                and use.link not in {"modifier", "subject"}
                and self.resolutions[use.index].mention.kind is MentionKind.LITERAL
            ]
            if before:
                yield Use(before[-1].index, token, token.head, "in")

    def _here(self) -> Iterator[Use]:
        """Yield "here", outside of what somebody says, as the place that the text is written from."""
        if self.desk is None:
            return
        for token in any_of(self.parsed.doc, {"here"}):
            if token.dep_ == "advmod" and not _is_quoted(self.parsed.text, token.idx):
                yield Use(self.desk, token, token.head, "in")

    @cached_property
    def desk(self) -> int | None:
        """Index of the place that the dateline, or the head of a letter, names first."""
        for index, item in enumerate(self.resolutions):
            written = self.region(item.mention.start) is RegionKind.DATELINE
            if written and item.place is not None and item.mention.kind is not MentionKind.DEMONYM:
                return index
        return None

    def _meant(self, places: Sequence[Use]) -> Iterator[Use]:
        """Yield "the city", "the island" and "the mine" as the place meant."""
        named = {use.head.i for use in places}
        for token in any_of(self.parsed.doc, referring_words()):
            if token.dep_ not in _ROLES or token.i in named or not self.is_read(token.idx):
                continue
            index = place_meant(token, self._beside(token.idx), places)
            if index is not None:
                yield use_of(index, token, is_time=False)

    def _beside(self, offset: int) -> list[Resolution | None]:
        """Return the places, those of sections about another place left out."""
        here = self.heading(offset)
        if here.place is None:
            return list(self.resolutions)
        return [item if self.heading(item.mention.start).section == here.section else None for item in self.resolutions]

    @cached_property
    def _outline(self) -> Outline:
        return outline(self.parsed, self.resolutions, self.times)

    def heading(self, offset: int) -> Heading:
        """Return the date and the place at the head of the paragraph or section that an offset stands in."""
        return self._outline.at(offset)

    @cached_property
    def dates(self) -> tuple[Use, ...]:
        """Every dated time expression in prose; the joint range instead of its two ends."""
        found = []
        for index, span in enumerate(self.times):
            dated = span.date_from is not None or span.date_to is not None
            vague = span.value.endswith("_REF")
            if (
                not dated
                or vague
                or span.range is not None
                or span.type in {"SET", "DURATION"}
                or not self.is_read(span.start)
            ):
                continue
            head = self._head(span.start, span.end)
            if head is not None:
                found.append(use_of(index, head, is_time=True))
        return tuple(found)

    @cached_property
    def places_by_sentence(self) -> dict[int, list[Use]]:
        """Places by the index of their sentence's first token."""
        return _by_sentence(self.places)

    @cached_property
    def dates_by_sentence(self) -> dict[int, list[Use]]:
        """Dates by the index of their sentence's first token."""
        return _by_sentence(self.dates)

    @cached_property
    def sentence_starts(self) -> tuple[int, ...]:
        """Index of each sentence's first token."""
        return sentence_starts(self.parsed.doc)

    def is_read(self, offset: int) -> bool:
        """Tell whether a character stands in text that may tell of events."""
        return self.parsed.document.is_told_at(offset)

    def is_title(self, offset: int) -> bool:
        """Tell whether an offset stands in the headline, or in a short first line that asks or names what follows."""
        return offset < self._opening_end or self.region(offset) is RegionKind.HEADLINE

    @cached_property
    def _opening_end(self) -> int:
        """Length of a short first line that is no sentence, 0 for none."""
        first = self.parsed.document.text.lstrip().split("\n", 1)[0]
        return len(first) if len(first) <= _TITLE and not first.endswith(".") else 0

    def region(self, offset: int) -> RegionKind | None:
        """Return the kind of region at an offset."""
        return self.parsed.document.region_at(offset)

    def _head(self, start: int, end: int) -> Token | None:
        span = self.parsed.doc.char_span(start, end, alignment_mode="expand")
        return None if span is None else span.root


def _names_a_make(use: Use) -> bool:
    """Tell whether a name only qualifies craft or an event: "Chinook helicopters", "Houthi attacks"."""
    above = use.governor
    if use.link != "modifier" or above is None:
        return False
    return above.lemma_.lower() in words("craft") or is_eventful(above)


def _is_quoted(text: str, offset: int) -> bool:
    """Tell whether an offset stands inside quotation marks that its paragraph opens."""
    before = text[text.rfind("\n", 0, offset) + 1 : offset]
    return before.count('"') % 2 == 1 or before.rfind("“") > before.rfind("”")


def _by_sentence(uses: Sequence[Use]) -> dict[int, list[Use]]:
    found: dict[int, list[Use]] = {}
    for use in uses:
        found.setdefault(start_of(use.head), []).append(use)
    return found
