"""What speaks for and against a named chain as what a description means, as named numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.coref.chains import Chain
from kg.coref.features import Scene
from kg.coref.labels import entity_type
from kg.coref.markables import Markable, noun
from kg.coref.name_strings import leading_words
from kg.lexicon.fold import unaccented
from kg.lexicon.kinds import takes_up
from kg.lexicon.vocabulary import nouns, place_nouns
from kg.records import MentionKind
from kg.syntax.tree import Tree

FAR = 5  # sentences: what lies further back is all the same
REACH = 14  # sentences back that a candidate may lie
MANY = 6
OWN_WORD = frozenset({"senate"})  # what it means has the word in its name
MODIFYING = frozenset({"compound", "amod", "nmod:desc"})


@dataclass(frozen=True, slots=True)
class Description:
    """A definite singular noun phrase, and what its rule says of it."""

    mark: Markable
    lemma: str
    determiner: str  # the, this, that, or poss for "its", "their", "the club's"
    modified: bool  # by something that is no name
    served: frozenset[int]  # ranks of the names among its modifiers
    owners: frozenset[int]  # ids of the chains in its possessive
    capital: bool  # "the President", "the Board"
    narrowed: str  # "" or what else narrows it: a complement, a superlative or ordinal


def kind_of(mark: Markable) -> str:
    """The table of weights for a description."""
    return {"PERSON": "person", "ORG": "body", "LOC": "area"}.get(mark.label, "")


def candidates(
    view: Scene, found: Description, chains: Sequence[Chain]
) -> list[tuple[Chain, dict[str, float]]]:
    """The named chains of its type that stand near enough before it, the latest first."""
    fits = [chain for chain in chains if _fits(view.tree, found, chain)]
    fits.sort(key=lambda chain: (-chain.last.start, chain.rank))
    alike = [chain for chain in fits if _is_alike(found, chain)]
    most = max((chain.total for chain in alike or fits), default=1)
    weighed = [(chain, dict(_evidence(view, found, chain, newer, most))) for newer, chain in enumerate(fits)]
    for newer, chain in enumerate(alike):
        next(evidence for one, evidence in weighed if one is chain)["newer alike"] = float(min(newer, 4))
    return weighed


def nothing(found: Description, *, rivalled: bool) -> dict[str, float]:
    """The evidence that the description means no named chain."""
    return {
        "nothing": 1.0,
        f"nothing {found.determiner}": 1.0,
        "nothing modified": float(found.modified),
        "nothing rivalled": float(rivalled),
        "nothing named": float(bool(found.served)),
        "nothing capital": float(found.capital),
        f"nothing {found.narrowed}": float(bool(found.narrowed)),
    }


def _is_alike(found: Description, chain: Chain) -> bool:
    """Whether a place is of a kind that the noun asks for; any other chain is."""
    kinds = place_nouns().kinds.get(found.lemma)
    return not kinds or chain.place_kind in kinds


def _fits(tree: Tree, found: Description, chain: Chain) -> bool:
    mark = found.mark
    if not chain.named or not chain.links or id(chain) in found.owners or chain.number == "plur":
        return False
    if entity_type(chain.label) != entity_type(mark.label):
        return False
    if mark.gender and chain.gender and mark.gender != chain.gender:
        return False
    if found.lemma in OWN_WORD and not any(found.lemma in unaccented(name).split() for name in chain.names):
        return False
    if found.served and chain.serves and not found.served & chain.serves:  # "the Peruvian president"
        return False
    return tree.sent[mark.head] - tree.sent[chain.last.head] <= REACH and chain.last.end <= mark.start


def _evidence(
    view: Scene, found: Description, chain: Chain, newer: int, most: int
) -> Iterator[tuple[str, float]]:
    tree, mark, last = view.tree, found.mark, chain.last
    gap = min(tree.sent[mark.head] - tree.sent[last.head], FAR)
    yield f"gap {gap}", 1.0
    yield "newer", float(min(newer, 4))
    yield "often", math.log1p(min(len(chain.links), MANY))
    yield "share", chain.total / max(most, 1)
    yield "most", float(chain.total >= most and _is_alike(found, chain))
    yield "only modifies", float(all(tree.universal(one) in MODIFYING for one in _recent(tree, mark, chain)))
    yield "modifier of it", float(chain.rank in found.served)
    yield "capital", float(found.capital)
    if found.narrowed:
        yield found.narrowed, 1.0
    yield "subject", float(any(tree.role(one) == "subj" for one in _recent(tree, mark, chain)))
    yield "same sentence role", float(gap == 0 and tree.role(last.head) == tree.role(mark.head))
    yield f"{last.kind} before", 1.0
    yield "same noun", float(_said_before(tree, found.lemma, chain))
    yield "served", float(bool(found.served) and found.served <= chain.serves)
    yield (
        "served another",
        float(bool(found.served) and bool(chain.serves) and not found.served & chain.serves),
    )
    yield "modified", float(found.modified)
    yield f"by {found.determiner}", 1.0
    yield from _kind(found, chain)
    if mark.label == "LOC":
        yield from _place(
            found, chain, gap=gap, most=chain.total >= most, modifies=tree.universal(last.head) in MODIFYING
        )


def _recent(tree: Tree, mark: Markable, chain: Chain) -> list[int]:
    near = (link.mark.head for link in chain.links[-4:])
    return [head for head in near if tree.sent[mark.head] - tree.sent[head] <= 1]


def _said_before(tree: Tree, lemma: str, chain: Chain) -> bool:
    return any(
        link.mark.kind == MentionKind.NOMINAL and noun(tree, link.mark.head) == lemma for link in chain.links
    )


def _kind(found: Description, chain: Chain) -> Iterator[tuple[str, float]]:
    if found.mark.label == "PERSON":
        titled = any(title.split()[-1] == found.lemma for title in chain.titles)
        yield "title", float(titled)
        yield "other title", float(bool(chain.titles) and not titled)
        yield "gendered", float(bool(found.mark.gender) and chain.gender == found.mark.gender)
        yield "aged", float(found.lemma == "year-old")
        return
    words = {word for name in chain.names for word in unaccented(name).lower().split()}
    yield "name word", float(any(found.lemma in leading_words(name) for name in chain.names))
    fits = bool(takes_up(found.lemma) & chain.kinds)
    yield "kind", float(fits)
    yield "other kind", float(bool(chain.kinds) and not fits)
    if found.mark.label == "ORG":
        company = found.lemma in nouns().companies
        yield "company", float(company and not words & nouns().not_companies)
        yield "no company", float(company and bool(words & nouns().not_companies))


def _place(
    found: Description, chain: Chain, *, gap: int, most: bool, modifies: bool
) -> Iterator[tuple[str, float]]:
    """What the gazetteer's kind of a place says; countries are topics, cities are near."""
    kinds = place_nouns().kinds.get(found.lemma, frozenset())
    yield "place kind", float(chain.place_kind in kinds)
    yield "other place kind", float(bool(chain.place_kind) and bool(kinds) and chain.place_kind not in kinds)
    asked = "/".join(sorted(kinds)) or "any"
    if _is_alike(found, chain):
        yield f"{asked} gap {gap}", 1.0
        yield f"{asked} most", float(most)
        yield f"{asked} modifies", float(modifies)
