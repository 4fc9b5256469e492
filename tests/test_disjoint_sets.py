"""Disjoint sets: who stands for whom, and in which order."""

from __future__ import annotations

from kg.disjoint_sets import DisjointSets


def test_the_lowest_number_stands_for_a_set() -> None:
    sets = DisjointSets(7)
    for one, other in ((5, 6), (6, 3), (1, 4), (4, 1)):
        sets.unite(one, other)
    assert [sets.root(index) for index in range(7)] == [0, 1, 2, 3, 1, 3, 3]
    assert sets.groups() == [[0], [1, 4], [2], [3, 5, 6]]


def test_whoever_is_told_to_stands_for_a_set() -> None:
    sets = DisjointSets(4)
    sets.attach(3, 0)
    sets.attach(3, 1)
    assert [sets.root(index) for index in range(4)] == [3, 3, 2, 3]


def test_long_chains_are_followed() -> None:
    sets = DisjointSets(50_000)
    for index in range(49_999, 0, -1):
        sets.attach(index - 1, index)
    assert sets.root(49_999) == 0
    assert len(sets.groups()) == 1
