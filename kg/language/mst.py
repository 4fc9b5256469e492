"""The best tree with one root over scored arcs (Chu and Liu; Edmonds)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Heads = npt.NDArray[np.intp]


def best_tree(scores: npt.NDArray[np.floating]) -> Heads:
    """Return each word's head for (words, words + 1) scores; column 0 and head 0 are the root."""
    n = len(scores)
    square = np.full((n + 1, n + 1), -np.inf)
    square[1:] = scores
    np.fill_diagonal(square, -np.inf)
    heads: Heads = square[1:].argmax(axis=1)
    if (heads == 0).sum() == 1 and not _cycle(np.concatenate([[-1], heads])):
        return heads
    found = _one_root(square)
    if found is not None:
        return found
    finite = square[np.isfinite(square)]
    square[1:, 0] -= (finite.max() - finite.min() + 1) * (n + 1)  # as few roots as possible: one
    return _arborescence(square)[1:]


def _one_root(square: Floats) -> Heads | None:
    """Return the best tree where it is found by choosing the root first; None says nothing.

    No tree with another root can score more than each word's best head does together with that root.
    """
    heads: Heads = square[1:, 1:].argmax(axis=1) + 1
    best = square[1:, 1:].max(axis=1)
    if len(best) < 2:
        return None
    root = int((square[1:, 0] - best).argmax())
    heads[root] = 0
    return None if _cycle(np.concatenate([[-1], heads])) else heads


def _cycle(heads: Heads) -> list[int]:
    """Return the nodes of one cycle, none where there is none; the root's head is -1."""
    above: list[int] = heads.tolist()
    state = [0] * len(above)
    for start in range(1, len(above)):
        node, path = start, []
        while node > 0 and not state[node]:
            state[node] = start
            path.append(node)
            node = above[node]
        if node > 0 and state[node] == start:
            return path[path.index(node) :]
    return []


def _arborescence(scores: Floats) -> Heads:
    """Return the heads of the best arborescence out of node 0; rows are dependents.

    Tarjan's way for dense graphs: a path grows against the arcs, and a cycle that closes becomes one node
    by one pass over its rows. So n words cost n squared, whatever the scores are.
    """
    forest = _Forest(scores)
    for node in range(1, len(scores)):
        path: list[int] = []
        while forest.is_open(node):
            path.append(node)
            node = forest.choose(node)
            if node in path:
                first = path.index(node)
                node = forest.contract(path[first:])
                del path[first:]
        forest.close(path)
    return forest.heads()


class _Forest:
    """Nodes and the nodes that cycles of them became, with the arc that each takes."""

    def __init__(self, scores: Floats) -> None:
        n = len(scores)
        self._gain = np.full((2 * n, n), -np.inf)  # of each head, for each node as a whole
        self._gain[:n] = scores
        self._enters = np.zeros((2 * n, n), dtype=np.intp)  # the word of the node that takes that head
        self._enters[:n] = np.arange(n)[:, None]
        self._node = np.arange(n)  # the node that each word is part of now
        self._above = [-1] * n  # the node that each node is part of
        self._parts: list[list[int]] = [[]] * n
        self._arc = [(-1, -1)] * n  # head and word
        self._open = [False] + [True] * (n - 1)

    def is_open(self, node: int) -> bool:
        """Whether the way from the root to a node is not known yet."""
        return self._open[node]

    def close(self, path: list[int]) -> None:
        """Note that the nodes of a path can be reached."""
        for node in path:
            self._open[node] = False

    def choose(self, node: int) -> int:
        """Take the best head of a node; return the node that it is part of."""
        head = int(self._gain[node].argmax())
        self._arc[node] = (head, int(self._enters[node, head]))
        return int(self._node[head])

    def contract(self, cycle: list[int]) -> int:
        """Make one node of a cycle, whose gains are what another head would add; return it."""
        new = len(self._above)
        arcs = [self._gain[node, self._arc[node][0]] for node in cycle]
        gains = self._gain[cycle] - np.array(arcs)[:, None]
        best = gains.argmax(axis=0)
        columns = np.arange(gains.shape[1])
        self._gain[new] = gains[best, columns]
        self._enters[new] = self._enters[cycle][best, columns]
        inside = np.isin(self._node, cycle)
        self._gain[new, inside] = -np.inf
        self._node[inside] = new
        for node in cycle:
            self._above[node] = new
        self._above.append(-1)
        self._parts.append(cycle)
        self._arc.append((-1, -1))
        self._open.append(True)
        return new

    def heads(self) -> Heads:
        """Return the head of each word: a cycle is broken where its arc enters it."""
        found: Heads = np.full(len(self._node), -1, dtype=np.intp)
        waiting = [node for node, above in enumerate(self._above) if above < 0 and node]
        while waiting:
            node = waiting.pop()
            head, word = self._arc[node]
            found[word] = head
            below = word
            while below != node:
                above = self._above[below]
                waiting.extend(part for part in self._parts[above] if part != below)
                below = above
        return found
