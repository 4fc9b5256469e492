"""Dossiers from a store."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.dossier import Dossier, Known, compose
from kg.dossier.content import Sources
from kg.errors import NotFoundError
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
    sources = _sources(store, (fact for found in facts.values() for fact in found))
    published = {id: article.published for id, article in sources.articles.items()}
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


def _sources(store: Store, facts: Iterable[Fact]) -> Sources:
    names: dict[str, str] = {}
    articles = {}
    speakers: dict[tuple[str, str], str] = {}
    for fact in facts:
        for key in filter(None, (fact.subject, fact.object)):
            if key not in names:
                names[key] = _entity(store, key).name
        for id, _ in fact.claims:
            if id not in articles and (article := resolved.article(store, id)) is not None:
                articles[id] = article
                reading = resolved.reading(store, id)
                speakers |= {(id, local.id): local.name for local in (reading.entities if reading else ())}
    return Sources(names, articles, speakers)
