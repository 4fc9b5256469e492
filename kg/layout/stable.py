"""Where each node goes: computed here, the same each time, so that the page opens still.

Connected parts are laid out one by one and packed around the largest; a large part is
laid out community by community.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.layout.packing import Room, pack
from kg.layout.stress import separate, spread

if TYPE_CHECKING:
    import numpy as np
    from networkx import Graph  # type: ignore[import-untyped]

    Array = np.ndarray[Any, np.dtype[np.float64]]

Point = tuple[int, int]
Edge = tuple[int, int]

EDGE = 150.0  # the wished length of an edge between two nodes that have no others
CROWD = 0.1  # how much an edge grows with the neighbours of its ends
WHOLE = 220  # a part of at most this many nodes is laid out at once
TURNS = 36  # how many rotations are tried for a community
GAP = 10.0
SAMPLE = 40.0  # an edge keeps other parts away at points this far apart


@dataclass(frozen=True, slots=True)
class Box:
    """The room that a node takes with its label."""

    width: float
    height: float


def arrange(boxes: Sequence[Box], edges: Sequence[Edge], last: Collection[int] = ()) -> list[Point]:
    """A point for each node; the nodes of ``last`` come to lie around all others."""
    import networkx as nx

    graph: Graph = nx.Graph()
    graph.add_nodes_from(range(len(boxes)))
    graph.add_edges_from(edges)
    parts = [sorted(part) for part in nx.connected_components(graph)]
    parts.sort(key=lambda part: (part[0] in last, -len(part), part[0]))
    laid = [_part(graph.subgraph(part), part, boxes) for part in parts]
    moves = pack([_rooms(graph, part, points, boxes) for part, points in zip(parts, laid, strict=True)])
    found = {
        node: (round(float(x) + dx), round(float(y) + dy))
        for part, points, (dx, dy) in zip(parts, laid, moves, strict=True)
        for node, (x, y) in zip(part, points, strict=True)
    }
    return [found[node] for node in range(len(boxes))]


def _rooms(graph: Graph, part: list[int], points: Array, boxes: Sequence[Box]) -> list[Room]:
    places = {node: (float(x), float(y)) for node, (x, y) in zip(part, points, strict=True)}
    rooms = [(*places[node], boxes[node].width, boxes[node].height) for node in part]
    for a, b in graph.edges(part):
        (ax, ay), (bx, by) = places[a], places[b]
        steps = int(((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5 / SAMPLE) + 1
        rooms += [(ax + (bx - ax) * i / steps, ay + (by - ay) * i / steps, 1.0, 1.0) for i in range(1, steps)]
    return rooms


def _part(graph: Graph, nodes: list[int], boxes: Sequence[Box]) -> Array:
    if len(nodes) <= WHOLE:
        return _whole(graph, nodes, boxes)
    groups = _communities(graph)
    if len(groups) == 1 or len(groups) > len(nodes) / 2:
        return _whole(graph, nodes, boxes)
    return _grouped(graph, nodes, groups, boxes)


def _whole(graph: Graph, nodes: list[int], boxes: Sequence[Box]) -> Array:
    import numpy as np

    rooms = np.array([[boxes[node].width, boxes[node].height] for node in nodes])
    if len(nodes) == 1:
        return np.zeros((1, 2))
    distances = _paths(graph, nodes)
    points = spread(distances, _outward(distances))
    return separate(points, rooms, GAP)


def _paths(graph: Graph, nodes: list[int]) -> Array:
    """Lengths of the shortest paths; a crowded node keeps its neighbours further away."""
    number = {node: i for i, node in enumerate(nodes)}
    return _lengths(
        len(nodes),
        [
            (number[a], number[b], EDGE * (1 + CROWD * (graph.degree[a] + graph.degree[b] - 2) ** 0.5))
            for a, b in graph.edges
        ],
    )


def _lengths(count: int, edges: list[tuple[int, int, float]]) -> Array:
    """Lengths of the shortest paths between ``count`` nodes; where there is none, longer than any."""
    import numpy as np
    import rustworkx

    graph = rustworkx.PyGraph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from(edges)
    found = np.array(rustworkx.graph_floyd_warshall_numpy(graph, weight_fn=float))
    found[np.isinf(found)] = found[np.isfinite(found)].max() + EDGE
    np.fill_diagonal(found, 0.0)
    return found


def _outward(distances: Array) -> list[int]:
    """The node in the middle of all first, then the others by their distance from it."""
    middle = int(distances.sum(axis=1).argmin())
    return sorted(range(len(distances)), key=lambda node: (round(float(distances[middle, node]), 6), node))


def _communities(graph: Graph) -> list[list[int]]:
    import networkx as nx

    found = nx.community.louvain_communities(_sorted(graph), seed=1)
    return sorted((sorted(group) for group in found), key=lambda group: (-len(group), group[0]))


def _sorted(graph: Graph) -> Graph:
    """``graph`` with nodes and edges in order: what walks over it then walks the same way each time."""
    import networkx as nx

    ordered: Graph = nx.Graph()
    ordered.add_nodes_from(sorted(graph.nodes))
    ordered.add_edges_from(sorted((min(edge), max(edge)) for edge in graph.edges))
    return ordered


def _grouped(graph: Graph, nodes: list[int], groups: list[list[int]], boxes: Sequence[Box]) -> Array:
    import numpy as np

    inner = [_whole(graph.subgraph(group), group, boxes) for group in groups]
    inner = [points - points.mean(axis=0) for points in inner]
    radii = np.array([np.sqrt((points**2).sum(axis=1)).max() + EDGE / 2 for points in inner])
    centres = _centres(graph, groups, radii)
    places = {
        node: tuple(centres[i] + points[j])
        for i, points in enumerate(inner)
        for j, node in enumerate(groups[i])
    }
    for i, group in enumerate(groups):
        turned = _turn(graph, group, centres[i], inner[i], places)
        places.update(zip(group, map(tuple, turned), strict=True))
    rooms = np.array([[boxes[node].width, boxes[node].height] for node in nodes])
    return separate(np.array([places[node] for node in nodes]), rooms, GAP, rounds=25)


def _centres(graph: Graph, groups: list[list[int]], radii: Array) -> Array:
    import numpy as np

    owner = {node: i for i, group in enumerate(groups) for node in group}
    across = ((owner[a], owner[b]) for a, b in graph.edges if owner[a] != owner[b])
    pairs = sorted({(min(pair), max(pair)) for pair in across})
    distances = _lengths(len(groups), [(a, b, float(radii[a] + radii[b])) for a, b in pairs])
    nearest = radii[:, None] + radii[None, :]
    np.fill_diagonal(nearest, 0.0)
    distances = np.maximum(distances, nearest)
    points = spread(distances, _outward(distances))
    return separate(points, np.stack([radii, radii], axis=1) * 1.8, 0.0)


def _turn(
    graph: Graph, group: list[int], centre: Array, points: Array, places: dict[int, tuple[float, ...]]
) -> Array:
    """``points`` around ``centre``, turned so that the edges to other communities are short."""
    import numpy as np

    inside = {node: i for i, node in enumerate(group)}
    out = [(inside[a], places[b]) for a in group for b in sorted(graph[a]) if b not in inside]
    if not out:
        return points + centre
    mine, others = [i for i, _ in out], np.array([place for _, place in out])
    tried = [centre + points @ _rotation(2 * np.pi * turn / TURNS) for turn in range(TURNS)]
    costs = [round(float(np.sqrt(((turned[mine] - others) ** 2).sum(axis=1)).sum()), 3) for turned in tried]
    return tried[costs.index(min(costs))]


def _rotation(angle: float) -> Array:
    import numpy as np

    return np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
