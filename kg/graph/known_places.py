"""What the lexicon knows of the places that entities are linked to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg import lexicon
from kg.lexicon.small_places import linked_place
from kg.records import Entity

Matches = Mapping[str, str]  # lexicon id → Wikidata id


def matches(entities: Iterable[Entity]) -> Matches:
    """The Wikidata ids of the linked places that have one."""
    found: dict[str, str] = {}
    for id_ in linked(entities):
        place = linked_place(id_)
        if place is not None and place.wikidata:
            found[id_] = place.wikidata
    return found


def containment(entities: Iterable[Entity]) -> Iterator[tuple[str, str]]:
    """Pairs of entity keys of which the lexicon says that the first lies in the second."""
    return contained(linked(entities))


def contained(keys: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The same for entities by lexicon id."""
    for id_, key in keys.items():
        place = linked_place(id_)
        for ancestor in lexicon.places().ancestors(place) if place is not None else ():
            if ancestor.id in keys and keys[ancestor.id] != key:
                yield key, keys[ancestor.id]


def linked(entities: Iterable[Entity]) -> dict[str, str]:
    """Lexicon id → entity key of the linked places."""
    return {entity.place: entity.key for entity in entities if entity.place is not None}
