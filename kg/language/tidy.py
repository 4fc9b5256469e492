"""Spans of entities put right where the words were cut unluckily, and names in other scripts left out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.language.wordpiece import GLUED
from kg.language.words import Words
from kg.records import Ent

ARTICLES = frozenset(
    {"al", "el", "ad", "ed", "an", "en", "ar", "er", "as", "es", "at", "et", "az", "ez", "ash", "esh"}
)
HYPHEN = "-"


def tidied(words: Words, ents: Iterable[Ent]) -> list[Ent]:
    """Return the entities in order, names after an Arabic article whole, none without Latin letters."""
    return [_with_nickname(words, ent) for ent in _joined(words, ents) if _is_readable(words, ent)]


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
    """Yield the entities, "El" and "Sisi" of "El-Sisi" as one."""
    last: Ent | None = None
    for ent in ents:
        if last is not None and _is_article(words, last, ent):
            last = replace(ent, start=last.start)
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


def _is_readable(words: Words, ent: Ent) -> bool:
    """Whether an entity has a Latin letter or a digit: the model reads no other script."""
    return any(_is_latin(c) for word in words.texts[ent.start : ent.end] for c in word)


def _is_latin(c: str) -> bool:
    return (c.isascii() and c.isalnum()) or c.isdigit() or unicodedata.name(c, "").startswith("LATIN")
