"""Chains with a name become the article's entities."""

from __future__ import annotations

from collections.abc import Iterable

from kg.coref.chains import Chain
from kg.coref.labels import entity_type
from kg.records import EntityType, LocalEntity


def local_entities(chains: Iterable[Chain]) -> dict[int, LocalEntity]:
    """Entities by ``id()`` of their chain, numbered in order of first mention."""
    typed = ((chain, entity_type(chain.label)) for chain in chains if chain.named and chain.links)
    named = [(chain, kind) for chain, kind in typed if kind is not None]
    named.sort(key=lambda found: (found[0].links[0].mark.start, found[0].links[0].mark.end))
    return {id(chain): _entity(f"e{number}", chain, kind) for number, (chain, kind) in enumerate(named, 1)}


def _entity(key: str, chain: Chain, kind: EntityType) -> LocalEntity:
    name = best_name(chain)
    return LocalEntity(
        key,
        kind,
        name,
        tuple(other for other in chain.names if other != name and chain.names[other]),
        chain.gender if chain.gender in ("male", "female") else None,
        tuple(chain.titles),
        chain.place,
    )


def best_name(chain: Chain) -> str:
    """A person's or organization's fullest name, a place's most frequent one."""
    if entity_type(chain.label) is EntityType.PLACE:
        return max(sorted(chain.names), key=lambda name: chain.names[name])
    names = sorted(chain.names.keys() - chain.lesser) or sorted(chain.names)
    return max(names, key=lambda name: (min(len(name.split()), 3), chain.names[name], len(name)))
