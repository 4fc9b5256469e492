"""Runs of words of a parse."""

from __future__ import annotations

from kg.records import Parse


def texts(parse: Parse, start: int, end: int) -> tuple[str, ...]:
    """The words of a token range, cut at the end of the text."""
    return tuple(parse.word(i) for i in range(start, min(end, len(parse))))
