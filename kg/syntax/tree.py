"""The labelled graph of one sentence, and what its original tree says of a word."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.records import Parse

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "X"})
PASSIVE = frozenset({"aux:pass", "nsubj:pass", "csubj:pass"})


@dataclass(slots=True)
class Tree:
    """The normalised graph of one sentence; tokens keep their indices in the parse."""

    parse: Parse
    start: int
    end: int
    children: list[list[int]] = field(default_factory=list)
    out: list[list[tuple[str, int]]] = field(default_factory=list)
    into: list[list[tuple[str, int]]] = field(default_factory=list)

    def add(self, head: int, label: str, target: int) -> None:
        """Add an edge unless it is there."""
        if head != target and (label, target) not in self.out[head - self.start]:
            self.out[head - self.start].append((label, target))
            self.into[target - self.start].append((label, head))

    def edges(self, head: int) -> list[tuple[str, int]]:
        """Labelled edges that leave a token."""
        return self.out[head - self.start]

    def incoming(self, target: int) -> list[tuple[str, int]]:
        """Labelled edges that end in a token, as (label, head)."""
        return self.into[target - self.start]

    def down(self, head: int, *labels: str) -> list[int]:
        """Targets of edges with one of the labels."""
        return [t for label, t in self.edges(head) if label in labels]

    def kids(self, head: int, *deps: str) -> list[int]:
        """Children in the original tree, all or those with one of the UD labels."""
        found = self.children[head - self.start]
        return [k for k in found if self.parse.deps[k] in deps] if deps else found

    def dep(self, i: int) -> str:
        """The original UD label of a token."""
        return self.parse.deps[i]

    def head(self, i: int) -> int:
        """The original head of a token, itself for a root."""
        return self.parse.heads[i]

    def lemma(self, i: int) -> str:
        """The lower-case lemma of a token."""
        return self.parse.lemmas[i].lower()

    def subtree(self, head: int) -> tuple[int, int]:
        """The token range that a head and all below it take up."""
        low = high = head
        stack = [head]
        while stack:
            i = stack.pop()
            low, high = min(low, i), max(high, i)
            stack.extend(self.kids(i))
        return low, high + 1


def preposition(tree: Tree, i: int) -> str:
    """The preposition or subordinator of a token: "of", "according_to", "" for none."""
    for k in tree.kids(i):
        if tree.dep(k) in ("case", "mark"):
            fixed = [tree.lemma(f) for f in tree.kids(k, "fixed")]
            word = tree.parse.word(k).lower()
            return "_".join([word, *fixed])
    return ""


def infinitive(tree: Tree, i: int) -> bool:
    """Whether a word stands in the infinitive with "to"."""
    return any(tree.lemma(k) == "to" for k in tree.kids(i, "mark", "aux")) and tree.parse.tags[i] != "VBG"


def is_passive(tree: Tree, verb: int) -> bool:
    """Whether a verb stands in the passive, or is a past participle that modifies a noun."""
    if any(tree.dep(k) in PASSIVE for k in tree.kids(verb)):
        return True
    return (
        tree.parse.tags[verb] == "VBN"
        and tree.dep(verb) in ("acl", "amod", "advcl")
        and not _has_aux(tree, verb)
    )


def _has_aux(tree: Tree, verb: int) -> bool:
    return bool(tree.kids(verb, "aux"))
