"""The room's word lists, checked when they are loaded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from kg.lexicon import fold, loader
from kg.lexicon.titles import of_people

WORDS = loader.words()


@dataclass(frozen=True, slots=True)
class NameData:
    """Forms of given names, and the words of names that are no names."""

    forms: dict[str, frozenset[str]]
    honorifics: frozenset[str]
    suffixes: frozenset[str]
    generations: dict[str, str]
    particles: frozenset[str]
    family_first: frozenset[str]
    family_first_long: frozenset[str]


@dataclass(frozen=True, slots=True)
class OrganizationData:
    """Words of organization names: spellings, and those that say little by themselves."""

    spellings: dict[str, str]
    small: frozenset[str]
    weak: frozenset[str]
    generic: frozenset[str]
    official: frozenset[str]


def _folded(found: Iterable[str]) -> frozenset[str]:
    return frozenset(map(fold, found))


@lru_cache(maxsize=1)
def name_data() -> NameData:
    """The lists about names of persons."""
    keys = ("honorifics", "suffixes", "particles", "family_first", "family_first_long")
    check = loader.record(
        {
            **dict.fromkeys(keys, WORDS),
            "groups": loader.listed(WORDS),
            "generations": loader.table(loader.text),
        }
    )
    raw = loader.load(files("kg.entities") / "data" / "given_names.yaml", check)
    forms: dict[str, set[str]] = {}
    for alike in map(_folded, raw["groups"]):
        for word in alike:
            forms.setdefault(word, set()).update(alike)
    return NameData(
        forms={word: frozenset(others) for word, others in forms.items()},
        generations=raw["generations"],
        **{key: _folded(raw[key]) for key in keys[1:]},
        honorifics=_folded(raw["honorifics"]) | _folded(of_people()),
    )


@lru_cache(maxsize=1)
def organization_data() -> OrganizationData:
    """The lists about names of organizations."""
    keys = ("small", "weak", "generic", "official")
    check = loader.record({**dict.fromkeys(keys, WORDS), "spellings": loader.table(loader.text)})
    raw = loader.load(files("kg.entities") / "data" / "organization_words.yaml", check)
    return OrganizationData(raw["spellings"], **{key: _folded(raw[key]) for key in keys})
