"""Captions: short paragraphs that end in a picture credit, or open as only captions do."""

from __future__ import annotations

import re

# Longer paragraphs are prose, whatever they end in.
_MAX_CAPTION = 450
_PICTURE = r"(?:photo(?:graph)?|image|picture|pic|video|footage|illustration|screenshot|screengrab|infographic)s?"
_CREDIT_AFTER_LABEL = re.compile(
    rf"(?:^|[.!?…”\"')\]|]\s*|\s[—–|-]\s*|\n)"
    rf"(?:(?:file\s+)?{_PICTURE}(?:\s+(?:credit|courtesy|source|by)(?:\s+of)?)?|credits?|courtesy(?:\s+of)?|{_PICTURE}/\w+)"
    rf"\s*[:/]\s*[^\n]{{1,120}}$",
    re.IGNORECASE,
)
_PHOTO_BY = re.compile(
    rf"(?:^|[.!?…”\"')\]|]\s*)[({{\[]?{_PICTURE}\s+(?:by|courtesy(?:\s+of)?|via)\s+[^\n]{{1,80}}$", re.IGNORECASE
)
_BRACKETED = re.compile(
    rf"[(\[][^()\[\]\n]{{0,100}}"
    rf"(?:\b{_PICTURE}(?:\s*[:/]|\s+(?:by|credit|courtesy|via)\b|(?=[)\]]))"
    r"|getty|/\s?(?:ap|afp|epa|reuters)\b|\b(?:ap|afp|epa|reuters)\s?/|handout|courtesy)"
    r"[^()\[\]\n]{0,100}[)\]]\.?$",
    re.IGNORECASE,
)
_AGENCY_CREDIT = re.compile(
    r"(?:\b(?:REUTERS|AFP|AP|EPA|EPA-EFE|TASS|Xinhua|Anadolu|Sputnik|dpa)\s?/\s?[^\W\d_a-z][^\n/]{1,60}(?:/[^\n]{1,40})?"
    r"|\bGetty Images|\b(?:via|/)\s?(?:Getty|AFP|AP|Reuters|Shutterstock)|©\s?[^\n.]{2,60})\.?$"
)
_OPENING = re.compile(
    rf"(?:file(?:\s+(?:{_PICTURE}))?\s*[:—–-]|{_PICTURE}(?:\s+caption)?\s*:|caption\s*:|pictured\s*:"
    rf"|in this (?:[\w.,]+ ){{0,5}}(?:file |handout )?{_PICTURE}\b)",
    re.IGNORECASE,
)
# "... in Kars. Turkish Defense Ministry photo": a last, verbless stretch of names that ends in the word.
_LAST_WORD = re.compile(rf"\s+{_PICTURE}\.?$", re.IGNORECASE)
_STRETCH_END = re.compile(r"[.!?…][”\"')\]]*\s+|\s[—–|-]\s+|\n")
_SMALL_WORDS = frozenset(
    {
        "a",
        "and",
        "archive",
        "by",
        "courtesy",
        "de",
        "file",
        "for",
        "from",
        "handout",
        "of",
        "official",
        "press",
        "the",
        "via",
    }
)


def is_caption(paragraph: str) -> bool:
    """Tell whether a paragraph is the caption or the credit of a picture.

    Parameters
    ----------
    paragraph
        One paragraph, without the white space around it.
    """
    if len(paragraph) > _MAX_CAPTION:
        return False
    if _OPENING.match(paragraph) or _CREDIT_AFTER_LABEL.search(paragraph) or _PHOTO_BY.search(paragraph):
        return True
    if _BRACKETED.search(paragraph) or _AGENCY_CREDIT.search(paragraph):
        return True
    last = _LAST_WORD.search(paragraph)
    if paragraph.isupper():  # capitals tell no names there
        return False
    return last is not None and _are_names(_STRETCH_END.split(paragraph[: last.start()])[-1])


def _are_names(words: str) -> bool:
    """Tell whether all words are capitalised but for the small ones of a credit."""
    found = re.findall(r"[^\W_]+", words)
    return bool(found) and found[0][0].isupper() and all(word[0].isupper() or word in _SMALL_WORDS for word in found)
