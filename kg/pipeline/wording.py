"""Words of a sentence and where they stand, found again whatever their offsets have become."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from kg.records import Reading, Span

_NUMBERED = re.compile(r"(?s)(?P<words>.+)@(?P<number>[1-9]\d{0,5})")


@lru_cache(maxsize=4096)
def _pattern(words: str) -> re.Pattern[str]:
    """Whole words, with any white space between them."""
    body = r"\s+".join(map(re.escape, words.split()))
    before = r"(?<!\w)" if words[:1].isalnum() else ""
    return re.compile(before + body + (r"(?!\w)" if words[-1:].isalnum() else ""))


def sentence_span(text: str, reading: Reading, words: str) -> Span | None:
    """Where those words stand: first in what was read, else anywhere."""
    found = [match.span() for match in _pattern(words).finditer(text)] if words.strip() else []
    read = (span for span in found if any(overlap(span, sentence) for sentence in reading.sentences))
    return next(read, found[0] if found else None)


def words_span(text: str, inside: Span, words: str) -> Span | None:
    """Where a name stands in a stretch of text; "Berg@2" is the second one of that name."""
    numbered = _NUMBERED.fullmatch(words)
    for plain, number in ((words, 1), *([(numbered["words"], int(numbered["number"]))] if numbered else [])):
        found = [match.span() for match in _pattern(plain.strip()).finditer(text, *inside)]
        if len(found) >= number:
            return found[number - 1]
    return None


def words_at(text: str, inside: Span, span: Span) -> str:
    """How ``words_span`` is told to find a span."""
    words = plain(text, span)
    starts = [match.start() for match in _pattern(words).finditer(text, *inside)] if words else []
    number = starts.index(span[0]) + 1 if span[0] in starts else 1
    return words if number == 1 else f"{words}@{number}"


def plain(text: str, span: Span) -> str:
    """The words of a span, one space between them."""
    return " ".join(text[slice(*span)].split())


def whole_sentences(reading: Reading, spans: Iterable[Span]) -> Span:
    """From the first to the last sentence that the spans lie in, or the spans' own stretch."""
    given = list(spans)
    touched = [s for s in reading.sentences if any(overlap(s, span) for span in given)]
    every = [*given, *touched]
    return min(start for start, _ in every), max(end for _, end in every)


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]
