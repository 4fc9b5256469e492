"""Plural pronouns and descriptions that mean several named things: "they", "the couple", "both countries"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.coref.chains import Chain
from kg.coref.labels import entity_type
from kg.coref.markables import Markable, noun
from kg.lexicon.kinds import takes_up
from kg.lexicon.vocabulary import persons, place_nouns
from kg.lexicon.wordlists import word_set
from kg.records import MentionKind
from kg.syntax.tree import Tree

PAIRS = frozenset({"couple", "pair", "duo"})
COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4}
PEOPLE = frozenset({"man", "woman", "boy", "girl"})
BACK = 2  # sentences
COUNTED, PEOPLE_COUNTED = 0.85, 0.75  # the latter too unsure for what is grave
LEAST = 0.75  # of the link of a "they"


@dataclass(frozen=True, slots=True)
class Together:
    """A plural phrase and the chains that it means."""

    mark: Markable
    members: tuple[Chain, ...]
    score: float


def together(tree: Tree, marks: Sequence[Markable], chains: Sequence[Chain]) -> Iterator[Together]:
    """The plural phrases that mean named persons, bodies or places, all of one type."""
    names_at = {
        link.mark.head: chain
        for chain in chains
        if chain.named and entity_type(chain.label)
        for link in chain.links
        if link.mark.kind == MentionKind.NAME
    }
    yield from _pronouns(tree, chains, names_at)
    counted = [(mark, count) for mark in marks if (count := _count(tree, mark))]
    by_sent: dict[int, list[int]] = {}
    for head in sorted(names_at) if counted else ():
        by_sent.setdefault(tree.sent[head], []).append(head)
    for mark, count in counted:
        members = _counted(tree, mark, count, by_sent, names_at)
        if members:
            plain = mark.label == "PERSON" and tree.lower[mark.head] not in PAIRS
            yield Together(mark, members, PEOPLE_COUNTED if plain else COUNTED)


def _pronouns(tree: Tree, chains: Iterable[Chain], names_at: Mapping[int, Chain]) -> Iterator[Together]:
    """A "they" that was found to mean "Smith and Jones", which is the subject of its own sentence."""
    for chain in chains:
        if chain.named or not chain.links or chain.links[0].mark.use != "group":
            continue
        group = chain.links[0].mark
        members = _joined(tree, group.head, names_at)
        if len(members) < 2 or tree.role(group.head) != "subj":
            continue
        at = tree.sent[group.head]
        for link in chain.links[1:]:
            mark = link.mark
            if mark.kind != MentionKind.PRONOUN or tree.sent[mark.head] - at > 1 or link.score < LEAST:
                break
            at = tree.sent[mark.head]
            yield Together(mark, members, link.score)


def _joined(tree: Tree, head: int, names_at: Mapping[int, Chain]) -> tuple[Chain, ...]:
    """The named members of a coordination; none if one of them has no name or is of another type."""
    heads = [head, *(kid for kid in tree.children[head] if tree.universal(kid) == "conj")]
    found = {id(names_at[i]): names_at[i] for i in heads if i in names_at}
    types = {entity_type(chain.label) for chain in found.values()}
    whole = all(i in names_at for i in heads) and len(types) == 1
    return tuple(found.values()) if whole else ()


def _count(tree: Tree, mark: Markable) -> int:
    """How many "the couple", "both companies" and "the two countries" are; 0 for another phrase."""
    if mark.kind != MentionKind.NOMINAL or mark.use == "group":
        return 0
    kids = [kid for kid in tree.children[mark.head] if kid < mark.head]
    words = [tree.lower[kid] for kid in kids]
    if any(tree.universal(kid) not in ("det", "nummod") for kid in kids if tree.universal(kid) != "case"):
        return 0
    if any(
        kid > mark.head and tree.universal(kid) in ("nmod", "acl", "appos")
        for kid in tree.children[mark.head]
    ):
        return 0
    if tree.lower[mark.head] in PAIRS:
        return 2 if words[:1] == ["the"] or words[-1:] == ["the"] else 0
    if mark.number != "plur" or not ("both" in words or {"the", "these"} & set(words)):
        return 0
    return next((COUNTS[word] for word in words if word in COUNTS), 0)


def _counted(
    tree: Tree,
    mark: Markable,
    count: int,
    by_sent: Mapping[int, Sequence[int]],
    names_at: Mapping[int, Chain],
) -> tuple[Chain, ...]:
    """As many names that the noun fits as it counts, in the last sentence that has them."""
    here = tree.sent[mark.head]
    seen: set[int] = set()
    for sent in range(here, max(here - BACK, 0) - 1, -1):
        heads = [i for i in by_sent.get(sent, ()) if i < mark.start and _fits(tree, mark, names_at[i])]
        groups = [group for i in heads if len(group := _joined(tree, i, names_at)) == count]
        named = {id(names_at[i]): names_at[i] for i in heads}
        members = groups[0] if len(groups) == 1 else tuple(named.values())
        if len(members) == count and seen <= {id(chain) for chain in members}:
            return members
        if len(named) >= count:
            return ()
        seen |= named.keys()
    return ()


def _fits(tree: Tree, mark: Markable, chain: Chain) -> bool:
    lemma = noun(tree, mark.head)
    if tree.lower[mark.head] in PAIRS:
        return chain.label == "PERSON"
    kinds = place_nouns().kinds.get(lemma)
    if kinds:
        return chain.place_kind in kinds
    if mark.label == "PERSON":
        vague = lemma in word_set("taken_up", "never") | persons().kin.keys() and lemma not in PEOPLE
        other = bool(mark.gender and chain.gender and mark.gender != chain.gender)
        return chain.label == "PERSON" and not vague and not other
    if mark.label == "ORG" and chain.label == "ORG" and lemma not in word_set("taken_up", "of_many"):
        return not chain.kinds or bool(takes_up(lemma) & chain.kinds)
    return False
