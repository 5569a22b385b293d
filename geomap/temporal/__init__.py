"""Parsed text to time expressions: a grammar and its normaliser."""

from geomap.temporal.protocol import TemporalTagger
from geomap.temporal.tagger import Tagger, default_tagger, tag

__all__ = ["Tagger", "TemporalTagger", "default_tagger", "tag"]
