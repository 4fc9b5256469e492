"""Which nodes belong together: the Louvain method (Blondel et al., 2008), with an end to its rounds.

Nodes are met in their order, never at random, so that the same graph gives the same communities.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.records import Fact

ROUNDS = 12  # over all nodes of one level; most graphs are at rest before
AT_REST = 0.005  # the share of nodes that may still want to move
LEVELS = 10
LEAST = 1e-9  # a gain that is worth a move

Edge = tuple[int, int]
Neighbours = list[dict[int, float]]  # by node: weights of the edges to others


@dataclass(frozen=True, slots=True)
class _Level:
    """A graph whose nodes are communities of the one below; ``degrees`` count the edges within, twice."""

    neighbours: Neighbours
    degrees: list[float]


def joined(keys: Sequence[str], facts: Iterable[Fact]) -> tuple[Edge, ...]:
    """The numbers of each two entities that a fact joins, sorted."""
    numbers = {key: number for number, key in enumerate(keys)}
    pairs = {(numbers[f.subject], numbers[f.object]) for f in facts if f.object and f.object != f.subject}
    return tuple(sorted({(min(pair), max(pair)) for pair in pairs}))


def numbered(groups: Sequence[Sequence[int]], count: int) -> tuple[int, ...]:
    """The number of each node's group; those who are alone have the last one."""
    several = [group for group in groups if len(group) > 1]
    numbers = [len(several)] * count
    for number, group in enumerate(several):
        for node in group:
            numbers[node] = number
    return tuple(numbers)


def communities(count: int, edges: Iterable[Edge]) -> list[list[int]]:
    """The nodes 0 to ``count`` in groups that have many edges inside, the largest first."""
    return [list(group) for group in _found(count, tuple(edges))]


@lru_cache(maxsize=1)
def _found(count: int, edges: tuple[Edge, ...]) -> list[list[int]]:
    """As ``communities``; the page and the explorer ask for the same, one after the other."""
    level = _level(count, edges)
    groups = [[node] for node in range(count)]
    total = sum(level.degrees)
    for _ in range(LEVELS if total else 0):
        owners = _moved(level, total)
        found = sorted(set(owners))
        if len(found) == len(groups):
            break
        number = {owner: place for place, owner in enumerate(found)}
        owners = [number[owner] for owner in owners]
        level = _above(level, owners, len(found))
        groups = _joined(groups, owners, len(found))
    return sorted((sorted(group) for group in groups), key=lambda group: (-len(group), group[0]))


def _level(count: int, edges: Iterable[Edge]) -> _Level:
    neighbours: Neighbours = [{} for _ in range(count)]
    for a, b in sorted({(min(edge), max(edge)) for edge in edges}):
        if a != b:
            neighbours[a][b] = neighbours[b][a] = 1.0
    return _Level(neighbours, [sum(others.values()) for others in neighbours])


def _moved(level: _Level, total: float) -> list[int]:
    """Each node's community, after each has moved to where it has most edges for its degree."""
    owners = list(range(len(level.degrees)))
    weights = list(level.degrees)
    for _ in range(ROUNDS):
        moves = 0
        for node, degree in enumerate(level.degrees):
            own = owners[node]
            weights[own] -= degree
            best = _best(level.neighbours[node], owners, weights, own, degree / total)
            weights[best] += degree
            if best != own:
                owners[node] = best
                moves += 1
        if moves <= AT_REST * len(owners):
            break
    return owners


def _best(
    neighbours: dict[int, float], owners: list[int], weights: list[float], own: int, share: float
) -> int:
    """The community with most edges to a node, beyond those that chance would give it; its own, if equal."""
    links: dict[int, float] = defaultdict(float)
    for other, weight in neighbours.items():
        links[owners[other]] += weight
    best, most = own, links[own] - weights[own] * share
    for owner, weight in links.items():
        gain = weight - weights[owner] * share
        if gain > most + LEAST:
            best, most = owner, gain
    return best


def _above(level: _Level, owners: list[int], count: int) -> _Level:
    """The graph of the communities."""
    neighbours: list[dict[int, float]] = [defaultdict(float) for _ in range(count)]
    degrees = [0.0] * count
    for node, others in enumerate(level.neighbours):
        degrees[owners[node]] += level.degrees[node]
        for other, weight in others.items():
            if owners[other] != owners[node]:
                neighbours[owners[node]][owners[other]] += weight
    return _Level(neighbours, degrees)


def _joined(groups: list[list[int]], owners: list[int], count: int) -> list[list[int]]:
    joined: list[list[int]] = [[] for _ in range(count)]
    for group, owner in zip(groups, owners, strict=True):
        joined[owner] += group
    return joined
