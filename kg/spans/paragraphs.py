"""Where paragraphs begin: a blank line always, a single line break unless the text is hard-wrapped."""

from __future__ import annotations

import re
from collections.abc import Iterator

WIDEST_WRAP = 120  # letters in a line of hard-wrapped text
NARROWEST_WRAP = 40
LEAST_BREAKS = 2  # single line breaks before a text can be judged
LEAST_SHARE = 0.5  # of breaks that a full line explains

_SPACE = re.compile(r"\s+")
_LINE_END = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_BULLET = re.compile(r"(?:[-*o\u2022\u00b7\u25aa\u2023\u2013\u2014]|\(?\d{1,2}[.)])\s")
_WORD = re.compile(r"\S*")
_END_OF_SENTENCE = re.compile(r"[.!?:\u2026][\"'\u201d\u2019)\]]*$")


def paragraph_starts(text: str) -> tuple[int, ...]:
    """Return the offsets at which paragraphs after the first begin, in order."""
    breaks = [
        (found.start(), found.end()) for found in _SPACE.finditer(text) if _LINE_END.search(found.group())
    ]
    width = _wrap_width(text, breaks)
    return tuple(end for start, end in breaks if _ends_paragraph(text, start, end, width))


def _ends_paragraph(text: str, start: int, end: int, width: int | None) -> bool:
    if width is None or not _is_single(text, start, end) or _BULLET.match(text, end):
        return True
    return not _is_full(text, start, end, width)


def _is_single(text: str, start: int, end: int) -> bool:
    return len(text[start:end].replace("\r\n", "\n").strip(" \t")) == 1


def _is_full(text: str, start: int, end: int, width: int) -> bool:
    """Tell whether the first word of the next line would not have fitted into the line that ends here."""
    line = start - (text.rfind("\n", 0, start) + 1)
    return line + 1 + len(_WORD.findall(text, end, end + width)[0]) > width


def _wrap_width(text: str, breaks: list[tuple[int, int]]) -> int | None:
    """Return the line width that a text is wrapped at, None if it is not."""
    single = [(start, end) for start, end in breaks if _is_single(text, start, end)]
    width = max(_line_lengths(text), default=0)
    if len(single) < LEAST_BREAKS or not NARROWEST_WRAP <= width <= WIDEST_WRAP:
        return None
    full = [_is_full(text, start, end, width) for start, end in single]
    running = [not _END_OF_SENTENCE.search(text[max(0, start - 3) : start]) for start, _ in single]
    wrapped = sum(full) >= LEAST_SHARE * len(full) and sum(running) * 2 > len(running)
    return width if wrapped else None


def _line_lengths(text: str) -> Iterator[int]:
    return (len(line.rstrip()) for line in text.split("\n"))
