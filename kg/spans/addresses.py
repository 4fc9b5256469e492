"""Places in the middle of an address: "in Corvan, Santo Drell, Honduras"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.lexicon import places
from kg.records import Ent, Parse

PLACES = frozenset({"GPE", "LOC", "FAC"})
DOUBTED = frozenset({"PERSON", "ORG", "MISC"})
WHERE = frozenset({"in", "near", "at", "of", "from", "to", "outside", "around", "between"})
WHOLE = frozenset({"country", "region"})
LONGEST = 4  # parts of an address


def completed(parse: Parse, ents: Iterable[Ent]) -> list[Ent]:
    """The entities, those between a place and its country as places."""
    found = list(ents)
    for first in range(len(found) - 2):
        for part in _parts(parse, found, first):
            found[part] = replace(found[part], label="GPE")
    return found


def _parts(parse: Parse, ents: list[Ent], first: int) -> list[int]:
    """The doubted parts of an address that begins with an entity."""
    start = ents[first]
    if start.label not in PLACES or not _stands_in(parse, start):
        return []
    last = first
    while last + 1 < len(ents) and last - first < LONGEST and _is_next(parse, ents[last], ents[last + 1]):
        last += 1
        if ents[last].label in PLACES and _is_whole(parse, ents[last]):
            between = range(first + 1, last)
            return (
                [] if _is_whole(parse, start, "country") else [n for n in between if ents[n].label in DOUBTED]
            )
    return []


def _stands_in(parse: Parse, ent: Ent) -> bool:
    at = ent.start - 1
    if at > 0 and parse.word(at).lower() == "the":
        at -= 1
    return at >= 0 and parse.word(at).lower() in WHERE


def _is_next(parse: Parse, left: Ent, right: Ent) -> bool:
    return right.start == left.end + 1 and parse.word(left.end) == ","


def _is_whole(parse: Parse, ent: Ent, kind: str | None = None) -> bool:
    kinds = {kind} if kind else WHOLE
    return any(place.kind in kinds for place in places().lookup(parse.span_text(ent.start, ent.end)))
