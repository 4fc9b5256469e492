"""Whether a clause about a state speaks of the past: "was governor", "headed", not "has headed since"."""

from __future__ import annotations

from kg.lexicon.wordlists import word_set
from kg.syntax.graph import Graph
from kg.syntax.tree import preposition

STILL = frozenset({"since", "still", "currently", "now", "today"})


def past(tree: Graph, anchor: int) -> bool:
    """Whether the finite verb over a verb or predicate noun is in the simple past."""
    if _is_offered(tree, anchor):
        return False
    if _is_role_then(tree, anchor) or _is_served_out(tree, anchor) or _is_one_of_career(tree, anchor):
        return True
    verb = _finite(tree, anchor)
    if verb is None or ("Tense=Past" not in tree.parse.morphs[verb] and tree.parse.tags[verb] != "VBD"):
        return False
    return _is_pluperfect(tree, verb) or not _still(tree, anchor)


def _is_offered(tree: Graph, anchor: int) -> bool:
    """Whether somebody only offers to leave an office: "offered her resignation as director"."""
    verb = tree.head(anchor)
    return preposition(tree, anchor) == "as" and tree.lemma(verb) in word_set("verbs", "offering")


def _is_role_then(tree: Graph, anchor: int) -> bool:
    """Whether somebody did something as the holder of an office, which may be over: "met him as minister"."""
    verb = tree.head(anchor)
    if tree.deprel(anchor) not in ("obl", "advcl", "nmod") or preposition(tree, anchor) != "as":
        return False
    lasting = tree.lemma(verb) in word_set("verbs", "change") or tree.lemma(verb) in word_set(
        "verbs", "holding"
    )
    return not lasting and tree.parse.tags[verb] in ("VBD", "VBN")


def _is_served_out(tree: Graph, anchor: int) -> bool:
    """Whether how long an office was held follows: "was elected governor and served two terms"."""
    verb = tree.head(anchor) if tree.deprel(anchor) in ("xcomp", "obl", "obj") else anchor
    if not _is_change(tree, verb):
        return False
    return any(_tells_of_service(tree, k) and not _still(tree, k) for k in tree.kids(verb, "conj"))


def _tells_of_service(tree: Graph, verb: int) -> bool:
    """Whether a verb goes on about the office: "served until May", "held the post", no other office."""
    if tree.parse.tags[verb] != "VBD" or any(preposition(tree, k) == "as" for k in tree.kids(verb)):
        return False
    if tree.lemma(verb) in word_set("verbs", "holding_office"):
        return any(tree.lemma(k) in word_set("nouns", "offices") for k in tree.kids(verb, "obj"))
    return tree.lemma(verb) == "serve"


def _is_one_of_career(tree: Graph, anchor: int) -> bool:
    """Whether an office is one of several, no time said: "has served as mayor and governor"."""
    first = tree.head(anchor) if tree.deprel(anchor) == "conj" else anchor
    verb = tree.head(first)
    if tree.lemma(verb) != "serve" or preposition(tree, first) != "as" or not _has_fellow(tree, first):
        return False
    perfect = any(
        tree.lemma(k) == "have" and tree.parse.tags[k] in ("VBZ", "VBP") for k in tree.kids(verb, "aux")
    )
    lasts = any(preposition(tree, k) in ("since", "for") for k in (*tree.kids(verb), *tree.kids(first)))
    return perfect and not lasts and not _still(tree, anchor)


def _has_fellow(tree: Graph, office: int) -> bool:
    """Whether another office follows, maybe joined to a name: "mayor of A and governor of B"."""
    nouns = (k for name in (office, *tree.kids(office, "nmod")) for k in tree.kids(name, "conj"))
    return any(tree.parse.pos[k] == "NOUN" for k in nouns)


def _is_pluperfect(tree: Graph, verb: int) -> bool:
    """Whether a state lasted up to a past time: "had been minister since 2020"."""
    return tree.parse.word(verb).lower() in ("had", "'d", "’d") and tree.deprel(verb) == "aux"


def _finite(tree: Graph, anchor: int) -> int | None:
    """The word that carries the tense: a copula, an auxiliary or the verb itself."""
    at = anchor
    for _ in range(4):
        if tree.parse.pos[at] == "VERB" and _is_change(tree, at):
            return None
        for dep in ("aux", "aux:pass", "cop"):
            for k in tree.kids(at, dep):
                if tree.parse.tags[k] in ("VBD", "VBZ", "VBP", "MD"):
                    return k
        if tree.parse.tags[at] in ("VBD", "VBZ", "VBP"):
            return at
        if tree.deprel(at) not in ("xcomp", "obl", "conj", "advcl", "nmod") or tree.head(at) == at:
            return None
        if tree.deprel(at) == "xcomp" and tree.lemma(tree.head(at)) in word_set("verbs", "beginning"):
            return None
        at = tree.head(at)
    return None


def _is_change(tree: Graph, verb: int) -> bool:
    """Whether a verb begins a state ("became governor") rather than tells of one in the past."""
    return tree.lemma(verb) in word_set("verbs", "change")


def _still(tree: Graph, anchor: int) -> bool:
    at = anchor
    for _ in range(3):
        near = {tree.parse.word(k).lower() for k in tree.kids(at)}
        deeper = {tree.parse.word(g).lower() for k in tree.kids(at) for g in tree.kids(k, "case", "mark")}
        if (near | deeper) & STILL:
            return True
        if tree.head(at) == at:
            return False
        at = tree.head(at)
    return False
