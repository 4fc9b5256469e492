"""Which places of a graph lie in which, by its facts and by the lexicon."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from kg import lexicon
from kg.lexicon.small_places import linked_place
from kg.ontology import Trait
from kg.records import EntityType, Status
from kg.server.snapshot import Snapshot

Parents = Mapping[str, tuple[str, ...]]


def around(shot: Snapshot, key: str) -> list[str]:
    """The places that a place lies in, the nearest first."""
    parents = _parents(shot)
    found: dict[str, None] = {}
    edge = [key]
    while edge:
        edge = [up for place in edge for up in parents.get(place, ()) if up != key and up not in found]
        found |= dict.fromkeys(edge)
    return list(found)


def within(shot: Snapshot, key: str) -> frozenset[str]:
    """The places that lie in a place, directly or not."""
    children: Mapping[str, list[str]] = shot.kept("children", lambda: _children(_parents(shot)))
    found: set[str] = set()
    edge = [key]
    while edge:
        edge = [one for place in edge for one in children.get(place, ()) if one not in found and one != key]
        found |= set(edge)
    return frozenset(found)


def _parents(shot: Snapshot) -> Parents:
    made: Parents = shot.kept("parents", lambda: _by_facts_and_lexicon(shot))
    return made


def _by_facts_and_lexicon(shot: Snapshot) -> Parents:
    known = lexicon.places()
    places = [entity for entity in shot.entities.values() if entity.type == EntityType.PLACE]
    of_id = {entity.place: entity.key for entity in reversed(places) if entity.place}
    found: dict[str, list[str]] = defaultdict(list)
    for link in shot.links:
        if (
            link.object
            and link.status == Status.ASSERTED
            and shot.ontology.has(link.predicate, Trait.CONTAINMENT)
        ):
            found[link.subject].append(link.object)
    for entity in places:
        place = linked_place(entity.place) if entity.place else None
        chain = () if place is None else known.ancestors(place)
        found[entity.key] += [of_id[other.id] for other in chain if other.id in of_id]
    return {key: tuple(dict.fromkeys(up)) for key, up in found.items() if up}


def _children(parents: Parents) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for key, up in parents.items():
        for place in up:
            found[place].append(key)
    return dict(found)
