"""The built-in extractor: trigger lexicon, dependency parse, coreference within the document."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geomap.events.actors import ActorReader
from geomap.events.assembling import Assembler
from geomap.events.casting import homeland
from geomap.events.clusters import cluster
from geomap.events.confidence import FILE, default_confidence
from geomap.events.lexicon import default_lexicon
from geomap.events.named import default_named_events, find_named
from geomap.events.phrasing import mark_places
from geomap.events.repeats import loosened
from geomap.events.scene import Scene
from geomap.events.sharing import share_casts
from geomap.events.signs import signs_of
from geomap.events.splitting import split
from geomap.events.telling import tell
from geomap.events.triggers import find_triggers
from geomap.resources import data_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.events.confidence import Confidence
    from geomap.events.lexicon import Lexicon
    from geomap.events.named import NamedEvents
    from geomap.events.telling import Telling
    from geomap.gazetteer import Gazetteer
    from geomap.language import ParsedDocument
    from geomap.model import Event, Resolution, TimeSpan
    from geomap.spatial import Shapes

VERSION = "1"


@dataclass(frozen=True, slots=True)
class LexiconExtractor:
    """Extracts events by trigger words and syntax.

    Attributes
    ----------
    lexicon, named
        The trigger words and the named events.
    gazetteer, shapes
        Where countries' names, known places and shapes come from; without shapes events are points.
    confidence
        How sure what was read is.
    id
        Name, version and a hash of the word lists and weights.
    """

    lexicon: Lexicon
    named: NamedEvents
    gazetteer: Gazetteer
    shapes: Shapes | None
    confidence: Confidence
    id: str

    def extract(
        self, parsed: ParsedDocument, resolutions: Sequence[Resolution], times: Sequence[TimeSpan]
    ) -> tuple[Event, ...]:
        """Return the document's events, each told once, in the order of their first mention."""
        found: dict[str, Event] = {}
        for event, signs in self.read(parsed, resolutions, times):
            found.setdefault(event.id, replace(event, confidence=self.confidence.of(signs)))
        return tuple(found.values())

    def read(
        self, parsed: ParsedDocument, resolutions: Sequence[Resolution], times: Sequence[TimeSpan]
    ) -> Iterator[tuple[Event, dict[str, float]]]:
        """Yield the events, their confidence still 0, each with what speaks for and against it."""
        told = self.tell(parsed, resolutions, times)
        if told is None:
            return
        tellings, scene = told
        clusters = cluster(tellings, scene)
        assembler = Assembler(scene, self.gazetteer, self.shapes, homeland(scene))
        for item in clusters:
            event = assembler.event(item, clusters)
            yield event, signs_of(event, item, clusters, scene)

    def tell(
        self, parsed: ParsedDocument, resolutions: Sequence[Resolution], times: Sequence[TimeSpan]
    ) -> tuple[list[Telling], Scene] | None:
        """Return every telling of an event, in text order, and the scene they play in; ``None`` without any."""
        mark_places(parsed, resolutions)
        known = find_named(parsed, self.named, self.lexicon)
        triggers = find_triggers(parsed, self.lexicon, known)
        if not triggers:
            return None
        scene = Scene(parsed, resolutions, times, nil=True)
        scene.trigger_tokens = frozenset(item.token.i for item in triggers)
        scene.spoken_tokens = frozenset(
            token.i
            for item in triggers
            if item.kind.speech or item.kind.code.context == "diplomatic"
            for token in (item.token, item.verb)
            if token is not None
        )
        reader = ActorReader(scene, self.lexicon)
        tellings = [tell(order, item, scene, reader, self.lexicon, known) for order, item in enumerate(triggers)]
        scene.tellings = tuple(tellings)
        return loosened(split(share_casts(tellings, reader), scene), scene), scene


def default_extractor(gazetteer: Gazetteer, shapes: Shapes | None = None) -> LexiconExtractor:
    """Return the built-in extractor with the word lists that ship with geomap."""
    digest = hashlib.sha256()
    names = ("triggers", "other_senses", "registers", "named_events", "clause_words", "merging", "whos_who")
    lists = [("curated", f"{name}.toml") for name in names]
    for parts in (*lists, FILE, ("models", "event_coreference.json")):
        digest.update(data_file(*parts).read_bytes())
    return LexiconExtractor(
        default_lexicon(),
        default_named_events(),
        gazetteer,
        shapes,
        default_confidence(),
        f"events-lexicon-{VERSION}+{digest.hexdigest()[:8]}",
    )
