"""Political parties: names that do not say what they are ("Fidesz", "Reform UK"), and adjectives ("Tory")."""

from __future__ import annotations

from functools import lru_cache

from kg.lexicon.packed_tables import rows


@lru_cache(maxsize=1)
def parties() -> frozenset[str]:
    """The names, as written in the English-language press."""
    return frozenset(name for _, names in rows("parties.tsv", 2) for name in names.split("|"))


@lru_cache(maxsize=1)
def adjectives() -> dict[str, str]:
    """What a party's people and its adjective are called, and its name without "Party"."""
    return {name: stem for stem, names in rows("party_adjectives.tsv", 2) for name in names.split("|")}
