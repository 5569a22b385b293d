"""Recognition: parsed text to mentions of places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.recognition.protocol import Recogniser

if TYPE_CHECKING:
    from geomap.gazetteer.protocol import Gazetteer


def default_recogniser(gazetteer: Gazetteer) -> Recogniser:
    """Return the built-in recogniser.

    Parameters
    ----------
    gazetteer
        Names and demonyms.
    """
    from geomap.recognition.listed import ListedRecogniser

    return ListedRecogniser(gazetteer)


__all__ = ["Recogniser", "default_recogniser"]
