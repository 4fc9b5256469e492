"""Whose a body of a state is by the words beside its name: Kenya's parliament is not Uganda's."""

from __future__ import annotations

from collections.abc import Iterable

from kg.coref.gazetteer import country_of
from kg.coref.markables import Markable
from kg.coref.name_strings import text_of
from kg.lexicon.fold import unaccented
from kg.lexicon.wordlists import word_set
from kg.syntax.tree import Tree

POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
LARGER = ("bank", "court", "ministry", "commission")  # "central bank", "supreme court": of many lands


def owner(tree: Tree, mark: Markable) -> str:
    """The id of the country that stands beside or in a name: "Kenya's Central Bank"; empty for none."""
    before = mark.start - (2 if _is_possessive(tree, mark.start - 1) else 1)
    after = (mark.end + 1, mark.end + 2) if _follows_of(tree, mark) else ()
    near = (
        tree.parse.span_text(ent.start, ent.end)
        for ent in tree.parse.ents
        if ent.end - 1 == before or ent.start in after
    )
    inside = text_of(tree, mark).split()
    return next((found.id for name in (*near, *inside) if (found := country_of(name)) is not None), "")


def several_owners(tree: Tree, marks: Iterable[Markable]) -> frozenset[str]:
    """The names of bodies that the article gives to more than one country."""
    owners: dict[str, set[str]] = {}
    for mark in marks:
        name = without_owner(text_of(tree, mark))
        if _is_body(name) and (of := owner(tree, mark)):
            owners.setdefault(name, set()).add(of)
    return frozenset(name for name, found in owners.items() if len(found) > 1)


def without_owner(name: str) -> str:
    """A name without its country, to compare it: "Kenyan Supreme Court", "Supreme Court of Kenya"."""
    words = [word for word in name.split() if country_of(word) is None]
    return unaccented(" ".join(words)).removesuffix(" of")


def _is_body(name: str) -> bool:
    words = set(name.split())
    return not words.isdisjoint(word_set("organizations", "agencies") | set(LARGER))


def _is_possessive(tree: Tree, at: int) -> bool:
    return at > 0 and tree.parse.word(at) in POSSESSIVE


def _follows_of(tree: Tree, mark: Markable) -> bool:
    return mark.end + 1 < len(tree.words) and tree.parse.word(mark.end).lower() == "of"
