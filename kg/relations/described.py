"""Organizations without a name of their own: "the security department of Russia's Kursk region".

They become entities only where a claim needs them, under the phrase that describes them.
"""

from __future__ import annotations

from collections.abc import Mapping

from kg.records import LocalEntity
from kg.relations.context import Context
from kg.relations.coref import Ref
from kg.relations.titlelayer import TitleMention
from kg.relations.tree import Tree
from kg.relations.words import word_set

OF = ("of", "for")
INNER = frozenset({"amod", "compound", "nmod:desc", "flat"})
TOO_LONG = 12  # tokens


def describe(tree: Tree, ctx: Context, titles: Mapping[int, TitleMention]) -> None:
    """Give an entity to each described organization that a title of the sentence governs."""
    for head in sorted(titles):
        for noun in tree.down(head, *OF):
            if _describes(tree, ctx, noun):
                _add(tree, ctx, noun)


def _describes(tree: Tree, ctx: Context, noun: int) -> bool:
    if ctx.ref(noun) is not None and ctx.ref(noun).entity is not None:  # type: ignore[union-attr]
        return False
    if tree.parse.pos[noun] != "NOUN" or tree.lemma(noun) not in word_set("organizations", "described"):
        return False
    return _anchored(tree, ctx, noun) and "Plur" not in tree.parse.morphs[noun]


def _anchored(tree: Tree, ctx: Context, noun: int) -> bool:
    """Whether a place or organization tells which department is meant."""
    return any(
        ctx.named(t) is not None and ctx.named(t).type != "Person"  # type: ignore[union-attr]
        for t in tree.down(noun, "of", "poss", "in", "for", "compound", "amod")
    )


def _add(tree: Tree, ctx: Context, noun: int) -> None:
    start, end = phrase(tree, noun)
    if end - start > TOO_LONG:
        return
    name = " ".join(tree.parse.span_text(start, end).split())
    entity = next((e for e in ctx.described if e.name.casefold() == name.casefold()), None)
    if entity is None:
        entity = LocalEntity(f"e{len(ctx.entities) + 1}", "Organization", name)
        ctx.described.append(entity)
        ctx.entities[entity.id] = entity
    ref = Ref(start, end, noun, "ORG", "nominal", entity.id, 0.9, "described")
    ctx.by_token[noun] = ref


def phrase(tree: Tree, noun: int) -> tuple[int, int]:
    """The token range of a noun with its modifiers and its first of-phrase, no determiner."""
    low = high = noun
    for k in tree.kids(noun):
        if tree.dep(k) in INNER or (tree.dep(k) in ("nmod", "nmod:poss") and ctx_free(tree, k)):
            start, end = tree.subtree(k)
            low, high = min(low, start), max(high, end - 1)
    while low < noun and tree.parse.pos[low] in ("DET", "PUNCT", "ADP"):
        low += 1
    return low, high + 1


def ctx_free(tree: Tree, k: int) -> bool:
    """Whether a modifier is short and plain enough to be part of a name."""
    start, end = tree.subtree(k)
    return end - start <= 6 and not any(
        tree.parse.pos[i] in ("VERB", "AUX", "PUNCT", "PRON") for i in range(start, end)
    )
