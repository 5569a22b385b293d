"""Events: triggers, arguments, status, linking to place and time, merging within and across documents."""

from geomap.events.extractor import LexiconExtractor, default_extractor
from geomap.events.merging import merge
from geomap.events.probing import place_of_word, type_of_sentence
from geomap.events.protocol import EventExtractor

__all__ = ["EventExtractor", "LexiconExtractor", "default_extractor", "merge", "place_of_word", "type_of_sentence"]
