"""Paragraphs that say again, word for word, what stood before: captions of several pictures, pull quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.records import Skip, Span

WINDOW = 6  # words that index earlier text
MIN_SAME = 4  # words of a paragraph that is repeated as a whole
MIN_CONTAINED = 8  # words of a paragraph that stands inside an earlier one
MAX_PLACES = 8  # earlier places that are tried
_WORD = re.compile(r"\w+")
_LIGHT = frozenset({"a", "an", "the", "s", "pictured", "left", "right", "above", "below", "file", "photo"})


def repeats(text: str, paragraphs: Sequence[Span]) -> Iterator[Skip]:
    """Those of the paragraphs whose words all stand, in one run, in the paragraphs before them.

    Articles, "(pictured)" and the like, case, quotes and punctuation make no difference.
    """
    earlier: list[str] = []
    whole: set[tuple[str, ...]] = set()
    places: dict[tuple[str, ...], list[int]] = {}
    for start, end in paragraphs:
        words = _words(text[start:end])
        if _same(words, whole) or _contained(words, earlier, places):
            yield Skip(start, end, "repeat")
            continue
        whole.add(words)
        _learn(words, earlier, places)


def _words(paragraph: str) -> tuple[str, ...]:
    return tuple(word for word in _WORD.findall(paragraph.casefold()) if word not in _LIGHT)


def _same(words: tuple[str, ...], whole: set[tuple[str, ...]]) -> bool:
    return len(words) >= MIN_SAME and words in whole


def _contained(words: tuple[str, ...], earlier: list[str], places: dict[tuple[str, ...], list[int]]) -> bool:
    if len(words) < MIN_CONTAINED:
        return False
    wanted = list(words)
    return any(earlier[place : place + len(words)] == wanted for place in places.get(words[:WINDOW], ()))


def _learn(words: tuple[str, ...], earlier: list[str], places: dict[tuple[str, ...], list[int]]) -> None:
    first = len(earlier)
    earlier.extend(words)
    for place in range(max(first - WINDOW + 1, 0), len(earlier) - WINDOW + 1):
        known = places.setdefault(tuple(earlier[place : place + WINDOW]), [])
        if len(known) < MAX_PLACES:
            known.append(place)
