"""The grammar: readable patterns over token categories, compiled to regular expressions over the code string.

A pattern such as ``"month the? day=dom (comma? year)?"`` names categories and classes of categories; ``=`` gives what
matched a name, ``?`` makes it optional, ``( | )`` groups, ``{name}`` puts in a macro.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ConfigDict

from geomap.errors import DataError
from geomap.resources import data_file, read_toml
from geomap.temporal.lexicon import load_lexicon
from geomap.temporal.tokens import OTHER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from geomap.temporal.tokens import Lexed, Token, Value

T = TypeVar("T")

_PIECE = re.compile(r"\s*(?:(?:(?P<group>[a-z_0-9]+)=)?(?P<name>[a-z_0-9]+)|(?P<sign>[()|?*]))")
_MACRO = re.compile(r"\{([a-z_0-9]+)\}")


class _RuleRow(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str
    pattern: str
    read: str
    args: dict[str, int | str | bool] = {}
    example: str


class _RuleFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    classes: dict[str, list[str]]
    macros: dict[str, str] = {}
    rule: list[_RuleRow]


@dataclass(frozen=True, slots=True)
class Rule:
    """One compiled rule.

    Attributes
    ----------
    name
        The rule's name in ``time_rules.toml``.
    regex
        Its pattern over codes.
    read
        The reading that builds the expression.
    args
        Fixed arguments of the reading.
    """

    name: str
    regex: re.Pattern[str]
    read: str
    args: Mapping[str, int | str | bool]


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that matched a run of tokens.

    Attributes
    ----------
    rule
        The rule.
    lexed
        The text.
    first, last
        Indices of the first token and of the one after the last.
    groups
        Name to token, for the named parts that took part.
    spans
        Name to token index.
    """

    rule: Rule
    lexed: Lexed
    first: int
    last: int
    groups: Mapping[str, Token]
    spans: Mapping[str, int]

    @property
    def tokens(self) -> list[Token]:
        """The tokens matched."""
        return self.lexed.tokens[self.first : self.last]

    @property
    def start(self) -> int:
        """Offset of the first character."""
        return self.lexed.tokens[self.first].start

    @property
    def end(self) -> int:
        """Offset after the last character."""
        return self.lexed.tokens[self.last - 1].end

    def near(self, steps: int) -> str:
        """Return the word so many tokens before (negative) or after the match, in lower case, ``""`` past the ends."""
        at = self._at(steps)
        return self.lexed.tokens[at].lower if 0 <= at < len(self.lexed.tokens) else ""

    def _at(self, steps: int) -> int:
        return self.first + steps if steps < 0 else self.last + steps - 1

    def number_near(self, steps: int, *categories: str) -> int | None:
        """Return the number of the token that :meth:`near` names if it is of a category, or ``None``."""
        at, codes = self._at(steps), load_lexicon().codes
        if not 0 <= at < len(self.lexed.tokens) or self.lexed.codes[at] not in {codes[name] for name in categories}:
            return None
        value = self.lexed.tokens[at].value
        return int(value) if isinstance(value, int | float) else None

    def says(self, word: str) -> bool:
        """Tell whether a word, in lower case, is among those matched."""
        return any(token.lower == word for token in self.tokens)

    def value(self, name: str) -> Value:
        """Return the value of a named part, or ``None`` when it took no part."""
        token = self.groups.get(name)
        return None if token is None else token.value

    def number(self, name: str) -> int | None:
        """Return the whole number of a named part, or ``None``."""
        value = self.value(name)
        if name == "turn" and value == "PRESENT_REF":
            return 0  # "the current year" is this one
        return int(value) if isinstance(value, int | float) else None


