"""Characters that nobody sees, and marks of footnotes: neither is part of the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.records import Span

_UNSEEN = re.compile(
    r"[\u00ad\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]|(?<=\w)\u200d(?=\w)"
)
_NOTE = re.compile(
    r"(?<=[\w.,;:!?\"'\u2019\u201d)\]%])(?:\[[a-z]\]|\s?\[(?:\d{1,3}(?:[,\u2013-]\s?\d{1,3}){0,5}"
    r"|(?:note|n|fn)\.? ?\d{1,3}|(?:citation|clarification) needed|who\?|when\?|according to whom\?)\])"
    r"|(?<=[a-z\"'\u2019\u201d)][.,;:!?\"'\u2019\u201d)])[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]{1,3}(?=\s|$)"
    r"|(?<=[a-z]{4})[\u00b9\u2070\u2074-\u2079][\u00b9\u00b2\u00b3\u2070\u2074-\u2079]{0,2}(?=[\s.,;:!?]|$)"
)


def seen(text: str) -> str:
    """The text without soft hyphens, zero-width characters and marks of direction."""
    return text if text.isascii() else _UNSEEN.sub("", text)


def footnotes(line: str) -> Iterator[Span]:
    """The spans of marks that lead to footnotes: "[12]", "[citation needed]", raised digits behind a word."""
    if "[" in line or not line.isascii():
        yield from (match.span() for match in _NOTE.finditer(line))
