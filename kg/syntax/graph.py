"""The normalised graph of one sentence: labelled edges over the tokens of its tree."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.syntax.tree import Tree

Edges = list[list[tuple[str, int]]]


@dataclass(frozen=True, slots=True, eq=False)
class Graph(Tree):
    """The tree of the whole parse with the edges of one sentence; tokens keep their indices.

    Heads lie in their own sentence, as the parser makes them, so that ``kids`` never leave it.
    Edges are added and removed only while the graph is made (``normalise``, ``analyse``).
    """

    start: int = 0
    end: int = 0
    out: Edges = field(default_factory=list)
    into: Edges = field(default_factory=list)

    def add(self, head: int, label: str, target: int) -> None:
        """Add an edge unless it is there."""
        if head != target and (label, target) not in self.out[head - self.start]:
            self.out[head - self.start].append((label, target))
            self.into[target - self.start].append((label, head))

    def remove(self, head: int, label: str, target: int) -> None:
        """Take an edge out."""
        self.out[head - self.start].remove((label, target))
        self.into[target - self.start].remove((label, head))

    def part(self, one: int, other: int, label: str) -> None:
        """Take the edges with a label between two tokens out, in either direction."""
        for head, target in ((one, other), (other, one)):
            if (label, target) in self.edges(head):
                self.remove(head, label, target)

    def edges(self, head: int) -> list[tuple[str, int]]:
        """Labelled edges that leave a token."""
        return self.out[head - self.start]

    def incoming(self, target: int) -> list[tuple[str, int]]:
        """Labelled edges that end in a token, as (label, head)."""
        return self.into[target - self.start]

    def down(self, head: int, *labels: str) -> list[int]:
        """Targets of edges with one of the labels."""
        return [t for label, t in self.edges(head) if label in labels]


def bare(tree: Tree, start: int, end: int) -> Graph:
    """The graph of a sentence (a token range), without edges yet."""
    size = end - start
    return Graph(
        tree.parse,
        tree.words,
        tree.lower,
        tree.children,
        tree.sent,
        tree.left,
        tree.right,
        start,
        end,
        [[] for _ in range(size)],
        [[] for _ in range(size)],
    )
