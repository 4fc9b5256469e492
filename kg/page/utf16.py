"""Offsets as JavaScript counts them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from kg.records import Span


class Units:
    """Turns offsets into a text from code points to UTF-16 units, and back."""

    def __init__(self, text: str) -> None:
        self._wide = [] if text.isascii() else [i for i, letter in enumerate(text) if letter > "\uffff"]

    def at(self, offset: int) -> int:
        """One offset."""
        return offset + bisect_left(self._wide, offset)

    def point(self, unit: int) -> int:
        """The offset in code points that lies at some UTF-16 unit."""
        before = bisect_right(self._wide, unit, key=lambda offset: self.at(offset) + 1)
        return unit - before

    def span(self, span: Span) -> list[int]:
        """Start and end."""
        return [self.at(span[0]), self.at(span[1])]
