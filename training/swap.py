"""Augmentation: names of people and places swapped for others from all over the world.

A name is swapped word by word, the same word for the same other one within a window, so that trees keep
their words and mentions of one person stay mentions of one.
"""

from __future__ import annotations

import gzip
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from training.corpora import Document, Sentence

PEOPLE, PLACES = 0.25, 0.15  # shares of windows
RUSSIAN = 4  # one in so many person words comes from the list of Wikidata's names with a Cyrillic form


@dataclass(frozen=True)
class Swaps:
    """Lists to draw from: single words with a capital."""

    given: tuple[str, ...]
    surnames: tuple[str, ...]
    transliterated: tuple[str, ...]
    cities: tuple[str, ...]

    def people(self, window: Document, rng: random.Random) -> Document:
        """Swap the names of all people of a window."""
        found: dict[str, str] = {}
        for sent in window:
            for start, end, label in sent.ents:
                if label == "PERSON":
                    for i in range(start, end):
                        word = sent.words[i]
                        if _plain(word) and word not in found:
                            found[word] = self._person(rng, last=i + 1 == end)
        return [_swapped(sent, "PERSON", found) for sent in window] if found else window

    def places(self, window: Document, rng: random.Random) -> Document:
        """Swap the names of one word of a window's states and cities."""
        names = {s.words[b] for s in window for b, e, label in s.ents if label == "GPE" and e - b == 1}
        found = {name: rng.choice(self.cities) for name in sorted(names) if _plain(name)}
        return [_swapped(sent, "GPE", found, longest=1) for sent in window] if found else window

    def _person(self, rng: random.Random, *, last: bool) -> str:
        if not rng.randrange(RUSSIAN):
            return rng.choice(self.transliterated)
        return rng.choice(self.surnames if last else self.given)


def _plain(word: str) -> bool:
    return len(word) > 1 and word[0].isupper() and word[1:].islower() and word.isalpha()


def _swapped(sent: Sentence, label: str, found: dict[str, str], longest: int = 9) -> Sentence:
    inside = {i for s, e, name in sent.ents if name == label and e - s <= longest for i in range(s, e)}
    if not inside:
        return sent
    words = [found.get(word, word) if i in inside else word for i, word in enumerate(sent.words)]
    if sent.tree is None:
        return replace(sent, words=words)
    lemmas = [
        words[i] if i in inside and words[i] != sent.words[i] else lemma
        for i, lemma in enumerate(sent.tree.lemmas)
    ]
    return replace(sent, words=words, tree=replace(sent.tree, lemmas=lemmas))


def _column(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        next(file)
        yield from (line.split("\t", 1)[0] for line in file)


def load(names: Path) -> Swaps:
    """Read the lists of a folder of names."""
    russian = (word.title() for word in _column(names / "wd_russian_64.tsv.gz"))
    return Swaps(
        given=_words(_column(names / "first_names.tsv.gz")),
        surnames=_words(_column(names / "surnames.tsv.gz")),
        transliterated=_words(russian),
        cities=_words(_column(names / "world_cities.tsv.gz")),
    )


def _words(names: Iterator[str]) -> tuple[str, ...]:
    return tuple(sorted({name for name in names if _plain(name) and len(name) > 2}))


def swapped(window: Document, swaps: Swaps, rng: random.Random) -> Document:
    """Swap people in some windows and places in some."""
    if rng.random() < PEOPLE:
        window = swaps.people(window, rng)
    if rng.random() < PLACES:
        window = swaps.places(window, rng)
    return window
