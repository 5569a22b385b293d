"""Parsed text to time expressions: a grammar and its normaliser."""

from geomap.temporal.tagger import Tagger, default_tagger, tag

__all__ = ["Tagger", "default_tagger", "tag"]
