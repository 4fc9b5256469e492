"""Base forms of inflected words: WordNet's irregular forms and words, and suffix rules tried against them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

# part of speech → class of words and the endings that inflection leaves, with what stood there before
INFLECTED: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "VERB": (
        "verb",
        (
            *(("ied", "y"), ("ed", "e"), ("ed", ""), ("ying", "ie"), ("ing", "e"), ("ing", "")),
            *(("ies", "y"), ("es", ""), ("s", "")),
        ),
    ),
    "NOUN": ("noun", (("ies", "y"), ("ves", "f"), ("ves", "fe"), ("men", "man"), ("es", ""), ("s", ""))),
    "ADJ": ("adj", (("ier", "y"), ("er", "e"), ("er", ""), ("iest", "y"), ("est", "e"), ("est", ""))),
}
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


def base_form(form: str, pos: str) -> str | None:
    """The base form of a verb, noun or adjective, or None where the table cannot tell."""
    if pos not in INFLECTED:
        return None
    low, (name, endings) = form.lower(), INFLECTED[pos]
    if low in forms().irregular[name]:
        return forms().irregular[name][low]
    if low in forms().known[name]:
        return low
    return next((c for c in _candidates(low, endings) if c in forms().known[name]), None)


def _candidates(low: str, endings: tuple[tuple[str, str], ...]) -> Iterator[str]:
    for ending, before in endings:
        if low.endswith(ending) and len(low) > len(ending) + 1:
            stem = low[: -len(ending)]
            if not before and len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in VOWELS:
                yield stem[:-1]
            yield stem + before
