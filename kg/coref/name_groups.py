"""Groups the names of an article: which of them mean one person, organization or place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.coref import person_names, place_names
from kg.coref.chains import Chain, entity_type
from kg.coref.gazetteer import is_seat, places_of
from kg.coref.markables import Markable
from kg.coref.name_strings import fold, text_of
from kg.coref.organization_names import join_organizations
from kg.syntax.dependencies import Tree


def repair(tree: Tree, marks: Sequence[Markable]) -> list[Markable]:
    """Give one string one label across the article, the one with the most probability behind it."""
    votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for mark in marks:
        if mark.kind == "name":
            votes[fold(text_of(tree, mark))][mark.label] += mark.score if mark.label else 0.3
    surnames = {key.split()[-1] for key, vote in votes.items() if " " in key and _winner(vote) == "PERSON"}
    return [_relabelled(tree, mark, votes, surnames) if mark.kind == "name" else mark for mark in marks]


def _winner(vote: dict[str, float]) -> str:
    return max(sorted(vote), key=lambda label: vote[label])


def _relabelled(
    tree: Tree, mark: Markable, votes: dict[str, dict[str, float]], surnames: set[str]
) -> Markable:
    key = fold(text_of(tree, mark))
    label = _winner(votes[key])
    surname = label in ("ORG", "GPE", "LOC", "") and key in surnames
    if surname and not places_of(key):
        label = "PERSON"
    if label == "PERSON" and is_seat(key):
        label = "ORG"
    return mark if label == mark.label else replace(mark, label=label)


def cluster(tree: Tree, marks: Sequence[Markable]) -> list[Chain]:
    """Chains of the named markables, in order of first mention; their labels must be repaired."""
    named = [mark for mark in marks if mark.kind == "name"]
    kinds: dict[str, list[Markable]] = defaultdict(list)
    for mark in named:
        kinds["NORP" if mark.label == "NORP" else entity_type(mark.label) or "other"].append(mark)
    chains = person_names.join_persons(tree, kinds["Person"])
    chains += join_organizations(tree, kinds["Organization"])
    chains += place_names.join_places(tree, kinds["Place"], kinds["NORP"])
    chains += _join_equal(tree, kinds["other"])
    for chain in chains:
        chain.links.sort(key=lambda link: link.mark.start)
        chain.total = len(chain.links)
    chains.sort(key=lambda chain: chain.last.start if not chain.links else chain.links[0].mark.start)
    for rank, chain in enumerate(chains):
        chain.rank = rank
    return chains


def _join_equal(tree: Tree, marks: Iterable[Markable]) -> list[Chain]:
    found: dict[str, Chain] = {}
    for mark in marks:
        text = text_of(tree, mark)
        key = fold(text)
        chain = found.setdefault(key, Chain(mark.label, mark.number))
        chain.names[text] += 1
        chain.add(mark, 1.0, "the same name")
    return list(found.values())
