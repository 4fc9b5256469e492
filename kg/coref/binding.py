"""Where grammar forbids or demands that a pronoun means a phrase of its own sentence."""

from __future__ import annotations

from kg.coref.markables import Markable
from kg.records import MentionKind
from kg.syntax.tree import Tree

CLAUSAL = frozenset({"ccomp", "xcomp", "advcl", "acl", "csubj"})


def forbidden(tree: Tree, pronoun: Markable, other: Markable) -> bool:
    """Whether the two can't be one: one inside the other, or joined by "and"."""
    if pronoun.use == "reflexive":
        return tree.sent[pronoun.head] != tree.sent[other.head]
    if other.start <= pronoun.start < other.end and other.kind != MentionKind.PRONOUN:
        return True
    if tree.sent[pronoun.head] != tree.sent[other.head]:
        return False
    if pronoun.use == "possessive":
        return _own_noun(tree, pronoun, other)
    inside = _joined(tree, pronoun.head, other.head) or _contains(tree, pronoun, other)
    return inside or _of_fronted_participle(tree, pronoun, other)


def clash(tree: Tree, pronoun: Markable, other: Markable) -> str:
    """How two arguments of one verb clash, which would want a reflexive if they were one: "", "clash"
    for subject and object or agent, "half a clash" for other arguments."""
    if pronoun.use != "personal" or tree.sent[pronoun.head] != tree.sent[other.head]:
        return ""
    if not _co_arguments(tree, pronoun.head, other.head):
        return ""
    roles = {tree.role(pronoun.head), tree.role(other.head)}
    return "clash" if roles in ({"subj", "obj"}, {"subj", "agent"}) else "half a clash"


def _own_noun(tree: Tree, pronoun: Markable, other: Markable) -> bool:
    """In "his brother", "his brother John" and "John is his brother" he is neither the brother nor John."""
    noun = tree.head(pronoun.head)
    named = tree.head(other.head) == noun and tree.universal(other.head) in ("appos", "flat")
    if other.head == noun or named:
        return True
    if tree.head(noun) == other.head and tree.parse.deps[noun] in ("compound", "flat", "nmod:desc", "amod"):
        return True
    verb = tree.head(noun) if tree.universal(noun) == "xcomp" else noun
    is_predicate = tree.universal_child(noun, "cop") is not None or tree.universal(noun) == "xcomp"
    return is_predicate and tree.subject(verb) == other.head


def _of_fronted_participle(tree: Tree, pronoun: Markable, other: Markable) -> bool:
    """In "Born in Halifax, the son of a foreman, he ..." nobody before is he: he was born himself."""
    if other.start > pronoun.start or not tree.parse.deps[pronoun.head].startswith("nsubj"):
        return False
    verb = tree.head(pronoun.head)
    i = other.head
    for above in tree.ancestors(other.head):
        if tree.head(above) == verb and tree.universal(above) == "advcl":
            alone = tree.universal_child(above, "nsubj") is None
            participle = tree.parse.tags[above] in ("VBN", "VBG") and alone
            return participle and tree.universal(i) not in CLAUSAL
        if tree.universal(above) in CLAUSAL:
            return False
        i = above
    return False


def _joined(tree: Tree, one: int, other: int) -> bool:
    """Conjuncts are different things, whoever stands first."""
    top_one, top_other = _top_conjunct(tree, one), _top_conjunct(tree, other)
    nominal = tree.parse.pos[top_one] in ("NOUN", "PROPN", "PRON")
    return top_one == top_other and nominal


def _top_conjunct(tree: Tree, i: int) -> int:
    for _ in range(20):
        if tree.universal(i) != "conj":
            return i
        i = tree.head(i)
    return i


def _contains(tree: Tree, pronoun: Markable, other: Markable) -> bool:
    """A phrase that the pronoun stands in, its clauses included, and that isn't a clause itself."""
    return (
        tree.parse.pos[other.head] in ("NOUN", "PROPN")
        and not tree.is_clause(other.head)
        and tree.dominates(other.head, pronoun.head)
        and not _inside_relative(tree, pronoun.head, other.head)
    )


def _inside_relative(tree: Tree, i: int, noun: int) -> bool:
    """Inside a clause about the noun a pronoun can mean it ("the man who lost his hat")."""
    for above in (i, *tree.ancestors(i)):
        if above == noun:
            return False
        if tree.universal(above) in ("acl", "ccomp", "advcl", "appos") and above != i:
            return True
    return False


def _co_arguments(tree: Tree, one: int, other: int) -> bool:
    roles = {tree.role(one), tree.role(other)}
    if not roles <= {"subj", "obj", "obl", "agent"} or roles == {"subj"}:
        return False
    if _argument_top(tree, one) in tree.children[_argument_top(tree, other)]:
        return False
    verb_one, verb_other = tree.clause(one), tree.clause(other)
    if verb_one == verb_other:
        return _direct(tree, one, verb_one) and _direct(tree, other, verb_other)
    for verb, i, j in ((verb_one, one, other), (verb_other, other, one)):
        shared = tree.understood_subject(verb) if tree.universal(verb) in ("conj", "xcomp") else None
        if shared is not None and shared == j and _direct(tree, i, verb) and tree.role(i) != "subj":
            return True
    return False


def _argument_top(tree: Tree, i: int) -> int:
    return _top_conjunct(tree, i)


def _direct(tree: Tree, i: int, verb: int) -> bool:
    return tree.head(_top_conjunct(tree, i)) == verb
