"""Legal forms of organizations: "Ltd", "GmbH", "OOO", ..."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.lexicon.files import rows
from kg.lexicon.fold import fold

_LONGEST = 6
_SAFE = 4
_BRACKETS = re.compile(r"[()\[\]]")
_EDGE = ",;:-\u2013\u2014\u201c\u201d\"'\u00ab\u00bb "


@lru_cache(maxsize=1)
def _forms() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("legal_forms.tsv", 2)}


def legal_form(name: str) -> tuple[str, str | None]:
    """The name without its legal form, and the form as usually written: "Acme Ltd." → ("Acme", "LLC").

    A form stands at the end, or in front as in "OOO Lukoil"; a short one only counts in
    capitals, with full stops or after a comma. A name that is all form keeps it.
    """
    words = _BRACKETS.sub(" ", name).split()
    for count in range(min(_LONGEST, len(words) - 1), 0, -1):
        for form, rest in ((words[-count:], words[:-count]), (words[:count], words[count:])):
            front = rest[-1] == words[-1]
            if front and len(fold(" ".join(form))) < _SAFE and fold(form[0]) not in _FRONT:
                continue
            found = _match(form, after_comma=not front and rest[-1].endswith(","))
            if found:
                return " ".join(rest).strip(_EDGE), found
    return name, None


def _match(words: list[str], *, after_comma: bool) -> str | None:
    joined = " ".join(words)
    found = _forms().get(fold(joined)) or _forms().get(fold(joined).replace(" ", ""))
    if found is None or len(fold(joined)) >= _SAFE or after_comma:
        return found if found and len(fold(joined)) > 1 else None
    marked = joined.isupper() or "." in joined or joined.rstrip(".") in _MIXED
    return found if marked and len(fold(joined)) > 1 else None


_FRONT = frozenset(
    {
        "ooo",
        "oao",
        "pao",
        "zao",
        "ao",
        "nao",
        "too",
        "tov",
        "pt",
        "cv",
        "uab",
        "sia",
        "up",
        "jsc",
        "llc",
        "tk",
    }
)
_MIXED = frozenset({"Ltd", "Inc", "Plc", "Co", "Pty", "Oyj", "Oy", "Kft", "Zrt", "Nyrt", "SpA", "Srl"})
