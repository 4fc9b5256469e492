"""Who a word of kinship means where the tree hangs the name further off: "his wife, Bea, and two sons"."""

from __future__ import annotations

from kg.coref import Ref
from kg.coref.context import Context
from kg.lexicon.vocabulary import persons
from kg.records import MentionKind
from kg.syntax.graph import Graph


def find_kin(tree: Graph, ctx: Context) -> None:
    """Add the edges between words of kinship and the names of those whom they mean."""
    for noun in range(tree.start, tree.end):
        if tree.parse.pos[noun] == "NOUN" and tree.lemma(noun) in persons().kin:
            _described(tree, ctx, noun)
            _listed(tree, ctx, noun)
            _joined(tree, ctx, noun)


def _person(ctx: Context, token: int) -> Ref | None:
    ref = ctx.ref(token)
    return ref if ref is not None and ref.kind == MentionKind.NAME and ref.type == "PERSON" else None


def _described(tree: Graph, ctx: Context, noun: int) -> None:
    """In "her husband, the guitarist NAME" and "her husband is the guitarist NAME" he is the husband."""
    roles = [(k, "app") for k in tree.kids(noun, "appos")]
    if tree.deprel(noun) == "nsubj" and tree.kids(tree.head(noun), "cop"):
        roles.append((tree.head(noun), "isa"))
    for role, label in roles:
        if _person(ctx, role) is None and tree.parse.pos[role] == "NOUN":
            for name in tree.down(role, "named"):
                if _person(ctx, name) is not None:
                    tree.add(name, label, noun)


def _listed(tree: Graph, ctx: Context, noun: int) -> None:
    """In "his wife, NAME, and two sons" the name between the commas is hers."""
    if noun + 2 >= tree.end or tree.parse.word(noun + 1) != "," or tree.parse.tags[noun] != "NN":
        return
    ref = _person(ctx, noun + 2)
    if ref is None or ref.end >= tree.end or tree.parse.word(ref.end) != ",":
        return
    if tree.deprel(ref.head) == "conj" and tree.head(ref.head) == noun:
        tree.add(ref.head, "app", noun)


def _joined(tree: Graph, ctx: Context, noun: int) -> None:
    """In "two sons, NAME and NAME" both are sons."""
    if tree.parse.tags[noun] != "NNS":
        return
    for name in tree.kids(noun, "appos"):
        for other in tree.kids(name, "conj"):
            if _person(ctx, name) is not None and _person(ctx, other) is not None:
                tree.add(other, "app", noun)
