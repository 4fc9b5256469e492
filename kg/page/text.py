"""Names as the page shows them: short labels, search keys, identifiers in words."""

from __future__ import annotations

import re
import unicodedata

LABEL_LENGTH = 30

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_INVISIBLE = ("C", "Z")  # Unicode categories: controls, formats, separators


def words(name: str) -> str:
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
