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
from dataclasses import dataclass, field

from kg.records import Parse
from kg.relations.words import word_set

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "X"})
PASSIVE = frozenset({"aux:pass", "nsubj:pass", "csubj:pass"})
KEEP_SUBTYPE = frozenset({"aux:pass", "compound:prt", "obl:unmarked", "nmod:unmarked", "acl:relcl"})


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


def trees(parse: Parse) -> Iterator[Tree]:
    """Yield the normalised tree of each sentence, in order."""
    for start, end in parse.sents:
        yield normalise(parse, start, end)


def normalise(parse: Parse, start: int, end: int) -> Tree:
    """Build the normalised tree of one sentence (a token range of the parse)."""
    n = end - start
    tree = Tree(parse, start, end, [[] for _ in range(n)], [[] for _ in range(n)], [[] for _ in range(n)])
    for i in range(start, end):
        head = parse.heads[i]
        if head != i and start <= head < end:
            tree.children[head - start].append(i)
    for i in range(start, end):
        _basic(tree, i)
    for i in range(start, end):
        _clause(tree, i)
    for i in range(start, end):
        _whose(tree, i)
    for i in range(start, end):
        _predicate(tree, i)
    for i in range(start, end):
        _share(tree, i)
    for i in range(start, end):
        _predicate(tree, i)  # of verbs that share a subject: "studied law and became a judge"
    return tree


def preposition(tree: Tree, i: int) -> str:
    """The preposition or subordinator of a token: "of", "according_to", "" for none."""
    for k in tree.kids(i):
        if tree.dep(k) in ("case", "mark"):
            fixed = [tree.lemma(f) for f in tree.kids(k, "fixed")]
            word = tree.parse.word(k).lower()
            return "_".join([word, *fixed])
    return ""


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


def _basic(tree: Tree, i: int) -> None:
    dep, head = tree.dep(i), tree.head(i)
    if head == i or not tree.start <= head < tree.end:
        return
    if dep in ("nsubj", "nsubj:outer"):
        tree.add(head, "subj", i)
    elif dep == "nsubj:pass":
        tree.add(head, "obj", i)
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
    else:
        tree.add(head, dep if dep in KEEP_SUBTYPE else dep.split(":")[0], i)


def _is_hyphened(tree: Tree, i: int, head: int) -> bool:
    """Whether a word belongs to the participle after its hyphen: "U.S." in "the U.S.-funded broadcaster"."""
    parse = tree.parse
    if i + 2 >= tree.end or head == i + 2 or parse.word(i + 1) != "-":
        return False
    return parse.starts[i + 1] == parse.ends[i] and parse.tags[i + 2] in ("VBN", "JJ")


def _oblique(tree: Tree, head: int, i: int) -> None:
    word = preposition(tree, i)
    if word == "by" and is_passive(tree, head):
        tree.add(head, "subj", i)
    tree.add(head, word or "unmarked", i)


def _clause(tree: Tree, i: int) -> None:
    """Give participles and relative clauses the arguments that they share with what they modify."""
    dep, head = tree.dep(i), tree.head(i)
    if dep == "acl:relcl":
        _relative(tree, _antecedent(tree, head, i), i)
    elif dep == "acl" and tree.parse.tags[i] == "VBN":
        tree.add(i, "obj", head)
    elif dep == "acl" and tree.parse.tags[i] == "VBG":
        tree.add(i, "subj", head)
    elif _is_apposition(tree, i):
        for bearer in _bearers(tree, head, i):
            tree.add(bearer, "app", i)
            tree.add(i, "app", bearer)


def _is_apposition(tree: Tree, i: int) -> bool:
    """Whether a noun says what the one before is, also where the tree calls it a mere modifier behind a comma."""
    if tree.dep(i) == "appos":
        return True
    if tree.dep(i) not in ("nmod", "nmod:unmarked") or tree.parse.pos[i] != "NOUN" or preposition(tree, i):
        return False
    start = tree.subtree(i)[0]
    return start > tree.head(i) and "," in (tree.parse.word(start), tree.parse.word(start - 1))


