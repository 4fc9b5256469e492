"""Strings of names, made comparable."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.coref.markables import Markable
from kg.lexicon.fold import unaccented
from kg.syntax.tree import Tree

COMPLEMENTS = frozenset({"of", "for", "on"})
SOUNDS = (
    (re.compile(r"yo|jo"), "e"),
    (re.compile(r"(?:[iy][iyj]|[iyj])$"), "y"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"kh"), "h"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"[iyj](?=[aeou])"), "y"),
    (re.compile(r"(.)\1+"), r"\1"),
)


def text_of(tree: Tree, mark: Markable) -> str:
    """The words of a markable, white space made plain."""
    return " ".join(tree.parse.span_text(mark.start, mark.end).split())


@lru_cache(maxsize=1 << 14)
def leading_words(name: str) -> frozenset[str]:
    """The words of a name before "of" or "for": what it is, not what it is about."""
    words = unaccented(name).split()
    ends = (n for n, word in enumerate(words) if n and word in COMPLEMENTS)
    return frozenset(words[: next(ends, len(words))])


@lru_cache(maxsize=1 << 16)
def sound(word: str) -> str:
    """A folded name without the choices that romanisation leaves open."""
    for pattern, plain in SOUNDS:
        word = pattern.sub(plain, word)
    return word


def variants(one: str, other: str) -> bool:
    """Whether two folded words of some length are spellings of one name."""
    if one == other:
        return True
    if min(len(one), len(other)) < 5 or one[0] != other[0]:
        return False
    left, right = sound(one), sound(other)
    return left == right or (min(len(left), len(right)) >= 7 and one_edit(left, right))


def one_edit(one: str, other: str) -> bool:
    """Whether one insertion, deletion or replacement inside the word makes them equal.

    The last letter must be equal: it tells grammatical gender in many languages.
    """
    if abs(len(one) - len(other)) > 1 or one[-1] != other[-1]:
        return False
    short, long = sorted((one, other), key=len)
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    rest = short[at + 1 :] if len(short) == len(long) else short[at:]
    return rest == long[at + 1 :]
