"""The shortest ways from one entity to another, over others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

WORK = 100_000  # entities looked at for one answer, at most

Path = tuple[int, ...]
Neighbours = Sequence[Sequence[int]]


def shortest(graph: Neighbours, start: int, goal: int, limit: int, longest: int) -> list[Path]:
    """The shortest paths without loops: by length, then by the importance of who is on them."""
    left = _distances(graph, goal, longest)
    budget = iter(range(WORK))
    found: list[Path] = []
    for steps in range(left.get(start, longest + 1), longest + 1):
        found += islice(_onward(graph, left, (start,), goal, steps, budget), limit - len(found))
        if len(found) == limit:
            break
    return found


def _distances(graph: Neighbours, goal: int, longest: int) -> dict[int, int]:
    """How far every entity is from ``goal``, up to ``longest`` steps."""
    found, edge = {goal: 0}, [goal]
    for distance in range(1, longest + 1):
        edge = list(dict.fromkeys(other for node in edge for other in graph[node] if other not in found))
        found.update(dict.fromkeys(edge, distance))
    return found


def _onward(
    graph: Neighbours, left: Mapping[int, int], path: Path, goal: int, steps: int, budget: Iterator[int]
) -> Iterator[Path]:
    """The ways to go on with ``path`` that reach ``goal`` in just so many steps."""
    for other in graph[path[-1]]:
        if other == goal and steps == 1:
            yield (*path, goal)
        elif other != goal and left.get(other, steps) < steps and other not in path:
            if next(budget, None) is None:
                return
            yield from _onward(graph, left, (*path, other), goal, steps - 1, budget)
