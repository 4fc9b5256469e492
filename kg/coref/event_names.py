"""Where an article names an event.

A name is what the model took for an event's, with the year before it, and a noun of events that the name of a
body, a place or a year makes one: "the African Union summit", "the 2019 election", "the summit in Oslo".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.coref.chains import Chain
from kg.coref.markables import span_head
from kg.coref.organization_chains import content
from kg.lexicon import places
from kg.lexicon.event_nouns import event_kind
from kg.lexicon.wordlists import word_set
from kg.records import Ent
from kg.syntax.tree import Tree

YEAR = re.compile(r"(?:1[89]|20)\d\d\Z")
NUMBER = re.compile(r"(?:1[89]|20)\d\d|\d{1,3}(?:st|nd|rd|th)|[IVXL]{2,7}")
DAYS = re.compile(r"\w+-(?:day|week|month)s?(?:-long)?\Z")
PLACES = frozenset({"GPE", "LOC", "FAC"})
ANCHORS = PLACES | {"ORG", "NORP", "EVENT", "MISC", "PERSON"}
INNER = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
JOINTS = frozenset({"-", "–", "/", "&"})
NOBODYS = frozenset({"no", "any", "every", "each", "what", "which", "whose"})
SCORE = 0.9
STORMY = frozenset({"storm", "hurricane", "typhoon", "cyclone", "depression"})


@dataclass(frozen=True, slots=True)
class EventName:
    """Where an event is named, and what tells it from others."""

    start: int
    end: int
    head: int
    text: str
    kind: str
    words: frozenset[str]  # that count, without numbers
    numbers: frozenset[str]  # years, ordinal and Roman numbers
    place: int | None  # rank of the place behind it: "in Oslo"
    owner: frozenset[str]  # words of whose it is: "the Reform Party's convention"
    score: float


def event_names(tree: Tree, names_at: Mapping[int, Chain]) -> tuple[EventName, ...]:
    """All names of events in their order."""
    found = [
        name for ent in tree.parse.ents if ent.label == "EVENT" for name in _labelled(tree, names_at, ent)
    ]
    taken = {i for name in found for i in range(name.start, name.end)}
    ents = {i: ent for ent in tree.parse.ents for i in range(ent.start, ent.end)}
    for noun in range(len(tree.words)):
        if noun not in taken and noun not in ents and tree.parse.pos[noun] == "NOUN":
            found += _described(tree, names_at, ents, noun)
    return tuple(sorted(found, key=lambda name: (name.start, name.end)))


def _labelled(tree: Tree, names_at: Mapping[int, Chain], ent: Ent) -> Iterator[EventName]:
    """The name that the model saw, with the year or number before it and the noun behind it."""
    start, end = _from(tree, ent), _to(tree, names_at, ent)
    head = (
        ent.end
        if end > ent.end and tree.parse.pos[ent.end] == "NOUN"
        else span_head(tree, ent.start, ent.end)
    )
    text = _text(tree, start, end)
    if any(mark.isupper() or mark.isdigit() for mark in text):
        yield from _made(tree, names_at, (start, end), head, ent.score)


def _from(tree: Tree, ent: Ent) -> int:
    """Where a name begins: with its year, or "Tropical Storm", but without "annual" and "tenth"."""
    first, inside = tree.parse.sents[tree.sent[ent.start]][0], range(ent.start, ent.end)
    start = next((i for i in inside if not tree.words[i].islower()), ent.start)
    while start > first and (
        NUMBER.fullmatch(tree.words[start - 1])
        or (tree.lower[start - 1] in STORMY | {"tropical"} and tree.words[start - 1].istitle())
    ):
        start -= 1
    return start


def _to(tree: Tree, names_at: Mapping[int, Chain], ent: Ent) -> int:
    """Where a name ends: behind its noun, its number or its place: "NATO summit", "Novafest 2019"."""
    end, last = ent.end, tree.parse.sents[tree.sent[ent.start]][1]
    if end >= last:
        return end
    if tree.lower[end] in word_set("events", "behind") and tree.parse.pos[end] == "NOUN":
        return end + 1
    if NUMBER.fullmatch(tree.words[end]):
        return end + 1
    place = names_at.get(end)
    return end + 1 if place is not None and place.label in PLACES and not tree.children[end] else end


def _described(
    tree: Tree, names_at: Mapping[int, Chain], ents: Mapping[int, Ent], noun: int
) -> Iterator[EventName]:
    """The event that a name before its noun or a place behind it makes one."""
    word = tree.lower[noun]
    behind, before = word in word_set("events", "behind"), word in word_set("events", "before")
    if not (behind or before) or not NOBODYS.isdisjoint(tree.lower[kid] for kid in tree.children[noun]):
        return
    if tree.lower[noun - 1 : noun] and tree.lower[noun - 1] in word_set("events", "not_behind"):
        return
    start = _first(tree, noun)
    dated = any(YEAR.match(tree.words[i]) for i in range(start, noun))
    telling = {ents[i].label for i in range(start, noun) if i in ents and _tells(tree, ents[i], word)}
    if tree.parse.tags[noun] == "NNS" and not tree.kids(noun, "det", "nmod:poss"):
        return
    if behind and (telling or dated):
        yield from _made(tree, names_at, (start, noun + 1), noun, SCORE)
    elif before and (end := _placed(tree, names_at, ents, noun)) is not None:
        yield from _made(tree, names_at, (start, end), noun, SCORE)


def _tells(tree: Tree, ent: Ent, noun: str) -> bool:
    """Whether a name before a noun tells which event it is; a people does of an election."""
    if ent.label != "NORP":
        return ent.label in ANCHORS
    demonym = places().demonym(tree.parse.span_text(ent.start, ent.end))
    return demonym is not None and noun in word_set("events", "of_peoples")


def _first(tree: Tree, noun: int) -> int:
    """Where the words before a noun begin that are part of what it is called."""
    start, low = noun, tree.parse.sents[tree.sent[noun]][0]
    while start > low and tree.dominates(noun, start - 1):
        if tree.parse.pos[start - 1] not in INNER and tree.words[start - 1] not in JOINTS:
            break
        start -= 1
    while start < noun and (end := _plain_end(tree, start)) <= noun:
        start = end
    return start


def _plain_end(tree: Tree, start: int) -> int:
    """Where a word ends that tells nothing of which event it is: "annual", "two-day", "third"."""
    end = start + 1
    while end + 1 < len(tree.words) and tree.words[end] in JOINTS:
        end += 2
    word = "".join(tree.lower[start:end])
    listed = word in word_set("events", "plain") | word_set("events", "others") or word in JOINTS
    counted = tree.parse.tags[start] in ("CD", "JJS") and not YEAR.match(word)
    return end if listed or counted or DAYS.match(word) else len(tree.words)


def _placed(tree: Tree, names_at: Mapping[int, Chain], ents: Mapping[int, Ent], noun: int) -> int | None:
    """The end of the place right behind a noun that has an article: "the summit in Oslo"."""
    at = noun + 2
    if at >= len(tree.words) or tree.lower[noun + 1] != "in" or tree.sent[at] != tree.sent[noun]:
        return None
    place = ents.get(at + (tree.lower[at] == "the"))
    told = any(tree.parse.deps[kid] in ("det", "nmod:poss") for kid in tree.children[noun])
    return place.end if place is not None and place.label == "GPE" and told else None


def _made(
    tree: Tree, names_at: Mapping[int, Chain], span: tuple[int, int], head: int, score: float
) -> Iterator[EventName]:
    start, end = span
    text = _text(tree, start, end)
    kind = event_kind(text)
    if kind is None:
        return
    numbers = {word for word in text.split() if NUMBER.fullmatch(word)} | _year_behind(tree, end)
    words = content(" ".join(word for word in text.split() if not NUMBER.fullmatch(word)))
    place = _place_behind(tree, names_at, head, end)
    owner = _owner(tree, names_at, start)
    yield EventName(start, end, head, text, kind, words, frozenset(numbers), place, owner, score)


def _owner(tree: Tree, names_at: Mapping[int, Chain], start: int) -> frozenset[str]:
    """The words of the name right before an event's, whose it is."""
    if start < 2 or tree.lower[start - 1] not in ("'s", "'", "\u2019s", "\u2019"):
        return frozenset()
    head = start - 2
    chain = names_at.get(head) or names_at.get(tree.head(head))
    return content(" ".join(chain.names)) if chain is not None and chain.label != "PERSON" else frozenset()


def _text(tree: Tree, start: int, end: int) -> str:
    return " ".join(tree.parse.span_text(start, end).split())


def _year_behind(tree: Tree, end: int) -> set[str]:
    """The year in "the World Cup in 2018"."""
    found = tree.words[end + 1] if end + 1 < len(tree.words) and tree.lower[end] in ("in", "of") else ""
    return {found} if YEAR.match(found) else set()


def _place_behind(tree: Tree, names_at: Mapping[int, Chain], head: int, end: int) -> int | None:
    """The place in "the summit in Oslo", also where it is part of the name."""
    for i in (end, head + 1):
        if i + 1 < len(tree.words) and tree.lower[i] == "in":
            for at in (i + 1, i + 2):
                chain = names_at.get(at) or next(
                    (names_at[k] for k in tree.ancestors(at) if k in names_at and k <= at + 3), None
                )
                if chain is not None and chain.label in PLACES:
                    return chain.rank
    return None
