"""The body without a name that a title is of: "police spokesman NAME", "Senate Majority Leader NAME"."""

from __future__ import annotations

from dataclasses import replace

from kg.coref.context import Context
from kg.lexicon.wordlists import word_set
from kg.records import EntityType
from kg.relations.title_holders import TitleMention
from kg.syntax.graph import Graph

EDGE = "body"
DEEDS = (
    "detaining",
    "charging",
    "raiding",
    "releasing",
    "killing",
    "attacking",
    "expelling",
    "investigating",
)


def add_body(tree: Graph, ctx: Context, title: TitleMention) -> TitleMention:
    """Add an edge from a title to a body among its own first words; returns the title, which then knows."""
    if any((named := ctx.named(i)) and named.type == EntityType.ORGANIZATION for i in title.governed):
        return title  # "the CNN White House correspondent"
    known = word_set("actors", "titled")
    for noun in range(title.end - 1, title.written[0] - 1, -1):
        if noun == title.head or ctx.named(noun) is not None or tree.parse.pos[noun] not in ("NOUN", "PROPN"):
            continue
        if noun + 1 < title.end and (
            tree.parse.word(noun + 1).lower() in ("and", ",") or _does(tree, noun + 1)
        ):
            continue
        word, lemma = tree.parse.word(noun), tree.lemma(noun)
        before = f"{tree.parse.word(noun - 1).lower()} {word.lower()}" if noun > title.written[0] else ""
        if _is_taken_up(ctx, noun) or known & {word, word.lower(), lemma, before}:
            tree.add(title.head, EDGE, noun)
            return replace(title, of_body=True)
    return title


def _is_taken_up(ctx: Context, noun: int) -> bool:
    """Whether the noun means a body that the article has named: "Company spokesman NAME"."""
    entity = ctx.entity(ctx.ref(noun))
    return entity is not None and entity.type == EntityType.ORGANIZATION


def _does(tree: Graph, i: int) -> bool:
    """Whether a word that the tree takes for a noun is a headline's verb: "Police detain activist NAME"."""
    return any(tree.parse.word(i) in word_set("acts", deed) for deed in DEEDS)
