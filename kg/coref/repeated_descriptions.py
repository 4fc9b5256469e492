"""A description that takes up something without a name: "a storm ... the storm", "his book ... the book".

Weights that were fitted on OntoGUM (training/repeated.py) say how likely it is each of the things that were
called so before, or none of them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from kg.coref.chains import Chain
from kg.coref.definite_descriptions import choose
from kg.coref.description_rules import NOTHING, Found
from kg.coref.features import Scene
from kg.coref.labels import entity_type
from kg.coref.markables import Markable, noun
from kg.lexicon import loader
from kg.records import MentionKind
from kg.syntax.tree import Tree

GAPS = ((0, "0"), (1, "1"), (3, "3"), (7, "7"), (14, "14"), (30, "30"))
MANY = 6
SAME_NOUN, MOST = 5, 30  # candidates, and earlier descriptions, that are weighed at most
FEW = 3
POINTERS = {"this": "this", "these": "this", "that": "this", "those": "this", "such": "such"}
ARTICLES = {"the": "the", "a": "a", "an": "a", "another": "a", "some": "a"}
MODIFYING = frozenset({"amod", "compound", "nummod", "nmod", "acl", "advcl"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a description is made of."""

    mark: Markable
    lemma: str
    opener: str  # the, this, such, a, poss or none
    before: frozenset[str]  # lemmas of what narrows it before the noun
    behind: frozenset[str]  # and behind it
    owner: int | None  # id of the chain in its possessive


@dataclass(frozen=True, slots=True)
class Earlier:
    """The descriptions so far, by their noun, and the parts of those that were asked for, by their head."""

    by_noun: dict[str, list[tuple[Chain, Markable]]] = field(default_factory=dict)
    parts: dict[int, Phrase] = field(default_factory=dict)

    def remember(self, mark: Markable, chain: Chain, lemma: str) -> None:
        """Keep a description for those that may take it up."""
        self.by_noun.setdefault(lemma, []).append((chain, mark))

    def phrase(self, tree: Tree, mark: Markable, owner: Mapping[int, Chain]) -> Phrase:
        """The parts of a description, found once."""
        found = self.parts.get(mark.head)
        if found is None:
            found = self.parts[mark.head] = phrase(tree, mark, owner)
        return found


def phrase(tree: Tree, mark: Markable, owner: Mapping[int, Chain]) -> Phrase:
    """The parts of a description."""
    opener, owned = "none", None
    before: set[str] = set()
    behind: set[str] = set()
    for kid in tree.children[mark.head]:
        label = tree.deprel(kid)
        if label == "nmod:poss":
            opener = "poss"
            chain = owner.get(kid)
            owned = id(chain) if chain is not None else -kid
        elif label == "det" or tree.lower[kid] in POINTERS:
            word = tree.lower[kid]
            opener = ARTICLES.get(word) or POINTERS.get(word, opener) if opener != "poss" else opener
        elif tree.universal(kid) in MODIFYING:
            (before if kid < mark.head else behind).add(tree.lemma(kid))
    return Phrase(mark, noun(tree, mark.head), opener, frozenset(before), frozenset(behind), owned)


def antecedent(
    view: Scene,
    mark: Markable,
    owner: Mapping[int, Chain],
    described: Earlier,
    ruled: Found,
) -> Found:
    """The chain without a name that a description takes up, if there likely is one."""
    tree = view.tree
    if mark.kind != MentionKind.NOMINAL or not (mark.definite or is_owned(tree, mark)):
        return ruled
    same = described.by_noun.get(noun(tree, mark.head))
    if not same:
        return ruled
    mine = described.phrase(tree, mark, owner)
    earlier = [
        (chain, described.phrase(tree, one, owner))
        for chain, one in same[-MOST:]
        if not chain.named and one.head < mark.start
    ]
    weighed, without = options(view, mine, earlier, ruled[0])
    if not weighed:
        return ruled
    chain, probability = choose(weighed, without, weights())
    if chain is None:
        return NOTHING
    return (
        chain,
        round(probability, 4),
        "the same description" if mine.opener != "poss" else "the same possession",
    )


