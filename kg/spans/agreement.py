"""Agreement within a text: a name whose label is in doubt takes the one that it mostly has there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from kg.lexicon import places, seat_of
from kg.lexicon.fold import unaccented
from kg.lexicon.organizations import ends_company
from kg.lexicon.vocabulary import place_nouns
from kg.lexicon.wordlists import word_set
from kg.records import Ent, Parse
from kg.spans.tokens import texts

VOTING = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "MISC"})
ARTICLES = ("al-", "al ", "el-", "el ")  # "Al Tarrow" is "al-Tarrow"
NO_KIND = frozenset({"PERSON", "NORP"})
DOUBTED = 0.95  # an entity that the model is surer of than this keeps its label

Name = tuple[str, ...]


def agreed(parse: Parse, ents: Iterable[Ent]) -> list[Ent]:
    """Return the entities with the labels that the text as a whole speaks for."""
    ents = list(ents)
    votes, told = _votes(parse, ents), _told(parse, ents)
    return [_settled(ent, _name(parse, ent), votes, told) if _is_doubted(ent) else ent for ent in ents]


def _settled(
    ent: Ent, name: Name, votes: Mapping[Name, Mapping[str, float]], told: Mapping[Name, str]
) -> Ent:
    best = _best(votes[name])
    return replace(ent, label=best if best in NO_KIND else told.get(name, best))


def _told(parse: Parse, ents: Iterable[Ent]) -> Mapping[Name, str]:
    """Return what longer names say of shorter ones: with "Migori County", "Migori" is a place."""
    kinds: dict[Name, str] = {}
    companies: dict[Name, str] = {}
    for ent in ents:
        name = _name(parse, ent)
        if len(name) > 1 and name[-1].lower() in _last_words(ent.label):
            kinds[name[:-1]] = ent.label
        if ent.label == "ORG" and ends_company(name[-1]):
            companies |= {name[:end]: "ORG" for end in range(1, len(name))}
    return kinds | companies  # beside "Toyota Motor Corp", "Toyota" is no place


def _last_words(label: str) -> Collection[str]:
    """The last words of whole names that say what the rest is."""
    if label == "GPE":
        return place_nouns().last_words
    return word_set("names", "kinds_of_organizations") if label == "ORG" else ()


def _is_doubted(ent: Ent) -> bool:
    return ent.label in VOTING and ent.score < DOUBTED


def _name(parse: Parse, ent: Ent) -> Name:
    return texts(parse, ent.start, ent.end)


def _votes(parse: Parse, ents: Iterable[Ent]) -> Mapping[Name, Mapping[str, float]]:
    """Return the summed scores of each label by name; a person's full name speaks for the surname too."""
    votes: defaultdict[Name, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for ent in ents:
        if ent.label in VOTING:
            name = _name(parse, ent)
            votes[name][ent.label] += ent.score
            if ent.label == "PERSON" and len(name) > 1:
                votes[name[-1:]][ent.label] += ent.score
    return votes


def _best(votes: Mapping[str, float]) -> str:
    return max(sorted(votes), key=lambda label: votes[label])


def unified(parse: Parse, ents: Iterable[Ent]) -> list[Ent]:
    """Return the entities with one label for one name, the one with the most probability behind it."""
    ents = list(ents)
    votes: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for ent in ents:
        votes[_folded(parse, ent)][ent.label] += ent.score
    best = {name: _best(vote) for name, vote in votes.items()}
    surnames = {name.split()[-1] for name, label in best.items() if " " in name and label == "PERSON"}
    return [_relabelled(ent, _folded(parse, ent), best, surnames) for ent in ents]


def _folded(parse: Parse, ent: Ent) -> str:
    name = unaccented(parse.span_text(ent.start, ent.end))
    return name.replace("-", " ") if name.startswith(ARTICLES) else name


def _relabelled(ent: Ent, name: str, best: Mapping[str, str], surnames: Collection[str]) -> Ent:
    label = best[name]
    if label in ("ORG", "GPE", "LOC") and name in surnames and not places().lookup(name):
        label = "PERSON"
    if label == "PERSON" and seat_of(name) is not None and not places().lookup(name):
        label = "ORG"  # "Kremlin"
    return ent if label == ent.label else replace(ent, label=label)
