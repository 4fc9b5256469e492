"""What a word's own dependents say of it: negation, modals, conditions, doubt, plans, times that are over.

A signal is a status, or a cue whose status depends on what stands around it.
"""

from __future__ import annotations

from enum import StrEnum
from itertools import pairwise

from kg.lexicon.wordlists import word_set
from kg.records import Status
from kg.syntax.graph import Graph
from kg.syntax.tree import infinitive, preposition


class Cue(StrEnum):
    """What is no status yet."""

    WOULD = "would"  # a plan in reported speech ("said that he would go"), a guess elsewhere
    ONCE = "once"  # ends a state and dates an event
    NO_LONGER = "no longer"  # denies, and says that it was so
    ASKED = "asked"  # what one asks of another: nobody says that it is, was or will be


Signal = Status | Cue

ADVERBIAL = frozenset(
    {"advmod", "discourse", "cc", "cc:preconj", "det", "mark", "neg", "obl:unmarked", "nsubj"}
)
INVERTED = frozenset({"should", "had", "were"})
TIME_WORDS = 5  # of a time that are looked at
APART = ("far", "short", "instead")  # with the preposition behind them they deny: "far from"
ADJECTIVES = {
    "former_adjectives": Status.FORMER,
    "planned_adjectives": Status.PLANNED,
    "failed_adjectives": Status.NEGATED,
    "unreal_adjectives": Status.HEDGED,
}


def cue_words(key: str) -> frozenset[str]:
    """One list of the factuality data."""
    return word_set("factuality", key)


def local(tree: Graph, i: int) -> set[Signal]:
    """The signals at a verb or a predicate noun."""
    found = {s for k in tree.kids(i) for s in _kid(tree, i, k)}
    if Cue.NO_LONGER in found:
        found = found - {Cue.NO_LONGER, Status.NEGATED} | {Status.FORMER}
    if Status.NEGATED in found and not_until(tree, i):
        found.discard(Status.NEGATED)
    if _is_inverted(tree, i):
        found.add(Status.HEDGED)
    if _is_ahead(tree, i):
        found.add(Status.PLANNED)
    joints = {
        "_".join([tree.lemma(c), *(tree.lemma(f) for f in tree.kids(c, "fixed"))]) for c in tree.kids(i, "cc")
    }
    if (joints | {_leads(tree, i)}) & cue_words("negative_prepositions"):
        found.add(Status.NEGATED)
    if tree.parse.pos[i] == "NOUN" and tree.kids(i, "cop") and preposition(tree, i) == "like":
        found.add(Status.HEDGED)  # "is like a sister to"
    return found


def _is_ahead(tree: Graph, verb: int) -> bool:
    """Whether a present tense tells of a day to come: "faces B next week", "is visiting A tomorrow"."""
    tag = tree.parse.tags[verb]
    if tag == "VBG" and any(tree.parse.tags[k] in ("VBD", "VBN") for k in tree.kids(verb, "aux")):
        return False
    if tag not in ("VBZ", "VBP") and not (tag == "VBG" and tree.kids(verb, "aux")):
        return False
    return any(is_day_to_come(tree, k) for k in tree.kids(verb, "obl", "obl:unmarked", "advmod"))


def is_day_to_come(tree: Graph, at: int) -> bool:
    """Whether a time is after that of the article: "next Wednesday", "later this week", "tomorrow"."""
    low, high = tree.subtree(at)
    words = [tree.parse.word(k).lower() for k in range(low, min(high, low + TIME_WORDS))]
    if ("later", "this") in pairwise(words):
        return True
    if tree.parse.word(at).lower() in cue_words("days"):
        return not cue_words("ahead_of_day").isdisjoint(words)
    return tree.parse.word(at).lower() in cue_words("days_to_come")


