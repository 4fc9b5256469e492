"""Places that stay: nodes lie where they lay, and those that are new come to lie beside their neighbours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import cos, sin
from typing import TYPE_CHECKING, Any

from kg.layout.stable import GAP, Box, Edge, Point
from kg.layout.stress import GOLDEN

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[np.float64]]

MOST = 0.3  # of all nodes; where more are new, all are laid out anew
STEP = 18.0  # how much further out the next place is that is tried
TRIES = 4000


def kept(boxes: Sequence[Box], edges: Sequence[Edge], old: Mapping[int, Point]) -> list[Point] | None:
    """A point for each node, that of ``old`` where it has one; None where too many have none.

    A new node takes the free place nearest to the middle of its neighbours, or without any beyond all others.
    """
    new = [node for node in range(len(boxes)) if node not in old]
    if len(new) > MOST * len(boxes):
        return None
    points = dict(old)
    near = _neighbours(edges)
    for node in new:
        points[node] = _free(node, boxes, points, [points[n] for n in near[node] if n in points])
    return [points[node] for node in range(len(boxes))]


def _neighbours(edges: Sequence[Edge]) -> Mapping[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for a, b in edges:
        found[a].append(b)
        found[b].append(a)
    return found


def _free(node: int, boxes: Sequence[Box], points: Mapping[int, Point], near: Sequence[Point]) -> Point:
    """A place where the box of a node meets no other."""
    import numpy as np

    taken = np.array([*points.values()], dtype=np.float64).reshape(-1, 2)
    sizes = np.array([[boxes[other].width, boxes[other].height] for other in points]).reshape(-1, 2)
    room = (sizes + np.array([boxes[node].width, boxes[node].height])) / 2 + GAP
    start = 0.0 if near or not len(taken) else float(np.hypot(*taken.T).max()) + STEP
    middle = np.mean(np.array(near, dtype=np.float64), axis=0) if near else np.zeros(2)
    for turn in range(TRIES):
        far = start + STEP * turn**0.5
        here = middle + far * np.array([cos(GOLDEN * turn), sin(GOLDEN * turn)])
        if not (np.abs(taken - here) < room).all(axis=1).any():
            break
    return round(float(here[0])), round(float(here[1]))
