"""Titles (governor, chief executive, spokeswoman) and what holding one says of what it governs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from kg.lexicon import loader
from kg.lexicon.people import given_frequency, is_given_name, surname_frequency
from kg.lexicon.wordlists import word_set
from kg.records import Parse

PATH: Traversable = files("kg.lexicon") / "data" / "titles.yaml"
ABBREVIATION = 3  # letters at most: "mp", "ceo"
SELDOM, SELDOM_SURNAME = -6.0, -5.5  # log10 of the share of people so named: "Akim", not "Dean"
KINDS = frozenset({"country", "place", "organization", "party", "team", "military", "irregular", "person"})


class Modifier(StrEnum):
    """What a word before a title says of it."""

    FORMER = "former"
    ACTING = "acting"
    HONORARY = "honorary"
    SHADOW = "shadow"
    UNOFFICIAL = "unofficial"
    DEPUTY = "deputy"
    ELECT = "elect"
    WOULD_BE = "would-be"
    PLAIN = "plain"  # nothing
    PART = "part"  # that it governs a part only


@dataclass(frozen=True, slots=True)
class TitleClass:
    """Titles that say the same: the relation by the kind of what is governed."""

    name: str
    relations: Mapping[str, str]
    office: bool
    elsewhere: Mapping[str, str]  # lexicon id of a place -> what the title says there
    one_of: Mapping[str, str]  # what is said of one of several who have it, by kind


@dataclass(frozen=True, slots=True)
class Titles:
    """The title lexicon: ``index`` maps the first word of a title to (words, class), longest first."""

    classes: Mapping[str, TitleClass]
    index: Mapping[str, tuple[tuple[tuple[str, ...], tuple[TitleClass, ...]], ...]]
    names_too: frozenset[str]  # titles before two more words, though many people are called so
    modifiers: Mapping[str, Modifier]  # by the word
    given_too: frozenset[str]  # forms of address that are a given name behind a title: "CEO Sultan Karo"

    def longest_at(
        self, words: Sequence[str], lemmas: Sequence[str], at: int
    ) -> tuple[int, tuple[TitleClass, ...]] | None:
        """The longest title that starts at a token, as (length in tokens, classes).

        ``words`` and ``lemmas`` are lower case; hyphens between words may be tokens of their own.
        """
        for title, classes in (*self.index.get(words[at], ()), *self.index.get(lemmas[at], ())):
            length = _length(title, words, lemmas, at)
            if length:
                return length, classes
        return None


def singular(parse: Parse, i: int) -> str:
    """A word's lemma, without the "s" that lemmas of capital words in the plural may keep."""
    lemma = parse.lemmas[i]
    kept = parse.tags[i] in ("NNS", "NNPS") and lemma.lower() == parse.word(i).lower()
    return lemma.removesuffix("s") if kept and not lemma.endswith("ss") else lemma


def _length(title: tuple[str, ...], words: Sequence[str], lemmas: Sequence[str], at: int) -> int:
    i = at
    for k, part in enumerate(title):
        if k and i < len(words) and words[i] == "-":
            i += 1
        if i >= len(words) or part not in (words[i], lemmas[i]):
            return 0
        i += 1
    return i - at


@cache
def titles() -> Titles:
    """Load the shipped title lexicon."""
    return make(loader.load(PATH, FILE))


@cache
def _posts() -> frozenset[str]:
    """Titles of one word for a post: "secretary", "dean"; no abbreviations."""
    single = {
        words[0]
        for found in titles().index.values()
        for words, classes in found
        if len(words) == 1 and any(one.office for one in classes)
    }
    return frozenset(word for word in single if word.isalpha() and len(word) > ABBREVIATION)


@cache
def posts() -> frozenset[str]:
    """Titles of one word for a post that are seldom names: "secretary", "akim"; "dean" and "major" are."""
    return frozenset(
        word
        for word in _posts()
        if given_frequency(word) <= SELDOM and surname_frequency(word) <= SELDOM_SURNAME
    )


@cache
def of_people() -> frozenset[str]:
    """The posts that right before a name are no part of it, as they are nobody's given name: "secretary"."""
    return frozenset(word for word in posts() if not is_given_name(word))


@cache
def names_too() -> frozenset[str]:
    """The other posts that few have as given name: before two more words they are titles ("akim")."""
    few = {word for word in _posts() - of_people() if given_frequency(word) <= SELDOM}
    return titles().names_too | few


def is_given_here(words: Sequence[str], at: int) -> bool:
    """Whether a form of address is part of the name there: "CEO Sultan Karo", "Sheikh Hasina"."""
    word = words[at].lower()
    if at + 1 < len(words) and f"{word} {words[at + 1].lower()}" in word_set("gazetteer", "addressed"):
        return True
    if word not in titles().given_too:
        return False
    before = [part for w in words[max(at - 3, 0) : at] if (part := w.lower().rstrip(".")) and part != ","]
    tails = (before[n:] for n in range(len(before)))
    hits = ((tail, titles().longest_at(tail, tail, 0)) for tail in tails)
    return before[-1:] == ["dr"] or any(hit is not None and hit[0] == len(tail) for tail, hit in hits)


_CLASS = loader.record(
    {
        "relations": loader.table(loader.text, loader.one_of(*sorted(KINDS))),
        "office": loader.switch,
        "titles": loader.listed(loader.text),
        "elsewhere": loader.table(loader.text),
        "one_of": loader.table(loader.text, loader.one_of(*sorted(KINDS))),
    },
    optional=("office", "elsewhere", "one_of"),
)
FILE = loader.record(
    {
        "modifiers": loader.lists(tuple(Modifier), loader.listed(loader.lower)),
        "names_too": loader.set_of(loader.lower),
        "given_too": loader.set_of(loader.lower),
        "classes": loader.table(_CLASS),
    }
)


def make(raw: Mapping[str, Any]) -> Titles:
    """Make a title lexicon of what its file holds."""
    classes: dict[str, TitleClass] = {}
    entries: dict[tuple[str, ...], list[TitleClass]] = {}
    for name, spec in raw["classes"].items():
        elsewhere, one_of = spec.get("elsewhere", {}), spec.get("one_of", {})
        made = TitleClass(name, spec["relations"], spec.get("office", False), elsewhere, one_of)
        classes[name] = made
        for title in spec["titles"]:
            entries.setdefault(_parts(title), []).append(made)
    index: dict[str, list[tuple[tuple[str, ...], tuple[TitleClass, ...]]]] = {}
    for words in sorted(entries, key=lambda w: (-len(w), w)):
        index.setdefault(words[0], []).append((words, tuple(entries[words])))
    modifiers = {word: Modifier(kind) for kind, words in raw["modifiers"].items() for word in words}
    found = {k: tuple(v) for k, v in index.items()}
    return Titles(classes, found, raw["names_too"], modifiers, raw["given_too"])


def _parts(title: str) -> tuple[str, ...]:
    return tuple(part for word in title.lower().split() for part in word.replace("-", " ").split())


def is_title(parse: Parse, start: int, end: int) -> bool:
    """Whether a token range is a title and nothing more: "the President"."""
    words = [parse.word(i).lower() for i in range(start, end)]
    at, modifiers = 0, titles().modifiers
    while at < len(words) and (words[at] in ("the", "a", "an", "-", "/") or words[at] in modifiers):
        at += 1
    hit = titles().longest_at(words, words, at) if at < len(words) else None
    return hit is not None and at + hit[0] == len(words)
