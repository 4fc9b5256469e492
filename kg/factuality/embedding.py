"""What a word that governs a clause does to it: saying, thinking, denying, failing, planning, seeming.

Each function looks at one step from a clause up to its governor. The idea that every governing
word projects a polarity, a modality and a source on what it embeds is that of FactBank (Saurí
and Pustejovsky 2009); the lists are in data/factuality.yaml.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.factuality.cues import Cue, Signal, cue_words, is_blocked, is_negated, local
from kg.lexicon.wordlists import word_set
from kg.records import Status
from kg.syntax.graph import Graph
from kg.syntax.tree import infinitive, is_passive, preposition

COMPLEMENT = frozenset({"to", "for", "on", "of", "about", "from", "against", "with", "at", "in"})
UNDER_WAY = frozenset({"VBD", "VBN", "VBZ", "VBP"})
ASKED_OF = frozenset({"on", "upon", "to", "for", "with"})  # whom: "called on A to", "appealed to A to"
NONE = frozenset({"no", "little", "any"})
PAST = frozenset({"VBD", "VBN", "VBG"})


@dataclass(frozen=True, slots=True)
class Step:
    """What one governing word adds, and whether the climb ends there."""

    signals: frozenset[Signal] = frozenset()
    speaker: int | None = None
    last: bool = False


NOTHING = Step()
STOP = Step(last=True)


def names(tree: Graph, word: int) -> frozenset[str]:
    """The forms under which the lists hold a word: "rule", "rule_out"."""
    lemma = tree.lemma(word)
    particles = [tree.lemma(k) for k in tree.kids(word, "compound:prt", "advmod")]
    return frozenset((lemma, *(f"{lemma}_{p}" for p in particles)))


def reported(tree: Graph, verb: int, clause: int) -> Step:
    """A clause with a subject of its own: "said that ...", "denied that ...", "it is unclear that ..."."""
    keys, denied = names(tree, verb), is_negated(tree, verb) or _is_failed(tree, verb)
    if tree.parse.pos[verb] in ("ADJ", "ADV"):
        return Step(_judged(keys, denied))
    if _is_wrong(tree, verb):
        return Step(frozenset({Status.NEGATED}))
    unproven = _proof(tree, verb, denied)
    if unproven is not None:
        return Step(unproven)
    if keys & cue_words("factive"):
        unsure = (denied or Status.HEDGED in local(tree, verb)) and keys & cue_words("confirm")
        return Step(frozenset({Status.HEDGED} if unsure else ()))
    signals: set[Signal] = {_attitude(tree, verb, keys, denied)}
    if keys & cue_words("request"):
        signals.add(Cue.ASKED)
    if Status.HEDGED in local(tree, verb):
        signals.add(Status.HEDGED)
    return Step(frozenset(signals), _speaker(tree, verb))


def _is_wrong(tree: Graph, verb: int) -> bool:
    """Whether a verb says of itself that what it holds is not so: "wrongly convicted", "falsely claimed"."""
    return any(tree.lemma(k) in cue_words("wrongly") for k in tree.kids(verb, "advmod"))


def _proof(tree: Graph, verb: int, denied: bool) -> frozenset[Signal] | None:
    """What evidence for a clause says of it where both hang on the verb: "no evidence was found that"."""
    nouns = [
        k
        for k in tree.kids(verb, "obj", "nsubj", "nsubj:pass")
        if tree.lemma(k) in cue_words("evidence_nouns")
    ]
    if not nouns:
        return None
    none = denied or any(tree.lemma(k) in NONE for noun in nouns for k in tree.kids(noun, "det", "amod"))
    return frozenset({Status.NEGATED if none else Status.HEDGED})


def is_noun_misread(tree: Graph, verb: int) -> bool:
    """Whether what is read as a verb is a noun: "Claims that X owns Y have been debunked"."""
    if verb != tree.start or verb + 1 >= tree.end or tree.parse.word(verb + 1).lower() != "that":
        return False
    return tree.parse.word(verb).lower() != tree.lemma(verb) and tree.lemma(verb) in cue_words("claim_nouns")


def fate_of_claim(tree: Graph, noun: int) -> Step:
    """What the rest of the sentence says of a claim that is read as its verb."""
    verbs = (tree.head(noun), *tree.kids(noun, "ccomp", "conj", "parataxis"))
    told = [k for k in verbs if k != noun and not is_negated(tree, k)]
    denied = any(names(tree, k) & (cue_words("deny") | cue_words("false_adjectives")) for k in told)
    return Step(frozenset({Status.NEGATED if denied else Status.HEDGED}), last=True)


def _attitude(tree: Graph, verb: int, keys: frozenset[str], denied: bool) -> Status:
    if keys & cue_words("deny"):
        return Status.HEDGED if denied else Status.NEGATED
    if keys & cue_words("think"):
        if denied:
            return Status.NEGATED
        return Status.ATTRIBUTED if tree.down(verb, "subj") and not is_passive(tree, verb) else Status.HEDGED
    if keys & cue_words("doubt"):
        return Status.HEDGED
    if keys & cue_words("plan") and not keys & cue_words("say"):
        return Status.PLANNED
    return Status.HEDGED if denied else Status.ATTRIBUTED


def _judged(keys: frozenset[str], denied: bool) -> frozenset[Signal]:
    """What an adjective over a clause says of it: "it is (not) true that ..."."""
    if keys & cue_words("false_adjectives"):
        return frozenset() if denied else frozenset({Status.NEGATED})
    if keys & cue_words("unsure_adjectives"):
        return frozenset({Status.HEDGED})
    if denied and keys & cue_words("true_adjectives"):
        return frozenset({Status.NEGATED})
    return frozenset({Status.HEDGED} if denied else ())


def _is_failed(tree: Graph, verb: int) -> bool:
    """Whether a verb is what somebody failed or refused to do: "refused to confirm"."""
    return tree.deprel(verb) == "xcomp" and bool(names(tree, tree.head(verb)) & cue_words("fail"))


def _speaker(tree: Graph, verb: int) -> int | None:
    subjects = [s for s in tree.down(verb, "subj") if tree.lemma(s) not in ("it", "there")]
    return subjects[0] if subjects else None


def is_past(tree: Graph, verb: int) -> bool:
    """Whether a verb of saying stands in the past, so that a "would" under it is a "will"."""
    return tree.parse.tags[verb] in PAST


def controlled(tree: Graph, verb: int, clause: int) -> Step:
    """An infinitive or gerund: "failed to buy", "is due to meet", "accused of killing"."""
    keys, denied = names(tree, verb), is_negated(tree, verb)
    carried = local(tree, verb) - {Status.FORMER, Cue.ONCE}
    if keys & cue_words("end") and tree.parse.tags[verb] == "VB" and not is_blocked(tree, clause, keys):
        return STOP  # who is told to stop doing it, or will, does it now
    if _is_wrong(tree, verb) or keys & (cue_words("acquit") | cue_words("guilt")):
        return Step(_acquitted(tree, verb, keys, denied))
    if keys & cue_words("fail"):
        return Step(frozenset(carried - {Status.NEGATED} if denied else carried | {Status.NEGATED}))
    if keys & cue_words("accuse") and not ("try" in keys and infinitive(tree, clause)):
        speaker = None if is_passive(tree, verb) else _speaker(tree, verb)
        return Step(frozenset(carried | {Status.HEDGED}), speaker)
    if keys & cue_words("claim") and not is_passive(tree, verb):
        own = {Status.NEGATED if denied else Status.ATTRIBUTED}
        return Step(frozenset(carried | own), _speaker(tree, verb))
    return Step(frozenset(carried | _prospect(tree, verb, clause, keys)))


def _acquitted(tree: Graph, verb: int, keys: frozenset[str], denied: bool) -> frozenset[Signal]:
    """What a verdict says of the deed: "cleared of killing", "not guilty of killing", "wrongly accused"."""
    if infinitive(tree, verb) is False and keys & cue_words("guilt"):
        own = names(tree, tree.head(verb)) & cue_words("plead")
        return frozenset({Status.HEDGED if own else Status.NEGATED} if denied else ())
    if keys & cue_words("acquit") and denied:
        return frozenset({Status.HEDGED})
    return frozenset({Status.NEGATED})


def _prospect(tree: Graph, verb: int, clause: int, keys: frozenset[str]) -> set[Signal]:
    """What has not happened yet, may not have happened, or does so no more."""
    lemma, to = tree.lemma(verb), infinitive(tree, clause)
    if lemma == "use" and not is_passive(tree, verb) and not tree.kids(verb, "obj"):
        return {Status.FORMER} if to else set()
    if lemma == "have" and to:
        if "have_yet" in keys:
            return {Status.NEGATED}
        return {Status.HEDGED} if tree.parse.tags[verb] != "VBD" else set()
    if keys & cue_words("end"):
        return {Status.NEGATED if is_blocked(tree, clause, keys) else Status.FORMER}
    if to and is_passive(tree, verb) and keys & cue_words("seem"):
        return {Status.HEDGED}
    open_ = (to or tree.parse.tags[clause] in ("VBG", "VB")) and not _came_about(tree, verb, clause)
    if open_ and keys & cue_words("readiness"):
        return {Status.HEDGED}
    if open_ and _is_asked_of_another(tree, verb, keys):
        return {Status.PLANNED, Cue.ASKED}
    if (lemma in ("be", "go") and to) or (open_ and keys & cue_words("plan")):
        return {Status.PLANNED}
    return (
        {Status.HEDGED}
        if open_ and keys & (cue_words("attempt") | cue_words("seem") | cue_words("unsure_adjectives"))
        else set()
    )


def _is_asked_of_another(tree: Graph, verb: int, keys: frozenset[str]) -> bool:
    """Whether it is another who is asked to do what the infinitive says: "urged A to", "wants A to"."""
    if keys & cue_words("wish"):
        return bool(tree.kids(verb, "obj", "iobj"))
    asked = any(preposition(tree, k) in ASKED_OF for k in tree.kids(verb, "obl"))
    return bool(keys & cue_words("request")) and (asked or bool(tree.kids(verb, "obj", "iobj", "nsubj:pass")))


def adverbial(tree: Graph, verb: int, clause: int) -> Step:
    """A clause of purpose, or one that a preposition ties to a verb ("looks forward to visiting")."""
    marks = {tree.lemma(k) for k in tree.kids(clause, "mark", "case", "advmod")}
    if marks & cue_words("given"):
        ahead = "when" in marks and tree.parse.tags[clause] in ("VBZ", "VBP") and infinitive(tree, verb)
        return Step(frozenset({Status.PLANNED}), last=True) if ahead else STOP  # "is to ask when he meets A"
    if infinitive(tree, clause):
        if _is_ranked(tree, verb) or _came_about(tree, verb, clause):
            return Step(frozenset(local(tree, verb) - {Status.FORMER, Cue.ONCE}))
        own = _prospect(tree, verb, clause, names(tree, verb))
        return Step(frozenset(own or {Status.PLANNED}))
    if tree.parse.tags[clause] == "VBG":
        if marks & COMPLEMENT:
            return controlled(tree, verb, clause)
        return _going_along(tree, verb, clause)
    return NOTHING


def _going_along(tree: Graph, verb: int, clause: int) -> Step:
    """A participle shares what its verb has ahead: "will take office, succeeding A"."""
    apart = tree.kids(clause, "aux") or tree.lemma(clause) in word_set("verbs", "stating")
    return NOTHING if apart else Step(frozenset(local(tree, verb) & {Status.PLANNED, Cue.WOULD}))


def _came_about(tree: Graph, verb: int, clause: int) -> bool:
    """Whether an infinitive tells what a deed led to or said: "won to become mayor", "voted to condemn"."""
    lemma, aim = tree.lemma(verb), tree.lemma(clause)
    said = aim in cue_words("voice") and (lemma in cue_words("gather") or _is_voiced(tree, verb, clause))
    if lemma == "use" and tree.kids(verb, "obj", "nsubj:pass"):
        return tree.parse.tags[verb] != "VB"  # "used his speech to attack A"
    if said or (lemma in cue_words("resolving") and aim in cue_words("resolved")):
        return tree.parse.tags[verb] != "VB"
    past = tree.parse.tags[verb] in ("VBD", "VBN") and lemma in cue_words("outcomes")
    return past and aim in cue_words("come_about")


def _is_voiced(tree: Graph, verb: int, clause: int) -> bool:
    """Whether what somebody does says something: "held a rally to denounce", "cut ties to protest"."""
    if any(tree.lemma(k) in cue_words("voicing_nouns") for k in tree.kids(verb, "obj", "obl", "nsubj:pass")):
        return True
    ahead = any(names(tree, verb) & cue_words(key) for key in ("plan", "attempt", "fail", "trips"))
    protest = tree.lemma(clause) in cue_words("voiced_by_deeds") and tree.deprel(clause) == "advcl"
    return protest and not ahead and tree.parse.tags[verb] in UNDER_WAY


def _is_ranked(tree: Graph, word: int) -> bool:
    """Whether something is told of by its rank, which is so: "the first of the kings to be born there"."""
    near = (word, *tree.kids(word, "amod", "nummod"))
    return any(tree.lemma(k) in cue_words("ranks") or tree.parse.tags[k] in ("JJS", "RBS") for k in near)


def content(tree: Graph, noun: int, clause: int) -> Step:
    """A clause that a noun holds: "plans to buy", "rumours that ... were false", "no evidence that ..."."""
    if tree.lemma(noun) in cue_words("voicing_nouns") and infinitive(tree, clause):
        return Step(frozenset(local(tree, tree.head(noun))), last=True)
    signals = _kind_of_content(tree, noun, clause)
    if signals is None:
        return STOP
    verdict = _verdict(tree, noun)
    if verdict is not None and Status.NEGATED not in signals and (verdict or Status.PLANNED not in signals):
        return Step(verdict, last=True)
    owners = tree.down(noun, "poss", "by")
    said = tree.lemma(noun) in cue_words("claim_nouns") and owners
    return Step(frozenset(signals), owners[0] if said else None, last=True)


def _kind_of_content(tree: Graph, noun: int, clause: int) -> set[Signal] | None:
    lemma = tree.lemma(noun)
    denied = any(tree.lemma(k) in NONE for k in tree.kids(noun, "det", "amod"))
    if lemma in cue_words("evidence_nouns"):
        none = denied or (tree.deprel(noun) == "obj" and is_negated(tree, tree.head(noun)))
        return {Status.NEGATED} if none else {Status.HEDGED}
    if lemma in cue_words("verdict_nouns") and tree.deprel(noun) in ("obj", "nsubj:pass"):
        return {Status.NEGATED} if names(tree, tree.head(noun)) & cue_words("overturn") else None
    if lemma in cue_words("fail_nouns"):
        return {Status.NEGATED}
    if lemma in cue_words("plan_nouns"):
        if lemma in cue_words("request") and tree.kids(clause, "nsubj", "nsubj:pass"):
            return {Status.PLANNED, Cue.ASKED}
        return {Status.NEGATED} if denied else {Status.PLANNED}
    if lemma in cue_words("unreal_nouns") | cue_words("claim_nouns"):
        return {Status.NEGATED} if denied and infinitive(tree, clause) else {Status.HEDGED}
    return {Status.NEGATED} if lemma in cue_words("negators") and infinitive(tree, clause) else None


def _verdict(tree: Graph, noun: int) -> frozenset[Signal] | None:
    """What is said of a claim or a rumour itself: "denied claims that", "rumours that ... were false"."""
    parent, dep = tree.head(noun), tree.deprel(noun)
    if dep not in ("obj", "nsubj", "nsubj:pass") or not tree.start <= parent < tree.end:
        return None
    keys, denied = names(tree, parent), is_negated(tree, parent)
    if dep != "nsubj" and keys & cue_words("deny"):
        return frozenset({Status.HEDGED if denied else Status.NEGATED})
    if dep != "nsubj" and keys & cue_words("confirm"):
        return frozenset({Status.HEDGED} if denied else ())
    if dep == "nsubj" and keys & (cue_words("false_adjectives") | cue_words("true_adjectives")):
        return _judged(keys, denied)
    return None
