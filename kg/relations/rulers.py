"""Who "the Kremlin leader" is: whom the article calls the president of the state whose seat that is."""

from __future__ import annotations

from kg.coref.context import Context
from kg.lexicon import seat_of
from kg.records import EntityType, LocalEntity
from kg.syntax.graph import Graph

HEADS = frozenset({"leader", "chief", "boss", "head"})
TITLE = "president"


def ruler(tree: Graph, ctx: Context, noun: int) -> LocalEntity | None:
    """The person whom a noun and the seat of his government describe, if the article names just one."""
    if tree.lemma(noun) not in HEADS or tree.parse.tags[noun] != "NN":
        return None
    houses = (ctx.named(k) for k in tree.down(noun, "compound", "of", "poss"))
    seats = {seat_of(e.name) for e in houses if e is not None and e.type == EntityType.ORGANIZATION} - {None}
    if len(seats) != 1:
        return None
    found = {e.id: e for e in _presidents(ctx, seats.pop())}
    return next(iter(found.values())) if len(found) == 1 else None


def _presidents(ctx: Context, state: str | None) -> list[LocalEntity]:
    """Whom the article calls president right behind the name of the state: "Kenyan President X"."""
    parse = ctx.parse
    found = []
    for i in range(1, len(parse) - 1):
        if parse.word(i).lower() != TITLE:
            continue
        of, holder = ctx.named(i - 1), ctx.named(i + 1)
        if of is not None and of.place == state and holder is not None and holder.type == EntityType.PERSON:
            found.append(holder)
    return found
