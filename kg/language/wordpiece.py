"""Words into pieces of a fixed vocabulary, and the letter shape that an uncased vocabulary loses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

MAX_LETTERS = 60
MAX_PIECES = 12
CONTINUATION = "##"
PLAIN_MARKS = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a\u201b\u00b4`", "'")  # single quotes
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"')  # double and angle quotes
    | dict.fromkeys("\u2014\u2012\u2015", "\u2013")  # dashes
    | dict.fromkeys("\u2011\u2010", "-")
)

# Classes of letter shape, 0 being the markers at either end of a window.
LOWER, TITLE, UPPER, ONE_UPPER, CAMEL, INNER_UPPER, DIGITS, DIGITS_LOWER, DIGITS_UPPER, DOTTED, MARK = range(
    1, 12
)
SHAPES = 12

# What stands before a word.
MARKER, GLUED, SPACED, PARAGRAPH = range(4)


def plain(word: str) -> str:
    """Return the word without case, accents and typographic quotes, as the vocabulary has it."""
    folded = unicodedata.normalize("NFD", word.translate(PLAIN_MARKS).lower())
    return "".join(char for char in folded if unicodedata.category(char) not in ("Mn", "Cc", "Cf"))


def shape(word: str) -> int:
    """Return the class of the word's letter shape."""
    letters = [char for char in word if char.isalpha()]
    if any(char.isdigit() for char in word):
        return _shape_with_digits(letters)
    if not letters:
        return MARK
    if len(letters) == 1 and letters[0].isupper():
        return ONE_UPPER
    if "." in word and letters[0].isupper():
        return DOTTED
    return _shape_of_letters(letters)


def _shape_with_digits(letters: list[str]) -> int:
    if not letters:
        return DIGITS
    return DIGITS_UPPER if letters[0].isupper() else DIGITS_LOWER


def _shape_of_letters(letters: list[str]) -> int:
    upper = [char.isupper() for char in letters]
    if not any(upper):
        return LOWER
    if all(upper):
        return UPPER
    if not upper[0]:
        return INNER_UPPER
    return CAMEL if any(upper[1:]) else TITLE


_CHUNK = re.compile(r"[^\W_]+|[\W_]")  # each punctuation mark stands alone in the vocabulary


class WordPiece:
    """Greedy longest-match word pieces over a vocabulary in id order."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._ids = {piece: i for i, piece in enumerate(vocabulary)}
        self.unknown, self.first, self.last = (self._ids[name] for name in ("[UNK]", "[CLS]", "[SEP]"))
        self.pieces = lru_cache(maxsize=1 << 16)(self._pieces)

    def _pieces(self, word: str) -> tuple[int, ...]:
        """Return the ids of the word's pieces: at least one, at most ``MAX_PIECES``."""
        ids = [i for chunk in _CHUNK.findall(plain(word)[:MAX_LETTERS]) for i in self._greedy(chunk)]
        return tuple(ids[:MAX_PIECES]) or (self.unknown,)

    def _greedy(self, chunk: str) -> list[int]:
        ids: list[int] = []
        start = 0
        while start < len(chunk):
            end, found = self._longest(chunk, start)
            if found is None:
                return [self.unknown]
            ids.append(found)
            start = end
        return ids

    def _longest(self, chunk: str, start: int) -> tuple[int, int | None]:
        prefix = CONTINUATION if start else ""
        for end in range(len(chunk), start, -1):
            found = self._ids.get(prefix + chunk[start:end])
            if found is not None:
                return end, found
        return start, None
