"""Normalised trees: one labelled graph a sentence, in which a rule needs one path where text has ten forms.

From Universal Dependencies to the labels that rules use:

====================  =====================================================================
label                 from
====================  =====================================================================
subj, obj, iobj       nsubj, obj, iobj; a passive's nsubj:pass is obj, its agent subj; shared
                      by conjuncts, participles, relative clauses and controlled infinitives
of, in, for, ...      nmod and obl by their preposition ("according_to" for fixed ones)
poss                  nmod:poss
isa                   X -isa-> P: "X is P", "X became P", "X served as P", "named X P"
app                   X -app-> P: "X, P,", "P X" (an apposition or a title before a name)
amod, compound, ...   the other UD labels, subtypes cut off where they say nothing more
====================  =====================================================================

The closest published relatives are the enhanced dependencies of Schuster and
Manning (2016) and PropS (Stanovsky et al. 2016).
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.lexicon.wordlists import word_set
from kg.syntax.appositions import antecedent, bearers, fronted, is_apposition, relative, whose
from kg.syntax.garden_paths import (
    agent_of_naming,
    ends_address,
    is_main_after_all,
    is_named_so,
    subject_of_participle,
    told_before,
    told_whom,
)
from kg.syntax.graph import Graph, bare
from kg.syntax.propagation import share, utter
from kg.syntax.tree import NOMINAL, Tree, is_passive, preposition

CALLING = frozenset({"call", "name", "know", "dub", "title"})
KEEP_SUBTYPE = frozenset({"aux:pass", "compound:prt", "obl:unmarked", "nmod:unmarked", "acl:relcl"})


def graphs(tree: Tree) -> Iterator[Graph]:
    """Yield the normalised graph of each sentence, in order."""
    for start, end in tree.parse.sents:
        yield normalise(tree, start, end)


def normalise(tree: Tree, start: int, end: int) -> Graph:
    """The normalised graph of one sentence (a token range of the parse)."""
    graph = bare(tree, start, end)
    # predicates twice: verbs share a subject ("studied law and became a judge")
    for step in (_basic, fronted, _clause, whose, _predicate, share, _predicate, utter):
        for i in range(start, end):
            step(graph, i)
    return graph


def _basic(tree: Graph, i: int) -> None:
    dep, head = tree.deprel(i), tree.head(i)
    if head == i or not tree.start <= head < tree.end:
        return
    if dep in ("nsubj", "nsubj:outer"):
        told = told_before(tree, i, head)
        if told is not None:
            tree.add(told, "subj", i)
        elif ends_address(tree, i, head):
            return
        elif not _is_second_subject(tree, i, head):
            tree.add(head, "subj", i)
        elif _is_rather_object(tree, i, head):
            tree.add(head, "obj", i)
    elif dep == "nsubj:pass":
        tree.add(head, "subj" if _is_rather_active(tree, head) else "obj", i)
    elif dep == "iobj" and i < head and tree.parse.pos[i] in ("NOUN", "PROPN"):
        tree.add(head, "subj", i)
    elif dep == "nmod:poss":
        if i < head:
            tree.add(head, "poss", i)
    elif dep == "obl:agent":
        tree.add(head, "subj", i)
        tree.add(head, "by", i)
    elif dep in ("nmod", "obl"):
        _oblique(tree, head, i)
    elif dep in ("compound", "amod") and _is_hyphened(tree, i, head):
        tree.add(head, "hyphened", i)
    elif dep == "nmod:desc":
        tree.add(head, "compound", i)
    elif dep == "xcomp" and is_named_so(tree, i, head):
        tree.add(head, "obj", i)
    else:
        tree.add(head, dep if dep in KEEP_SUBTYPE else dep.split(":")[0], i)


def _is_second_subject(tree: Graph, i: int, head: int) -> bool:
    """Whether what the tree calls a subject stands behind a verb that has one before it."""
    return tree.parse.pos[head] == "VERB" and head < i and any(k < head for k in tree.kids(head, "nsubj"))


def _is_rather_object(tree: Graph, i: int, head: int) -> bool:
    """Whether that second subject can only be the object: "has fired minister NAME"."""
    return not tree.kids(head, "obj", "ccomp", "xcomp") and all(
        tree.parse.word(k) not in (",", "-", "\u2013", "\u2014") for k in range(head, i)
    )


def _is_rather_active(tree: Graph, verb: int) -> bool:
    """Whether a "passive" without its auxiliary has an object: "Kenya deported 40 refugees"."""
    return bool(tree.kids(verb, "obj")) and not tree.kids(verb, "aux:pass", "aux")


def _is_hyphened(tree: Graph, i: int, head: int) -> bool:
    """Whether a name belongs to the participle after its hyphen: "U.S." in "the U.S.-funded broadcaster"."""
    parse = tree.parse
    end = max((i, *tree.kids(i, "flat")))  # "Boko Haram-linked"
    if end + 2 >= tree.end or head == end + 2 or parse.word(end + 1) != "-":
        return False
    return parse.starts[end + 1] == parse.ends[end] and parse.tags[end + 2] in ("VBN", "JJ")


def _oblique(tree: Graph, head: int, i: int) -> None:
    word = preposition(tree, i)
    if word == "by" and is_passive(tree, head):
        tree.add(head, "subj", i)
    named = agent_of_naming(tree, head, i) if word == "by" and tree.deprel(i) == "nmod" else None
    if named is not None:
        tree.add(named, "subj", i)
    tree.add(head, word or "unmarked", i)


def _clause(tree: Graph, i: int) -> None:
    """Give participles and relative clauses the arguments that they share with what they modify."""
    dep, head = tree.deprel(i), tree.head(i)
    if dep == "acl:relcl":
        relative(tree, antecedent(tree, head, i), i)
    elif dep == "acl" and tree.parse.tags[i] == "VBN":
        main = is_main_after_all(tree, i)
        tree.add(i, "subj" if main else "obj", head)
    elif dep == "acl" and tree.parse.tags[i] == "VBG":
        tree.add(i, "subj", head)
    elif is_apposition(tree, i):
        for bearer in bearers(tree, head, i):
            tree.add(bearer, "app", i)
            tree.add(i, "app", bearer)
    subject, told = subject_of_participle(tree, i), told_whom(tree, i)
    if subject is not None:
        tree.add(i, "subj", subject)
    if told is not None:
        tree.add(i, "obj", told)


def _predicate(tree: Graph, i: int) -> None:
    """Add isa edges: copula, xcomp and "as" complements."""
    dep, head = tree.deprel(i), tree.head(i)
    if tree.parse.pos[i] in NOMINAL and tree.kids(i, "cop"):
        for subject in tree.down(i, "subj"):
            tree.add(subject, "isa", i)
    if head == i or not tree.start <= head < tree.end:
        return
    if (
        (dep == "xcomp" and tree.parse.pos[i] in NOMINAL)
        or (
            dep in ("obl", "nmod")
            and preposition(tree, i) == "as"
            and tree.parse.pos[head] in ("VERB", "ADJ")
        )
        or (dep == "advcl" and tree.parse.pos[i] in NOMINAL and preposition(tree, i) == "as")
    ):
        _role(tree, head, i)


def _role(tree: Graph, verb: int, noun: int) -> None:
    objects = [o for o in tree.down(verb, "obj") if o != noun]
    named = objects and tree.lemma(verb) in word_set("verbs", "object_role")
    for holder in objects if named else tree.down(verb, "subj"):
        tree.add(holder, "isa", noun)
    if _introduces(tree, verb, noun):
        tree.add(tree.head(verb), "named", noun)


def _introduces(tree: Graph, verb: int, name: int) -> bool:
    """Whether a participle behind a noun tells its name: "a group called NAME"."""
    noun = tree.head(verb)
    if tree.deprel(verb) != "acl" or tree.parse.tags[verb] != "VBN" or tree.lemma(verb) not in CALLING:
        return False
    aside = any(tree.parse.word(k) == "," for k in range(noun, verb))  # "the group, known as NAME, ..."
    return tree.parse.pos[noun] == "NOUN" and tree.parse.pos[name] == "PROPN" and noun < name and not aside
