"""A text as words with offsets, and what stands before each."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.language.wordpiece import GLUED, PARAGRAPH, SPACED
from kg.records import Skip, Span
from kg.spans.datelines import breaks_of

LONGEST = 300  # letters without white space
_ENDLESS = re.compile(rf"\S{{{LONGEST + 1},}}")

Tokenize = Callable[[str], Iterable[tuple[int, str]]]


@dataclass(frozen=True, slots=True)
class Words:
    """Words in order of the text; ``before`` is GLUED, SPACED, or PARAGRAPH (behind a dateline too)."""

    texts: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    before: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.texts)


def words_of(text: str, skip: Sequence[Skip], tokenize: Tokenize) -> Words:
    """Cut the text outside the skipped spans into words; ``tokenize`` yields (offset, word)."""
    breaks = breaks_of(text)
    spans = list(_tokens(text, skip, breaks, tokenize))
    return words_at(text, spans, breaks)


def words_at(text: str, spans: Sequence[Span], breaks: Sequence[int]) -> Words:
    """Return the words at the spans, each with what stands before it."""
    before: list[int] = []
    last = 0
    for start, end in spans:
        if bisect_right(breaks, start) > bisect_right(breaks, last) or not before:
            before.append(PARAGRAPH)
        else:
            before.append(GLUED if start == last else SPACED)
        last = end
    return Words(
        tuple(text[start:end] for start, end in spans),
        tuple(start for start, _ in spans),
        tuple(end for _, end in spans),
        tuple(before),
    )


def _tokens(text: str, skip: Sequence[Skip], breaks: Sequence[int], tokenize: Tokenize) -> Iterator[Span]:
    for start, end in _stretches(len(text), skip, breaks):
        for low, high in _chopped(text, start, end):
            for offset, word in tokenize(text[low:high]):
                if not word.isspace():
                    yield low + offset, low + offset + len(word)


def _chopped(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield a stretch in parts, cut within what is too long for a word, on which tokenizers take ages."""
    for run in _ENDLESS.finditer(text, start, end):
        for cut in range(run.start() + LONGEST, run.end(), LONGEST):
            yield start, cut
            start = cut
    yield start, end


def _stretches(length: int, skip: Sequence[Skip], breaks: Sequence[int]) -> Iterator[Span]:
    """Yield the stretches of one paragraph each that are not skipped."""
    hidden = sorted((span.start, span.end) for span in skip)
    at = 0
    for start, end in [*hidden, (length, length)]:
        edges = [at, *breaks[bisect_right(breaks, at) : bisect_right(breaks, start)], start]
        yield from ((low, high) for low, high in pairwise(edges) if low < high)
        at = max(at, end)
