"""What is over by what an article says elsewhere: the offices of the dead, marriages that were divorced."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from kg.coref.context import Context
from kg.factuality.status import stance
from kg.lexicon.wordlists import word_lists, word_set
from kg.ontology import Ontology, Trait
from kg.records import Claim, EntityType, MentionKind, Status
from kg.relations.conditions import conjuncts
from kg.syntax.graph import Graph
from kg.syntax.tree import preposition

SAID = frozenset({Status.ASSERTED, Status.ATTRIBUTED})
DEAD = ("dead", "death")  # "shot dead", "beaten to death"

Tie = tuple[str, frozenset[str | None]]  # a relation and whom it joins, either way round


def ended(
    claims: Iterable[Claim], dead: Iterable[str], ontology: Ontology, ending: Collection[str] = ()
) -> list[Claim]:
    """Return the claims of one article, those of offices of its dead as former ones.

    ``dead`` holds entity ids; what the claims themselves say of deaths is added to them. ``ending`` holds
    the ids of rules that read the end of a relation, as a divorce ends a marriage.
    """
    claims = list(claims)
    gone = {*dead, *(person for claim in claims for person in _died(claim, ontology))}
    cut = {_tie(c) for c in claims if c.rule in ending and c.status in (Status.FORMER, Status.ATTRIBUTED)}
    return [
        replace(c, status=Status.FORMER)
        if c.status == Status.ASSERTED and (_tie(c) in cut or _is_over(c, gone, ontology))
        else c
        for c in claims
    ]


def _died(claim: Claim, ontology: Ontology) -> Iterator[str]:
    """Whom a claim tells to have died."""
    if claim.status in SAID and ontology.has(claim.predicate, Trait.SUBJECT_DIES):
        yield claim.subject
    if claim.status in SAID and ontology.has(claim.predicate, Trait.OBJECT_DIES) and claim.object:
        yield claim.object


def _tie(claim: Claim) -> Tie:
    return claim.predicate, frozenset({claim.subject, claim.object})


def _is_over(claim: Claim, dead: set[str], ontology: Ontology) -> bool:
    over = ontology.has(claim.predicate, Trait.OFFICE) or ontology.has(claim.predicate, Trait.ENDS_AT_DEATH)
    return over and claim.subject in dead


def deaths(tree: Graph, ctx: Context) -> Iterator[str]:
    """The ids of people of whom a sentence says, with or without a date or place, that they have died."""
    for i in range(tree.start, tree.end):
        for token in _bearers(tree, _of_death(tree, i)):
            ref = ctx.ref(token)
            person = ctx.entity(ref)
            if ref is None or person is None or person.type != EntityType.PERSON:
                continue
            nominal = tree.parse.pos[i] == "NOUN"
            told = _is_late(tree, i) or (
                nominal and _is_dated(tree, ctx, i)
            )  # "calls the 2004 death of NAME"
            sure = ref.kind == MentionKind.NAME or ref.score >= word_lists("caution")["least"]["other"]
            held = stance(tree, i, nominal=nominal, arguments=() if nominal else (token,))
            if sure and (told or held.status in SAID):
                yield person.id


def _is_dated(tree: Graph, ctx: Context, noun: int) -> bool:
    """Whether a date makes an event known: "the 2004 death"."""
    refs = (ctx.ref(k) for k in tree.kids(noun, "compound", "nummod", "nmod:unmarked", "amod"))
    return any(ref is not None and ref.type == "DATE" for ref in refs)


def _bearers(tree: Graph, tokens: Iterable[int]) -> Iterator[int]:
    """The tokens, their conjuncts, and for a title the name that holds it: "kill General Tom Reed"."""
    for token in tokens:
        for one in (token, *conjuncts(tree, token, "")):
            yield one
            yield from (source for label, source in tree.incoming(one) if label == "app")


def _of_death(tree: Graph, i: int) -> list[int]:
    """The tokens of those whom a word says to have died."""
    lemma = tree.lemma(i)
    if _is_toll(tree, i):
        verb = tree.head(i)
        return [*tree.down(i, "subj"), *tree.down(verb, "subj"), *tree.down(verb, "obj")]
    if tree.parse.pos[i] == "NOUN":
        if lemma not in word_set("deaths", "nouns"):
            return []
        return tree.down(i, "of") or tree.down(i, "poss")  # "A's murder of B" says nothing of A
    if _is_late(tree, i):
        return [tree.head(i)]
    if tree.parse.pos[i] != "VERB":
        return []
    particles = {f"{lemma} {tree.lemma(k)}" for k in tree.kids(i, "compound:prt", "advmod")}
    if not word_set("deaths", "subject").isdisjoint({lemma, *particles}):
        return tree.down(i, "subj")
    if lemma in word_set("deaths", "object") or (lemma in word_set("deaths", "hurt") and _to_death(tree, i)):
        told = tree.down(i, "obj")
        return [*told, *(k for one in told for k in tree.down(one, "including"))]
    return []


def _is_late(tree: Graph, i: int) -> bool:
    """Whether a word is that of "the late NAME"."""
    before = i > tree.start and tree.parse.pos[i - 1] in ("DET", "PRON")
    return before and tree.parse.word(i).lower() == "late" and tree.deprel(i) == "amod"


def _is_toll(tree: Graph, i: int) -> bool:
    """Whether a noun is that of the dead in "NAME was (confirmed) among the dead"."""
    return tree.lemma(i) in word_set("deaths", "toll") and preposition(tree, i) == "among"


def _to_death(tree: Graph, verb: int) -> bool:
    """Whether "dead" or "to death" follows within two words: "was shot dead"."""
    return any(tree.parse.word(k).lower() in DEAD for k in range(verb + 1, min(verb + 3, tree.end)))
