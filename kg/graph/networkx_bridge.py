"""The bridge to networkx: entities as nodes, facts as edges, with what stands behind them."""

from __future__ import annotations

from collections.abc import Collection as Container
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.graph.citations import Citations
from kg.graph.importance import pagerank
from kg.records import Collection, Entity, Fact, Status

if TYPE_CHECKING:
    import networkx as nx  # type: ignore[import-untyped]

ASSERTED = frozenset({Status.ASSERTED})


@dataclass(frozen=True, slots=True)
class Measures:
    """How central an entity is."""

    pagerank: float
    facts: int  # edges that touch it
    neighbours: int


def to_networkx(collection: Collection, statuses: Container[Status] = ASSERTED) -> nx.MultiDiGraph:
    """A MultiDiGraph: node ids are entity keys, edge keys are fact ids.

    Nodes have ``name``, ``type``, ``aliases``, ``articles`` and coordinates where known; facts
    whose object is a text or a date are node attributes named by their relation. Edges have
    ``predicate``, ``status``, ``confidence``, ``support``, ``sentences`` and ``articles``.
    """
    import networkx as nx

    graph = nx.MultiDiGraph()
    for entity in collection.entities:
        graph.add_node(entity.key, **_node(entity))
    citations = Citations.of(collection)
    for fact in collection.facts:
        if fact.status not in statuses:
            continue
        if fact.object is None:
            graph.nodes[fact.subject].setdefault(fact.predicate, []).append(fact.value)
        else:
            graph.add_edge(fact.subject, fact.object, key=fact.id, **_edge(fact, citations))
    return graph


def measures(graph: nx.MultiDiGraph) -> dict[str, Measures]:
    """PageRank as everywhere (see ``kg.graph.importance``), facts and neighbours of each node."""
    ranks = pagerank(list(graph), graph.edges())
    around = graph.to_undirected(as_view=True)
    return {key: Measures(round(ranks[key], 8), int(graph.degree(key)), len(around[key])) for key in graph}


def _node(entity: Entity) -> dict[str, Any]:
    made: dict[str, Any] = {
        "name": entity.name,
        "type": entity.type,
        "aliases": list(entity.aliases),
        "articles": sorted({article for article, _ in entity.members}),
    }
    if entity.latitude is not None and entity.longitude is not None:
        made |= {"latitude": entity.latitude, "longitude": entity.longitude}
    if entity.note is not None:
        made["note"] = entity.note
    return made


def _edge(fact: Fact, citations: Citations) -> dict[str, Any]:
    return {
        "predicate": fact.predicate,
        "status": fact.status,
        "confidence": fact.confidence,
        "support": fact.support,
        "sentences": list(dict.fromkeys(citations.cite(a, claim).passage.line for a, claim in fact.claims)),
        "articles": sorted({article for article, _ in fact.claims}),
    }
