"""Arguments that words share: conjuncts, controlled verbs, clauses without a subject of their own."""

from __future__ import annotations

from kg.lexicon.wordlists import word_set
from kg.syntax.appositions import is_apposition
from kg.syntax.graph import Graph
from kg.syntax.tree import NOMINAL, infinitive, is_passive

SPEAKING = (
    *("asking", "urging", "calling_on", "demanding", "supporting", "opposing", "opposing_at"),
    *("opposing_what", "accusing", "warning", "rejecting"),
)


def share(tree: Graph, i: int) -> None:
    """Hand arguments on: to conjuncts, controlled verbs and clauses without a subject of their own."""
    dep, head = tree.deprel(i), tree.head(i)
    if head == i or not tree.start <= head < tree.end:
        return
    if dep == "conj":
        _share_conjunct(tree, head, i)
    elif tree.parse.pos[i] == tree.parse.pos[head] == "NOUN" and is_apposition(tree, i):
        for label, source in list(tree.incoming(head)):
            if label == "isa":  # "A is a lawyer, head of B"
                tree.add(source, "isa", i)
    elif (
        tree.parse.pos[i] == "VERB" and dep in ("xcomp", "advcl") and not tree.kids(i, "nsubj", "nsubj:pass")
    ):
        _give_subject(tree, i, _understood(tree, head, i, dep))


def utter(tree: Graph, i: int) -> None:
    """Give what a text does to its maker: "signed a letter urging X", "a statement by A condemned X"."""
    if tree.parse.pos[i] != "VERB" or not any(tree.lemma(i) in word_set("acts", k) for k in SPEAKING):
        return
    for text in tree.down(i, "subj"):
        if tree.lemma(text) not in word_set("acts", "utterances") or tree.parse.pos[text] != "NOUN":
            continue
        makers = tree.down(text, "poss", "by", "from")
        for label, verb in tree.incoming(text):
            if label == "obj" and verb != i and tree.lemma(verb) in word_set("acts", "uttering"):
                makers = [*makers, *tree.down(verb, "subj")]
        for maker in makers:
            if maker != text:
                tree.add(i, "subj", maker)


def _understood(tree: Graph, head: int, verb: int, dep: str) -> list[int]:
    """The subject that an infinitive or participle takes from the verb over it."""
    named = [k for k in tree.kids(head, "obl", "nmod") if _is_named_after_for(tree, k, verb)]
    if named and infinitive(tree, verb):
        return named
    if tree.lemma(head) in word_set("verbs", "oblique_control") and infinitive(tree, verb):
        asked = [k for k in tree.down(head, "on", "upon", "to", "with") if k < verb]
        if asked:
            return asked  # "called on A to release B"
    beside = _name_right_before(tree, head, verb) if dep == "advcl" else None
    if beside is not None:
        return [beside]
    if dep == "advcl" and speaks_for_all(tree, head, verb):
        return tree.down(tree.head(head), "subj")
    behind = dep == "advcl" and verb > head  # not so in "speaking to C, A accused B"
    gerund = behind or any(tree.parse.word(k) == "of" for k in tree.kids(verb, "mark"))
    # whoever is asked is "iobj" in "urged A to go", where what is asked stands for the object
    objects = tree.down(head, "obj") or tree.down(head, "iobj")
    control = "object_gerund" if gerund else "object_control"
    if gerund and infinitive(tree, verb) and tree.lemma(head) in word_set("acts", "asking"):
        control = "object_control"  # "pushed A to go" is no purpose
    if dep == "advcl" and objects and tree.lemma(verb) in ("replace", "succeed"):
        control = "object_role"  # "named A as his chief of staff, replacing B"
    marks = {tree.parse.word(k) for k in tree.kids(verb, "mark")}
    judged = "for" in marks and tree.lemma(head) in word_set("verbs", "judging")
    if behind and objects and (judged or "against" in marks):  # "warned A against going"
        return objects
    if objects and (is_passive(tree, head) or tree.lemma(head) in word_set("verbs", control)):
        return objects
    return tree.down(head, "subj")


def speaks_for_all(tree: Graph, head: int, verb: int) -> bool:
    """Whether a participle behind a comma tells what is said by who ordered: "told A to go, accusing B"."""
    start = tree.subtree(verb)[0]
    told = tree.deprel(head) == "xcomp" and tree.lemma(tree.head(head)) in word_set("verbs", "object_control")
    comma = start > tree.start and "," in (tree.parse.word(start), tree.parse.word(start - 1))
    return (
        told and comma and tree.parse.tags[verb] == "VBG" and tree.lemma(verb) in word_set("verbs", "stating")
    )


def _name_right_before(tree: Graph, head: int, verb: int) -> int | None:
    """The other name that a participle stands beside: "was succeeded by A, appointed by B"."""
    if tree.parse.tags[verb] != "VBN" or verb - 2 < tree.start or tree.parse.word(verb - 1) != ",":
        return None
    if tree.kids(verb, "mark", "advmod", "aux", "aux:pass", "case"):
        return None
    for k in tree.kids(head, "obj", "obl:agent"):
        if tree.parse.pos[k] == "PROPN" and head < k and tree.subtree(k)[1] == verb - 1:
            return k
    return None


def _is_named_after_for(tree: Graph, noun: int, verb: int) -> bool:
    """Whether a noun is the subject of an infinitive, wherever "for" hangs: "paid for A to attend B"."""
    start, end = tree.subtree(noun)
    before = tree.parse.word(start - 1).lower() if start > tree.start else ""
    return (
        end <= verb
        and tree.parse.word(end).lower() == "to"
        and "for" in (tree.parse.word(start).lower(), before)
    )


def _give_subject(tree: Graph, verb: int, subjects: list[int]) -> None:
    label = "obj" if is_passive(tree, verb) else "subj"
    if not tree.down(verb, label):
        for subject in subjects:
            tree.add(verb, label, subject)


def _share_conjunct(tree: Graph, head: int, i: int) -> None:
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


def _role_before(tree: Graph, head: int, i: int) -> int | None:
    """In "A, president and founder of B" the role that goes with the second, where the tree parts them."""
    if tree.parse.pos[head] != "PROPN" or tree.parse.pos[i] != "NOUN" or tree.kids(i, "det", "nmod:poss"):
        return None
    roles = [k for k in tree.kids(head, "appos") if head < k < i and tree.parse.pos[k] == "NOUN"]
    near = roles and all(tree.parse.word(k) != "," for k in range(roles[-1], i))
    return roles[-1] if near else None


def _share_modifiers(tree: Graph, first: int, second: int) -> None:
    """In "founder and chief executive of X" and "X's founder and chief executive" both are of X."""
    if not any(label in ("of", "for", "at") for label, _ in tree.edges(first)):
        for label, target in list(tree.edges(second)):
            if label in ("of", "for", "at") and target > second:
                tree.add(first, label, target)
    if not any(label in ("poss", "of", "for", "at") for label, _ in tree.edges(second)):
        for label, target in list(tree.edges(first)):
            if label == "poss":
                tree.add(second, label, target)
    named = any(tree.parse.pos[k] == "PROPN" and k > second for k in tree.kids(second))  # "lender Sberbank"
    if not named and not any(label == "app" for label, _ in (*tree.incoming(second), *tree.edges(second))):
        for label, source in list(tree.incoming(first)):
            if label == "app":
                tree.add(source, "app", second)
