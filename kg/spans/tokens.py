"""Runs of words of a parse."""

from __future__ import annotations

from kg.records import Ent, Parse


def texts(parse: Parse, start: int, end: int) -> tuple[str, ...]:
    """The words of a token range, cut at the end of the text."""
    return tuple(parse.word(i) for i in range(start, min(end, len(parse))))


def head_of(parse: Parse, ent: Ent) -> int:
    """The word of a name that hangs on a word outside it."""
    inside = range(ent.start, ent.end)
    return next((i for i in inside if parse.heads[i] not in inside or parse.heads[i] == i), ent.end - 1)
