"""Agreement within a text: a name whose label is in doubt takes the one that it mostly has there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from kg.language.names import load_heads
from kg.language.words import Words
from kg.records import Ent

VOTING = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "MISC"})
KINDS = {"ORG": "kinds_of_organizations", "GPE": "kinds_of_places"}
NO_KIND = frozenset({"PERSON", "NORP"})
DOUBTED = 0.95  # an entity that the model is surer of than this keeps its label

Name = tuple[str, ...]


def agreed(words: Words, ents: Iterable[Ent]) -> list[Ent]:
    """Return the entities with the labels that the text as a whole speaks for."""
    ents = list(ents)
    votes, told = _votes(words, ents), _told(words, ents)
    return [_settled(ent, _name(words, ent), votes, told) if _is_doubted(ent) else ent for ent in ents]


def _settled(
    ent: Ent, name: Name, votes: Mapping[Name, Mapping[str, float]], told: Mapping[Name, str]
) -> Ent:
    best = _best(votes[name])
    return replace(ent, label=best if best in NO_KIND else told.get(name, best))


def _told(words: Words, ents: Iterable[Ent]) -> Mapping[Name, str]:
    """Return what longer names say of shorter ones: with "Migori County", "Migori" is a place."""
    lists = load_heads()
    kinds: dict[Name, str] = {}
    companies: dict[Name, str] = {}
    for ent in ents:
        name = _name(words, ent)
        if ent.label in KINDS and len(name) > 1 and name[-1].lower() in lists[KINDS[ent.label]]:
            kinds[name[:-1]] = ent.label
        if ent.label == "ORG" and name[-1].lower().rstrip(".") in lists["legal_forms"]:
            companies |= {name[:end]: "ORG" for end in range(1, len(name))}
    return kinds | companies  # beside "Toyota Motor Corp", "Toyota" is no place


def _is_doubted(ent: Ent) -> bool:
    return ent.label in VOTING and ent.score < DOUBTED


def _name(words: Words, ent: Ent) -> Name:
    return words.texts[ent.start : ent.end]


def _votes(words: Words, ents: Iterable[Ent]) -> Mapping[Name, Mapping[str, float]]:
    """Return the summed scores of each label by name; a person's full name speaks for the surname too."""
    votes: defaultdict[Name, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for ent in ents:
        if ent.label in VOTING:
            name = _name(words, ent)
            votes[name][ent.label] += ent.score
            if ent.label == "PERSON" and len(name) > 1:
                votes[name[-1:]][ent.label] += ent.score
    return votes


def _best(votes: Mapping[str, float]) -> str:
    return max(sorted(votes), key=lambda label: votes[label])
