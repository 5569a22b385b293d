"""What rows of other people's corpora ask: where the event of a word was, and which answers are right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from geomap.model import Resolution

    Accepts = Callable[[Resolution], bool]


def asked_of(row: dict[str, Any]) -> Iterator[tuple[int, int, Accepts | None]]:
    """Yield the event words of a row of any of these corpora: where each stands, and which place is right for it.

    ``None`` stands for no place.
    """
    if "verb" in row:
        gold = [(item["start"], item["end"]) for item in row["locations"]]
        yield row["verb"]["start"], row["verb"]["end"], _at(gold) if gold else None
    elif "trigger" in row:
        start = passage_start(row)
        yield start, start + len(row["trigger"]), _called(row["places"]) if row["places"] else None
    else:
        starts = token_starts(row["text"], row["tokens"])
        for event in row["events"]:
            start = starts[event["trigger_tokens"][0]]
            yield start, start + len(event["trigger"]), _called(event["places"]) if event["places"] else None


def _at(spans: Sequence[tuple[int, int]]) -> Accepts:
    return lambda found: any(overlap((found.mention.start, found.mention.end), span) for span in spans)


def _called(names: Sequence[str]) -> Accepts:
    return lambda found: any(names_place(found.mention.surface, name) for name in names)


def passage_start(row: dict[str, Any]) -> int:
    """Return where the trigger of a RAMS passage begins in its text."""
    tokens = [token for sentence in row["sentences"] for token in sentence]
    before = " ".join(tokens[: row["trigger_tokens"][0]])
    return len(before) + bool(before)


def token_starts(text: str, tokens: Sequence[str]) -> list[int]:
    """Return where each token begins in the text."""
    starts, position = [], 0
    for token in tokens:
        position = max(position, text.find(token, position))
        starts.append(position)
        position += len(token)
    return starts


def names_place(surface: str, place: str) -> bool:
    """Tell whether one name is part of the other: "Marseille", "French port city of Marseille"."""
    one, other = surface.casefold(), place.casefold()
    return one in other or other in one


def overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Tell whether two stretches of text share a character."""
    return one[0] < other[1] and other[0] < one[1]
