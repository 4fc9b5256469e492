"""Stress majorization (Gansner, Koren and North, 2004): points as far apart as their paths are long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[np.float64]]

ROUNDS = 150
GOLDEN = 2.399963229728653  # the angle between neighbouring leaves of a sunflower, in radians
TINY = 1e-9
BEND = 0.75  # long paths are drawn shorter by this power, so that chains do not run away


def spread(distances: Array, order: list[int]) -> Array:
    """Points whose distances come near to ``distances``; ``order`` starts them from the middle outwards."""
    import numpy as np

    count = len(distances)
    if count < 3:
        width = distances[0, -1]
        return np.array([[(i - (count - 1) / 2) * width, 0.0] for i in range(count)])
    shortest = distances[distances > 0.0].min()
    distances = shortest * (distances / shortest) ** BEND
    weights = (distances + np.eye(count)) ** -2.0
    np.fill_diagonal(weights, 0.0)
    solve = _solver(weights)
    points = _sunflower(order, float(distances.mean()))
    for _ in range(ROUNDS):
        points = solve @ _pull(points, weights * distances)
    return _flat(points)


def _flat(points: Array) -> Array:
    """``points`` turned so that they spread more to the sides than up and down."""
    import numpy as np

    (wide, mixed), (_, high) = np.cov(points.T)
    angle = np.arctan2(2 * mixed, wide - high) / 2
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return np.asarray(points @ turn)


def _solver(weights: Array) -> Array:
    import numpy as np

    count = len(weights)
    laplacian = np.diag(weights.sum(axis=1)) - weights
    return np.asarray(np.linalg.inv(laplacian + 1.0 / count) - 1.0 / count, dtype=np.float64)


def _pull(points: Array, wished: Array) -> Array:
    import numpy as np

    across, down = (points[:, None, axis] - points[None, :, axis] for axis in (0, 1))
    ratios = wished / np.maximum(np.hypot(across, down), TINY)
    return np.asarray(ratios.sum(axis=1)[:, None] * points - ratios @ points)


def _sunflower(order: list[int], size: float) -> Array:
    """A start that treats no two nodes alike: a spiral in the given order."""
    import numpy as np

    points = np.zeros((len(order), 2))
    for place, node in enumerate(order):
        radius = size * ((place + 0.5) / len(order)) ** 0.5
        points[node] = radius * np.cos(place * GOLDEN), radius * np.sin(place * GOLDEN)
    return points


def separate(points: Array, rooms: Array, gap: float, rounds: int = 60) -> Array:
    """Push apart points whose rooms (width, height) overlap, each pair along the shorter way."""
    points = points.copy()
    for _ in range(rounds):
        moves = _pushes(points, rooms + gap)
        if not moves.any():
            break
        points += moves
    return points


def _pushes(points: Array, rooms: Array) -> Array:
    """How far each point has to move; pairs are met in the order of x, so that far ones are not looked at."""
    import numpy as np

    order = np.argsort(points[:, 0], kind="stable")
    sorted_points, sorted_rooms = points[order], rooms[order]
    moves, clashes = np.zeros_like(points), np.ones(len(points))
    for step in range(1, len(points)):
        apart = sorted_points[step:] - sorted_points[:-step]
        if (apart[:, 0] > rooms[:, 0].max()).all():
            break
        push = _push(apart, (sorted_rooms[step:] + sorted_rooms[:-step]) / 2)
        hit = push.any(axis=1)
        for part, sign in ((slice(step, None), 1.0), (slice(None, -step), -1.0)):
            moves[part] += sign * push
            clashes[part] += hit
    found = np.zeros_like(points)
    found[order] = moves / np.sqrt(clashes)[:, None]
    return found


def _push(apart: Array, need: Array) -> Array:
    """Half of what pairs lack, in the direction in which they lack less."""
    import numpy as np

    lack = need - np.abs(apart)
    clash = (lack > TINY).all(axis=1)
    across = lack[:, 0] < lack[:, 1]
    chosen = np.stack([clash & across, clash & ~across], axis=1)
    direction = np.where(apart < 0.0, -1.0, 1.0)
    return np.where(chosen, direction * (lack / 2 + 0.5), 0.0)
