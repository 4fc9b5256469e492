"""Spans of entities put right where the words were cut unluckily, and names in other scripts left out."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from kg.language.names import load_heads
from kg.language.wordpiece import GLUED
from kg.language.words import Words
from kg.lexicon.parties import parties
from kg.records import Ent, Span

ARTICLES = frozenset(
    {"al", "el", "ad", "ed", "an", "en", "ar", "er", "as", "es", "at", "et", "az", "ez", "ash", "esh"}
)
HYPHEN = "-"
PARTIES = ("D", "R", "I")
PARTY_SCORE = 0.9  # of a party that the model did not see


def tidied(words: Words, ents: Iterable[Ent]) -> list[Ent]:
    """Return the entities in order, names after an Arabic article whole, none without Latin letters."""
    ents = _with_parties(words, ents)
    found = (_with_nickname(words, ent) for ent in _joined(words, ents) if _is_readable(words, ent))
    return [_without_suffix(words, _without_party(words, ent)) for ent in found]


def _without_suffix(words: Words, ent: Ent) -> Ent:
    """Return a person's name without the honours behind it: "Miriam Katz QC"."""
    end = ent.end
    while ent.label == "PERSON" and end - ent.start > 2 and words.texts[end - 1] in load_heads()["honours"]:
        end -= 1
    return ent if end == ent.end else replace(ent, end=end)


def _with_parties(words: Words, ents: Iterable[Ent]) -> list[Ent]:
    """Return the entities with known parties of several words whole: "Reform UK", not "UK"."""
    found = list(ents)
    for start, end in _parties(words):
        rivals = [ent for ent in found if ent.start < end and start < ent.end]
        if all(start <= ent.start and ent.end <= end for ent in rivals):
            score = max((ent.score for ent in rivals), default=PARTY_SCORE)
            found = [ent for ent in found if ent not in rivals] + [Ent(start, end, "ORG", score)]
    return sorted(found, key=lambda ent: (ent.start, ent.end))


def _parties(words: Words) -> Iterator[Span]:
    """Yield where a party is named by words that stand in the lexicon."""
    known = _party_words()
    for start, word in enumerate(words.texts):
        for name in known.get(word, ()):
            if words.texts[start : start + len(name)] == name:
                yield start, start + len(name)
                break


@lru_cache(maxsize=1)
def _party_words() -> Mapping[str, list[tuple[str, ...]]]:
    """Return the names of several plain words by the first, longer ones first."""
    found: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    plain = (tuple(name.split()) for name in parties() if name.replace(" ", "").isalpha())
    for name in sorted(plain, key=lambda name: (-len(name), name)):
        if len(name) > 1:
            found[name[0]].append(name)
    return found


def _without_party(words: Words, ent: Ent) -> Ent:
    """Return "Ohio" for "R-Ohio"."""
    if (
        ent.end - ent.start < 3
        or words.texts[ent.start] not in PARTIES
        or words.texts[ent.start + 1] != HYPHEN
    ):
        return ent
    return replace(ent, start=ent.start + 2)


def _with_nickname(words: Words, ent: Ent) -> Ent:
    """Return "James (Jim) Hedges" for "Jim) Hedges"."""
    start = ent.start
    inside = words.texts[start : ent.end]
    if ent.label != "PERSON" or start < 2 or ")" not in inside or "(" in inside:
        return ent
    if words.texts[start - 1] != "(" or not words.texts[start - 2].istitle():
        return ent
    return replace(ent, start=start - 2)


def _joined(words: Words, ents: Iterable[Ent]) -> Iterator[Ent]:
    """Yield the entities, "El" and "Sisi" of "El-Sisi" as one, and the parts of a name with "for"."""
    last: Ent | None = None
    for ent in ents:
        if last is not None and _is_article(words, last, ent):
            last = replace(ent, start=last.start)
            continue
        if last is not None and _is_purpose(words, last, ent):
            last = replace(last, end=ent.end)
            continue
        if last is not None:
            yield last
        last = ent
    if last is not None:
        yield last


def _is_article(words: Words, first: Ent, second: Ent) -> bool:
    at = first.end
    return (
        second.start == at + 1
        and first.end - first.start == 1
        and words.texts[at] == HYPHEN
        and words.before[at] == words.before[at + 1] == GLUED
        and words.texts[first.start].lower() in ARTICLES
    )


def _is_purpose(words: Words, first: Ent, second: Ent) -> bool:
    """Whether a name goes on behind "for": "United Party" for "National Development"."""
    at = first.end
    return (
        first.label == second.label == "ORG"
        and second.start == at + 1
        and words.texts[at] == "for"
        and words.texts[at - 1].lower() in load_heads()["with_purpose"]
    )


def _is_readable(words: Words, ent: Ent) -> bool:
    """Whether an entity has a Latin letter or a digit: the model reads no other script."""
    return any(_is_latin(c) for word in words.texts[ent.start : ent.end] for c in word)


def _is_latin(c: str) -> bool:
    return (c.isascii() and c.isalnum()) or c.isdigit() or unicodedata.name(c, "").startswith("LATIN")
