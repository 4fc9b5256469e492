"""Names that are clubs' by a match that they won or lost, or by their trainer."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.lexicon import is_given_name, is_surname, places
from kg.lexicon.wordlists import word_set
from kg.records import Ent, Parse
from kg.spans.tokens import head_of

PLACES = frozenset({"GPE", "LOC", "FAC"})
SCORE = re.compile(r"\d{1,3}[-–]\d{1,3}")
AFTER = 6  # words behind two sides of a match in which the score stands


def is_club(parse: Parse, ent: Ent, name: str, others: Iterable[Ent]) -> bool:
    """Whether a name is a club's, be it that of a place; a land plays against no club."""
    if not _is_club(parse, ent):
        return False
    return _may_be_club(parse, ent, name) or (ent.label in PLACES and _plays_a_club(parse, ent, others))


def _plays_a_club(parse: Parse, ent: Ent, others: Iterable[Ent]) -> bool:
    """Whether whom it beat, or who beat it, is an organization: "Fenerbahçe beating Monaco 81–70"."""
    verb = parse.heads[head_of(parse, ent)]
    sides = (head_of(parse, one) for one in others if one.label == "ORG" and one != ent)
    return any(parse.heads[k] == verb and parse.deps[k] in ("nsubj", "obj") for k in sides)


def _may_be_club(parse: Parse, ent: Ent, name: str) -> bool:
    """Whether it is no land, and nobody where no sport of teams is told of."""
    if ent.label == "PERSON":
        known = is_given_name(name.split()[0]) or is_surname(name.split()[-1])
        words = {parse.word(i).lower() for i in range(len(parse))}
        return not known and not words.isdisjoint(word_set("names", "team_sports"))
    return ent.label in PLACES | {"MISC"} and not _is_land(name)


def _is_land(name: str) -> bool:
    """Whether it is known as a country or a region, which has teams of its own name."""
    return any(place.kind != "city" for place in places().lookup(name))


def _is_club(parse: Parse, ent: Ent) -> bool:
    """Whether it has won or lost a match with a score, or has a trainer: "Leeds manager Ann Roe"."""
    if ent.end + 1 < len(parse) and parse.word(ent.end) in word_set("names", "of_clubs"):
        return parse.pos[ent.end + 1] == "PROPN" and parse.word(ent.end + 1)[:1].isupper()
    head = head_of(parse, ent)
    over, dep = parse.heads[head], parse.deps[head]
    lost = parse.lemmas[over] == "lose"
    loser = dep == "nsubj" or (dep == "obl" and parse.word(ent.start - 1).lower() in ("to", "against"))
    if lost and not loser:
        return False
    if not lost and (
        parse.lemmas[over] not in word_set("verbs", "outscoring") or dep not in ("nsubj", "obj")
    ):
        return False
    return any(
        SCORE.fullmatch(parse.text[parse.starts[k] : parse.ends[min(k + 2, len(parse) - 1)]])
        or SCORE.fullmatch(parse.word(k))
        for k in range(min(over, head), min(max(over, head) + AFTER, len(parse)))
    )
