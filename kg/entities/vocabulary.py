"""The room's word lists, checked when they are loaded."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from kg.errors import DataError
from kg.lexicon import fold


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


def _load(name: str, keys: frozenset[str]) -> dict[str, Any]:
    import yaml

    text = files("kg.entities").joinpath("data", name).read_text(encoding="utf-8")
    content = yaml.load(text, Loader=yaml.BaseLoader)  # all strings: "no" and "on" are words
    unknown = set(content) - keys if isinstance(content, dict) else {"no table"}
    missing = keys - set(content) if isinstance(content, dict) else set()
    if unknown or missing:
        raise DataError(f"{name}: unknown or missing: {', '.join(sorted(unknown | missing))}")
    return dict(content)


def _words(name: str, key: str, value: Any) -> frozenset[str]:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise DataError(f"{name}: {key} must be a list of words")
    return frozenset(fold(word) for word in value)


@lru_cache(maxsize=1)
def name_data() -> NameData:
    """The lists about names of persons."""
    name = "given_names.yaml"
    words = ("honorifics", "suffixes", "particles", "family_first", "family_first_long")
    raw = _load(name, frozenset((*words, "groups", "generations")))
    forms: dict[str, set[str]] = {}
    for number, group in enumerate(raw["groups"], 1):
        alike = _words(name, f"group {number}", group)
        for word in alike:
            forms.setdefault(word, set()).update(alike)
    return NameData(
        forms={word: frozenset(others) for word, others in forms.items()},
        generations={str(k): str(v) for k, v in raw["generations"].items()},
        **{key: _words(name, key, raw[key]) for key in words},
    )


@lru_cache(maxsize=1)
def organization_data() -> OrganizationData:
    """The lists about names of organizations."""
    name = "organization_words.yaml"
    raw = _load(name, frozenset(("spellings", "small", "weak", "generic", "official")))
    return OrganizationData(
        spellings={str(k): str(v) for k, v in raw["spellings"].items()},
        small=_words(name, "small", raw["small"]),
        weak=_words(name, "weak", raw["weak"]),
        generic=_words(name, "generic", raw["generic"]),
        official=_words(name, "official", raw["official"]),
    )
