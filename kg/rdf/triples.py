"""From a collection to RDF: plain RDF 1.1, hash IRIs, no blank nodes, one order.

Imports pyoxigraph: import it on need.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pyoxigraph import NamedNode, Triple

from kg.ontology import Ontology, load
from kg.rdf import article_terms as of_article
from kg.rdf.entity_terms import about
from kg.rdf.iris import BASE, Iris
from kg.records import Collection, Entity


def triples(
    collection: Collection, base: str = BASE, *, ontology: Ontology | None = None
) -> Iterator[Triple]:
    """Every statement about the collection."""
    iris = Iris(base)
    yield from about_collection(collection, iris, ontology or load())
    for _, said in said_by(collection, iris):
        yield from said
    for _, linked in links(collection, iris):
        yield from linked


def about_collection(
    collection: Collection, iris: Iris, ontology: Ontology, *, described: Sequence[Entity] | None = None
) -> Iterator[Triple]:
    """Entities with their facts, and what these rest on, then posts and intervals; see ``about``."""
    shared: dict[str, Sequence[Triple]] = {}
    for one in about(collection, iris, ontology, described):
        yield from one.said
        shared |= one.shared
    for node in sorted(shared):
        yield from shared[node]


def said_by(collection: Collection, iris: Iris) -> Iterator[tuple[NamedNode, Iterator[Triple]]]:
    """The graph of each article, and what the article says."""
    articles = {article.id: article for article in collection.articles}
    leaders = {other: group[0] for group in collection.duplicates for other in group[1:]}
    for reading in collection.readings:
        article = articles[reading.article]
        said = of_article.triples(article, reading, iris, leaders.get(article.id))
        yield NamedNode(iris.graph(article.id)), said


def links(collection: Collection, iris: Iris) -> Iterator[tuple[str, Iterator[Triple]]]:
    """For each article, from its entities to the collection's: what alone changes when entities merge."""
    keys = {member: entity.key for entity in collection.entities for member in entity.members}
    for reading in collection.readings:
        yield reading.article, of_article.links(reading, keys, iris)
