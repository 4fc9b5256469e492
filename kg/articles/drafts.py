"""What a reader of one format hands over: an article without its id and before any check."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.records import Skip, Span

NEWLINE = re.compile(r"\r\n|[\n\r\u2028\u2029\x0c]")


@dataclass(frozen=True, slots=True)
class Draft:
    """Text and metadata of one article; ``key`` tells it from the others of the same file."""

    text: str
    title: str | None = None
    source: str | None = None
    author: str | None = None
    url: str | None = None
    published: str | None = None
    file_date: str | None = None  # when the file was made: the date where nothing else gives one
    language: str | None = None
    key: str | None = None
    skip: tuple[Skip, ...] = ()
    pages: tuple[int, ...] = ()  # where each page begins in the text
    scanned: bool = False  # whether the words were recognised in pictures
    plain: bool = False  # title, date and source may also be looked for in the text


def lines(text: str, start: int = 0) -> Iterator[Span]:
    """The spans of the lines from ``start`` on that hold more than white space, trimmed of it."""
    for begin, end in _raw_lines(text, start):
        content = text[begin:end]
        stripped = content.strip()
        if stripped:
            begin += len(content) - len(content.lstrip())
            yield begin, begin + len(stripped)


def _raw_lines(text: str, start: int) -> Iterator[Span]:
    for newline in NEWLINE.finditer(text, start):
        yield start, newline.start()
        start = newline.end()
    yield start, len(text)


def merged(skips: Iterable[Skip]) -> tuple[Skip, ...]:
    """The skips in order, without overlap: where two meet, the one that begins first wins."""
    result: list[Skip] = []
    for skip in sorted(skips, key=lambda skip: (skip.start, -skip.end, skip.kind)):
        start = max(skip.start, result[-1].end if result else 0)
        if start < skip.end:
            result.append(Skip(start, skip.end, skip.kind))
    return tuple(result)


def unskipped(text: str, skips: Iterable[Skip]) -> str:
    """The text with each skip replaced by a line break."""
    parts = []
    done = 0
    for skip in skips:
        parts.append(text[done : skip.start])
        done = skip.end
    return "\n".join([*parts, text[done:]])
