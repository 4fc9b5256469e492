"""What a collection says of one entity, as RDF, with its facts. Imports pyoxigraph: import it on need."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from kg.graph import edtf
from kg.graph.known_places import Matches, matches
from kg.ontology import Ontology
from kg.rdf import offices
from kg.rdf.iris import Iris
from kg.rdf.terms import CLASSES, date, day, decimal, integer, term, text
from kg.records import Collection, Entity, Fact, Status

Object = NamedNode | Literal


@dataclass(frozen=True, slots=True)
class About:
    """What is said of an entity and in the facts that it is the subject of."""

    key: str
    said: Sequence[Triple]  # the entity, its asserted facts, its memberships
    shared: Mapping[str, Sequence[Triple]]  # posts and intervals that others may have too, by IRI
    doubtful: Sequence[Triple]


def about(
    collection: Collection, iris: Iris, ontology: Ontology, described: Sequence[Entity] | None = None
) -> Iterator[About]:
    """Of each entity, or of ``described`` alone; the others are there to be named."""
    of_subject: dict[str, list[Fact]] = defaultdict(list)
    for fact in collection.facts:
        of_subject[fact.subject].append(fact)
    named = {entity.key: entity for entity in collection.entities}
    chosen = collection.entities if described is None else described
    places = matches(chosen)
    for entity in chosen:
        yield _about(entity, of_subject[entity.key], places, named, iris, ontology)


def _about(
    entity: Entity,
    facts: Sequence[Fact],
    places: Matches,
    named: Mapping[str, Entity],
    iris: Iris,
    ontology: Ontology,
) -> About:
    asserted = [fact for fact in facts if fact.status == Status.ASSERTED]
    held, shared = offices.memberships(facts, named, iris, ontology)
    said = [*_entity(entity, asserted, iris, places), *_facts(asserted, iris), *held]
    doubtful = _facts((fact for fact in facts if fact.doubtful), iris)
    return About(entity.key, said, shared, [*doubtful])


def _entity(entity: Entity, facts: Iterable[Fact], iris: Iris, places: Matches) -> Iterator[Triple]:
    node = NamedNode(iris.entity(entity.key))
    for predicate, value in _described(entity, places):
        yield Triple(node, predicate, value)
    point = _geometry(entity, node, iris)
    yield from point[:1]
    for fact in facts:
        yield Triple(node, term(f"kg:{fact.predicate}"), _object(fact, iris))
    yield from point[1:]
    for former in entity.former_keys:
        yield Triple(NamedNode(iris.entity(former)), term("dcterms:isReplacedBy"), node)


def _described(entity: Entity, places: Matches) -> Iterator[tuple[NamedNode, Object]]:
    yield term("rdf:type"), term(CLASSES[entity.type])
    yield term("skos:prefLabel"), text(entity.name)
    for alias in entity.aliases:
        yield term("skos:altLabel"), text(alias)
    if entity.note is not None:
        yield term("skos:note"), text(entity.note)
    if entity.latitude is not None and entity.longitude is not None:
        yield term("geo:lat"), decimal(entity.latitude)
        yield term("geo:long"), decimal(entity.longitude)
    for match in entity.known:
        yield term("skos:exactMatch"), NamedNode(match.iri)
        for topic in match.topics:
            yield term("schema:keywords"), text(topic)
    if entity.place is not None:
        yield term("kg:lexiconId"), text(entity.place)
        if entity.place in places:
            yield term("skos:exactMatch"), term(f"wd:{places[entity.place]}")


def _geometry(entity: Entity, node: NamedNode, iris: Iris) -> Sequence[Triple]:
    """Where a place lies, as GeoSPARQL has it: its own statement, then the point, longitude first."""
    if entity.latitude is None or entity.longitude is None:
        return ()
    point = NamedNode(iris.hashed("geometry", entity.key))
    wkt = f"POINT({decimal(entity.longitude).value} {decimal(entity.latitude).value})"
    return (
        Triple(node, term("gsp:hasGeometry"), point),
        Triple(point, term("rdf:type"), term("sf:Point")),
        Triple(point, term("gsp:asWKT"), Literal(wkt, datatype=term("gsp:wktLiteral"))),
    )


def _facts(facts: Iterable[Fact], iris: Iris) -> Iterator[Triple]:
    for fact in facts:
        yield from _fact(fact, iris)


def _fact(fact: Fact, iris: Iris) -> Iterator[Triple]:
    node = NamedNode(iris.fact(fact.id))
    yield Triple(node, term("rdf:type"), term("kg:Fact"))
    yield Triple(node, term("rdf:type"), term("rdf:Statement"))
    yield Triple(node, term("rdf:subject"), NamedNode(iris.entity(fact.subject)))
    yield Triple(node, term("rdf:predicate"), term(f"kg:{fact.predicate}"))
    yield Triple(node, term("rdf:object"), _object(fact, iris))
    for predicate, bound in _bounds(fact.value):
        yield Triple(node, predicate, bound)
    yield Triple(node, term("kg:support"), integer(fact.support))
    yield Triple(node, term("kg:confidence"), decimal(fact.confidence))
    for claim in _unique(claim.id for _, claim in fact.claims if fact.doubtful or not claim.doubtful):
        yield Triple(node, term("kg:claim"), NamedNode(iris.claim(claim)))


def _object(fact: Fact, iris: Iris) -> Object:
    return date(fact.value or "") if fact.object is None else NamedNode(iris.entity(fact.object))


def _bounds(value: str | None) -> Iterator[tuple[NamedNode, Literal]]:
    first, last = (edtf.bounds(value) if value else None) or (None, None)
    if first:
        yield term("kg:earliest"), day(first)
    if last:
        yield term("kg:latest"), day(last)


def _unique(ids: Iterable[str]) -> list[str]:
    return sorted(set(ids))
