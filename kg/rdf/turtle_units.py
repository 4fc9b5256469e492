"""Turtle and TriG by the entities and articles that their parts are about. Imports pyoxigraph.

Sections of Turtle: prefixes, entities, what they share, what articles say, links of articles. TriG has the
links before the graphs of articles, then what is doubtful and what is inferred; each unit in a named graph
is a block of that graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

from kg.ontology import Ontology
from kg.rdf import article_terms as of_article
from kg.rdf.entity_terms import About, about
from kg.rdf.iris import Iris
from kg.rdf.sections import Kept, Section, Unit
from kg.rdf.terms import PREFIXES, term
from kg.rdf.touched import Touched
from kg.rdf.triples import links, said_by
from kg.records import Collection, Entity

Statements = Iterable[Triple]
DOUBTFUL = "kg:doubtfulFacts"  # the graph of what is too unsure for the default one
INFERRED = "kg:inferred"
_PREFIXES = dict(PREFIXES)
_ANY = term("rdf:type")


def _serialized(statements: Statements) -> bytes:
    return serialize(statements, format=RdfFormat.TURTLE, prefixes=_PREFIXES) or b""


HEADER = b"".join(_serialized([Triple(_ANY, _ANY, _ANY)]).splitlines(keepends=True)[:-1])


@dataclass(slots=True)
class Texts:
    """What is written of a collection, or of those of its entities that are ``described``."""

    collection: Collection
    iris: Iris
    ontology: Ontology
    described: Sequence[Entity] | None = None
    _shared: dict[str, bytes] = field(default_factory=dict)

    def entities(self) -> Iterator[Unit]:
        """What is said of entities; those that share something come before ``shared``."""
        for one in self._about():
            for node, statements in one.shared.items():
                if node not in self._shared:
                    self._shared[node] = turtle(statements)
            yield Unit(one.key, turtle(one.said), tuple(sorted(one.shared)))

    def shared(self) -> Iterator[Unit]:
        """Posts and intervals."""
        for node in sorted(self._shared):
            yield Unit(node, self._shared[node])

    def said(self) -> Iterator[Unit]:
        """What articles say."""
        for reading, (_, statements) in self._said():
            yield Unit(reading, turtle(statements))

    def graphs(self) -> Iterator[Unit]:
        """The same in the graphs of the articles."""
        for reading, (graph, statements) in self._said():
            yield Unit(reading, block(graph, turtle(statements)))

    def links(self) -> Iterator[Unit]:
        """Which entities those of the articles are."""
        for id, statements in links(self.collection, self.iris):
            yield Unit(id, turtle(statements))

    def doubtful_facts(self) -> Iterator[Unit]:
        """Facts that no claim is sure enough of."""
        for one in self._about():
            yield Unit(one.key, block(term(DOUBTFUL), turtle(one.doubtful)))

    def doubtful_claims(self) -> Iterator[Unit]:
        """The claims of articles for these."""
        articles = {article.id: article for article in self.collection.articles}
        for reading in self.collection.readings:
            statements = of_article.doubtful(articles[reading.article], reading, self.iris)
            yield Unit(reading.article, block(term(DOUBTFUL), turtle(statements)))

    def _about(self) -> Iterator[About]:
        return about(self.collection, self.iris, self.ontology, self.described)

    def _said(self) -> Iterator[tuple[str, tuple[NamedNode, Statements]]]:
        ids = (reading.article for reading in self.collection.readings)
        return zip(ids, said_by(self.collection, self.iris), strict=True)


def turtle_sections(texts: Texts, touched: Touched | None = None, kept: Sequence[Kept] = ()) -> list[Section]:
    """The sections of ``graph.ttl``, as a whole or from those that are kept."""
    old = kept or [Kept() for _ in range(5)]
    articles = touched.articles if touched else ()
    return [
        *_entities(texts, touched, old[:3]),
        Section(_there(texts.said()), articles, old[3]),
        Section(_there(texts.links()), articles, old[4]),
    ]


def trig_sections(
    texts: Texts, inferred: Statements, touched: Touched | None = None, kept: Sequence[Kept] = ()
) -> list[Section]:
    """The sections of ``graph.trig``, as a whole or from those that are kept."""
    old = kept or [Kept() for _ in range(8)]
    entities, articles = (touched.entities, touched.articles) if touched else ((), ())
    return [
        *_entities(texts, touched, old[:3]),
        Section(_there(texts.links()), articles, old[3]),
        Section(_there(texts.graphs()), articles, old[4]),
        Section(_there(texts.doubtful_facts()), entities, old[5]),
        Section(_there(texts.doubtful_claims()), articles, old[6]),
        Section(_there(_inferred(inferred))),
    ]


def _entities(texts: Texts, touched: Touched | None, kept: Sequence[Kept]) -> Iterator[Section]:
    entities = touched.entities if touched else ()
    yield Section([Unit("", HEADER)])
    yield Section(_there(texts.entities()), entities, kept[1])
    yield Section(_there(texts.shared()), kept[1].without(entities), kept[2])


def _inferred(statements: Statements) -> Iterator[Unit]:
    yield Unit("", block(term(INFERRED), turtle(statements)))


def _there(units: Iterable[Unit]) -> Iterator[Unit]:
    return (unit for unit in units if unit.text)


def turtle(statements: Statements) -> bytes:
    """Statements as Turtle, without the prefixes."""
    return _serialized(statements)[len(HEADER) :]


def block(graph: NamedNode, text: bytes) -> bytes:
    """Turtle as a block of a named graph; nothing if it is empty."""
    if not text:
        return b""
    name = turtle([Triple(graph, _ANY, graph)]).partition(b" ")[0]
    return name + b" {\n\t" + text[:-1].replace(b"\n", b"\n\t") + b"\n}\n"
