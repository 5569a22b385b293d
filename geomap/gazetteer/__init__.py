"""Gazetteer: names to candidate places."""

from geomap.gazetteer.chained import ChainedGazetteer
from geomap.gazetteer.curated import load_regions
from geomap.gazetteer.curated_regions import CuratedRegion, ShapeSpec
from geomap.gazetteer.normalise import normalise
from geomap.gazetteer.opening import open_gazetteer
from geomap.gazetteer.protocol import Country, Gazetteer

__all__ = [
    "ChainedGazetteer",
    "Country",
    "CuratedRegion",
    "Gazetteer",
    "ShapeSpec",
    "load_regions",
    "normalise",
    "open_gazetteer",
]