def _bearers(tree: Tree, head: int, i: int) -> list[int]:
    """Whom an apposition is about: in "A and B, son of C" only B, in "A and B, sons of C" both."""
    if _is_enumerated(tree, i):
        return []
    kin = tree.head(head)
    if (
        tree.parse.pos[i] == tree.parse.pos[head] == "PROPN"
        and tree.dep(head) == "nmod"
        and tree.lemma(kin) in word_set("nouns", "people")
    ):
        return [kin]  # "the son of A, B," is B
    row = [head, *(k for k in tree.kids(head, "conj") if k < i and tree.parse.pos[k] in NOMINAL)]
    if len(row) == 1 or tree.parse.tags[i] in ("NNS", "NNPS"):
        return row
    own = any(tree.kids(k, "det", "nmod:poss") for k in row[1:])  # "the ministers and their host, A"
    roles = not own and all(
        tree.parse.pos[k] == "NOUN" and tree.lemma(k) not in word_set("nouns", "people") for k in row
    )
    return row if roles else row[-1:]  # "the founder and chief executive, A" is one person


def _is_enumerated(tree: Tree, i: int) -> bool:
    """Whether what the tree calls an apposition is the next of a list: after ";", or "three children"."""
    if tree.parse.tags[i] == "NNS" and tree.kids(i, "nummod"):
        return len(tree.kids(tree.head(i), "conj")) == 0 and tree.lemma(i) in word_set("nouns", "people")
    start = tree.subtree(i)[0]
    return tree.parse.word(start) == ";" or (start > tree.start and tree.parse.word(start - 1) == ";")


def _antecedent(tree: Tree, head: int, verb: int) -> int:
    """What a relative clause is about: the last of a row where the verb is singular, or ";" parts the row."""
    row = [k for k in tree.kids(head, "conj") if k < verb and tree.parse.pos[k] in NOMINAL]
    if not row or tree.subtree(row[-1])[1] > verb:
        return head
    parted = any(tree.parse.word(k) == ";" for k in range(head, row[-1]))
    finite = [verb, *tree.kids(verb, "aux", "aux:pass", "cop")]
    return row[-1] if parted or any(tree.parse.tags[k] == "VBZ" for k in finite) else head


def _relative(tree: Tree, noun: int, verb: int) -> None:
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


def _whose(tree: Tree, i: int) -> None:
    """In "A, whose TITLE is B," the title is of A, also where the tree hangs the clause elsewhere."""
    noun = tree.head(i)
    if tree.parse.tags[i] != "WP$" or any(target != i for target in tree.down(noun, "poss")):
        return
    before = i - 1 if i > tree.start and tree.parse.word(i - 1) != "," else i - 2
    if before < tree.start or tree.parse.pos[before] not in NOMINAL:
        return
    while tree.dep(before) in ("flat", "compound") and tree.start <= tree.head(before) < before:
        before = tree.head(before)
    tree.add(noun, "poss", before)


def _clause_tokens(tree: Tree, verb: int) -> Iterator[int]:
    """A clause's own words: its children and theirs, no deeper clause."""
    for k in tree.kids(verb):
        yield k
        yield from tree.kids(k)


def _predicate(tree: Tree, i: int) -> None:
    """Add isa edges: copula, xcomp and "as" complements."""
    dep, head = tree.dep(i), tree.head(i)
    if tree.parse.pos[i] in NOMINAL and tree.kids(i, "cop"):
        for subject in tree.down(i, "subj"):
            tree.add(subject, "isa", i)
    if head == i or not tree.start <= head < tree.end:
        return
    if (
        (dep == "xcomp" and tree.parse.pos[i] in NOMINAL)
        or (dep in ("obl", "nmod") and preposition(tree, i) == "as" and tree.parse.pos[head] == "VERB")
        or (dep == "advcl" and tree.parse.pos[i] in NOMINAL and preposition(tree, i) == "as")
    ):
        _role(tree, head, i)


def _role(tree: Tree, verb: int, noun: int) -> None:
    objects = [o for o in tree.down(verb, "obj") if o != noun]
    named = objects and tree.lemma(verb) in word_set("verbs", "object_role")
    for holder in objects if named else tree.down(verb, "subj"):
        tree.add(holder, "isa", noun)


