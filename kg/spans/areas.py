"""Adjectives of lands and sides of regions at the beginning of names: "Central Java"."""

from __future__ import annotations

from dataclasses import replace

from kg.lexicon import places
from kg.records import Ent, Parse

SIDES = frozenset(
    {
        "central",
        "north",
        "south",
        "east",
        "west",
        "northern",
        "southern",
        "eastern",
        "western",
        "upper",
        "lower",
        "new",
    }
)


def with_side(parse: Parse, ent: Ent) -> Ent:
    """With the side that a known region of that name has: "Central" "Java", not "northern Kenya"."""
    side = parse.word(ent.start - 1) if ent.start else ""
    if not side[:1].isupper() or side.lower() not in SIDES:
        return ent
    known = places().lookup(f"{side} {parse.span_text(ent.start, ent.end)}")
    return replace(ent, start=ent.start - 1) if any(place.kind == "region" for place in known) else ent


def is_land_alone(parse: Parse, start: int, end: int) -> bool:
    """Whether nothing but a land's adjective has a capital: "Syrian" of "Syrian defence ministry"."""
    small = all(parse.word(i).islower() for i in range(start + 1, end))
    return small and end - start < 3 and places().adjective(parse.word(start)) is not None


def is_national(parse: Parse, start: int, end: int) -> bool:
    """Whether an adjective before a party's name is no part of it: "a British Labour Party politician"."""
    if end - start < 3 or start == 0 or parse.word(start - 1).lower() not in ("a", "an"):
        return False
    if parse.word(end - 1).lower() != "party" or end >= len(parse) or parse.pos[end] != "NOUN":
        return False
    return places().adjective(parse.word(start)) is not None
