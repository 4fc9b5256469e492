"""Names as the page shows them: short labels, search keys, identifiers in words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from kg.lexicon.vocabulary import persons
from kg.lexicon.wordlists import word_set

LABEL_LENGTH = 30
OPENING = 120  # characters of a first sentence that stands for a title
SHORTEST = 12  # characters of a first sentence

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_END = re.compile(r"[.!?][\"'”’)]*(?=\s+[^a-z\s]|\Z)")
_INVISIBLE = ("C", "Z")  # Unicode categories: controls, formats, separators


def in_words(name: str) -> str:
    """An identifier as words: ``headOfStateOf`` is "head of state of"."""
    return _CAMEL.sub(" ", name).lower()


def visible(name: str) -> bool:
    """Whether anything of ``name`` can be seen."""
    return any(unicodedata.category(c)[0] not in _INVISIBLE for c in name)


def label(name: str, key: str) -> str:
    """``name`` on one short line; ``key`` where nothing of it can be seen."""
    line = " ".join((name if visible(name) else key).split())
    return line if len(line) <= LABEL_LENGTH else line[: LABEL_LENGTH - 1].rstrip() + "…"


def latin(names: tuple[str, ...]) -> tuple[str, ...]:
    """``names`` of other scripts in Latin letters, so that they can be searched from any keyboard."""
    from anyascii import anyascii

    romanised = (anyascii(name).lower() for name in names if not name.isascii())
    return tuple(sorted(set(romanised) - {name.lower() for name in names} - {""}))


def opening(text: str, skips: Iterable[tuple[int, int]] = ()) -> str:
    """The first sentence of a text, which stands for a title; "" where there is no word.

    ``skips`` are the stretches that are no part of it.
    """
    place, parts = 0, []
    for start, end in skips:
        parts.append(text[place : max(place, start)])
        place = max(place, end)
    read = "\n".join((*parts, text[place:])).strip()
    first = " ".join(read.partition("\n\n")[0].split())
    ends = (
        end.end()
        for end in _END.finditer(first)
        if end.start() >= SHORTEST and not _is_short(first, end.start())
    )
    sentence = first[: next(ends, None)]
    return sentence if len(sentence) <= OPENING else sentence[: OPENING - 1].rsplit(" ", 1)[0].rstrip() + "…"


def _is_short(text: str, stop: int) -> bool:
    """Whether a full stop belongs to the word before it: "U.N.", "Ms.", "John F."."""
    if text[stop] != ".":
        return False
    word = text[:stop].rpartition(" ")[2].strip("(\"'“‘")
    known = word.casefold() in persons().abbreviations or word.casefold() in persons().address
    return (
        known
        or "." in word
        or (len(word) == 1 and word.isupper())
        or f"{word}." in word_set("abbreviations", "whole")
    )
