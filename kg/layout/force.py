"""Places for many nodes at once: springs along edges, and every node pushing off every other.

The forces are those of ForceAtlas2 (Jacomy et al., 2014) with attraction that grows with the
logarithm of the distance (Noack, 2007), which lets communities stand apart. The push of all on
all is a convolution on a grid, computed by Fourier transform, so that its cost hardly grows
with the number of nodes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[np.float64]]
    Waves = np.ndarray[Any, np.dtype[np.complex128]]
    Indices = np.ndarray[Any, np.dtype[np.int64]]

FEW = 150  # up to so many nodes, all pairs are looked at
FEW_ROUNDS = 60
CELLS = ((400, 32), (1500, 64))  # up to so many nodes the grid has so many cells each way
MOST_CELLS = 128
ROUNDS = 100
PUSH = 1.0
GRAVITY = 0.3  # towards the middle, so that nothing flies off
TOLERANCE = 1.0  # how much nodes may swing to and fro before they are slowed down
SPEED_UP = 1.5  # at most, from one round to the next
TINY = 1e-9
NEAR = 1.0  # nodes that are nearer than this do not push harder


@dataclass(frozen=True, slots=True)
class Springs:
    """Edges as two arrays of node numbers and their strengths, and each node's mass."""

    starts: Indices
    ends: Indices
    strengths: Array
    masses: Array


def relax(points: Array, springs: Springs) -> Array:
    """``points`` moved to where their forces are nearly at rest."""
    import numpy as np

    push = _pairwise(springs) if len(points) <= FEW else _by_grid(springs)
    before = np.zeros_like(points)
    speed = 1.0
    for _ in range(FEW_ROUNDS if len(points) <= FEW else ROUNDS):
        force = _pull(points, springs) + push(points) - _fall(points, springs)
        swing = np.hypot(*(force - before).T)
        speed = _speed(speed, force + before, swing, springs.masses)
        points = points + force * (speed / (1.0 + np.sqrt(speed * swing)))[:, None]
        before = force
    return points


def _pairwise(springs: Springs) -> Callable[[Array], Array]:
    """The push of each on each."""
    import numpy as np

    strengths = PUSH * np.outer(springs.masses, springs.masses)

    def push(points: Array) -> Array:
        apart = points[:, None] - points[None, :]
        weights = strengths / ((apart**2).sum(axis=2) + NEAR)
        return np.asarray((apart * weights[:, :, None]).sum(axis=1))

    return push


def _by_grid(springs: Springs) -> Callable[[Array], Array]:
    """The push of all on all, felt on a grid."""
    count = len(springs.masses)
    kernel = _kernel(next((cells for most, cells in CELLS if count <= most), MOST_CELLS))
    return lambda points: _push(points, springs.masses, kernel)


def _speed(speed: float, twice: Array, swing: Array, masses: Array) -> float:
    """How far to go at once: far where most nodes go on in one direction, near where they swing."""
    import numpy as np

    swinging = float((masses * swing).sum())
    going = float((masses * np.hypot(*twice.T)).sum()) / 2
    return min(TOLERANCE * going / max(swinging, TINY), SPEED_UP * speed)


def _pull(points: Array, springs: Springs) -> Array:
    import numpy as np

    apart = points[springs.ends] - points[springs.starts]
    distance = np.hypot(*apart.T)
    force = apart * (springs.strengths * np.log1p(distance) / np.maximum(distance, TINY))[:, None]
    return np.stack([_gathered(springs, force[:, axis], len(points)) for axis in (0, 1)], axis=1)


def _gathered(springs: Springs, force: Array, count: int) -> Array:
    import numpy as np

    there = np.bincount(springs.starts, force, count)
    return np.asarray(there - np.bincount(springs.ends, force, count))


def _fall(points: Array, springs: Springs) -> Array:
    import numpy as np

    distance = np.hypot(*points.T)
    force = GRAVITY * springs.masses * np.log1p(distance) / np.maximum(distance, TINY)
    return np.asarray(points * force[:, None])


def _kernel(cells: int) -> tuple[Waves, Waves]:
    """The push of a mass at the origin on each cell of a grid of twice the size, transformed."""
    import numpy as np

    steps = np.fft.fftfreq(2 * cells, 1 / (2 * cells))
    across, down = np.meshgrid(steps, steps, indexing="ij")
    weight = 1.0 / (across**2 + down**2 + 0.25)
    return np.fft.rfft2(across * weight), np.fft.rfft2(down * weight)


def _push(points: Array, masses: Array, kernel: tuple[Waves, Waves]) -> Array:
    import numpy as np

    wide = len(kernel[0])
    low = points.min(axis=0)
    cell = max(float((points.max(axis=0) - low).max()) / (wide // 2 - 2), TINY)
    corners, shares = _corners((points - low) / cell, wide)
    grid = np.bincount(corners.reshape(-1), (shares * masses).reshape(-1), wide * wide).reshape(wide, wide)
    spread = np.fft.rfft2(grid)
    pushes = [np.fft.irfft2(spread * one, grid.shape).reshape(-1) for one in kernel]
    felt = np.stack([(push[corners] * shares).sum(axis=0) for push in pushes], axis=1)
    return felt * (PUSH * masses / cell)[:, None]


def _corners(places: Array, wide: int) -> tuple[Indices, Array]:
    """The four cells around each place in a grid of that width, and its share in each."""
    import numpy as np

    whole = np.floor(places).astype(np.int64)
    x, y = (places - whole).T
    first = whole[:, 0] * wide + whole[:, 1]
    corners = np.stack([first, first + 1, first + wide, first + wide + 1])
    return corners, np.stack([(1 - x) * (1 - y), (1 - x) * y, x * (1 - y), x * y])