def not_until(tree: Graph, i: int) -> bool:
    """Whether a denied verb tells when something came to be after all: "did not join until 1998"."""
    if not is_negated(tree, i) or not any(
        tree.parse.tags[k] == "VBD" for k in (i, *tree.kids(i, "aux", "cop"))
    ):
        return False
    return any(preposition(tree, k) in ("until", "till") for k in tree.kids(i, "obl", "advcl", "nmod"))


def described(tree: Graph, noun: int) -> set[Signal]:
    """The signals at a noun that describes somebody in passing ("X, once the alleged head of Y")."""
    found: set[Signal] = set()
    for k in tree.kids(noun):
        low = tree.parse.word(k).lower()
        if tree.deprel(k) in ("amod", "compound", "advmod", "mark"):
            found.update(_adjective(tree, k))
            found.update(_adverb(tree, noun, k))
            if low in cue_words("formerly"):
                found.add(Status.FORMER)
    return found - {Cue.NO_LONGER, Cue.ONCE}


def is_negated(tree: Graph, i: int) -> bool:
    """Whether a governing word is denied: "did not say", "nobody said", "there is no evidence"."""
    for k in tree.kids(i):
        if tree.parse.word(k).lower() in cue_words("negators") and _negates(tree, k):
            return True
        if tree.deprel(k) == "nsubj" and any(tree.lemma(d) == "no" for d in tree.kids(k, "det")):
            return True
    return False


def excluded(tree: Graph, argument: int) -> bool:
    """Whether an argument is shut out of its clause: "met Ann, not Bob", "neither Ann nor Bob"."""
    return any(
        tree.parse.word(k).lower() in cue_words("negators") and _negates(tree, k)
        for k in tree.kids(argument, "advmod", "cc", "cc:preconj", "det")
    )


def is_blocked(tree: Graph, clause: int, keys: frozenset[str]) -> bool:
    """Whether somebody is stopped before he does it: "stop A from buying B"."""
    return "stop_short" in keys or any(tree.lemma(k) == "from" for k in tree.kids(clause, "mark", "case"))


def goes_on(tree: Graph, verb: int, noun: int) -> bool:
    """Whether what somebody would end happens meanwhile: "to stop its attacks on X"."""
    lasts = tree.parse.tags[noun] == "NNS" or bool(tree.kids(noun, "nmod:poss"))
    return lasts and tree.parse.tags[verb] in ("VB", "VBP")


def shared(tree: Graph, first: int, second: int) -> set[Signal]:
    """What the first of two joined verbs hands on: "will meet A and visit B"."""
    found = local(tree, first) - {Status.FORMER, Cue.ONCE}
    if tree.kids(second, "nsubj", "nsubj:pass", "aux", "cop"):
        return set()
    passive = any(
        tree.parse.tags[k] == "VB" for k in tree.kids(second, "aux:pass")
    )  # "will go and be replaced"
    same = tree.parse.tags[first] == ("VB" if passive else tree.parse.tags[second])
    if not same or any(tree.lemma(c) == "but" for c in tree.kids(second, "cc")):
        return set()
    return found if passive or tree.parse.tags[second] in ("VB", "VBN", "VBG") else found & {Status.HEDGED}


def _kid(tree: Graph, i: int, k: int) -> set[Signal]:
    dep = tree.deprel(k)
    if dep in ("aux", "cop", "aux:pass"):
        return _auxiliary(tree, i, k)
    if dep in ("amod", "compound"):
        return _adjective(tree, k)
    if dep in ("nsubj", "obj") and any(tree.lemma(g) == "no" for g in tree.kids(k, "det")):
        return {Status.NEGATED}
    return _adverb(tree, i, k) if dep in ADVERBIAL else set()


