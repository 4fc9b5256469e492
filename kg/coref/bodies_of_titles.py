"""The bare noun of a body before somebody's title, which means "the company": "Company spokesman NAME"."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from kg.coref.markables import Markable, in_order, noun
from kg.lexicon.titles import titles
from kg.lexicon.wordlists import word_set
from kg.records import MentionKind
from kg.syntax.tree import Tree

OF_TITLE = "title"
LONGEST = 5  # tokens of a title
CONTENT = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
JOINTS = frozenset({"-", "'s", "’s", "'", "’"})


def with_bodies_of_titles(tree: Tree, marks: Sequence[Markable]) -> list[Markable]:
    """The markables of a text and these nouns among them, in the same order."""
    taken = {i for ent in tree.parse.ents for i in range(ent.start, ent.end)}
    found = (*marks, *_bodies(tree, taken | {mark.head for mark in marks}))
    return sorted(found, key=in_order)


def _bodies(tree: Tree, taken: Collection[int]) -> Iterator[Markable]:
    people = {ent.start for ent in tree.parse.ents if ent.label == "PERSON"}
    for i in range(len(tree.words) - 2) if people else ():
        if i in taken or tree.parse.tags[i] not in ("NN", "NNP") or not _is_bare(tree, i):
            continue
        lemma = noun(tree, i)
        if lemma not in word_set("taken_up", "of_titles"):
            continue
        end = _title_end(tree, i + 1)
        if end > i + 1 and not people.isdisjoint((end, end + 1 if tree.words[end] == "," else end)):
            yield Markable(
                i, i + 1, i, MentionKind.NOMINAL, "ORG", "sing", "neuter", use=OF_TITLE, definite=True
            )


def _is_bare(tree: Tree, i: int) -> bool:
    """Whether nothing before the noun says which body it is."""
    first = tree.parse.sents[tree.sent[i]][0]
    return i == first or (tree.parse.pos[i - 1] not in CONTENT and tree.words[i - 1] not in JOINTS)


def _title_end(tree: Tree, start: int) -> int:
    """The token behind the title that starts there, ``start`` if none does."""
    end = min(start + LONGEST, tree.parse.sents[tree.sent[start]][1])
    lemmas = [lemma.lower() for lemma in tree.parse.lemmas[start:end]]
    hit = titles().longest_at(list(tree.lower[start:end]), lemmas, 0)
    return start if hit is None else start + hit[0]
