"""The body of somebody's title, as "her company" means it: "NAME, head of BODY, said her company"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.coref.chains import Chain
from kg.coref.description_rules import modifiers_of
from kg.coref.markables import Markable, noun
from kg.coref.taken_up import suits
from kg.lexicon.wordlists import word_set
from kg.syntax.tree import Tree

OWN = frozenset({"his", "her"})


def employer(tree: Tree, mark: Markable, chains: Sequence[Chain], owner: Mapping[int, Chain]) -> Chain | None:
    """The only named body of the titles that the owner of a bare "her company" has."""
    lemma = noun(tree, mark.head)
    if lemma not in word_set("taken_up", "of_titles"):
        return None
    said = modifiers_of(tree, mark)
    owners = [owner.get(kid) for kid in said if tree.lower[kid] in OWN and tree.universal(kid) == "nmod"]
    if len(said) != 1 or len(owners) != 1 or owners[0] is None or owners[0].label != "PERSON":
        return None
    bodies = [c for c in chains if c.named and c.label == "ORG" and c.links and c.rank in owners[0].serves]
    return bodies[0] if len(bodies) == 1 and suits(mark, bodies[0], lemma) else None
