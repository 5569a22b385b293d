"""What is found of a text's words, found once: many triggers ask the same of the verb that they share."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Token

T = TypeVar("T")


def remembered(find: Callable[[Token], T]) -> Callable[[Token], T]:
    """Remember, with a text, what is found of its tokens by the parse alone.

    Parameters
    ----------
    find
        Returns a plain value that nobody changes; no tokens, which would keep their text alive.
    """
    name = f"{find.__module__}.{find.__qualname__}"

    @wraps(find)
    def found(token: Token) -> T:
        known: dict[int, T] | None = token.doc.user_data.get(name)
        if known is None:
            known = token.doc.user_data[name] = {}
        index = token.i
        if index not in known:
            known[index] = find(token)
        return known[index]

    return found
