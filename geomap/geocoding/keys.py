"""How a name becomes the key under which its answers are kept.

The key is written into files that outlive versions of geomap, so it is made here and not by the gazetteer's folding,
which may be improved at any time. A change of this function needs a migration of the store.
"""

from __future__ import annotations

import re
import unicodedata

# Letters that Unicode does not decompose, as news spells them without their marks.
_LETTERS = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "a", "ħ": "h"}
)
_APOSTROPHES = re.compile(r"['’ʼʻ`´‘ʿʾ]")
_BETWEEN = re.compile(r"[\W_]+")
_THE = re.compile(r"^the (?=\S)")
_SAINT = re.compile(r"\bst\b")


def query_key(name: str) -> str:
    """Return the key of a name: case, accents, hyphens, apostrophes, a leading "the", "St." for "Saint" do not matter.

    Parameters
    ----------
    name
        A place name in any script.

    Returns
    -------
    str
        The key; ``""`` for a name without letters or digits.
    """
    decomposed = unicodedata.normalize("NFKD", name.replace("İ", "i").casefold())
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    spaced = _BETWEEN.sub(" ", _APOSTROPHES.sub("", bare.translate(_LETTERS))).strip()
    return _SAINT.sub("saint", unicodedata.normalize("NFC", _THE.sub("", spaced)))
