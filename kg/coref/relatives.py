"""Relatives that the article has introduced by name: "his wife" after "his wife, NAME, said"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.coref.appositive_titles import described_by
from kg.coref.chains import Chain
from kg.coref.features import Scene
from kg.coref.markables import Markable, noun
from kg.lexicon.vocabulary import persons
from kg.records import MentionKind
from kg.syntax.tree import Tree

Owners = Mapping[int, Chain]
BEFORE = frozenset({"amod", "nummod", "compound"})


def relative(view: Scene, mark: Markable, chains: Sequence[Chain], owner: Owners) -> Chain | None:
    """The only named person who was called so, of the same owner."""
    tree, kin = view.tree, noun(view.tree, mark.head)
    if mark.kind != MentionKind.NOMINAL or mark.number == "plur" or kin not in persons().kin:
        return None
    if any(
        tree.universal(kid) in BEFORE or tree.universal(kid) == "appos" for kid in tree.children[mark.head]
    ):
        return None  # "his second wife", "his wife NAME"
    whose = _owner(view, mark.head, owner)
    if whose is None or not whose.named or mark.end in view.names_at:
        return None
    called = [c for c in chains if c is not whose and whose in _whose(view, c, kin, owner)]
    return called[0] if len(called) == 1 else None


def _whose(view: Scene, chain: Chain, kin: str, owner: Owners) -> Iterator[Chain]:
    """Of whom somebody was called the wife, the brother."""
    names = (link.mark for link in chain.links if link.mark.kind == MentionKind.NAME)
    for mark in names if chain.label == "PERSON" else ():
        beside = [mark.start - 1] if mark.start else []
        for head in {*beside, *described_by(view.tree, mark.head, view.names_at)}:
            whose = _owner(view, head, owner) if _is_kin(view.tree, head, kin) else None
            if whose is not None:
                yield whose


def _is_kin(tree: Tree, i: int, kin: str) -> bool:
    return tree.parse.pos[i] == "NOUN" and noun(tree, i) == kin


def _owner(view: Scene, head: int, owner: Owners) -> Chain | None:
    """Who stands in the possessive of a noun, or of the name that the tree makes its head."""
    tree = view.tree
    for top in (head, tree.head(head)):
        for kid in tree.children[top]:
            if tree.parse.deps[kid] == "nmod:poss" and kid < head:
                return owner.get(kid) or view.names_at.get(kid)
    return None
