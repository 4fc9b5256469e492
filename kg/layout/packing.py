"""Packs laid-out parts around the first one without overlap, as polyominoes (Freivalds et al., 2002)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from math import ceil, floor

Room = tuple[float, float, float, float]  # centre x, centre y, width, height
Cell = tuple[int, int]
Shape = frozenset[Cell]

CELL = (40.0, 24.0)  # a fraction of a label
WIDE = 1.15  # how much wider than high the whole shall be


def pack(parts: Sequence[Sequence[Room]]) -> list[tuple[float, float]]:
    """How far to move each part, given the rooms that it fills; the first part comes to the middle."""
    taken: set[Cell] = set()
    tried: dict[Shape, int] = {}  # a shape that came before starts where that one ended
    moves = []
    for part in parts:
        x, y = _middle(part)
        shape = _shape(part, (x, y))
        columns, rows = _place(shape, taken, tried)
        taken.update((column + columns, row + rows) for column, row in shape)
        moves.append((columns * CELL[0] - x, rows * CELL[1] - y))
    return moves


def _middle(part: Sequence[Room]) -> tuple[float, float]:
    left, right = min(x - w / 2 for x, _, w, _ in part), max(x + w / 2 for x, _, w, _ in part)
    top, bottom = min(y - h / 2 for _, y, _, h in part), max(y + h / 2 for _, y, _, h in part)
    return (left + right) / 2, (top + bottom) / 2


def _shape(part: Sequence[Room], middle: tuple[float, float]) -> Shape:
    return frozenset(
        (column, row)
        for x, y, width, height in part
        for column in _cells(x - middle[0], width, CELL[0])
        for row in _cells(y - middle[1], height, CELL[1])
    )


def _cells(centre: float, size: float, cell: float) -> range:
    return range(floor((centre - size / 2) / cell), ceil((centre + size / 2) / cell) + 1)


def _place(shape: Shape, taken: set[Cell], tried: dict[Shape, int]) -> Cell:
    start = tried.get(shape, 0)
    for number, (dx, dy) in enumerate(islice(_outward(), start, None), start):
        if not any((x + dx, y + dy) in taken for x, y in shape):
            tried[shape] = number
            return dx, dy
    return 0, 0


def _outward() -> Iterator[Cell]:
    """All cells of the plane, the nearest to the middle first."""
    radius = 0
    while True:
        yield from _annulus(radius)
        radius += 1


@cache
def _annulus(number: int) -> tuple[Cell, ...]:
    """The cells whose distance lies between ``number`` and ``number + 1`` rows, nearest first."""
    stretch = CELL[0] / CELL[1] / WIDE
    found = []
    for column in range(ceil((number + 1) / stretch) + 1):
        rest = [max(edge**2 - (column * stretch) ** 2, 0.0) ** 0.5 for edge in (number, number + 1)]
        for row in range(ceil(rest[0]), ceil(rest[1])):
            near = (column * stretch) ** 2 + row**2
            found += [(near, x, y) for x in {column, -column} for y in {row, -row}]
    return tuple((x, y) for _, x, y in sorted(found))
