"""Subjects that the parser gave to the wrong verb, mended where only one reading is possible."""

from __future__ import annotations

from kg.syntax.graph import Graph
from kg.syntax.tree import is_passive

SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "expl")
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
OF_ITS_OWN = frozenset({"root", "ccomp", "parataxis"})


def told_before(tree: Graph, i: int, head: int) -> int | None:
    """The verb before "Y said" in "X held talks, Y said", where the tree gives X to "said" as well."""
    if not any(head > k > i for k in tree.kids(head, "nsubj")):
        return None
    told = [k for k in tree.kids(head, "ccomp") if i < k < head and tree.parse.pos[k] == "VERB"]
    bare = [k for k in told if not tree.kids(k, "nsubj", "nsubj:pass", "aux:pass")]
    return bare[0] if bare and any(k > bare[0] for k in tree.kids(head, "nsubj")) else None


def subject_of_participle(tree: Graph, verb: int) -> int | None:
    """In "Nurses sent abroad have gathered" the subject of "gathered", where the tree gives it to "sent"."""
    aux = tree.kids(verb, "aux")
    bare = (
        tree.parse.pos[verb] == "VERB" and tree.deprel(verb) in OF_ITS_OWN and not tree.kids(verb, *SUBJECTS)
    )
    if not aux or not bare or aux[0] == tree.start:
        return None
    at = aux[0] - 1
    while tree.start <= tree.head(at) < aux[0] and tree.head(at) != at:
        at = tree.head(at)
    subjects = tree.kids(at, "nsubj")
    reduced = tree.parse.tags[at] in ("VBN", "VBD") and not tree.kids(at, "aux", "aux:pass", "mark")
    return subjects[0] if reduced and subjects and subjects[0] < at else None


def is_main_after_all(tree: Graph, verb: int) -> bool:
    """Whether in "Acme named NAME chairman" the tree takes the only verb for a participle of the subject."""
    noun = tree.head(verb)
    if tree.deprel(verb) != "acl" or tree.deprel(noun) != "root" or tree.parse.tags[verb] != "VBN":
        return False
    if tree.parse.pos[noun] != "PROPN" or any(tree.parse.word(k) == "," for k in range(noun, verb)):
        return False
    if not any(k > verb and tree.parse.pos[k] == "PROPN" for k in tree.kids(verb, "xcomp", "obj")):
        return False
    return not any(tree.parse.tags[k] in FINITE for k in range(tree.start, tree.end))


def agent_of_naming(tree: Graph, head: int, noun: int) -> int | None:
    """The passive verb whose agent NAME is, where the tree hangs it on the office: "named head by NAME"."""
    at = head
    while tree.deprel(at) == "nmod" and tree.start <= tree.head(at) < at:
        at = tree.head(at)
    verb = tree.head(at)
    return verb if tree.deprel(at) == "xcomp" and at < noun and is_passive(tree, verb) else None


def told_whom(tree: Graph, verb: int) -> int | None:
    """Whom somebody told, where the tree gives him to the clause behind: "told Reuters the mill burnt"."""
    clauses = [k for k in tree.kids(verb, "ccomp") if k > verb]
    if tree.lemma(verb) != "tell" or not clauses or tree.kids(verb, "obj", "iobj", "obl"):
        return None
    start = verb + 1
    while start < clauses[0] and tree.parse.pos[start] == "DET":
        start += 1
    end = start
    while end < clauses[0] and tree.parse.pos[end] == "PROPN":
        end += 1
    behind = tree.parse.pos[end] not in ("AUX", "VERB", "PART", "ADP", "PUNCT", "CCONJ")
    heads = [k for k in range(start, end) if not start <= tree.head(k) < end]
    inside = bool(heads) and tree.deprel(heads[0]) in ("nmod:poss", "compound", "nmod:desc", "nsubj", "flat")
    return heads[0] if behind and len(heads) == 1 and inside else None


def is_named_so(tree: Graph, i: int, head: int) -> bool:
    """Whether the tree takes a name for what it is called: X in "called X a liar"."""
    if tree.parse.pos[i] != "PROPN" or tree.kids(head, "obj", "iobj") or is_passive(tree, head):
        return False
    return any(k > i and tree.parse.pos[k] in ("NOUN", "ADJ") for k in tree.kids(head, "xcomp"))


def ends_address(tree: Graph, i: int, head: int) -> bool:
    """Whether a "subject" is the end of a place in "A blast in TOWN, COUNTRY killed two"."""
    first = next((k for k in tree.kids(head, "nsubj") if k < i), None)
    if first is None or tree.parse.pos[i] != "PROPN" or i - 2 <= first or tree.parse.word(i - 1) != ",":
        return False
    at = i - 2
    while at > first and tree.parse.pos[at] == "PROPN" and tree.head(at) != first:
        at = tree.head(at)
        if at >= i:
            return False
        if any(tree.deprel(k) == "case" for k in tree.kids(at)):
            return True
    return False
