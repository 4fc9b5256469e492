"""Entity spans out of scores for BILOU tags: the best sequence that is well formed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


class Bilou:
    """Decodes one inventory of tags: "O" and "B-X", "I-X", "L-X", "U-X" for each label X."""

    def __init__(self, tags: Sequence[str]) -> None:
        self.tags = tuple(tags)
        self._parts = [tag.partition("-")[::2] for tag in tags]
        self.allowed = np.array([[self._follows(a, b) for b in self._parts] for a in self._parts])
        self.opening = np.array([part in "OBU" for part, _ in self._parts])
        self.closing = np.array([part in "OLU" for part, _ in self._parts])

    @staticmethod
    def _follows(before: tuple[str, str], after: tuple[str, str]) -> bool:
        if before[0] in "BI":
            return after[0] in "IL" and before[1] == after[1]
        return after[0] in "OBU"

    def is_valid(self, path: npt.NDArray[np.intp]) -> bool:
        """Tell whether a sequence of tag ids is well formed."""
        ends = self.opening[path[0]] and self.closing[path[-1]]
        return bool(ends and self.allowed[path[:-1], path[1:]].all())

    def best(self, scores: Floats) -> npt.NDArray[np.intp]:
        """Return the best well-formed sequence of tag ids for (words, tags) scores."""
        greedy = scores.argmax(axis=1)
        return greedy if self.is_valid(greedy) else self._viterbi(scores)

    def _viterbi(self, scores: Floats) -> npt.NDArray[np.intp]:
        penalty = np.where(self.allowed, 0.0, -np.inf)
        total = np.where(self.opening, scores[0], -np.inf)
        back = np.zeros(scores.shape, dtype=np.intp)
        for i in range(1, len(scores)):
            paths = total[:, None] + penalty
            back[i] = paths.argmax(axis=0)
            total = paths.max(axis=0) + scores[i]
        path = [int(np.where(self.closing, total, -np.inf).argmax())]
        for i in range(len(scores) - 1, 0, -1):
            path.append(int(back[i][path[-1]]))
        return np.array(path[::-1])

    def spans(self, scores: Floats) -> list[tuple[int, int, str, float]]:
        """Return (start, end, label, probability) for (words, tags) log probabilities.

        The probability is the geometric mean of those of the span's tags.
        """
        path = self.best(scores)
        found = []
        start = 0
        for i in np.flatnonzero(path):
            part, label = self._parts[path[i]]
            if part in "BU":
                start = int(i)
            if part in "LU":
                chosen = scores[np.arange(start, i + 1), path[start : i + 1]]
                found.append((start, int(i) + 1, label, float(np.exp(chosen.mean()))))
        return found
