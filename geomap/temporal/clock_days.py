"""Clock times whose day is told after another zone's: "at 8 a.m. local time (0600 GMT) on 27 November"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.model import Precision, TimexType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.model import TimeSpan

_CLOCK = re.compile(
    r"(?:[^\W\d]+ )?\d{1,4}(?:[:.]\d\d)?(?:\s*[ap]\.?\s?m\.?)?(?: local time| [A-Z]{3,4})?", re.IGNORECASE
)
_OPENS = re.compile(r",?\s*\(")
_CLOSES = re.compile(r"\)\s*,?\s*(?:on\s+)?(?:the\s+)?", re.IGNORECASE)


def share_days(text: str, spans: Sequence[TimeSpan]) -> list[TimeSpan]:
    """Give a clock time, and the same moment in brackets, the day that follows the brackets.

    Parameters
    ----------
    text
        The text.
    spans
        Its single times, in text order.

    Returns
    -------
    list of TimeSpan
        The same, in the same order.
    """
    out = list(spans)
    for index in range(len(out) - 2):
        clock, aside, day = out[index : index + 3]
        bracketed = _OPENS.fullmatch(text, clock.end, aside.start) and _CLOSES.fullmatch(text, aside.end, day.start)
        if bracketed and _is_clock(clock) and _is_clock(aside) and day.precision is Precision.DAY and day.date_from:
            out[index], out[index + 1] = _on(clock, day), _on(aside, day)
    return out


def _is_clock(span: TimeSpan) -> bool:
    return span.type is TimexType.TIME and _CLOCK.fullmatch(span.surface) is not None


def _on(clock: TimeSpan, day: TimeSpan) -> TimeSpan:
    _, _, hour = clock.value.partition("T")
    value = f"{day.value.partition('T')[0]}T{hour}"
    return replace(clock, value=value, date_from=day.date_from, date_to=day.date_to, edtf=day.edtf, anchor=day.anchor)
