"""Groups the names of an article: which of them mean one person, organization or place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from kg.coref import person_chains, place_chains
from kg.coref.chains import Chain
from kg.coref.gazetteer import places_of
from kg.coref.labels import entity_type
from kg.coref.markables import VALUES, Markable
from kg.coref.name_strings import text_of
from kg.coref.organization_chains import join_organizations
from kg.coref.party_adjectives import join_parties
from kg.lexicon.fold import unaccented
from kg.records import EntityType, MentionKind
from kg.syntax.tree import Tree

# events whose names no organization has
EVENT = re.compile(
    r"^cop ?\d\d$|\b(?:summit|olympics|paralympics|grand prix|world cup|marathon|olympic games)$"
)


def labelled(tree: Tree, marks: Sequence[Markable]) -> list[Markable]:
    """Give names that the model missed the label that they have elsewhere in the article."""
    ents = {unaccented(tree.parse.span_text(e.start, e.end)): e.label for e in tree.parse.ents}
    surnames = {name.split()[-1] for name, label in ents.items() if " " in name and label == "PERSON"}
    named = (_labelled(tree, mark, ents, surnames) if _is_missed(mark) else mark for mark in marks)
    return [replace(mark, label="EVENT") if _is_event(tree, mark) else mark for mark in named]


def _is_event(tree: Tree, mark: Markable) -> bool:
    return mark.label == "ORG" and bool(EVENT.search(unaccented(text_of(tree, mark))))


def _is_missed(mark: Markable) -> bool:
    return mark.kind == MentionKind.NAME and not mark.label


def _labelled(tree: Tree, mark: Markable, ents: Mapping[str, str], surnames: Collection[str]) -> Markable:
    key = unaccented(text_of(tree, mark))
    surname = key in surnames and not places_of(key)
    return replace(mark, label="PERSON" if surname else ents.get(key, ""))


def cluster(tree: Tree, marks: Sequence[Markable]) -> list[Chain]:
    """Chains of the named markables, in order of first mention; they have got their labels."""
    named = [mark for mark in marks if mark.kind == MentionKind.NAME]
    kinds: dict[EntityType | str, list[Markable]] = defaultdict(list)
    for mark in named:
        kinds["NORP" if mark.label == "NORP" else entity_type(mark.label) or "other"].append(mark)
    chains = person_chains.join_persons(tree, kinds[EntityType.PERSON])
    organizations = join_organizations(tree, kinds[EntityType.ORGANIZATION])
    peoples = join_parties(tree, kinds["NORP"], organizations)
    chains += organizations
    chains += place_chains.join_places(tree, kinds[EntityType.PLACE], peoples)
    chains += _join_equal(tree, kinds["other"])
    for chain in chains:
        chain.links.sort(key=lambda link: link.mark.start)
        chain.total = len(chain.links)
    chains.sort(key=lambda chain: chain.last.start if not chain.links else chain.links[0].mark.start)
    for rank, chain in enumerate(chains):
        chain.rank = rank
    return chains


def _join_equal(tree: Tree, marks: Iterable[Markable]) -> list[Chain]:
    """Chains of equal names; but a Monday is not the next one, and what costs as much is not the same."""
    found: dict[str, Chain] = {}
    for mark in marks:
        text = text_of(tree, mark)
        key = f"{text} at {mark.start}" if mark.label in VALUES else unaccented(text)
        chain = found.setdefault(key, Chain(mark.label, mark.number))
        chain.names[text] += 1
        chain.add(mark, 1.0, "the same name")
    return list(found.values())
