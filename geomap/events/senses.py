"""Words that tell of another thing than the lexicon takes them for: ``other_senses.toml`` in ``data/curated``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from geomap.errors import DataError
from geomap.events.lexicon import Rule, default_lexicon, indexed, rules_of
from geomap.events.matching import match
from geomap.events.syntax import lemma
from geomap.resources import data_file, read_toml

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from spacy.tokens import Token

    from geomap.events.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Senses:
    """Rules by the lemma of the word, each with a kind of event that the word does not tell of where it fits."""

    nouns: Mapping[str, tuple[Rule, ...]]
    verbs: Mapping[str, tuple[Rule, ...]]

    def other(self, token: Token, kinds: Collection[str], *, noun: bool) -> frozenset[str]:
        """Return which of these kinds of event a word does not tell of: "made her way" is no resignation.

        Parameters
        ----------
        token
            The word.
        kinds
            Names of kinds that the lexicon takes it for.
        noun
            Whether it is read as a noun.
        """
        rules = (self.nouns if noun else self.verbs).get(lemma(token), ())
        return frozenset(rule.kind.name for rule in rules if rule.kind.name in kinds and _fits(token, rule, noun=noun))


def _fits(token: Token, rule: Rule, *, noun: bool) -> bool:
    return match(token, (rule,), noun=noun) is rule


@cache
def default_senses() -> Senses:
    """Return the other senses that ship with geomap."""
    return load_senses(data_file("curated", "other_senses.toml"), default_lexicon())


def load_senses(path: Path, lexicon: Lexicon) -> Senses:
    """Read and check a list of other senses.

    Parameters
    ----------
    path
        The file.
    lexicon
        Has the kinds of event and the classes of words that the file may name.

    Raises
    ------
    DataError
        If the file is missing, is not TOML, or a field is wrong; the message names the field.
    """
    from geomap.events.schema import SensesFile

    file = read_toml(path, SensesFile.model_validate, "list of other senses")
    classes = {**lexicon.classes, **{name: frozenset(words) for name, words in file.classes.items()}}
    nouns: list[Rule] = []
    verbs: list[Rule] = []
    for spec in file.senses:
        for name in spec.kinds:
            if name not in lexicon.kinds:
                raise DataError(f"{path}: there is no kind {name!r}.", f"Known: {', '.join(sorted(lexicon.kinds))}.")
            kind, where = lexicon.kinds[name], f"{path}: not {name}"
            nouns += [rule for entry in spec.nouns for rule in rules_of(kind, entry, classes, where, noun=True)]
            verbs += [rule for entry in spec.verbs for rule in rules_of(kind, entry, classes, where, noun=False)]
    return Senses(indexed(nouns), indexed(verbs))
