"""Of what kind an event is by its name, and what descriptions can mean one of that kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from kg.lexicon.wordlists import word_lists, word_set

GATHERING, STORM, ELECTION = "gathering", "storm", "election"
NUMBERED = re.compile(r"cop ?-?\d{1,2}")
COMPLEMENTS = frozenset({"of", "on", "for", "in", "at", "against"})
TAIL = re.compile(r"(?:18|19|20)\d\d|[ivxl]+|\d+")


@lru_cache(maxsize=1 << 12)
def event_kind(name: str) -> str | None:
    """The kind of an event of that name, "" where nothing tells; None if nobody goes to it: a treaty."""
    words = name.lower().split()
    if not words or NUMBERED.fullmatch(name.lower()):
        return GATHERING if words else None
    head = noun_of(words)
    around = " ".join(words[len(head) - 1 : len(head) + 1])
    kinds = word_lists("events")["names"]
    for noun in (" ".join(head[-2:]), head[-1]):
        kind = next((kind for kind, nouns in kinds.items() if noun in nouns), None)
        if kind is not None and (around == head[-1] or around not in word_set("events", "none")):
            return str(kind)
    if not word_set("events", "none").isdisjoint((head[-1], words[-1], around)):
        return None
    inner = (kind for word in head[:0:-1] for kind, nouns in kinds.items() if word in nouns)
    kind = next(inner, None)
    if kind is not None:
        return str(kind)
    return STORM if words[words[0] == "tropical" and len(words) > 1] in kinds[STORM] else ""


def noun_of(words: Sequence[str]) -> Sequence[str]:
    """The words of a name up to its noun: "world cup" of "world cup 2022"."""
    while len(words) > 1 and TAIL.fullmatch(words[-1]):
        words = words[:-1]
    end = next((n for n, word in enumerate(words) if n and word in COMPLEMENTS), len(words))
    return words[:end]


def is_called(noun: str, kind: str, name: str) -> bool:
    """Whether an event of that kind and name may be called by a noun: a festival is an event, too."""
    return noun in name.lower().split() or noun in word_lists("events")["called"].get(kind, ())


def is_noun(word: str) -> bool:
    """Whether a word is what events are called."""
    return any(word in nouns for key in ("names", "called") for nouns in word_lists("events")[key].values())
