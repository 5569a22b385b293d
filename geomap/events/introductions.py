"""Of which country a text says that a person is: "Chad's leader Mahamat Déby", later only "Mr Déby" or "he"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.syntax import MODIFIERS, lemma

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from spacy.tokens import Doc, Token

_JOINED = frozenset({"compound", "appos", "flat", "nmod"})
_CLIMB = 3


def introduced(
    doc: Doc, codes_at: Callable[[Token], tuple[str, ...]], roles: Collection[str], behind: Collection[str]
) -> dict[str, tuple[str, ...]]:
    """Return the country codes of the people of a text, by family name in small letters.

    Parameters
    ----------
    doc
        The parse.
    codes_at
        Returns the country codes of the place name or demonym that a token ends.
    roles
        Lemmas of nouns that say what somebody is: "minister", "commander".
    behind
        Words that only say who stands behind somebody: "backed".
    """
    found: dict[str, tuple[str, ...]] = {}
    for entity in doc.ents:
        if entity.label_ != "PERSON":
            continue
        family = family_name(entity[-1])
        codes = _codes_beside(entity.root, codes_at, roles, behind)
        if family and len(codes) == 1:
            found.setdefault(family, codes)
    return found


def family_name(token: Token) -> str:
    """Return the last word of a person's name, in small letters."""
    last = token if token.tag_ != "POS" or not token.i else token.nbor(-1)
    return str(last.lower_)


def _codes_beside(
    root: Token, codes_at: Callable[[Token], tuple[str, ...]], roles: Collection[str], behind: Collection[str]
) -> tuple[str, ...]:
    """Return the codes named in the person's own noun phrase, where it says what the person is."""
    top = root
    for _ in range(_CLIMB):
        if top.dep_ not in _JOINED or top.head == top or is_stood_behind(top, behind):
            break
        top = top.head
    near = [top, *(token for token in top.subtree if _is_beside(token, top))]
    if not any(lemma(token) in roles for token in near):
        return ()
    codes = [code for token in near if token.ent_type_ != "PERSON" for code in codes_at(token)]
    return tuple(dict.fromkeys(codes))


def _is_beside(token: Token, top: Token) -> bool:
    """Tell whether a word stands in a noun phrase itself, not in a clause or another phrase that hangs on it."""
    current = token
    while current != top:
        of_what = current.dep_ == "prep" and current.lower_ in {"of", "for"}
        under = current.dep_ == "pobj" and current.head.lower_ in {"of", "for"}
        if not (current.dep_ in MODIFIERS | {"appos"} or of_what or under):
            return False
        current = current.head
    return True


def is_stood_behind(token: Token, behind: Collection[str]) -> bool:
    """Tell whether a country's name only says who stands behind somebody: "Iran-backed", "German-born"."""
    above = token.head
    return above.i > token.i and above.lower_.rpartition("-")[2] in behind
