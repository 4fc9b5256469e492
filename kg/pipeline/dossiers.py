"""Dossiers from a store."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.dossier import Dossier, Known, compose
from kg.dossier.content import Sources
from kg.errors import NotFoundError
from kg.graph.citations import Citations
from kg.graph.timeline import moments
from kg.ontology import Ontology
from kg.records import Entity, Fact
from kg.store import resolved
from kg.store.database import Store


def dossier(store: Store, keys: Sequence[str], ontology: Ontology, title: str | None = None) -> Dossier:
    """What is known of the entities of these keys, in their order; titled by their names unless given.

    Raises NotFoundError for a key that no entity has.
    """
    entities = [_entity(store, key) for key in dict.fromkeys(keys)]
    facts = {entity.key: resolved.facts_of(store, entity.key) for entity in entities}
    told = [fact for found in facts.values() for fact in found]
    sources = Sources(_names(store, told), Citations.stored(store))
    published = {id: sources.citations.heading(id).published for fact in told for id, _ in fact.claims}
    known = []
    for entity in entities:
        timeline = moments(facts[entity.key], sources.names, published, ontology)
        known.append(Known(entity, facts[entity.key], timeline))
    return compose(title or _title(entities), known, sources)


def _entity(store: Store, key: str) -> Entity:
    found = resolved.entity(store, key)
    if found is None:
        raise NotFoundError(f"the graph has no entity {key[:100]!r}")
    return found


def _title(entities: Sequence[Entity]) -> str:
    names = [entity.name for entity in entities[:3]]
    more = f" and {len(entities) - 3} more" if len(entities) > 3 else ""
    return f"Dossier: {', '.join(names)}{more}"


def _names(store: Store, facts: Iterable[Fact]) -> dict[str, str]:
    keys = {key for fact in facts for key in (fact.subject, fact.object) if key is not None}
    return {key: _entity(store, key).name for key in sorted(keys)}
