"""What the name of a public body says of itself: "Ministry of Defense of Russia", "Russian Navy"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.coref import Ref
from kg.coref.context import Context
from kg.lexicon import Place, places
from kg.records import Span
from kg.relations.matches import Match
from kg.relations.rules import Rule
from kg.relations.selectional import Found
from kg.syntax.graph import Graph

BODIES = frozenset({"public", "armed"})


@dataclass(frozen=True, slots=True)
class Inner:
    """A country inside a name, with the tokens that say it."""

    name: Ref
    place: Place
    span: Span


def countries_inside(tree: Graph, ctx: Context) -> Iterator[Inner]:
    """Yield the countries and regions that the names of a sentence's public bodies hold."""
    for ref in dict.fromkeys(r for i in range(tree.start, tree.end) if (r := ctx.ref(i)) is not None):
        entity = ctx.entity(ref)
        if ref.type != "ORG" or ref.kind != "name" or entity is None:
            continue
        kinds = ctx.kinds(entity)
        inner = _country(ctx, ref) if BODIES.intersection(kinds) and "irregular" not in kinds else None
        if inner is not None and inner.place.kind in ("country", "region"):
            yield inner


def _country(ctx: Context, ref: Ref) -> Inner | None:
    """The place at the end ("of Russia") or the start ("Russian") of a name, with its tokens."""
    parse = ctx.parse
    for at in range(ref.end - 1, ref.start, -1):
        if parse.word(at).lower() in ("of", "for") and at + 1 < ref.end:
            known = places().lookup(parse.span_text(at + 1, ref.end))
            return Inner(ref, known[0], (at + 1, ref.end)) if known else None
    place = places().adjective(parse.word(ref.start)) if ref.end - ref.start > 1 else None
    return Inner(ref, place, (ref.start, ref.start + 1)) if place is not None else None


def named_after(
    countries: Iterable[tuple[Inner, Found]], ctx: Context, patterns: Sequence[Rule]
) -> Iterator[Match]:
    """Yield public bodies with the country that their names hold, by the rules that check "named-after"."""
    rules = [rule for rule in patterns if rule.check == "named-after"]
    for inner, country in countries:
        head = inner.name.head
        for rule in rules:
            yield Match(rule, rule.predicate, head, Found(head, ctx.entity(inner.name)), country)
