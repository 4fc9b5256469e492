"""What becomes of an office or a part that somebody has: held, left, lost, only meant for, only played."""

from __future__ import annotations

from kg.factuality.cues import Cue, cue_words, local
from kg.factuality.embedding import STOP, Step, names
from kg.records import Status
from kg.syntax.graph import Graph

DONE = frozenset({"VBD", "VBN", "VBZ", "VBP"})  # news tells of today in the present


def is_left(tree: Graph, verb: int, noun: int) -> bool:
    """Whether a noun is an office that somebody leaves: "resigned as head"."""
    return _is_role(tree, noun) and bool(names(tree, verb) & cue_words("leave"))


def leaving(tree: Graph, verb: int) -> Step:
    """Who has left an office held it; who will leave it, or did not, holds it."""
    signals = local(tree, verb)
    if tree.parse.tags[verb] == "VB" or Status.NEGATED in signals:
        return STOP
    return Step(frozenset(signals | {Status.FORMER}))


def _is_role(tree: Graph, noun: int) -> bool:
    return any(tree.lemma(k) == "as" for k in tree.kids(noun, "case", "mark"))


def holds(tree: Graph, verb: int, noun: int) -> bool:
    """Whether a noun shares the fate of its verb: "became head", "paid a visit", "the talks took place"."""
    dep, keys = tree.deprel(noun), names(tree, verb)
    if dep == "xcomp" or is_aim(tree, verb, noun):
        return True
    if dep in ("obj", "obl", "nmod", "advcl"):
        if tree.parse.pos[verb] == "NOUN" and not tree.kids(verb, "cop"):
            return False  # "an order by the army"
        return bool(
            keys & (cue_words("carriers") | cue_words("installing" if _is_role(tree, noun) else "carriers"))
        )
    return dep in ("nsubj", "nsubj:pass") and bool(keys & cue_words("occur"))


def is_aim(tree: Graph, verb: int, noun: int) -> bool:
    """Whether a noun is what somebody comes for: "is to arrive in Paris for a visit to France"."""
    aimed = any(tree.lemma(k) == "for" for k in tree.kids(noun, "case"))
    return tree.deprel(noun) == "obl" and aimed and tree.lemma(verb) in cue_words("trips")


def is_nominated(tree: Graph, verb: int, noun: int) -> bool:
    """Whether a noun is what somebody is only meant to be: "nominated X as ambassador"."""
    return bool(names(tree, verb) & cue_words("nominating")) and (
        tree.deprel(noun) == "xcomp" or _is_role(tree, noun)
    )


def is_played(tree: Graph, noun: int) -> bool:
    """Whether a noun is what somebody only plays: "stars as the mayor", "plays the president"."""
    verb, dep = tree.head(noun), tree.deprel(noun)
    if verb == noun or not tree.start <= verb < tree.end:
        return False
    if dep == "conj":
        return is_played(tree, verb)
    if _is_role(tree, noun):
        return bool(names(tree, verb) & cue_words("posing"))
    return dep in ("obj", "xcomp") and bool(names(tree, verb) & cue_words("playing"))


def leaves_office(tree: Graph, label: str, verb: int) -> bool:
    """Whether the holder of an office, who hangs on a verb with this label, has left or lost it.

    Not who leaves another one ("the mayor resigned as party leader") or only may.
    """
    if tree.parse.tags[verb] not in DONE or local(tree, verb) & {
        Status.NEGATED,
        Status.HEDGED,
        Status.PLANNED,
        Cue.WOULD,
    }:
        return False
    if label == "subj" and names(tree, verb) & cue_words("quit_office"):
        return not any(tree.down(verb, "obj", "as", "from"))
    if label == "obj" and names(tree, verb) & cue_words("removed_from_office"):
        left = [t for t in tree.down(verb, "from") if tree.lemma(t) not in cue_words("power")]
        return not left and not any(tree.down(verb, "as"))
    return False
