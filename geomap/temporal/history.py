"""Whether a text is a history: it tells of years long before its publication, and anchors its dates itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.temporal.lexicon import load_lexicon

if TYPE_CHECKING:
    from datetime import date

    from geomap.temporal.tokens import Lexed

# A year this far back is told as history, not as news.
_OLD_YEARS = 3
_LEAST = 4


def is_old_story(lexed: Lexed, published: date | None) -> bool:
    """Tell whether a text tells mostly of years well before its publication; without that day, of many years.

    Words that count from the day of publication ("yesterday", "on Friday", "last week") speak against it.
    """
    codes = load_lexicon().codes
    years = [token.value for token, code in zip(lexed.tokens, lexed.codes, strict=True) if code == codes["n4"]]
    if published is None:
        return len(years) >= _LEAST
    old = sum(isinstance(year, int) and 1000 <= year <= published.year - _OLD_YEARS for year in years)
    recent = sum(isinstance(year, int) and published.year - _OLD_YEARS < year <= published.year + 5 for year in years)
    news = sum(lexed.codes.count(codes[name]) for name in ("weekday", "day_word", "present"))
    return old >= _LEAST and old > 3 * recent and old > 4 * news
