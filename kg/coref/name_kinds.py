"""Which common nouns an article gives to an organization or a place that it names: "the airline Aera"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.coref.chains import Chain
from kg.coref.markables import Markable, noun
from kg.lexicon.fold import unaccented
from kg.lexicon.kinds import description_kinds, known_kinds
from kg.lexicon.organizations import ends_company
from kg.lexicon.parties import parties
from kg.lexicon.vocabulary import nouns
from kg.syntax.tree import Tree

KINDS = frozenset({"ORG", "LOC"})
JOINED = frozenset({"compound", "flat", "nmod:desc", "nmod"})


def learn_kinds(tree: Tree, chain: Chain) -> None:
    """Add the nouns right beside a name, in apposition to it, and those in the name itself."""
    if not chain.place_kind:  # what the gazetteer knows is surer
        for link in chain.links:
            chain.kinds.update(_said(tree, link.mark))
    for name in chain.names:
        chain.kinds.update(word for word in unaccented(name).lower().split() if _is_kind(word))
    if chain.label == "ORG":
        chain.kinds.update(_known(chain))


def _known(chain: Chain) -> Iterator[str]:
    """What the lexicon calls it: a known body, a party, or a company by its legal form."""
    for name in chain.names:
        yield from known_kinds().get(name, ())
        if name in parties():
            yield "party"
        if " " in name and ends_company(name.split()[-1]):
            yield "company"


def _is_kind(word: str) -> bool:
    return nouns().types.get(word) in KINDS or word in description_kinds()


def _said(tree: Tree, mark: Markable) -> Iterator[str]:
    for head in (*_beside(tree, mark), *_in_apposition(tree, mark.head)):
        word = noun(tree, head)
        if _is_kind(word):
            yield word


def _beside(tree: Tree, mark: Markable) -> Iterator[int]:
    """ "Hungarian airline Aera", "the Aera airline"."""
    before, after = mark.start - 1, mark.end
    if before >= 0 and tree.parse.pos[before] == "NOUN" and tree.universal(before) in JOINED:
        yield before
    joined = tree.universal(mark.head) in JOINED and tree.parse.deps[mark.head] != "nmod:poss"
    follows = after < len(tree.parse) and tree.head(mark.head) == after
    if joined and follows and tree.parse.pos[after] == "NOUN":
        yield after


def _in_apposition(tree: Tree, head: int) -> Iterator[int]:
    yield from (kid for kid in tree.children[head] if tree.universal(kid) == "appos")
    above = tree.head(head)
    if tree.universal(head) == "appos":
        yield above
    if tree.universal(head) == "nsubj" and tree.universal_child(above, "cop") is not None:
        yield above
