"""Bringing files that are made from the collection up to date by what has changed since they were made."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import MappingProxyType
from weakref import WeakKeyDictionary

from kg.graph.inference import Statement, follows
from kg.ontology import Ontology
from kg.rdf.iris import BASE
from kg.rdf.touched import Touched
from kg.records import Collection
from kg.store import resolved
from kg.store.database import Store
from kg.store.saving import ARTICLE, ENTITY

MOST = 0.3  # of all entities; where more have changed, files are made anew


def turtle(
    store: Store, ontology: Ontology, path: Path, stamp: str, generation: int, base: str = BASE
) -> bool:
    """Bring ``graph.ttl`` of a stamp and generation up to date; whether it could be."""
    from kg.rdf.files import renew_turtle

    found, stamps = touched(store, generation), (stamp, resolved.stamp(store))
    return found is not None and renew_turtle(path, found, stamps, base, ontology=ontology)


def trig(store: Store, ontology: Ontology, path: Path, stamp: str, generation: int, base: str = BASE) -> bool:
    """The same for ``graph.trig``."""
    from kg.rdf.files import renew_trig

    found, stamps = touched(store, generation), (stamp, resolved.stamp(store))
    if found is None:
        return False
    return renew_trig(path, found, stamps, inferred(store, ontology), base, ontology=ontology)


def implied(
    store: Store, ontology: Ontology, path: Path, stamp: str, generation: int, base: str = BASE
) -> bool:
    """Write ``inferred.ttl`` anew, without a look at anything but facts."""
    from kg.rdf.files import write_statements

    write_statements(inferred(store, ontology), path, base)
    return True


def queried(
    store: Store, ontology: Ontology, path: Path, stamp: str, generation: int, base: str = BASE
) -> bool:
    """The same as for ``graph.ttl`` for the store that answers queries.

    They are then answered of the present state, whatever state the Turtle files beside it are of.
    """
    from kg.rdf.difference import bring_forward
    from kg.rdf.files import store_generation

    found = touched(store, generation)
    if found is None or store_generation(path) != stamp:
        return False
    bring_forward(path, found, inferred(store, ontology), resolved.stamp(store), ontology, base)
    return True


WAYS = MappingProxyType({"turtle": turtle, "implied": implied, "trig": trig, "queried": queried})


def inferred(store: Store, ontology: Ontology) -> tuple[Statement, ...]:
    """What follows from the facts; of one state it is found out once."""
    stamp = resolved.stamp(store)
    if _found.get(store, ("",))[0] != stamp:
        _found[store] = stamp, follows(resolved.statements(store), resolved.places(store), ontology)
    return _found[store][1]


_found: WeakKeyDictionary[Store, tuple[str, tuple[Statement, ...]]] = WeakKeyDictionary()


def touched(store: Store, generation: int) -> Touched | None:
    """What is other than in that generation, if that is known and little enough."""
    entities, articles = (resolved.touched(store, kind, generation) for kind in (ENTITY, ARTICLE))
    if entities is None or articles is None or len(entities) > MOST * resolved.counts(store)["entities"]:
        return None
    return Touched(frozenset(entities), frozenset(articles), _now(store, entities, articles))


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
