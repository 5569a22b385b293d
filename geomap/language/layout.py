"""The lay of a text: which line ends are only those of a narrow column, what is markup, where lines and cells begin.

What the parser is given has the same length as the text: marks that are no words (bullets, numbers of paragraphs, pipes
of tables, leftovers of HTML and Markdown) are blanks there, and so is a line end in the middle of a sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise

_LINE = re.compile(r"[^\r\n]+")
_BLANK = re.compile(r"(?:\r\n|\n|\r)[ \t\f\v\u00a0]*(?:\r\n|\n|\r)")
_WIDEST = 110  # characters of a column; longer lines are paragraphs
_NARROWEST = 40
_FULL = 0.92  # share of the column that a line fills with the next word, where it was broken for want of room
_END = frozenset(".!?:;…")
_CLOSERS = "\"'”’)]"
_TAG = re.compile(r"</?(?P<name>[a-zA-Z][a-zA-Z0-9]{0,9})(?:\s[^<>]{0,300})?/?>|<!--.{0,500}?-->", re.DOTALL)
_BLOCKS = frozenset("p br li ul ol div h1 h2 h3 h4 h5 h6 td th tr table blockquote dt dd hr".split())  # noqa: SIM905
_ENTITY = re.compile(r"&(?:amp|nbsp|quot|apos|rsquo|lsquo|rdquo|ldquo|ndash|mdash|#39|#8217|#8216|#8220|#8221|#160|lt|gt);")
_CHARACTERS = {
    "amp": "&", "nbsp": " ", "quot": '"', "apos": "'", "rsquo": "’", "lsquo": "‘", "rdquo": "”", "ldquo": "“", "ndash": "–",
    "mdash": "—", "#39": "'", "#8217": "’", "#8216": "‘", "#8220": "“", "#8221": "”", "#160": " ", "lt": "<", "gt": ">",
}  # fmt: skip
_OPENERS = frozenset({"ldquo", "lsquo", "#8220", "#8216"})
_STRONG = re.compile(r"\*\*\*?|(?<!\w)__(?=\w)|(?<=\w)__(?!\w)|(?<![\w*])\*(?=[^\s*])(?=[^*\n]*[^\s*]\*(?!\w))|(?<=[^\s*])\*(?![\w*])|`")
_LINK = re.compile(r"!?\[(?P<text>[^\[\]\n]{1,200})\](?P<target>\((?:https?:|/|#|mailto:)[^()\s]{0,500}\))")
_BULLET = re.compile(r"[ \t]*(?:[•‣▪◦●○■–—*+-]|#{1,6}|>+)[ \t]+(?=\S)")
_NUMBER = re.compile(r"[ \t]*(?:\(?(?P<digits>\d{1,2})[.)]|\(?(?P<letter>[a-hA-H])\)|§ ?\d{1,2})[ \t]+(?=\S)")
_CLASSIFIED = re.compile(r"(?:\((?:U|C|S|SBU|LOU|FOUO|S/NF|C/NF|TS)\))[ \t]*(?=\S)")
_RULE = re.compile(r"[ \t]*[-–—=_*~|:+. ]{3,}[ \t]*$")
_ROW = re.compile(r"[ \t]*\|?[^|\n]*\|[^|\n]*\|[^\n]*$|[ \t]*\|[^|\n]+\|?[ \t]*$")
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_DATE = (
    rf"(?:(?:{_WEEKDAY}\.?,? )?(?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)?(?: ?[–-] ?\d{{1,2}})? {_MONTH}|{_MONTH} \d{{1,2}}(?: ?[–-] ?\d{{1,2}})?)"
    rf"(?:,? \d{{4}})?(?: ?[–-] ?(?:\d{{1,2}} )?{_MONTH}(?: \d{{1,2}})?(?:,? \d{{4}})?)?"
    rf"|{_MONTH} \d{{4}}|\d{{4}}-\d\d-\d\d|(?:1[89]|20)\d\d|{_WEEKDAY}|day \w+)"
)
_CLOCK = r"(?:[01]?\d|2[0-3])[:.h]?[0-5]\d(?: ?(?:[ap]\.?m\.?|gmt|utc|hrs|h|local|[a-z]{3,4}(?=:| [–—-])))?"
_ENTRY = re.compile(
    rf"[ \t]*(?:{_DATE}(?:,? {_CLOCK})?\s*(?:[–—:|]|\.(?=\s)|-(?=\s))\s+|{_CLOCK}\s*(?:[–—:|]|-(?=\s))\s+|\d{{1,2}}[:.]\d\d(?: ?[ap]m)? +(?=[A-Z\"“]))",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[ \t]*(?:Q|A|[^\W\d_a-z][\w’'.-]*(?: [\w’'.()/-]+){0,4}):[ \t]+(?=\S)|[ \t]*[QA]\.[ \t]+(?=\S)|[ \t]*[A-Z][A-Z ]{4,30}\.[ \t]+(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text, with the lines that only a narrow column parts from it.

    Attributes
    ----------
    start, end
        Offsets of its first word, past its mark, and of its end.
    mark
        What opens it: ``"#"`` for a heading of Markdown or HTML, as many as its level, ``"-"`` for an item of a list or a
        numbered one, ``"|"`` for a row of a table; ``""`` for nothing.
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
    """

    text: str
    starts: tuple[int, ...] = ()
    heads: tuple[tuple[int, int], ...] = ()
    lines: tuple[Line, ...] = ()


