"""Names of stations whose last word the model left to the title behind it: "Abu Dhabi TV reporter"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.lexicon import places
from kg.lexicon.places import Place
from kg.lexicon.wordlists import word_set
from kg.records import Ent, Parse

AREAS = frozenset({"country", "continent", "macro"})  # "US TV host" names no station
COMMON = "TV"  # has its capitals in a common noun, too


def whole(parse: Parse, ents: Iterable[Ent]) -> list[Ent]:
    """The entities in order, names before "TV", "Radio", "News" and a reporter's title with that word."""
    found = list(ents)
    starts = {ent.start: ent for ent in found}
    return [_with_medium(parse, ent, starts) for ent in found]


def _with_medium(parse: Parse, ent: Ent, starts: dict[int, Ent]) -> Ent:
    role = ent.end + 1
    if ent.label not in ("ORG", "GPE") or role >= len(parse) or ent.end in starts:
        return ent
    if parse.word(ent.end) not in word_set("names", "stations"):
        return ent
    if not parse.word(role).islower() or parse.lemmas[role].lower() not in word_set("names", "press"):
        return ent
    name = parse.span_text(ent.start, ent.end)
    if parse.word(ent.end) == COMMON and name in word_set("gazetteer", "media"):
        return ent  # "BBC TV presenter": the employer is known by the shorter name
    if ent.label == "GPE" and not _is_named_after(parse, ent, starts):
        return ent
    return replace(ent, end=role, label="ORG")


def _is_named_after(parse: Parse, ent: Ent, starts: dict[int, Ent]) -> bool:
    """Whether the place gives a station its name: no land, nor a town whose television is meant at large."""
    behind = starts.get(ent.end + 2)
    if behind is None or behind.label != "PERSON":
        return False
    if ent.start > 0 and parse.tags[ent.start - 1] in ("DT", "PRP$", "JJ"):
        return False
    name = parse.span_text(ent.start, ent.end)
    known = places().lookup(name)
    if any(place.kind in AREAS for place in known) or places().adjective(name) is not None:
        return False
    return parse.word(ent.end) != COMMON or not any(_is_american(place) for place in known)


def _is_american(place: Place) -> bool:
    """Whether a town lies where "Chicago TV reporter" tells the trade, as its stations go by letters."""
    return (place.parent or "").startswith(("region/US", "country/US"))
