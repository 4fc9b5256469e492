"""Names without what spelling adds: script, case, accents, punctuation."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_DROPPED = re.compile("['\u2018\u2019`\u00b4\u02bb\u02bc\u02be\u02bf\".\u201c\u201d\u201e\u00ab\u00bb]")
_UNWRITTEN = re.compile(r"[^\w/&+ -]+")
_SPACED = re.compile(r"[^0-9a-z]+")


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """The name in lower-case ASCII: no accents, punctuation, extra spaces or leading "the".

    Letters of other scripts are romanised. Full stops and apostrophes vanish ("U.S." is
    "us", "O'Brien" is "obrien"), other punctuation separates words.
    """
    plain = latin(_DROPPED.sub("", _INVISIBLE.sub("", unicodedata.normalize("NFKC", name)))).casefold()
    words = _SPACED.sub(" ", _DROPPED.sub("", plain).replace("&", " and ").replace("+", " plus ")).strip()
    return words.removeprefix("the ") if len(words) > 4 else words


def latin(text: str) -> str:
    """The text in ASCII letters, romanised where it is written in another script."""
    if text.isascii():
        return text
    from anyascii import anyascii

    return str(anyascii(text))


@lru_cache(maxsize=1 << 16)
def unaccented(text: str) -> str:
    """Case, accents, dots, apostrophes and white space out of the way; hyphens, "&" and scripts stay."""
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return " ".join(_UNWRITTEN.sub("", plain).split())
