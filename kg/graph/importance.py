"""How important an entity is: PageRank over the asserted facts, read in both directions.

Each two entities that any fact joins count once and alike. Neither more facts between the same two nor a
higher confidence make anyone more important: these tell how well something is known, and sizes and order
of all nodes would move whenever the confidence of rules is fitted anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

from kg.records import Collection, Status

Node = TypeVar("Node", bound=Hashable)


def importance(collection: Collection) -> dict[str, float]:
    """The importance of each entity by key: over 1 with a fact, below without, then by mentions."""
    keys = [entity.key for entity in collection.entities]
    asserted = (fact for fact in collection.facts if fact.status == Status.ASSERTED)
    ranks = pagerank(keys, ((fact.subject, fact.object) for fact in asserted if fact.object))
    mentions = mention_counts(collection)
    most = max(mentions.values(), default=1)
    known = {key for fact in collection.facts for key in (fact.subject, fact.object) if key}
    return {
        key: (1.0 + round(ranks[key], 9) if key in known else 0.0) + mentions[key] / most * 1e-6
        for key in keys
    }


def pagerank(nodes: Sequence[Node], pairs: Iterable[tuple[Node, Node]]) -> dict[Node, float]:
    """PageRank of nodes joined by pairs without direction; what joins a node to itself does not count."""
    import rustworkx

    numbers = {node: number for number, node in enumerate(nodes)}
    joined = {(numbers[a], numbers[b]) for a, b in pairs if a != b}
    graph = rustworkx.PyDiGraph()
    graph.add_nodes_from(range(len(nodes)))
    graph.add_edges_from_no_data(sorted(joined | {(b, a) for a, b in joined}))
    found = rustworkx.pagerank(graph) if nodes else {}
    return {node: float(found[number]) for node, number in numbers.items()}


def mention_counts(collection: Collection) -> Counter[str]:
    """How often the articles mention each entity, by key."""
    owners = {member: entity.key for entity in collection.entities for member in entity.members}
    counts: Counter[str] = Counter()
    for reading in collection.readings:
        members = ((reading.article, mention.entity or "") for mention in reading.mentions)
        counts.update(owners[member] for member in members if member in owners)
    return counts
