"""Bringing the store that answers queries up to date by what has changed since it was made."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kg.graph.inference import follows
from kg.ontology import Ontology
from kg.rdf.iris import BASE
from kg.records import Collection
from kg.store import resolved
from kg.store.database import Store
from kg.store.saving import ARTICLE, ENTITY

MOST = 0.3  # of all entities; where more have changed, the store is made anew


def bring_forward(
    store: Store, ontology: Ontology, path: Path, stamp: str, generation: int, base: str = BASE
) -> bool:
    """Bring the store in ``path`` up to date, if it is known what has changed and little enough.

    It is of a stamp and generation; queries are then answered of the present state, whatever state the
    Turtle files beside it are of.
    """
    from kg.rdf.difference import Touched
    from kg.rdf.difference import bring_forward as bring
    from kg.rdf.files import store_generation

    entities, articles = (resolved.touched(store, kind, generation) for kind in (ENTITY, ARTICLE))
    if store_generation(path) != stamp or entities is None or articles is None:
        return False
    if len(entities) > MOST * resolved.counts(store)["entities"]:
        return False
    touched = Touched(frozenset(entities), frozenset(articles), _now(store, entities, articles))
    inferred = follows(resolved.statements(store), resolved.places(store), ontology)
    bring(path, touched, inferred, resolved.stamp(store), ontology, base)
    return True


def _now(store: Store, entities: Iterable[str], articles: Iterable[str]) -> Collection:
    """What there is of these entities and articles, and of the entities that they are joined to."""
    facts = tuple(fact for key in entities for fact in resolved.facts_from(store, key))
    rows = [row for id in articles if (row := resolved.find_admitted(store, id))]
    keys = {*entities, *(fact.object for fact in facts if fact.object)}
    keys |= {key for id in articles for key in resolved.keys_of_article(store, id)}
    return Collection(
        tuple(resolved.admitted_article(store, row) for row in rows),
        tuple(resolved.admitted_reading(store, row) for row in rows),
        tuple(entity for key in sorted(keys) if (entity := resolved.entity(store, key))),
        facts,
        resolved.duplicates(store),
    )
