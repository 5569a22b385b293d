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

    Raises
    ------
    DataError
        If the model's weights are missing or damaged.
    """
    from geomap.recognition.recogniser import SpanRecogniser
    from geomap.recognition.span_model import default_weights

    return SpanRecogniser(gazetteer, default_weights())


__all__ = ["Recogniser", "default_recogniser"]
