"""Events with a name that the model took for something else: summits, games, prize-givings, cups."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
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
UNCERTAIN = frozenset({"MISC", "LOC", "FAC", "ORG", "EVENT"})
SURE = 0.97
WIDE = 12  # words behind a name where the noun in apposition is


def named(parse: Parse, ents: Iterable[Ent]) -> list[Ent]:
    """The entities, those that are events labelled so, also where the name stands again."""
    ents = list(ents)
    told = _told(parse, ents)
    return [
        replace(ent, label="EVENT")
        if _is_event(parse, ent) or (ent.label in UNCERTAIN and _name(parse, ent) in told)
        else ent
        for ent in ents
    ]


def _told(parse: Parse, ents: Sequence[Ent]) -> set[str]:
    """The names that are called an event, or attended: "Novafest, a music festival"."""
    doubted = [ent for ent in ents if ent.label in UNCERTAIN and _name(parse, ent)]
    all_ = Counter(_name(parse, ent) for ent in doubted)
    behind = Counter(_name(parse, ent) for ent in doubted if _is_behind(parse, ent))
    sure = {_name(parse, ent) for ent in doubted if _is_called(parse, ent)}
    return sure | {name for name, count in behind.items() if 2 * count > all_[name]}


def _name(parse: Parse, ent: Ent) -> str:
    """What stands there from its first capital on: without "tenth"."""
    start = next((i for i in range(ent.start, ent.end) if not parse.word(i).islower()), ent.end)
    return parse.span_text(start, ent.end) if start < ent.end else ""


def _is_behind(parse: Parse, ent: Ent) -> bool:
    """Whether it makes a noun an event's name: "the Novafest event"."""
    head, noun = _head(parse, ent), ent.end
    joined = noun < len(parse) and parse.heads[head] == noun and parse.deps[head] in ("compound", "nmod:desc")
    return joined and parse.word(noun) in ("event", "events")


def _is_called(parse: Parse, ent: Ent) -> bool:
    """Whether an apposition calls it an event, or somebody attends it."""
    head, inside = _head(parse, ent), range(ent.start, ent.end)
    reach = range(ent.end, min(ent.end + WIDE, len(parse)))
    nouns = [
        i for i in reach if parse.heads[i] in inside and parse.deps[i] == "appos" and parse.pos[i] == "NOUN"
    ]
    if any(parse.word(i) in word_set("events", "telling") for i in nouns):
        return ent.score < SURE or ent.label in ("MISC", "EVENT")
    attended = parse.deps[head] == "obj" and parse.lemmas[parse.heads[head]].lower() == "attend"
    return attended and ent.label in ("MISC", "LOC")


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
