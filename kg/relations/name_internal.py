"""What the name of an organization says of itself: "Ministry of Defense of Russia", "Lagos Hospital"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.coref import Ref
from kg.coref.context import Context
from kg.lexicon import Place, is_given_name, places
from kg.lexicon.wordlists import word_set
from kg.records import MentionKind, Span
from kg.relations.matches import Match
from kg.relations.rules import Rule
from kg.relations.selectional import Found
from kg.syntax.graph import Graph

BODIES = frozenset({"public", "armed"})
LINKS = frozenset({"of", "for", "in", "at"})
LONGEST = 3  # tokens of a place at the beginning of a name
LARGE = 300_000  # people of a town that needs no other mention
PERSONAL = frozenset(
    {"Georgia", "Jordan", "Chad"}
)  # countries that are mostly others' names at the beginning
FEDERAL = frozenset(
    f"country/{code}" for code in ("US", "CA", "AU", "IN", "NG", "DE", "CN", "GB", "BR", "MX")
)
AGENCY, HOUSE = "named-after", "named-in"


@dataclass(frozen=True, slots=True)
class Inner:
    """A place inside a name, with the tokens that say it and the check of the rules that it is for."""

    name: Ref
    place: Place
    span: Span
    check: str = AGENCY


def countries_inside(tree: Graph, ctx: Context) -> Iterator[Inner]:
    """Yield the places that the names of a sentence's organizations hold."""
    for ref in dict.fromkeys(r for i in range(tree.start, tree.end) if (r := ctx.ref(i)) is not None):
        entity = ctx.entity(ref)
        if ref.type != "ORG" or ref.kind != MentionKind.NAME or entity is None:
            continue
        kinds = ctx.kinds(entity)
        inner = _country(ctx, ref) if BODIES.intersection(kinds) and "irregular" not in kinds else None
        if inner is not None and inner.place.kind in ("country", "region"):
            yield inner
        elif "irregular" not in kinds:
            yield from _house(ctx, ref)


def _house(ctx: Context, ref: Ref) -> Iterator[Inner]:
    """The place that an agency or a house is named after: "Nigeria Police Force", "University of Nairobi"."""
    parse = ctx.parse
    words = {parse.word(i).lower() for i in range(ref.start, ref.end)}
    link = next((i for i in range(ref.start + 1, ref.end - 1) if parse.word(i).lower() in LINKS), ref.end)
    noun = parse.word(link - 1).lower()
    check = next((c for c, key in ((AGENCY, "agencies"), (HOUSE, "houses")) if _is(noun, key)), None)
    check = HOUSE if check == AGENCY and words & word_set("organizations", "civil") else check
    found = check and (_first(ctx, ref, link - 1) or _last(ctx, ref, noun))
    if check and found:
        yield Inner(ref, found[0], found[1], check)


def _is(noun: str, key: str) -> bool:
    return noun in word_set("organizations", key)


def _first(ctx: Context, ref: Ref, end: int) -> tuple[Place, Span] | None:
    """The place at the beginning of a name, as a noun or its adjective."""
    for stop in range(min(end, ref.start + LONGEST), ref.start, -1):
        if "-" in ctx.parse.span_text(ref.start, stop + 1):
            return None  # "the US-China Council"
        text = ctx.parse.span_text(ref.start, stop)
        place, known = places().adjective(text), places().lookup(text)
        if place is not None and place.kind == "country":
            return place, (ref.start, stop)
        if known and text[:1].isupper():
            return (known[0], (ref.start, stop)) if _is_meant(ctx, known[0], large=False) else None
    return None


def _last(ctx: Context, ref: Ref, noun: str) -> tuple[Place, Span] | None:
    """The place at the end of a name: "University of Nairobi"."""
    at = next((i for i in range(ref.end - 1, ref.start, -1) if ctx.parse.word(i).lower() in LINKS), ref.end)
    if at + 1 >= ref.end:
        return None
    start = at + 2 if ctx.parse.word(at + 1).lower() == "the" and at + 2 < ref.end else at + 1
    known = places().lookup(ctx.parse.span_text(start, ref.end))
    meant = bool(known) and _is_meant(ctx, known[0], large=True)
    return (known[0], (start, ref.end)) if meant else None


def _is_meant(ctx: Context, place: Place, large: bool) -> bool:
    """Whether a name is the place's here: no person's name, no small town that the text does not name."""
    if any(entity.place == place.id for entity in ctx.entities.values()):
        return True
    if place.kind == "country":
        return large or place.name not in PERSONAL
    if place.kind == "region":
        return place.country in FEDERAL and not is_given_name(place.name)
    return large and place.kind == "city" and (place.population or 0) >= LARGE


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
    """Yield organizations with the place that their names hold, by the rules for such names."""
    rules = [rule for rule in patterns if rule.check in (AGENCY, HOUSE)]
    for inner, country in countries:
        head = inner.name.head
        for rule in (one for one in rules if one.check == inner.check):
            yield Match(rule, rule.predicate, head, Found(head, ctx.entity(inner.name)), country)
