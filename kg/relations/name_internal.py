"""What the name of a public body says of itself: "Ministry of Defense of Russia", "Russian Navy"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.coref import Ref
from kg.coref.context import Context, kinds
from kg.lexicon import places
from kg.records import LocalEntity
from kg.relations.matcher import Match, Matcher
from kg.relations.selectional import Found
from kg.syntax.graph import Graph

BODIES = frozenset({"public", "armed"})


def named_after(tree: Graph, ctx: Context, matcher: Matcher) -> Iterator[Match]:
    """Yield public bodies with the country that their names hold, by the rules that check "named-after"."""
    rules = [rule for rule in matcher.rules.patterns if rule.check == "named-after"]
    if not rules:
        return
    for ref in dict.fromkeys(r for i in range(tree.start, tree.end) if (r := ctx.ref(i)) is not None):
        entity = ctx.entity(ref)
        if (
            ref.type != "ORG"
            or ref.kind != "name"
            or entity is None
            or not BODIES.intersection(kinds(entity))
            or "irregular" in kinds(entity)
        ):
            continue
        inner = _country(ctx, ref)
        if inner is not None:
            for rule in rules:
                yield Match(rule, rule.predicate, ref.head, Found(ref.head, entity), inner)


def _country(ctx: Context, ref: Ref) -> Found | None:
    """The country at the end ("of Russia") or the start ("Russian") of a name, with its tokens."""
    parse = ctx.parse
    for at in range(ref.end - 1, ref.start, -1):
        if parse.word(at).lower() in ("of", "for") and at + 1 < ref.end:
            known = places().lookup(parse.span_text(at + 1, ref.end))
            return (
                _found(ctx, known[0].id, known[0].name, at + 1, ref.end)
                if known and _whole(known[0].kind)
                else None
            )
    if ref.end - ref.start > 1 and (place := places().adjective(parse.word(ref.start))) is not None:
        return _found(ctx, place.id, place.name, ref.start, ref.start + 1) if _whole(place.kind) else None
    return None


def _whole(kind: str) -> bool:
    return kind in ("country", "region")


def _found(ctx: Context, place: str, name: str, start: int, end: int) -> Found:
    entity = next((e for e in ctx.entities.values() if e.place == place), None)
    if entity is None:
        entity = LocalEntity(f"e{len(ctx.entities) + 1}", "Place", name, place=place)
        ctx.entities[entity.id] = entity
        ctx.described.append(entity)
    return Found(start, entity, None, "amod", span=(start, end))