class _Compiler:
    """Pattern text to a regular expression and the codes it may begin with."""

    def __init__(self, classes: Mapping[str, list[str]], macros: Mapping[str, str]) -> None:
        self._codes = load_lexicon().codes
        self._classes = classes
        self._macros = macros

    def compile(self, pattern: str) -> tuple[re.Pattern[str], frozenset[str]]:
        while _MACRO.search(pattern):
            pattern = _MACRO.sub(lambda match: f"({self._macros[match[1]]})", pattern)
        self._pieces = list(_PIECE.finditer(pattern))
        if sum(len(piece[0]) for piece in self._pieces) != len(pattern.rstrip()):
            raise KeyError(pattern)
        self._at = self._groups = 0
        regex, first, _ = self._alternatives()
        return re.compile(regex), first

    def _alternatives(self) -> tuple[str, frozenset[str], bool]:
        regexes, firsts, empty = [], frozenset[str](), False
        while True:
            regex, first, nullable = self._sequence()
            regexes.append(regex)
            firsts |= first
            empty |= nullable
            if self._at < len(self._pieces) and self._pieces[self._at]["sign"] == "|":
                self._at += 1
                continue
            return "|".join(regexes), firsts, empty

    def _sequence(self) -> tuple[str, frozenset[str], bool]:
        regex, first, nullable = "", frozenset[str](), True
        while self._at < len(self._pieces) and self._pieces[self._at]["sign"] not in {"|", ")"}:
            one, begins, empty = self._item()
            regex += one
            if nullable:
                first |= begins
            nullable &= empty
        return regex, first, nullable

    def _item(self) -> tuple[str, frozenset[str], bool]:
        piece = self._pieces[self._at]
        self._at += 1
        if piece["sign"] == "(":
            inner, first, nullable = self._alternatives()
            self._at += 1
            regex = f"(?:{inner})"
        else:
            first, nullable = frozenset(self._expand(piece["name"])), False
            regex = f"[{''.join(sorted(first))}]"
            if piece["group"]:
                # Python wants each group once; alternatives may name the same part, so that each use gets a number.
                self._groups += 1
                regex = f"(?P<{piece['group']}__{self._groups}>{regex})"
        if self._at < len(self._pieces) and self._pieces[self._at]["sign"] in {"?", "*"}:
            regex += self._pieces[self._at]["sign"]
            self._at += 1
            nullable = True
        return regex, first, nullable

    def _expand(self, name: str) -> Iterator[str]:
        if name in self._classes:
            for member in self._classes[name]:
                yield from self._expand(member)
        else:
            yield self._codes[name]


@dataclass(frozen=True, slots=True)
class Grammar:
    """All rules, found by the code that a match may begin with.

    Attributes
    ----------
    rules
        The rules in the order of the file.
    by_first
        Code to the rules that may begin with it.
    """

    rules: tuple[Rule, ...]
    by_first: Mapping[str, tuple[Rule, ...]]

    def readings(self, lexed: Lexed, read: Callable[[Match], T | None]) -> Iterator[tuple[Match, T]]:
        """Yield each match with its reading, left to right.

        At each place the longest match is tried first, of equals the rule that stands first in the file; a match
        that ``read`` refuses with ``None`` gives way to the next.
        """
        codes = lexed.codes
        index, size = 0, len(codes)
        while index < size:
            code = codes[index]
            if code == OTHER or (rules := self.by_first.get(code)) is None:
                index += 1
                continue
            found = [(one, rule) for rule in rules if (one := rule.regex.match(codes, index)) and one.end() > index]
            found.sort(key=lambda pair: -pair[0].end())
            for one, rule in found:
                match = _match(rule, one, lexed)
                reading = read(match)
                if reading is not None:
                    yield match, reading
                    index = match.last
                    break
            else:
                index += 1


def _match(rule: Rule, found: re.Match[str], lexed: Lexed) -> Match:
    spans = {name.partition("__")[0]: found.start(name) for name, text in found.groupdict().items() if text is not None}
    last = found.end()
    while last > found.start() + 1 and lexed.tokens[last - 1].lower in {",", "-"}:
        last -= 1  # an optional part that did not come
    return Match(rule, lexed, found.start(), last, {name: lexed.tokens[at] for name, at in spans.items()}, spans)


@cache
def load_grammar() -> Grammar:
    """Return the compiled rules of ``time_rules.toml``.

    Raises
    ------
    DataError
        If the file is damaged or names an unknown category.
    """
    rows = read_toml(data_file("curated", "time_rules.toml"), _RuleFile.model_validate, "list of time rules")
    compiler = _Compiler(rows.classes, rows.macros)
    rules: list[Rule] = []
    by_first: dict[str, list[Rule]] = {}
    for row in rows.rule:
        try:
            regex, first = compiler.compile(row.pattern)
        except (KeyError, IndexError, re.error) as error:
            raise DataError(
                f"time_rules.toml: rule {row.name!r}: {error} is no category.", "Mend its pattern."
            ) from error
        rule = Rule(row.name, regex, row.read, row.args)
        rules.append(rule)
        for code in first:
            by_first.setdefault(code, []).append(rule)
    return Grammar(tuple(rules), {code: tuple(found) for code, found in by_first.items()})
