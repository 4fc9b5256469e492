"""What rules ask of words: triggers, conditions, and the words that stand for an argument."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lexicon.vocabulary import place_nouns
from kg.lexicon.wordlists import word_set
from kg.records import Span
from kg.relations.rules import Need, Trigger
from kg.relations.title_holders import TitleMention
from kg.relations.tree_paths import passes, walk
from kg.syntax.graph import Graph
from kg.syntax.tree import preposition


def names_before(tree: Graph, noun: int) -> bool:
    """Whether a noun stands for the name right before it: "Kisumu county", "the Daily Post newspaper"."""
    if tree.parse.tags[noun] != "NN" or tree.lemma(noun) in word_set("nouns", "not_named_before"):
        return False
    if tree.lemma(noun) in place_nouns().introducing:
        return True
    return tree.lemma(noun) in word_set("nouns", "named_before") and not tree.down(noun, "app", "named")


def trigger_lemma(tree: Graph, i: int) -> str:
    """The lemma of a trigger; "son" is "son-in-law" where the hyphens part its words."""
    rest = [tree.parse.word(k) for k in range(i + 1, min(i + 5, tree.end))]
    return tree.lemma(i) + ("-in-law" if rest == ["-", "in", "-", "law"] else "")


def triggers(trigger: Trigger, tree: Graph, i: int, lemma: str) -> bool:
    """Whether a word of that lemma is what a trigger asks for."""
    if trigger.pos and tree.parse.pos[i] not in trigger.pos:
        return False
    if lemma in trigger.lemmas:
        return True
    particles = [tree.lemma(k) for k in tree.kids(i, "compound:prt", "advmod")]
    return any(f"{lemma} {p}" in trigger.lemmas for p in particles)


def is_held(tree: Graph, i: int, title: TitleMention | None) -> bool:
    """Whether a noun says what somebody is, without being a post over a country."""
    if tree.parse.pos[i] not in ("NOUN", "PROPN") or not tree.incoming(i):
        return False
    ways = {label for label, _ in tree.incoming(i)} & {"isa", "app"}
    if not ways or (ways == {"isa"} and preposition(tree, i) not in ("", "as")):  # "is in Russian custody"
        return False
    if tree.lemma(i) in word_set("nouns", "organizations") or tree.lemma(i) in place_nouns().introducing:
        return False
    return title is None or not any("country" in c.relations for c in title.classes)


def holds(need: Need, tree: Graph, i: int) -> bool:
    """Whether a condition holds at a trigger."""
    reached = [t for t, _ in walk(tree, i, need.path)]
    if need.key is not None:
        reached = [t for t in reached if passes(tree, t, need.key, need.values)]
    return bool(reached) != need.negative


def conjuncts(tree: Graph, token: int, label: str) -> Iterator[int]:
    """The conjuncts of an argument up to a semicolon; one in apposition ("X, head of A, and Y") has none."""
    if label == "app":
        return
    stack = [token]
    while stack:
        for target in tree.kids(stack.pop(), "conj"):
            if not any(tree.parse.word(i) == ";" for i in range(token, target)):
                yield target
                stack.append(target)


def _is_no_part(tree: Graph, k: int) -> bool:
    """Whether it is no part of a name: "this year's", "in 1971", "for her novel"."""
    if tree.deprel(k) == "nmod:poss":
        return tree.lemma(k) == "year"
    own = any(tree.deprel(i) == "nmod:poss" for i in tree.kids(k))
    return tree.deprel(k) == "nmod" and (tree.parse.pos[k] == "NUM" or own)


def _clause_end(tree: Graph, verb: int) -> int:
    """Where a clause ends, or its first comma."""
    end = tree.subtree(verb)[1]
    return next((i for i in range(verb, end) if tree.parse.word(i) in (",", ";")), end)


def is_charge(tree: Graph, token: int) -> bool:
    """Whether a noun is the word for what somebody is charged with: "charges", "37 counts"."""
    return tree.parse.pos[token] == "NOUN" and tree.lemma(token) in word_set("nouns", "charges")


def is_bare_charge(tree: Graph, token: int) -> bool:
    """Whether a charge is not told, only that there is one: "all charges", "two charges in court"."""
    if tree.lemma(token) in word_set("nouns", "unspecific") and tree.down(token, "of"):
        return any(is_bare_charge(tree, k) for k in tree.down(token, "of"))
    if not is_charge(tree, token):
        return False
    told = (k for k in tree.kids(token, "amod", "compound", "nmod", "acl", "nmod:poss") if _tells(tree, k))
    return next(told, None) is None


def _tells(tree: Graph, k: int) -> bool:
    """Whether what hangs on a charge says which it is."""
    if tree.deprel(k) in ("nmod", "acl"):
        return preposition(tree, k) in ("of", "for", "over", "about", "including", "relating")
    return tree.deprel(k) != "nmod:poss" and tree.lemma(k) not in word_set("nouns", "unspecific")


def literal(tree: Graph, token: int) -> Span:
    """The noun phrase of a literal, without relative clauses, appositions and what follows a comma."""
    low = high = token
    for k in tree.kids(token):
        inner = ("amod", "compound", "nmod", "flat", "nmod:poss", "case:poss", "nummod", "fixed")
        if tree.deprel(k) in inner and not (tree.parse.pos[token] == "PROPN" and _is_no_part(tree, k)):
            start, end = tree.subtree(k)
            low, high = min(low, start), max(high, end - 1)
        elif tree.deprel(k) == "acl" and preposition(tree, k) == "of" and is_charge(tree, token):
            high = max(high, _clause_end(tree, k) - 1)  # "charges of aiding the enemy"
    while low < token and tree.parse.pos[low] in ("ADP", "DET", "PUNCT", "PRON"):
        low += 1
    if low - 2 >= tree.start and tree.parse.word(low - 1) == "-" and tree.parse.word(low - 2).lower() == "re":
        low -= 2  # "re-election"
    return low, high + 1
