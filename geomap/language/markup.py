"""Leftovers of HTML and Markdown in a text, blanked in place: no letter moves."""

from __future__ import annotations

import re
from html import unescape

_TAG = re.compile(r"</?(?P<name>[a-zA-Z][a-zA-Z0-9]{0,9})(?:\s[^<>]{0,300})?/?>|<!--.{0,500}?-->", re.DOTALL)
_BLOCKS = frozenset(
    {"p", "br", "hr", "li", "ul", "ol", "div", "h1", "h2", "h3", "h4", "h5", "h6"}
    | {"td", "th", "tr", "table", "blockquote", "dt", "dd"}
)
_CHARACTERS = {
    "amp": "&", "nbsp": " ", "quot": '"', "apos": "'", "rsquo": "’", "lsquo": "‘", "rdquo": "”", "ldquo": "“",
    "ndash": "–", "mdash": "—", "#39": "'", "#8217": "’", "#8216": "‘", "#8220": "“", "#8221": "”", "#160": " ",
    "lt": "<", "gt": ">",
}  # fmt: skip
_ENTITY = re.compile(rf"&({'|'.join(_CHARACTERS)});")
# A letter with its accent, by its name: the rest of the word closes up to it.
_LETTER = re.compile(r"&[A-Za-z](?:acute|grave|circ|uml|tilde|cedil|caron|ring|slash|lig|breve|macr|ogon);|&szlig;")
_WORD_OF_LETTERS = re.compile(r"[^\s&]*(?:&[A-Za-z]{4,8};[^\s&]*)+")
_OPENERS = frozenset({"ldquo", "lsquo", "#8220", "#8216"})
_STRONG = re.compile(
    r"\*\*\*?|(?<!\w)__(?=\w)|(?<=\w)__(?!\w)|`"
    r"|(?<![\w*])\*(?=[^\s*])(?=[^*\n]*[^\s*]\*(?!\w))|(?<=[^\s*])\*(?![\w*])"
)
_LINK = re.compile(r"!?\[(?P<text>[^\[\]\n]{1,200})\]\((?:https?:|/|#|mailto:)[^()\s]{0,500}\)")


def without_markup(text: str, starts: set[int], moved: list[tuple[int, int, int]]) -> str:
    """Return a text of the same length with blanks for tags, emphasis and the targets of links.

    Parameters
    ----------
    text
        Any text.
    starts
        Gets the offsets at which a paragraph, cell or item of HTML begins.
    moved
        Gets the stretches that close up to a letter which the text names ("S&atilde;o"): start, end, by how much.
    """
    letters: list[str] | None = None
    if "<" in text or "&" in text:
        letters = list(text)
        _blank_tags(text, letters, starts)
        _spell_entities(text, letters)
        _spell_letters(letters, moved)
    if "*" in text or "__" in text or "`" in text or "](" in text:
        letters = letters or list(text)
        for match in _STRONG.finditer(text):
            blank(letters, *match.span())
        for match in _LINK.finditer(text):
            blank(letters, match.start(), match.start("text"))
            blank(letters, match.end("text"), match.end())
    return text if letters is None else "".join(letters)


def blank(letters: list[str], start: int, end: int) -> None:
    """Put blanks in the place of some letters."""
    letters[start:end] = " " * (end - start)


def _blank_tags(text: str, letters: list[str], starts: set[int]) -> None:
    for match in _TAG.finditer(text):
        blank(letters, *match.span())
        if (match["name"] or "").lower() in _BLOCKS:
            starts.add(match.end())


def _spell_entities(text: str, letters: list[str]) -> None:
    for match in _ENTITY.finditer(text):
        blank(letters, *match.span())
        # An opening quote touches what follows it, and so does the apostrophe of "'s".
        opens = match[1] in _OPENERS or text[match.end() : match.end() + 1].isalnum()
        letters[match.end() - 1 if opens else match.start()] = _CHARACTERS[match[1]]


def _spell_letters(letters: list[str], moved: list[tuple[int, int, int]]) -> None:
    for word in _WORD_OF_LETTERS.finditer("".join(letters)):
        told, last, shift = [], word.start(), 0
        for match in _LETTER.finditer(word.string, *word.span()):
            begin = last - shift
            told.append(word.string[last : match.start()] + unescape(match[0]))
            if shift:
                moved.append((begin, begin + len(told[-1]), shift))
            shift += len(match[0]) - 1
            last = match.end()
        told.append(word.string[last : word.end()])
        if shift:
            moved.append((last - shift, word.end() - shift, shift))
            whole = "".join(told)
            letters[word.start() : word.end()] = whole + " " * (word.end() - word.start() - len(whole))
