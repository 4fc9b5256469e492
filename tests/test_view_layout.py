from __future__ import annotations

from itertools import combinations

import pytest

from kg.layout.packing import pack
from kg.layout.stable import WHOLE, Box, arrange

BOX = Box(90, 40)


def overlaps(points, boxes) -> int:
    return sum(
        abs(a[0] - b[0]) < (p.width + q.width) / 2 - 1 and abs(a[1] - b[1]) < (p.height + q.height) / 2 - 1
        for (a, p), (b, q) in combinations(zip(points, boxes, strict=True), 2)
    )


def tree(count: int) -> list[tuple[int, int]]:
    return [((i - 1) // 3, i) for i in range(1, count)]


def star(count: int) -> list[tuple[int, int]]:
    return [(0, i) for i in range(1, count)]


def clusters(count: int) -> list[tuple[int, int]]:
    """Groups of 40, each a tree, joined in a row."""
    inner = [(a + 40 * g, b + 40 * g) for g in range(count // 40) for a, b in tree(40)]
    return inner + [(40 * g, 40 * (g + 1)) for g in range(count // 40 - 1)]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 30])
def test_no_edges(count):
    boxes = [BOX] * count
    points = arrange(boxes, [])
    assert len(set(points)) == count
    assert overlaps(points, boxes) == 0


@pytest.mark.parametrize("edges", [tree(60), star(40), tree(25) + [(i, i + 1) for i in range(20)]])
def test_labels_do_not_overlap(edges):
    boxes = [BOX] * (max(max(edge) for edge in edges) + 1)
    assert overlaps(arrange(boxes, edges), boxes) == 0


def test_neighbours_are_near():
    edges = tree(60)
    points = arrange([BOX] * 60, edges)
    joined = [abs(complex(*points[a]) - complex(*points[b])) for a, b in edges]
    every = [abs(complex(*a) - complex(*b)) for a, b in combinations(points, 2)]
    assert sum(joined) / len(joined) < 0.4 * sum(every) / len(every)


def test_a_large_part_is_laid_out_by_communities():
    count = 320
    assert count > WHOLE
    points = arrange([BOX] * count, clusters(count))
    assert points == arrange([BOX] * count, list(reversed(clusters(count))))
    middles = [sum(complex(*p) for p in points[g * 40 : g * 40 + 40]) / 40 for g in range(8)]
    reach = [abs(complex(*points[i]) - middles[i // 40]) for i in range(count)]
    apart = [abs(a - b) for a, b in combinations(middles, 2)]
    assert sum(reach) / len(reach) < 0.6 * sum(apart) / len(apart)


def test_the_largest_part_is_in_the_middle_and_the_last_are_outside():
    edges = [*tree(30), (30, 31), (32, 33)]
    points = arrange([BOX] * 60, edges, last=set(range(34, 60)))
    middle = sum(complex(*p) for p in points[:30]) / 30
    far = [abs(complex(*p) - middle) for p in points]
    assert max(far[:34]) < max(far[34:])
    assert sum(far[:30]) / 30 < sum(far[34:]) / 26


def test_equal_rooms_are_packed_densely_and_apart():
    moves = pack([[(0.0, 0.0, 50.0, 30.0)]] * 40)
    assert len({(round(x), round(y)) for x, y in moves}) == 40
    assert max(abs(x) for x, _ in moves) < 1500
