"""What a word that governs an event noun does to the event: "cancelled the visit", "the takeover failed"."""

from __future__ import annotations

from kg.factuality.cues import Cue, Signal, cue_words, goes_on, is_day_to_come, is_negated, local
from kg.factuality.embedding import names
from kg.records import Status
from kg.syntax.graph import Graph
from kg.syntax.tree import preposition

CIRCUMSTANCES = frozenset({"during", "after", "before", "since", "following", "amid", "despite", "at"})
STEPS = 6  # from an event up to its verb


def event(tree: Graph, noun: int) -> frozenset[Signal]:
    """Signals for an event noun from its governor: "cancelled the visit", "the takeover failed"."""
    parent, dep = tree.head(noun), tree.deprel(noun)
    if parent == noun or not tree.start <= parent < tree.end:
        return frozenset()
    if any(tree.parse.word(k).lower() in cue_words("given_adjectives") for k in tree.kids(noun, "amod")):
        return frozenset()
    if is_ahead(tree, noun):
        return frozenset({Status.PLANNED})
    keys, denied = names(tree, parent), is_negated(tree, parent)
    if dep == "obj" and keys & cue_words("halt") and goes_on(tree, parent, noun):
        return frozenset()
    if tree.lemma(noun) in cue_words("asked") and keys & cue_words("turned_down"):
        return frozenset()  # what is turned down has been asked for
    if dep in ("obj", "nsubj:pass") and keys & (
        cue_words("fail") | cue_words("deny") | cue_words("call_off")
    ):
        return frozenset(() if denied else {Status.NEGATED})
    if dep == "nsubj" and keys & (cue_words("collapse") | cue_words("false_adjectives")):
        return frozenset(() if denied else {Status.NEGATED})
    if dep in ("nsubj", "nsubj:pass") and keys & cue_words("plan"):
        return frozenset({Status.PLANNED})
    if preposition(tree, noun) in CIRCUMSTANCES:
        return frozenset()  # "was proposed during a meeting"
    if dep == "obj" and "announce" in keys:
        planned = tree.lemma(noun) in cue_words("announced_plans")
        return frozenset({Status.PLANNED} if planned else ())
    return frozenset(_unreal(tree, parent, dep, keys))


def _unreal(tree: Graph, parent: int, dep: str, keys: frozenset[str]) -> set[Signal]:
    if dep.split(":")[0] not in ("obj", "obl", "xcomp", "nmod", "ccomp"):
        return set()
    if dep in ("obl", "xcomp", "ccomp") and keys & (cue_words("acquit") | cue_words("guilt")):
        denied = is_negated(tree, parent)
        if denied == bool(keys & cue_words("guilt")):
            return {Status.NEGATED}
        return {Status.HEDGED} if denied else set()
    if dep in ("obl", "xcomp", "ccomp") and keys & cue_words("accuse"):
        return {Status.HEDGED}
    if keys & cue_words("fail_nouns"):
        return {Status.NEGATED}
    if keys & (cue_words("plan_nouns") | cue_words("plan")) and keys & (
        cue_words("plan_nouns") | cue_words("unreal_objects")
    ):
        return {Status.PLANNED, Cue.ASKED} if keys & cue_words("request") else {Status.PLANNED}
    noun = tree.parse.pos[parent] == "NOUN"
    unreal = cue_words("unreal_objects") | (cue_words("unreal_nouns") if noun else frozenset())
    return {Status.HEDGED} if keys & unreal else set()


def is_ahead(tree: Graph, noun: int) -> bool:
    """Whether an event is still to come: "ahead of the trip to A", "the visit next week"."""
    if preposition(tree, noun) == "ahead_of":
        return True
    return any(
        is_day_to_come(tree, k) for k in tree.kids(noun, "nmod", "nmod:unmarked", "obl", "obl:unmarked")
    )


def waits(tree: Graph, noun: int) -> bool:
    """Whether what a named event hangs on is still to come: "will attend the opening of the Games"."""
    for _ in range(STEPS):
        if is_ahead(tree, noun) or tree.lemma(noun) in cue_words("toward_events"):
            return True
        parent = tree.head(noun)
        if tree.parse.pos[noun] in ("VERB", "AUX") or parent == noun or not tree.start <= parent < tree.end:
            return bool({Status.PLANNED, Cue.WOULD} & local(tree, noun))
        noun = parent
    return False
