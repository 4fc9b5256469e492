"""Which nodes belong together."""

from __future__ import annotations

from collections.abc import Iterable


def communities(count: int, edges: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The nodes 0 to ``count`` in groups that have many edges inside, largest first (Louvain method)."""
    import networkx as nx  # type: ignore[import-untyped]

    graph = nx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from(sorted({(min(edge), max(edge)) for edge in edges}))
    found = nx.community.louvain_communities(graph, seed=1) if count else []
    return sorted((sorted(group) for group in found), key=lambda group: (-len(group), group[0]))
