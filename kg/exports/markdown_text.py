"""Text in Markdown and its dialects, without a meaning there."""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~&^$@!=+])")  # what Markdown and its dialects read as marks
_LINKS = re.compile(r"(?i)\b(https?|ftp|mailto|www)(?=[:.])")  # what dialects make links of by themselves
_LIST = re.compile(r"^(\d+)(?=[.)])|^(?=-)")  # what begins a list, or underlines a heading


def escape(text: str) -> str:
    """The text, all of it to be read as text."""
    marked = _LIST.sub(lambda match: f"{match[0]}\\", _MARKS.sub(r"\\\1", text))
    return _LINKS.sub(lambda match: f"{match[0]}\\", marked)
