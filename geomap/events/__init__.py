"""Events: triggers, arguments, status, linking to place and time, merging within and across documents."""

from geomap.events.assembling import event_id
from geomap.events.extractor import LexiconExtractor, default_extractor
from geomap.events.merging import merge
from geomap.events.probing import place_of_word, type_of_sentence
from geomap.events.protocol import EventExtractor
from geomap.events.registry import open_extractor

__all__ = [
    "EventExtractor",
    "LexiconExtractor",
    "default_extractor",
    "event_id",
    "merge",
    "open_extractor",
    "place_of_word",
    "type_of_sentence",
]
