"""Nouns that say what another is, and clauses that are about a noun: whom they are about."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lexicon.vocabulary import introducing
from kg.lexicon.wordlists import word_set
from kg.syntax.graph import Graph
from kg.syntax.tree import NOMINAL, preposition

OUTCOMES = frozenset(
    {"kill", "injure", "wound", "leave", "displace", "claim", "erupt", "break", "begin", "last"}
)

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "dislocated"})


def is_apposition(tree: Graph, i: int) -> bool:
    """Whether a noun says what the one before is, if only as a modifier without a preposition."""
    if tree.deprel(i) == "appos":
        return not tree.kids(i, "cop")  # "A, whose head is B": a clause of its own
    if tree.deprel(i) not in ("nmod", "nmod:unmarked") or tree.parse.pos[i] != "NOUN" or preposition(tree, i):
        return False
    start = tree.subtree(i)[0]
    return start > tree.head(i) and "," in (tree.parse.word(start), tree.parse.word(start - 1))


def bearers(tree: Graph, head: int, i: int) -> list[int]:
    """Whom an apposition is about: in "A and B, son of C" only B, in "A and B, sons of C" both."""
    if _is_enumerated(tree, i):
        return []
    kin = tree.head(head)
    if (
        tree.parse.pos[i] == tree.parse.pos[head] == "PROPN"
        and tree.deprel(head) == "nmod"
        and tree.lemma(kin) in introducing("PERSON")
    ):
        return [kin]  # "the son of A, B," is B
    titled = _titled_relative(tree, head, i)
    if titled is not None:
        return [titled]  # "the widow of reporter A" is not A
    row = [head, *(k for k in tree.kids(head, "conj") if k < i and tree.parse.pos[k] in NOMINAL)]
    if len(row) == 1 or tree.parse.tags[i] in ("NNS", "NNPS"):
        return row
    own = any(tree.kids(k, "det", "nmod:poss") for k in row[1:])  # "the ministers and their host, A"
    roles = not own and all(
        tree.parse.pos[k] == "NOUN" and tree.lemma(k) not in introducing("PERSON") for k in row
    )
    return row if roles else row[-1:]  # "the founder and chief executive, A" is one person


def _titled_relative(tree: Graph, head: int, i: int) -> int | None:
    """The title before a name where the tree hangs the name on a relative: "widow of | reporter NAME"."""
    if tree.parse.pos[i] != "PROPN" or tree.lemma(head) not in introducing("PERSON"):
        return None
    start = tree.subtree(i)[0]
    if tree.parse.pos[start] == "PUNCT":
        return None  # "the wife of leader A, B," is B
    for k in tree.kids(head, "nmod"):
        titled = tree.parse.tags[k] == "NN" and not tree.kids(k, "det", "nmod:poss")
        if titled and preposition(tree, k) == "of" and tree.subtree(k)[1] == start:
            return k
    return None


def fronted(tree: Graph, i: int) -> None:
    """In "A graduate of Yale, she won" the noun that opens the sentence says what its subject is."""
    verb = tree.head(i)
    if i == verb or tree.parse.pos[i] != "NOUN" or tree.deprel(i) not in SUBJECTS:
        return
    start, end = tree.subtree(i)
    if start != tree.start or tree.parse.word(start).lower() not in ("a", "an"):
        return
    behind = [k for k in tree.kids(verb, "nsubj", "nsubj:pass") if k > i]
    left = tree.subtree(behind[0])[0] if len(behind) == 1 else start
    if left < end or tree.parse.word(left - 1) != "," or left - end > 1:
        return
    for label in ("subj", "obj", "dislocated"):
        if (label, i) in tree.edges(verb):
            tree.remove(verb, label, i)
    tree.add(behind[0], "app", i)
    tree.add(i, "app", behind[0])


def _is_enumerated(tree: Graph, i: int) -> bool:
    """Whether what the tree calls an apposition is the next of a list: after ";", or "three children"."""
    if tree.parse.tags[i] == "NNS" and tree.kids(i, "nummod"):
        return len(tree.kids(tree.head(i), "conj")) == 0 and tree.lemma(i) in introducing("PERSON")
    start = tree.subtree(i)[0]
    return tree.parse.word(start) == ";" or (start > tree.start and tree.parse.word(start - 1) == ";")


def _clash(tree: Graph, head: int) -> int | None:
    """The fight in "the fighting between A and B that killed C", where the tree hangs the clause on B."""
    first = tree.head(head) if tree.deprel(head) == "conj" else head
    over = tree.head(first)
    between = preposition(tree, first) == "between" and over != first and tree.start <= over < tree.end
    return over if between and tree.parse.pos[over] == "NOUN" else None


def _deed_before(tree: Graph, head: int, verb: int) -> int | None:
    """The nearer deed in "A, wounded in the bombing that killed B", where the tree hangs the clause on A."""
    clause = tree.subtree(verb)[0]
    deeds = word_set("acts", "attacks")
    near = [k for k in range(head + 1, clause) if tree.parse.pos[k] == "NOUN" and tree.lemma(k) in deeds]
    return near[-1] if near and tree.lemma(head) not in deeds else None


def antecedent(tree: Graph, head: int, verb: int) -> int:
    """What a relative clause is about: the last of a row where the verb is singular, or ";" parts the row."""
    deed = _clash(tree, head) or _deed_before(tree, head, verb)
    if deed is not None and tree.lemma(verb) in OUTCOMES:
        return deed
    row = [k for k in tree.kids(head, "conj") if k < verb and tree.parse.pos[k] in NOMINAL]
    if not row or tree.subtree(row[-1])[1] > verb:
        return head
    parted = any(tree.parse.word(k) == ";" for k in range(head, row[-1]))
    finite = [verb, *tree.kids(verb, "aux", "aux:pass", "cop")]
    return row[-1] if parted or any(tree.parse.tags[k] == "VBZ" for k in finite) else head


def relative(tree: Graph, noun: int, verb: int) -> None:
    """Give the verb of a relative clause the noun that the clause is about."""
    relatives = [k for k in _clause_tokens(tree, verb) if tree.parse.tags[k] in ("WP", "WDT", "WP$", "WRB")]
    for k in relatives[:1]:
        if tree.parse.tags[k] == "WP$":
            tree.add(tree.head(k), "poss", noun)
            return
        if tree.parse.tags[k] == "WRB":
            return
        for label, source in list(tree.incoming(k)):
            tree.add(source, label, noun)
        return
    if tree.down(verb, "subj") and not tree.down(verb, "obj"):
        tree.add(verb, "obj", noun)


def whose(tree: Graph, i: int) -> None:
    """In "A, whose TITLE is B," the title is of A, also where the tree hangs the clause elsewhere."""
    noun = tree.head(i)
    if tree.parse.tags[i] != "WP$" or any(target != i for target in tree.down(noun, "poss")):
        return
    before = i - 1 if i > tree.start and tree.parse.word(i - 1) != "," else i - 2
    if before < tree.start or tree.parse.pos[before] not in NOMINAL:
        return
    while tree.deprel(before) in ("flat", "compound") and tree.start <= tree.head(before) < before:
        before = tree.head(before)
    tree.add(noun, "poss", before)


def _clause_tokens(tree: Graph, verb: int) -> Iterator[int]:
    """A clause's own words: its children and theirs, no deeper clause."""
    for k in tree.kids(verb):
        yield k
        yield from tree.kids(k)
