"""Which alternate names of a GeoNames place an English news text may use.

GeoNames carries every spelling in every script, transliterations in lower case ("kars" for Kadirli, "baku" for Burke in
Texas) and airport codes, without saying which is which. What is kept:

1. names in Latin script that begin like a name (upper case, or a particle such as "al-" before upper case);
2. not a code: no word of two to four capitals alone;
3. not a foreign collision: a name that is unlike the place's own and belongs as *main* name to a more prominent place
   is dropped ("Paris" for a hamlet nicknamed so), as is one that many places share.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from geomap.gazetteer.normalise import fold

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Mapping

# Below this Jaro-Winkler similarity of the folded names, two spellings are different names, not variants of one.
# 0.82 keeps Marrakesh/Marrakech, Kharkiv/Kharkov, Gyumri/Giumri and parts Kars/Carsi from Kars/Karşıyaka.
SIMILAR = 0.82
# A name unlike the place's own that this many places bear as an alternate says little about any of them.
MAX_SHARED = 3

_PARTICLE = re.compile(
    r"^(?:al|el|ad|adh|an|ar|as|ash|at|ath|az|d|l|'s|’s|'t|’t|de|la|les?|da|do|ed|en|er|ez|es|et|esh|ech|ul|eṭ|il|ta|t)"
    r"[-'’ ](?=[^\W\d_a-zß-ÿ])"
)
_CODE = re.compile(r"^[A-Z]{2,4}$")
_MARKS = frozenset(" -'’‘ʻʼʿʾ`´ʹ.,()/–&\u00a0")


def is_plausible(name: str) -> bool:
    """Tell whether a name is written as English news may write a place name (rules 1 and 2).

    Parameters
    ----------
    name
        An alternate name of GeoNames.
    """
    if not 2 < len(name) < 60 or _CODE.match(name):
        return False
    if not (name[0].isupper() or _PARTICLE.match(name)):
        return False
    return all(char.isascii() or char in _MARKS or _is_latin(char) for char in name) and not any(
        char.isdigit() or char in '"#*;:=<>|\\%+?!_' for char in name
    )


def _is_latin(char: str) -> bool:
    return unicodedata.name(char, "").startswith(("LATIN", "COMBINING", "MODIFIER LETTER"))


def is_variant(key: str, main_key: str) -> bool:
    """Tell whether a folded alternate name is a spelling of the folded main name.

    Parameters
    ----------
    key, main_key
        Folded names (see `geomap.gazetteer.normalise`).
    """
    from rapidfuzz.distance import JaroWinkler

    if key.replace(" ", "") == main_key.replace(" ", ""):
        return True
    return JaroWinkler.similarity(key, main_key) >= SIMILAR and key[:1] == main_key[:1]


def distinct(main: str, names: Iterable[str]) -> list[str]:
    """Return the plausible names, one for each folded key, without the main name's own key.

    Parameters
    ----------
    main
        The place's main name.
    names
        Its alternate names.
    """
    seen = {fold(main), ""}
    kept = []
    for name in names:
        if is_plausible(name):
            key = fold(name)
            if key not in seen:
                seen.add(key)
                kept.append(name)
    return kept


def without_collisions(
    main: str, weight: float, names: Iterable[str], shared: Counter[str], owners: Mapping[str, float]
) -> list[str]:
    """Apply rule 3.

    Parameters
    ----------
    main
        The place's main name.
    weight
        Its prominence.
    names
        Its plausible alternate names.
    shared
        How many places bear each folded name as an alternate.
    owners
        Prominence of the most prominent place whose main name folds to the key.
    """
    main_key = fold(main)
    kept = []
    for name in names:
        key = fold(name)
        if not is_variant(key, main_key) and (owners.get(key, -1.0) >= weight or shared[key] > MAX_SHARED):
            continue
        kept.append(name)
    return kept
