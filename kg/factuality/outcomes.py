"""What an infinitive tells that did happen: what a deed led to, and what somebody said by doing it."""

from __future__ import annotations

from kg.factuality.cues import cue_words
from kg.syntax.graph import Graph


def came_about(tree: Graph, verb: int, clause: int) -> bool:
    """Whether an infinitive tells what a deed led to or said: "won to become mayor", "voted to condemn"."""
    lemma, aim = tree.lemma(verb), tree.lemma(clause)
    if (aim in cue_words("voice") and _is_public(tree, verb)) or (
        lemma in cue_words("resolving") and aim in cue_words("resolved")
    ):
        return tree.parse.tags[verb] != "VB"
    past = tree.parse.tags[verb] in ("VBD", "VBN") and lemma in cue_words("outcomes")
    return past and aim in cue_words("come_about")


def _is_public(tree: Graph, verb: int) -> bool:
    """Whether something is said by a deed: "marched to demand", "went on strike to protest"."""
    held = any(tree.lemma(k) in cue_words("gatherings") for k in tree.kids(verb, "obj", "obl"))
    return held or tree.lemma(verb) in cue_words("gather")


def is_ranked(tree: Graph, word: int) -> bool:
    """Whether something is told of by its rank, which is so: "the first of the kings to be born there"."""
    near = (word, *tree.kids(word, "amod", "nummod"))
    return any(tree.lemma(k) in cue_words("ranks") or tree.parse.tags[k] in ("JJS", "RBS") for k in near)
