"""From a collection to RDF: plain RDF 1.1, hash IRIs, no blank nodes, one order.

Imports pyoxigraph: import it on need.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.graph import edtf
from kg.graph.known_places import Matches, matches
from kg.ontology import Ontology, load
from kg.rdf import article_terms as of_article
from kg.rdf import offices
from kg.rdf.iris import BASE, Iris
from kg.rdf.terms import CLASSES, date, day, decimal, integer, term, text
from kg.records import Collection, Entity, Fact, Status

Object = NamedNode | Literal
DOUBTFUL = "kg:doubtfulFacts"  # the graph of what is too unsure for the default one


def triples(
    collection: Collection, base: str = BASE, *, ontology: Ontology | None = None
) -> Iterator[Triple]:
    """Every statement about the collection."""
    iris = Iris(base)
    yield from about_collection(collection, iris, ontology or load())
    for _, said in said_by(collection, iris):
        yield from said
    yield from links(collection, iris)


def quads(collection: Collection, base: str = BASE, *, ontology: Ontology | None = None) -> Iterator[Quad]:
    """The same, each article's part in a graph of its own after the default one, the doubtful in another."""
    iris = Iris(base)
    for triple in about_collection(collection, iris, ontology or load()):
        yield Quad(triple.subject, triple.predicate, triple.object)
    for triple in links(collection, iris):
        yield Quad(triple.subject, triple.predicate, triple.object)
    for graph, said in said_by(collection, iris):
        for triple in said:
            yield Quad(triple.subject, triple.predicate, triple.object, graph)
    for triple in about_doubtful(collection, iris):
        yield Quad(triple.subject, triple.predicate, triple.object, term(DOUBTFUL))


def about_collection(
    collection: Collection, iris: Iris, ontology: Ontology, *, described: Sequence[Entity] | None = None
) -> Iterator[Triple]:
    """Entities with their facts, and the facts with what they rest on; of ``described`` alone, if given."""
    asserted = [fact for fact in collection.facts if fact.status == Status.ASSERTED]
    entities = collection.entities if described is None else described
    yield from _entities(entities, asserted, iris, matches(entities))
    for fact in asserted:
        yield from _fact(fact, iris)
    yield from offices.triples(collection, iris, ontology)


def said_by(collection: Collection, iris: Iris) -> Iterator[tuple[NamedNode, Iterator[Triple]]]:
    """The graph of each article, and what the article says."""
    articles = {article.id: article for article in collection.articles}
    leaders = {other: group[0] for group in collection.duplicates for other in group[1:]}
    for reading in collection.readings:
        article = articles[reading.article]
        said = of_article.triples(article, reading, iris, leaders.get(article.id))
        yield NamedNode(iris.graph(article.id)), said


def about_doubtful(collection: Collection, iris: Iris) -> Iterator[Triple]:
    """Facts that no claim is sure enough of, with the claims."""
    for fact in collection.facts:
        if fact.doubtful:
            yield from _fact(fact, iris)
    articles = {article.id: article for article in collection.articles}
    for reading in collection.readings:
        yield from of_article.doubtful(articles[reading.article], reading, iris)


def links(collection: Collection, iris: Iris) -> Iterator[Triple]:
    """From the articles' entities to the collection's: what alone changes when entities merge."""
    keys = {member: entity.key for entity in collection.entities for member in entity.members}
    for reading in collection.readings:
        yield from of_article.links(reading, keys, iris)


def _entities(
    entities: Iterable[Entity], facts: Iterable[Fact], iris: Iris, places: Matches
) -> Iterator[Triple]:
    of_subject: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        of_subject[fact.subject].append(fact)
    for entity in entities:
        node = NamedNode(iris.entity(entity.key))
        for predicate, value in _described(entity, places):
            yield Triple(node, predicate, value)
        point = _geometry(entity, node, iris)
        yield from point[:1]
        for fact in of_subject[entity.key]:
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
