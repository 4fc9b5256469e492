r"""Names of files as text that can be shown and kept: bytes that are no UTF-8 are written ``\xff``.

Linux lets a name be any bytes. Python hands those that are no UTF-8 over as halves of characters, which
neither a database nor a terminal takes. ``shown`` writes them out, ``actual`` turns them back.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

_HALVES = re.compile("[\ud800-\udfff]")
_ESCAPABLE = re.compile(r"[\udc80-\udcff]|\\(?=x[0-9a-f]{2})")
_ESCAPED = re.compile(r"\\x([0-9a-f]{2})")


def shown(name: str) -> str:
    """The name as text; one that looks escaped already is told apart by its backslash as ``\\x5c``."""
    escaped = _ESCAPABLE.sub(lambda match: f"\\x{ord(match[0]) & 0xFF:02x}", name)
    return _HALVES.sub("\N{REPLACEMENT CHARACTER}", escaped)


def actual(text: str) -> str:
    """The name that ``shown`` gave."""
    if "\\x" not in text:
        return text
    return _ESCAPED.sub(_byte, text)


def _byte(match: re.Match[str]) -> str:
    value = int(match[1], 16)
    return chr(value) if value < 0x80 else chr(0xDC00 + value)


def printable(text: str) -> str:
    """A text of any origin, with what UTF-8 cannot hold written out."""
    return shown(text) if _HALVES.search(text) else text


def location(path: str | Path) -> str:
    """Where a path leads, as text."""
    return shown(os.path.abspath(path))  # noqa: PTH100  Path.absolute keeps ".."


def is_there(path: str | Path) -> bool:
    """Whether a path leads anywhere; one that cannot be looked at does not."""
    return os.path.exists(path)  # noqa: PTH110  Path.exists raises where it may not look
