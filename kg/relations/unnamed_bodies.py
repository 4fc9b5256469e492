"""What has no name of its own: "the security department of Russia's Kursk region".

It becomes an entity only where a claim needs it, under the phrase that describes it; "the region of the same
name" under the name that it shares and its kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.coref import Ref
from kg.coref.context import Context
from kg.lexicon.vocabulary import place_nouns
from kg.lexicon.wordlists import word_set
from kg.records import EntityType, Span
from kg.relations.title_holders import TitleMention
from kg.syntax.graph import Graph

OF = ("of", "for")
SAME_NAME = ["of", "the", "same", "name"]
INNER = frozenset({"amod", "compound", "nmod:desc", "flat"})
TOO_LONG = 12  # tokens


@dataclass(frozen=True, slots=True)
class Described:
    """What a phrase describes: its type, the name that it goes by, the phrase's tokens and their head."""

    type: EntityType
    name: str
    span: Span
    head: int


def described(tree: Graph, ctx: Context, titles: Mapping[int, TitleMention]) -> Iterator[Described]:
    """Yield the places named like another and the organizations that a title governs, each head once."""
    found: set[int] = set()
    for noun in range(tree.start, tree.end):
        place = _name_like(tree, ctx, noun) if tree.lemma(noun) in place_nouns().named_like else None
        if place is not None:
            found.add(noun)
            yield place
    for head in sorted(titles):
        for noun in tree.down(head, *OF):
            body = _body(tree, ctx, noun) if noun not in found and _describes(tree, ctx, noun) else None
            if body is not None:
                found.add(noun)
                yield body


def _name_like(tree: Graph, ctx: Context, noun: int) -> Described | None:
    """Name "the region of the same name" after the place that stands last before it."""
    after = [tree.parse.word(i).lower() for i in range(noun + 1, min(noun + 5, tree.end))]
    if after != SAME_NAME and tree.parse.word(noun - 1).lower() not in ("eponymous", "same-named"):
        return None
    bearer = next((e for i in range(noun - 1, tree.start - 1, -1) if (e := ctx.named(i)) is not None), None)
    if bearer is None or bearer.type != EntityType.PLACE:
        return None
    return Described(EntityType.PLACE, f"{bearer.name} {tree.lemma(noun)}", (noun, noun + 1), noun)


def _describes(tree: Graph, ctx: Context, noun: int) -> bool:
    if ctx.ref(noun) is not None and ctx.ref(noun).entity is not None:  # type: ignore[union-attr]
        return False
    if any(
        (named := ctx.named(k)) is not None and named.type == EntityType.ORGANIZATION
        for k in tree.kids(noun, "compound")
    ):
        return False  # "the Milla group" has a name
    if tree.parse.pos[noun] != "NOUN" or tree.lemma(noun) not in word_set("organizations", "described"):
        return False
    return _anchored(tree, ctx, noun) and "Plur" not in tree.parse.morphs[noun]


def _anchored(tree: Graph, ctx: Context, noun: int) -> bool:
    """Whether a place or organization tells which department is meant."""
    if _behind(tree, ctx, noun) is not None:
        return True
    return any(
        ctx.named(t) is not None and ctx.named(t).type != EntityType.PERSON  # type: ignore[union-attr]
        for t in tree.down(noun, "of", "poss", "in", "for", "compound", "amod")
    )


def _behind(tree: Graph, ctx: Context, noun: int) -> Ref | None:
    """The place right behind a noun, wherever the tree hangs it: "the government in Moscow"."""
    if noun + 2 >= tree.end or tree.parse.word(noun + 1).lower() != "in":
        return None
    entity, ref = ctx.named(noun + 2), ctx.ref(noun + 2)
    return ref if entity is not None and entity.type == EntityType.PLACE else None


def _body(tree: Graph, ctx: Context, noun: int) -> Described | None:
    start, end = phrase(tree, noun)
    place = _behind(tree, ctx, noun)
    if place is not None:
        end = max(end, place.end)
    if end - start > TOO_LONG:
        return None
    return Described(
        EntityType.ORGANIZATION, " ".join(tree.parse.span_text(start, end).split()), (start, end), noun
    )


def phrase(tree: Graph, noun: int) -> tuple[int, int]:
    """The token range of a noun with its modifiers and its first of-phrase, no determiner."""
    low = high = noun
    for k in tree.kids(noun):
        if tree.deprel(k) in INNER or (tree.deprel(k) in ("nmod", "nmod:poss") and ctx_free(tree, k)):
            start, end = tree.subtree(k)
            low, high = min(low, start), max(high, end - 1)
    while low < noun and tree.parse.pos[low] in ("DET", "PUNCT", "ADP"):
        low += 1
    return low, high + 1


def ctx_free(tree: Graph, k: int) -> bool:
    """Whether a modifier is short and plain enough to be part of a name."""
    start, end = tree.subtree(k)
    when = any(tree.lemma(i) in word_set("factuality", "days") for i in range(start, end))
    return (
        end - start <= 6
        and not when
        and not any(tree.parse.pos[i] in ("VERB", "AUX", "PUNCT", "PRON") for i in range(start, end))
    )
