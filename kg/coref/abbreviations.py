"""Whether one name abbreviates another: by initials, by letters in order, by beginnings of its words."""

from __future__ import annotations

from functools import lru_cache

from kg.lexicon.fold import unaccented
from kg.lexicon.name_words import organization_data

LONGEST = 12  # letters of an abbreviation
SHORTEST = 2


def is_small(word: str) -> bool:
    """Whether a word of an organization's name joins others: "of", "&"."""
    return word == "&" or word in organization_data().small


def acronym_of(short: str, long: str) -> bool:
    """Whether the letters of ``short`` are the initials of ``long``, small words taken or left."""
    letters = "".join(c for c in short if c.isalnum()).casefold()
    plain = short.upper() == short and " " not in short.strip() and "+" not in short
    if not 2 <= len(letters) <= 8 or not plain or letters.isdigit():
        return False
    words = unaccented(long).replace("-", " ").replace("/", " ").split()
    if len(words) < 2:
        return False
    return letters in {
        "".join(word[0] for word in words),
        "".join(word[0] for word in words if not is_small(word)),
        "".join(word[0] for word in words if word not in ("the", "of")),
    }


@lru_cache(maxsize=1 << 14)
def blend_of(short: str, long: str) -> bool:
    """Whether ``short`` is made of beginnings of words of ``long``, in order: "Pemex", "Benelux"."""
    letters, words = unaccented(short), unaccented(long).replace("-", " ").replace("/", " ").split()
    if not SHORTEST < len(letters) <= LONGEST or not letters.isalpha() or len(words) < 2:
        return False
    if not short[0].isupper() or letters in words or letters[0] != words[0][0]:
        return False
    return _parts(letters, words, 0) is not None


def _parts(letters: str, words: list[str], used: int) -> int | None:
    """How many words the letters are beginnings of, two at least; None where they are not."""
    if not letters:
        return used if used > 1 else None
    for at, word in enumerate(words):
        most = next(
            (n for n, pair in enumerate(zip(letters, word, strict=False)) if pair[0] != pair[1]), None
        )
        longest = min(len(letters), len(word)) if most is None else most
        for size in range(longest, 0, -1):
            found = _parts(letters[size:], words[at + 1 :], used + 1)
            if found is not None:
                return found
    return None


def letters_of(short: str, long: str) -> bool:
    """Whether ``short`` is a word of capitals that are letters of ``long``, in order: "WHO", "KfW"."""
    word = short.replace(".", "").replace("-", "")
    if " " in word or not SHORTEST <= len(word) <= LONGEST or sum(c.isupper() for c in word) < SHORTEST:
        return False
    if len(long.split()) < 2 and len(long) < 2 * len(word):
        return False
    name = iter(long.upper())
    return all(c in name for c in word.upper() if c.isalpha())


def abbreviates(short: str, long: str) -> bool:
    """Whether a name is short for a longer one by its letters."""
    return len(short) < len(long) and (letters_of(short, long) or blend_of(short, long))
