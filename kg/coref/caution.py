"""Takes the choice of a pronoun's meaning back where something else tells more than the weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from kg.coref.chains import Chain, Link
from kg.coref.features import Scene
from kg.coref.markables import Markable
from kg.coref.reports import is_of_victim, reports
from kg.lexicon.vocabulary import pronouns
from kg.lexicon.wordlists import word_set
from kg.records import MentionKind
from kg.syntax.tree import Tree

Found = tuple[Chain | None, float, str]
NOTHING: Found = (None, 0.0, "")
UNDECIDED: Found = (None, 0.0, "undecided")
NEW_SUBJECT = 0.7  # how sure it is that a pronoun goes on with a new subject
PROSECUTED = 0.85
VICTIM = 0.8
KNOWN_GENDER = 0.75
NEAR = ("gap 0", "gap 1", "gap 2")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A chain that a pronoun may mean, with its evidence."""

    chain: Chain
    evidence: Mapping[str, float]


def kind_of(pronoun: Markable) -> str:
    """The name of the weights for a third-person pronoun."""
    if pronoun.number == "plur":
        return "they"
    return "it" if pronoun.gender == "neuter" else "he"


def careful(view: Scene, found: Sequence[Candidate], chosen: Found, pronoun: Markable) -> Found:
    """Take a name back where an unnamed person stands nearer, or where an "it" may mean anything."""
    kind = kind_of(pronoun)
    if kind == "he":
        chosen = _not_the_prosecutor(view, found, chosen, pronoun)
        if is_of_victim(view.tree, pronoun):
            return _not_the_reporter(view, found, chosen, pronoun)
        known = _of_known_gender(found, chosen, pronoun)
        if known is not None:
            return known, KNOWN_GENDER, "the other one is called by the other pronoun"
        subject = _new_subject(view, found, chosen, pronoun)
        if subject is not None:
            return subject, NEW_SUBJECT, "the subject of the sentence before"
        nearer = takewhile(lambda candidate: candidate.chain is not chosen[0], found)
        unnamed = next((one.chain for one in nearer if _is_unnamed_subject(one)), None)
        return (unnamed, 0.5, "somebody without a name stands nearer") if unnamed else chosen
    if kind == "it" and pronoun.use == "personal":
        evidence = next(one.evidence for one in found if one.chain is chosen[0])
        return chosen if _is_steady(view, pronoun, evidence) else UNDECIDED
    return chosen


def _new_subject(view: Scene, found: Sequence[Candidate], chosen: Found, he: Markable) -> Chain | None:
    """The person whose name was the last sentence's subject, where a pronoun that opens one goes past it."""
    tree = view.tree
    sent = tree.sent[he.head]
    if he.start != tree.parse.sents[sent][0] or tree.role(he.head) != "subj":
        return None
    for candidate in found:
        chain = candidate.chain
        if chain is chosen[0]:
            continue
        if chain.named and any(_led(tree, link, sent - 1) for link in chain.links[-4:]):
            taken = _led_by_name(tree, chosen[0], sent - 1) or _is_told_of(tree, chosen[0], chain, he)
            return None if taken else chain
    return None


def _is_told_of(tree: Tree, chosen: Chain | None, teller: Chain, he: Markable) -> bool:
    """Whether the sentence before says what somebody tells of the choice: "Brandt said he had been shot"."""
    if chosen is None or chosen.last.kind != MentionKind.PRONOUN or not reports(tree, teller, he):
        return False
    return tree.sent[chosen.last.head] == tree.sent[he.head] - 1


def _led(tree: Tree, link: Link, sent: int) -> bool:
    """Whether a name is the subject of a sentence."""
    mark = link.mark
    return (
        mark.kind == MentionKind.NAME
        and tree.sent[mark.head] == sent
        and tree.role(mark.head) == "subj"
        and tree.universal(tree.clause(mark.head)) == "root"
    )


def _led_by_name(tree: Tree, chain: Chain | None, sent: int) -> bool:
    return chain is not None and any(_led(tree, link, sent) for link in chain.links[-4:])


def _not_the_prosecutor(view: Scene, found: Sequence[Candidate], chosen: Found, he: Markable) -> Found:
    """Another than the official who says that somebody will be charged: "Prosecutor X said he would be"."""
    tree = view.tree
    verb = tree.head(he.head)
    suffered = pronouns().prosecuting | word_set("deaths", "hurt")
    if tree.parse.tags[verb] != "VBN" or tree.parse.lemmas[verb] not in suffered:
        return chosen
    chain = chosen[0]
    if chain is None or not any(_is_official(title) for title in chain.titles):
        return chosen
    others = [one.chain for one in found if one.chain is not chain and one.chain.named]
    return (others[0], PROSECUTED, "somebody prosecuted") if len(others) == 1 else UNDECIDED


def _not_the_reporter(view: Scene, found: Sequence[Candidate], chosen: Found, he: Markable) -> Found:
    """Another than who tells of a victim: "Brandt said they last saw him"."""
    if chosen[0] is None or not reports(view.tree, chosen[0], he):
        return chosen
    others = [
        one.chain for one in found if one.chain is not chosen[0] and not reports(view.tree, one.chain, he)
    ]
    alone = len(others) == 1 and others[0].named
    return (others[0], VICTIM, "the victim of whom another tells") if alone else UNDECIDED


def _of_known_gender(found: Sequence[Candidate], chosen: Found, pronoun: Markable) -> Chain | None:
    """The only one near of the pronoun's gender, where pronouns of the other gender meant the choice."""
    chain = chosen[0]
    if (
        chain is None
        or chain.gender
        or 2 * chain.votes[pronoun.gender] > chain.votes.total()
        or not chain.votes
    ):
        return None
    near = [
        one.chain
        for one in found
        if one.chain.named and one.chain.gender and any(map(one.evidence.get, NEAR))
    ]
    return near[0] if len(near) == 1 and near[0] is not chain else None


def _is_official(title: str) -> bool:
    return not pronouns().prosecutors.isdisjoint(title.lower().split())


def _is_steady(view: Scene, it: Markable, evidence: Mapping[str, float]) -> bool:
    """Whether an "it" goes on with the subject: "Varga said it ...", "Varga opened. It closed"."""
    if evidence.get("own subject") or evidence.get("said so"):
        return True
    opens = it.start == view.tree.parse.sents[view.tree.sent[it.head]][0]
    return opens and bool(evidence.get("parallel") and evidence.get("opens") and evidence.get("gap 1"))


def _is_unnamed_subject(candidate: Candidate) -> bool:
    chain = candidate.chain
    described = not chain.named and bool(chain.links) and chain.links[0].mark.kind == MentionKind.NOMINAL
    near = candidate.evidence.get("gap 0") or candidate.evidence.get("gap 1")
    return described and bool(near) and bool(candidate.evidence.get("subj before"))
