"""The lay of an article: masthead, headline, dateline and captions, told by their form and never by their subject."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from geomap.documents.captions import is_caption
from geomap.documents.datelines import day_of, find_dateline
from geomap.documents.dates import find_dates
from geomap.documents.headers import read_header
from geomap.documents.masthead import is_credit_line, is_foot_date, is_headline, is_metadata, published_in
from geomap.model import Region, RegionKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_LINE = re.compile(r"[^\r\n]+")
_BLANK = re.compile(r"(?:\r\n|\n|\r)[ \t\f\v\u00a0]*(?:\r\n|\n|\r)")
_HEAD_BLOCKS = 8
_FOOT_BLOCKS = 4
# A headline is set in at most three lines.
_HEADLINE_LINES = 3
_WRAPPED_SHARE = 0.2
_SAMPLE = 2000
_CABLE_LINES = 14
_LETTER_LINES = 6
_SALUTATION = re.compile(r"(?:My )?(?:Dear(?:est)?|Sirs?|Madam|Gentlemen)\b[^.!?\n]{0,60}[,:!.]?")
# Who sends a cable: where its news is from, like a dateline.
_SENDER = re.compile(r"^(?:FM|FROM:?)\s[^\n]*", re.MULTILINE)
_REPORT_BLOCKS = 3
_REPORT = re.compile(
    r"\b(?:as (?:of|at)|(?:sit)?rep(?:ort)?|bulletin|update|communiqu[eé]|press release|statement|issued)\b",
    re.IGNORECASE,
)
_ISSUED = re.compile(r"(?:^|[.;|•·–—] )(?:issued|published|released|as (?:of|at))(?: on)?:? ", re.IGNORECASE)
_WORD = re.compile(r"\w")
_OF_DAY = re.compile(
    r"[,;(]?\s*(?:at )?\d{1,2}[:.]?\d\d(?:\s?(?:hrs|hours|h|[ap]\.?m\.?))?(?:\s?(?:local(?: time)?|[A-Z]{2,4}))?\)?",
    re.IGNORECASE,
)
# A dateline that opens a line this long opens the story, not a headline.
_STORY = 80


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
    dateline = next((found for block in body[:2] if (found := find_dateline(text, block.start, block.end))), None)
    if dateline:
        regions.append(Region(dateline.start, dateline.end, RegionKind.DATELINE))
        if head.published is None and (day := day_of(dateline.text, near)):
            head = replace(head, published=day, published_from="dateline")
    for block in body:
        kind = _body_kind(text[block.start : block.end])
        if kind and not (dateline and block.start == dateline.start):
            regions.append(Region(block.start, block.end, kind))
    foot = [block for block in body[1:][-_FOOT_BLOCKS:] if is_foot_date(text[block.start : block.end])]
    regions += [Region(block.start, block.end, RegionKind.METADATA) for block in foot]
    if head.published is None and foot:
        head = replace(head, published=published_in(text[foot[0].start : foot[0].end]), published_from="metadata")
    if head.published is None and (day := _day_of_report(text, blocks, _ISSUED)):
        head = replace(head, published=day, published_from="text")
    if head.published is None and head.title and (day := _day_of_title(head.title)):
        head = replace(head, published=day, published_from="text")
    if head.published is None and (day := _day_of_report(text, blocks, _REPORT)):
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
    small = any(character.islower() for character in text[:_SAMPLE])  # wire copy may be all in capitals
    broken = sum(text[a.end - 1] not in ".!?:;\"”'’)]" and (text[b.start].islower() or not small) for a, b in joints)
    return broken > _WRAPPED_SHARE * len(joints)


def _read_head(text: str, blocks: Sequence[Block], title: str | None) -> Layout:
    """Return what stands above the story: lines of metadata, and the headline among them."""
    sent = _read_cable(text, blocks) or _read_letter(text, blocks)
    if sent is not None:
        return sent
    regions: list[Region] = []
    published: date | None = None
    headline: Block | None = None
    for index, block in enumerate(blocks[:_HEAD_BLOCKS]):
        stretch = text[block.start : block.end]
        rest = [text[later.start : later.end] for later in blocks[index + 1 : index + 3]]
        below = [text[later.start : later.end] for later in blocks[index + 1 : index + 1 + _HEAD_BLOCKS // 2]]
        if _opens_with_dateline(text, block):
            break
        if is_metadata(stretch, before_headline=headline is None, rest=rest):
            regions.append(Region(block.start, block.end, RegionKind.METADATA))
            published = published or published_in(stretch)
        elif headline is None and block.lines <= _HEADLINE_LINES and _opens_story(stretch, below, title):
            headline = block
            regions.append(Region(block.start, block.end, RegionKind.HEADLINE))
        else:
            break
    found = None if headline is None else " ".join(text[headline.start : headline.end].split())
    return Layout(tuple(regions), found, published, "metadata" if published else None)


def _read_letter(text: str, blocks: Sequence[Block]) -> Layout | None:
    """Return the head of a letter: the lines above the salutation, where and when it was written."""
    lines = [text[block.start : block.end] for block in blocks[:_LETTER_LINES]]
    row = next((row for row, line in enumerate(lines) if _SALUTATION.fullmatch(line)), 0)
    if not row or any(len(line) > _STORY for line in lines[:row]):
        return None
    days = [item.day for line in lines[:row] for item in find_dates(line)]
    kinds = [RegionKind.DATELINE] * row + [RegionKind.METADATA]
    regions = (Region(block.start, block.end, kind) for block, kind in zip(blocks, kinds, strict=False))
    return Layout(tuple(regions), None, days[0] if days else None, "dateline" if days else None)


def _read_cable(text: str, blocks: Sequence[Block]) -> Layout | None:
    """Return the head of a cable or memorandum: its labelled lines, and the subject as the headline."""
    above = blocks[:_CABLE_LINES]
    header = read_header([text[block.start : block.end] for block in above])
    if header is None:
        return None
    cuts: list[tuple[int, int, RegionKind]] = []
    title = None
    for row, block in enumerate(above[: header.size]):
        sender = _SENDER.search(text, block.start, block.end)
        end = block.end
        if header.subject is not None and row == header.subject[0]:
            end = block.start + header.subject[1]
            cuts.append((end, block.end, RegionKind.HEADLINE))
            title = " ".join(text[end : block.end].split())
        elif sender is not None:
            cuts.append((*sender.span(), RegionKind.DATELINE))
            cuts.append((sender.end(), block.end, RegionKind.METADATA))
            end = sender.start()
        cuts.append((block.start, end, RegionKind.METADATA))
    regions = tuple(Region(*cut) for cut in sorted(cuts) if cut[0] < cut[1])
    return Layout(regions, title, header.published, "metadata" if header.published else None)


def _opens_with_dateline(text: str, block: Block) -> bool:
    """Tell whether a block is a dateline on a line of its own, or a paragraph of the story that begins with one."""
    found = find_dateline(text, block.start, block.end)
    return found is not None and found.is_sure and (found.end == block.end or block.end - found.end > _STORY)


def _opens_story(stretch: str, rest: Sequence[str], title: str | None) -> bool:
    """Tell whether a block is the headline: the one the input states, or one by its form."""
    if title and " ".join(stretch.split()).casefold() == " ".join(title.split()).casefold():
        return True
    return is_headline(stretch, rest)


def _day_of_title(title: str) -> date | None:
    """Return the date that opens or closes a headline ("Situation report, 18 January 2021")."""
    found = find_dates(title)
    if len(found) == 1 and (found[0].start == 0 or not _WORD.search(_OF_DAY.sub("", title[found[0].end :]))):
        return found[0].day
    return None


def _day_of_report(text: str, blocks: Sequence[Block], kind: re.Pattern[str]) -> date | None:
    """Return the only day in one of the first lines that say what they are the head of, and as of when it holds."""
    for block in blocks[:_REPORT_BLOCKS]:
        stretch = text[block.start : block.end]
        found = find_dates(stretch)
        whole = kind is _ISSUED or stretch[-1] not in ".!?"
        if whole and len(found) == 1 and len(stretch) <= 2 * _STORY and kind.search(stretch):
            return found[0].day
    return None


def _body_kind(stretch: str) -> RegionKind | None:
    if is_caption(stretch):
        return RegionKind.CAPTION
    return RegionKind.METADATA if is_credit_line(stretch) else None
