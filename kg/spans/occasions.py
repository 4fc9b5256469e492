"""Events with a name that the model took for something else: summits, games, prize-givings, cups."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from kg.lexicon.wordlists import word_set
from kg.records import Ent, Parse

NUMBERED = re.compile(r"COP ?-?\d{1,2}")
YEAR = re.compile(r"(?:18|19|20)\d\d|\d{1,3}(?:st|nd|rd|th)")
MISTAKEN = frozenset({"MISC", "LOC", "GPE", "FAC", "DATE", "PERSON"})
CONTESTED = frozenset({"obj", "compound", "nmod", "obl"})
DOUBTED = 0.95
BEFORE = 2  # words
LEAST = 2  # words of a name whose last word says what it is


def named(parse: Parse, ents: Iterable[Ent]) -> list[Ent]:
    """The entities, those that are events labelled so."""
    return [replace(ent, label="EVENT") if _is_event(parse, ent) else ent for ent in ents]


def _is_event(parse: Parse, ent: Ent) -> bool:
    name, last = parse.span_text(ent.start, ent.end), parse.word(ent.end - 1)
    if NUMBERED.fullmatch(name):
        return True
    if ent.label not in MISTAKEN | {"ORG"} or ent.end - ent.start < LEAST or parse.word(ent.start).islower():
        return False
    dated = bool(YEAR.fullmatch(parse.word(ent.start))) or _is_dated(parse, ent)
    if last in word_set("names", "occasions"):
        return ent.label != "ORG" or dated or ent.score < DOUBTED
    if last not in word_set("names", "gatherings"):
        return False
    if ent.label != "ORG":
        return dated or ent.label != "PERSON"
    return dated or _is_joined(parse, ent) or _is_won(parse, ent)


def _is_dated(parse: Parse, ent: Ent) -> bool:
    """Whether a year or an ordinal number stands right before the name."""
    return ent.start > 0 and bool(YEAR.fullmatch(parse.word(ent.start - 1)))


def _head(parse: Parse, ent: Ent) -> int:
    inside = range(ent.start, ent.end)
    return next((i for i in inside if parse.heads[i] not in inside or parse.heads[i] == i), ent.start)


def _is_joined(parse: Parse, ent: Ent) -> bool:
    """Whether something is done at it, as in "spoke at the Nordic Forum"."""
    before = [parse.word(i).lower() for i in range(max(ent.start - BEFORE, 0), ent.start)]
    over = parse.heads[_head(parse, ent)]
    return bool({"at", "during"} & set(before)) and parse.pos[over] == "VERB"


def _is_won(parse: Parse, ent: Ent) -> bool:
    """Whether it is won, or its title or final is told: "won the Nordic League title"."""
    head = _head(parse, ent)
    over = parse.heads[head]
    lemma = parse.lemmas[over].lower()
    if parse.deps[head] == "obj":
        return lemma in word_set("names", "won")
    return (
        parse.deps[head] == "compound" and over == ent.end and lemma in word_set("names", "titles_of_events")
    )
