"""The lay of a text: which line ends are only those of a narrow column, and where lines, cells and entries begin.

What the parser is given has the same length as the text: marks that are no words (bullets, numbers of paragraphs, pipes
of tables, leftovers of HTML and Markdown) are blanks there, and so is a line end in the middle of a sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from geomap.language.markup import blank, without_markup

if TYPE_CHECKING:
    from collections.abc import Callable

_LINE = re.compile(r"[^\r\n]+")
_BLANK = re.compile(r"(?:\r\n|\n|\r)[ \t\f\v\u00a0]*(?:\r\n|\n|\r)")
_WIDEST = 110  # characters of a column; longer lines are paragraphs
_NARROWEST = 40
_FULL = 0.92  # share of the column that a line fills with the next word, where it was broken for want of room
_END = frozenset(".!?:;…")
_CELL_WORDS = 5
_DIVIDER = re.compile(r"[|\t]")
_CLOSERS = "\"'”’)]"
_BULLET = re.compile(r"[ \t]*(?:[•‣▪◦●○■–—*+-]|#{1,6}|>+)[ \t]+(?=\S)")
_NUMBER = re.compile(r"[ \t]*(?:\(?(?P<digits>\d{1,2})[.)]|\(?(?P<letter>[a-hA-H])\)|§ ?\d{1,2})[ \t]+(?=\S)")
_CLASSIFIED = re.compile(r"(?:\((?:U|C|S|SBU|LOU|FOUO|S/NF|C/NF|TS)\))[ \t]*(?=\S)")
_RULE = re.compile(r"[ \t]*[-–—=_*~|:+. ]{3,}[ \t]*$")
_BROKEN = re.compile(r"(?P<word>[^\W\d_]+)[-‐]\Z")
_RUN = re.compile(r"(?P<word>[^\W\d_]+)[^\s]*")
_ROW = re.compile(r"[ \t]*\|?[^|\n]*\|[^|\n]*\|[^\n]*$|[ \t]*\|[^|\n]+\|?[ \t]*$")
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_DAYS = r"\d{1,2}(?:st|nd|rd|th)?(?: ?[–-] ?\d{1,2})?"
_YEAR = r"(?:,? \d{4})?"
_DATE = (
    rf"(?:(?:{_WEEKDAY}\.?,? )?(?:the )?(?:{_DAYS} {_MONTH}|{_MONTH} {_DAYS}){_YEAR}"
    rf"(?: ?[–-] ?(?:\d{{1,2}} )?{_MONTH}(?: \d{{1,2}})?{_YEAR})?"
    rf"|{_MONTH} \d{{4}}|\d{{4}}-\d\d-\d\d|(?:1[89]|20)\d\d|{_WEEKDAY}|day \w+)"
)
_ZONE = r"(?: ?(?:[ap]\.?m\.?|gmt|utc|hrs|h|local|[a-z]{3,4}(?=:| [–—-])))?"
_CLOCK = rf"(?:[01]?\d|2[0-3])[:.h]?[0-5]\d{_ZONE}"
# What heads an entry: "22 March —", "15 August 1998.", "06:40:", "14:15 In Wajima".
_ENTRY = re.compile(
    rf"[ \t]*(?:{_DATE}(?:,? {_CLOCK})?\s*(?:[–—:|]|\.(?=\s)|-(?=\s))\s+|{_CLOCK}\s*(?:[–—:|]|-(?=\s))\s+"
    rf"|\d{{1,2}}[:.]\d\d(?: ?[ap]m)? +(?=[^\W\d_]|[\"“]))",
    re.IGNORECASE,
)
_SMALL = r"(?:of|and|the|de|la|al|province|region|district|county|state|governorate|oblast|area|front|sector)"
# Who speaks, or what follows: "Mr Abro:", "Q.", "SITUATION."
_NAMED = rf"[^\W\d_a-z][\w’'.-]*(?: (?:[^\W_a-z][\w’'.)/-]*|\([^()]+\)|{_SMALL})){{0,4}}"
_LABEL = re.compile(rf"[ \t]*(?:(?:Q|A|{_NAMED}):|[QA]\.)[ \t]+(?=\S)|[ \t]*[A-Z][A-Z ]{{4,30}}\.[ \t]+(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text, with the lines that only a narrow column parts from it.

    Attributes
    ----------
    start, end
        Offsets of its first word, past its mark, and of its end.
    mark
        What opens it: ``"#"`` for a heading of Markdown, as many as its level, ``"-"`` for an item of a list, bulleted
        or numbered, ``"|"`` for a row of a table; ``""`` for nothing.
    """

    start: int
    end: int
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text is laid out.

    Attributes
    ----------
    text
        What the parser is to read; as long as the text itself.
    starts
        Offsets at which a new line, cell or paragraph begins its sentence, in order.
    heads
        Bounds of what stands before the story of a line: "22 March —", "06:40:", "Mr Abro:".
    lines
        The lines in order.
    moved
        Stretches of ``text`` that stand earlier than in the document, because a word that a line end broke or markup
        spells out is whole there: start, end, and by how much.
    """

    text: str
    starts: tuple[int, ...] = ()
    heads: tuple[tuple[int, int], ...] = ()
    lines: tuple[Line, ...] = ()
    moved: tuple[tuple[int, int, int], ...] = ()

    def own_start(self, offset: int) -> int:
        """Return where a character of ``text`` stands in the document."""
        return next((offset + by for start, end, by in self.moved if start <= offset < end), offset)

    def own_end(self, offset: int) -> int:
        """Return where a stretch that ends at an offset of ``text`` ends in the document."""
        return next((offset + by for start, end, by in self.moved if start <= offset <= end), offset)


@dataclass(slots=True)
class _Found:
    moved: list[tuple[int, int, int]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    starts: set[int] = field(default_factory=set)
    heads: list[tuple[int, int]] = field(default_factory=list)


def lay(text: str, headline: tuple[int, int] = (0, 0), is_word: Callable[[str], bool] = str.isalpha) -> Layout:
    """Return the layout of a text.

    Parameters
    ----------
    text
        The text.
    headline
        Bounds of its headline, which has no label and no number.
    is_word
        Tells whether the two halves of a word that a line end broke are one word; else their hyphen stays.
    """
    found = _Found()
    told = _by_lines(without_markup(text, found.starts, found.moved), found, headline, is_word)
    return Layout(told, tuple(sorted(found.starts)), tuple(found.heads), tuple(found.lines), tuple(found.moved))


def _by_lines(text: str, found: _Found, headline: tuple[int, int], is_word: Callable[[str], bool]) -> str:
    """Blank what opens and divides lines, join wrapped ones, and note where lines begin."""
    lines = [match.span() for match in _LINE.finditer(text) if not match[0].isspace()]
    width = max((end - start for start, end in lines), default=0)
    numbered = _numbers(text, lines)
    letters = list(text)
    before: tuple[int, int] | None = None
    for start, end in lines:
        inside = before is not None and headline[0] <= before[0] < start < headline[1]
        if before is not None and (inside or _is_wrapped(text, before, (start, end), width)):
            blank(letters, before[1], start)
            _mend(text, letters, before[1], start, found, is_word)
            found.lines[-1] = replace(found.lines[-1], end=end)
        else:
            plain = headline[0] <= start < headline[1]
            _open(text, letters, (start, end), found, number=start in numbered, plain=plain)
        before = (start, end)
    return "".join(letters)


def _mend(  # noqa: PLR0917
    text: str, letters: list[str], end: int, start: int, found: _Found, is_word: Callable[[str], bool]
) -> None:
    """Make a word whole that a line end broke: "rail-", "way" on the next line."""
    line = text[max(0, end - _WIDEST) : end].rstrip()
    head, tail = _BROKEN.search(line), _RUN.match(text, start)
    if head is None or tail is None:
        return
    whole = tail["word"].islower() == head["word"][-1:].islower() and is_word((head["word"] + tail["word"]).lower())
    at = max(0, end - _WIDEST) + head.end() - whole
    run = list(tail[0])
    letters[at : tail.end()] = run + [" "] * (tail.end() - at - len(run))
    found.moved.append((at, at + len(run), start - at))


def _numbers(text: str, lines: list[tuple[int, int]]) -> set[int]:
    """Return the lines that are numbered in order: "1." alone, or "15. August", is no numbering."""
    found = [(start, match) for start, end in lines if (match := _NUMBER.match(text, start, end))]
    counted = [(start, int(match["digits"]) if match["digits"] else 0) for start, match in found]
    return {start for one, two in pairwise(counted) if two[1] in {one[1] + 1, 0} for start in (one[0], two[0])}


def _is_wrapped(text: str, above: tuple[int, int], line: tuple[int, int], width: int) -> bool:
    """Tell whether a line goes on in the middle of the sentence of the line above."""
    if _BLANK.search(text, above[1], line[0] + 1) or _opens_anew(text, line):
        return False
    last = text[above[0] : above[1]].rstrip()
    first = text[line[0]]
    if last[-1:] and last.rstrip(_CLOSERS)[-1:] not in _END and text[line[0] : line[1]].lstrip()[0].islower():
        return True
    if not _NARROWEST <= width <= _WIDEST or first.isspace():
        return False
    word = text[line[0] : line[1]].split(maxsplit=1)[0]
    return len(last) + 1 + len(word) >= _FULL * width and len(last) >= width // 2


def _opens_anew(text: str, line: tuple[int, int]) -> bool:
    return any(pattern.match(text, *line) is not None for pattern in (_BULLET, _NUMBER, _ENTRY, _ROW, _RULE))


def _open(text: str, letters: list[str], line: tuple[int, int], found: _Found, *, number: bool, plain: bool) -> None:
    """Note where a line, its cells and what follows its label begin; blank its mark."""
    start, end = line
    if _RULE.match(text, start, end):
        blank(letters, start, end)
        found.lines.append(Line(start, end))
        return
    opening = ""
    for pattern in (_BULLET, _NUMBER if number else None, _CLASSIFIED):
        mark = pattern.match(text, start, end) if pattern is not None else None
        if mark is not None:
            blank(letters, *mark.span())
            start = mark.end()
            hashes = mark[0].count("#")
            opening = opening or "#" * hashes or ("" if pattern is _CLASSIFIED else "-")
    while start < end and (letters[start].isspace() or letters[start] == "|"):
        letters[start] = " "
        start += 1
    found.starts.add(start)
    is_row = not plain and (_ROW.match(text, line[0], end) is not None or text.count("\t", start, end) > 1)
    found.lines.append(Line(start, end, "|" if is_row else opening))
    if plain:
        return
    if is_row:
        _divide(text, letters, start, end, found)
        return
    head = _ENTRY.match("".join(letters[start:end])) or _LABEL.match(text[start:end])
    if head is not None:
        found.starts.add(start + head.end())
        found.heads.append((start, start + head.end()))


def _divide(text: str, letters: list[str], start: int, end: int, found: _Found) -> None:
    """Note where the cells of a row begin; those of few words are of one piece."""
    for divider in [*_DIVIDER.finditer(text, start, end), None]:
        stop, follow = (end, end) if divider is None else divider.span()
        if len(text[start:stop].split()) <= _CELL_WORDS:
            found.heads.append((start, stop))
        blank(letters, stop, follow)
        start = follow
        found.starts.add(start)