def _share(tree: Tree, i: int) -> None:
    """Hand arguments on: to conjuncts, controlled verbs and clauses without a subject of their own."""
    dep, head = tree.dep(i), tree.head(i)
    if head == i or not tree.start <= head < tree.end:
        return
    if dep == "conj":
        _share_conjunct(tree, head, i)
    elif tree.parse.pos[i] == tree.parse.pos[head] == "NOUN" and _is_apposition(tree, i):
        for label, source in list(tree.incoming(head)):
            if label == "isa":  # "A is a lawyer, head of B"
                tree.add(source, "isa", i)
    elif (
        tree.parse.pos[i] == "VERB" and dep in ("xcomp", "advcl") and not tree.kids(i, "nsubj", "nsubj:pass")
    ):
        _give_subject(tree, i, _understood(tree, head, i, dep))


def _understood(tree: Tree, head: int, verb: int, dep: str) -> list[int]:
    """The subject that an infinitive or participle takes from the verb over it."""
    objects, control = tree.down(head, "obj"), "object_control" if dep == "xcomp" else "object_gerund"
    if dep == "advcl" and objects and tree.lemma(verb) in ("replace", "succeed"):
        control = "object_role"  # "named A as his chief of staff, replacing B"
    if objects and (is_passive(tree, head) or tree.lemma(head) in word_set("verbs", control)):
        return objects
    return tree.down(head, "subj")


def _give_subject(tree: Tree, verb: int, subjects: list[int]) -> None:
    label = "obj" if is_passive(tree, verb) else "subj"
    if not tree.down(verb, label):
        for subject in subjects:
            tree.add(verb, label, subject)


def _share_conjunct(tree: Tree, head: int, i: int) -> None:
    pos = tree.parse.pos
    role = _role_before(tree, head, i)
    if role is not None:
        tree.add(head, "app", i)
        tree.add(i, "app", head)
        _share_modifiers(tree, role, i)
    if pos[i] == "VERB":
        shared = tree.down(head, "obj") if is_passive(tree, head) else tree.down(head, "subj")
        _give_subject(tree, i, shared)
    if pos[i] in NOMINAL and pos[head] in NOMINAL:
        for label in ("isa",):
            for source_label, source in list(tree.incoming(head)):
                if source_label == label:
                    tree.add(source, label, i)
        if pos[i] == "NOUN" and pos[head] == "NOUN":
            _share_modifiers(tree, head, i)
    if pos[i] in NOMINAL and tree.kids(i, "cop") and not tree.down(i, "subj"):
        for subject in tree.down(head, "subj"):
            tree.add(subject, "isa", i)


def _role_before(tree: Tree, head: int, i: int) -> int | None:
    """In "A, president and founder of B" the role that goes with the second, where the tree parts them."""
    if tree.parse.pos[head] != "PROPN" or tree.parse.pos[i] != "NOUN" or tree.kids(i, "det", "nmod:poss"):
        return None
    roles = [k for k in tree.kids(head, "appos") if head < k < i and tree.parse.pos[k] == "NOUN"]
    near = roles and all(tree.parse.word(k) != "," for k in range(roles[-1], i))
    return roles[-1] if near else None


def _share_modifiers(tree: Tree, first: int, second: int) -> None:
    """In "founder and chief executive of X" and "X's founder and chief executive" both are of X."""
    if not any(label in ("of", "for", "at") for label, _ in tree.edges(first)):
        for label, target in list(tree.edges(second)):
            if label in ("of", "for", "at") and target > second:
                tree.add(first, label, target)
    if not any(label in ("poss", "of", "for", "at") for label, _ in tree.edges(second)):
        for label, target in list(tree.edges(first)):
            if label == "poss":
                tree.add(second, label, target)
    if not any(label == "app" for label, _ in (*tree.incoming(second), *tree.edges(second))):
        for label, source in list(tree.incoming(first)):
            if label == "app":
                tree.add(source, "app", second)
