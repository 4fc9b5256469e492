"""The dependency tree of a parse, with what coreference asks of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.records import Parse

CLAUSE_DEPS = frozenset({"root", "ccomp", "xcomp", "advcl", "acl", "parataxis", "csubj"})
PASS_ON = frozenset({"conj", "appos", "flat", "compound", "nmod:desc", "list", "dep"})
ROLES = {"nsubj": "subj", "csubj": "subj", "obj": "obj", "iobj": "obj", "obl": "obl", "nmod": "nmod"}


@dataclass(frozen=True, slots=True)
class Tree:
    """Parse arrays plus words, children, sentence numbers and the reach of each subtree."""

    parse: Parse
    words: tuple[str, ...]
    lower: tuple[str, ...]
    children: tuple[tuple[int, ...], ...]
    sent: tuple[int, ...]
    left: tuple[int, ...]  # first token of the subtree
    right: tuple[int, ...]  # its last token

    def dep(self, i: int) -> str:
        """The dependency label without its subtype."""
        return self.parse.deps[i].split(":")[0]

    def head(self, i: int) -> int:
        """The governor of ``i``; a root is its own."""
        return self.parse.heads[i]

    def ancestors(self, i: int) -> Iterator[int]:
        """The governors of ``i``, nearest first."""
        seen = {i}
        while (i := self.parse.heads[i]) not in seen:
            seen.add(i)
            yield i

    def child(self, i: int, *deps: str) -> int | None:
        """The first child of ``i`` with one of these labels (subtypes count)."""
        for kid in self.children[i]:
            if self.dep(kid) in deps:
                return kid
        return None

    def role(self, i: int) -> str:
        """Grammatical role of the phrase headed by ``i``: subj, obj, obl, agent, poss, nmod or other."""
        for _ in range(8):
            label = self.parse.deps[i]
            if label not in PASS_ON and self.dep(i) not in PASS_ON:
                break
            if self.parse.heads[i] == i:
                break
            i = self.parse.heads[i]
        label = self.parse.deps[i]
        if label == "nmod:poss":
            return "poss"
        if label == "obl:agent":
            return "agent"
        return ROLES.get(self.dep(i), "other")

    def is_clause(self, i: int) -> bool:
        """Whether ``i`` heads a clause (a conjunct does when it is a verb or has its own subject)."""
        dep = self.dep(i)
        if dep in CLAUSE_DEPS:
            return True
        return dep == "conj" and (self.parse.pos[i] in ("VERB", "AUX") or self.subject(i) is not None)

    def clause(self, i: int) -> int:
        """The head of the nearest clause above ``i``."""
        last = i
        for above in self.ancestors(i):
            last = above
            if self.is_clause(above):
                return above
        return last

    def subject(self, verb: int) -> int | None:
        """The verb's own subject."""
        return self.child(verb, "nsubj", "csubj")

    def understood_subject(self, verb: int) -> int | None:
        """The verb's own subject, or the one it shares with the verb that it is joined to."""
        for _ in range(6):
            own = self.subject(verb)
            if own is not None:
                return own
            if self.dep(verb) not in ("conj", "xcomp", "advcl"):
                return None
            above = self.parse.heads[verb]
            controlled = self.child(above, "obj", "iobj") if self.dep(verb) == "xcomp" else None
            if controlled is not None:
                return controlled
            verb = above
        return None

    def dominates(self, above: int, below: int) -> bool:
        """Whether ``below`` lies in the subtree of ``above``."""
        return above == below or any(node == above for node in self.ancestors(below))


def build(parse: Parse) -> Tree:
    """Prepare a parse for coreference."""
    size = len(parse)
    words = tuple(parse.word(i) for i in range(size))
    children: list[list[int]] = [[] for _ in range(size)]
    for i, head in enumerate(parse.heads):
        if head != i:
            children[head].append(i)
    sent = [0] * size
    for number, (start, end) in enumerate(parse.sents):
        sent[start:end] = [number] * (end - start)
    left, right = _reach(parse, size)
    return Tree(
        parse,
        words,
        tuple(word.lower().replace("\u2019", "'") for word in words),
        tuple(tuple(kids) for kids in children),
        tuple(sent),
        tuple(left),
        tuple(right),
    )


def _reach(parse: Parse, size: int) -> tuple[list[int], list[int]]:
    left, right = list(range(size)), list(range(size))
    for i in range(size):
        seen, node = {i}, parse.heads[i]
        while node not in seen:
            seen.add(node)
            left[node] = min(left[node], i)
            right[node] = max(right[node], i)
            node = parse.heads[node]
    return left, right
