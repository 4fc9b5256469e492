"""The dependency tree of a parse, as the parser made it: Universal Dependencies, basic.

A label has a subtype or none ("nsubj:pass", "obj"). ``deprel`` is the label as it stands, ``universal`` the
one without its subtype; ``kids`` takes labels of the first kind, ``universal_child`` of the second.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.records import Parse

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "X"})
PASSIVE = frozenset({"aux:pass", "nsubj:pass", "csubj:pass"})
CLAUSES = frozenset({"root", "ccomp", "xcomp", "advcl", "acl", "parataxis", "csubj"})
PASS_ON = frozenset({"conj", "appos", "flat", "compound", "nmod:desc", "list", "dep"})
ROLES = {"nsubj": "subj", "csubj": "subj", "obj": "obj", "iobj": "obj", "obl": "obl", "nmod": "nmod"}


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """The arrays of a parse with words, children, sentence numbers and the reach of each subtree."""

    parse: Parse
    words: tuple[str, ...]
    lower: tuple[str, ...]
    children: tuple[tuple[int, ...], ...]
    sent: tuple[int, ...]
    left: tuple[int, ...]  # first token of the subtree
    right: tuple[int, ...]  # its last token

    def deprel(self, i: int) -> str:
        """The label of a token, with its subtype."""
        return self.parse.deps[i]

    def universal(self, i: int) -> str:
        """The label of a token without its subtype."""
        return self.parse.deps[i].split(":")[0]

    def head(self, i: int) -> int:
        """The governor of a token; a root is its own."""
        return self.parse.heads[i]

    def lemma(self, i: int) -> str:
        """The lower-case lemma of a token."""
        return self.parse.lemmas[i].lower()

    def kids(self, head: int, *deprels: str) -> Sequence[int]:
        """The children of a token, all or those with one of the labels, subtypes as given."""
        found = self.children[head]
        return [k for k in found if self.parse.deps[k] in deprels] if deprels else found

    def universal_child(self, head: int, *labels: str) -> int | None:
        """The first child with one of the labels, whatever its subtype."""
        return next((kid for kid in self.children[head] if self.universal(kid) in labels), None)

    def subtree(self, head: int) -> tuple[int, int]:
        """The token range that a head and all below it take up."""
        return self.left[head], self.right[head] + 1

    def ancestors(self, i: int) -> Iterator[int]:
        """The governors of a token, nearest first."""
        seen = {i}
        while (i := self.parse.heads[i]) not in seen:
            seen.add(i)
            yield i

    def dominates(self, above: int, below: int) -> bool:
        """Whether ``below`` lies in the subtree of ``above``."""
        return above == below or any(node == above for node in self.ancestors(below))

    def role(self, i: int) -> str:
        """Grammatical role of the phrase headed by ``i``: subj, obj, obl, agent, poss, nmod or other."""
        for _ in range(8):
            if self.deprel(i) not in PASS_ON and self.universal(i) not in PASS_ON:
                break
            if self.head(i) == i:
                break
            i = self.head(i)
        if self.deprel(i) == "nmod:poss":
            return "poss"
        if self.deprel(i) == "obl:agent":
            return "agent"
        return ROLES.get(self.universal(i), "other")

    def is_clause(self, i: int) -> bool:
        """Whether ``i`` heads a clause (a conjunct does when it is a verb or has its own subject)."""
        if self.universal(i) in CLAUSES:
            return True
        is_conjunct = self.universal(i) == "conj"
        return is_conjunct and (self.parse.pos[i] in ("VERB", "AUX") or self.subject(i) is not None)

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
        return self.universal_child(verb, "nsubj", "csubj")

    def understood_subject(self, verb: int) -> int | None:
        """The verb's own subject, or the one it shares with the verb that it is joined to."""
        for _ in range(6):
            own = self.subject(verb)
            if own is not None:
                return own
            if self.universal(verb) not in ("conj", "xcomp", "advcl"):
                return None
            above = self.head(verb)
            is_controlled = self.universal(verb) == "xcomp"
            controlled = self.universal_child(above, "obj", "iobj") if is_controlled else None
            if controlled is not None:
                return controlled
            verb = above
        return None


def tree_of(parse: Parse) -> Tree:
    """The tree of a parse."""
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
        tuple(map(tuple, children)),
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


def preposition(tree: Tree, i: int) -> str:
    """The preposition or subordinator of a token: "of", "according_to", "" for none.

    The parser may hang it on the name behind a title: "the arrest of | mayor NAME".
    """
    own = tree.kids(i, "case", "mark")
    ahead = (c for k in tree.kids(i, "flat") for c in tree.kids(k, "case") if c < i) if not own else ()
    for k in (*own, *ahead):
        fixed = [tree.lemma(f) for f in tree.kids(k, "fixed")]
        return "_".join([tree.parse.word(k).lower(), *fixed])
    return ""


def infinitive(tree: Tree, i: int) -> bool:
    """Whether a word stands in the infinitive with "to"."""
    return any(tree.lemma(k) == "to" for k in tree.kids(i, "mark", "aux")) and tree.parse.tags[i] != "VBG"


def is_passive(tree: Tree, verb: int) -> bool:
    """Whether a verb stands in the passive, or is a past participle that modifies a noun."""
    if any(tree.deprel(k) in PASSIVE for k in tree.kids(verb)):
        return True
    modifies = tree.deprel(verb) in ("acl", "amod", "advcl")
    return tree.parse.tags[verb] == "VBN" and modifies and not tree.kids(verb, "aux")
