"""What the parts of a person's name are, and whether two names can be one person's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.lexicon import fold, given_frequency, is_given_name, places
from kg.lexicon.name_words import name_data
from kg.lexicon.titles import titles
from kg.lexicon.wordlists import word_set

_FATHERS = -3.6  # log10 of the share of people; rarer names are in surnames too ("Abramovich")
_FATHER = re.compile(r"(?P<name>.{3,}?)(?:y?ovich|evich|y?ovych|ovna|evna|y?ivna)$")
_PATRONYMIC = re.compile(r".{2,}(?:ovich|evich|ovych|yovych|ovna|evna|ivna|yivna|inichna|oglu|ogly)$")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in folded words; an initial is a single letter."""

    text: str
    given: tuple[str, ...]
    family: str
    patronymic: str | None = None
    generation: str | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """Given names and surname."""
        return (*self.given, self.family) if self.family else self.given

    @property
    def full(self) -> bool:
        """Whether it has a given name or an initial beside the surname."""
        return bool(self.given) and bool(self.family)

    @property
    def spelt(self) -> bool:
        """Whether it has a given name that is more than an initial."""
        return self.full and any(len(word) > 1 for word in self.given)


@lru_cache(maxsize=262144)
def person_name(name: str) -> PersonName:
    """The parts of a name: titles and small words dropped, "Putin, Vladimir" turned round."""
    data = name_data()
    if "," in name:
        last, _, first = name.partition(",")
        if fold(first) not in data.suffixes:
            name = f"{first} {last}"
    words = [w for part in name.split() for w in _split(part)]
    generation = next((data.generations[w] for w in words[1:] if w in data.generations), None)
    core = [w for n, w in enumerate(words) if not (n and w in data.suffixes)]
    while (
        len(core) > 1
        and core[0] in data.honorifics
        and " ".join(core[:2]) not in word_set("gazetteer", "addressed")
    ):
        core.pop(0)
    core = _without_repeats([w for n, w in enumerate(core) if not n or w not in data.particles] or core)
    if len(core) > 2 and core[0] in data.particles and not is_given_name(core[0]):
        core.pop(0)
    patronymic = next((w for w in core[1:] if _PATRONYMIC.match(w) and len(core) > 2), None)
    core = [w for w in core if w != patronymic]
    if len(core) == 2 and _is_patronymic(*core):
        return PersonName(name, (core[0],), "", core[1], generation)
    if not core or is_title(tuple(words)):
        return PersonName(name, (), "" if core else fold(name))
    if _family_first(core):
        return PersonName(name, ("".join(core[1:]),), core[0], None, generation)
    return PersonName(name, tuple(core[:-1]), core[-1], patronymic, generation)


def _is_patronymic(given: str, word: str) -> bool:
    """Whether a given name stands with a father's name and no surname: "Vladimir Vladimirovich"."""
    father = _FATHER.match(word)
    if father is None or not is_given_name(given):
        return False
    return father["name"] in name_data().forms or given_frequency(father["name"]) > _FATHERS


@lru_cache(maxsize=4096)
def is_title(words: tuple[str, ...]) -> bool:
    """Whether folded words name an office and nobody: "vice president", "Iranian federation president"."""
    heads, before = _title_words()
    if not words or words[-1] not in heads:
        return False
    rest = words[:-1]
    return not rest or any(word in before or places().adjective(word.capitalize()) for word in rest)


@lru_cache(maxsize=1)
def _title_words() -> tuple[frozenset[str], frozenset[str]]:
    """The last words of titles, and what stands before them."""
    known = titles()
    parts = [words for found in known.index.values() for words, _ in found]
    heads = {fold(words[-1]) for words in parts}
    small = {"the", "a", "an", "of", "for", "to", "and", "us", "uk", "new", "first", "united", "mr", "madam"}
    before = (
        {fold(word) for words in parts for word in words} | {fold(word) for word in known.modifiers} | small
    )
    return frozenset(heads), frozenset(before)


def _family_first(core: list[str]) -> bool:
    """Whether it is a Chinese, Korean or Vietnamese name in its own order."""
    data = name_data()
    if len(core) == 1 or len(core[1]) == 1 or len(core) > 3:
        return False
    return core[0] in data.family_first or (core[0] in data.family_first_long and len(core) == 3)


def _split(part: str) -> list[str]:
    text = re.sub(r"['\u2019](?=s?$)", "", part)
    if re.fullmatch(r"(?:[A-Z]\.-?)+[A-Z]?\.?", text):  # J.-C., G.W.
        return [letter for letter in text.lower() if letter.isalpha()]
    if re.fullmatch(r"[A-Z]{2}|[A-Z][B-DF-HJ-NP-TV-Z]{2}", text):  # JC, APJ, but not KIM
        return list(text.lower())
    return fold(text).split()


def _without_repeats(words: list[str]) -> list[str]:
    return list(dict.fromkeys(words))
