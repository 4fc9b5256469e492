"""Finds the chain that a pronoun means: by rule where grammar decides, else by weighed evidence."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

from kg.coref.appositive_titles import owned_by
from kg.coref.binding import forbidden
from kg.coref.caution import NOTHING, UNDECIDED, Candidate, Found, careful, kind_of
from kg.coref.chains import Chain
from kg.coref.features import Scene, announced, features
from kg.coref.gazetteer import is_rare, looks_like_person
from kg.coref.markables import Markable, relative_clause
from kg.coref.reports import speaks_over
from kg.lexicon import loader
from kg.lexicon.vocabulary import pronouns
from kg.records import MentionKind
from kg.syntax.tree import Tree

WINDOW = 4  # sentences back, for what the article doesn't name as its main person
TOPIC_WINDOW = 12
WORDS = 4  # quoted tokens; fewer are no sentence
MOST = 30  # candidates weighed, the latest first


@cache
def weights() -> dict[str, dict[str, float]]:
    """The weights by kind of pronoun."""
    path = files("kg.coref") / "data" / "weights.yaml"
    return loader.load(path, loader.lists(("he", "it", "they"), loader.table(loader.number)))


def antecedent(view: Scene, pronoun: Markable, chains: Sequence[Chain], owner: Mapping[int, Chain]) -> Found:
    """The chain that a pronoun means; ``owner`` maps head tokens of earlier markables to chains."""
    if pronoun.use == "relative":
        return _relative(view, pronoun, owner)
    if pronoun.use == "reflexive" and (found := _reflexive(view.tree, pronoun, owner))[0] is not None:
        return found
    if pronoun.person != 3:
        return _speaker(view, pronoun, chains, owner)
    if is_empty(view.tree, pronoun):
        return NOTHING
    weighed = candidates(view, pronoun, chains)
    chosen = choose(weighed, kind_of(pronoun))
    return careful(view, weighed, chosen, pronoun) if chosen[0] is not None and chosen[0].named else chosen


def _relative(view: Scene, pronoun: Markable, owner: Mapping[int, Chain]) -> Found:
    tree = view.tree
    clause = relative_clause(tree, pronoun.head)
    chain = owner.get(tree.head(clause)) if clause is not None else None
    beside = _name_before(view, pronoun) if tree.lower[pronoun.head] == "who" else None
    if beside is not None:
        return beside, 0.9, "the name right before it"
    return (chain, 0.9, "the relative clause describes it") if chain else NOTHING


def _name_before(view: Scene, pronoun: Markable) -> Chain | None:
    """The person whose name ends where the pronoun begins, without a comma."""
    i, tree = pronoun.start - 1, view.tree
    while i > 0 and i not in view.names_at and tree.universal(i) == "flat" and tree.head(i) < i:
        i -= 1
    chain = view.names_at.get(i)
    return chain if chain is not None and chain.label == "PERSON" else None


def _reflexive(tree: Tree, pronoun: Markable, owner: Mapping[int, Chain]) -> Found:
    subject = tree.understood_subject(tree.clause(pronoun.head))
    chain = owner.get(subject) if subject is not None else None
    if chain is None or (pronoun.gender and chain.gender and pronoun.gender != chain.gender):
        return NOTHING
    return chain, 0.9, "the subject of its clause"


def _speaker(view: Scene, pronoun: Markable, chains: Sequence[Chain], owner: Mapping[int, Chain]) -> Found:
    """The speaker of the quotation, else whoever said "I" (or "we", "you") before in the same one."""
    speaker = view.speaker(pronoun.head)
    chain = owner.get(speaker, view.names_at.get(speaker)) if speaker is not None else None
    if (
        chain is not None
        and pronoun.person == 1
        and pronoun.number == "sing"
        and chain.label in ("PERSON", "")
    ):
        return chain, 0.85, "the speaker of the quotation"
    zone = (view.quote_of.get(pronoun.head), pronoun.person, pronoun.number)
    for other in chains:
        first = other.links[0].mark if other.links else None
        if (
            first
            and first.kind == MentionKind.PRONOUN
            and zone
            == (
                view.quote_of.get(first.head),
                first.person,
                first.number,
            )
        ):
            return other, 0.7, "the same speaker"
    return NOTHING


def is_empty(tree: Tree, pronoun: Markable) -> bool:
    """Whether an "it" refers to nothing: weather, "it seems that", "it is clear that"."""
    i = pronoun.head
    if tree.lower[i] != "it":
        return False
    verb = tree.head(i)
    if tree.universal(i) == "expl" or tree.universal_child(verb, "csubj") is not None:
        return True
    if i > 0 and tree.parse.lemmas[i - 1] in pronouns().empty_objects:
        return tree.universal(i) != "obj" or tree.universal_child(verb, "xcomp", "ccomp") is not None
    if tree.universal(i) != "nsubj":
        return False
    lemma = tree.parse.lemmas[verb].lower()
    clause = tree.universal_child(verb, "ccomp", "xcomp", "advcl", "acl")
    if lemma in pronouns().empty_verbs:
        return True
    return lemma in pronouns().empty_adjectives and clause is not None


def candidates(view: Scene, pronoun: Markable, chains: Sequence[Chain]) -> list[Candidate]:
    """The chains that agree with a pronoun and stand near enough, the latest first."""
    tree = view.tree
    near = [chain for chain in _latest_first(chains) if _near(view, pronoun, chain)]
    fits = [chain for chain in near if agrees(pronoun, chain) or _may_agree(view, pronoun, chain, near)]
    fits = [
        chain for chain in fits if not _forbidden(tree, pronoun, chain) and not _says(view, pronoun, chain)
    ]
    owners = owned_by(tree, pronoun)
    fits = [chain for chain in fits if not owners or chain.label in owners][:MOST]
    later = announced(view, pronoun)
    own = pronoun.use == "possessive" and any(
        view.names_at.get(kid) is later for kid in tree.children[tree.head(pronoun.head)]
    )
    if later is not None and not later.links and not own and agrees(pronoun, later):
        fits.append(later)  # but not NAME in "and his son, NAME"
    found = ((chain, features(view, pronoun, chain, newer)) for newer, chain in enumerate(fits))
    return [Candidate(chain, {**evidence, "owner": float(bool(owners))}) for chain, evidence in found]


def _latest_first(chains: Sequence[Chain]) -> list[Chain]:
    begun = [chain for chain in chains if chain.links]
    return sorted(begun, key=lambda chain: (-chain.last.start, chain.last.end))


def _near(view: Scene, pronoun: Markable, chain: Chain) -> bool:
    gap = view.tree.sent[pronoun.head] - view.tree.sent[chain.last.head]
    topic = chain.label == "PERSON" and chain.named and chain.total == view.most_named
    return gap <= (TOPIC_WINDOW if topic and kind_of(pronoun) == "he" else WINDOW)


def agrees(pronoun: Markable, chain: Chain) -> bool:
    """Whether type, number and gender allow it."""
    first = chain.links[0].mark if chain.links else None
    if first and first.kind == MentionKind.PRONOUN and first.person != pronoun.person:
        return False
    kind = kind_of(pronoun)
    if kind == "he":
        return _can_be_person(pronoun, chain)
    if kind == "it":
        return (
            chain.label not in ("PERSON", "NORP")
            and chain.number != "plur"
            and chain.gender in ("", "neuter")
        )
    return chain.number == "plur" or chain.label in ("ORG", "GPE", "NORP")


def _may_agree(view: Scene, pronoun: Markable, chain: Chain, near: Sequence[Chain]) -> bool:
    """Whether a rare given name may be of the other gender: the last sentence is of nobody surer."""
    if kind_of(pronoun) != "he" or chain.label != "PERSON" or not any(map(is_rare, chain.names)):
        return False
    sent = view.tree.sent
    if chain.votes:
        return chain.votes.total() == chain.votes[pronoun.gender]
    told = speaks_over(view.tree, chain.last, pronoun)
    if chain.last.kind != MentionKind.NAME or not (told or sent[pronoun.head] == sent[chain.last.head] + 1):
        return False
    others = (
        one
        for one in near
        if one is not chain and one.label in ("PERSON", "") and not any(map(is_rare, one.names))
    )
    return all(sent[link.mark.head] != sent[chain.last.head] for one in others for link in one.links[-3:])


def _can_be_person(pronoun: Markable, chain: Chain) -> bool:
    if chain.gender and chain.gender != pronoun.gender:
        return False
    return chain.label in ("PERSON", "") and chain.number != "plur" and _animate(chain)


def _animate(chain: Chain) -> bool:
    """Names of unknown type must look like a person's; common nouns must be known as such."""
    if chain.label == "PERSON" or (chain.links and chain.links[0].mark.kind == MentionKind.PRONOUN):
        return True
    return any(looks_like_person(name) for name in chain.names)


