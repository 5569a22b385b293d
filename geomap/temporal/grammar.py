"""The grammar: readable patterns over token categories, compiled to regular expressions over the code string.

A pattern such as ``"month the? day=dom (comma? year)?"`` names categories and classes of categories; ``=`` gives what
matched a name, ``?`` makes it optional, ``( | )`` groups, ``{name}`` puts in a macro.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError

from geomap.errors import DataError
from geomap.resources import data_file
from geomap.temporal.lexicon import load_lexicon
from geomap.temporal.tokens import OTHER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geomap.temporal.tokens import Lexed, Token, Value

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
    first, last
        Indices of the first token and of the one after the last.
    groups
        Name to token, for the named parts that took part.
    spans
        Name to token index.
    """

    rule: Rule
    first: int
    last: int
    groups: Mapping[str, Token]
    spans: Mapping[str, int] = field(default_factory=dict)

    def value(self, name: str) -> Value:
        """Return the value of a named part, or ``None`` when it took no part."""
        token = self.groups.get(name)
        return None if token is None else token.value

    def number(self, name: str) -> int | None:
        """Return the whole number of a named part, or ``None``."""
        value = self.value(name)
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

    def matches(self, lexed: Lexed) -> Iterator[Match]:
        """Yield the longest match at each place, left to right; of equals, the rule that stands first in the file."""
        codes, tokens = lexed.codes, lexed.tokens
        index, size = 0, len(codes)
        while index < size:
            code = codes[index]
            best: re.Match[str] | None = None
            chosen: Rule | None = None
            for rule in self.by_first.get(code, ()) if code != OTHER else ():
                found = rule.regex.match(codes, index)
                if found is not None and (best is None or found.end() > best.end()):
                    best, chosen = found, rule
            if best is None or chosen is None or best.end() == index:
                index += 1
                continue
            spans = {
                name.partition("__")[0]: best.start(name) for name, text in best.groupdict().items() if text is not None
            }
            yield Match(chosen, index, best.end(), {name: tokens[at] for name, at in spans.items()}, spans)
            index = best.end()


@cache
def load_grammar() -> Grammar:
    """Return the compiled rules of ``time_rules.toml``.

    Raises
    ------
    DataError
        If the file is damaged or names an unknown category.
    """
    path = data_file("curated", "time_rules.toml")
    try:
        rows = _RuleFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise DataError(
            f"{path.name} cannot be read: {error}", "Mend the file; its head says how it is built."
        ) from error
    compiler = _Compiler(rows.classes, rows.macros)
    rules: list[Rule] = []
    by_first: dict[str, list[Rule]] = {}
    for row in rows.rule:
        try:
            regex, first = compiler.compile(row.pattern)
        except (KeyError, IndexError, re.error) as error:
            raise DataError(f"{path.name}: rule {row.name!r}: {error} is no category.", "Mend its pattern.") from error
        rule = Rule(row.name, regex, row.read, row.args)
        rules.append(rule)
        for code in first:
            by_first.setdefault(code, []).append(rule)
    return Grammar(tuple(rules), {code: tuple(found) for code, found in by_first.items()})
