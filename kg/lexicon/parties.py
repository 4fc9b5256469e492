"""Political parties whose names do not say what they are ("Fidesz", "Reform UK")."""

from __future__ import annotations

from functools import lru_cache

from kg.lexicon.files import rows


@lru_cache(maxsize=1)
def parties() -> frozenset[str]:
    """The names, as written in the English-language press."""
    return frozenset(name for _, names in rows("parties.tsv", 2) for name in names.split("|"))
