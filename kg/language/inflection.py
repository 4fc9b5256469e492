"""Base forms of inflected words: WordNet's irregular forms and word list, and suffix rules tried against it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

# Penn tag → class of words and the endings that its inflection leaves, with what stood there before
INFLECTED: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "VBD": ("verb", (("ied", "y"), ("ed", "e"), ("ed", ""))),
    "VBN": ("verb", (("ied", "y"), ("ed", "e"), ("ed", ""))),
    "VBG": ("verb", (("ying", "ie"), ("ing", "e"), ("ing", ""))),
    "VBZ": ("verb", (("ies", "y"), ("es", ""), ("s", ""))),
    "NNS": ("noun", (("ies", "y"), ("ves", "f"), ("ves", "fe"), ("men", "man"), ("es", ""), ("s", ""))),
    "JJR": ("adj", (("ier", "y"), ("er", "e"), ("er", ""))),
    "JJS": ("adj", (("iest", "y"), ("est", "e"), ("est", ""))),
}
BASE = frozenset({"VB", "VBP", "NN", "JJ"})
VOWELS = frozenset("aeiou")


@dataclass(frozen=True, slots=True)
class Forms:
    """Irregular forms and known base forms by class of words."""

    irregular: dict[str, dict[str, str]]
    known: dict[str, frozenset[str]]


@cache
def forms() -> Forms:
    """Load the shipped table."""
    raw = json.loads(gzip.decompress((files("kg.language") / "data" / "lemmas.json.gz").read_bytes()))
    return Forms(raw["irregular"], {name: frozenset(words) for name, words in raw["known"].items()})


def base_form(form: str, tag: str) -> str | None:
    """The base form of a word with this Penn tag, or None where the table cannot tell."""
    low = form.lower()
    if tag in BASE:
        return low if low in forms().known[{"V": "verb", "N": "noun", "J": "adj"}[tag[0]]] else None
    if tag not in INFLECTED:
        return None
    name, endings = INFLECTED[tag]
    if low in forms().irregular[name]:
        return forms().irregular[name][low]
    return next((c for c in _candidates(low, endings) if c in forms().known[name]), None)


def _candidates(low: str, endings: tuple[tuple[str, str], ...]) -> Iterator[str]:
    for ending, before in endings:
        if low.endswith(ending) and len(low) > len(ending) + 1:
            stem = low[: -len(ending)]
            if not before and len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in VOWELS:
                yield stem[:-1]
            yield stem + before

