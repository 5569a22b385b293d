"""The folding key under which a name is stored and looked up."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not decompose. Schwa becomes "a", as in GeoNames' own ASCII names ("Şəki" → "Saki").
_LETTERS = str.maketrans(
    {
        "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ə": "a", "ħ": "h",
        "ŧ": "t", "ŋ": "n", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ɔ": "o", "ɛ": "e", "ɖ": "d", "ƴ": "y", "ɣ": "g",
        # Apostrophes of every shape, and signs for the glottal stop, ayn and the soft sign, say nothing in English.
        "'": "", "’": "", "‘": "", "ʻ": "", "ʼ": "", "ʿ": "", "ʾ": "", "`": "", "´": "", "ʹ": "", "ʺ": "", "′": "",
        "ˌ": "", "\u200c": "", "\u200d": "", "\u00ad": "",
        "&": " and ",
    }
)  # fmt: skip
_INITIAL = re.compile(r"(?<![^\W_])([^\W\d_])\.(?=[^\W\d_](?:\W|$)|\W|$)")
_OTHER = re.compile(r"[\W_]+")
_WORDS = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}


# For pure ASCII, which most names are: one table does what the steps below do.
_ASCII_TABLE = str.maketrans(
    {code: (chr(code) if chr(code).isalnum() else " ") for code in range(128)}
    | {ord("'"): None, ord("`"): None, ord("&"): " and "}
)


def fold(name: str) -> str:
    """Return the same as `normalise`, without keeping it: for going through many names once."""
    text = name.casefold()
    if text.isascii():
        if text.isalnum():  # one word, as most names are
            return _WORDS.get(text, text)
        if "." in text:
            text = _INITIAL.sub(r"\1", text.replace("'", "").replace("`", ""))
        words = text.translate(_ASCII_TABLE).split()
    else:
        decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
        text = "".join(char for char in decomposed if not unicodedata.combining(char)).translate(_LETTERS)
        words = _OTHER.sub(" ", _INITIAL.sub(r"\1", text)).split()
    if len(words) > 1 and words[0] == "the":
        del words[0]
    return " ".join([_WORDS.get(word, word) for word in words])


@lru_cache(maxsize=50_000)
def normalise(name: str) -> str:
    """Return the key under which a name is looked up.

    Case, accents, ``ı``/``İ``, apostrophes, hyphens and other punctuation do not count; "Saint" and "St.", "Mount" and
    "Mt.", "Fort" and "Ft." are one; dots between initials vanish ("U.S." → "us"); a leading "the" is dropped.

    Parameters
    ----------
    name
        A name as written.

    Returns
    -------
    str
        The key; ``""`` when the name holds no letter or digit.

    Examples
    --------
    >>> normalise("Iğdır"), normalise("IĞDIR"), normalise("St. John's"), normalise("the U.S.")
    ('igdir', 'igdir', 'st johns', 'us')
    """
    return fold(name)


_SEPARATORS = str.maketrans("", "", ".,  \u00a0")


def exact_form(name: str) -> str:
    """Return an abbreviation with its case kept and dots, commas and spaces gone ("N.Y." → "NY"), to compare cases."""
    return name.translate(_SEPARATORS)
