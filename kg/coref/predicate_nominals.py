"""Descriptions that a sentence itself gives to a name: as predicate or in apposition."""

from __future__ import annotations

from collections.abc import Mapping

from kg.coref.chains import Chain
from kg.coref.labels import entity_type
from kg.coref.markables import Markable
from kg.records import MentionKind
from kg.syntax.tree import Tree

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "dislocated"})
MODALS = frozenset({"may", "might", "could", "would", "should", "can", "must"})


def bearer(
    tree: Tree, mark: Markable, owner: Mapping[int, Chain], names_at: Mapping[int, Chain]
) -> Chain | None:
    """Whom a noun describes: "Brandt is an engineer who ...", "Brandt, an engineer, ...".

    ``owner`` maps head tokens before the noun to chains, ``names_at`` those of all names.
    """
    if mark.kind != MentionKind.NOMINAL or mark.use == "group":
        return None
    subject = _by_copula(tree, mark.head, owner)
    if not mark.label:  # "a practitioner who ..."
        return subject if subject and subject.named and entity_type(subject.label) else None
    for chain in (_by_apposition(tree, mark.head, owner, names_at), subject):
        if chain is None or not chain.named or entity_type(chain.label) != entity_type(mark.label):
            continue
        return None if mark.number == "plur" and chain.number == "sing" else chain
    return None


def _by_apposition(
    tree: Tree, head: int, owner: Mapping[int, Chain], names_at: Mapping[int, Chain]
) -> Chain | None:
    above = tree.head(head)
    joined = tree.universal(head) == "conj" and tree.universal(above) == "appos"
    if tree.universal(head) == "appos" or joined:
        return owner.get(above if tree.universal(head) == "appos" else tree.head(above))
    named = [kid for kid in tree.children[head] if tree.universal(kid) == "appos" and kid in names_at]
    return names_at[named[0]] if named else None


def _by_copula(tree: Tree, head: int, owner: Mapping[int, Chain]) -> Chain | None:
    verb = tree.head(head) if tree.universal(head) == "conj" and tree.subject(head) is None else head
    if tree.universal_child(verb, "cop") is None or _doubted(tree, verb):
        return None
    subject = tree.subject(verb)
    return owner.get(subject) if subject is not None else None


def _doubted(tree: Tree, verb: int) -> bool:
    """Whether the sentence denies it, or leaves it open."""
    return any(
        tree.lower[kid] in ("not", "n't", "never", "if", "whether", "?") or tree.parse.lemmas[kid] in MODALS
        for kid in tree.children[verb]
    )


def is_fronted(tree: Tree, mark: Markable) -> bool:
    """Whether a description opens its sentence and says what the subject behind the comma is.

    "A graduate of Yale, she won": it is nobody else, so it does not vie for what "she" means.
    """
    i, deps = mark.head, tree.parse.deps
    verb, last, first = tree.head(i), tree.right[i], tree.parse.sents[tree.sent[i]][0]
    if mark.kind != MentionKind.NOMINAL or verb == i or deps[i] not in SUBJECTS:
        return False
    if tree.left[i] != first or tree.lower[first] not in ("a", "an"):
        return False
    behind = [k for k in tree.children[verb] if k > i and deps[k] in ("nsubj", "nsubj:pass")]
    return len(behind) == 1 and tree.left[behind[0]] > last and "," in tree.words[last : last + 2]
