"""Disjoint sets of numbers (union-find, with path compression)."""

from __future__ import annotations

from collections import defaultdict


class DisjointSets:
    """The numbers from 0 up to ``count``, each in a set of its own until they are united."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def root(self, index: int) -> int:
        """The number that stands for the set of ``index``."""
        root = index
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[index] != root:
            self._parent[index], index = root, self._parent[index]
        return root

    def unite(self, one: int, other: int) -> None:
        """Make two sets one, for which the lower of the two numbers that stood for them stands."""
        a, b = self.root(one), self.root(other)
        self._parent[max(a, b)] = min(a, b)

    def attach(self, under: int, root: int) -> None:
        """Make two sets one, for which ``under`` stands; both numbers must stand for their sets."""
        self._parent[root] = under

    def groups(self) -> list[list[int]]:
        """The sets, each in order, by their lowest numbers."""
        found: dict[int, list[int]] = defaultdict(list)
        for index in range(len(self._parent)):
            found[self.root(index)].append(index)
        return list(found.values())
