"""Places for graphs too large to be laid out as a whole: each community is a disc, and discs do not overlap.

So communities can be seen, and what is new in one moves nobody within the others.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import asin, cos, pi, sin
from typing import TYPE_CHECKING, Any

from kg.layout.force import Springs, relax
from kg.layout.stress import GOLDEN, separate

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[np.float64]]

Edge = tuple[int, int]
Group = Sequence[int]

FEW = 12  # groups up to this size are a circle around their most joined node
ROOM = 2.6  # how much more room a disc has than its nodes take
OUTER = 95  # this percentage of a group's nodes lies where the forces put them; the others no further out
SPREAD = 0.9  # the share of the middle that discs fill before they are pushed apart
SQUARE = 1.8  # discs are pushed apart as squares, a little smaller than those around them
GAP = 10.0
BETWEEN = 40.0  # between discs


def scatter(sizes: Sequence[float], edges: Sequence[Edge], groups: Sequence[Group]) -> Array:
    """A point for each node of width ``sizes``; ``groups`` are the communities, the largest first.

    Groups with edges to others lie in the middle, all others in rings around them.
    """
    import numpy as np

    owner = {node: number for number, group in enumerate(groups) for node in group}
    inside: dict[int, list[Edge]] = defaultdict(list)
    across = []
    for a, b in edges:
        if owner[a] == owner[b]:
            inside[owner[a]].append((a, b))
        else:
            across.append((a, b))
    discs = [_disc(group, sizes, inside[number]) for number, group in enumerate(groups)]
    radii = [
        _radius(disc, [sizes[node] for node in group]) for disc, group in zip(discs, groups, strict=True)
    ]
    centres = _centres(radii, Counter(_pair(owner[a], owner[b]) for a, b in across))
    points = np.zeros((len(sizes), 2))
    for group, disc, centre in zip(groups, discs, centres, strict=True):
        points[group] = disc + centre
    _turn(points, groups, centres, across, owner)
    return points


def _pair(a: int, b: int) -> Edge:
    return (a, b) if a < b else (b, a)


def _radius(disc: Array, sizes: Sequence[float]) -> float:
    import numpy as np

    return float(np.hypot(*disc.T).max()) + max(sizes) / 2 + BETWEEN / 2


def _disc(group: Group, sizes: Sequence[float], edges: Sequence[Edge]) -> Array:
    """A group's points around its own middle."""
    import numpy as np

    rooms = np.array([sizes[node] for node in group]) + GAP
    springs = _springs(len(group), _numbered(group, edges))
    points = _sunflower(np.argsort(-springs.masses, kind="stable"))
    if len(group) > FEW:
        points = relax(points * 10.0, springs)
    wanted = (ROOM * float((rooms**2).sum()) / pi) ** 0.5
    points = _rounded(points - np.average(points, axis=0, weights=springs.masses), wanted)
    return separate(points, np.stack([rooms, rooms], axis=1), 0.0, rounds=20)


def _numbered(group: Group, edges: Iterable[Edge]) -> Mapping[Edge, float]:
    number = {node: i for i, node in enumerate(group)}
    return {(number[a], number[b]): 1.0 for a, b in edges}


def _springs(count: int, edges: Mapping[Edge, float]) -> Springs:
    import numpy as np

    ends = np.array(sorted(edges), dtype=np.int64).reshape(-1, 2)
    strengths = np.array([edges[edge] for edge in sorted(edges)])
    masses = np.asarray(1.0 + np.bincount(ends.reshape(-1), np.repeat(strengths, 2), count))
    return Springs(ends[:, 0], ends[:, 1], strengths, masses)


def _sunflower(order: Iterable[int]) -> Array:
    """Points on a spiral, the first of ``order`` in the middle."""
    import numpy as np

    nodes = np.array(list(order))
    place = np.arange(len(nodes))
    points = np.zeros((len(nodes), 2))
    points[nodes] = (
        np.stack([np.cos(place * GOLDEN), np.sin(place * GOLDEN)], axis=1) * np.sqrt(place)[:, None]
    )
    return points


def _rounded(points: Array, radius: float) -> Array:
    """``points`` scaled to a disc of that radius; the outermost come to lie on its edge."""
    import numpy as np

    distances = np.hypot(*points.T)
    edge = float(np.percentile(distances, OUTER)) or float(distances.max()) or 1.0
    return np.asarray(points * (radius / np.maximum(distances, edge))[:, None])


def _centres(radii: Sequence[float], between: Mapping[Edge, int]) -> Array:
    """Where the discs lie."""
    import numpy as np

    middle = sorted({number for pair in between for number in pair}) or [0]
    centres = np.zeros((len(radii), 2))
    centres[middle] = _middle([radii[number] for number in middle], middle, between)
    reach = max(float(np.hypot(*centres[number])) + radii[number] for number in middle)
    rest = [number for number in range(len(radii)) if number not in set(middle)]
    centres[rest] = np.array(_rings([radii[number] for number in rest], reach)).reshape(-1, 2)
    return centres


def _middle(radii: Sequence[float], numbers: Sequence[int], between: Mapping[Edge, int]) -> Array:
    import numpy as np

    if len(numbers) == 1:
        return np.zeros((1, 2))
    total: Counter[int] = Counter()
    for pair, count in between.items():
        total.update(dict.fromkeys(pair, count))
    place = {number: i for i, number in enumerate(numbers)}
    near = {
        (place[a], place[b]): 10 * count / (total[a] * total[b]) ** 0.5 for (a, b), count in between.items()
    }
    points = relax(_sunflower(range(len(numbers))) * 10.0, _springs(len(numbers), near))
    points -= points.mean(axis=0)
    wide = np.array(radii)
    scale = ((wide**2).sum() / SPREAD) ** 0.5 / max(float(np.percentile(np.hypot(*points.T), 90)), 1.0)
    return separate(points * scale, np.stack([wide, wide], axis=1) * SQUARE, 0.0, rounds=200)


def _rings(radii: Sequence[float], reach: float) -> list[tuple[float, float]]:
    """Centres of discs in rings around the middle, in the order given."""
    centres: list[tuple[float, float]] = []
    left, angle, distance, thick = 0.0, 0.0, 0.0, 0.0
    for radius in radii:
        step = 2 * asin(min(1.0, radius / max(distance, radius)))
        if left < step:
            reach += 2 * thick
            thick, distance, left, angle = radius, reach + radius, 2 * pi, 0.0
            step = 2 * asin(min(1.0, radius / max(distance, radius)))
        thick = max(thick, radius)
        centres.append((distance * cos(angle + step / 2), distance * sin(angle + step / 2)))
        angle, left = angle + step, left - step
    return centres


def _turn(
    points: Array, groups: Sequence[Group], centres: Array, across: Iterable[Edge], owner: Mapping[int, int]
) -> None:
    """Turn each group around its centre so that the edges to others are short; one after the other."""
    import numpy as np

    leaving: dict[int, list[Edge]] = defaultdict(list)
    for a, b in across:
        leaving[owner[a]].append((a, b))
        leaving[owner[b]].append((b, a))
    for number in sorted(leaving):
        own, other = np.array(leaving[number]).T
        here, there = points[own] - centres[number], points[other] - centres[number]
        there /= np.maximum(np.hypot(*there.T), 1.0)[:, None]
        turn = np.arctan2((here[:, 0] * there[:, 1] - here[:, 1] * there[:, 0]).sum(), (here * there).sum())
        rotation = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
        group = list(groups[number])
        points[group] = (points[group] - centres[number]) @ rotation + centres[number]