def _says(view: Scene, pronoun: Markable, chain: Chain) -> bool:
    """Whether it is who says the sentence that the pronoun stands in: Brandt is "I" in her own words."""
    speaker = view.speaker(pronoun.head)
    if speaker is None:
        return False
    quoted = view.quoted[view.quote_of[pronoun.head]]
    if not view.tree.words[quoted.start][:1].isupper() or quoted.end - quoted.start <= WORDS:
        return False
    named = (kid for kid in view.tree.children[speaker] if view.tree.universal(kid) == "appos")
    heads = {speaker, *named}  # "his mother, Ada Brandt, said"
    return any(view.names_at.get(i) is chain for i in heads) or any(m.mark.head in heads for m in chain.links)


def _forbidden(tree: Tree, pronoun: Markable, chain: Chain) -> bool:
    here = tree.sent[pronoun.head]
    near = (link.mark for link in chain.links if tree.sent[link.mark.head] == here)
    return any(forbidden(tree, pronoun, mark) for mark in near)


def choose(found: Sequence[Candidate], kind: str) -> Found:
    """The candidate with the most weight, unless it is weak or hardly ahead of the second."""
    if not found:
        return NOTHING
    table = weights()[kind]
    scored = sorted(
        ((weigh(candidate, table), -i, candidate) for i, candidate in enumerate(found)),
        reverse=True,
        key=_first_two,
    )
    best = scored[0][0]
    if best < table["least"]:
        return NOTHING
    if len(scored) > 1 and best - scored[1][0] < table["ahead"]:
        return UNDECIDED
    probability = 1 / sum(math.exp(score - best) for score, _, _ in scored)
    return scored[0][2].chain, round(0.95 * probability, 4), _reason(scored[0][2], table, len(scored))


def _first_two(entry: tuple[float, int, Candidate]) -> tuple[float, int]:
    return entry[:2]


def weigh(candidate: Candidate, table: Mapping[str, float]) -> float:
    """The sum of the weights of a candidate's evidence."""
    return sum(table.get(name, 0.0) * value for name, value in candidate.evidence.items())


def _reason(candidate: Candidate, table: Mapping[str, float], rivals: int) -> str:
    """The three strongest pieces of evidence."""
    if rivals == 1:
        return "the only one that agrees"
    weighed = sorted(_positive(candidate, table), reverse=True)
    return f"the best of {rivals}: " + ", ".join(name for _, name in weighed[:3])


def _positive(candidate: Candidate, table: Mapping[str, float]) -> Iterator[tuple[float, str]]:
    for name, value in candidate.evidence.items():
        if value * table.get(name, 0.0) > 0:
            yield value * table[name], name
