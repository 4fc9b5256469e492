"""Paragraphs put together again from the lines of printed pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

FULL = 0.8  # a line this near to the usual width is not the last of its paragraph
_SENTENCE_END = re.compile(r"[.!?:]['\"\u2019\u201d)\]]*$")
_HYPHENATED = re.compile(r"(\w+)[-\u00ad]$")


def joined(pages: Sequence[Sequence[str]]) -> tuple[str, tuple[int, ...]]:
    """Paragraphs out of the lines of pages, one a line, and where each page begins in them.

    A short line or a blank one ends a paragraph, hyphens at line ends go; a paragraph may go over pages.
    """
    lines = [line for page in pages for line in page]
    width = _width(lines)
    words = Counter(word.casefold() for line in lines for word in re.findall(r"\w+(?:-\w+)*", line))
    done: list[str] = []
    paragraph, previous, length = "", "", 0
    starts: list[int | None] = []
    for page in pages:
        begins = None
        for line in map(str.strip, page):
            if paragraph and (not line or _ends(previous, line, width)):
                done.append(paragraph)
                length, paragraph = length + len(paragraph) + 1, ""
            paragraph = _appended(paragraph, line, words)
            if line and begins is None:
                begins = length + len(paragraph) - len(line)
            previous = line
        starts.append(begins)
    text = "\n".join([*done, paragraph] if paragraph else done)
    return text, tuple(_filled(starts, len(text)))


def _filled(starts: Sequence[int | None], end: int) -> list[int]:
    """Where pages begin; one that holds nothing begins where the next one does."""
    found: list[int] = []
    for start in reversed(starts):
        end = end if start is None else start
        found.append(end)
    return found[::-1]


def _width(lines: Sequence[str]) -> int:
    """The usual width: the longest but a tenth."""
    lengths = sorted(len(line) for line in lines if line.strip())
    return lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0


def _ends(previous: str, line: str, width: int) -> bool:
    """Whether a paragraph ends between two lines."""
    short = len(previous) < FULL * width
    begins = not line[0].islower()
    return short and begins and (bool(_SENTENCE_END.search(previous)) or len(previous) < 0.6 * width)


def _appended(paragraph: str, line: str, words: Counter[str]) -> str:
    if not paragraph or not line:
        return paragraph or line
    if not (match := _HYPHENATED.search(paragraph)) or not line[0].islower():
        return f"{paragraph} {line}"
    rest = re.match(r"\w+", line)
    whole = (match[1] + (rest[0] if rest else "")).casefold()
    hyphenated = f"{match[1]}-{rest[0] if rest else ''}".casefold()
    keep = words[hyphenated] > words[whole]
    return paragraph[: match.end(1)] + ("-" if keep else "") + line
