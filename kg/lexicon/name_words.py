"""Words of names as they are compared across articles, folded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.lexicon import loader
from kg.lexicon.fold import fold
from kg.lexicon.vocabulary import persons

WORDS = loader.set_of()


@dataclass(frozen=True, slots=True)
class NameData:
    """Forms of given names, and the words of names that are no names."""

    forms: dict[str, frozenset[str]]
    honorifics: frozenset[str]
    suffixes: frozenset[str]
    generations: Mapping[str, str]
    particles: frozenset[str]
    family_first: frozenset[str]
    family_first_long: frozenset[str]


@dataclass(frozen=True, slots=True)
class OrganizationData:
    """Words of organization names: spellings, and those that say little by themselves."""

    spellings: dict[str, str]
    shortened: dict[str, str]  # inside a longer name
    small: frozenset[str]
    weak: frozenset[str]
    generic: frozenset[str]
    official: frozenset[str]
    central: frozenset[str]  # of a land, before a body's name
    tails: frozenset[str]  # last words that a name can do without in its own article
    same: dict[str, str]  # whole names that are one, each as the last of them


def _folded(found: Iterable[str]) -> frozenset[str]:
    return frozenset(map(fold, found))


@cache
def name_data() -> NameData:
    """The lists about names of persons."""
    keys = ("family_first", "family_first_long")
    check = loader.record({**dict.fromkeys(keys, WORDS), "groups": loader.listed(WORDS)})
    raw = loader.load(files("kg.lexicon") / "data" / "given_names.yaml", check)
    forms: dict[str, set[str]] = {}
    for alike in map(_folded, raw["groups"]):
        for word in alike:
            forms.setdefault(word, set()).update(alike)
    return NameData(
        forms={word: frozenset(others) for word, others in forms.items()},
        generations=persons().generations,
        honorifics=_folded(persons().honorifics),
        suffixes=_folded(persons().suffixes),
        particles=_folded(persons().particles),
        **{key: _folded(raw[key]) for key in keys},
    )


@cache
def organization_data() -> OrganizationData:
    """The lists about names of organizations."""
    keys = ("small", "weak", "generic", "official", "central", "tails")
    tables = dict.fromkeys(("spellings", "shortened", "same"), loader.table(loader.text))
    check = loader.record({**dict.fromkeys(keys, WORDS), **tables})
    raw = loader.load(files("kg.lexicon") / "data" / "organization_words.yaml", check)
    folded = {key: _folded(raw[key]) for key in keys}
    return OrganizationData(raw["spellings"], raw["shortened"], same=raw["same"], **folded)
