"""What is over by what an article says elsewhere: the offices of the dead, marriages that were divorced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.coref.context import Context
from kg.factuality.status import stance
from kg.lexicon.wordlists import word_set, words
from kg.ontology import Ontology
from kg.records import Claim
from kg.relations.conditions import conjuncts
from kg.syntax.normalisation import Tree

SAID = frozenset({"asserted", "attributed"})
TELLING = {"diedOn": "subject", "diedIn": "subject", "killed": "object"}
PARTING = frozenset({"divorce-verb"})
ENDING = frozenset({"holdsPosition", "livesIn"})  # beside offices
DEAD = ("dead", "death")  # "shot dead", "beaten to death"


def ended(claims: Iterable[Claim], dead: Iterable[str], ontology: Ontology) -> list[Claim]:
    """Return the claims of one article, those of offices of its dead as former ones.

    ``dead`` holds entity ids; what the claims themselves say of deaths is added to them.
    """
    claims = list(claims)
    told = (getattr(c, TELLING[c.predicate]) for c in claims if c.predicate in TELLING and c.status in SAID)
    gone = {*dead, *told}
    parted = {_pair(c) for c in claims if c.rule in PARTING and c.status in ("former", "attributed")}
    return [
        replace(c, status="former") if _is_over(c, gone, ontology) or _is_parted(c, parted) else c
        for c in claims
    ]


def _pair(claim: Claim) -> frozenset[str | None]:
    return frozenset({claim.subject, claim.object})


def _is_parted(claim: Claim, parted: set[frozenset[str | None]]) -> bool:
    """Whether the article also tells of the divorce of a couple."""
    return claim.predicate == "spouseOf" and claim.status == "asserted" and _pair(claim) in parted


def _is_over(claim: Claim, dead: set[str], ontology: Ontology) -> bool:
    if claim.status != "asserted" or claim.subject not in dead:
        return False
    return claim.predicate in ENDING or ontology[claim.predicate].office


def deaths(tree: Tree, ctx: Context) -> Iterator[str]:
    """The ids of people of whom a sentence says, with or without a date or place, that they have died."""
    for i in range(tree.start, tree.end):
        for token in _bearers(tree, _of_death(tree, i)):
            ref = ctx.ref(token)
            person = ctx.entity(ref)
            if ref is None or person is None or person.type != "Person":
                continue
            sure = ref.kind == "name" or ref.score >= words("caution")["least"]["other"]
            nominal = tree.parse.pos[i] == "NOUN"
            held = stance(tree, i, nominal=nominal, arguments=() if nominal else (token,))
            if sure and held.status in SAID:
                yield person.id


def _bearers(tree: Tree, tokens: Iterable[int]) -> Iterator[int]:
    """The tokens, their conjuncts, and for a title the name that holds it: "kill General Tom Reed"."""
    for token in tokens:
        for one in (token, *conjuncts(tree, token, "")):
            yield one
            yield from (source for label, source in tree.incoming(one) if label == "app")


def _of_death(tree: Tree, i: int) -> list[int]:
    """The tokens of those whom a word says to have died."""
    lemma = tree.lemma(i)
    if tree.parse.pos[i] == "NOUN":
        if lemma not in word_set("deaths", "nouns"):
            return []
        return tree.down(i, "of") or tree.down(i, "poss")  # "A's murder of B" says nothing of A
    if tree.parse.pos[i] != "VERB":
        return []
    particles = {f"{lemma} {tree.lemma(k)}" for k in tree.kids(i, "compound:prt", "advmod")}
    if not word_set("deaths", "subject").isdisjoint({lemma, *particles}):
        return tree.down(i, "subj")
    if lemma in word_set("deaths", "object") or (lemma in word_set("deaths", "hurt") and _to_death(tree, i)):
        return tree.down(i, "obj")
    return []


def _to_death(tree: Tree, verb: int) -> bool:
    """Whether "dead" or "to death" follows within two words: "was shot dead"."""
    return any(tree.parse.word(k).lower() in DEAD for k in range(verb + 1, min(verb + 3, tree.end)))
