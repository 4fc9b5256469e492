"""The parts of persons' names, and whether full names can be one person's."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.coref.name_strings import variants
from kg.lexicon.fold import unaccented
from kg.lexicon.vocabulary import persons

Parts = tuple[str, ...]
FATHER_AND_SON = frozenset({"younger", "elder"})
LONG = 5  # letters of a name that spelling varies
PARTICLE_HYPHEN = re.compile(r"\b(al|el|ar|as|bin|ben|abu)-(?=\w{2})")


def name_parts(text: str) -> Parts:
    """Folded words of a person's name without suffixes ("Jr.") and with particles joined to what follows."""
    plain = PARTICLE_HYPHEN.sub(r"\1 ", unaccented(text))
    words = [word for word in plain.split() if word not in persons().suffixes]
    found: list[str] = []
    prefix = ""
    for i, word in enumerate(words):
        if word in persons().particles and 0 < i < len(words) - 1:
            prefix += word + " "
            continue
        found.append(prefix + word)
        prefix = ""
    return tuple(found) or (unaccented(text),)


@lru_cache(maxsize=1 << 14)
def generation(text: str) -> str:
    """What a suffix says of a name: "younger" for "Jr.", "elder" for "Sr."; "" where there is none."""
    return next(
        (persons().generations[w] for w in unaccented(text).split()[1:] if w in persons().generations), ""
    )


def one_generation(one: str, other: str) -> bool:
    """Whether full names can be one person's by their suffixes: "John Paul" that of "John Paul II"."""
    return one == other or (not (one and other) and {one, other}.isdisjoint(FATHER_AND_SON))


def agree(one: Parts, other: Parts) -> float:
    """How sure it is that two names of two or more parts are one person's (0: not at all)."""
    if one == other:
        return 1.0
    if len(one) == len(other) == 2 and one == other[::-1]:
        return 0.9  # "Gergely Szabó, in Hungarian Szabó Gergely"
    if _middles_clash(one[1:-1], other[1:-1]):
        return 0.0
    short, long = sorted((one, other), key=len)
    few, many = sorted((" ".join(one), " ".join(other)), key=len)
    if few == many or many.endswith(" " + few):
        return 0.0 if _is_fathers(few, many) else 0.95
    if variants(one[-1].split()[-1], other[-1].split()[-1]) and _given_agree(one[0], other[0]):
        return 0.95 if one[-1] == other[-1] and one[0] == other[0] else 0.85
    return 0.8 if long[: len(short)] == short else 0.0


def _is_fathers(few: str, many: str) -> bool:
    """Whether a name is the father's in another: "Omar bin Said" in "Tariq bin Omar bin Said"."""
    before = many.removesuffix(few).split()
    return bool(before) and before[-1] in persons().patronymics


def _middles_clash(one: Parts, other: Parts) -> bool:
    """Whether names have different second names: "George W. Bush" and "George H. W. Bush"."""
    short, long = sorted((one, other), key=len)
    if len(short) < len(long) and all(len(word) > 1 and word in long for word in short):
        return False
    return any(not _middle_agree(a, b) for a, b in zip(short, long, strict=False))


def _middle_agree(one: str, other: str) -> bool:
    short, long = sorted((len(one), len(other)))
    return variants(one, other) or (one[0] == other[0] and (short == 1 or long < LONG))


def _given_agree(one: str, other: str) -> bool:
    if one == other or variants(one, other):
        return True
    short, long = sorted((one, other), key=len)
    return long.startswith(short) and (len(short) == 1 or len(short) >= 3)
