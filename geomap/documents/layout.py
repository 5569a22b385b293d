"""The lay of an article: masthead, headline, dateline and captions, told by their form and never by their subject."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from geomap.documents.captions import is_caption
from geomap.documents.dates import complete_year, find_dates, find_yearless
from geomap.documents.masthead import is_credit_line, is_headline, is_metadata, published_in
from geomap.model import Region, RegionKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_LINE = re.compile(r"[^\r\n]+")
_BLANK = re.compile(r"(?:\r\n|\n|\r)[ \t\f\v\u00a0]*(?:\r\n|\n|\r)")
_HEAD_BLOCKS = 8
# A headline is set in at most three lines.
_HEADLINE_LINES = 3
_WRAPPED_SHARE = 0.2
_MAX_DATELINE = 160

_PLACE_WORD = r"[^\W\d_a-z][\w'’.-]*"
_CAPITALS = r"[^\W\d_a-z][^\W\d_a-z'’.-]+(?:[ -](?:[^\W\d_a-z'’.-]+|[dD]e|[lL]a|[eE]l|[aA]l))*"
_AGENCY = r"[(/\[][^()\[\]/\n]{2,60}[)/\]]"
_DAY = r"(?:[A-Z][a-z]{2,8}\.?,? )?(?:[A-Z][a-z]{2,8}\.? ?\d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:,? (?:19|20)\d\d)?"
_DASH = r"(?:[—–―]|--|-(?= ))"
# "ANKARA, Turkey, Jan. 18 (Reuters) —": capitals, or a mixed-case place that a date or an agency follows.
_DATELINES = (
    re.compile(
        rf"(?P<place>{_CAPITALS}(?:(?:, | and |/){_PLACE_WORD}(?: {_PLACE_WORD}){{0,2}}){{0,2}})"
        rf"(?:[,.]? (?P<date>{_DAY})[.,]?)?(?: ?{_AGENCY})?\s*{_DASH}\s*"
    ),
    re.compile(
        rf"(?P<place>{_PLACE_WORD}(?: {_PLACE_WORD}){{0,2}}(?:, {_PLACE_WORD}(?: {_PLACE_WORD}){{0,2}}){{0,2}})"
        rf"(?:(?:[,.]? (?P<date>{_DAY})[.,]?(?: ?{_AGENCY})?)|(?: ?{_AGENCY}))\s*{_DASH}\s*"
    ),
    # TASS and Interfax close the dateline with their name: "MOSCOW, January 18. /TASS/."
    re.compile(rf"(?P<place>{_CAPITALS}),? (?P<date>{_DAY})\.? ?{_AGENCY}[.:]?\s*"),
    re.compile(rf"(?P<place>{_AGENCY})\s*{_DASH}\s*"),
    re.compile(rf"(?P<place>(?!\w{{1,3}}:){_CAPITALS}(?:, {_PLACE_WORD})?):\s+"),
)
_SPEAKER = re.compile(rf"^{_CAPITALS}:\s", re.MULTILINE)
# Words in capitals before a colon or dash that are calls for attention, not places.
_CALL = re.compile(
    r"ADVISORY|ALERT|ANALYSIS|BREAKING|BRIEF|CORRECTION|DEVELOPING|EDITORIAL|EXCLUSIVE|EXPLAINER|FACTBOX|FILE"
    r"|FLASH|LIVE|NEWS|NOTE|OPINION|PHOTO|PHOTOS|PICTURES|PODCAST|REPORT|SPECIAL|TIMELINE|UPDATE|UPDATED|URGENT"
    r"|VIDEO|WATCH|WRAPUP"
)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph: one or more lines of text.

    Attributes
    ----------
    start, end
        Offsets of its first and past its last visible character.
    lines
        How many lines it is set in.
    """

    start: int
    end: int
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Layout:
    """What the form of a text tells.

    Attributes
    ----------
    regions
        Stretches that are not plain prose, in order, not overlapping.
    title
        The headline, white space made single; ``None`` when the text has none.
    published, published_from
        The day of publication and where it was found (``"metadata"`` line, ``"dateline"`` or ``"text"`` head).
    """

    regions: tuple[Region, ...] = ()
    title: str | None = None
    published: date | None = None
    published_from: str | None = None


def lay_out(text: str, title: str | None = None, near: date | None = None) -> Layout:
    """Return the regions of an article, its headline and its day of publication.

    Parameters
    ----------
    text
        The article.
    title
        Its title, where the input states one: the headline is then known by it.
    near
        A date to count a dateline without a year from (the day of retrieval, the date in the URL).
    """
    blocks = split_blocks(text)
    head = _read_head(text, blocks, title)
    regions = list(head.regions)
    body = [block for block in blocks if not any(region.start <= block.start < region.end for region in regions)]
    dateline = next((found for block in body[:2] if (found := _dateline(text, block))), None)
    if dateline:
        regions.append(dateline)
    for block in body:
        kind = _body_kind(text[block.start : block.end])
        if kind and not (dateline and block.start == dateline.start):
            regions.append(Region(block.start, block.end, kind))
    if head.published is None and dateline:
        day = _dateline_day(text[dateline.start : dateline.end], near)
        if day:
            head = replace(head, published=day, published_from="dateline")
    if head.published is None and head.title:
        day = _day_of_title(head.title)
        if day:
            head = replace(head, published=day, published_from="text")
    return replace(head, regions=tuple(sorted(regions)))


