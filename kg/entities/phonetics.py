"""How a romanised name sounds, whatever convention wrote it in Latin letters."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.lexicon import fold

# Letters and groups that romanisations of one name exchange; applied in order.
_RULES = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"shch|sch(?=[aeiouy])|szcz|schtsch", "sh"),
        (r"dz(?!h)", "z"),
        (r"tsch|tch|cz|(?<=[aeiou])cs(?=$|[aeiou])", "ch"),
        (r"dsch|dzh|dj|zh", "j"),
        (r"sch|sz", "sh"),
        (r"tz|cc(?=[iey])", "ts"),
        (r"ph|pf", "f"),
        (r"kh", "h"),
        (r"gh|gu(?=[ei])", "g"),
        (r"th|dh", lambda m: m.group()[0]),
        (r"ck|cq|qu(?=[ei])|q", "k"),
        (r"cs|ks", "x"),
        (r"c(?=[eiy])", "s"),
        (r"c(?!h)", "k"),
        (r"w", "v"),
        (r"(?<=[bcdfghjklmnprstvxz])(?:yo|io$)", "e"),
        (r"ou|oo", "u"),
        (r"(?:iy|yy|ij|yj|ii|ee|ey|ei|ej|ay(?=$)|y|j(?=$))", "i"),
        (r"ae", "e"),
        (r"oe", "o"),
        (r"ue", "u"),
    )
)
_ACCENTS = str.maketrans(
    {"č": "ch", "ć": "ch", "ç": "ch", "š": "sh", "ş": "sh", "ș": "sh", "ś": "sh", "ž": "zh", "ż": "zh"}
    | {"ź": "zh", "đ": "dj", "ğ": "", "ł": "l", "ñ": "ny", "ţ": "ts", "ț": "ts", "ä": "ae", "ö": "oe"}
    | {"ü": "ue", "å": "o", "ő": "oe", "ű": "ue", "ń": "n", "ř": "rzh", "ø": "oe", "ŭ": "w"}
)
_DOUBLE = re.compile(r"(.)\1+")
_VOWELS = "aeiou"
_CLOSE = {
    frozenset(pair): cost
    for pairs, cost in (
        (("ei", "ou"), 0.2),
        (("ae", "ai", "gk", "hk", "gh", "sz", "fv", "ij", "jz"), 0.35),
        (("ao", "au", "eo", "iu", "eu", "io", "dt", "bp", "bv", "uv", "jh", "mn"), 0.6),
    )
    for pair in pairs
}
_VOWEL_GAP = 0.45
_LIGHT_GAP = 0.5  # h, and a doubled or silent letter


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """The word as it sounds, roughly: "Tsivilyov", "Tsivilev" → "tsivilev"; "Zelenskyy" → "zelenski"."""
    text = fold(word).replace(" ", "")
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return _DOUBLE.sub(r"\1", text)


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """The consonants of the sound, alike ones taken together: what variants of a name share."""
    text = sound(word)
    heard = re.sub(r"(?<=[^cs])h", "", text)
    bare = re.sub(r"[aeiou]", "", heard).translate(_ALIKE)
    return _DOUBLE.sub(r"\1", bare) or text[:1]


_ALIKE = str.maketrans({"g": "k", "h": "k", "z": "s", "f": "v", "j": "s", "d": "t", "b": "p"})


@lru_cache(maxsize=65536)
def distance(a: str, b: str) -> float:
    """How far two words sound apart, 0 for alike, 1 for nothing in common."""
    return min(_apart(left, right) for left in _readings(a) for right in _readings(b))


def _readings(word: str) -> tuple[str, ...]:
    """The sound without the accents, which news often drops, and with them."""
    marked = word.casefold().translate(_ACCENTS)
    return (sound(word),) if marked == word.casefold() else (sound(word), sound(marked))


def _apart(left: str, right: str) -> float:
    if left == right:
        return 0.0
    longest = max(len(left), len(right))
    return min(1.0, _edits(left, right) / longest) if longest else 1.0


def _edits(a: str, b: str) -> float:
    """Weighted edit distance with transpositions; exchanges between near sounds cost less."""
    before: list[float] = []
    row = [0.0]
    for y in b:
        row.append(row[-1] + _gap(y))
    for i, x in enumerate(a, 1):
        new = [row[0] + _gap(x)]
        for j, y in enumerate(b, 1):
            best = min(row[j] + _gap(x), new[j - 1] + _gap(y), row[j - 1] + _swap(x, y))
            if i > 1 and j > 1 and x == b[j - 2] and y == a[i - 2] and x != y:
                best = min(best, before[j - 2] + 0.7)
            new.append(best)
        before, row = row, new
    return row[-1]


def _gap(x: str) -> float:
    return _VOWEL_GAP if x in _VOWELS else _LIGHT_GAP if x == "h" else 1.0


def _swap(x: str, y: str) -> float:
    if x == y:
        return 0.0
    return _CLOSE.get(frozenset((x, y)), 1.0)