def _auxiliary(tree: Graph, i: int, k: int) -> set[Signal]:
    low, lemma = tree.parse.word(k).lower(), tree.lemma(k)
    if lemma == "be":
        return (
            {Status.PLANNED} if infinitive(tree, i) and tree.parse.tags[i] == "VB" and low != "be" else set()
        )
    if tree.parse.tags[k] != "MD" or _lasts(tree, i):
        return set()
    if low in cue_words("future"):
        return {Status.PLANNED}
    if low in ("would", "'d", "’d"):
        if any(tree.lemma(a) in cue_words("future_in_past") for a in tree.kids(i, "advmod")):
            return set()
        perfect = any(tree.lemma(a) == "have" for a in tree.kids(i, "aux"))
        return {Status.HEDGED} if perfect else {Cue.WOULD}
    return {Status.HEDGED}


def _lasts(tree: Graph, verb: int) -> bool:
    """Whether what a verb says is to go on, so that it is so now: "will remain mayor"."""
    if tree.lemma(verb) in cue_words("lasting"):
        return True
    return tree.lemma(verb) in cue_words("lasting_as") and bool(tree.down(verb, "as"))


def _adjective(tree: Graph, k: int) -> set[Signal]:
    forms = {tree.lemma(k), tree.parse.word(k).lower()}
    return {status for key, status in ADJECTIVES.items() if forms & cue_words(key)}


def _adverb(tree: Graph, i: int, k: int) -> set[Signal]:
    low, dep = tree.parse.word(k).lower(), tree.deprel(k)
    if low == "due" and tree.kids(k, "fixed") and tree.parse.tags[i] == "VB":
        return {Status.PLANNED}
    if low in cue_words("no_longer"):
        return {Cue.NO_LONGER} if low == "anymore" or is_negated(tree, k) else set()
    if low in cue_words("negators"):
        return {Status.NEGATED} if _negates(tree, k) else set()
    if dep == "mark":
        whole = "_".join([low, *(tree.lemma(f) for f in tree.kids(k, "fixed"))])
        return {Status.HEDGED} if whole in cue_words("conditional") else set()
    if low in cue_words("hedges"):
        return {Status.HEDGED}
    return {Cue.ONCE} if low in cue_words("formerly") and dep == "advmod" else set()


def _negates(tree: Graph, k: int) -> bool:
    """Whether a negative word negates its head: not in "not only", "no doubt", "not until May"."""
    after = tree.parse.word(k + 1).lower() if k + 1 < tree.end else ""
    return tree.deprel(k) in ADVERBIAL and after not in cue_words("no_negation")


def _is_inverted(tree: Graph, i: int) -> bool:
    """Whether a clause is a condition by its word order: "should X win, ...", "were X to win"."""
    if tree.parse.word(tree.end - 1) == "?" or tree.parse.pos[i] not in ("VERB", "AUX"):
        return False
    low, _ = tree.subtree(i)
    first = tree.parse.word(low).lower()
    if first in INVERTED and tree.deprel(i) == "advcl" and any(k > low for k in tree.down(i, "subj", "obj")):
        return True
    return _opens_with_condition(tree, i)


def _opens_with_condition(tree: Graph, i: int) -> bool:
    """Whether a sentence begins with "Were", "Had" or "Should" and the word stands before its first comma."""
    if tree.parse.word(tree.start) not in ("Were", "Had", "Should"):
        return False
    return all(tree.parse.word(k) not in (",", "?") for k in range(tree.start, i)) and any(
        tree.parse.word(k) == "," for k in range(i, tree.end)
    )


def _leads(tree: Graph, i: int) -> str:
    """The preposition before a clause, with an adverb that belongs to it: "far_from", "instead_of"."""
    word = preposition(tree, i)
    adverbs = [tree.lemma(k) for k in tree.kids(i, "advmod", "mark", "case") if tree.lemma(k) in APART]
    adverbs += [
        tree.lemma(k - 1)
        for k in tree.kids(i, "mark", "case")
        if k > tree.start and tree.lemma(k - 1) in APART
    ]
    return f"{adverbs[0]}_{word}" if adverbs and word in ("from", "of") else word
