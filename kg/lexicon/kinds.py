"""Which nouns take up what another noun introduced: "the paper" a newspaper, "the lender" a bank."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

from kg.lexicon import loader
from kg.lexicon.wordlists import word_lists


@cache
def description_kinds() -> Mapping[str, frozenset[str]]:
    """By noun, the nouns that it takes up beside itself."""
    path = resources.files("kg.lexicon") / "data" / "description_kinds.yaml"
    return loader.load(path, loader.table(loader.set_of(loader.lower), loader.lower))


def takes_up(noun: str) -> frozenset[str]:
    """The nouns that a description with this head may take up, itself among them."""
    return description_kinds().get(noun, frozenset()) | {noun}


@cache
def known_kinds() -> Mapping[str, frozenset[str]]:
    """By the name of a well-known body, what it is called without it."""
    names: dict[str, set[str]] = {}
    for kind, bodies in word_lists("gazetteer")["called"].items():
        for name in bodies:
            names.setdefault(name, set()).add(kind)
    return {name: frozenset(kinds) for name, kinds in names.items()}
