"""The adjectives of parties, which mean the party: "the Democratic mayor", "Republican NAME"."""

from __future__ import annotations

from collections.abc import Iterable

from kg.coref.chains import Chain
from kg.coref.markables import Markable
from kg.coref.name_strings import text_of
from kg.lexicon.fold import unaccented
from kg.lexicon.parties import adjectives
from kg.syntax.tree import Tree

PARTY = "Party"


def join_parties(tree: Tree, marks: Iterable[Markable], organizations: list[Chain]) -> list[Markable]:
    """Add the adjectives of parties to chains of organizations, or new ones; return the other marks."""
    others: list[Markable] = []
    for mark in marks:
        text = text_of(tree, mark)
        stem = adjectives().get(text, text)
        chain = _named(f"{stem} {PARTY}", organizations)
        if mark.number == "plur" or (chain is None and text not in adjectives()):
            others.append(mark)
            continue
        if chain is None:
            chain = Chain("ORG", "", "neuter")
            chain.names[f"{stem} {PARTY}"] = 0
            organizations.append(chain)
        chain.add(mark, 0.9, "the adjective of the party")
    return others


def _named(name: str, organizations: Iterable[Chain]) -> Chain | None:
    """The chain that has a name, whichever way it is written."""
    key = unaccented(name)
    return next((c for c in organizations if any(unaccented(n) == key for n in c.names)), None)