@dataclass(slots=True)
class _Found:
    lines: list[Line] = field(default_factory=list)
    starts: set[int] = field(default_factory=set)
    heads: list[tuple[int, int]] = field(default_factory=list)


def lay(text: str, headline: tuple[int, int] = (0, 0)) -> Layout:
    """Return the layout of a text.

    Parameters
    ----------
    text
        The text.
    headline
        Bounds of its headline, which has no label and no number.
    """
    letters: list[str] | None = None
    found = _Found()
    if "<" in text or "&" in text:
        letters = _without_html(text, found.starts)
    if any(mark in text for mark in ("**", "__", "`", "](", "*")):
        letters = _without_emphasis(text, letters or list(text))
    letters = _by_lines("".join(letters) if letters else text, letters, found, headline)
    told = text if letters is None else "".join(letters)
    return Layout(told, tuple(sorted(found.starts)), tuple(found.heads), tuple(found.lines))


def _blank(letters: list[str], start: int, end: int) -> None:
    letters[start:end] = " " * (end - start)


def _without_html(text: str, starts: set[int]) -> list[str]:
    letters = list(text)
    for match in _TAG.finditer(text):
        _blank(letters, *match.span())
        if (match["name"] or "").lower() in _BLOCKS:
            starts.add(match.end())
    for match in _ENTITY.finditer(text):
        name = match[0][1:-1]
        _blank(letters, *match.span())
        # An opening quote touches what follows it, and so does the apostrophe of "'s".
        opens = name in _OPENERS or (match.end() < len(text) and text[match.end()].isalnum())
        letters[match.end() - 1 if opens else match.start()] = _CHARACTERS[name]
    return letters


def _without_emphasis(text: str, letters: list[str]) -> list[str]:
    for match in _STRONG.finditer(text):
        _blank(letters, *match.span())
    for match in _LINK.finditer(text):
        _blank(letters, match.start(), match.start("text"))
        _blank(letters, match.end("text"), match.end())
    return letters


def _by_lines(text: str, letters: list[str] | None, found: _Found, headline: tuple[int, int]) -> list[str] | None:
    """Blank what opens and divides lines, join wrapped ones, and note where lines begin."""
    lines = [match.span() for match in _LINE.finditer(text) if not match[0].isspace()]
    if not lines:
        return letters
    width = max(end - start for start, end in lines)
    numbered = _numbers(text, lines)
    kept = list(text) if letters is None else letters
    before: tuple[int, int] | None = None
    for start, end in lines:
        wrapped = before is not None and _is_wrapped(text, before, (start, end), width)
        if wrapped and before is not None:
            _blank(kept, before[1], start)
            found.lines[-1] = replace(found.lines[-1], end=end)
        else:
            _open(text, kept, (start, end), found, number=start in numbered, plain=headline[0] <= start < headline[1])
        before = (start, end)
    return kept


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
    if last[-1:] and last.rstrip(_CLOSERS)[-1:] not in _END and first.islower():
        return True
    if not _NARROWEST <= width <= _WIDEST or first.isspace():
        return False
    word = text[line[0] : line[1]].split(maxsplit=1)[0]
    return len(last) + 1 + len(word) >= _FULL * width and len(last) >= width // 2


def _opens_anew(text: str, line: tuple[int, int]) -> bool:
    return any(
        pattern.match(text, *line) is not None for pattern in (_BULLET, _NUMBER, _ENTRY, _ROW, _RULE)
    )


def _open(text: str, letters: list[str], line: tuple[int, int], found: _Found, *, number: bool, plain: bool) -> None:
    """Note where a line, its cells and what follows its label begin; blank its mark."""
    start, end = line
    if _RULE.match(text, start, end):
        _blank(letters, start, end)
        found.lines.append(Line(start, end))
        return
    opening = ""
    for pattern in (_BULLET, _NUMBER if number else None, _CLASSIFIED):
        mark = pattern.match(text, start, end) if pattern is not None else None
        if mark is not None:
            _blank(letters, *mark.span())
            start = mark.end()
            hashes = mark[0].count("#")
            opening = opening or "#" * hashes or ("" if pattern is _CLASSIFIED else "-")
    while start < end and (letters[start].isspace() or letters[start] == "|"):
        start += 1
    found.starts.add(start)
    is_row = not plain and (_ROW.match(text, line[0], end) is not None or text.count("\t", start, end) > 1)
    found.lines.append(Line(start, end, "|" if is_row else opening))
    if plain:
        return
    if is_row:
        for divider in re.finditer(r"[|\t]", text[start:end]):
            letters[start + divider.start()] = " "
            found.starts.add(start + divider.end())
        return
    head = _ENTRY.match("".join(letters[start:end])) or _LABEL.match(text[start:end])
    if head is not None:
        found.starts.add(start + head.end())
        found.heads.append((start, start + head.end()))
