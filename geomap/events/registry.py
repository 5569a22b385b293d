"""The event extractors by name: the built-in one, and those that installed packages add."""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import TYPE_CHECKING, TypeAlias

from geomap.errors import SettingsError
from geomap.events.extractor import default_extractor

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.events.protocol import EventExtractor
    from geomap.gazetteer import Gazetteer
    from geomap.spatial import Shapes

    ExtractorFactory: TypeAlias = Callable[[Gazetteer, Shapes | None], EventExtractor]

ENTRY_POINTS = "geomap.extractors"
BUILT_IN = "lexicon"


def open_extractor(name: str, gazetteer: Gazetteer, shapes: Shapes | None = None) -> EventExtractor:
    """Return the extractor of a name.

    Parameters
    ----------
    name
        ``"lexicon"``, or a name in the entry point group ``geomap.extractors``, where a function from gazetteer and
        shapes to an extractor is registered.
    gazetteer, shapes
        Handed to that function.

    Raises
    ------
    SettingsError
        If no installed package offers an extractor of that name.
    """
    return extractor_factory(name)(gazetteer, shapes)


def extractor_factory(name: str) -> ExtractorFactory:
    """Return what makes the extractor of a name.

    Raises
    ------
    SettingsError
        If no installed package offers an extractor of that name.
    """
    if name == BUILT_IN:
        return default_extractor
    points = entry_points(group=ENTRY_POINTS)
    if name not in points.names:
        known = ", ".join((BUILT_IN, *sorted(points.names)))
        raise SettingsError(f"There is no event extractor {name!r}.", f"Known: {known}; see the setting `extractor`.")
    factory: ExtractorFactory = points[name].load()
    return factory