def options(
    view: Scene, mine: Phrase, same: Sequence[tuple[Chain, Phrase]], ruled: Chain | None
) -> tuple[list[tuple[Chain, dict[str, float]]], dict[str, float]]:
    """The chains without a name that a description may mean, with their evidence, and that for none.

    ``same`` are earlier descriptions with its noun, in text order.
    """
    called: dict[int, tuple[Chain, list[Phrase]]] = {}
    for chain, earlier in reversed(same):
        if id(chain) in called or len(called) < SAME_NOUN:
            called.setdefault(id(chain), (chain, []))[1].append(earlier)
    weighed = []
    for newer, (chain, phrases) in enumerate(sorted(called.values(), key=_latest_first)):
        evidence = dict(_evidence(view, mine, chain, phrases))
        weighed.append((chain, {**evidence, "newer": float(min(newer, 3)), "by rule": float(chain is ruled)}))
    return weighed, nothing(mine, len(weighed))


def is_owned(tree: Tree, mark: Markable) -> bool:
    """Whether a description is somebody's: "his boat"."""
    return any(tree.parse.deps[kid] == "nmod:poss" for kid in tree.children[mark.head])


def _latest_first(called: tuple[Chain, list[Phrase]]) -> int:
    return -called[0].last.start


def _evidence(
    view: Scene, mine: Phrase, chain: Chain, earlier: Sequence[Phrase]
) -> Iterator[tuple[str, float]]:
    tree, mark, last = view.tree, mine.mark, chain.last
    gap = tree.sent[mark.head] - tree.sent[last.head]
    yield "same noun", 1.0
    yield f"gap {next((name for most, name in GAPS if gap <= most), 'far')}", 1.0
    yield "often", math.log1p(min(len(chain.links), MANY))
    yield f"{mine.opener} after {earlier[0].opener}", 1.0
    yield f"{last.kind} before", 1.0
    role = tree.role(last.head)
    facts = {
        "inside": last.start <= mark.start < last.end,
        "subject before": role == "subj",
        "same role": role == tree.role(mark.head),
        "other number": bool(chain.number) and chain.number != mark.number,
        "other type": bool(chain.label and mark.label)
        and entity_type(chain.label) != entity_type(mark.label),
    }
    for name, holds in (facts | _likeness(mine, earlier)).items():
        if holds:
            yield name, 1.0


def _likeness(mine: Phrase, earlier: Sequence[Phrase]) -> dict[str, bool]:
    narrowed = bool(mine.before or mine.behind)
    equal = any(_equal(mine, one) for one in earlier)
    before = {word for one in earlier for word in one.before}
    behind = {word for one in earlier for word in one.behind}
    owners = {one.owner for one in earlier if one.owner is not None}
    owned = mine.owner is not None
    return {
        "equal bare": equal and not narrowed,
        "equal narrowed": equal and narrowed,
        "known before": bool(mine.before) and mine.before <= before,
        "new before": not mine.before <= before,
        "left out before": bool(before) and not mine.before,
        "other before": bool(mine.before and before) and not mine.before & before,
        "known behind": bool(mine.behind) and mine.behind <= behind,
        "new behind": not mine.behind <= behind,
        "left out behind": bool(behind) and not mine.behind,
        "same owner": owned and mine.owner in owners,
        "other owner": owned and bool(owners) and mine.owner not in owners,
        "new owner": owned and not owners,
        "owner left out": not owned and bool(owners),
    }


def _equal(one: Phrase, other: Phrase) -> bool:
    return one.before == other.before and one.behind == other.behind


def nothing(mine: Phrase, options: int) -> dict[str, float]:
    """The evidence that a description means something new."""
    mark = mine.mark
    return {
        "new": 1.0,
        f"new {mine.opener}": 1.0,
        "new narrowed before": float(bool(mine.before)),
        "new narrowed behind": float(bool(mine.behind)),
        f"new {mark.number}": 1.0,
        f"new {mark.label or 'thing'}": 1.0,
        "new among few": float(options < FEW),
    }


@cache
def weights() -> dict[str, float]:
    """The weights of the evidence."""
    path = files("kg.coref") / "data" / "repeated_weights.yaml"
    return loader.load(path, loader.table(loader.number))
