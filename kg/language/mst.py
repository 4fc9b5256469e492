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
    """Return the heads of the best arborescence out of node 0; rows are dependents."""
    heads = np.concatenate([[-1], scores[1:].argmax(axis=1)])
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = np.zeros(len(scores), dtype=bool)
    inside[cycle] = True
    rest = np.flatnonzero(~inside)
    members = np.array(cycle)
    gain = scores[np.ix_(members, rest)] - scores[members, heads[members]][:, None]
    enter = members[gain.argmax(axis=0)]  # for each outside head, the member it would take
    leave = members[scores[np.ix_(rest, members)].argmax(axis=1)]  # for each outside word, its best member
    small = np.full((len(rest) + 1, len(rest) + 1), -np.inf)
    small[:-1, :-1] = scores[np.ix_(rest, rest)]
    small[-1, :-1] = gain.max(axis=0)
    small[:-1, -1] = scores[rest, leave]
    small[0] = -np.inf
    return _expand(_arborescence(small), heads, rest, enter, leave)


def _expand(small: Heads, heads: Heads, rest: Heads, enter: Heads, leave: Heads) -> Heads:
    """Put the contracted cycle back: it breaks where the outside head enters it."""
    whole = heads.copy()
    node = len(rest)
    for i in range(1, len(rest)):
        whole[rest[i]] = leave[i] if small[i] == node else rest[small[i]]
    whole[enter[small[node]]] = rest[small[node]]
    return whole