def split_blocks(text: str) -> tuple[Block, ...]:
    """Return the paragraphs of a text, be they set apart by blank lines or each on a line of its own."""
    lines = [_trimmed(text, match.start(), match.end()) for match in _LINE.finditer(text)]
    kept = [line for line in lines if line is not None]
    if not _is_wrapped(text, kept):
        return tuple(kept)
    blocks: list[Block] = []
    for line in kept:
        if blocks and not _BLANK.search(text, blocks[-1].end, line.start):
            blocks[-1] = Block(blocks[-1].start, line.end, blocks[-1].lines + 1)
        else:
            blocks.append(line)
    return tuple(blocks)


def _trimmed(text: str, start: int, end: int) -> Block | None:
    """Return the visible part of a stretch, or ``None`` when there is none."""
    visible = text[start:end].strip()
    if not visible:
        return None
    begin = text.index(visible, start)
    return Block(begin, begin + len(visible))


def _is_wrapped(text: str, lines: Sequence[Block]) -> bool:
    """Tell whether lines end in the middle of sentences, as in hard-wrapped mail and wire copy."""
    joints = [(a, b) for a, b in pairwise(lines) if not _BLANK.search(text, a.end, b.start)]
    if not joints:
        return False
    broken = sum(text[a.end - 1] not in ".!?:;\"”'’)]" and text[b.start].islower() for a, b in joints)
    return broken > _WRAPPED_SHARE * len(joints)


def _read_head(text: str, blocks: Sequence[Block], title: str | None) -> Layout:
    """Return what stands above the story: lines of metadata, and the headline among them."""
    regions: list[Region] = []
    published: date | None = None
    headline: Block | None = None
    for index, block in enumerate(blocks[:_HEAD_BLOCKS]):
        stretch = text[block.start : block.end]
        rest = [text[later.start : later.end] for later in blocks[index + 1 : index + 3]]
        if is_metadata(stretch, before_headline=headline is None, rest=rest):
            regions.append(Region(block.start, block.end, RegionKind.METADATA))
            published = published or published_in(stretch)
        elif headline is None and block.lines <= _HEADLINE_LINES and _opens_story(stretch, rest, title):
            headline = block
            regions.append(Region(block.start, block.end, RegionKind.HEADLINE))
        else:
            break
    found = None if headline is None else " ".join(text[headline.start : headline.end].split())
    return Layout(tuple(regions), found, published, "metadata" if published else None)


def _opens_story(stretch: str, rest: Sequence[str], title: str | None) -> bool:
    """Tell whether a block is the headline: the one the input states, or one by its form."""
    if title and " ".join(stretch.split()).casefold() == " ".join(title.split()).casefold():
        return True
    return is_headline(stretch, rest)


def _dateline(text: str, block: Block) -> Region | None:
    """Return the dateline that opens a paragraph, or ``None``."""
    for pattern in _DATELINES:
        match = pattern.match(text, block.start, min(block.end, block.start + _MAX_DATELINE))
        if match and match.end() < block.end and _is_place(match["place"]) and not _is_speaker(match[0], text, block):
            end = match.start() + len(match[0].rstrip())
            return Region(match.start(), end, RegionKind.DATELINE)
    return None


def _is_speaker(label: str, text: str, block: Block) -> bool:
    """Tell whether a name before a colon marks who speaks in an interview: then others follow it."""
    return label.rstrip().endswith(":") and _SPEAKER.search(text, block.end) is not None


def _is_place(words: str) -> bool:
    first = re.split(r"[^\w]+", words.strip("([/"), maxsplit=1)[0]
    return not _CALL.fullmatch(first.upper()) and not re.fullmatch(r"[IVXLC]+|[A-Z]", first)


def _dateline_day(dateline: str, near: date | None) -> date | None:
    """Return the day a dateline states; one without a year needs ``near`` to be told."""
    found = find_dates(dateline)
    if found:
        return found[0].day
    partial = find_yearless(dateline)
    return complete_year(partial[2], partial[3], near) if partial and near else None


def _day_of_title(title: str) -> date | None:
    """Return the date that opens or closes a headline ("Situation report, 18 January 2021")."""
    found = find_dates(title)
    if len(found) == 1 and (found[0].start == 0 or found[0].end >= len(title) - 1):
        return found[0].day
    return None


def _body_kind(stretch: str) -> RegionKind | None:
    if is_caption(stretch):
        return RegionKind.CAPTION
    return RegionKind.METADATA if is_credit_line(stretch) else None
