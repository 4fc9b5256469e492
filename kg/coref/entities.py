"""Chains with a name become the article's entities."""

from __future__ import annotations

from collections.abc import Iterable

from kg.coref.chains import Chain, entity_type
from kg.records import LocalEntity


def local_entities(chains: Iterable[Chain]) -> dict[int, LocalEntity]:
    """Entities by ``id()`` of their chain, numbered in order of first mention."""
    named = [chain for chain in chains if chain.named and chain.links and entity_type(chain.label)]
    named.sort(key=lambda chain: (chain.links[0].mark.start, chain.links[0].mark.end))
    return {id(chain): _entity(f"e{number}", chain) for number, chain in enumerate(named, start=1)}


def _entity(key: str, chain: Chain) -> LocalEntity:
    name = best_name(chain)
    return LocalEntity(
        key,
        entity_type(chain.label) or "",
        name,
        tuple(other for other in chain.names if other != name and chain.names[other]),
        chain.gender if chain.gender in ("male", "female") else None,
        tuple(chain.titles),
        chain.place,
    )


def best_name(chain: Chain) -> str:
    """A person's or organization's fullest name, a place's most frequent one."""
    if entity_type(chain.label) == "Place":
        return max(sorted(chain.names), key=lambda name: chain.names[name])
    names = sorted(chain.names.keys() - chain.lesser) or sorted(chain.names)
    return max(names, key=lambda name: (min(len(name.split()), 3), chain.names[name], len(name)))
